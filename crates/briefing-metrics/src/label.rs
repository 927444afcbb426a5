//! Names of values.

use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::origin;

/// The name of a dimension's value in a language: of a place, an event (short where it has one), a
/// sector; the value itself where it has no name, as years, statuses and currencies.
#[must_use]
pub fn label(dataset: &Dataset, dimension: Dimension, id: &str, locale: &str) -> String {
    if dimension == Dimension::Origin {
        let names = origin::names(id, dataset, locale);
        return names.map_or_else(|| id.to_owned(), |names| names.join(" + "));
    }
    let name = match dimension {
        Dimension::Event | Dimension::Series => {
            dataset.events.get(id).map(|event| event.short.as_ref().unwrap_or(&event.name))
        }
        Dimension::Place => dataset.places.get(id).map(|place| &place.name),
        Dimension::Region => dataset.regions.get(id).map(|region| &region.name),
        Dimension::Sector => dataset.sectors.get(id).map(|sector| &sector.name),
        Dimension::Measure => dataset.measures.get(id).map(|measure| &measure.name),
        Dimension::Scope => dataset.scopes.get(id),
        Dimension::Population => dataset.populations.get(id),
        Dimension::Source => dataset.sources.get(id).map(|source| &source.title),
        Dimension::Kind
        | Dimension::Origin
        | Dimension::Year
        | Dimension::Quarter
        | Dimension::Month
        | Dimension::Week
        | Dimension::Status
        | Dimension::Counts
        | Dimension::Unit
        | Dimension::Grade
        | Dimension::Checked => None,
    };
    match name.map(|name| name.in_language(locale)) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => id.to_owned(),
    }
}
