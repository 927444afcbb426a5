//! What metrics answer: figures, coverage, evidence.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod common;

use briefing_metrics::{Columns, Query, evaluate, label, listing};
use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::event::EventKind;
use briefing_model::metric::{Change, ConflictPolicy, Counted, Metric, Sort, SortKey, Unmatched};
use briefing_model::period::Period;
use common::*;

/// Three events of 2024, of which two report a value.
fn three_events() -> Dataset {
    let mut dataset = lists();
    add_events(
        &mut dataset,
        [
            event("gansu", EventKind::Event, Some("2024-10-27"), Some("CN-GS")),
            event("heilongjiang", EventKind::Event, Some("2024-08-20"), Some("CN-HL")),
            event("sichuan", EventKind::Event, Some("2024-05-10"), Some("CN-SC")),
        ],
    );
    add(&mut dataset, "gansu", "projects", "signed", "195");
    add(&mut dataset, "heilongjiang", "projects", "signed", "> 172");
    add(&mut dataset, "gansu", "value", "signed", "> 300 billion CNY");
    add(&mut dataset, "heilongjiang", "value", "signed", "> 250 billion CNY");
    dataset
}

#[track_caller]
fn answers(dataset: &Dataset, metric: &Metric, expected: &[&str]) {
    match ask(dataset, metric) {
        Ok(result) => assert_eq!(lines(&result), expected),
        Err(found) => panic!("{found:#?}"),
    }
}

#[test]
fn a_sum_is_strict_where_a_part_is_and_a_lower_bound_where_one_is_missing() {
    let dataset = three_events();
    let mut metric = metric("sum", "projects");
    metric.selection = selection([is(Dimension::Event, &["gansu", "heilongjiang"])]);
    answers(&dataset, &metric, &["> 367 project (2 of 2)"]);
    let metric = common::metric("sum", "value");
    answers(&dataset, &metric, &["> 550 billion CNY (2 of 3, missing sichuan)"]);
    let result = ask(&dataset, &metric).unwrap();
    assert_eq!(result.rows[0].claims, [2, 3]);
    assert_eq!(result.formula, "sum of value");
    assert_eq!(result.unit, unit("CNY"));
}

#[test]
fn groups_are_there_for_every_value_of_candidate_events() {
    let dataset = three_events();
    let mut metric = metric("sum", "projects");
    metric.by = vec![Dimension::Place];
    metric.total = true;
    answers(
        &dataset,
        &metric,
        &[
            "CN-GS: 195 project (1 of 1)",
            "CN-SC: none (0 of 1, missing sichuan)",
            "CN-HL: > 172 project (1 of 1)",
            "total > 367 project (2 of 3, missing sichuan)",
        ],
    );
    metric.sort = Some(Sort { key: SortKey::Value, descending: true });
    metric.limit = Some(1);
    answers(
        &dataset,
        &metric,
        &["CN-GS: 195 project (1 of 1)", "total > 367 project (2 of 3, missing sichuan)"],
    );
}

#[test]
fn extremes_of_partial_groups_are_bounds_and_means_are_of_those_that_report() {
    let dataset = three_events();
    let all = |aggregate: &str| {
        let result = ask(&dataset, &metric(aggregate, "projects")).unwrap();
        result.rows[0].figure().unwrap().to_string()
    };
    assert_eq!(all("max"), ">= 195 project");
    assert_eq!(all("min"), "0..195 project");
    assert_eq!(all("mean"), "> 183.5 project");
    assert_eq!(all("median"), "> 183.5 project");
    assert_eq!(all("count"), "2 event");
}

#[test]
fn counts_of_events_claims_and_sources() {
    let dataset = three_events();
    let mut metric = metric("count", "");
    metric.count = Some(Counted::Events);
    answers(&dataset, &metric, &["3 event (3 of 3)"]);
    assert_eq!(ask(&dataset, &metric).unwrap().rows[0].claims, [0, 1]);
    metric.count = Some(Counted::Claims);
    answers(&dataset, &metric, &["4 claim (2 of 3, missing sichuan)"]);
    metric.count = Some(Counted::Sources);
    answers(&dataset, &metric, &["1 source (2 of 3, missing sichuan)"]);
}

