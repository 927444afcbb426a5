use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::*;
use crate::manifest::{Counts, Inputs, ManifestFile, PRUNED, read_manifest};
use crate::verify::verify;

fn manifest(edition: &str, files: &[(String, Vec<u8>)]) -> Manifest {
    Manifest {
        report: "profile".to_owned(),
        key: Some("CN-GS".to_owned()),
        title: "Gansu".to_owned(),
        edition: edition.to_owned(),
        period: edition.split('.').next().unwrap().to_owned(),
        date: jiff::civil::date(2026, 11, 20),
        as_of: edition.contains("as-of").then(|| jiff::civil::date(2024, 10, 1)),
        overrides: Vec::new(),
        previous: None,
        engine: "briefing 0.1.0".to_owned(),
        made_with: BTreeMap::new(),
        theme: "default".to_owned(),
        parameters: BTreeMap::new(),
        content_key: String::new(),
        document_sha256: String::new(),
        counts: Counts::default(),
        audit_warnings: 0,
        inputs: Inputs::default(),
        files: files.iter().map(|(name, bytes)| (name.clone(), ManifestFile::of(bytes))).collect(),
    }
}

fn files(text: &str) -> Vec<(String, Vec<u8>)> {
    vec![("brief.html".to_owned(), text.as_bytes().to_vec())]
}

fn staged(publisher: &Publisher, folder: &str, edition: &str, text: &str) -> Staged {
    let standing = publisher.standing(folder, edition).unwrap();
    let files = files(text);
    publisher.stage(folder, manifest(edition, &files), &files, standing.as_ref()).unwrap()
}

fn publish(publisher: &Publisher, edition: &str, text: &str) -> String {
    let staged = staged(publisher, "profile/cn-gs", edition, text);
    publisher.publish(staged).unwrap().path
}

/// A publisher and its folder.
fn publisher() -> (tempfile::TempDir, Publisher) {
    let out = tempfile::tempdir().unwrap();
    let publisher = Publisher::new(out.path(), "a test").unwrap();
    (out, publisher)
}

fn current(out: &Path) -> String {
    fs::read_to_string(out.join("profile/cn-gs/current/brief.html")).unwrap()
}

#[test]
fn other_content_is_a_revision_that_names_the_one_before() {
    let (out, publisher) = publisher();
    assert_eq!(publish(&publisher, "2024", "one"), "profile/cn-gs/2024");
    assert_eq!(publish(&publisher, "2024", "two"), "profile/cn-gs/2024.r2");
    assert_eq!(current(out.path()), "two");
    assert_eq!(
        fs::read_to_string(out.path().join("profile/cn-gs/2024/brief.html")).unwrap(),
        "one"
    );
    let first = fs::read(out.path().join("profile/cn-gs/2024/manifest.json")).unwrap();
    let second = read_manifest(publisher.root(), "profile/cn-gs/2024.r2").unwrap();
    let previous = second.previous.unwrap();
    assert_eq!((previous.edition.as_str(), previous.manifest_sha256), ("2024", sha256(&first)));
    assert_eq!(publisher.root().list(&staging()).unwrap().len(), 0);
    assert_eq!(verify(out.path()).problems, []);
}

#[test]
fn an_edition_as_of_a_day_is_never_the_current_one() {
    let (out, publisher) = publisher();
    let earlier = "2024.as-of-2024-10-01";
    publish(&publisher, earlier, "then");
    assert!(!out.path().join("profile/cn-gs").join(CURRENT).exists());
    assert_eq!(
        publish(&publisher, "2024", "now"),
        "profile/cn-gs/2024",
        "no revision of the other"
    );
    assert_eq!(publish(&publisher, earlier, "better"), format!("profile/cn-gs/{earlier}.r2"));
    assert_eq!(current(out.path()), "now");
}

#[test]
fn an_earlier_period_does_not_become_current() {
    let (out, publisher) = publisher();
    for (year, expected) in [("2023", "2023"), ("2024", "2024"), ("2022", "2024")] {
        publish(&publisher, year, "one");
        let current = fs::read_link(out.path().join("profile/cn-gs/current")).unwrap();
        assert_eq!(current, Path::new(expected));
    }
}

#[test]
fn one_run_at_a_time_and_the_second_hears_who_the_first_is() {
    let (out, publisher) = publisher();
    let error = Publisher::new(out.path(), "another").unwrap_err();
    assert!(matches!(&error, PublishError::Busy { holder, .. } if holder == "a test"), "{error}");
    let second = publisher.clone();
    drop(publisher);
    assert!(Publisher::new(out.path(), "another").is_err(), "it is shared by threads");
    drop(second);
    assert!(Publisher::new(out.path(), "another").is_ok());
}

#[test]
fn a_set_that_was_decided_is_finished_by_the_next_run() {
    let (out, publisher) = publisher();
    publish(&publisher, "2023", "before");
    let set =
        ["cn-gs", "cn-hl"].map(|key| staged(&publisher, &format!("profile/{key}"), "2024", key));
    // A folder stands in the way of the link: the set is decided, and cannot be finished.
    let obstacle = out.path().join("profile/cn-hl/current/x");
    fs::create_dir_all(&obstacle).unwrap();
    let error = publisher.publish_together(set.into_iter().collect()).unwrap_err();
    assert!(error.to_string().contains("cn-hl"), "{error}");
    assert!(verify(out.path()).problems.iter().any(|p| p.message.contains("was cut off")));
    fs::remove_dir_all(obstacle.parent().unwrap()).unwrap();
    drop(publisher);

    let _next = Publisher::new(out.path(), "the next").unwrap();
    for key in ["cn-gs", "cn-hl"] {
        let page = out.path().join("profile").join(key).join("current/brief.html");
        assert_eq!(fs::read_to_string(page).unwrap(), key);
    }
    assert_eq!(verify(out.path()).problems, []);
}

