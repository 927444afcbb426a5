//! `briefing query`: ask the data set.

use anyhow::Context as _;
use briefing_loader::{ClaimTable, claim_table, parse_metric};
use briefing_metrics::{Columns, Query as MetricQuery, evaluate, listing};
use briefing_model::claim::{Claim, Counts, WHOLE};
use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::diagnostic::{Diagnostics, Files};
use briefing_model::dimension::Dimension;
use briefing_model::document::CONTESTED_MARK;
use briefing_model::metric::{Metric, Unmatched};
use briefing_model::origin::Origin;
use briefing_model::period::Period;
use briefing_model::result::{Absence, Conflict, MetricResult, ResultRow};
use briefing_model::slug::Slug;
use briefing_model::spreadsheet::cell;
use briefing_model::status::Status;
use briefing_model::suggest::did_you_mean;
use briefing_reporter::{Request, compute, plan};
use briefing_template::words::{self, FigureStyle};
use serde_json::{Value, json};

use crate::arguments::{Common, Query};
use crate::exit::{Exit, UsageError};
use crate::formats::Format;
use crate::messages;
use crate::session::{Session, unknown};
use crate::terminal::Terminal;

/// Prints the results of metrics, or claims.
pub(crate) fn run(common: &Common, options: &Query, terminal: &Terminal) -> anyhow::Result<Exit> {
    let (mut session, mut diagnostics) = Session::open(common, &options.known)?;
    let locale = options.locale.clone().unwrap_or_else(|| session.project.settings.locale.clone());
    if options.claims {
        let metric = match conditions(&mut session, &options.conditions) {
            Ok(metric) => metric,
            Err(found) => {
                diagnostics.extend(found);
                return finish(&[], json!({}), diagnostics, &session.files, terminal);
            }
        };
        let period = options.period.unwrap_or(Period::All);
        let listed = |columns: &Columns, dataset: &Dataset| {
            let claims = listing(columns, dataset, &metric.selection, period);
            claims.iter().map(|index| dataset.claims[*index as usize].clone()).collect()
        };
        let dataset = &session.project.dataset;
        let used: Vec<Claim> = listed(&session.columns, dataset);
        // What a correction dropped is not used, and not hidden either.
        let dropped: Vec<Claim> = if dataset.dropped.is_empty() {
            Vec::new()
        } else {
            let dropped = dataset.of_dropped();
            listed(&Columns::new(&dropped), &dropped)
        };
        let files = &session.files;
        let table = claims_table(dataset, files, &used, &dropped, &locale, terminal.format);
        let value = json!({ "claims": table.value });
        return finish(&[table], value, diagnostics, &session.files, terminal);
    }

    let mut metrics: Vec<(Metric, Period)> = Vec::new();
    let mut tables = Vec::new();
    for name in &options.metrics {
        match &options.only {
            None => metrics.push(find(&session, name, options.period)?),
            Some(key) => {
                let (result, found) = of_brief(&session, name, key, options.period)?;
                diagnostics.extend(found);
                let unmatched = policy(&find(&session, name, options.period)?.0);
                tables.extend(result.map(|result| {
                    result_table(&session, &result, unmatched, &locale, terminal.format)
                }));
            }
        }
    }
    for (index, text) in options.define.iter().enumerate() {
        let id = Slug::new(&format!("defined-{}", index + 1))?;
        match parse_metric(id, text, &session.project, &session.registry, &mut session.files) {
            Ok(metric) => metrics.push((metric, options.period.unwrap_or(Period::All))),
            Err(found) => diagnostics.extend(found),
        }
    }
    let queries: Vec<MetricQuery<'_>> = metrics
        .iter()
        .map(|(metric, period)| MetricQuery { metric, period: *period, key: None })
        .collect();
    let answers = evaluate(&session.columns, &session.project.dataset, &queries, &session.registry);
    for ((metric, _), answer) in metrics.iter().zip(answers) {
        match answer {
            Ok(result) => tables.push(result_table(
                &session,
                &result,
                policy(metric),
                &locale,
                terminal.format,
            )),
            Err(found) => diagnostics.extend(found),
        }
    }
    if terminal.format == Format::Csv && tables.len() > 1 {
        return Err(UsageError("one metric at a time makes a CSV file".to_owned()).into());
    }
    let values: Vec<Value> = tables.iter().map(|table| table.value.clone()).collect();
    finish(&tables, json!({ "metrics": values }), diagnostics, &session.files, terminal)
}

