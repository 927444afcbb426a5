//! Comparisons: what has no value, what is unlike, what is a share of what.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod common;

use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::event::EventKind;
use briefing_model::metric::{Change, Metric, Unmatched};
use common::*;

#[track_caller]
fn answers(dataset: &Dataset, metric: &Metric, expected: &[&str]) {
    match ask(dataset, metric) {
        Ok(result) => assert_eq!(lines(&result), expected),
        Err(found) => panic!("{found:#?}"),
    }
}

/// An event of each year in each of these places, with what it reports of `measure`.
fn years(measure: &str, said: &[(&str, Option<&str>, Option<&str>)]) -> Dataset {
    let mut dataset = lists();
    for (place, earlier, later) in said {
        for (year, figure) in [("2023", earlier), ("2024", later)] {
            let id = format!("{}-{year}", place.to_lowercase());
            let start = format!("{year}-05-01");
            add_events(
                &mut dataset,
                [event(&id, EventKind::Event, Some(&start), Some(&format!("CN-{place}")))],
            );
            if let Some(figure) = figure {
                add(&mut dataset, &id, measure, "signed", figure);
            }
        }
    }
    dataset
}

fn change(measure: &str, relative: bool) -> Metric {
    let mut metric = metric("change", measure);
    metric.change = Some(Change {
        from: selection([is(Dimension::Year, &["2023"])]),
        to: selection([is(Dimension::Year, &["2024"])]),
        relative,
        matched: Change::MATCHED.to_vec(),
        unmatched: Unmatched::Refuse,
    });
    metric
}

#[test]
fn a_change_from_nothing_is_not_defined_and_keeps_its_evidence() {
    for (earlier, later, relative, difference) in [
        ("0", "5", "zero-divisor (2 of 2)", "5 project (2 of 2)"),
        ("0", "0", "zero-divisor (2 of 2)", "0 project (2 of 2)"),
        ("0..3", "0", "possibly-zero-divisor (2 of 2)", "-3..0 project (2 of 2)"),
        ("< 5", "< 5", "possibly-zero-divisor (2 of 2)", ">-5..<5 project (2 of 2)"),
        ("< 5", "10", "> 100 % (2 of 2)", ">5..10 project (2 of 2)"),
        ("> 3", "> 5", "open-bounds (2 of 2)", "open-bounds (2 of 2)"),
        ("5", "0", "-100 % (2 of 2)", "-5 project (2 of 2)"),
    ] {
        let dataset = years("projects", &[("GS", Some(earlier), Some(later))]);
        let result = ask(&dataset, &change("projects", true)).unwrap();
        assert_eq!(lines(&result), [relative], "{earlier} to {later}");
        assert_eq!(result.rows[0].claims, [0, 1], "{earlier} to {later}");
        answers(&dataset, &change("projects", false), &[difference]);
    }
}

#[test]
fn a_change_in_percent_of_what_is_below_zero_is_not_defined() {
    for (earlier, later, expected) in [
        ("-10", "-5", "negative-base (2 of 2)"),
        ("> -5", "10", "negative-base (2 of 2)"),
        ("< 5", "10", "negative-base (2 of 2)"),
        ("10", "-5", "-150 % (2 of 2)"),
        ("0", "-5", "zero-divisor (2 of 2)"),
    ] {
        let dataset = years("balance", &[("GS", Some(earlier), Some(later))]);
        answers(&dataset, &change("balance", true), &[expected]);
    }
}

#[test]
fn a_ratio_for_each_of_none_is_not_defined() {
    for (value, projects, expected) in [
        ("10", "0", "zero-divisor (1 of 1)"),
        ("0", "0", "zero-divisor (1 of 1)"),
        ("0", "< 5", "possibly-zero-divisor (1 of 1)"),
        ("0..3", "0..3", "possibly-zero-divisor (1 of 1)"),
        ("10", "< 5", "> 2 CNY/project (1 of 1)"),
        ("10", "~ 0", "zero-divisor (1 of 1)"),
        ("0", "5", "0 CNY/project (1 of 1)"),
    ] {
        let mut dataset = years("value", &[]);
        add_events(&mut dataset, [event("a", EventKind::Event, None, None)]);
        add(&mut dataset, "a", "value", "signed", value);
        add(&mut dataset, "a", "projects", "signed", projects);
        let mut metric = metric("ratio", "value");
        metric.per = Some(slug("projects"));
        answers(&dataset, &metric, &[expected]);
    }
}

