//! From observations to a figure.

use std::collections::BTreeSet;

use briefing_model::claim::{Claim, Counts};
use briefing_model::dataset::Dataset;
use briefing_model::figure::{Bound, Comparison, Figure, FigureError};
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::metric::{Metric, Unmatched};
use briefing_model::number::Number;
use briefing_model::result::{Absence, Conflict, ResultRow, RowValue};
use briefing_model::slug::Slug;
use briefing_model::status::Status;
use briefing_model::unit::Unit;

use super::select::Key;
use super::{Observation, Refused, Side};

type Summed = Result<Option<Figure>, FigureError>;
type Folded = Result<RowValue, FigureError>;

fn none(absence: Absence) -> Folded {
    Ok(RowValue::Absent(absence))
}

pub fn height(status: Status) -> usize {
    // The ladder, with what is called off below it.
    [
        Status::Cancelled,
        Status::Offered,
        Status::Intended,
        Status::Expected,
        Status::Signed,
        Status::Started,
        Status::Realised,
    ]
    .iter()
    .position(|other| *other == status)
    .unwrap()
}

pub fn narrowness(scope: &Slug) -> usize {
    match scope.as_str() {
        "event" => 0,
        "ceremony" => 1,
        _ => 2,
    }
}

pub fn is_whole(observation: &Observation) -> bool {
    observation.population == (Slug::from_static("all"), None)
}

/// Whether a claim rounds a number that is written out to multiples of a unit: not further away
/// than half of what its own last digit is worth.
pub fn is_rounding(claim: &Claim, figure: &Figure, unit: Number) -> bool {
    let (Some(rounded), Some(value)) = (claim.figure.exact_value(), figure.exact_value()) else {
        return false;
    };
    let away = rounded.checked_sub(value).unwrap().abs();
    let twice = away.checked_add(away).unwrap();
    unit < claim.precision.unit() && twice <= claim.precision.unit()
}

/// What all claims leave possible.
pub fn agreed(claims: &[&Claim]) -> Option<Figure> {
    // Numbers that are roundings of one leave that one; bounds hold for what it was rounded from.
    let numbers: Vec<&&Claim> = claims.iter().filter(|claim| claim.figure.is_exact()).collect();
    let mut finest: Option<&Claim> = None;
    for claim in numbers.iter().copied() {
        if finest.is_none_or(|finest| claim.precision.unit() < finest.precision.unit()) {
            finest = Some(claim);
        }
    }
    let finest = finest.map(|claim| (claim.figure.clone(), claim.precision.unit()));
    if let Some((figure, unit)) = &finest
        && !numbers.iter().all(|c| c.figure == *figure || is_rounding(c, figure, *unit))
    {
        return None;
    }
    let wide = |claim: &Claim| {
        let Some(value) = claim.figure.exact_value() else { return claim.figure.clone() };
        let half = claim.precision.unit().checked_mul(Number::new(1, 2).unwrap()).unwrap();
        let end = |value: Option<Number>| Bound::closed(value.unwrap());
        let (low, high) = (end(value.checked_sub(half)), end(value.checked_add(half)));
        Figure::between(low, high, claim.figure.unit().clone()).unwrap()
    };
    let figures: Vec<Figure> = claims.iter().map(|claim| wide(claim)).collect();
    let figures: Vec<&Figure> = figures.iter().collect();
    let possible = possible(&figures)?;
    Some(finest.map_or(possible, |(figure, _)| figure))
}

