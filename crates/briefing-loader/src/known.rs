//! What is known of a data set on a day, and what cannot be dated.

use std::collections::BTreeSet;

use briefing_model::dataset::Dataset;
use briefing_model::date::Date;
use briefing_model::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use briefing_model::known::Why;
use briefing_model::slug::Slug;

use crate::codes;

/// Leaves what is known on a day, or without a day what is not retracted. What is taken out only
/// because nobody says since when it was known is told, where something rests on it.
pub(crate) fn known_on(
    dataset: Dataset,
    as_of: Option<Date>,
    diagnostics: &mut Diagnostics,
) -> Dataset {
    let cited: BTreeSet<Slug> = match as_of {
        Some(_) => cited(&dataset).cloned().collect(),
        None => BTreeSet::new(),
    };
    let dataset = dataset.known_on(as_of);
    let Some(day) = as_of else { return dataset };
    let undated = dataset
        .withheld
        .sources
        .iter()
        .filter(|(id, (_, why))| *why == Why::Undated && cited.contains(*id))
        .map(|(id, (source, _))| (id, source.span));
    diagnostics.extend(left_out(undated, codes::UNDATED_SOURCE, "source of unknown date").map(
        |diagnostic| {
            diagnostic.label("no `published`, and read on a later day").hint(format!(
                "nobody can say whether it was published by {day}; add `published` where it can be found"
            ))
        },
    ));
    let claimed: BTreeSet<&Slug> =
        dataset.withheld.claims.iter().map(|claim| &claim.event).collect();
    let unsourced = dataset
        .withheld
        .events
        .iter()
        .filter(|(id, event)| event.sources.is_empty() && !claimed.contains(id))
        .map(|(id, event)| (id, event.span));
    diagnostics.extend(left_out(unsourced, codes::UNSOURCED_EVENT, "event without a source").map(
        |diagnostic| {
            diagnostic.hint(format!(
                "nobody can say whether it was known on {day}; add `sources`: who says that it was held"
            ))
        },
    ));
    dataset
}

/// The sources that anything rests on.
fn cited(dataset: &Dataset) -> impl Iterator<Item = &Slug> {
    let claims = dataset.claims.iter().map(|claim| &claim.source);
    let rates = dataset.rates.iter().map(|rate| &rate.source);
    claims.chain(rates).chain(dataset.events.values().flat_map(|event| &event.sources))
}

/// That things are left out, said once for all of them, at the first.
fn left_out<'a>(
    things: impl Iterator<Item = (&'a Slug, Span)>,
    code: Code,
    what: &str,
) -> Option<Diagnostic> {
    let (ids, spans): (Vec<&Slug>, Vec<Span>) = things.unzip();
    let names: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    let (first, rest) = what.split_once(' ')?;
    let count = match names.len() {
        1 => format!("1 {what} is"),
        n => format!("{n} {first}s {rest} are"),
    };
    let message = format!("{count} left out: {}", names.join(", "));
    Some(Diagnostic::warning(code, *spans.first()?, message))
}