#[test]
fn what_agrees_is_met_and_what_does_not_is_decided() {
    let mut dataset = three_events();
    add(&mut dataset, "sichuan", "value", "signed", "> 450 billion CNY");
    add(&mut dataset, "sichuan", "value", "signed", "457.3 billion CNY");
    add(&mut dataset, "sichuan", "value", "signed", "~ 460 billion CNY");
    let mut metric = metric("sum", "value");
    metric.selection = selection([is(Dimension::Event, &["sichuan"])]);
    answers(&dataset, &metric, &["457300000000 CNY (1 of 1)"]);
    assert_eq!(ask(&dataset, &metric).unwrap().rows[0].claims, [4, 5, 6]);

    let mut other = claim(&dataset, "sichuan", "value", "signed", "500 billion CNY");
    other.source = slug("blog");
    dataset.claims.push(other);
    answers(&dataset, &metric, &["> 450 billion CNY (1 of 1)"]);
    let row = ask(&dataset, &metric).unwrap().rows.remove(0);
    assert_eq!(row.claims, [4]);
    assert_eq!(row.conflicts[0].claims, [4, 5, 6, 7]);
    assert_eq!(row.conflicts[0].used, [4]);
    metric.conflict = ConflictPolicy::Latest;
    answers(&dataset, &metric, &["500 billion CNY (1 of 1)"]);
    metric.conflict = ConflictPolicy::Range;
    assert_eq!(ask(&dataset, &metric).unwrap().rows[0].claims, [4, 5, 6, 7]);
}

#[test]
fn with_consent_an_event_counts_once_with_its_highest_status_and_widest_scope() {
    let mut dataset = three_events();
    add(&mut dataset, "gansu", "projects", "expected", "100");
    let mut ceremony = claim(&dataset, "gansu", "projects", "signed", "40");
    ceremony.scope = slug("ceremony");
    dataset.claims.push(ceremony);
    let mut metric = metric("sum", "projects");
    metric.mixed_status = true;
    metric.mixed_scope = true;
    answers(&dataset, &metric, &["> 367 project (2 of 3, missing sichuan)"]);
}

#[test]
fn an_amount_given_in_two_currencies_is_one_amount() {
    let mut dataset = three_events();
    add(&mut dataset, "gansu", "value", "signed", "40.98 billion USD");
    answers(&dataset, &metric("sum", "value"), &["> 550 billion CNY (2 of 3, missing sichuan)"]);
    let mut metric = metric("sum", "value");
    metric.selection = selection([is(Dimension::Unit, &["USD"])]);
    answers(&dataset, &metric, &[">= 40980000000 USD (1 of 3, missing heilongjiang sichuan)"]);
}

#[test]
fn amounts_are_converted_by_the_last_rate_before_the_event() {
    let mut dataset = three_events();
    add(&mut dataset, "sichuan", "value", "signed", "10 billion USD");
    add_rate(&mut dataset, "USD", "CNY", "2024-05-10", "7.1");
    add_rate(&mut dataset, "USD", "CNY", "2024-05-11", "9");
    let mut metric = metric("sum", "value");
    metric.convert = Some(unit("CNY"));
    answers(&dataset, &metric, &["> 621 billion CNY (3 of 3)"]);
    assert_eq!(ask(&dataset, &metric).unwrap().rows[0].rates, [0]);
}

#[test]
fn ratios_are_over_events_that_report_both() {
    let mut dataset = three_events();
    add(&mut dataset, "sichuan", "projects", "signed", "5");
    let mut metric = metric("ratio", "value");
    metric.per = Some(slug("projects"));
    metric.selection = selection([is(Dimension::Event, &["gansu", "sichuan"])]);
    let result = ask(&dataset, &metric).unwrap();
    assert_eq!(result.unit, unit("CNY/project"));
    assert_eq!(result.rows[0].coverage.reported, 1);
    assert_eq!(result.rows[0].claims, [0, 2]);
    let figure = result.rows[0].figure().unwrap().clone();
    assert_eq!(figure.lower().unwrap().value.to_string(), "20000000000/13");
}

#[test]
fn a_share_knows_that_the_part_is_in_the_whole() {
    let dataset = three_events();
    let mut metric = metric("share", "projects");
    metric.by = vec![Dimension::Region];
    metric.selection = selection([is(Dimension::Event, &["gansu", "heilongjiang"])]);
    let result = ask(&dataset, &metric).unwrap();
    let bounds: Vec<_> = result
        .rows
        .iter()
        .map(|row| row.figure().unwrap())
        .map(|figure| (figure.lower().unwrap().value, figure.upper().unwrap().value))
        .map(|(lower, upper)| format!("{lower} {upper}"))
        .collect();
    // More than 172 of 195 + that: from 172/367 to all; the rest from none to 195/367.
    assert_eq!(bounds, ["0 19500/367", "17200/367 100"]);
}

