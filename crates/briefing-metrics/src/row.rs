//! One row: what is refused, what is converted, what is covered.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use briefing_model::claim::Counts;
use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::date::Date;
use briefing_model::dimension::Dimension;
use briefing_model::figure::{Figure, FigureError};
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::metric::{Change, Unmatched};
use briefing_model::result::{Absence, Conflict, Coverage, ResultRow, RowValue};
use briefing_model::slug::Slug;
use briefing_model::status::Status;
use briefing_model::unit::Unit;
use briefing_plugin::{Group, Members, Relation, Second};

use crate::aggregates::finish;
use crate::answer::Cell;
use crate::choose::{height, narrowness};
use crate::columns::{Class, Columns};
use crate::gathered::{Gathered, Said};
use crate::matching::{Compared, compare};
use crate::pick::{day, latest, pairs};
use crate::prepare::Prepared;
use crate::rates::Rates;
use crate::refusal::{Refusal, first_of_each, status};
use crate::scan::claims_of;
use crate::vocabulary::{NONE, number};

/// What rows are made from.
pub(crate) struct Asking<'a> {
    pub(crate) columns: &'a Columns,
    pub(crate) dataset: &'a Dataset,
    pub(crate) rates: &'a Rates<'a>,
    pub(crate) prepared: &'a Prepared<'a>,
}

/// The figures of a group in the unit of the answer.
#[derive(Debug, Default)]
struct Figures {
    figures: Vec<Figure>,
    events: Vec<u32>,
    dates: Vec<Option<Date>>,
}