fn possible(figures: &[&Figure]) -> Option<Figure> {
    let meet = |a: Option<Figure>, b: &Figure| match a {
        None => Some(Some(b.clone())),
        Some(a) => a.intersect(b).unwrap().map(Some),
    };
    let firm: Vec<&&Figure> = figures.iter().filter(|figure| !figure.is_about()).collect();
    let rough: Vec<&&Figure> = figures.iter().filter(|figure| figure.is_about()).collect();
    let firm_met = firm.iter().try_fold(None, |met, figure| meet(met, figure))?;
    let mut fits = firm_met.clone();
    for figure in &rough {
        let (low, high) = (figure.lower().unwrap().value, figure.upper().unwrap().value);
        let wide = |value: Number, tenths: i128| {
            value.checked_mul(Number::new(tenths, 10).unwrap()).unwrap()
        };
        let ends = [wide(low, 9), wide(low, 11), wide(high, 9), wide(high, 11)];
        let bound = |value: &Number| Bound::closed(*value);
        let wide = Figure::between(
            bound(ends.iter().min().unwrap()),
            bound(ends.iter().max().unwrap()),
            figure.unit().clone(),
        )
        .unwrap();
        fits = meet(fits, &wide)?;
    }
    firm_met.or_else(|| {
        rough.iter().map(|figure| (**figure).clone()).reduce(|a, b| a.hull(&b).unwrap())
    })
}

pub fn keep_one(metric: &Metric, said: &mut Vec<Observation>, wrong: &mut Refused) {
    if said.len() < 2 {
        return;
    }
    if metric.mixed_status {
        let top = said.iter().map(|o| height(o.status)).max().unwrap();
        said.retain(|o| height(o.status) == top);
        if said.iter().any(|o| o.counts == Counts::Reached) {
            said.retain(|o| o.counts == Counts::Reached);
        }
    }
    if metric.mixed_scope {
        let widest = said.iter().map(|o| narrowness(&o.scope)).min().unwrap();
        said.retain(|o| narrowness(&o.scope) == widest);
        if said.iter().any(|o| o.scope != said[0].scope) {
            wrong.insert("B0305");
            return;
        }
    }
    if metric.mixed_population {
        if said.iter().any(is_whole) {
            said.retain(is_whole);
        }
        if said.iter().any(|o| o.population != said[0].population) {
            wrong.insert("B0306");
        }
    }
}

pub fn mixed<T: Ord>(
    metric: &Metric,
    consent: bool,
    one: &Side,
    two: &Side,
    value: impl Fn(&Observation) -> T,
    code: &'static str,
    wrong: &mut Refused,
) {
    let of = |side: &Side| side.used.iter().map(&value).collect::<BTreeSet<T>>();
    let (to, from) = (of(one), of(two));
    let one_each = to.len() == 1 && from.len() == 1;
    let all: BTreeSet<T> = to.into_iter().chain(from).collect();
    if all.len() > 1 && !consent {
        wrong.insert(if metric.aggregate == "change" && one_each { "B0311" } else { code });
    }
}

pub fn ends(figure: &Figure) -> impl Ord + use<> {
    let lower = figure.lower().map(|end| (end.value, end.strict));
    let upper = figure.upper().map(|end| (end.value, !end.strict));
    (lower, upper.is_none(), upper)
}

fn missing(side: &Side) -> bool {
    side.expected.iter().any(|event| !side.reporting.contains(event))
}

fn floored(figure: &Figure, measure: &Measure) -> Result<Figure, FigureError> {
    if measure.non_negative { figure.non_negative() } else { Ok(figure.clone()) }
}

fn sum(figures: &[Figure], measure: &Measure, partial: bool) -> Summed {
    let Some(first) = figures.first() else { return Ok(None) };
    let mut sum = first.clone();
    if figures.len() > 1 {
        sum = floored(first, measure)?;
        for figure in &figures[1..] {
            sum = sum.add(&floored(figure, measure)?)?;
        }
    }
    if partial {
        if !measure.non_negative {
            return Ok(None);
        }
        let lower = sum.non_negative()?.lower();
        return Figure::from_bounds(lower, None, sum.is_about(), sum.unit().clone()).map(Some);
    }
    let span = sum.lower().is_some() && sum.upper().is_some() && sum.point().is_none();
    if span && measure.kind == MeasureKind::Count {
        sum = sum.as_integer().unwrap_or(sum);
    }
    Ok(Some(sum))
}

