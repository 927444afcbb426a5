//! The same answers from the definitions alone: loops over events and claims, texts and maps, no
//! column, no interning, no parallelism. Slow and plain, so that it can be read against the crate's
//! documentation.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

mod fold;
mod judge;
mod select;
mod sides;

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::claim::{Claim, Counts};
use briefing_model::dataset::Dataset;
use briefing_model::dimension::Dimension;
use briefing_model::event::Event;
use briefing_model::figure::Figure;
use briefing_model::metric::{ConflictPolicy, Counted, Metric, SortKey};
use briefing_model::number::Number;
use briefing_model::period::Period;
use briefing_model::result::{Conflict, Coverage, ResultRow, RowValue};
use briefing_model::selection::Selection;
use briefing_model::slug::Slug;
use briefing_model::source::SourceKind;
use briefing_model::status::Status;
use briefing_model::unit::Unit;
use select::{Key, candidate, claim_matches, event_keys, order, values_of_claim};

/// Codes of refusals.
pub type Refused = BTreeSet<&'static str>;

pub struct Answer {
    pub rows: Vec<ResultRow>,
    pub total: Option<ResultRow>,
}

/// What an event says of one thing.
#[derive(Clone)]
pub struct Observation {
    pub event: usize,
    pub status: Status,
    pub counts: Counts,
    pub scope: Slug,
    /// Population and sector.
    pub population: (Slug, Option<Slug>),
    pub figure: Figure,
    pub claims: Vec<u32>,
    pub conflict: Option<Conflict>,
    pub rate: Option<u32>,
}

impl Observation {
    fn thing(&self) -> (Status, Counts, &Slug, &(Slug, Option<Slug>)) {
        (self.status, self.counts, &self.scope, &self.population)
    }
}

/// One side of a group.
#[derive(Default)]
pub struct Side {
    pub expected: Vec<usize>,
    pub used: Vec<Observation>,
    /// Events with any observation, used or not.
    pub reporting: BTreeSet<usize>,
    /// Claims that match, for counts.
    pub claims: Vec<u32>,
    /// Of the part of a share: whether it is of other observations than the whole.
    pub of_others: bool,
}

pub fn evaluate(
    data: &Dataset,
    metric: &Metric,
    period: Period,
    key: Option<Dimension>,
) -> Result<Answer, Refused> {
    let naive = Naive { data, metric, period: metric.period.unwrap_or(period), key };
    let mut by = metric.by.clone();
    by.extend(key.filter(|key| !by.contains(key)));
    let mut refused = Refused::new();
    let mut rows = naive.rows(&by, false, &mut refused);
    let total = (metric.total && !by.is_empty())
        .then(|| naive.rows(&[], true, &mut refused).into_iter().next().map(|(_, row)| row))
        .flatten();
    if !refused.is_empty() {
        return Err(refused);
    }
    if metric.aggregate == "rank" {
        let at = key.and_then(|key| by.iter().position(|d| *d == key));
        fold::rank(data, metric, at, &mut rows);
    }
    if let Some(sort) = metric.sort {
        let at = |d: Dimension| by.iter().position(|other| *other == d).unwrap();
        let (mut known, unknown): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|(key, row)| match sort.key {
                SortKey::Value => row.figure().is_some(),
                SortKey::Dimension(d) => key[at(d)].is_some(),
            });
        known.sort_by(|(a, x), (b, y)| {
            let order = match sort.key {
                SortKey::Value => {
                    fold::ends(x.figure().unwrap()).cmp(&fold::ends(y.figure().unwrap()))
                }
                SortKey::Dimension(d) => {
                    let place =
                        |key: &Key| select::time_order(data, d, &key[at(d)], sort.descending);
                    return place(a).cmp(&place(b));
                }
            };
            if sort.descending { order.reverse() } else { order }
        });
        rows = known.into_iter().chain(unknown).collect();
    }
    if let Some(limit) = metric.limit {
        let at = key.and_then(|key| by.iter().position(|d| *d == key));
        let mut taken: BTreeMap<Option<String>, u32> = BTreeMap::new();
        rows.retain(|(key, _)| {
            let count = taken.entry(at.and_then(|at| key[at].clone())).or_default();
            *count += 1;
            *count <= limit
        });
    }
    Ok(Answer { rows: rows.into_iter().map(|(_, row)| row).collect(), total })
}

