//! The data set that is shipped.

use std::path::{Path, PathBuf};

use briefing_loader::{Disk, Loaded, find_project, load};
use briefing_model::claim::Claim;
use briefing_model::evidence::FigureGrade;

use super::support::{registry, text};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_data_set_has_no_mistakes() {
    let Loaded { project, files, mut diagnostics } = load(&Disk::new(root()), &registry()).unwrap();
    diagnostics.sort(&files);
    let of_data = diagnostics
        .iter()
        .filter(|found| files.path(found.span.file).is_some_and(|path| path.starts_with("data/")))
        .cloned()
        .collect();
    // What is real, and told with the claim.
    let expected = "\
        warning B0830 data/events/2024-gansu.toml:42:11 «\"> 40.98 billion USD\"»\n  \
        > 300 billion CNY and > 40.98 billion USD imply 7.3206 CNY a USD, 2.66 % above the reference rate of 2024-10-28\n";
    let of_data = text(&of_data, &files);
    assert!(of_data.starts_with(expected), "{of_data}");
    assert_eq!(of_data.matches("warning ").count() + of_data.matches("error ").count(), 1);
    let unread = |claim: &&Claim| claim.checked.figure != FigureGrade::Read;
    assert_eq!(project.dataset.claims.iter().find(unread).map(|claim| &claim.id), None);
    assert!(!project.dataset.claims.is_empty() && !project.dataset.sources.is_empty());
}

#[test]
fn a_project_is_found_from_within() {
    let root = root().canonicalize().unwrap();
    assert_eq!(find_project(&root.join("data/events")), Some(root.clone()));
    assert_eq!(find_project(Path::new("/")), None);
}

#[test]
fn what_is_not_there_is_an_error_of_the_world() {
    let world = Disk::new(root());
    let error = briefing_loader::World::read(&world, "data/nothing.toml", 1 << 20).unwrap_err();
    assert!(error.to_string().starts_with("failed to read `data/nothing.toml`"), "{error}");
}
