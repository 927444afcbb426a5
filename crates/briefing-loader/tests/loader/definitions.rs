//! Mistakes in metrics, reports and the project: B06.

use briefing_loader::parse_metric;
use briefing_model::diagnostic::Diagnostics;
use briefing_model::slug::Slug;
use snapbox::{assert_data_eq, str};

use super::support::{loaded, registry, sound, text, told, with};

/// What is said of a report with this line in it.
fn report(line: &str) -> String {
    told(&with(&[("reports/fairs/report.toml", &format!("title = \"Fairs\"\n{line}\n"))]))
}

/// What is said of a metric with these lines in it.
fn metric(lines: &str) -> String {
    told(&with(&[("reports/metrics.toml", &format!("[signed]\n{lines}\n"))]))
}

/// What is said of a sum with this condition.
fn condition(condition: &str) -> String {
    metric(&format!("aggregate = \"sum\"\nmeasure = \"projects\"\nwhere = {{ {condition} }}"))
}

#[test]
fn b0601_bad_period() {
    assert_data_eq!(
        report("period = \"2024-13\""),
        str![[r#"
error B0601 reports/fairs/report.toml:2:10 «"2024-13"»
  expected `all`, a year `2024`, a quarter `2024-Q3`, a month `2024-10`, a week `2024-W43`, a day `2024-10-27`, or dates `2024-01-01..2024-06-30`; found `2024-13`

"#]]
    );
    assert_data_eq!(
        report("period = { year = 2024, month = \"2024-10\" }"),
        str![[r#"
error B0601 reports/fairs/report.toml:2:10 «{ year = 2024, month = "2024-10" }»
  expected one of `year`, `quarter`, `month`, `week`, or `from` and `to`

"#]]
    );
    for good in [
        "\"all\"",
        "\"2024-Q3\"",
        "{ year = 2024 }",
        "{ quarter = \"2024-Q3\" }",
        "{ month = \"2024-10\" }",
        "{ week = \"2024-W43\" }",
        "{ from = 2024-01-01, to = 2024-06-30 }",
    ] {
        assert_eq!(report(&format!("period = {good}")), "", "{good}");
    }
}

#[test]
fn b0602_no_template() {
    assert_data_eq!(
        report("template = \"breif.md.hbs\""),
        str![[r#"
error B0602 reports/fairs/report.toml:2:12 «"breif.md.hbs"»
  the template `reports/fairs/breif.md.hbs` is not there
  hint: a template ends in `.md.hbs`, and stands in the report's folder

"#]]
    );
    assert_data_eq!(
        told(&with(&[("reports/other/report.toml", "title = \"x\"\n")])),
        str![[r#"
error B0602 reports/other/report.toml:1:1 «»
  the template `reports/other/brief.md.hbs` is not there
  hint: a template ends in `.md.hbs`, and stands in the report's folder

"#]]
    );
}

#[test]
fn b0603_no_report() {
    assert_data_eq!(
        told(&with(&[("reports/other/brief.md.hbs", "x\n")])),
        str![[r#"
error B0603 reports/other/brief.md.hbs:1:1 «»
  `reports/other/report.toml` is not there
  hint: every folder of `reports/` but `partials` and `themes` is a report

"#]]
    );
}

#[test]
fn b0604_bad_parameter() {
    assert_data_eq!(
        report("[parameters.top]\ntype = \"integer\"\ndefault = \"five\""),
        str![[r#"
error B0604 reports/fairs/report.toml:4:11 «"five"»
  the default is not of the parameter's type

"#]]
    );
    for (kind, default) in
        [("text", "\"x\""), ("integer", "5"), ("boolean", "true"), ("date", "2024-10-27")]
    {
        let lines = format!("[parameters.top]\ntype = \"{kind}\"\ndefault = {default}");
        assert_eq!(report(&lines), "", "{kind}");
    }
}

#[test]
fn b0611_unknown_metric() {
    assert_data_eq!(
        report("metrics = [\"singed\"]"),
        str![[r#"
error B0611 reports/fairs/report.toml:2:12 «"singed"»
  unknown metric `singed`
  hint: did you mean `signed`?
  hint: shared metrics are defined in `reports/metrics.toml`

"#]]
    );
}

#[test]
fn b0612_unknown_aggregate() {
    assert_data_eq!(
        metric("aggregate = \"summ\"\nmeasure = \"projects\""),
        str![[r#"
error B0612 reports/metrics.toml:2:13 «"summ"»
  unknown aggregate `summ`
  hint: did you mean `sum`?
  hint: aggregates are `sum`, `count`, `min`, `max`, `mean`, `median`, `latest`, `share`, `ratio`, `change`, `rank`

"#]]
    );
}

#[test]
fn b0613_unknown_dimension() {
    assert_data_eq!(
        condition("regoin = \"western\""),
        str![[r#"
error B0613 reports/metrics.toml:4:11 «regoin»
  unknown dimension `regoin`
  hint: did you mean `region`?

"#]]
    );
    assert_data_eq!(
        metric("aggregate = \"sum\"\nmeasure = \"projects\"\nby = [\"events\"]"),
        str![[r#"
error B0613 reports/metrics.toml:4:7 «"events"»
  unknown dimension `events`
  hint: did you mean `event`?

"#]]
    );
    assert_data_eq!(
        metric("aggregate = \"sum\"\nmeasure = \"projects\"\nby = [\"event\"]\nsort = \"-place\""),
        str![[r#"
error B0613 reports/metrics.toml:5:8 «"-place"»
  rows have no `place` to be sorted by
  hint: sort by `value`, or by a dimension of `by`

"#]]
    );
    assert_data_eq!(
        report("for-each = \"province\""),
        str![[r#"
error B0613 reports/fairs/report.toml:2:12 «"province"»
  unknown dimension `province`
  hint: dimensions are `event`, `kind`, `place`, `region`, `series`, `sector`, `year`, `quarter`, `month`, `week`, `measure`, `status`, `counts`, `scope`, `population`, `origin`, `unit`, `source`, `grade`, `checked`

"#]]
    );
}

#[test]
fn b0614_unknown_value() {
    assert_data_eq!(
        condition("region = \"westen\""),
        str![[r#"
error B0614 reports/metrics.toml:4:20 «"westen"»
  no region is called `westen`
  hint: did you mean `western`?
  hint: they are defined in `data/places.toml`, under `[region]`

"#]]
    );
    assert_data_eq!(
        condition("place = [\"CN-GS\", \"CN-GX\"]"),
        str![[r#"
error B0614 reports/metrics.toml:4:29 «"CN-GX"»
  no place is called `CN-GX`
  hint: did you mean `CN-GS`?
  hint: they are defined in `data/places.toml`, under `[place]`

"#]]
    );
    assert_data_eq!(
        condition("event = { not = [\"2024-gans\"] }"),
        str![[r#"
error B0614 reports/metrics.toml:4:28 «"2024-gans"»
  no event is called `2024-gans`
  hint: did you mean `2024-gansu`?
  hint: they are defined in `data/events/`: the name of a file is its id

"#]]
    );
    assert_data_eq!(
        condition("year = \">= 24\""),
        str![[r#"
error B0614 reports/metrics.toml:4:18 «">= 24"»
  expected a year such as `2024`, found `24`

"#]]
    );
    assert_data_eq!(
        condition("status = \"< singed\""),
        str![[r#"
error B0614 reports/metrics.toml:4:20 «"< singed"»
  no status is called `singed`
  hint: did you mean `signed`?

"#]]
    );
    assert_data_eq!(
        report("for-each = { dimension = \"place\", values = [\"CN-G\"] }"),
        str![[r#"
error B0614 reports/fairs/report.toml:2:45 «"CN-G"»
  no place is called `CN-G`
  hint: did you mean `CN-GS`?
  hint: they are defined in `data/places.toml`, under `[place]`

"#]]
    );
    for good in [
        "kind = \"event\"",
        "year = 2024",
        "year = \"2023..2024\"",
        "year = [2023, 2024]",
        "quarter = \">= 2024-Q1\"",
        "status = \">= signed\"",
        "population = \"new-energy\"",
        "unit = \"USD\"",
        "grade = \"original\"",
        "source = { not = [\"paper\"] }",
        "series = \"series-2024\"",
    ] {
        assert_eq!(condition(good), "", "{good}");
    }
}

#[test]
fn b0615_not_ordered() {
    assert_data_eq!(
        condition("region = \">= western\""),
        str![[r#"
error B0615 reports/metrics.toml:4:20 «">= western"»
  `region` has no order that `>= western` could mean
  hint: list the values: `["a", "b"]`

"#]]
    );
}

#[test]
fn b0616_wrong_key_for_aggregate() {
    assert_data_eq!(
        metric("aggregate = \"sum\"\nmeasure = \"agreement-value\"\nper = \"projects\""),
        str![[r#"
error B0616 reports/metrics.toml:4:1 «per»
  `per` does not go with `sum`

"#]]
    );
    assert_data_eq!(
        metric("aggregate = \"ratio\"\nmeasure = \"agreement-value\""),
        str![[r#"
error B0616 reports/metrics.toml:2:13 «"ratio"»
  `ratio` needs `per`

"#]]
    );
    assert_data_eq!(
        metric("aggregate = \"sum\""),
        str![[r#"
error B0616 reports/metrics.toml:2:13 «"sum"»
  `sum` needs `measure`

"#]]
    );
    assert_data_eq!(
        metric("aggregate = \"count\""),
        str![[r#"
error B0616 reports/metrics.toml:2:13 «"count"»
  `count` needs `count` or `measure`

"#]]
    );
}

#[test]
fn references_of_metrics_are_checked() {
    assert_data_eq!(
        metric("aggregate = \"sum\"\nmeasure = \"project\""),
        str![[r#"
error B0202 reports/metrics.toml:3:11 «"project"»
  unknown measure `project`
  hint: did you mean `projects`?
  hint: measures are defined in `data/measures.toml`

"#]]
    );
    assert_data_eq!(
        metric("aggregate = \"sum\"\nmeasure = \"agreement-value\"\nconvert = \"dollar\""),
        str![[r#"
error B0211 reports/metrics.toml:4:11 «"dollar"»
  expected a currency such as `USD`, found `dollar`

"#]]
    );
}

#[test]
fn a_metric_is_defined_once() {
    let own = "[metric.signed]\naggregate = \"sum\"\nmeasure = \"projects\"";
    assert_data_eq!(
        report(own),
        str![[r#"
error B0203 reports/fairs/report.toml:2:9 «signed»
  the metric `signed` is defined twice
  label: again here
  see: reports/metrics.toml:1:2 «signed» for all reports here

"#]]
    );
    assert_data_eq!(
        report("metrics = [\"signed\", \"signed\"]"),
        str![[r#"
error B0110 reports/fairs/report.toml:2:22 «"signed"»
  `signed` stands twice in `metrics`
  label: again here
  see: reports/fairs/report.toml:2:12 «"signed"» first here

"#]]
    );
}

#[test]
fn a_metric_that_is_broken_is_not_unknown_too() {
    let world = with(&[("reports/metrics.toml", "[signed]\nmeasure = \"projects\"\n")]);
    assert_data_eq!(
        told(&world),
        str![[r#"
error B0107 reports/metrics.toml:1:2 «signed»
  missing key `aggregate`
  label: expected `aggregate` here

"#]]
    );
}

#[test]
fn a_metric_can_be_defined_in_a_line() {
    let mut loaded = loaded(&sound());
    let text_of = |found: Result<_, Diagnostics>, files: &_| match found {
        Ok(metric) => format!("{metric:?}"),
        Err(found) => text(&found, files),
    };
    let id = Slug::from_static("defined");
    let definition =
        "aggregate = \"sum\", measure = \"projects\", where = { region = \"western\" }";
    let good =
        parse_metric(id.clone(), definition, &loaded.project, &registry(), &mut loaded.files);
    let good = good.unwrap();
    assert_eq!(
        (good.aggregate.as_str(), good.selection.to_string().as_str()),
        ("sum", "region = western")
    );

    let bad = parse_metric(
        id,
        "aggregate = \"sum\", mesure = \"x\"",
        &loaded.project,
        &registry(),
        &mut loaded.files,
    );
    let bad = text_of(bad, &loaded.files);
    assert_data_eq!(
        bad,
        str![[r#"
error B0105 metric `defined`:1:32 «mesure»
  unknown key `mesure`
  hint: did you mean `measure`?
error B0616 metric `defined`:1:25 «"sum"»
  `sum` needs `measure`

"#]]
    );
    let definition = "aggregate = \"sum";
    let files = &mut loaded.files;
    let bad =
        parse_metric(Slug::from_static("open"), definition, &loaded.project, &registry(), files);
    assert_data_eq!(
        text_of(bad, files),
        str![[r#"
error B0104 metric `open`:1:28 «»
  unclosed inline table, expected `}`
error B0104 metric `open`:1:28 «»
  invalid basic string, expected `"`

"#]]
    );
}

#[test]
fn settings_have_defaults_and_can_be_set() {
    let settings = loaded(&sound()).project.settings;
    assert_eq!((settings.locale.as_str(), settings.out.as_str()), ("en", "out"));
    let world = with(&[(
        "reports/project.toml",
        "name = \"Fairs\"\nlocale = \"zh-Hans\"\nout = \"public\"\ntheme = \"plain\"\n",
    )]);
    let loaded = loaded(&world);
    assert!(loaded.diagnostics.is_empty());
    let settings = loaded.project.settings;
    assert_eq!(settings.publisher.get("en"), Some("Fairs"));
    assert_eq!(
        (settings.locale.as_str(), settings.out.as_str(), settings.theme.value.as_str()),
        ("zh-Hans", "public", "plain")
    );
    // What a report does not say, the project does.
    let report = &loaded.project.reports["fairs"];
    assert_eq!((report.locale.as_str(), report.theme.value.as_str()), ("zh-Hans", "plain"));
    let bad = with(&[("reports/project.toml", "name = \"Fairs\"\nlocale = \"Chinese\"\n")]);
    assert_data_eq!(
        told(&bad),
        str![[r#"
error B0211 reports/project.toml:2:10 «"Chinese"»
  expected a language such as `en`, found `Chinese`

"#]]
    );
}

#[test]
fn templates_partials_and_themes_are_found() {
    let world = with(&[
        ("reports/partials/parts/head.md.hbs", "head\n"),
        ("reports/themes/plain/style.css", "p {}\n"),
        ("reports/themes/plain/fonts/a.ttf", "x"),
    ]);
    let project = loaded(&world).project;
    let names =
        |keys: Vec<&String>| keys.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    assert_eq!(names(project.templates.keys().collect()), "reports/fairs/brief.md.hbs");
    assert_eq!(names(project.partials.keys().collect()), "parts/head");
    assert_eq!(project.themes["plain"].file("style.css"), Some(&b"p {}\n"[..]));
    assert_eq!(project.themes["plain"].files.len(), 2);
}

#[test]
fn b0606_bad_schedule() {
    assert_data_eq!(
        report("[schedule]\nevery = \"month\"\ncovers = \"month\""),
        str![[r#"
error B0606 reports/fairs/report.toml:2:2 «schedule»
  expected either `every`, or `cron` and `covers`
  hint: `every = "month"`, and `at = "06:00"` if not at midnight
  hint: `cron = "0 6 2 * *"`, and `covers = "month"`: the unit an edition covers

"#]]
    );
    assert_data_eq!(
        report(
            "[schedule]\ncron = \"0 6 2 *\"\ncovers = \"month\"\ncatch-up = \"all\"\ndeadline = \"-1d\""
        ),
        str![[r#"
error B0606 reports/fairs/report.toml:3:8 «"0 6 2 *"»
  `0 6 2 *` is not a cron expression: it has five fields, found 4
  hint: minute, hour, day of the month, month, day of the week: `0 6 2 * *`
error B0606 reports/fairs/report.toml:5:12 «"all"»
  `catch-up = "all"` needs a day to begin from
  hint: `from = 2024-01-01`: no edition covers a period that begins before
error B0606 reports/fairs/report.toml:6:12 «"-1d"»
  `-1d` is not a length of time
  label: expected one such as `6h` or `3d`

"#]]
    );
    assert_data_eq!(
        report("[schedule]\nevery = \"week\"\nat = \"25:00\"\ntime-zone = \"Asia/Shanghia\""),
        str![[r#"
error B0606 reports/fairs/report.toml:4:6 «"25:00"»
  `25:00` is not a time of day
  label: expected hours and minutes such as `06:00`
error B0606 reports/fairs/report.toml:5:13 «"Asia/Shanghia"»
  unknown time zone `Asia/Shanghia`
  hint: did you mean `Asia/Shanghai`?
  hint: time zones are named as in the IANA database: `Asia/Shanghai`

"#]]
    );
    for good in [
        "every = \"month\"",
        "every = \"day\"\nat = \"06:30\"\ntime-zone = \"America/New_York\"\ndeadline = \"2d 6h\"",
        "cron = \"0 6 * * MON\"\ncovers = \"week\"\ncatch-up = \"none\"",
        "every = \"year\"\ncatch-up = \"all\"\nfrom = 2020-01-01\ncatch-up-limit = 3",
    ] {
        assert_eq!(report(&format!("[schedule]\n{good}")), "", "{good}");
    }
}

#[test]
fn b0617_empty_range() {
    for (condition, message) in [
        ("year = \"2024..2023\"", "the range `2024..2023` ends before it begins"),
        ("quarter = \"2024-Q3..2024-Q1\"", "the range `2024-Q3..2024-Q1` ends before it begins"),
        ("month = \"2024-10..2024-02\"", "the range `2024-10..2024-02` ends before it begins"),
        ("week = \"2024-W43..2023-W44\"", "the range `2024-W43..2023-W44` ends before it begins"),
        ("status = \"signed..expected\"", "the range `signed..expected` ends before it begins"),
        ("status = \"> realised\"", "no status is `> realised`"),
        ("status = \"< offered\"", "no status is `< offered`"),
        (
            "status = \"<= cancelled\"",
            "`cancelled` has no place in the order that `<= cancelled` could mean",
        ),
    ] {
        let metric = format!(
            "[signed]\naggregate = \"sum\"\nmeasure = \"projects\"\nwhere = {{ {condition} }}\n"
        );
        let told = told(&with(&[("reports/metrics.toml", &metric)]));
        assert!(told.starts_with("error B0617 reports/metrics.toml:4:"), "{told}");
        assert!(told.contains(message), "{told}");
        assert_eq!(told.matches("error ").count(), 1, "{told}");
    }
    for condition in
        ["year = \"2024..2024\"", "status = \">= realised\"", "status = \"signed..signed\""]
    {
        let metric = format!(
            "[signed]\naggregate = \"sum\"\nmeasure = \"projects\"\nwhere = {{ {condition} }}\n"
        );
        assert_eq!(told(&with(&[("reports/metrics.toml", &metric)])), "");
    }
}

#[test]
fn ranges_of_other_kinds_do_not_end_before_they_begin() {
    let report = |rest: &str| {
        let text = format!("title = \"x\"\n{rest}\n");
        told(&with(&[("reports/fairs/report.toml", &text)]))
    };
    let reversed = "the period `2024-06-30..2024-01-01` ends before it begins";
    assert!(report("period = { from = 2024-06-30, to = 2024-01-01 }").contains(reversed));
    assert!(report("period = \"2024-06-30..2024-01-01\"").contains(reversed));
    assert!(report("outputs = []").contains("expected at least one value, found none"));
    let event = |rest: &str| {
        told(&with(&[("data/events/2024-x.toml", &format!("name = \"x\"\n{rest}\n"))]))
    };
    assert!(event("end = 2024-10-27").contains("`end` without `start`"));
    assert!(event("year = 24").contains("expected a year such as `2024`, found `24`"));
    let metric = "[signed]\naggregate = \"sum\"\nmeasure = \"projects\"\n";
    let metric =
        |rest: &str| told(&with(&[("reports/metrics.toml", &format!("{metric}{rest}\n"))]));
    assert!(metric("limit = 0").contains("expected 1 or more, found 0"));
    assert!(metric("where = { place = [] }").contains("a condition on `place` without a value"));
}
