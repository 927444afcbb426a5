//! Events as a data set in memory, without files.

use std::collections::BTreeMap;

use briefing_model::claim::{Claim, ClaimSpans, Quote, WHOLE};
use briefing_model::dataset::Dataset;
use briefing_model::date::Date;
use briefing_model::diagnostic::Span;
use briefing_model::event::{Event, EventKind};
use briefing_model::figure::Figure;
use briefing_model::measure::{Measure, MeasureKind, Noun};
use briefing_model::place::{Place, Region};
use briefing_model::sector::Sector;
use briefing_model::slug::Slug;
use briefing_model::source::{Grade, Source, SourceKind};
use briefing_model::text::Text;
use briefing_model::unit::Unit;
use indexmap::IndexMap;
use jiff::ToSpan as _;
use serde::Deserialize;

use super::event::{PLACES, SECTORS};
use super::project::MEASURES_TOML;
use super::{Happening, Said, Size, TwoNames, events};

/// What the loader makes of [`files`](super::files), but for the places where things are written.
///
/// # Panics
/// The generator made what the model does not take: a defect of one of them.
#[must_use]
pub fn dataset(size: Size) -> Dataset {
    let mut dataset = lists();
    for event in events(size) {
        let id = slug(&event.id);
        let source = slug(&format!("gazette-{}", event.id));
        dataset.sources.insert(source.clone(), source_of(&event, source.clone()));
        for said in &event.claims {
            let claim = claim(said, &id, &source, &dataset.measures);
            dataset.claims.push(claim);
        }
        dataset.events.insert(id.clone(), event_of(event, id));
    }
    dataset
}

/// The lists that events and claims refer to.
fn lists() -> Dataset {
    let measures: IndexMap<String, MeasureToml> =
        toml::from_str(MEASURES_TOML).expect("the generated measures are valid");
    Dataset {
        regions: PLACES
            .region
            .iter()
            .map(|(id, region)| {
                let id = slug(id);
                (id.clone(), Region { id, name: text(&region.name), span: Span::NONE })
            })
            .collect(),
        places: PLACES
            .place
            .iter()
            .map(|(code, place)| {
                let place = Place {
                    code: code.clone(),
                    gb: place.gb.clone(),
                    name: text(&place.name),
                    region: slug(&place.region),
                    span: Span::NONE,
                };
                (code.clone(), place)
            })
            .collect(),
        sectors: SECTORS
            .iter()
            .map(|(id, sector)| {
                let (id, name) = (slug(id), text(&sector.name));
                let sector = Sector {
                    id: id.clone(),
                    name,
                    aliases: vec![],
                    broader: None,
                    span: Span::NONE,
                };
                (id, sector)
            })
            .collect(),
        measures: measures
            .into_iter()
            .map(|(id, measure)| (slug(&id), measure.into_measure(slug(&id))))
            .collect(),
        scopes: IndexMap::from([(slug("event"), Text::en("whole event"))]),
        populations: IndexMap::from([(slug(WHOLE), Text::en("all"))]),
        ..Dataset::default()
    }
}

#[derive(Debug, Deserialize)]
struct MeasureToml {
    name: TwoNames,
    kind: MeasureKind,
    unit: Unit,
    noun: Option<NounToml>,
    additive: bool,
}

#[derive(Debug, Deserialize)]
struct NounToml {
    one: TwoNames,
    other: TwoNames,
}

impl MeasureToml {
    fn into_measure(self, id: Slug) -> Measure {
        Measure {
            id,
            name: text(&self.name),
            description: None,
            kind: self.kind,
            unit: self.unit,
            also: Vec::new(),
            noun: self.noun.map(|noun| Noun { one: text(&noun.one), other: text(&noun.other) }),
            non_negative: true,
            additive: self.additive,
            of: None,
            span: Span::NONE,
        }
    }
}

fn source_of(event: &Happening, id: Slug) -> Source {
    Source {
        id,
        title: Text::en(format!("Report on {}", event.short))
            .with("zh", format!("{}签约情况", event.name_zh)),
        publisher: Text::en("Provincial Gazette").with("zh", "省政府公报"),
        origin: None,
        kind: SourceKind::Official,
        published: Some(event.start.saturating_add(1.day())),
        accessed: Date::constant(2025, 1, 31),
        url: Some(format!("https://gazette.example/{}", event.id)),
        language: "en".to_owned(),
        grade: Grade::Original,
        sha256: None,
        retracted: None,
        note: None,
        span: Span::NONE,
    }
}

fn event_of(event: Happening, id: Slug) -> Event {
    let noted = event.start.year() == super::YEAR;
    Event {
        id,
        name: Text::en(event.name).with("zh", event.name_zh),
        short: Some(Text::en(event.short)),
        kind: EventKind::Event,
        start: Some(event.start),
        end: Some(event.start),
        opening: None,
        year: Some(event.start.year()),
        place: Some(event.place),
        city: None,
        organisers: Vec::new(),
        sectors: event.sectors.iter().map(|id| slug(id)).collect(),
        part_of: None,
        parts_are_complete: false,
        sources: Vec::new(),
        note: noted.then(|| Text::en(event.note)),
        span: Span::NONE,
    }
}

/// A text for each source, as its archived copy: the event's note, and every claim in a sentence of
/// its own.
#[must_use]
pub fn archive(dataset: &Dataset) -> BTreeMap<Slug, String> {
    let mut copies: BTreeMap<Slug, String> = BTreeMap::new();
    for claim in &dataset.claims {
        let event = &dataset.events[&claim.event];
        let copy = copies.entry(claim.source.clone()).or_insert_with(|| {
            let note = event.note.as_ref().map_or("", |note| note.in_language("en"));
            format!("{}\n\n{note}\n", event.name.in_language("en"))
        });
        copy.push_str(&format!("\nAccording to the organisers, {}.", claim.quote.exact));
    }
    copies
}

fn claim(said: &Said, event: &Slug, source: &Slug, measures: &IndexMap<Slug, Measure>) -> Claim {
    let measure = &measures[said.measure];
    let parsed = Figure::parse_spanned(&said.figure, &measure.unit);
    let parsed = parsed.expect("generated figures are valid");
    let is_count = measure.kind == MeasureKind::Count;
    let sector = said.sector.as_deref().map(slug);
    let mut id = format!("{event}/{}/{}", said.measure, said.status);
    if let Some(sector) = &sector {
        id = format!("{id}/{sector}");
    }
    Claim {
        id: format!("{id}/{source}"),
        event: event.clone(),
        measure: measure.id.clone(),
        figure: parsed.figure,
        precision: if is_count { parsed.precision.of_count() } else { parsed.precision },
        status: said.status,
        counts: Default::default(),
        scope: slug("event"),
        // A claim limited to a sector has the sector for its population.
        population: sector.clone().unwrap_or_else(|| slug(WHOLE)),
        sector,
        as_of: None,
        source: source.clone(),
        quote: Quote { exact: said.quote.clone(), prefix: None, suffix: None },
        note: None,
        corrected: None,
        accepted: Vec::new(),
        checked: Default::default(),
        spans: ClaimSpans::default(),
    }
}

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("generated ids are slugs")
}

fn text(names: &TwoNames) -> Text {
    Text::en(&names.en).with("zh", &names.zh)
}