/// Prints what was found: tables, or for programs a value, with what is wrong.
fn finish(
    tables: &[Table],
    mut value: Value,
    diagnostics: Diagnostics,
    files: &Files,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    let exit = if diagnostics.has_errors() { Exit::Mistakes } else { Exit::Done };
    if terminal.format == Format::Json {
        value["diagnostics"] = messages::as_json(diagnostics, files, terminal);
        terminal.json(&value)?;
        return Ok(exit);
    }
    for table in tables {
        print(table, terminal)?;
    }
    messages::print(diagnostics, files, terminal);
    Ok(exit)
}

/// A metric of `metrics.toml`, or `report/metric`, which covers the report's period.
fn find(session: &Session, name: &str, period: Option<Period>) -> anyhow::Result<(Metric, Period)> {
    let project = &session.project;
    if let Some((report, metric)) = name.rsplit_once('/') {
        let report = &project.reports[&session.report(report)?];
        let metrics = &report.metrics;
        let found = metrics.iter().find(|other| other.id.as_str() == metric);
        return match found {
            Some(found) => Ok((found.clone(), period.unwrap_or(report.period))),
            None => Err(unknown("metric", metric, metrics.iter().map(|other| other.id.as_str()))),
        };
    }
    if let Some(metric) = project.metrics.get(name) {
        return Ok((metric.clone(), period.unwrap_or(Period::All)));
    }
    // A report's own metric is asked for with its report.
    let own = project.reports.values().flat_map(|report| {
        let name =
            |metric: &Metric| (metric.id.to_string(), format!("{}/{}", report.id, metric.id));
        let is_own = |metric: &&Metric| !project.metrics.contains_key(&metric.id);
        report.metrics.iter().filter(is_own).map(name)
    });
    let own: Vec<(String, String)> = own.collect();
    let meant: Vec<&str> =
        own.iter().filter(|(id, _)| id == name).map(|(_, whole)| whole.as_str()).collect();
    if !meant.is_empty() {
        let message = format!("unknown metric `{name}`; did you mean `{}`?", meant.join("` or `"));
        return Err(UsageError(message).into());
    }
    let shared = project.metrics.keys().map(Slug::as_str);
    let near = did_you_mean(name, shared.clone().chain(own.iter().map(|(id, _)| id.as_str())));
    let whole = near.and_then(|near| own.iter().find(|(id, _)| id == near));
    if let Some((_, whole)) = whole {
        return Err(UsageError(format!("unknown metric `{name}`; did you mean `{whole}`?")).into());
    }
    Err(unknown("metric", name, shared.chain(own.iter().map(|(_, whole)| whole.as_str()))))
}

/// The result of `report/metric` that one brief of a fan-out is given.
fn of_brief(
    session: &Session,
    name: &str,
    key: &str,
    period: Option<Period>,
) -> anyhow::Result<(Option<MetricResult>, Diagnostics)> {
    let Some((report, metric)) = name.rsplit_once('/') else {
        let message = format!("`--only` is about a report that fans out, and `{name}` is of none");
        return Err(UsageError(message).into());
    };
    find(session, name, period)?;
    let request = Request {
        reports: vec![session.report(report)?],
        keys: vec![key.to_owned()],
        period,
        ..Request::default()
    };
    let Session { project, columns, registry, .. } = session;
    let (plan, mut diagnostics) = plan(project, columns, registry, &request);
    Session::check_keys(&request, &plan)?;
    let (computed, found) = compute(project, columns, registry, &plan);
    diagnostics.extend(found);
    Ok((computed.brief(0).get(metric).cloned(), diagnostics))
}

/// Conditions of the command line as a selection: they are put into the words of `metrics.toml`
/// and read as those are, so that both mean the same.
fn conditions(session: &mut Session, conditions: &[String]) -> Result<Metric, Diagnostics> {
    let fields: Vec<String> = conditions.iter().map(|text| condition(text)).collect();
    let text =
        format!("aggregate = \"count\", count = \"claims\", where = {{ {} }}", fields.join(", "));
    parse_metric(
        Slug::from_static("claims"),
        &text,
        &session.project,
        &session.registry,
        &mut session.files,
    )
}

