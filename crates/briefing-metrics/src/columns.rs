//! Claims and events by column.

use std::ops::Range;

use briefing_model::claim::{Claim, Counts, WHOLE};
use briefing_model::dataset::Dataset;
use briefing_model::date::Date;
use briefing_model::dimension::Dimension;
use briefing_model::event::{Event, EventKind};
use briefing_model::evidence::QuoteGrade;
use briefing_model::origin::Origin;
use briefing_model::period::{Period, PeriodUnit};
use briefing_model::slug::Slug;
use briefing_model::source::Grade;
use briefing_model::status::Status;
use indexmap::IndexSet;
use rayon::prelude::*;

use crate::mantissa::Mantissas;
use crate::vocabulary::{Many, NONE, Vocabulary, number};

/// Rows of a chunk: small enough for its columns to stay in the cache while every metric reads
/// them, large enough to be worth handing out. Chunks do not depend on how many threads there are,
/// so neither do results.
const CHUNK: usize = 16 * 1024;

/// The claims of a data set by column: dimensions as small numbers, figures as whole numbers of a
/// common scale.
///
/// Rows are in the order of measure, event, status, scope, population, sector and unit, so that the
/// claims of a measure, the claims of an event in it, and the claims on the same thing each stand
/// together, and nothing has to be looked up to find them. All but the event is one number, the
/// *class* of a claim: there are few of them, so that what a metric asks of a claim is asked once a
/// class.
#[derive(Debug)]
pub struct Columns {
    pub(crate) vocabularies: Vec<Vocabulary>,
    pub(crate) events: EventColumns,
    pub(crate) rows: Rows,
    /// What claims are about, apart from the event; in order.
    pub(crate) classes: Vec<Class>,
    /// The claims of each event in each measure.
    pub(crate) runs: Vec<Run>,
    /// The runs of each measure.
    pub(crate) measures: Vec<Range<usize>>,
    /// The number of the population that is everything there was.
    pub(crate) whole: u32,
    /// The numbers of the scopes `event` and `ceremony`, widest first.
    pub(crate) wide_scopes: [u32; 2],
    pub(crate) scopes: Vec<Option<Slug>>,
    pub(crate) populations: Vec<Option<Slug>>,
    /// By population: where what it counts comes from, by number; [`NONE`] where it is not limited so.
    pub(crate) origins: Vec<u32>,
    /// How many rows are read at once.
    pub(crate) chunk: usize,
}

/// Dimensions of events; the number of an event is its place in the data set.
#[derive(Debug, Default)]
pub(crate) struct EventColumns {
    pub(crate) count: usize,
    pub(crate) start: Vec<Option<Date>>,
    pub(crate) year_known: Vec<Option<i16>>,
    pub(crate) kind: Vec<u32>,
    pub(crate) place: Vec<u32>,
    pub(crate) region: Vec<u32>,
    pub(crate) year: Vec<u32>,
    pub(crate) quarter: Vec<u32>,
    pub(crate) month: Vec<u32>,
    pub(crate) week: Vec<u32>,
    /// Umbrellas, nearest first: numbers of events, which are also those of the series.
    pub(crate) umbrellas: Many,
    /// The event's own sectors.
    pub(crate) sectors: Many,
    /// Sectors that its claims are limited to.
    pub(crate) claimed_sectors: Many,
    /// Both, in order; no sector ([`NONE`]) besides the claimed ones where it has none of its own.
    pub(crate) all_sectors: Many,
}

/// A row a claim.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) claim: Vec<u32>,
    pub(crate) event: Vec<u32>,
    pub(crate) class: Vec<u32>,
    pub(crate) source: Vec<u32>,
    pub(crate) mantissas: Mantissas,
    /// The grade of each source.
    pub(crate) grades: Vec<u32>,
    /// Whether the words of each claim are in the archived copy of its source.
    pub(crate) checked: Vec<u8>,
}

/// The rows of one event in one measure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) event: u32,
    start: u32,
    end: u32,
    is_plain: bool,
}

impl Run {
    /// Its rows.
    pub(crate) fn rows(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether each of its claims is the only one on its thing, in whatever unit.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }
}

/// What a claim is about, apart from its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Class {
    pub(crate) measure: u32,
    pub(crate) status: u8,
    pub(crate) counts: u8,
    pub(crate) scope: u32,
    pub(crate) population: u32,
    pub(crate) sector: u32,
    pub(crate) unit: u32,
}

impl Class {
    /// What it is about, within event and measure: the same in whatever unit.
    pub(crate) fn thing(&self) -> (u8, u8, u32, u32, u32) {
        (self.status, self.counts, self.scope, self.population, self.sector)
    }