struct Naive<'a> {
    data: &'a Dataset,
    metric: &'a Metric,
    period: Period,
    key: Option<Dimension>,
}

impl Naive<'_> {
    fn rows(&self, by: &[Dimension], total: bool, refused: &mut Refused) -> Vec<(Key, ResultRow)> {
        let metric = self.metric;
        let empty = Selection::default();
        let own = &metric.selection;
        let sides = sides::Sides::new(self.data, metric);
        if metric.of.is_some() && sides.is_stray(self.data, metric, self.period) {
            refused.insert("B0317");
            return vec![];
        }
        type Second<'a> = Option<(Vec<&'a Selection>, Vec<Dimension>)>;
        let (first, second): (Vec<&Selection>, Second<'_>) = match metric.aggregate.as_str() {
            "share" => match &metric.of {
                Some(of) => (vec![own, &sides.shared], Some((vec![of], by.to_vec()))),
                None => {
                    let whole = if total { vec![] } else { self.key.into_iter().collect() };
                    (vec![own], Some((vec![own], whole)))
                }
            },
            "change" => {
                let change = metric.change.as_ref().unwrap();
                (vec![own, &change.to], Some((vec![own, &change.from], by.to_vec())))
            }
            "ratio" => (vec![own], Some((vec![own], by.to_vec()))),
            _ => (vec![own, &empty], None),
        };
        let mut keys: BTreeSet<(Vec<usize>, Key)> = BTreeSet::new();
        let add = |keys: &mut BTreeSet<_>, selections: &[&Selection], measure: Option<&Slug>| {
            for key in self.keys(selections, measure, by) {
                let place: Vec<usize> =
                    by.iter().zip(&key).map(|(d, value)| order(self.data, *d, value)).collect();
                keys.insert((place, key));
            }
        };
        add(&mut keys, &first, metric.measure.as_ref());
        if let Some((selections, dimensions)) = &second
            && dimensions.as_slice() == by
        {
            let per = if metric.aggregate == "ratio" { &metric.per } else { &metric.measure };
            let own = keys.clone();
            add(&mut keys, selections, per.as_ref());
            // The whole of parts that have rows of their own has none.
            let wholes: BTreeSet<Key> = own
                .iter()
                .map(|(_, key)| (key, self.whole_key(&second, by, key)))
                .filter(|(key, whole)| *key != whole)
                .map(|(_, whole)| whole)
                .collect();
            keys.retain(|entry| own.contains(entry) || !wholes.contains(&entry.1));
        }
        let mut rows = Vec::new();
        for (_, key) in keys {
            let mut wrong = Refused::new();
            let mut one = self.side(&first, metric.measure.as_ref(), by, &key);
            one.of_others = sides.of_others;
            let whole_key = self.whole_key(&second, by, &key);
            let two = second.as_ref().map(|(selections, dimensions)| {
                let part: Key = dimensions
                    .iter()
                    .map(|d| whole_key[by.iter().position(|other| other == d).unwrap()].clone())
                    .collect();
                let per = if metric.aggregate == "ratio" { &metric.per } else { &metric.measure };
                self.side(selections, per.as_ref(), dimensions, &part)
            });
            let row = self.row(&key, one, two, &mut wrong);
            refused.extend(wrong.iter());
            if wrong.is_empty() {
                rows.push((key, row.unwrap()));
            }
        }
        rows
    }

    /// The group of the whole that a row of a share is set against: its own, or that of the event
    /// that its event is a part of.
    fn whole_key(
        &self,
        second: &Option<(Vec<&Selection>, Vec<Dimension>)>,
        by: &[Dimension],
        key: &Key,
    ) -> Key {
        let at = by.iter().position(|d| *d == Dimension::Event);
        let (Some((selections, dimensions)), Some(at)) = (second, at) else { return key.clone() };
        if self.metric.aggregate != "share" || dimensions != by {
            return key.clone();
        }
        let expects = |key: &Key| !self.side(selections, None, by, key).expected.is_empty();
        if expects(key) {
            return key.clone();
        }
        let event = Slug::new(key[at].as_ref().unwrap()).unwrap();
        let umbrellas = self.data.umbrellas(&event).map(|umbrella| {
            let mut key = key.clone();
            key[at] = Some(umbrella.id.to_string());
            key
        });
        umbrellas.into_iter().find(expects).unwrap_or_else(|| key.clone())
    }

    /// The groups that a side has: those of candidate events, with what their claims add.
    fn keys(
        &self,
        selections: &[&Selection],
        measure: Option<&Slug>,
        by: &[Dimension],
    ) -> Vec<Key> {
        if by.is_empty() {
            return vec![vec![]];
        }
        let of_claims = by.iter().any(|d| !d.is_of_event() && *d != Dimension::Sector);
        let mut keys = Vec::new();
        for event in self.data.events.values() {
            if !candidate(self.data, event, selections, self.period) {
                continue;
            }
            if of_claims {
                for claim in self.claims(event, selections, measure) {
                    keys.extend(values_of_claim(self.data, event, claim, selections, by));
                }
            } else {
                keys.extend(event_keys(self.data, event, selections, by));
            }
        }
        keys
    }

    fn claims<'b>(
        &'b self,
        event: &'b Event,
        selections: &'b [&Selection],
        measure: Option<&'b Slug>,
    ) -> impl Iterator<Item = &'b Claim> {
        self.data.claims.iter().filter(move |claim| {
            claim.event == event.id
                && measure.is_none_or(|measure| claim.measure == *measure)
                && claim_matches(self.data, event, claim, selections)
        })
    }

    fn side(
        &self,
        selections: &[&Selection],
        measure: Option<&Slug>,
        by: &[Dimension],
        key: &Key,
    ) -> Side {
        let mut side = Side::default();
        for (number, event) in self.data.events.values().enumerate() {
            if !candidate(self.data, event, selections, self.period) {
                continue;
            }
            // Events are expected in the groups of their own values, whatever claims they have.
            let of_event = |key: &Key| -> Key {
                let own = |d: &Dimension| d.is_of_event() || *d == Dimension::Sector;
                by.iter().zip(key).filter(|(d, _)| own(d)).map(|(_, v)| v.clone()).collect()
            };
            let dimensions: Vec<Dimension> =
                by.iter().copied().filter(|d| d.is_of_event() || *d == Dimension::Sector).collect();
            if !event_keys(self.data, event, selections, &dimensions).contains(&of_event(key)) {
                continue;
            }
            side.expected.push(number);
            let claims: Vec<&Claim> = self
                .claims(event, selections, measure)
                .filter(|claim| {
                    values_of_claim(self.data, event, claim, selections, by).contains(key)
                })
                .collect();
            if !claims.is_empty() {
                side.reporting.insert(number);
            }
            side.claims.extend(claims.iter().map(|claim| self.index(claim)));
            side.used.extend(self.observations(number, &claims, measure));
        }
        side
    }

    fn index(&self, claim: &Claim) -> u32 {
        self.data.claims.iter().position(|other| std::ptr::eq(other, claim)).unwrap() as u32
    }

    /// The unit wanted.
    fn unit(&self, measure: &Slug) -> Unit {
        let own = &self.data.measures[measure].unit;
        if !own.is_currency() {
            return own.clone();
        }
        if let Some(unit) = &self.metric.convert {
            return unit.clone();
        }
        match self.metric.selection.on(Dimension::Unit).map(|condition| &condition.test) {
            Some(briefing_model::selection::Test::In(units)) if units.len() == 1 => {
                Unit::new(&units[0]).unwrap()
            }
            _ => own.clone(),
        }
    }

    fn observations(
        &self,
        number: usize,
        claims: &[&Claim],
        measure: Option<&Slug>,
    ) -> Vec<Observation> {
        let Some(measure) = measure else { return vec![] };
        let mut same: BTreeMap<_, Vec<&Claim>> = BTreeMap::new();
        for claim in claims {
            let place = |d: Dimension, value: &str| order(self.data, d, &Some(value.to_owned()));
            let thing = (
                (claim.status, claim.counts),
                place(Dimension::Scope, claim.scope.as_str()),
                place(Dimension::Population, claim.population.as_str()),
                claim.sector.as_ref().map_or(usize::MAX, |s| place(Dimension::Sector, s.as_str())),
            );
            let unit = claim.figure.unit();
            let wanted = *unit != self.unit(measure);
            let unit = place(Dimension::Unit, unit.as_str());
            same.entry((thing, (wanted, unit))).or_default().push(claim);
        }
        // Of one thing in several currencies the first is taken: the one wanted, where it is there.
        let mut seen = BTreeSet::new();
        same.retain(|(thing, _), _| seen.insert(*thing));
        same.into_values()
            .map(|claims| {
                let (figure, used, conflict) = self.settled(&claims);
                Observation {
                    event: number,
                    status: claims[0].status,
                    counts: claims[0].counts,
                    scope: claims[0].scope.clone(),
                    population: (claims[0].population.clone(), claims[0].sector.clone()),
                    figure,
                    claims: used,
                    conflict,
                    rate: None,
                }
            })
            .collect()
    }

    /// What claims on one thing say together.
    fn settled(&self, claims: &[&Claim]) -> (Figure, Vec<u32>, Option<Conflict>) {
        let all: Vec<u32> = claims.iter().map(|claim| self.index(claim)).collect();
        let figures: Vec<&Figure> = claims.iter().map(|claim| &claim.figure).collect();
        if let [one] = figures.as_slice() {
            return ((*one).clone(), all, None);
        }
        if let Some(figure) = fold::agreed(claims) {
            return (figure, all, None);
        }
        let conflict = |used: &[u32]| Some(Conflict { claims: all.clone(), used: used.to_vec() });
        let policy = self.metric.conflict;
        match policy {
            ConflictPolicy::Range => {
                let hull = figures[1..]
                    .iter()
                    .fold(figures[0].clone(), |hull, figure| hull.hull(figure).unwrap());
                (hull, all.clone(), conflict(&all))
            }
            ConflictPolicy::Refuse => (figures[0].clone(), all.clone(), conflict(&[])),
            ConflictPolicy::MostIndependent => {
                let written = |claim: &Claim| {
                    let same = claims.iter().filter(|c| c.figure == claim.figure);
                    same.map(|c| c.precision.unit()).min().unwrap()
                };
                // Whoever says it, or rounds it.
                let same = |claim: &Claim| -> Vec<&Claim> {
                    let said = |c: &&Claim| {
                        c.figure == claim.figure
                            || fold::is_rounding(c, &claim.figure, written(claim))
                    };
                    claims.iter().copied().filter(said).collect()
                };
                let most = claims.iter().map(|c| self.voices(same(c).into_iter())).max().unwrap();
                let mut order: Vec<&Claim> = claims
                    .iter()
                    .copied()
                    .filter(|c| self.voices(same(c).into_iter()) == most)
                    .collect();
                order.sort_by(|a, b| {
                    let (x, y) = (&self.data.sources[&a.source], &self.data.sources[&b.source]);
                    let by_grade = y.grade.cmp(&x.grade).then(y.published.cmp(&x.published));
                    by_grade.then(x.id.cmp(&y.id)).then(self.index(a).cmp(&self.index(b)))
                });
                let used: Vec<u32> = same(order[0]).into_iter().map(|c| self.index(c)).collect();
                (order[0].figure.clone(), used.clone(), conflict(&used))
            }
            _ => {
                let mut order = claims.to_vec();
                order.sort_by(|a, b| {
                    let (x, y) = (&self.data.sources[&a.source], &self.data.sources[&b.source]);
                    let official = |kind| kind == SourceKind::Official;
                    let mut better = std::cmp::Ordering::Equal;
                    if policy == ConflictPolicy::PreferOfficial {
                        better = official(y.kind).cmp(&official(x.kind));
                    }
                    if policy != ConflictPolicy::Latest {
                        better = better.then(y.grade.cmp(&x.grade));
                    }
                    better.then(y.published.cmp(&x.published)).then(x.id.cmp(&y.id))
                });
                let best = self.index(order[0]);
                (order[0].figure.clone(), vec![best], conflict(&[best]))
            }
        }
    }

    /// How many of the sources of claims do not depend on each other: those that share a name or a
    /// copy are put together until no two that do are apart.
    fn voices<'c>(&self, claims: impl Iterator<Item = &'c Claim>) -> usize {
        let marks = |claim: &Claim| -> BTreeSet<String> {
            let source = &self.data.sources[&claim.source];
            let names = source.publisher.iter().chain(source.origin.iter().flat_map(|o| o.iter()));
            names
                .map(|(_, name)| name.to_owned())
                .chain(source.sha256.iter().map(|copy| format!("copy {copy}")))
                .collect()
        };
        let mut together: Vec<BTreeSet<String>> = claims.map(marks).collect();
        while let Some((a, b)) = (0..together.len())
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .find(|(a, b)| !together[*a].is_disjoint(&together[*b]))
        {
            let one = together.remove(a);
            together[b].extend(one);
        }
        together.len()
    }

    fn row(
        &self,
        key: &Key,
        mut one: Side,
        two: Option<Side>,
        wrong: &mut Refused,
    ) -> Option<ResultRow> {
        let metric = self.metric;
        if metric.aggregate == "count" {
            return Some(self.count(key, &one));
        }
        let two_sided = two.is_some();
        let mut two = two.unwrap_or_default();
        let mut coverage = self.coverage(&one, &two);
        let mut absence = None;
        if metric.aggregate == "change" {
            let unmatched = sides::compare(self.data, metric, &mut one, &mut two, &mut absence);
            coverage.unmatched = unmatched
                .into_iter()
                .map(|event| self.data.events[event].id.clone())
                .filter(|event| !coverage.missing.contains(event))
                .collect();
        }
        if one.of_others && one.expected.iter().all(|event| two.expected.contains(event)) {
            let events = |side: &Side| side.reporting.clone();
            let both: BTreeSet<usize> = events(&one).intersection(&events(&two)).copied().collect();
            for side in [&mut one, &mut two] {
                side.used.retain(|o| both.contains(&o.event));
                side.reporting.clone_from(&both);
            }
            coverage = self.coverage(&one, &two);
        }
        match metric.aggregate.as_str() {
            "latest" => {
                let newest = std::mem::take(&mut one.used)
                    .into_iter()
                    .enumerate()
                    .max_by_key(|(index, o)| {
                        (
                            self.day(o),
                            fold::height(o.status),
                            std::cmp::Reverse(fold::narrowness(&o.scope)),
                            fold::is_whole(o),
                            std::cmp::Reverse(*index),
                        )
                    })
                    .map(|(_, observation)| observation);
                one.used = newest.into_iter().collect();
            }
            "ratio" => {
                self.pair(&mut one, &mut two, wrong);
                coverage = self.coverage(&one, &two);
            }
            _ => {
                self.one_an_event(&mut one, wrong);
                self.one_an_event(&mut two, wrong);
            }
        }
        self.refusals(&one, &two, wrong);
        for (side, measure) in [
            (&mut one, metric.measure.as_ref()),
            (&mut two, metric.per.as_ref().or(metric.measure.as_ref())),
        ] {
            self.convert(side, &self.unit(measure.unwrap()), wrong);
        }
        if !wrong.is_empty() {
            return None;
        }
        let value = match fold::fold(self.data, metric, &one, &two) {
            Ok(value) => value,
            Err(_) => {
                wrong.insert("B0314");
                return None;
            }
        };
        let value = absence.map_or(value, RowValue::Absent);
        let sides = if two_sided { vec![&one, &two] } else { vec![&one] };
        let used: Vec<&Observation> = sides.into_iter().flat_map(|side| &side.used).collect();
        let claims: BTreeSet<u32> = used.iter().flat_map(|o| o.claims.iter().copied()).collect();
        let mut conflicts: Vec<Conflict> = used.iter().filter_map(|o| o.conflict.clone()).collect();
        conflicts.sort_by(|a, b| a.claims.cmp(&b.claims));
        conflicts.dedup();
        Some(ResultRow {
            key: key.clone(),
            value,
            coverage,
            statuses: used.iter().map(|o| o.status).collect(),
            scopes: used.iter().map(|o| o.scope.clone()).collect(),
            populations: used.iter().map(|o| o.population.0.clone()).collect(),
            claims: claims.into_iter().collect(),
            rates: used
                .iter()
                .filter_map(|o| o.rate)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            conflicts,
        })
    }

    fn count(&self, key: &Key, side: &Side) -> ResultRow {
        let selected = |d: Dimension| self.metric.selection.on(d).is_some();
        let own = |d: Dimension| !d.is_of_event() && d != Dimension::Sector;
        // The total is over all groups: events without a claim are in none of those of claims.
        let grouped = |d: Dimension| self.metric.by.contains(&d) || self.key == Some(d);
        let by_claims = Dimension::ALL.into_iter().any(|d| own(d) && (selected(d) || grouped(d)));
        let claim = |index: u32| &self.data.claims[index as usize];
        let mut claims = side.claims.clone();
        claims.sort_unstable();
        let mut expected = side.expected.clone();
        let mut reporting = side.reporting.clone();
        let events = self.metric.measure.is_none()
            && !matches!(
                self.metric.count,
                Some(Counted::Claims | Counted::Sources | Counted::Voices)
            );
        if events {
            if by_claims {
                expected = reporting.iter().copied().collect();
            }
            reporting = expected.iter().copied().collect();
            let mut seen = BTreeSet::new();
            claims.retain(|index| seen.insert(claim(*index).event.clone()));
        }
        let count = match (&self.metric.measure, self.metric.count) {
            (None, Some(Counted::Claims)) => claims.len(),
            (None, Some(Counted::Sources)) => {
                claims.iter().map(|index| &claim(*index).source).collect::<BTreeSet<_>>().len()
            }
            (None, Some(Counted::Voices)) => self.voices(claims.iter().map(|index| claim(*index))),
            _ => reporting.len(),
        };
        let noun = match (&self.metric.measure, self.metric.count) {
            (None, Some(Counted::Claims)) => "claim",
            (None, Some(Counted::Sources)) => "source",
            (None, Some(Counted::Voices)) => "voice",
            _ => "event",
        };
        let coverage =
            self.coverage(&Side { expected, reporting, ..Side::default() }, &Side::default());
        let evidence: Vec<&Claim> =
            if events { vec![] } else { claims.iter().map(|index| claim(*index)).collect() };
        ResultRow {
            key: key.clone(),
            value: Figure::exact(Number::from_integer(count as i128), Unit::new(noun).unwrap())
                .into(),
            coverage,
            statuses: evidence.iter().map(|claim| claim.status).collect(),
            scopes: evidence.iter().map(|claim| claim.scope.clone()).collect(),
            populations: evidence.iter().map(|claim| claim.population.clone()).collect(),
            claims,
            rates: vec![],
            conflicts: vec![],
        }
    }

    fn coverage(&self, one: &Side, two: &Side) -> Coverage {
        let expected: BTreeSet<usize> = one.expected.iter().chain(&two.expected).copied().collect();
        let silent = |side: &Side, event: &usize| {
            side.expected.contains(event) && !side.reporting.contains(event)
        };
        let missing: Vec<Slug> = expected
            .iter()
            .filter(|event| silent(one, event) || silent(two, event))
            .map(|event| self.data.events[*event].id.clone())
            .collect();
        Coverage {
            expected: expected.len() as u32,
            reported: (expected.len() - missing.len()) as u32,
            missing,
            unmatched: vec![],
        }
    }

    fn day(&self, observation: &Observation) -> Option<briefing_model::date::Date> {
        let day = |index: &u32| {
            let claim = &self.data.claims[*index as usize];
            claim.as_of.or(self.data.sources[&claim.source].published)
        };
        observation.claims.iter().filter_map(day).max()
    }

    /// With consent an event counts once.
    fn one_an_event(&self, side: &mut Side, wrong: &mut Refused) {
        let events: BTreeSet<usize> = side.used.iter().map(|o| o.event).collect();
        let mut kept = Vec::new();
        for event in events {
            let mut said: Vec<Observation> =
                side.used.iter().filter(|o| o.event == event).cloned().collect();
            fold::keep_one(self.metric, &mut said, wrong);
            kept.extend(said);
        }
        side.used = kept;
    }

    /// Pairs that cover the same, one an event where that is consented to.
    fn pair(&self, one: &mut Side, two: &mut Side, wrong: &mut Refused) {
        let (mut of, mut per) = (Vec::new(), Vec::new());
        for event in 0..self.data.events.len() {
            let here: Vec<&Observation> = one.used.iter().filter(|o| o.event == event).collect();
            let there: Vec<&Observation> = two.used.iter().filter(|o| o.event == event).collect();
            if here.is_empty() || there.is_empty() {
                continue;
            }
            let mut both: Vec<Observation> = here
                .into_iter()
                .filter(|o| there.iter().any(|other| other.thing() == o.thing()))
                .cloned()
                .collect();
            if both.is_empty() {
                wrong.insert("B0310");
            }
            fold::keep_one(self.metric, &mut both, wrong);
            for o in both {
                per.push((*there.iter().find(|other| other.thing() == o.thing()).unwrap()).clone());
                of.push(o);
            }
        }
        one.reporting = of.iter().map(|o| o.event).collect();
        two.reporting = per.iter().map(|o| o.event).collect();
        (one.used, two.used) = (of, per);
    }
}
