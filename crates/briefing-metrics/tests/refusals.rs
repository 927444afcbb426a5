//! Every refusal, whole: code, place in the definition, message, fix.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod common;

use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::event::EventKind;
use briefing_model::metric::{Change, ConflictPolicy, Metric, Sort, SortKey, Unmatched};
use briefing_model::number::Number;
use common::*;

fn two_events() -> Dataset {
    let mut dataset = lists();
    add_events(
        &mut dataset,
        [
            event("gansu", EventKind::Event, Some("2024-10-27"), Some("CN-GS")),
            event("sichuan", EventKind::Event, Some("2024-05-10"), Some("CN-SC")),
        ],
    );
    add(&mut dataset, "gansu", "projects", "signed", "195");
    dataset
}

#[track_caller]
fn refused(dataset: &Dataset, metric: &Metric, expected: &[&str]) {
    assert_eq!(refusal(dataset, metric), expected);
}

#[test]
fn unknown_aggregates_and_measures() {
    let mut metric = metric("summ", "project");
    metric.per = Some(slug("valeu"));
    refused(
        &two_events(),
        &metric,
        &[
            "B0301 line 2: unknown aggregate `summ` > did you mean `sum`? > `briefing plugin list` names those there are",
            "B0302 line 3: unknown measure `project` > did you mean `projects`? > measures are the tables of `data/measures.toml`",
            "B0302 line 4: unknown measure `valeu` > did you mean `value`? > measures are the tables of `data/measures.toml`",
        ],
    );
}

#[test]
fn aggregates_without_what_they_need() {
    let dataset = two_events();
    let says = |aggregate: &str, measure: &str| refusal(&dataset, &metric(aggregate, measure));
    assert_eq!(
        says("sum", ""),
        ["B0303 line 2: `sum` of `asked` needs `measure` > add `measure = \"…\"`"]
    );
    assert_eq!(
        says("count", ""),
        [
            "B0303 line 2: `count` of `asked` needs `measure` or `count` > add `count = \"events\"`, or `measure = \"…\"` to count the events that report it"
        ]
    );
    assert_eq!(
        says("ratio", "value"),
        [
            "B0303 line 2: `ratio` of `asked` needs `per` > add `per = \"…\"`, the measure to divide by"
        ]
    );
    assert_eq!(
        says("share", "value"),
        [
            "B0303 line 2: `share` of `asked` needs `of` > add `of = { … }`, the selection that makes the whole, or `by` for the share of each row"
        ]
    );
    assert_eq!(
        says("change", "value"),
        [
            "B0303 line 2: `change` of `asked` needs `change` > add `change = { from = { year = 2023 }, to = { year = 2024 } }`"
        ]
    );
    assert_eq!(
        says("rank", "value"),
        [
            "B0303 line 2: `rank` of `asked` needs `by` > add `by = \"…\"`, whose rows are put in order"
        ]
    );
}

#[test]
fn mixed_statuses() {
    let mut dataset = two_events();
    add(&mut dataset, "sichuan", "projects", "expected", "20");
    let message =
        "`asked` adds up figures of different statuses: `signed` (`gansu`), `expected` (`sichuan`)";
    let hints = "choose one: `where = { status = \"signed\" }` > or consent with `mixed-status = true`; the brief then says so";
    let mut metric = metric("sum", "projects");
    refused(&dataset, &metric, &[&format!("B0304 line 5: {message} > {hints}")]);
    metric.by = vec![Dimension::Region];
    metric.total = true;
    refused(&dataset, &metric, &[&format!("B0304 line 5: {message} | in western > {hints}")]);
    let mut metric = common::metric("max", "projects");
    let message = message.replace("adds up", "compares");
    refused(&dataset, &metric, &[&format!("B0304 line 5: {message} > {hints}")]);
    metric.mixed_status = true;
    assert!(ask(&dataset, &metric).is_ok());
    metric.mixed_status = false;
    metric.aggregate = "latest".into();
    assert!(ask(&dataset, &metric).is_ok());
}