pub fn fold(data: &Dataset, metric: &Metric, one: &Side, two: &Side) -> Folded {
    let measure = &data.measures[metric.measure.as_ref().unwrap()];
    let per = metric.per.as_ref().map_or(measure, |per| &data.measures[per]);
    let figures: Vec<Figure> = one.used.iter().map(|o| o.figure.clone()).collect();
    let others: Vec<Figure> = two.used.iter().map(|o| o.figure.clone()).collect();
    let Some(first) = figures.first() else {
        return none(Absence::NotReported);
    };
    let unit = first.unit().clone();
    let count = Number::from_integer(figures.len() as i128);
    let about = figures.iter().any(Figure::is_about);
    match metric.aggregate.as_str() {
        "sum" | "rank" => sum(&figures, measure, missing(one)).map(RowValue::from),
        "latest" => Ok(first.clone().into()),
        "mean" => {
            if figures.len() == 1 {
                return Ok(first.clone().into());
            }
            let total =
                figures.iter().try_fold(Figure::exact(Number::ZERO, unit), |total, figure| {
                    total.add(&floored(figure, measure)?)
                })?;
            total.scale(Number::ONE.checked_div(count).unwrap()).map(RowValue::from)
        }
        "min" | "max" => {
            let least = metric.aggregate == "min";
            let mut best = first.clone();
            for figure in &figures[1..] {
                best = if least { best.min(figure)? } else { best.max(figure)? };
            }
            if !missing(one) {
                return Ok(best.into());
            }
            // The missing ones may be anything that the measure may be.
            let (lower, upper) = if least { (None, best.upper()) } else { (best.lower(), None) };
            let open = Figure::from_bounds(lower, upper, about, unit)?;
            let open = floored(&open, measure)?;
            Ok((open.lower().is_some() || open.upper().is_some()).then_some(open).into())
        }
        "median" => {
            let middles = |mut ends: Vec<(Option<Number>, bool)>| {
                ends.sort();
                let (a, b) = (ends[(ends.len() - 1) / 2], ends[ends.len() / 2]);
                let sum = a.0.zip(b.0).map(|(a, b)| a.checked_add(b).unwrap());
                sum.map(|sum| (sum.checked_div(Number::from_integer(2)).unwrap(), a.1 || b.1))
            };
            let lower = middles(
                figures
                    .iter()
                    .map(|f| f.lower().map_or((None, false), |end| (Some(end.value), end.strict)))
                    .collect(),
            );
            // The upper ends are the lower ends of the opposites.
            let upper = middles(
                figures
                    .iter()
                    .map(|f| {
                        f.upper().map_or((None, false), |end| {
                            (Some(end.value.checked_neg().unwrap()), end.strict)
                        })
                    })
                    .collect(),
            );
            let bound = |(value, strict): (Number, bool)| Bound { value, strict };
            let lower = lower.map(bound);
            let upper = upper.map(|(value, strict)| bound((value.checked_neg().unwrap(), strict)));
            Figure::from_bounds(lower, upper, about, unit).map(RowValue::from)
        }
        "ratio" => {
            let (of, by) = (sum(&figures, measure, false)?, sum(&others, per, false)?);
            let (Some(of), Some(by)) = (of, by) else { return none(Absence::NotReported) };
            quotient(&floored(&of, measure)?, &floored(&by, per)?, false)
        }
        "change" => {
            let change = metric.change.as_ref().unwrap();
            let partial = |side: &Side| change.unmatched == Unmatched::Include && missing(side);
            let later = sum(&figures, measure, partial(one))?;
            let earlier = sum(&others, measure, partial(two))?;
            let (Some(later), Some(earlier)) = (later, earlier) else {
                return none(Absence::NotReported);
            };
            let (later, earlier) = (floored(&later, measure)?, floored(&earlier, measure)?);
            if !change.relative {
                let below = later.lower().is_some() && earlier.upper().is_some();
                let above = later.upper().is_some() && earlier.lower().is_some();
                if !below && !above {
                    return none(Absence::OpenBounds);
                }
                return later.sub(&earlier).map(RowValue::from);
            }
            let times = match quotient(&later, &earlier, true)? {
                RowValue::Figure(times) => times,
                absent => return Ok(absent),
            };
            // By no less than everything, by no more than anything.
            let may_vanish = times.lower().is_none_or(|end| end.value <= Number::ZERO);
            if measure.non_negative && may_vanish && times.upper().is_none() {
                return none(Absence::OpenBounds);
            }
            let change = times.sub(&Figure::exact(Number::ONE, Unit::one()))?;
            Ok(change.scale(Number::HUNDRED)?.with_unit(Unit::percent()).into())
        }
        "share" => share(measure, one, two),
        other => panic!("{other}"),
    }
}