    /// Which of the things it counts: a figure limited to a sector is one of another population.
    pub(crate) fn population(&self) -> (u32, u32) {
        (self.population, self.sector)
    }
}

impl Columns {
    /// Puts a data set into columns. Built once; metrics are then evaluated over it.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let mut vocabularies = vocabularies(dataset);
        let (mut keys, classes) = keys(dataset, &mut vocabularies);
        keys.par_sort_unstable();
        let claimed_sectors = claimed_sectors(dataset.events.len(), &keys, &classes);
        let events = events(dataset, &mut vocabularies, claimed_sectors);
        let (runs, measures) =
            runs(&keys, &classes, vocabularies[Dimension::Measure as usize].len());
        let rows = rows(dataset, &keys, &mut vocabularies);
        let get = |dimension: Dimension, value: &str| {
            vocabularies[dimension as usize].get(value).unwrap_or(NONE)
        };
        let slugs = |dimension: Dimension| -> Vec<Option<Slug>> {
            vocabularies[dimension as usize].values().map(|value| Slug::new(value).ok()).collect()
        };
        Self {
            scopes: slugs(Dimension::Scope),
            populations: slugs(Dimension::Population),
            origins: origins(dataset, &vocabularies),
            whole: get(Dimension::Population, WHOLE),
            wide_scopes: [get(Dimension::Scope, "event"), get(Dimension::Scope, "ceremony")],
            events,
            rows,
            classes,
            runs,
            measures,
            vocabularies,
            chunk: CHUNK,
        }
    }

    /// Reads so many rows at once: for tests, which have few. Results do not depend on it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_chunk(self, rows: usize) -> Self {
        Self { chunk: rows.max(1), ..self }
    }

    /// How many claims there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.claim.len()
    }

    /// Whether there is no claim.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.claim.is_empty()
    }

    /// The number of where what a class of claims counts comes from.
    pub(crate) fn origin(&self, class: &Class) -> u32 {
        self.origins.get(class.population as usize).copied().unwrap_or(NONE)
    }

    pub(crate) fn vocabulary(&self, dimension: Dimension) -> &Vocabulary {
        &self.vocabularies[dimension as usize]
    }
}

impl EventColumns {
    /// The column of a dimension that an event has one value of; none for others.
    pub(crate) fn single(&self, dimension: Dimension) -> Option<&[u32]> {
        Some(match dimension {
            Dimension::Kind => &self.kind,
            Dimension::Place => &self.place,
            Dimension::Region => &self.region,
            Dimension::Year => &self.year,
            Dimension::Quarter => &self.quarter,
            Dimension::Month => &self.month,
            Dimension::Week => &self.week,
            _ => return None,
        })
    }
}

/// What tells claims apart, in the order of rows; the claim's own number comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    measure: u32,
    event: u32,
    class: u32,
    claim: u32,
}

/// The numbers of the values, as far as the lists of the data set say.
fn vocabularies(dataset: &Dataset) -> Vec<Vocabulary> {
    let events = || dataset.events.keys().map(Slug::as_str).collect::<Vocabulary>();
    Dimension::ALL
        .into_iter()
        .map(|dimension| match dimension {
            Dimension::Event | Dimension::Series => events(),
            Dimension::Kind => EventKind::ALL.into_iter().map(EventKind::as_str).collect(),
            Dimension::Place => dataset.places.keys().map(String::as_str).collect(),
            Dimension::Region => dataset.regions.keys().map(Slug::as_str).collect(),
            Dimension::Sector => dataset.sectors.keys().map(Slug::as_str).collect(),
            Dimension::Measure => dataset.measures.keys().map(Slug::as_str).collect(),
            Dimension::Status => Status::ALL.into_iter().map(Status::as_str).collect(),
            Dimension::Counts => Counts::ALL.into_iter().map(Counts::as_str).collect(),
            Dimension::Scope => dataset.scopes.keys().map(Slug::as_str).collect(),
            Dimension::Population => dataset.populations.keys().map(Slug::as_str).collect(),
            Dimension::Origin => {
                let mut origins: Vec<String> =
                    dataset.origins.values().map(Origin::value).collect();
                origins.sort_unstable();
                origins.iter().map(String::as_str).collect()
            }
            Dimension::Source => dataset.sources.keys().map(Slug::as_str).collect(),
            Dimension::Grade => Grade::ALL.into_iter().map(Grade::as_str).collect(),
            Dimension::Checked => QuoteGrade::ALL.into_iter().map(QuoteGrade::as_str).collect(),
            Dimension::Unit => dataset
                .measures
                .values()
                .flat_map(|measure| std::iter::once(&measure.unit).chain(&measure.also))
                .map(|unit| unit.as_str())
                .collect(),
            Dimension::Year | Dimension::Quarter | Dimension::Month | Dimension::Week => {
                let mut times: Vocabulary = dataset
                    .events
                    .values()
                    .filter_map(|event| time(event, dimension))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str)
                    .collect();
                times.sort();
                times
            }
        })
        .collect()
}