/// `region=western,eastern`, `place!=CN-GS`, `year>=2023` as a field of `where`.
fn condition(text: &str) -> String {
    let quoted = |text: &str| Value::String(text.trim().to_owned()).to_string();
    let list = |values: &str| values.split(',').map(quoted).collect::<Vec<_>>().join(", ");
    let Some(at) = text.find(['=', '!', '<', '>']) else {
        return format!("{text} = true");
    };
    let (dimension, rest) = (text[..at].trim(), &text[at..]);
    let test = if let Some(values) = rest.strip_prefix("!=") {
        format!("{{ not = [{}] }}", list(values))
    } else if let Some(range) = rest.strip_prefix('=').filter(|values| values.contains("..")) {
        quoted(range)
    } else if let Some(values) = rest.strip_prefix('=') {
        format!("[{}]", list(values))
    } else {
        quoted(rest)
    };
    format!("{dimension} = {test}")
}

/// What is printed, in each of its forms.
struct Table {
    title: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
    value: Value,
}

fn print(table: &Table, terminal: &Terminal) -> anyhow::Result<()> {
    if terminal.format == Format::Csv {
        // White space at the ends of a text is its own only within quotation marks. In the log of a
        // workflow a line that begins with `::` would be a command; in quotes it is none.
        let is_bare =
            |field: &String| field.trim().len() == field.len() && !field.starts_with("::");
        let quotes = match table.rows.iter().flatten().all(is_bare) {
            true => csv::QuoteStyle::Necessary,
            false => csv::QuoteStyle::NonNumeric,
        };
        let mut writer = csv::WriterBuilder::new().quote_style(quotes).from_writer(Vec::new());
        writer.write_record(&table.head)?;
        for row in &table.rows {
            writer.write_record(row.iter().map(|field| cell(field).into_owned()))?;
        }
        let bytes = writer.into_inner().context("failed to write CSV")?;
        return terminal.print(std::str::from_utf8(&bytes)?);
    }
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
        .set_width(u16::try_from(Terminal::width()).unwrap_or(100))
        .set_header(&table.head)
        .add_rows(&table.rows);
    let notes: String = table.notes.iter().map(|note| format!("{note}\n")).collect();
    let title = if table.title.is_empty() { String::new() } else { format!("{}\n", table.title) };
    terminal.print(&format!("{title}{drawn}\n{notes}\n"))
}

/// What a metric does with events that have no counterpart.
fn policy(metric: &Metric) -> Unmatched {
    metric.change.as_ref().map(|change| change.unmatched).unwrap_or_default()
}