/// `of` by `by`; `of_all` where `by` is what `of` is in percent of.
fn quotient(of: &Figure, by: &Figure, of_all: bool) -> Folded {
    let signs = |figure: &Figure| {
        let zero = Bound::closed(Number::ZERO);
        let below = figure.lower().is_none_or(|end| end.value < zero.value);
        let above = figure.upper().is_none_or(|end| end.value > zero.value);
        let at = figure.contains(zero.value);
        (below, at, above)
    };
    match signs(by) {
        (false, true, false) => none(Absence::ZeroDivisor),
        (true, ..) if of_all => none(Absence::NegativeBase),
        (true, true, _) => none(Absence::PossiblyZeroDivisor),
        (false, true, _) if signs(of).1 => none(Absence::PossiblyZeroDivisor),
        _ => {
            let quotient = of.ratio(by)?;
            let says = quotient.lower().is_some() || quotient.upper().is_some();
            if says { Ok(quotient.into()) } else { none(Absence::OpenBounds) }
        }
    }
}

/// Whether what one side states is a part of what the other states.
fn is_inside(one: &Side, two: &Side, of_parts: bool) -> bool {
    let ladder = [Status::Signed, Status::Started, Status::Realised];
    let place = |status: Status| ladder.iter().position(|other| *other == status);
    one.used.iter().all(|part| {
        two.used.iter().all(|whole| {
            let status = part.status == whole.status && part.counts == whole.counts
                || whole.counts == Counts::Reached
                    && place(whole.status).is_some_and(|low| place(part.status) >= Some(low));
            let scope = whole.scope.as_str() == "event" || part.scope == whole.scope && !of_parts;
            status && scope && (is_whole(whole) || part.population == whole.population)
        })
    })
}

fn share(measure: &Measure, part: &Side, whole: &Side) -> Folded {
    let figures: Vec<Figure> = part.used.iter().map(|o| o.figure.clone()).collect();
    let all: Vec<Figure> = whole.used.iter().map(|o| o.figure.clone()).collect();
    let of_parts = part.expected.iter().any(|event| !whole.expected.contains(event));
    let same = !part.of_others && !of_parts;
    let is_part = same
        && part.used.iter().all(|o| {
            whole.used.iter().any(|other| other.event == o.event && other.figure == o.figure)
        });
    let capped = if same { true } else { measure.non_negative && is_inside(part, whole, of_parts) };
    let percent = |share: Figure| {
        let mut share = share;
        if capped && !share.is_about() {
            let one = Bound::closed(Number::ONE);
            let past = share
                .lower()
                .is_some_and(|end| end.value > one.value || end.value == one.value && end.strict);
            if past {
                return none(Absence::PartAboveWhole);
            }
            if share.upper().is_none_or(|end| end.value > one.value) {
                share = Figure::from_bounds(share.lower(), Some(one), false, Unit::one())?;
            }
        }
        Ok(share.scale(Number::HUNDRED)?.with_unit(Unit::percent()).into())
    };
    let paired = part.of_others && !of_parts;
    let own = sum(&figures, measure, !paired && missing(part))?;
    if !is_part || !measure.non_negative {
        let whole = sum(&all, measure, !paired && missing(whole))?;
        let (Some(own), Some(whole)) = (own, whole) else { return none(Absence::NotReported) };
        return match quotient(&floored(&own, measure)?, &floored(&whole, measure)?, true)? {
            RowValue::Figure(share) => percent(share),
            absent => Ok(absent),
        };
    }
    let Some(own) = own else { return none(Absence::NotReported) };
    let own = floored(&own, measure)?;
    let others: Vec<Figure> = whole
        .used
        .iter()
        .filter(|o| part.used.iter().all(|own| own.event != o.event))
        .map(|o| o.figure.clone())
        .collect();
    let silent =
        |side: &Side| side.expected.iter().filter(|event| !side.reporting.contains(event)).count();
    let partial = silent(whole) > silent(part);
    let others = match sum(&others, measure, partial)? {
        Some(others) => floored(&others, measure)?,
        None if partial => Figure::at_least(Number::ZERO, own.unit().clone()),
        None => Figure::exact(Number::ZERO, own.unit().clone()),
    };
    let about = own.is_about() || others.is_about();
    let zero = |figure: &Figure| figure.contains(Number::ZERO);
    let (lower, upper) = if zero(&own) && zero(&others) {
        let exact = own.is_exact() && others.is_exact();
        return none(if exact { Absence::ZeroDivisor } else { Absence::PossiblyZeroDivisor });
    } else {
        // Least with the least of its own and the most of the others; and the other way round.
        let (low, high) = (own.lower().unwrap(), others.upper());
        let lower = match high {
            _ if zero(&own) => Bound::closed(Number::ZERO),
            None => Bound::strict(Number::ZERO),
            // With nothing besides, it is the whole, whatever it is.
            Some(high) if high.value.is_zero() => Bound::closed(Number::ONE),
            Some(high) => {
                let all = low.value.checked_add(high.value).unwrap();
                Bound {
                    value: low.value.checked_div(all).unwrap_or(Number::ZERO),
                    strict: low.strict || high.strict,
                }
            }
        };
        let (high, low) = (own.upper(), others.lower().unwrap());
        let upper = match high {
            _ if zero(&others) => Bound::closed(Number::ONE),
            None => Bound::strict(Number::ONE),
            // Nothing is nothing of it, however much there is besides.
            Some(high) if high.value.is_zero() => Bound::closed(Number::ZERO),
            Some(high) => {
                let all = high.value.checked_add(low.value).unwrap();
                Bound {
                    value: high.value.checked_div(all).unwrap_or(Number::ZERO),
                    strict: high.strict || low.strict,
                }
            }
        };
        (Some(lower), Some(upper))
    };
    percent(Figure::from_bounds(lower, upper, about, Unit::one())?)
}

