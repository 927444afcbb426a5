//! Claims as the rows of a table that can be read again.

use std::collections::BTreeSet;

use briefing_model::claim::{Claim, Counts};
use briefing_model::correction::Said;
use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::Files;
use briefing_model::figure::Figure;

/// Columns that say what was made of a claim, and are passed over when it is read.
pub(crate) const PRINTED: &[&str] = &["checked", "figure-checked", "correction"];

/// Before a column's name: what the source says, where another column says what is used.
pub(crate) const STATED: &str = "stated-";

/// Claims as a table that is read back as the same claims from a file in `data/claims/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimTable {
    /// The names of the columns.
    pub head: Vec<String>,
    /// A row a claim, in the order they were given; an empty text where a claim has no such key.
    pub rows: Vec<Vec<String>>,
}

/// Claims as a table, with a column for each key that one of them has. Claims that are not `used` have
/// no figure, so that a sum over the column does not count them, and like those that were corrected
/// have what their source says in columns of their own.
#[must_use]
pub fn claim_table(
    used: &[Claim],
    unused: &[Claim],
    dataset: &Dataset,
    files: &Files,
) -> ClaimTable {
    let all =
        || used.iter().map(|claim| (claim, true)).chain(unused.iter().map(|claim| (claim, false)));
    let is_corrected = all().any(|(claim, _)| claim.corrected.is_some());
    let mut table = ClaimTable { head: Vec::new(), rows: vec![Vec::new(); all().count()] };
    let mut column = |name: String, values: Vec<String>| {
        table.head.push(name);
        for (row, value) in table.rows.iter_mut().zip(values) {
            row.push(value);
        }
    };
    let of = |value: &dyn Fn(&Claim, bool) -> String| -> Vec<String> {
        all().map(|(claim, is_used)| value(claim, is_used)).collect()
    };
    column("event".to_owned(), of(&|claim, _| claim.event.to_string()));
    column("measure".to_owned(), of(&|claim, _| claim.measure.to_string()));
    column(
        "figure".to_owned(),
        of(&|claim, is_used| if is_used { claim.figure.to_string() } else { String::new() }),
    );
    column("status".to_owned(), of(&|claim, _| claim.status.to_string()));
    column("scope".to_owned(), of(&|claim, _| claim.scope.to_string()));
    column("population".to_owned(), of(&|claim, _| claim.population.to_string()));
    column("source".to_owned(), of(&|claim, _| claim.source.to_string()));
    column("quote".to_owned(), of(&|claim, _| claim.quote.exact.clone()));
    column(
        format!("{STATED}figure"),
        of(&|claim, _| {
            written_figure(claim, dataset, files)
                .unwrap_or_else(|| claim.stated().figure.to_string())
        }),
    );
    if is_corrected {
        let day = |said: &Said| said.as_of.map(|day| day.to_string()).unwrap_or_default();
        column(format!("{STATED}status"), of(&|claim, _| claim.stated().status.to_string()));
        column(format!("{STATED}scope"), of(&|claim, _| claim.stated().scope.to_string()));
        column(
            format!("{STATED}population"),
            of(&|claim, _| claim.stated().population.to_string()),
        );
        column(format!("{STATED}as-of"), of(&|claim, _| day(&claim.stated())));
    }
    let mut optional = |name: String, values: Vec<String>| {
        if values.iter().any(|value| !value.is_empty()) {
            column(name, values);
        }
    };
    optional(
        "counts".to_owned(),
        of(&|claim, _| match claim.counts {
            Counts::Reached => String::new(),
            Counts::Now => claim.counts.as_str().to_owned(),
        }),
    );
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    optional(
        "sector".to_owned(),
        of(&|claim, _| claim.sector.as_ref().map(ToString::to_string).unwrap_or_default()),
    );
    optional(
        "origin".to_owned(),
        of(&|claim, _| {
            dataset
                .origins
                .get(&claim.stated().population)
                .map(|o| o.places.join("; "))
                .unwrap_or_default()
        }),
    );
    if !is_corrected {
        optional(
            "as-of".to_owned(),
            of(&|claim, _| claim.as_of.map(|day| day.to_string()).unwrap_or_default()),
        );
    }
    optional("quote-prefix".to_owned(), of(&|claim, _| text(claim.quote.prefix.as_ref())));
    optional("quote-suffix".to_owned(), of(&|claim, _| text(claim.quote.suffix.as_ref())));
    let languages: BTreeSet<&str> = all()
        .flat_map(|(claim, _)| claim.note.iter().flat_map(|note| note.iter()))
        .map(|(language, _)| language)
        .collect();
    for language in &languages {
        let name = match languages.len() {
            1 if *language == "en" => "note".to_owned(),
            _ => format!("note.{language}"),
        };
        optional(
            name,
            of(&|claim, _| {
                claim
                    .note
                    .as_ref()
                    .and_then(|note| note.get(language))
                    .unwrap_or_default()
                    .to_owned()
            }),
        );
    }
    let codes: BTreeSet<&str> = all()
        .flat_map(|(claim, _)| claim.accepted.iter().map(|accepted| accepted.code.as_str()))
        .collect();
    for code in codes {
        optional(
            format!("accepted.{code}"),
            of(&|claim, _| {
                let accepted = claim.accepted.iter().find(|accepted| accepted.code == code);
                accepted.map(|accepted| accepted.reason.clone()).unwrap_or_default()
            }),
        );
    }
    optional(
        "id".to_owned(),
        of(&|claim, _| {
            let unit = dataset.measures.get(&claim.measure).map(|measure| &measure.unit);
            let made = unit.map(|unit| claim.made_id(unit));
            if made.as_ref() == Some(&claim.id) { String::new() } else { claim.id.clone() }
        }),
    );
    table
}

/// A claim's figure as it is written in its file: `> 300 billion` has a precision that
/// `> 300000000000` has not.
fn written_figure(claim: &Claim, dataset: &Dataset, files: &Files) -> Option<String> {
    let span = claim.spans.figure;
    let source = files.text(span.file)?.get(span.range())?;
    let written = match source.starts_with(['"', '\'']) {
        true => {
            let table: toml::Table = toml::from_str(&format!("figure = {source}")).ok()?;
            table.get("figure")?.as_str()?.to_owned()
        }
        false => source.to_owned(),
    };
    let unit = &dataset.measures.get(&claim.measure)?.unit;
    let parsed = Figure::parse_spanned(&written, unit).ok()?;
    (parsed.figure == claim.stated().figure).then_some(written)
}