fn result_table(
    session: &Session,
    result: &MetricResult,
    policy: Unmatched,
    locale: &str,
    format: Format,
) -> Table {
    let dataset = &session.project.dataset;
    let name = |dimension, id: &Option<String>| match (id, format) {
        (Some(id), Format::Human) => words::dimension_value(dataset, dimension, id, locale),
        (Some(id), _) => id.clone(),
        (None, Format::Human) => "–".to_owned(),
        (None, _) => String::new(),
    };
    let all_rows = || result.rows.iter().chain(&result.total);
    // A column that people need only where something is of a part.
    let is_part = |row: &ResultRow| row.populations.iter().any(|id| id.as_str() != WHOLE);
    let has_populations = format != Format::Human || all_rows().any(is_part);
    // That nothing is reported goes without saying; other reasons and what is left out do not.
    let has_more = |row: &ResultRow| {
        let is_told = row.value.absence().is_some_and(|why| why != Absence::NotReported);
        is_told || !row.coverage.unmatched.is_empty()
    };
    let says_why = all_rows().any(has_more);
    // People read figures in words and count claims; programs get the notation and the ids.
    let row = |row: &ResultRow, keys: Vec<String>| {
        let mut cells = keys;
        cells.push(match format {
            Format::Human => {
                let text = words::value(&row.value, dataset, FigureStyle::default(), locale);
                let mark = if row.conflicts.is_empty() { "" } else { CONTESTED_MARK };
                format!("{text}{mark}")
            }
            _ => row.figure().map(ToString::to_string).unwrap_or_default(),
        });
        cells.push(match format {
            Format::Human => words::fraction(&row.coverage, locale),
            _ => format!("{} of {}", row.coverage.reported, row.coverage.expected),
        });
        let state = |status: &Status| match row.counts(*status, &dataset.claims) {
            Counts::Reached => status.to_string(),
            Counts::Now => format!("{status} (now)"),
        };
        cells.push(row.statuses.iter().map(state).collect::<Vec<_>>().join(", "));
        cells.push(row.scopes.iter().map(Slug::as_str).collect::<Vec<_>>().join(", "));
        let populations = || row.populations.iter().map(Slug::as_str).collect::<Vec<_>>();
        if has_populations {
            cells.push(populations().join(", "));
        }
        let claims = row.claims.iter().map(|claim| dataset.claims[*claim as usize].id.as_str());
        cells.push(match format {
            Format::Human => row.claims.len().to_string(),
            _ => claims.collect::<Vec<_>>().join(" "),
        });
        if format != Format::Human {
            let contradicting =
                contradicting(row).map(|claim| dataset.claims[claim as usize].id.as_str());
            cells.push((!row.conflicts.is_empty()).to_string());
            cells.push(contradicting.collect::<Vec<_>>().join(" "));
        }
        // People read it in the place of the figure.
        if says_why && format != Format::Human {
            cells.push(row.value.absence().map(|why| why.as_str().to_owned()).unwrap_or_default());
            let unmatched = row.coverage.unmatched.iter().map(Slug::as_str);
            cells.push(unmatched.collect::<Vec<_>>().join(" "));
        }
        cells
    };
    let keys = |r: &ResultRow| -> Vec<String> {
        result.dimensions.iter().zip(&r.key).map(|(d, id)| name(*d, id)).collect()
    };
    let mut rows: Vec<Vec<String>> = result.rows.iter().map(|r| row(r, keys(r))).collect();
    if let Some(total) = &result.total {
        let mut names = vec![String::new(); result.dimensions.len()];
        if let Some(first) = names.first_mut() {
            "total".clone_into(first);
        }
        rows.push(row(total, names));
    }
    let head = result
        .dimensions
        .iter()
        .map(ToString::to_string)
        .chain(["figure", "coverage", "status", "scope"].map(str::to_owned))
        .chain(has_populations.then(|| "population".to_owned()))
        .chain(["claims".to_owned()])
        .chain(
            (format != Format::Human)
                .then(|| ["contested", "contradicting"].map(str::to_owned))
                .into_iter()
                .flatten(),
        )
        .chain(
            ["absence", "unmatched"]
                .map(str::to_owned)
                .into_iter()
                .filter(|_| says_why && format != Format::Human),
        )
        .collect();
    let mut notes = absence_notes(result, policy, dataset, locale);
    let contested: Vec<&Conflict> = all_rows().flat_map(|row| &row.conflicts).collect();
    if !contested.is_empty() {
        notes.push(format!("{CONTESTED_MARK} sources contradict each other; used, and not used:"));
    }
    let mut told: Vec<&[ClaimIndex]> = Vec::new();
    for conflict in contested {
        if told.contains(&conflict.claims.as_slice()) {
            continue;
        }
        told.push(&conflict.claims);
        for index in &conflict.claims {
            let claim = &dataset.claims[*index as usize];
            let figure =
                words::figure(Some(&claim.figure), dataset, FigureStyle::default(), locale);
            let used = if conflict.used.contains(index) { "used" } else { "not used" };
            notes.push(format!("  {figure} ({}), {used}", claim.id));
        }
    }
    let value = |r: &ResultRow| {
        json!({
            "key": result.dimensions.iter().zip(&r.key)
                .map(|(d, id)| (d.to_string(), json!(id))).collect::<serde_json::Map<_, _>>(),
            "figure": r.figure(),
            "notation": r.figure().map(ToString::to_string),
            "absence": r.value.absence().map(|reason| json!({
                "kind": reason.kind(),
                "reason": reason,
            })),
            "coverage": r.coverage,
            "statuses": r.statuses,
            "scopes": r.scopes,
            "populations": r.populations,
            "claims": r.claims.iter()
                .map(|claim| dataset.claims[*claim as usize].id.as_str()).collect::<Vec<_>>(),
            "conflicts": r.conflicts.len(),
            "contested": !r.conflicts.is_empty(),
            "contradicting": contradicting(r)
                .map(|claim| dataset.claims[claim as usize].id.as_str()).collect::<Vec<_>>(),
        })
    };
    Table {
        title: format!("{}: {}", result.metric, result.formula),
        head,
        rows,
        notes,
        value: json!({
            "metric": result.metric,
            "unit": result.unit,
            "formula": result.formula,
            "rows": result.rows.iter().map(value).collect::<Vec<_>>(),
            "total": result.total.as_ref().map(value),
        }),
    }
}