/// Positions among the rows of one part.
pub fn rank(data: &Dataset, metric: &Metric, at: Option<usize>, rows: &mut [(Key, ResultRow)]) {
    let count = data.measures[metric.measure.as_ref().unwrap()].kind == MeasureKind::Count;
    let sharp = |figure: &Figure| {
        let whole = if count { figure.as_integer().ok() } else { None };
        whole.unwrap_or(figure.clone())
    };
    let sums: Vec<(Option<String>, Option<Figure>)> = rows
        .iter()
        .map(|(key, row)| (at.and_then(|at| key[at].clone()), row.figure().map(sharp)))
        .collect();
    // Each position rests on the figures of all rows of its part.
    let own: Vec<Vec<Conflict>> = rows.iter().map(|(_, row)| row.conflicts.clone()).collect();
    for (index, (_, row)) in
        rows.iter_mut().enumerate().filter(|(_, (_, row))| row.figure().is_some())
    {
        let all = own.iter().zip(&sums).filter(|(_, (part, _))| *part == sums[index].0);
        row.conflicts = all.flat_map(|(conflicts, _)| conflicts.clone()).collect();
        row.conflicts.sort_by(|a, b| a.claims.cmp(&b.claims));
        row.conflicts.dedup();
    }
    for (index, (_, row)) in rows.iter_mut().enumerate() {
        let (part, Some(own)) = &sums[index] else { continue };
        let others = sums.iter().enumerate().filter(|(other, _)| *other != index);
        let others = others.filter(|(_, (other, _))| other == part);
        let compared: Vec<Comparison> = others
            .filter_map(|(_, (_, figure))| figure.as_ref().map(|f| f.compare(own).unwrap()))
            .collect();
        let how_many = |wanted: &[Comparison]| {
            let count = compared.iter().filter(|c| wanted.contains(c)).count();
            Bound::closed(Number::from_integer(count as i128 + 1))
        };
        let above = how_many(&[Comparison::Greater]);
        let perhaps =
            how_many(&[Comparison::Greater, Comparison::GreaterOrEqual, Comparison::Unknown]);
        row.value = Figure::between(above, perhaps, Unit::one()).unwrap().into();
    }
}