/// By population: the number of its origin.
fn origins(dataset: &Dataset, vocabularies: &[Vocabulary]) -> Vec<u32> {
    let origins = &vocabularies[Dimension::Origin as usize];
    vocabularies[Dimension::Population as usize]
        .values()
        .map(|population| {
            let origin = dataset.origins.get(population).map(Origin::value);
            origin.and_then(|value| origins.get(&value)).unwrap_or(NONE)
        })
        .collect()
}

/// The year, quarter, month or week of an event, as it is written in conditions.
fn time(event: &Event, dimension: Dimension) -> Option<String> {
    let unit = match dimension {
        Dimension::Year => {
            return year(event).map(|year| Period::Year { year }.to_string());
        }
        Dimension::Quarter => PeriodUnit::Quarter,
        Dimension::Month => PeriodUnit::Month,
        _ => PeriodUnit::Week,
    };
    event.start.map(|start| Period::containing(start, unit).to_string())
}

/// The year an event is counted in.
fn year(event: &Event) -> Option<i16> {
    event.year.or_else(|| event.start.map(Date::year))
}

fn keys(dataset: &Dataset, vocabularies: &mut [Vocabulary]) -> (Vec<Key>, Vec<Class>) {
    // Claims come event by event from few lists: what the last one had, the next mostly has too.
    let mut number_of = Remembering::new(vocabularies);
    let mut classes: IndexSet<Class> = IndexSet::new();
    let mut keys = Vec::with_capacity(dataset.claims.len());
    for (index, claim) in dataset.claims.iter().enumerate() {
        let Some(event) = number_of.known(Dimension::Event, claim.event.as_str()) else {
            continue;
        };
        let class = Class {
            measure: number_of.get(Dimension::Measure, claim.measure.as_str()),
            status: claim.status as u8,
            counts: claim.counts as u8,
            scope: number_of.get(Dimension::Scope, claim.scope.as_str()),
            population: number_of.get(Dimension::Population, claim.population.as_str()),
            sector: claim
                .sector
                .as_ref()
                .map_or(NONE, |sector| number_of.get(Dimension::Sector, sector.as_str())),
            unit: number_of.get(Dimension::Unit, claim.figure.unit().as_str()),
        };
        let place = classes.insert_full(class).0;
        keys.push(Key {
            measure: class.measure,
            event,
            class: number(place),
            claim: number(index),
        });
    }
    // From the order of first sight to their own.
    let mut sorted: Vec<Class> = classes.iter().copied().collect();
    sorted.sort_unstable();
    let places: Vec<u32> =
        classes.iter().map(|class| number(sorted.partition_point(|other| other < class))).collect();
    for key in &mut keys {
        key.class = places[key.class as usize];
    }
    (keys, sorted)
}

/// Looks values up, remembering the last of each dimension.
struct Remembering<'a> {
    vocabularies: &'a mut [Vocabulary],
    last: [u32; Dimension::ALL.len()],
}

impl<'a> Remembering<'a> {
    fn new(vocabularies: &'a mut [Vocabulary]) -> Self {
        Self { vocabularies, last: [NONE; Dimension::ALL.len()] }
    }

    fn known(&mut self, dimension: Dimension, value: &str) -> Option<u32> {
        let last = &mut self.last[dimension as usize];
        let vocabulary = &self.vocabularies[dimension as usize];
        if vocabulary.value(*last) != Some(value) {
            *last = vocabulary.get(value)?;
        }
        Some(*last)
    }

    /// The number of a value; one that no list has is added at the end.
    fn get(&mut self, dimension: Dimension, value: &str) -> u32 {
        self.known(dimension, value).unwrap_or_else(|| {
            let added = self.vocabularies[dimension as usize].intern(value);
            self.last[dimension as usize] = added;
            added
        })
    }
}