/// The claims that contradict those behind a row, and were not used.
fn contradicting(row: &ResultRow) -> impl Iterator<Item = ClaimIndex> {
    row.conflicts.iter().flat_map(|conflict| {
        conflict.claims.iter().copied().filter(|claim| !conflict.used.contains(claim))
    })
}

/// Why rows have no figure that nobody failed to report, and what comparisons leave out, below a
/// table for people.
fn absence_notes(
    result: &MetricResult,
    policy: Unmatched,
    dataset: &Dataset,
    locale: &str,
) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for row in result.rows.iter().chain(&result.total) {
        let why = row.value.absence().filter(|why| *why != Absence::NotReported);
        let unmatched: Vec<String> = row
            .coverage
            .unmatched
            .iter()
            .map(|event| words::dimension_value(dataset, Dimension::Event, event.as_str(), locale))
            .collect();
        let unmatched = words::unmatched(&unmatched, policy, locale);
        let said: Vec<&str> = why
            .map(|why| words::absence(why, locale))
            .into_iter()
            .chain((!unmatched.is_empty()).then_some(unmatched.as_str()))
            .collect();
        let note = said.join(words::semicolon(locale));
        if !note.is_empty() && !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// Claims, those that are not used after those that are. Corrections stand below a table for people,
/// who read them as sentences, else in a column where there are any.
fn claims_table(
    dataset: &Dataset,
    files: &Files,
    used: &[Claim],
    dropped: &[Claim],
    locale: &str,
    format: Format,
) -> Table {
    let corrections: Vec<Option<String>> =
        used.iter().chain(dropped).map(|claim| words::correction(claim, dataset, locale)).collect();
    let (head, rows) = match format {
        Format::Human => claims_for_people(dataset, used, dropped, locale),
        _ => claims_for_programs(dataset, files, used, dropped, &corrections),
    };
    let mut value: Vec<Value> =
        used.iter().map(|claim| claim_value(claim, dataset, locale)).collect();
    value.extend(dropped.iter().map(|claim| {
        let mut value = claim_value(claim, dataset, locale);
        for field in ["figure", "notation", "checked"] {
            value[field] = Value::Null;
        }
        value
    }));
    let count = |count: usize| format!("{count} claim{}", if count == 1 { "" } else { "s" });
    let mut note = count(used.len());
    if !dropped.is_empty() {
        note.push_str(&format!("; {} not used", count(dropped.len())));
    }
    let said = used.iter().chain(dropped).zip(corrections);
    let said = said.filter_map(|(claim, said)| Some(format!("{}: {}", claim.id, said?)));
    let notes = std::iter::once(note).chain(said).collect();
    Table { title: String::new(), head, rows, notes, value: value.into() }
}

/// What of a claim stands in a column.
type OfClaim<'a> = &'a dyn Fn(&Claim) -> String;

/// A head and its rows.
type HeadAndRows = (Vec<String>, Vec<Vec<String>>);

fn claims_for_people(
    dataset: &Dataset,
    used: &[Claim],
    dropped: &[Claim],
    locale: &str,
) -> HeadAndRows {
    // What no claim is limited by has no column.
    let limits: [(&str, OfClaim<'_>); 3] = [
        ("population", &|claim| match claim.population.as_str() {
            WHOLE => String::new(),
            population => population.to_owned(),
        }),
        ("sector", &|claim| claim.sector.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("origin", &|claim| dataset.origin(claim).map(Origin::value).unwrap_or_default()),
    ];
    let limits: Vec<_> = limits
        .into_iter()
        .filter(|(_, of)| used.iter().chain(dropped).any(|claim| !of(claim).is_empty()))
        .collect();
    let named = limits.iter().map(|(name, _)| *name);
    let head = ["event", "measure", "figure", "status", "scope"].into_iter();
    let head = head.chain(named).chain(["source", "quote"]).map(str::to_owned).collect();
    let row = |claim: &Claim, figure: String| {
        let mut cells = vec![
            claim.event.to_string(),
            claim.measure.to_string(),
            figure,
            match claim.counts {
                Counts::Reached => claim.status.to_string(),
                Counts::Now => format!("{} (now)", claim.status),
            },
            claim.scope.to_string(),
        ];
        cells.extend(limits.iter().map(|(name, of)| match of(claim) {
            text if text.is_empty() && *name == "population" => WHOLE.to_owned(),
            text => text,
        }));
        cells.extend([claim.source.to_string(), claim.quote.exact.clone()]);
        cells
    };
    let figure =
        |claim: &Claim| words::figure(Some(&claim.figure), dataset, FigureStyle::default(), locale);
    // Whoever adds up the column must not add up what is not used.
    let dropped = dropped.iter().map(|claim| row(claim, "not used".to_owned()));
    let rows = used.iter().map(|claim| row(claim, figure(claim))).chain(dropped).collect();
    (head, rows)
}

/// The table that can be read again, with what was made of each claim after its quote.
fn claims_for_programs(
    dataset: &Dataset,
    files: &Files,
    used: &[Claim],
    dropped: &[Claim],
    corrections: &[Option<String>],
) -> HeadAndRows {
    let ClaimTable { mut head, mut rows } = claim_table(used, dropped, dataset, files);
    let at = head.iter().position(|name| name == "quote").map_or(head.len(), |quote| quote + 1);
    let is_corrected = corrections.iter().any(Option::is_some);
    let names =
        ["checked", "figure-checked"].into_iter().chain(is_corrected.then_some("correction"));
    head.splice(at..at, names.map(str::to_owned));
    // What is not used is not checked.
    let checked = used
        .iter()
        .map(|claim| [claim.checked.quote.to_string(), claim.checked.figure.to_string()])
        .chain(dropped.iter().map(|_| Default::default()));
    for ((row, checked), correction) in rows.iter_mut().zip(checked).zip(corrections) {
        let correction = is_corrected.then(|| correction.clone().unwrap_or_default());
        row.splice(at..at, checked.into_iter().chain(correction));
    }
    (head, rows)
}

fn claim_value(claim: &Claim, dataset: &Dataset, locale: &str) -> Value {
    let source = dataset.sources.get(&claim.source);
    let mut value = json!({
        "id": claim.id,
        "event": claim.event,
        "measure": claim.measure,
        "figure": claim.figure,
        "notation": claim.figure.to_string(),
        "precision": claim.precision.unit(),
        "status": claim.status,
        "counts": claim.counts,
        "scope": claim.scope,
        "population": claim.population,
        "sector": claim.sector,
        "origin": dataset.origin(claim).map(Origin::value),
        "as-of": claim.as_of,
        "source": claim.source,
        "source-title": source.map(|source| source.title.in_language(locale)),
        "grade": source.map(|source| source.grade),
        "url": source.and_then(|source| source.url.as_deref()),
        "quote": claim.quote,
        "checked": claim.checked,
    });
    let corrected = claim.corrected.as_ref();
    let correction = corrected.and_then(|corrected| dataset.corrections.get(&corrected.by));
    if let Some((corrected, correction)) = corrected.zip(correction) {
        let stated = &corrected.stated;
        value["correction"] = json!({
            "id": correction.id,
            "action": correction.action.as_str(),
            "stated": {
                "figure": stated.figure,
                "notation": stated.figure.to_string(),
                "status": stated.status,
                "scope": stated.scope,
                "population": stated.population,
                "as-of": stated.as_of,
            },
            "reason": correction.reason.in_language(locale),
            "reviewer": correction.reviewer.in_language(locale),
            "date": correction.date,
        });
    }
    value
}

#[cfg(test)]
mod tests {
    use super::condition;

    #[test]
    fn conditions_are_put_into_the_words_of_a_definition() {
        for (typed, toml) in [
            ("region=western", r#"region = ["western"]"#),
            ("region=western, eastern", r#"region = ["western", "eastern"]"#),
            ("place!=CN-GS", r#"place = { not = ["CN-GS"] }"#),
            ("year>=2023", r#"year = ">=2023""#),
            ("year=2023..2024", r#"year = "2023..2024""#),
            ("status < signed", r#"status = "< signed""#),
        ] {
            assert_eq!(condition(typed), toml);
        }
    }
}