#[test]
fn mixed_scopes_and_populations() {
    let mut dataset = two_events();
    let mut other = claim(&dataset, "sichuan", "projects", "signed", "20");
    other.scope = slug("ceremony");
    other.population = slug("industrial");
    dataset.claims.push(other);
    refused(
        &dataset,
        &metric("sum", "projects"),
        &[
            "B0305 line 5: `asked` adds up figures of different scopes: `event` (`gansu`), `ceremony` (`sichuan`) > choose one: `where = { scope = \"event\" }` > or consent with `mixed-scope = true`; the brief then says so",
            "B0306 line 5: `asked` adds up figures of different populations: `all` (`gansu`), `industrial` (`sichuan`) > choose one: `where = { population = \"all\" }` > or consent with `mixed-population = true`; the brief then says so",
        ],
    );
}

#[test]
fn scopes_and_populations_of_one_event_that_do_not_hold_each_other() {
    let mut dataset = two_events();
    for (scope, population) in [("session", "industrial"), ("before", "foreign")] {
        let mut other = claim(&dataset, "sichuan", "projects", "signed", "20");
        other.scope = slug(scope);
        other.population = slug(population);
        dataset.claims.push(other);
    }
    let mut metric = metric("sum", "projects");
    metric.selection = selection([is(Dimension::Event, &["sichuan"])]);
    metric.mixed_scope = true;
    metric.mixed_population = true;
    refused(
        &dataset,
        &metric,
        &[
            "B0305 line 5: `asked` finds several scopes of `sichuan`, none of which holds the others: `session`, `before` > choose one: `where = { scope = \"…\" }`",
        ],
    );
    dataset.claims[2].scope = slug("session");
    refused(
        &dataset,
        &metric,
        &[
            "B0306 line 5: `asked` finds several populations of `sichuan`, none of which holds the others: `industrial`, `foreign` > choose one: `where = { population = \"…\" }`",
        ],
    );
}

#[test]
fn sums_of_what_is_not_additive() {
    let mut dataset = two_events();
    add(&mut dataset, "gansu", "companies", "signed", "300");
    add(&mut dataset, "sichuan", "companies", "signed", "200");
    let mut metric = metric("sum", "companies");
    refused(
        &dataset,
        &metric,
        &[
            "B0307 line 3: `asked` adds up `companies` of `gansu` and `sichuan`, which is not additive: the same may be counted twice > use `max`, `median` or `latest`, or group by event: `by = \"event\"`",
        ],
    );
    metric.by = vec![Dimension::Event];
    assert!(ask(&dataset, &metric).is_ok());
}

#[test]
fn an_umbrella_with_its_parts() {
    let mut dataset = two_events();
    add_events(&mut dataset, [event("all-2024", EventKind::Series, None, None)]);
    dataset.events[0].part_of = part_of("all-2024");
    add(&mut dataset, "all-2024", "projects", "signed", "1_000");
    let mut metric = metric("sum", "projects");
    refused(
        &dataset,
        &metric,
        &[
            "B0308 line 5: `asked` adds up an umbrella together with its parts: `all-2024` holds `gansu` > leave umbrellas out: `where = { kind = \"event\" }`",
        ],
    );
    metric.selection = selection([is(Dimension::Kind, &["event"])]);
    assert_eq!(
        lines(&ask(&dataset, &metric).unwrap()),
        [">= 195 project (1 of 2, missing sichuan)"]
    );
}

#[test]
fn mixed_currencies_and_missing_rates() {
    let mut dataset = two_events();
    add(&mut dataset, "gansu", "value", "signed", "300 billion CNY");
    add(&mut dataset, "sichuan", "value", "signed", "40 billion USD");
    let mut metric = metric("sum", "value");
    refused(
        &dataset,
        &metric,
        &[
            "B0309 line 3: `asked` is in `CNY`, and figures are in other units: `USD` (`sichuan`) > convert them by the rates of the data set: `convert = \"CNY\"` > or leave them out: `where = { unit = \"CNY\" }`",
        ],
    );
    metric.convert = Some(unit("CNY"));
    let hints = "add a rate of `pair = \"USD/CNY\"` to `data/rates.toml` > or leave the amount out: `where = { unit = \"CNY\" }`";
    let says = |dataset: &Dataset, why: &str| {
        refused(
            dataset,
            &metric,
            &[&format!(
                "B0313 line 7: `asked` cannot convert USD to CNY for `sichuan`: {why} > {hints}"
            )],
        );
    };
    says(&dataset, "no rate of 2024-05-10 or the 31 days before it; there is none at all");
    add_rate(&mut dataset, "USD", "CNY", "2024-05-11", "7.1");
    says(&dataset, "no rate of 2024-05-10 or the 31 days before it; the first is of 2024-05-11");
    add_rate(&mut dataset, "USD", "CNY", "2024-04-08", "7.1");
    says(
        &dataset,
        "no rate of 2024-05-10 or the 31 days before it; the nearest are of 2024-04-08 and 2024-05-11",
    );
    add_rate(&mut dataset, "CNY", "USD", "2024-04-09", "0.125");
    assert_eq!(lines(&ask(&dataset, &metric).unwrap()), ["620 billion CNY (2 of 2)"]);
    dataset.events[1].start = None;
    says(&dataset, "the day of the event is not known");
}