impl Asking<'_> {
    /// The row of a group, or all that is wrong with it.
    pub(crate) fn row(
        &self,
        key: &[u32],
        [first, second]: [Cell<'_>; 2],
        needs_claims: bool,
    ) -> Result<ResultRow, Vec<Refusal>> {
        let needs = self.prepared.needs;
        if needs.members == Members::Counted {
            return self.counted(key, first, needs_claims);
        }
        let mut refusals = Vec::new();
        let two_sided = needs.second != Second::None && needs.second != Second::Rows;
        let expected = [first.expected, second.expected];
        // Whether the part of a share is about the events of the whole, and not about parts of them.
        let is_among = lacking(expected[0], expected[1]).is_empty();
        let mut unmatched = Vec::new();
        let mut absence = None;
        // Pairs, and sides that are matched, are complete: what the others would come to is not
        // asked.
        let mut complete = false;
        // Of what is compared, some may be left out that reports all the same.
        let mut reported = None;
        let (of, by) = match (needs.members, needs.second) {
            (_, Second::Change) => {
                let change = self.prepared.metric.change.as_ref();
                let keys = change.map_or(&Change::MATCHED[..], |change| &change.matched);
                let policy = change.map(|change| change.unmatched).unwrap_or_default();
                let sides = [first.gathered, second.gathered];
                reported = Some([sides[0].events.clone(), sides[1].events.clone()]);
                let compared = compare(self.columns, keys, policy, sides, expected);
                complete = policy != Unmatched::Include;
                let Compared { later, earlier, .. } = compared;
                (unmatched, absence) = (compared.unmatched, compared.absence);
                (later, earlier)
            }
            (_, Second::Of) if self.prepared.share.is_of_others && is_among => {
                complete = true;
                let (one, other) = (&first.gathered.events, &second.gathered.events);
                let reports = |event: &u32| other.binary_search(event).is_ok();
                let both: Vec<u32> = one.iter().copied().filter(reports).collect();
                let of = first.gathered.only(self.columns, &both);
                (of, second.gathered.only(self.columns, &both))
            }
            (_, Second::Per) => {
                complete = true;
                let consent = self.consent();
                let (of, per, refused) =
                    pairs(self.columns, consent, &first.gathered, &second.gathered);
                refusals.extend(refused);
                (of, per)
            }
            (Members::Latest, _) => {
                let used = latest(self.columns, self.dataset, &first.gathered);
                let all: Vec<u32> = first.gathered.members.iter().map(|said| said.event).collect();
                (Gathered { events: all, ..used }, second.gathered)
            }
            _ => (first.gathered, second.gathered),
        };
        let sides: Vec<&Gathered> = if two_sided { vec![&of, &by] } else { vec![&of] };
        self.check(&sides, &mut refusals);
        let reported = reported.unwrap_or_else(|| [of.events.clone(), by.events.clone()]);
        let missing = [
            lacking(first.expected, &reported[0]),
            if two_sided { lacking(second.expected, &reported[1]) } else { Vec::new() },
        ];
        let mut coverage = match two_sided {
            false => self.coverage([first.expected, &[]], &missing),
            true => self.coverage(expected, &missing),
        };
        coverage.unmatched = unmatched
            .iter()
            .filter_map(|event| self.event_id(*event))
            .filter(|event| !coverage.missing.contains(event))
            .collect();
        let mut rates = BTreeSet::new();
        if !refusals.is_empty() {
            // What cannot be converted is said as well.
            if self.prepared.metric.convert.is_some() {
                let units = [&self.prepared.unit, &self.prepared.second_unit];
                for (side, unit) in sides.iter().zip(units) {
                    refusals.extend(self.figures(side, unit, &mut rates).err().unwrap_or_default());
                }
            }
            return Err(refusals);
        }
        let missing = missing.map(|missing| if complete { 0 } else { number(missing.len()) });
        let relation = self.relation(&of, &by, is_among);
        let value = self.value(&of, &by, missing, relation, &mut rates)?;
        let value = absence.map_or(value, RowValue::Absent);
        let sides = if two_sided { vec![of, by] } else { vec![of] };
        Ok(self.finished(key, value, coverage, sides, rates))
    }

    fn consent(&self) -> crate::choose::Consent {
        crate::choose::Consent {
            status: self.prepared.metric.mixed_status,
            scope: self.prepared.metric.mixed_scope,
            population: self.prepared.metric.mixed_population,
        }
    }

    /// How the part of a share stands to the whole.
    fn relation(&self, of: &Gathered, by: &Gathered, is_among: bool) -> Relation {
        let prepared = self.prepared;
        if prepared.needs.second != Second::Of {
            return Relation::Apart;
        }
        if is_among && !prepared.share.is_of_others {
            return Relation::Members;
        }
        if prepared.measure.is_some_and(|measure| !measure.non_negative) {
            return Relation::Apart;
        }
        // What is realised was started, and what is started was signed; a part of those counted, or
        // of the event, is a part of them all. What was expected may be surpassed.
        let columns = self.columns;
        let within = |part: &Class, whole: &Class| {
            let status = part.status == whole.status && part.counts == whole.counts
                || whole.counts == Counts::Reached as u8
                    && whole.status >= Status::Signed as u8
                    && whole.status != Status::Cancelled as u8
                    && height(part.status) >= height(whole.status);
            let scope =
                part.scope == whole.scope && is_among || narrowness(columns, whole.scope) == 0;
            let population = part.population() == whole.population()
                || whole.population() == (columns.whole, NONE);
            status && scope && population
        };
        let all =
            of.things(columns).all(|part| by.things(columns).all(|whole| within(part, whole)));
        if all { Relation::Part } else { Relation::Apart }
    }

    fn value(
        &self,
        of: &Gathered,
        by: &Gathered,
        missing: [u32; 2],
        relation: Relation,
        rates: &mut BTreeSet<u32>,
    ) -> Result<RowValue, Vec<Refusal>> {
        let prepared = self.prepared;
        let refused = |error| vec![Refusal::Figure(error)];
        let kind = prepared.measure.map_or(MeasureKind::Count, |measure| measure.kind);
        let non_negative = prepared.measure.is_none_or(|measure| measure.non_negative);
        if of.sum.count > 0 || prepared.needs.is_sum || prepared.needs.second == Second::Rows {
            let sum = self.sum(of, non_negative, rates)?;
            return sum
                .map(|sum| finish(sum, kind, missing[0], non_negative))
                .transpose()
                .map(|sum| sum.flatten().into())
                .map_err(refused);
        }
        let own = self.figures(of, &prepared.unit, rates)?;
        let other = self.figures(by, &prepared.second_unit, rates)?;
        let second_measure = prepared.per.or(prepared.measure);
        let mut second = group(&other, &prepared.second_unit, second_measure, missing[1]);
        second.relative = false;
        let mut first = group(&own, &prepared.unit, prepared.measure, missing[0]);
        first.relative = prepared.metric.change.as_ref().is_some_and(|change| change.relative);
        if prepared.needs.second != Second::None {
            first.second = Some(&second);
            first.relation = relation;
        }
        match prepared.aggregate.value(&first) {
            Err(FigureError::DivisionByZero) => Ok(Absence::ZeroDivisor.into()),
            other => other.map_err(refused),
        }
    }

    /// What the members come to: added by column, and the others one by one.
    fn sum(
        &self,
        gathered: &Gathered,
        non_negative: bool,
        rates: &mut BTreeSet<u32>,
    ) -> Result<Option<Figure>, Vec<Refusal>> {
        let refused = |error| vec![Refusal::Figure(error)];
        let unit = &self.prepared.unit;
        let others = self.figures(gathered, unit, rates)?.figures;
        let rows = self.columns;
        match (gathered.sum.count, others.as_slice()) {
            (0, []) => return Ok(None),
            (0, [one]) => return Ok(Some(one.clone())),
            (1, []) => {
                let claim = gathered.sum.last().map(|row| rows.rows.claim[row] as usize);
                return Ok(claim.map(|claim| self.dataset.claims[claim].figure.clone()));
            }
            _ => {}
        }
        let by_column = if gathered.sum.count > 0 {
            gathered.sum.figure(unit, non_negative)
        } else {
            Figure::sum([], unit)
        };
        others
            .iter()
            .try_fold(by_column.map_err(refused)?, |sum, other| {
                if non_negative { sum.add(&other.non_negative()?) } else { sum.add(other) }
            })
            .map(Some)
            .map_err(refused)
    }

    /// The figures of the members, converted where that is asked for.
    fn figures(
        &self,
        gathered: &Gathered,
        unit: &Unit,
        rates: &mut BTreeSet<u32>,
    ) -> Result<Figures, Vec<Refusal>> {
        let mut figures = Figures::default();
        let mut refusals = Vec::new();
        for said in &gathered.members {
            match self.converted(said, unit, rates) {
                Ok(figure) => figures.figures.push(figure),
                Err(refusal) => refusals.push(refusal),
            }
            figures.events.push(said.event);
            figures.dates.push(day(self.columns, self.dataset, said));
        }
        if refusals.is_empty() { Ok(figures) } else { Err(refusals) }
    }

    fn converted(
        &self,
        said: &Said,
        unit: &Unit,
        rates: &mut BTreeSet<u32>,
    ) -> Result<Figure, Refusal> {
        let figure = said.figure(self.columns, self.dataset);
        if figure.unit() == unit {
            return Ok(figure.clone());
        }
        let day = self.columns.events.start[said.event as usize];
        let (rate, index) =
            self.rates.on(day, figure.unit().as_str(), unit).map_err(|why| Refusal::NoRate {
                event: said.event,
                unit: said.class(self.columns).unit,
                claim: claims_of(self.columns, &said.settled).first().copied(),
                why,
            })?;
        rates.insert(index);
        figure
            .scale(rate)
            .map(|converted| converted.with_unit(unit.clone()))
            .map_err(Refusal::Figure)
    }

    /// What may not stand in one group.
    fn check(&self, sides: &[&Gathered], refusals: &mut Vec<Refusal>) {
        let metric = self.prepared.metric;
        let needs = self.prepared.needs;
        for side in sides {
            refusals.extend(side.troubles.iter().cloned().map(Refusal::Trouble));
            if metric.convert.is_none() {
                self.check_units(side, refusals);
            }
        }
        if !matches!(needs.members, Members::Added | Members::Compared) {
            return;
        }
        let claims = &self.dataset.claims;
        let mixed = |what: &'static str,
                     sides: &[&Gathered],
                     consented: bool,
                     value: &dyn Fn(ClaimIndex) -> String| {
            if consented {
                return None;
            }
            let all = first_of_each(sides, value);
            if all.len() < 2 {
                return None;
            }
            // Each side is of one kind, and they differ: that is another mistake with another fix.
            let of_side = |side: &Gathered| -> Vec<String> {
                first_of_each(&[side], value).into_iter().map(value).collect()
            };
            if let (Second::Change, [to, from]) = (needs.second, sides) {
                let (to, from) = (of_side(to), of_side(from));
                if to.len() == 1 && from.len() == 1 {
                    return Some(Refusal::Sides { what, to, from });
                }
            }
            Some(match what {
                "status" => Refusal::Statuses(all),
                "scope" => Refusal::Scopes(all),
                _ => Refusal::Populations(all),
            })
        };
        // The two sides of a share may each have a status of their own where the definition says so.
        let compared = |dimension: Dimension| -> Vec<&[&Gathered]> {
            let apart = self.prepared.share.apart.contains(&dimension);
            if apart { sides.chunks(1).collect() } else { vec![sides] }
        };
        let differ = |sides: &[&Gathered], value: &dyn Fn(&Class) -> (u32, u32)| {
            !all_equal(sides.iter().flat_map(|side| side.things(self.columns)).map(value))
        };
        for sides in compared(Dimension::Status) {
            if differ(sides, &|class| (class.status.into(), class.counts.into())) {
                let value = |claim: ClaimIndex| status(&claims[claim as usize]);
                refusals.extend(mixed("status", sides, metric.mixed_status, &value));
            }
        }
        for sides in compared(Dimension::Scope) {
            if differ(sides, &|class| (class.scope, 0)) {
                let value = |claim: ClaimIndex| claims[claim as usize].scope.to_string();
                refusals.extend(mixed("scope", sides, metric.mixed_scope, &value));
            }
        }
        for sides in compared(Dimension::Population) {
            if !differ(sides, &Class::population) {
                continue;
            }
            let value = |claim: ClaimIndex| {
                let claim = &claims[claim as usize];
                match &claim.sector {
                    Some(sector) if *sector != claim.population => {
                        format!("{} in {sector}", claim.population)
                    }
                    // Limited to a sector, and named after it.
                    Some(sector) => sector.to_string(),
                    None => claim.population.to_string(),
                }
            };
            refusals.extend(mixed("population", sides, metric.mixed_population, &value));
        }
        for (index, side) in sides.iter().enumerate() {
            let measure = match (index, needs.second) {
                (1, Second::Per) => self.prepared.per,
                _ => self.prepared.measure,
            };
            self.check_sum(side, measure, refusals);
        }
    }

    fn check_units(&self, side: &Gathered, refusals: &mut Vec<Refusal>) {
        let unit = |measure: Option<&Measure>, unit: &Unit| {
            measure.and_then(|_| self.columns.vocabulary(Dimension::Unit).get(unit.as_str()))
        };
        let asked = [
            unit(self.prepared.measure, &self.prepared.unit),
            unit(self.prepared.per, &self.prepared.second_unit),
        ];
        // Units of the second measure of a ratio cannot be among the first's: each measure's
        // claims were checked against it when they were read.
        if side.things(self.columns).all(|class| asked.contains(&Some(class.unit))) {
            return;
        }
        let unit_of = |claim: ClaimIndex| self.dataset.claims[claim as usize].figure.unit();
        let others: Vec<(u32, ClaimIndex)> = first_of_each(&[side], unit_of)
            .into_iter()
            .filter_map(|claim| {
                let unit = self.columns.vocabulary(Dimension::Unit).get(unit_of(claim).as_str())?;
                (!asked.contains(&Some(unit))).then_some((unit, claim))
            })
            .collect();
        refusals.push(Refusal::Units(others));
    }

    /// What holds of members that are added or compared: no thing twice.
    fn check_sum(&self, side: &Gathered, measure: Option<&Measure>, refusals: &mut Vec<Refusal>) {
        let events = distinct(&side.events);
        if let (Members::Added, Some(measure), [first, second, ..]) =
            (self.prepared.needs.members, measure, &*events)
            && !measure.additive
        {
            refusals.push(Refusal::NotAdditive([*first, *second]));
        }
        if self.columns.events.umbrellas.total() == 0 {
            return;
        }
        for event in &*events {
            let umbrellas = self.columns.events.umbrellas.row(*event as usize);
            let above = umbrellas.iter().find(|umbrella| events.binary_search(umbrella).is_ok());
            if let Some(umbrella) = above {
                refusals.push(Refusal::Umbrella { umbrella: *umbrella, part: *event });
                return;
            }
        }
    }

    /// Which of the events that were expected on either side did report on every side they were
    /// expected on, from those expected and those missing on each.
    pub(crate) fn coverage(&self, expected: [&[u32]; 2], missing: &[Vec<u32>; 2]) -> Coverage {
        let (expected, missing) = match (expected, missing) {
            ([one, []], [missing, _]) => (one.len(), Cow::Borrowed(missing.as_slice())),
            (both, missing) => {
                let missing = distinct(&missing.concat()).into_owned();
                (distinct(&both.concat()).len(), Cow::Owned(missing))
            }
        };
        Coverage {
            reported: number(expected - missing.len()),
            expected: number(expected),
            missing: missing.iter().filter_map(|event| self.event_id(*event)).collect(),
            unmatched: Vec::new(),
        }
    }

    fn event_id(&self, event: u32) -> Option<Slug> {
        self.dataset.events.get_index(event as usize).map(|(id, _)| id.clone())
    }

    pub(crate) fn finished(
        &self,
        key: &[u32],
        value: RowValue,
        coverage: Coverage,
        mut sides: Vec<Gathered>,
        rates: BTreeSet<u32>,
    ) -> ResultRow {
        let prepared = self.prepared;
        // A total has no key, whatever the rows have.
        let values = prepared.dimensions.iter().zip(key).map(|(dimension, value)| {
            self.columns.vocabulary(*dimension).value(*value).map(str::to_owned)
        });
        let mut claims = std::mem::take(&mut sides[0].claims);
        sides[1..].iter().for_each(|side| claims.extend(&side.claims));
        if !claims.is_sorted_by(|a, b| a < b) {
            claims.sort_unstable();
            claims.dedup();
        }
        let mut conflicts: Vec<_> =
            sides.iter().flat_map(|side| side.conflicts.iter().cloned()).collect();
        conflicts.sort_by(|a, b| a.claims.cmp(&b.claims));
        conflicts.dedup();
        let classes = || sides.iter().flat_map(|side| side.things(self.columns));
        let statuses = classes().fold(0_u8, |all, class| all | 1 << class.status);
        ResultRow {
            key: values.collect(),
            value,
            coverage,
            statuses: Status::ALL
                .into_iter()
                .filter(|status| statuses & (1 << *status as u8) != 0)
                .collect(),
            scopes: classes()
                .filter_map(|class| self.columns.scopes[class.scope as usize].clone())
                .collect(),
            populations: classes()
                .filter_map(|class| self.columns.populations[class.population as usize].clone())
                .collect(),
            claims,
            rates: rates.into_iter().collect(),
            conflicts,
        }
    }

    /// Replaces the sums of rows by what the aggregate says of each among all.
    pub(crate) fn rank(&self, rows: &mut [(Vec<u32>, ResultRow)]) -> Result<(), Refusal> {
        let prepared = self.prepared;
        if prepared.needs.second != Second::Rows {
            return Ok(());
        }
        let at = prepared.key.and_then(|key| prepared.dimensions.iter().position(|d| *d == key));
        let part = |key: &[u32]| at.map_or(NONE, |at| key[at]);
        let sums: Vec<(u32, Option<Figure>)> =
            rows.iter().map(|(key, row)| (part(key), row.figure().cloned())).collect();
        // The position of a row rests on the figures of all others.
        let mut conflicts: BTreeMap<u32, Vec<Conflict>> = BTreeMap::new();
        for (key, row) in rows.iter().filter(|(_, row)| !row.conflicts.is_empty()) {
            conflicts.entry(part(key)).or_default().extend(row.conflicts.iter().cloned());
        }
        for all in conflicts.values_mut() {
            all.sort_by(|a, b| a.claims.cmp(&b.claims));
            all.dedup();
        }
        for (key, row) in rows {
            if row.figure().is_some()
                && let Some(all) = conflicts.get(&part(key))
            {
                row.conflicts.clone_from(all);
            }
            // Rows of one brief are ranked among each other.
            let all: Vec<Figure> = sums
                .iter()
                .filter(|(other, _)| *other == part(key))
                .filter_map(|(_, figure)| figure.clone())
                .collect();
            let own: Vec<Figure> = row.figure().cloned().into_iter().collect();
            let kind = prepared.measure.map_or(MeasureKind::Count, |measure| measure.kind);
            let second = Group::new(&all, &prepared.unit, kind);
            let mut group = Group::new(&own, &prepared.unit, kind);
            group.second = Some(&second);
            let position: Result<_, FigureError> = prepared.aggregate.value(&group);
            row.value = position.map_err(Refusal::Figure)?;
        }
        Ok(())
    }
}