#[test]
fn events_without_a_counterpart_make_sides_unlike() {
    // A further event in Gansu in 2023 has the place of the other.
    let mut dataset = years("projects", &[("GS", Some("100"), Some("116"))]);
    answers(&dataset, &change("projects", true), &["16 % (2 of 2)"]);
    add_events(
        &mut dataset,
        [event("city-2023", EventKind::Event, Some("2023-09-01"), Some("CN-GS"))],
    );
    add(&mut dataset, "city-2023", "projects", "signed", "68");
    let mut metric = change("projects", true);
    let named = "unmatched gs-2023 gs-2024 city-2023";
    answers(&dataset, &metric, &[&format!("unlike-members (3 of 3, {named})")]);
    // The city's is of no series, and the others are.
    add_events(&mut dataset, [event("series", EventKind::Series, None, None)]);
    for (id, year) in [("series-2023", 2023), ("series-2024", 2024)] {
        let mut edition = event(id, EventKind::Series, None, None);
        (edition.year, edition.part_of) = (Some(year), part_of("series"));
        add_events(&mut dataset, [edition]);
        let of_year = dataset.events.get_mut(format!("gs-{year}").as_str()).unwrap();
        of_year.part_of = part_of(id);
    }
    metric.selection = selection([is(Dimension::Kind, &["event"])]);
    answers(&dataset, &metric, &["unlike-members (3 of 3, unmatched city-2023)"]);
    metric.change.as_mut().unwrap().unmatched = Unmatched::Exclude;
    let result = ask(&dataset, &metric).unwrap();
    assert_eq!(lines(&result), ["16 % (3 of 3, unmatched city-2023)"]);
    assert_eq!(result.rows[0].claims, [0, 1], "what is left out is no evidence");
    metric.change.as_mut().unwrap().unmatched = Unmatched::Include;
    let result = ask(&dataset, &metric).unwrap();
    assert_eq!(lines(&result), ["-650/21 % (3 of 3, unmatched city-2023)"]);
    assert_eq!(result.rows[0].claims, [0, 1, 2]);
    // Told that nothing is to be matched, two are not set against one either.
    metric.change.as_mut().unwrap().unmatched = Unmatched::Refuse;
    metric.change.as_mut().unwrap().matched = Vec::new();
    answers(&dataset, &metric, &[&format!("unlike-members (3 of 3, {named})")]);
}

#[test]
fn what_reports_on_one_side_only_is_no_pair() {
    let dataset = years(
        "projects",
        &[("GS", Some("100"), Some("150")), ("SC", Some("10"), None), ("HL", None, None)],
    );
    let mut metric = change("projects", true);
    let named = "missing sc-2024 hl-2023 hl-2024, unmatched sc-2023";
    answers(&dataset, &metric, &[&format!("unlike-members (3 of 6, {named})")]);
    metric.change.as_mut().unwrap().unmatched = Unmatched::Exclude;
    answers(&dataset, &metric, &[&format!("50 % (3 of 6, {named})")]);
    // Each place by itself is like or unlike by itself.
    metric.by = vec![Dimension::Place];
    answers(
        &dataset,
        &metric,
        &[
            "CN-GS: 50 % (2 of 2)",
            "CN-SC: none (1 of 2, missing sc-2024)",
            "CN-HL: none (0 of 2, missing hl-2023 hl-2024)",
        ],
    );
}

#[test]
fn one_event_is_not_set_against_nine() {
    let mut dataset = lists();
    for (number, year) in [(0, "2023"), (1, "2024"), (2, "2024"), (3, "2024")] {
        let id = format!("e{number}");
        let start = format!("{year}-05-01");
        add_events(&mut dataset, [event(&id, EventKind::Event, Some(&start), Some("CN-GS"))]);
        add(&mut dataset, &id, "projects", "signed", "10");
    }
    let named = "unmatched e0 e1 e2 e3";
    answers(&dataset, &change("projects", true), &[&format!("unlike-members (4 of 4, {named})")]);
}

#[test]
fn a_status_is_compared_with_another_of_the_same_events() {
    let mut dataset = years("projects", &[("GS", Some("100"), None), ("SC", None, None)]);
    add(&mut dataset, "gs-2023", "projects", "expected", "80");
    add(&mut dataset, "sc-2023", "projects", "expected", "40");
    let mut metric = change("projects", true);
    metric.mixed_status = true;
    metric.selection = selection([is(Dimension::Year, &["2023"])]);
    let sides = metric.change.as_mut().unwrap();
    sides.from = selection([is(Dimension::Status, &["expected"])]);
    sides.to = selection([is(Dimension::Status, &["signed"])]);
    answers(&dataset, &metric, &["unlike-members (1 of 2, missing sc-2023)"]);
    metric.change.as_mut().unwrap().unmatched = Unmatched::Exclude;
    answers(&dataset, &metric, &["25 % (1 of 2, missing sc-2023)"]);
}

/// Two events, of which one reports how much has started.
fn started() -> Dataset {
    let mut dataset = years("projects", &[("GS", Some("356"), None), ("SC", Some("200"), None)]);
    add(&mut dataset, "gs-2023", "projects", "started", "140");
    dataset
}

fn started_of_signed() -> Metric {
    let mut metric = metric("share", "projects");
    metric.selection = selection([
        is(Dimension::Event, &["gs-2023"]),
        is(Dimension::Status, &["started"]),
        is(Dimension::Population, &["all"]),
    ]);
    metric.of = Some(selection([
        is(Dimension::Event, &["gs-2023"]),
        is(Dimension::Status, &["signed"]),
        is(Dimension::Population, &["all"]),
        is(Dimension::Scope, &["event"]),
    ]));
    metric
}

