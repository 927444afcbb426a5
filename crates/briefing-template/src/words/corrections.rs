//! That a claim was corrected, in words.

use briefing_model::claim::Claim;
use briefing_model::correction::{Action, Said};
use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;

use super::{DateStyle, FigureStyle, date, dimension_value, figure, lexicon, status};

/// Words of corrections: `{stated}`, `{reviewer}`, `{date}`, `{reason}`.
pub(crate) struct CorrectionWords {
    pub(crate) corrected: &'static str,
    pub(crate) dropped: &'static str,
    /// That there is none.
    pub(crate) none: &'static str,
}

/// "corrected from more than 3.2 trillion yuan by the desk on 20 November 2026: …"; `None` for a
/// claim that says what its source says.
#[must_use]
pub fn correction(claim: &Claim, dataset: &Dataset, locale: &str) -> Option<String> {
    let corrected = claim.corrected.as_ref()?;
    let correction = dataset.corrections.get(&corrected.by)?;
    let words = &lexicon(locale).corrections;
    let pattern = if correction.action == Action::Drop { words.dropped } else { words.corrected };
    let values = [
        ("{stated}", changed(claim, &corrected.stated, dataset, locale)),
        ("{reviewer}", correction.reviewer.in_language(locale).to_owned()),
        ("{date}", date(correction.date, DateStyle::Long, locale)),
        ("{reason}", correction.reason.in_language(locale).to_owned()),
    ];
    // Each mark stands once, and the reason last, so that nothing in a value is taken for a mark.
    let (mut text, mut rest) = (String::new(), pattern);
    for (mark, value) in values {
        if let Some((before, after)) = rest.split_once(mark) {
            text.push_str(before);
            text.push_str(&value);
            rest = after;
        }
    }
    text.push_str(rest);
    Some(text)
}

/// What the source says of the parts that the claim says otherwise.
fn changed(claim: &Claim, stated: &Said, dataset: &Dataset, locale: &str) -> String {
    let name = |dimension, id: &str| dimension_value(dataset, dimension, id, locale);
    let mut parts = Vec::new();
    if claim.figure != stated.figure {
        parts.push(figure(Some(&stated.figure), dataset, FigureStyle::default(), locale));
    }
    if claim.status != stated.status {
        parts.push(status(stated.status, locale).to_owned());
    }
    if claim.scope != stated.scope {
        parts.push(name(Dimension::Scope, stated.scope.as_str()));
    }
    if claim.population != stated.population {
        parts.push(name(Dimension::Population, stated.population.as_str()));
    }
    if claim.as_of != stated.as_of {
        let source = dataset.sources.get(&claim.source);
        let day = stated.as_of.or_else(|| source.and_then(|source| source.published));
        parts.extend(day.map(|day| date(day, DateStyle::Long, locale)));
    }
    parts.join(lexicon(locale).list.0)
}