fn group<'a>(
    figures: &'a Figures,
    unit: &'a Unit,
    measure: Option<&Measure>,
    missing: u32,
) -> Group<'a> {
    let kind = measure.map_or(MeasureKind::Count, |measure| measure.kind);
    let mut group = Group::new(&figures.figures, unit, kind);
    group.events = &figures.events;
    group.dates = &figures.dates;
    group.missing = missing;
    group.non_negative = measure.is_none_or(|measure| measure.non_negative);
    group
}

/// Different events, in order.
fn distinct(events: &[u32]) -> Cow<'_, [u32]> {
    // As they nearly always come.
    if events.is_sorted_by(|a, b| a < b) {
        return Cow::Borrowed(events);
    }
    let mut events = events.to_vec();
    events.sort_unstable();
    events.dedup();
    Cow::Owned(events)
}

/// Those expected that did not report, in order. Both lists ascend.
pub(crate) fn lacking(expected: &[u32], reported: &[u32]) -> Vec<u32> {
    if expected == reported {
        return Vec::new();
    }
    let mut rest = reported.iter().peekable();
    expected
        .iter()
        .copied()
        .filter(|event| {
            while rest.next_if(|other| **other < *event).is_some() {}
            rest.peek().is_none_or(|other| **other != *event)
        })
        .collect()
}

fn all_equal<T: PartialEq>(mut values: impl Iterator<Item = T>) -> bool {
    let Some(first) = values.next() else { return true };
    values.all(|value| value == first)
}