fn claimed_sectors(events: usize, keys: &[Key], classes: &[Class]) -> Many {
    let mut pairs: Vec<(u32, u32)> = keys
        .iter()
        .map(|key| (key.event, classes[key.class as usize].sector))
        .filter(|(_, sector)| *sector != NONE)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut many = Many::default();
    let mut rest = pairs.as_slice();
    for event in 0..events {
        let until = rest.partition_point(|(other, _)| *other as usize <= event);
        let (here, after) = rest.split_at(until);
        many.push(here.iter().map(|(_, sector)| *sector));
        rest = after;
    }
    many
}

fn events(
    dataset: &Dataset,
    vocabularies: &mut [Vocabulary],
    claimed_sectors: Many,
) -> EventColumns {
    let mut columns =
        EventColumns { count: dataset.events.len(), claimed_sectors, ..EventColumns::default() };
    let mut number_of = Remembering::new(vocabularies);
    for event in dataset.events.values() {
        columns.start.push(event.start);
        columns.year_known.push(year(event));
        columns.kind.push(event.kind as u32);
        let place = event.place.as_deref();
        columns.place.push(place.map_or(NONE, |place| number_of.get(Dimension::Place, place)));
        let region = place.and_then(|place| dataset.places.get(place)).map(|place| &place.region);
        columns
            .region
            .push(region.map_or(NONE, |region| number_of.get(Dimension::Region, region.as_str())));
        let mut when =
            |dimension| time(event, dimension).map_or(NONE, |time| number_of.get(dimension, &time));
        columns.year.push(when(Dimension::Year));
        columns.quarter.push(when(Dimension::Quarter));
        columns.month.push(when(Dimension::Month));
        columns.week.push(when(Dimension::Week));
        let mut sectors: Vec<u32> = event
            .sectors
            .iter()
            .map(|sector| number_of.get(Dimension::Sector, sector.as_str()))
            .collect();
        sectors.sort_unstable();
        sectors.dedup();
        let own = number(columns.umbrellas.len());
        let mut all = columns.claimed_sectors.row(own as usize).to_vec();
        if sectors.is_empty() {
            all.push(NONE)
        } else {
            all.extend(&sectors)
        }
        all.sort_unstable();
        all.dedup();
        columns.all_sectors.push(all);
        columns.sectors.push(sectors);
        let mut umbrellas: Vec<u32> = Vec::new();
        for umbrella in dataset.umbrellas(&event.id) {
            match dataset.events.get_index_of(&umbrella.id).map(number) {
                // A circle of umbrellas is the loader's to report; here it must only end.
                Some(umbrella) if umbrella != own && !umbrellas.contains(&umbrella) => {
                    umbrellas.push(umbrella);
                }
                _ => break,
            }
        }
        columns.umbrellas.push(umbrellas);
    }
    columns
}

/// The runs of sorted keys, and those of each measure.
fn runs(keys: &[Key], classes: &[Class], measures: usize) -> (Vec<Run>, Vec<Range<usize>>) {
    let thing = |key: &Key| classes[key.class as usize].thing();
    let mut runs = Vec::new();
    let mut of_measures: Vec<Range<usize>> = vec![0..0; measures];
    let mut start = 0;
    for run in keys.chunk_by(|a, b| (a.measure, a.event) == (b.measure, b.event)) {
        let end = start + run.len();
        runs.push(Run {
            event: run[0].event,
            start: number(start),
            end: number(end),
            is_plain: run.is_sorted_by(|a, b| thing(a) != thing(b)),
        });
        start = end;
        let of_measure = &mut of_measures[run[0].measure as usize];
        if of_measure.end == 0 {
            of_measure.start = runs.len() - 1;
        }
        of_measure.end = runs.len();
    }
    (runs, of_measures)
}

fn rows(dataset: &Dataset, keys: &[Key], vocabularies: &mut [Vocabulary]) -> Rows {
    let claim_of = |key: &Key| -> &Claim { &dataset.claims[key.claim as usize] };
    let mut number_of = Remembering::new(vocabularies);
    let source = keys
        .iter()
        .map(|key| number_of.get(Dimension::Source, claim_of(key).source.as_str()))
        .collect();
    let grades = vocabularies[Dimension::Source as usize]
        .values()
        .map(|source| dataset.sources.get(source).map_or(NONE, |source| source.grade as u32))
        .collect();
    Rows {
        claim: keys.iter().map(|key| key.claim).collect(),
        event: keys.iter().map(|key| key.event).collect(),
        class: keys.iter().map(|key| key.class).collect(),
        source,
        mantissas: Mantissas::new(keys.iter().map(|key| &claim_of(key).figure)),
        grades,
        checked: keys.iter().map(|key| claim_of(key).checked.quote as u8).collect(),
    }
}
