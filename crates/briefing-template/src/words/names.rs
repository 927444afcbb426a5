//! Names of what the data set holds, in the language of a brief.

use briefing_model::claim::{Claim, Counts, EVENT};
use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::event::{Event, EventKind};
use briefing_model::evidence::QuoteGrade;
use briefing_model::origin;
use briefing_model::period::Period;
use briefing_model::source::Grade;
use briefing_model::status::Status;
use briefing_model::text::Text;

use super::lexicon;

/// A vocabulary of the program itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Statuses.
    Status,
    /// Grades of sources.
    Grade,
    /// What figures of a status count.
    Counts,
    /// Whether the words of a claim are in the archived copy of its source.
    Checked,
    /// Kinds of events.
    Event,
    /// Names of dimensions.
    Dimension,
    /// Heads of columns that are no dimension.
    Column,
}

/// A text in the language of a brief.
#[must_use]
pub fn text<'a>(text: &'a Text, locale: &str) -> &'a str {
    text.in_language(locale)
}

/// The name of a dimension, as the head of a column.
#[must_use]
pub fn dimension(dimension: Dimension, locale: &str) -> &'static str {
    let index = Dimension::ALL.iter().position(|other| *other == dimension).unwrap_or_default();
    lexicon(locale).dimensions[index]
}

/// The word for an id of one of the program's own vocabularies.
#[must_use]
pub fn vocabulary(kind: Kind, id: &str, locale: &str) -> Option<&'static str> {
    let words = lexicon(locale);
    let at = |position: Option<usize>, words: &[&'static str]| words.get(position?).copied();
    match kind {
        Kind::Status => {
            at(Status::ALL.iter().position(|other| other.as_str() == id), &words.statuses)
        }
        Kind::Counts => {
            at(Counts::ALL.iter().position(|other| other.as_str() == id), &words.counts)
        }
        Kind::Grade => at(Grade::ALL.iter().position(|other| other.as_str() == id), &words.grades),
        Kind::Checked => {
            at(QuoteGrade::ALL.iter().position(|other| other.as_str() == id), &words.checked)
        }
        Kind::Event => {
            at(EventKind::ALL.iter().position(|other| other.as_str() == id), &words.kinds)
        }
        Kind::Dimension => {
            at(Dimension::ALL.iter().position(|other| other.as_str() == id), &words.dimensions)
        }
        Kind::Column => words.columns.iter().find(|(name, _)| *name == id).map(|(_, word)| *word),
    }
}

/// The short name of an event, else its name.
#[must_use]
pub fn event_name<'a>(event: &'a Event, locale: &str) -> &'a str {
    event.short.as_ref().unwrap_or(&event.name).in_language(locale)
}

/// The name of an event, from which a reader sees whether it is a part of another or a series:
/// "Light industry (part of Gansu 2024)". What the name says already is not said again.
fn full_name(dataset: &Dataset, event: &Event, locale: &str) -> String {
    let name = event_name(event, locale);
    let words = lexicon(locale);
    let (open, close) = words.brackets;
    match event.kind {
        EventKind::Event => name.to_owned(),
        EventKind::Session => {
            let mut wholes = dataset.umbrellas(&event.id);
            match wholes.find(|whole| whole.kind == EventKind::Event) {
                Some(whole) if !name.contains(event_name(whole, locale)) => {
                    let whole = event_name(whole, locale);
                    format!("{name}{open}{}{close}", words.part_of.replace("{}", whole))
                }
                _ => name.to_owned(),
            }
        }
        EventKind::Series => {
            let kind = vocabulary(Kind::Event, event.kind.as_str(), locale).unwrap_or_default();
            if name.to_lowercase().contains(kind) {
                name.to_owned()
            } else {
                format!("{name}{open}{kind}{close}")
            }
        }
    }
}

/// What part of its event a claim's figure covers, in words. The whole of a session is not the whole
/// of the event that the session is part of.
#[must_use]
pub fn scope(dataset: &Dataset, claim: &Claim, locale: &str) -> String {
    let kind = dataset.events.get(&claim.event).map(|event| event.kind);
    let words = lexicon(locale);
    match kind {
        Some(EventKind::Session) if claim.scope.as_str() == EVENT => words.whole_session.to_owned(),
        Some(EventKind::Series) if claim.scope.as_str() == EVENT => words.whole_series.to_owned(),
        _ => dimension_value(dataset, Dimension::Scope, claim.scope.as_str(), locale),
    }
}

/// The value of a dimension in words; the id itself where it has no name.
#[must_use]
pub fn dimension_value(dataset: &Dataset, dimension: Dimension, id: &str, locale: &str) -> String {
    let named = |text: Option<&Text>| text.map(|text| text.in_language(locale).to_owned());
    let name = match dimension {
        Dimension::Event => dataset.events.get(id).map(|event| full_name(dataset, event, locale)),
        Dimension::Series => {
            dataset.events.get(id).map(|event| event_name(event, locale).to_owned())
        }
        Dimension::Place => named(dataset.places.get(id).map(|place| &place.name)),
        Dimension::Region => named(dataset.regions.get(id).map(|region| &region.name)),
        Dimension::Sector => named(dataset.sectors.get(id).map(|sector| &sector.name)),
        Dimension::Measure => named(dataset.measures.get(id).map(|measure| &measure.name)),
        Dimension::Scope => named(dataset.scopes.get(id)),
        // A figure that is limited to a sector counts the things of the sector.
        Dimension::Population => named(dataset.populations.get(id))
            .or_else(|| named(dataset.sectors.get(id).map(|sector| &sector.name))),
        Dimension::Origin => origin::names(id, dataset, locale)
            .map(|names| super::join(names.iter().map(String::as_str), locale)),
        Dimension::Source => named(dataset.sources.get(id).map(|source| &source.title)),
        Dimension::Kind => vocabulary(Kind::Event, id, locale).map(str::to_owned),
        Dimension::Status => vocabulary(Kind::Status, id, locale).map(str::to_owned),
        Dimension::Counts => vocabulary(Kind::Counts, id, locale).map(str::to_owned),
        Dimension::Grade => vocabulary(Kind::Grade, id, locale).map(str::to_owned),
        Dimension::Checked => vocabulary(Kind::Checked, id, locale).map(str::to_owned),
        Dimension::Year | Dimension::Quarter | Dimension::Month | Dimension::Week => {
            Period::parse(id).ok().map(|period| super::period(period, locale))
        }
        Dimension::Unit => lexicon(locale)
            .currencies
            .iter()
            .find(|(code, _)| *code == id)
            .map(|(_, name)| (*name).to_owned()),
    };
    name.unwrap_or_else(|| id.to_owned())
}