#[test]
fn what_was_staged_and_not_decided_is_cleared_away() {
    let (out, publisher) = publisher();
    staged(&publisher, "profile/cn-gs", "2024", "one").keep();
    drop(publisher);
    let publisher = Publisher::new(out.path(), "the next").unwrap();
    assert_eq!(publisher.root().list(&staging()).unwrap().len(), 0);
    assert!(publisher.standing("profile/cn-gs", "2024").unwrap().is_none());
}

#[test]
fn a_failure_is_kept_in_mind_until_the_brief_is_made() {
    let (_out, publisher) = publisher();
    let failed = Failed {
        edition: "2024".to_owned(),
        date: jiff::civil::date(2024, 11, 1),
        message: "no".to_owned(),
    };
    publisher.record_failures([("fairs", Some(failed.clone())), ("rates", None)]).unwrap();
    assert_eq!(failures(publisher.root()), BTreeMap::from([("fairs".to_owned(), failed)]));
    publisher.record_failures([("rates", None)]).unwrap();
    assert_eq!(failures(publisher.root()).len(), 1);
    publisher.record_failures([("fairs", None)]).unwrap();
    assert_eq!(failures(publisher.root()), BTreeMap::new());
}

/// Editions 2022, 2023 with two revisions, 2024 with three, and one of 2023 as of a day.
fn many() -> (tempfile::TempDir, Publisher) {
    let (out, publisher) = publisher();
    let editions = ["2022", "2023", "2023", "2023.as-of-2024-10-01", "2024", "2024", "2024"];
    for (number, edition) in editions.into_iter().enumerate() {
        publish(&publisher, edition, &number.to_string());
    }
    (out, publisher)
}

fn pruned(publisher: &Publisher, policy: &Policy) -> Vec<String> {
    let pruned = publisher.prune(policy, true).unwrap();
    assert_eq!(publisher.prune(policy, false).unwrap(), pruned);
    assert_eq!(publisher.prune(policy, false).unwrap(), [], "what is gone is not pruned again");
    let name = |path: &str| path.strip_prefix("profile/cn-gs/").unwrap().to_owned();
    pruned.iter().map(|pruned| name(&pruned.path)).collect()
}

#[test]
fn a_policy_keeps_revisions_and_editions() {
    for (policy, expected) in [
        (Policy { revisions: Some(1), ..Policy::default() }, vec!["2023", "2024", "2024.r2"]),
        (Policy { revisions: Some(2), ..Policy::default() }, vec!["2024"]),
        (
            Policy { editions: Some(1), ..Policy::default() },
            vec!["2022", "2023", "2023.as-of-2024-10-01", "2023.r2"],
        ),
        (Policy { editions: Some(2), ..Policy::default() }, vec!["2022"]),
        (Policy::default(), vec![]),
    ] {
        let (out, publisher) = many();
        assert_eq!(pruned(&publisher, &policy), expected, "{policy:?}");
        let verified = verify(out.path());
        assert_eq!(verified.problems, [], "{policy:?}");
        assert_eq!((verified.pruned, verified.editions), (expected.len(), 7 - expected.len()));
    }
}

#[test]
fn what_is_current_is_kept_and_what_was_pruned_stays_on_record() {
    let (out, publisher) = many();
    let since = Some(jiff::civil::date(2027, 1, 1));
    let all = pruned(&publisher, &Policy { since, ..Policy::default() });
    assert_eq!(all.len(), 6);
    assert_eq!(current(out.path()), "6");
    assert!(out.path().join("profile/cn-gs/2022").join(PRUNED).exists());
    let standing = publisher.standing("profile/cn-gs", "2022").unwrap();
    assert!(standing.is_some_and(|standing| standing.damage.is_some()));
    assert_eq!(publish(&publisher, "2022", "again"), "profile/cn-gs/2022.r2");
}

#[test]
fn verifying_names_what_was_touched() {
    let (out, publisher) = many();
    let place = |path: &str| out.path().join("profile/cn-gs").join(path);
    fs::write(place("2022/brief.html"), "x").unwrap();
    fs::write(place("2023/brief.html"), "longer").unwrap();
    fs::remove_file(place("2023.r2/brief.html")).unwrap();
    fs::write(place("2024/notes.txt"), "mine").unwrap();
    let changed = fs::read_to_string(place("2024.r2/manifest.json")).unwrap();
    fs::write(place("2024.r2/manifest.json"), changed.replace("Gansu", "Guangxi")).unwrap();
    fs::remove_file(place("current")).unwrap();
    let verified = verify(out.path());
    let problems: Vec<(String, &str)> = verified
        .problems
        .iter()
        .map(|problem| (problem.path.replace("profile/cn-gs/", ""), problem.message.as_str()))
        .collect();
    let expected = [
        ("2022/brief.html", "was changed after it was published"),
        ("2023.r2/brief.html", "is missing"),
        ("2023/brief.html", "has 6 bytes, and was published with 1"),
        ("2024.r2/manifest.json", "is not the one that `2024.r3` took the place of"),
        ("2024/notes.txt", "is not in the manifest"),
        ("current", "is missing"),
    ];
    let expected: Vec<(String, &str)> =
        expected.into_iter().map(|(path, message)| (path.to_owned(), message)).collect();
    assert_eq!(problems, expected);
    drop(publisher);
}