#[test]
fn a_share_of_an_events_own_figures_has_a_status_on_each_side() {
    let mut dataset = started();
    let mut metric = started_of_signed();
    let result = ask(&dataset, &metric).unwrap();
    assert_eq!(lines(&result), ["3500/89 % (1 of 1)"]);
    assert_eq!(result.rows[0].claims, [0, 2]);
    // Over several events it is over those that report both.
    let both = ["gs-2023", "sc-2023"];
    metric.selection.conditions[0] = is(Dimension::Event, &both);
    metric.of.as_mut().unwrap().conditions[0] = is(Dimension::Event, &both);
    metric.by = vec![Dimension::Event];
    metric.total = true;
    answers(
        &dataset,
        &metric,
        &[
            "gs-2023: 3500/89 % (1 of 1)",
            "sc-2023: none (0 of 1, missing sc-2023)",
            "total 3500/89 % (1 of 2, missing sc-2023)",
        ],
    );
    // A bound on the part is no more than the whole; more than the whole is no share.
    dataset.claims[2].figure = claim(&dataset, "gs-2023", "projects", "started", "> 200").figure;
    (metric.by, metric.total) = (vec![], false);
    let result = ask(&dataset, &metric).unwrap();
    let figure = result.rows[0].figure().unwrap();
    assert_eq!(figure.upper().unwrap().value.to_string(), "100");
    dataset.claims[2].figure = claim(&dataset, "gs-2023", "projects", "started", "400").figure;
    answers(&dataset, &metric, &["part-above-whole (1 of 2, missing sc-2023)"]);
    // What is signed may be more than what was expected.
    for (index, status) in [(0, "expected"), (2, "signed")] {
        dataset.claims[index].status = status.parse().unwrap();
    }
    metric.selection.conditions[1] = is(Dimension::Status, &["signed"]);
    metric.of.as_mut().unwrap().conditions[1] = is(Dimension::Status, &["expected"]);
    metric.selection.conditions[0] = is(Dimension::Event, &["gs-2023"]);
    metric.of.as_mut().unwrap().conditions[0] = is(Dimension::Event, &["gs-2023"]);
    answers(&dataset, &metric, &["10000/89 % (1 of 1)"]);
    // A share of nothing is none.
    dataset.claims[0].figure = claim(&dataset, "gs-2023", "projects", "signed", "0").figure;
    answers(&dataset, &metric, &["zero-divisor (1 of 1)"]);
}

#[test]
fn equal_bounds_of_two_statuses_are_not_the_same_projects() {
    let mut dataset = started();
    for index in [0, 2] {
        dataset.claims[index].figure =
            claim(&dataset, "gs-2023", "projects", "signed", "> 100").figure;
    }
    let result = ask(&dataset, &started_of_signed()).unwrap();
    let figure = result.rows[0].figure().unwrap();
    assert_eq!(figure.lower().unwrap().value.to_string(), "0");
}

#[test]
fn a_share_of_sessions_is_of_their_event() {
    let mut dataset = years("projects", &[("GS", Some("100"), Some("50"))]);
    for (id, figure) in [("chips", "30"), ("energy", "> 20")] {
        let mut session = event(id, EventKind::Session, Some("2023-05-01"), Some("CN-GS"));
        session.part_of = part_of("gs-2023");
        add_events(&mut dataset, [session]);
        add(&mut dataset, id, "projects", "signed", figure);
    }
    let mut metric = metric("share", "projects");
    metric.selection =
        selection([is(Dimension::Kind, &["session"]), is(Dimension::Status, &["signed"])]);
    metric.of =
        Some(selection([is(Dimension::Event, &["gs-2023"]), is(Dimension::Status, &["signed"])]));
    let result = ask(&dataset, &metric).unwrap();
    let figure = result.rows[0].figure().unwrap();
    assert_eq!(figure.lower().unwrap().value.to_string(), "50");
    assert!(figure.lower().unwrap().strict);
    assert_eq!(figure.upper().unwrap().value.to_string(), "100");
    // Each session is set against its own event.
    metric.by = vec![Dimension::Event];
    metric.of = Some(selection([
        is(Dimension::Event, &["gs-2023", "gs-2024"]),
        is(Dimension::Status, &["signed"]),
    ]));
    metric.selection.conditions[0] = is(Dimension::Kind, &["session"]);
    let result = ask(&dataset, &metric).unwrap();
    let rows = lines(&result);
    assert_eq!(rows[..2], ["gs-2024: none (1 of 1)", "chips: 30 % (2 of 2)"]);
}

#[test]
fn a_share_of_what_does_not_hold_the_part_is_refused() {
    let dataset = started();
    let mut metric = started_of_signed();
    metric.of.as_mut().unwrap().conditions[0] = is(Dimension::Event, &["sc-2023"]);
    assert_eq!(
        refusal(&dataset, &metric),
        ["B0317 line 5: `asked` is a share of what does not hold it: `gs-2023` is neither among \
             the events of `of` nor a part of one > let `where` select events of `of`, or parts of \
             them > to set one event or period against another, use `change`"]
    );
}
