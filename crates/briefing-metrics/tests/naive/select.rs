//! Values of events and claims, as texts, and the conditions on them.

use briefing_model::claim::{Claim, Counts};
use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::event::{Event, EventKind};
use briefing_model::evidence::QuoteGrade;
use briefing_model::origin::Origin;
use briefing_model::period::{Period, PeriodUnit};
use briefing_model::selection::{Selection, Test};
use briefing_model::source::Grade;
use briefing_model::status::Status;

pub type Key = Vec<Option<String>>;

/// The values of an event, none to several; sectors are its own.
pub fn values(data: &Dataset, event: &Event, dimension: Dimension) -> Vec<String> {
    let when = |unit| event.start.map(|start| Period::containing(start, unit).to_string());
    let one: Option<String> = match dimension {
        Dimension::Event => Some(event.id.to_string()),
        Dimension::Kind => Some(event.kind.as_str().into()),
        Dimension::Place => event.place.clone(),
        Dimension::Region => {
            event.place.as_ref().map(|place| data.places[place].region.to_string())
        }
        Dimension::Year => event.year.map(|year| year.to_string()),
        Dimension::Quarter => when(PeriodUnit::Quarter),
        Dimension::Month => when(PeriodUnit::Month),
        Dimension::Week => when(PeriodUnit::Week),
        Dimension::Series => {
            let umbrellas = data.umbrellas(&event.id);
            return umbrellas.map(|umbrella| umbrella.id.to_string()).collect();
        }
        Dimension::Sector => return event.sectors.iter().map(ToString::to_string).collect(),
        other => panic!("{other} is of claims"),
    };
    one.into_iter().collect()
}

fn own_value(data: &Dataset, claim: &Claim, dimension: Dimension) -> Option<String> {
    Some(match dimension {
        Dimension::Measure => claim.measure.to_string(),
        Dimension::Status => claim.status.to_string(),
        Dimension::Counts => claim.counts.as_str().into(),
        Dimension::Scope => claim.scope.to_string(),
        Dimension::Population => claim.population.to_string(),
        Dimension::Origin => return data.origins.get(&claim.population).map(Origin::value),
        Dimension::Unit => claim.figure.unit().to_string(),
        Dimension::Source => claim.source.to_string(),
        Dimension::Grade => data.sources[&claim.source].grade.as_str().into(),
        Dimension::Checked => claim.checked.quote.as_str().into(),
        other => panic!("{other} is of events"),
    })
}

fn tests<'a>(selections: &'a [&Selection], dimension: Dimension) -> impl Iterator<Item = &'a Test> {
    selections
        .iter()
        .flat_map(|selection| &selection.conditions)
        .filter(move |condition| condition.dimension == dimension)
        .map(|condition| &condition.test)
}

/// Whether one of several values is what a test wants.
pub fn passes(dimension: Dimension, test: &Test, values: &[String]) -> bool {
    match test {
        Test::In(wanted) => values.iter().any(|value| wanted.contains(value)),
        Test::NotIn(unwanted) => !values.iter().any(|value| unwanted.contains(value)),
        Test::Range { from, to } => values.iter().any(|value| {
            let rank = |value: &str| match dimension {
                Dimension::Status => {
                    let ladder = &Status::ALL[..6];
                    ladder.iter().position(|status| status.as_str() == value).map(|r| r.to_string())
                }
                Dimension::Grade => {
                    let grades = Grade::ALL;
                    grades.iter().position(|grade| grade.as_str() == value).map(|r| r.to_string())
                }
                _ => Some(value.to_owned()),
            };
            let Some(value) = rank(value) else { return false };
            let after = from.as_ref().is_none_or(|(bound, excluded)| {
                rank(bound).is_some_and(|b| value > b || (value == b && !excluded))
            });
            let before = to.as_ref().is_none_or(|(bound, excluded)| {
                rank(bound).is_some_and(|b| value < b || (value == b && !excluded))
            });
            after && before
        }),
    }
}

pub fn candidate(data: &Dataset, event: &Event, selections: &[&Selection], period: Period) -> bool {
    let in_period = match (event.start, event.year) {
        (Some(start), _) => period.contains(start),
        _ if period == Period::All => true,
        (None, Some(year)) => {
            let year = Period::Year { year };
            period.contains(year.start().unwrap()) && period.contains(year.last().unwrap())
        }
        (None, None) => false,
    };
    let own = Dimension::ALL.into_iter().filter(|dimension| dimension.is_of_event());
    in_period
        && own
            .into_iter()
            .all(|d| tests(selections, d).all(|test| passes(d, test, &values(data, event, d))))
        && (own_sectors_pass(event, selections)
            || data.claims.iter().any(|claim| {
                claim.event == event.id
                    && claim.sector.as_ref().is_some_and(|s| sector_passes(s.as_str(), selections))
            }))
}

fn own_sectors_pass(event: &Event, selections: &[&Selection]) -> bool {
    let own: Vec<String> = event.sectors.iter().map(ToString::to_string).collect();
    tests(selections, Dimension::Sector).all(|test| passes(Dimension::Sector, test, &own))
}

fn sector_passes(sector: &str, selections: &[&Selection]) -> bool {
    let own = [sector.to_owned()];
    tests(selections, Dimension::Sector).all(|test| passes(Dimension::Sector, test, &own))
}

pub fn claim_matches(
    data: &Dataset,
    event: &Event,
    claim: &Claim,
    selections: &[&Selection],
) -> bool {
    let own = Dimension::ALL.into_iter().filter(|d| !d.is_of_event() && *d != Dimension::Sector);
    own.into_iter().all(|d| {
        tests(selections, d).all(|test| passes(d, test, &Vec::from_iter(own_value(data, claim, d))))
    }) && match &claim.sector {
        Some(sector) => sector_passes(sector.as_str(), selections),
        None => own_sectors_pass(event, selections),
    }
}