#[test]
fn changes_compare_two_sides() {
    let mut dataset = three_events();
    add_events(
        &mut dataset,
        [event("gansu-2023", EventKind::Event, Some("2023-10-01"), Some("CN-GS"))],
    );
    add(&mut dataset, "gansu-2023", "projects", "signed", "150");
    let mut metric = metric("change", "projects");
    metric.selection = selection([is(Dimension::Place, &["CN-GS"])]);
    metric.change = Some(Change {
        from: selection([is(Dimension::Year, &["2023"])]),
        to: selection([is(Dimension::Year, &["2024"])]),
        relative: true,
        matched: Change::MATCHED.to_vec(),
        unmatched: Unmatched::Refuse,
    });
    answers(&dataset, &metric, &["30 % (2 of 2)"]);
    metric.change.as_mut().unwrap().relative = false;
    answers(&dataset, &metric, &["45 project (2 of 2)"]);
}

#[test]
fn ranks_tie_where_figures_overlap() {
    let mut dataset = three_events();
    add(&mut dataset, "sichuan", "projects", "signed", "20");
    let mut metric = metric("rank", "projects");
    metric.by = vec![Dimension::Event];
    answers(
        &dataset,
        &metric,
        &["gansu: 1..2 (1 of 1)", "heilongjiang: 1..2 (1 of 1)", "sichuan: 3 (1 of 1)"],
    );
}

#[test]
fn the_latest_is_one_observation() {
    let mut dataset = three_events();
    let mut later = claim(&dataset, "gansu", "projects", "started", "120");
    later.as_of = Some(date("2025-06-30"));
    dataset.claims.push(later);
    let mut metric = metric("latest", "projects");
    metric.by = vec![Dimension::Event];
    let result = ask(&dataset, &metric).unwrap();
    assert_eq!(line(&result.rows[0]), "gansu: 120 project (1 of 1)");
    assert_eq!(result.rows[0].claims, [4]);
    assert_eq!(result.rows[0].statuses.len(), 1);
}

#[test]
fn an_event_of_several_series_or_sectors_is_in_each_and_once_in_the_total() {
    let mut dataset = three_events();
    dataset.events[0].sectors = vec![slug("energy"), slug("chips")];
    let mut metric = metric("sum", "projects");
    metric.by = vec![Dimension::Sector];
    metric.total = true;
    answers(
        &dataset,
        &metric,
        &[
            "energy: 195 project (1 of 1)",
            "chips: 195 project (1 of 1)",
            "-: > 172 project (1 of 2, missing sichuan)",
            "total > 367 project (2 of 3, missing sichuan)",
        ],
    );
    metric.selection = selection([is(Dimension::Sector, &["chips"])]);
    answers(&dataset, &metric, &["chips: 195 project (1 of 1)", "total 195 project (1 of 1)"]);
}

#[test]
fn events_of_which_only_the_year_is_known_are_in_whole_years() {
    let mut dataset = three_events();
    dataset.events[0].start = None;
    let columns = Columns::new(&dataset);
    let metric = metric("sum", "projects");
    let figure = |period: &str| {
        let query = Query { metric: &metric, period: Period::parse(period).unwrap(), key: None };
        let answers = evaluate(&columns, &dataset, &[query], &registry());
        line(&answers[0].as_ref().unwrap().rows[0])
    };
    assert_eq!(figure("2024"), "> 367 project (2 of 3, missing sichuan)");
    assert_eq!(figure("2024-10"), "none (0 of 0)");
    assert_eq!(figure("2023-07-01..2025-01-01"), "> 367 project (2 of 3, missing sichuan)");
}

#[test]
fn a_fan_out_adds_its_key_and_limits_each_part() {
    let dataset = three_events();
    let columns = Columns::new(&dataset);
    let mut metric = metric("sum", "projects");
    metric.by = vec![Dimension::Event];
    metric.limit = Some(1);
    let query = Query { metric: &metric, period: Period::All, key: Some(Dimension::Region) };
    let result = evaluate(&columns, &dataset, &[query], &registry()).remove(0).unwrap();
    assert_eq!(result.dimensions, [Dimension::Event, Dimension::Region]);
    assert_eq!(
        lines(&result),
        [
            "gansu western: 195 project (1 of 1)",
            "heilongjiang northeastern: > 172 project (1 of 1)"
        ]
    );
}

#[test]
fn listings_and_labels() {
    let dataset = three_events();
    let columns = Columns::new(&dataset);
    let selected = selection([is(Dimension::Region, &["northeastern"])]);
    assert_eq!(listing(&columns, &dataset, &selected, Period::All), [1, 3]);
    assert!(listing(&columns, &dataset, &selected, Period::Year { year: 2023 }).is_empty());
    assert_eq!(label(&dataset, Dimension::Place, "CN-GS", "en"), "Gansu");
    assert_eq!(label(&dataset, Dimension::Status, "signed", "en"), "signed");
}
