//! Folders on disk: links, and names that are no text.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use briefing_loader::{Disk, PassedOver, Why, World, load};
use snapbox::{assert_data_eq, str};

use super::support::{registry, sound, text};

/// The sound project in a folder.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let world = sound();
    for part in ["reports", "data"] {
        for path in world.list(part).expect("memory can be listed") {
            write(folder.path(), &path, &world.read(&path, u64::MAX).expect("it was listed"));
        }
    }
    folder
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("it is below the root")).expect("a folder is made");
    fs::write(path, bytes).expect("a file is written");
}

fn link(root: &Path, path: &str, target: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("it is below the root")).expect("a folder is made");
    symlink(target, path).expect("a link is made");
}

fn told(root: &Path) -> String {
    let loaded = load(&Disk::new(root), &registry()).expect("the folder can be read");
    text(&loaded.diagnostics, &loaded.files)
}

#[test]
fn links_within_the_project_are_followed() {
    let folder = project();
    let root = folder.path();
    write(root, "shared/partials/note.md.hbs", b"A note.\n");
    write(root, "shared/theme/style.css", b"p { color: black }\n");
    write(root, "shared/report/report.toml", b"title = \"Linked\"\n");
    write(root, "shared/report/brief.md.hbs", b"Words.\n");
    write(root, "shared/2024-linked.toml", b"name = \"Linked\"\nyear = 2024\n");
    link(root, "reports/linked", "../shared/report");
    link(root, "reports/partials", "../shared/partials");
    link(root, "reports/themes/plain", "../../shared/theme");
    link(root, "data/events/2024-linked.toml", "../../shared/2024-linked.toml");
    let loaded = load(&Disk::new(root), &registry()).expect("the folder can be read");
    assert_eq!(text(&loaded.diagnostics, &loaded.files), "");
    let project = loaded.project;
    assert!(project.reports.contains_key("linked"));
    assert!(project.partials.contains_key("note"));
    assert!(project.themes.contains_key("plain"));
    assert!(project.dataset.events.contains_key("2024-linked"));
}

#[test]
fn a_project_may_be_reached_by_a_link() {
    let folder = project();
    let other = tempfile::tempdir().expect("a folder can be made");
    symlink(folder.path(), other.path().join("project")).expect("a link is made");
    assert_eq!(told(&other.path().join("project")), "");
}

#[test]
fn b0112_other_links_are_named_and_not_read() {
    let folder = project();
    let outside = tempfile::tempdir().expect("a folder can be made");
    write(outside.path(), "secret.toml", b"name = \"Secret\"\nyear = 2024\n");
    write(outside.path(), "report/report.toml", b"title = \"Secret\"\n");
    let root = folder.path();
    symlink(outside.path().join("secret.toml"), root.join("data/events/2024-secret.toml"))
        .expect("a link is made");
    symlink(outside.path().join("report"), root.join("reports/secret")).expect("a link is made");
    link(root, "data/events/2024-gone.toml", "2024-nowhere.toml");
    link(root, "reports/fairs/all", "..");
    link(root, "reports/fairs/loop", "loop");
    assert_data_eq!(
        told(root),
        str![[r#"
error B0112 data/events/2024-gone.toml:1:1 «»
  the link `data/events/2024-gone.toml` leads to nothing
  hint: delete it, or put back what it led to
error B0112 data/events/2024-secret.toml:1:1 «»
  the link `data/events/2024-secret.toml` leads out of the project
  hint: a project is its own folder: copy into it what belongs to it
error B0112 reports/fairs/all:1:1 «»
  the link `reports/fairs/all` leads to a folder that it is in
  hint: delete it
error B0112 reports/fairs/loop:1:1 «»
  the link `reports/fairs/loop` leads to nothing
  hint: delete it, or put back what it led to
error B0112 reports/secret:1:1 «»
  the link `reports/secret` leads out of the project
  hint: a project is its own folder: copy into it what belongs to it

"#]]
    );
    let disk = Disk::new(root);
    assert!(disk.read("data/events/2024-secret.toml", u64::MAX).is_err());
    assert!(disk.read("../secret.toml", u64::MAX).is_err());
}

#[test]
fn links_that_multiply_come_to_an_end() {
    let folder = project();
    let root = folder.path();
    write(root, "data/events/deep-0/2024-deep.toml", b"name = \"Deep\"\nyear = 2024\n");
    for depth in 1..24 {
        for side in ["a", "b"] {
            let path = format!("deep/{depth}/{side}");
            let target = if depth == 1 {
                "../../data/events/deep-0".to_owned()
            } else {
                format!("../{}", depth - 1)
            };
            link(root, &path, &target);
        }
    }
    link(root, "data/events/all", "../../deep/23");
    let disk = Disk::new(root);
    assert!(disk.list("data").expect("it ends").len() < 200_000);
    let passed = disk.passed_over("data").expect("it ends");
    assert!(matches!(passed.as_slice(), [PassedOver { why: Why::TooMany, .. }]), "{passed:?}");
}

#[test]
fn b0113_names_that_are_not_utf_8() {
    let folder = project();
    let root = folder.path();
    let gbk = |before: &str, after: &str| {
        root.join(OsStr::from_bytes(&[before.as_bytes(), b"\xb8\xca", after.as_bytes()].concat()))
    };
    fs::write(gbk("data/events/", ".toml"), "name = \"x\"\n").expect("a file is written");
    fs::create_dir(gbk("reports/", "")).expect("a folder is made");
    fs::write(gbk("reports/", "/report.toml"), "title = \"x\"\n").expect("a file is written");
    fs::create_dir(root.join("data/archive")).expect("a folder is made");
    fs::write(gbk("data/archive/", ".txt"), "x").expect("a file is written");
    assert_data_eq!(
        told(root),
        str![[r#"
warning B0113 data/archive/��.txt:1:1 «»
  the name of `data/archive/��.txt` is not UTF-8
  hint: rename it; names from an old archive are often in GBK or Shift JIS
error B0113 data/events/��.toml:1:1 «»
  the name of `data/events/��.toml` is not UTF-8
  hint: rename it; names from an old archive are often in GBK or Shift JIS
error B0113 reports/��:1:1 «»
  the name of `reports/��` is not UTF-8
  hint: rename it; names from an old archive are often in GBK or Shift JIS

"#]]
    );
}