/// Each combination of values that an event has, sectors being its own and those of its claims, as
/// far as they were asked for.
pub fn event_keys(
    data: &Dataset,
    event: &Event,
    selections: &[&Selection],
    by: &[Dimension],
) -> Vec<Key> {
    combine(by.iter().map(|d| match d {
        Dimension::Series => asked_series(data, event, selections),
        Dimension::Sector => {
            let mut sectors = Vec::new();
            if own_sectors_pass(event, selections) {
                sectors.extend(own_sectors(event, selections));
            }
            for claim in data.claims.iter().filter(|claim| claim.event == event.id) {
                sectors.extend(
                    claim
                        .sector
                        .iter()
                        .filter(|sector| sector_passes(sector.as_str(), selections))
                        .map(|sector| Some(sector.to_string())),
                );
            }
            sectors.sort();
            sectors.dedup();
            sectors
        }
        other => vec![values(data, event, *other).into_iter().next()],
    }))
}

/// The event's own sectors, those asked for; no sector where it has none.
fn own_sectors(event: &Event, selections: &[&Selection]) -> Vec<Option<String>> {
    if event.sectors.is_empty() {
        return vec![None];
    }
    let own = event.sectors.iter().map(ToString::to_string);
    own.filter(|sector| sector_passes(sector, selections)).map(Some).collect()
}

fn asked_series(data: &Dataset, event: &Event, selections: &[&Selection]) -> Vec<Option<String>> {
    let mut series = values(data, event, Dimension::Series);
    series.retain(|series| {
        let one = std::slice::from_ref(series);
        tests(selections, Dimension::Series).all(|test| passes(Dimension::Series, test, one))
    });
    if series.is_empty() { vec![None] } else { series.into_iter().map(Some).collect() }
}

/// The groups a claim falls into.
pub fn values_of_claim(
    data: &Dataset,
    event: &Event,
    claim: &Claim,
    selections: &[&Selection],
    by: &[Dimension],
) -> Vec<Key> {
    combine(by.iter().map(|d| match d {
        Dimension::Series => asked_series(data, event, selections),
        Dimension::Sector => match &claim.sector {
            Some(sector) => vec![Some(sector.to_string())],
            None => own_sectors(event, selections),
        },
        d if d.is_of_event() => vec![values(data, event, *d).into_iter().next()],
        d => vec![own_value(data, claim, *d)],
    }))
}

fn combine(lists: impl Iterator<Item = Vec<Option<String>>>) -> Vec<Key> {
    let mut keys: Vec<Key> = vec![vec![]];
    for list in lists {
        keys = keys
            .iter()
            .flat_map(|key| list.iter().map(|v| [key.as_slice(), std::slice::from_ref(v)].concat()))
            .collect();
    }
    keys
}

/// Where a value stands in the data set; none comes last.
pub fn order(data: &Dataset, dimension: Dimension, value: &Option<String>) -> usize {
    let Some(value) = value else { return usize::MAX };
    let value = value.as_str();
    let found = match dimension {
        Dimension::Event | Dimension::Series => data.events.get_index_of(value),
        Dimension::Place => data.places.get_index_of(value),
        Dimension::Region => data.regions.get_index_of(value),
        Dimension::Sector => data.sectors.get_index_of(value),
        Dimension::Measure => data.measures.get_index_of(value),
        Dimension::Scope => data.scopes.get_index_of(value),
        Dimension::Population => data.populations.get_index_of(value),
        Dimension::Origin => {
            let mut all: Vec<String> = data.origins.values().map(Origin::value).collect();
            all.sort();
            all.iter().position(|other| other == value)
        }
        Dimension::Source => data.sources.get_index_of(value),
        Dimension::Kind => EventKind::ALL.iter().position(|kind| kind.as_str() == value),
        Dimension::Status => Status::ALL.iter().position(|status| status.as_str() == value),
        Dimension::Counts => Counts::ALL.iter().position(|counts| counts.as_str() == value),
        Dimension::Grade => Grade::ALL.iter().position(|grade| grade.as_str() == value),
        Dimension::Checked => QuoteGrade::ALL.iter().position(|grade| grade.as_str() == value),
        Dimension::Unit => {
            ["CNY", "USD", "project", "company"].iter().position(|unit| *unit == value)
        }
        Dimension::Year | Dimension::Quarter | Dimension::Month | Dimension::Week => {
            let mut all: Vec<String> =
                data.events.values().flat_map(|event| values(data, event, dimension)).collect();
            all.sort();
            all.iter().position(|other| other == value)
        }
    };
    found.unwrap()
}

/// The order of a dimension in which rows are sorted: events by time.
pub fn time_order(
    data: &Dataset,
    dimension: Dimension,
    value: &Option<String>,
    descending: bool,
) -> Vec<i64> {
    let sign = if descending { -1 } else { 1 };
    match (dimension, value) {
        (Dimension::Event | Dimension::Series, Some(value)) => {
            let event = &data.events[value.as_str()];
            // What is not known comes last, whichever way the others go.
            let year = event.year.map_or(99_999, |year| sign * i64::from(year));
            match event.start {
                Some(start) => {
                    let day = i64::from(start.month()) * 100 + i64::from(start.day());
                    vec![year, sign * day]
                }
                None => vec![year, 99_999],
            }
        }
        _ => vec![sign * order(data, dimension, value) as i64],
    }
}