#[test]
fn measures_and_sides_that_do_not_cover_the_same() {
    let mut dataset = two_events();
    add(&mut dataset, "gansu", "value", "expected", "300 billion CNY");
    let mut metric = metric("ratio", "value");
    metric.per = Some(slug("projects"));
    refused(
        &dataset,
        &metric,
        &[
            "B0310 line 4: `asked` divides `value` by `projects`, which do not cover the same at `gansu`: no status, scope and population has both > select what both are given for, or leave the event out",
        ],
    );
    add(&mut dataset, "sichuan", "projects", "intended", "100");
    let mut metric = common::metric("change", "projects");
    metric.change = Some(Change {
        from: selection([is(Dimension::Event, &["sichuan"])]),
        to: selection([is(Dimension::Event, &["gansu"])]),
        relative: false,
        matched: Change::MATCHED.to_vec(),
        unmatched: Unmatched::Refuse,
    });
    refused(
        &dataset,
        &metric,
        &[
            "B0311 line 5: the sides of `asked` differ in their statuses: `intended` before, `signed` after > choose one for both: `where = { status = \"…\" }` > or consent with `mixed-status = true`; the brief then says so",
        ],
    );
}

#[test]
fn claims_that_cannot_all_be_true() {
    let mut dataset = two_events();
    add(&mut dataset, "gansu", "projects", "signed", "200");
    let mut metric = metric("sum", "projects");
    metric.conflict = ConflictPolicy::Refuse;
    refused(
        &dataset,
        &metric,
        &[
            "B0312 line 1: `asked` rests on claims that cannot all be true: `gansu/projects/signed/0` says 195 project, `gansu/projects/signed/1` says 200 project > say who is believed: `conflict = \"highest-grade\"`, or print both: `\"range\"`",
        ],
    );
}

#[test]
fn figures_that_cannot_be_computed() {
    let mut dataset = two_events();
    add(&mut dataset, "sichuan", "projects", "signed", "5");
    let huge = Number::from_integer(i128::MAX);
    dataset.claims[0].figure = briefing_model::figure::Figure::exact(huge, unit("project"));
    refused(
        &dataset,
        &metric("sum", "projects"),
        &[
            "B0314 line 1: `asked` cannot be computed: the figure is too large to be held exactly > look for a claim with too many digits, or with a sign that its measure rules out",
        ],
    );
}

#[test]
fn conversions_and_orders_that_make_no_sense() {
    let mut metric = metric("sum", "projects");
    metric.convert = Some(unit("USD"));
    metric.by = vec![Dimension::Place];
    metric.sort = Some(Sort { key: SortKey::Dimension(Dimension::Year), descending: false });
    refused(
        &two_events(),
        &metric,
        &[
            "B0316 line 6: rows of `asked` cannot be sorted by `year` > add `year` to `by`, or sort by `value`",
            "B0315 line 7: `projects` cannot be converted to `USD` | its unit is `project` > leave `convert` out, or name a currency for a measure of money",
        ],
    );
}

#[test]
fn every_code_has_a_page() {
    let pages = briefing_metrics::codes::PAGES;
    for (index, page) in pages.iter().enumerate() {
        assert_eq!(page.code.0, format!("B03{:02}", index + 1), "in order, none left out");
        assert!(!page.title.is_empty() && page.page.len() > 100, "{}", page.code.0);
    }
}
