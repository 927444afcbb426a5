//! Claims on the same thing: one observation from all of them.

use std::cmp::Reverse;

use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::figure::{Figure, FigureError};
use briefing_model::metric::ConflictPolicy;
use briefing_model::number::Number;
use briefing_model::result::Conflict;
use briefing_model::source::SourceKind;
use briefing_model::voice::voices;

use crate::columns::Columns;

/// An observation: what is known of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Settled {
    /// A single claim, by its row.
    One(usize),
    /// Several.
    Several(Box<Several>),
}

/// What several claims say together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Several {
    pub(crate) figure: Figure,
    /// The claims whose figure it is, in order.
    pub(crate) used: Vec<ClaimIndex>,
    /// That they cannot all be true; none of them is used where the metric refuses to choose.
    pub(crate) conflict: Option<Conflict>,
}

/// Settles what the claims of some rows say of one thing.
///
/// Claims agree if they can all be true; then what all of them leave possible is used. Else the
/// policy decides.
pub(crate) fn settle(
    columns: &Columns,
    dataset: &Dataset,
    rows: &[usize],
    policy: ConflictPolicy,
) -> Settled {
    if let [row] = rows {
        return Settled::One(*row);
    }
    let mut claims: Vec<ClaimIndex> = rows.iter().map(|row| columns.rows.claim[*row]).collect();
    claims.sort_unstable();
    let figure = |claim: ClaimIndex| &dataset.claims[claim as usize].figure;
    let figures: Vec<&Figure> = claims.iter().map(|claim| figure(*claim)).collect();
    // Units are the same, so nothing can go wrong but a number too large to be widened.
    if let Ok(Some(figure)) = agreement(&figures) {
        return several(figure, claims, None);
    }
    match policy {
        ConflictPolicy::Refuse => {
            let conflict = Conflict { claims: claims.clone(), used: Vec::new() };
            several(figures[0].clone(), claims, Some(conflict))
        }
        ConflictPolicy::Range => {
            let all = figures.iter().skip(1).try_fold(figures[0].clone(), |all, f| all.hull(f));
            let figure = all.unwrap_or_else(|_| figures[0].clone());
            let conflict = Conflict { claims: claims.clone(), used: claims.clone() };
            several(figure, claims, Some(conflict))
        }
        ConflictPolicy::MostIndependent => {
            let used = most_independent(dataset, &claims);
            let figure = figure(used[0]).clone();
            several(figure, used.clone(), Some(Conflict { claims, used }))
        }
        ConflictPolicy::HighestGrade | ConflictPolicy::PreferOfficial | ConflictPolicy::Latest => {
            let best = claims
                .iter()
                .copied()
                .min_by_key(|claim| standing(dataset, *claim, policy))
                .unwrap_or(claims[0]);
            let conflict = Conflict { claims, used: vec![best] };
            several(figure(best).clone(), vec![best], Some(conflict))
        }
    }
}

fn several(figure: Figure, used: Vec<ClaimIndex>, conflict: Option<Conflict>) -> Settled {
    Settled::Several(Box::new(Several { figure, used, conflict }))
}

/// What all figures leave possible; `None` if they cannot all be true.
///
/// "About 100" is rough by a tenth. Beside firm figures that fit it, it adds nothing; rough figures
/// alone that fit each other give the span of them, rough again.
fn agreement(figures: &[&Figure]) -> Result<Option<Figure>, FigureError> {
    let firm = meet(figures.iter().filter(|figure| !figure.is_about()).map(|f| (*f).clone()))?;
    let rough: Vec<&Figure> = figures.iter().copied().filter(|figure| figure.is_about()).collect();
    if rough.is_empty() {
        return Ok(firm);
    }
    let any_firm = rough.len() < figures.len();
    if any_firm && firm.is_none() {
        return Ok(None);
    }
    let mut fitting: Vec<Figure> = Vec::with_capacity(rough.len() + 1);
    for figure in &rough {
        fitting.push(widened(figure)?);
    }
    fitting.extend(firm.clone());
    if meet(fitting.into_iter())?.is_none() {
        return Ok(None);
    }
    match firm {
        Some(firm) => Ok(Some(firm)),
        None => rough.iter().skip(1).try_fold(rough[0].clone(), |all, f| all.hull(f)).map(Some),
    }
}

fn meet(mut figures: impl Iterator<Item = Figure>) -> Result<Option<Figure>, FigureError> {
    let Some(mut met) = figures.next() else { return Ok(None) };
    for figure in figures {
        match met.intersect(&figure)? {
            Some(both) => met = both,
            None => return Ok(None),
        }
    }
    Ok(Some(met))
}

/// A rough figure with its ends moved out by a tenth.
fn widened(figure: &Figure) -> Result<Figure, FigureError> {
    let by = |tenths: i128| Number::new(tenths, 10).ok_or(FigureError::Overflow);
    let (less, more) = (figure.scale(by(9)?)?, figure.scale(by(11)?)?);
    Ok(less.hull(&more)?.hull(figure)?.with_about(false))
}

/// The claims whose figure most independent sources give, in order; of several such figures those of
/// the one with the best claim. There is a claim.
fn most_independent(dataset: &Dataset, claims: &[ClaimIndex]) -> Vec<ClaimIndex> {
    let claim = |index: &ClaimIndex| &dataset.claims[*index as usize];
    let mut parts: Vec<Vec<ClaimIndex>> = Vec::new();
    for index in claims {
        match parts.iter_mut().find(|part| claim(&part[0]).figure == claim(index).figure) {
            Some(part) => part.push(*index),
            None => parts.push(vec![*index]),
        }
    }
    let rank = |part: &Vec<ClaimIndex>| {
        let sources = part.iter().filter_map(|index| dataset.sources.get(&claim(index).source));
        let policy = ConflictPolicy::HighestGrade;
        let best = part.iter().map(|index| standing(dataset, *index, policy)).min();
        (Reverse(voices(sources)), best)
    };
    parts.into_iter().min_by_key(rank).unwrap_or_default()
}

/// The best claim has the least.
fn standing(dataset: &Dataset, claim: ClaimIndex, policy: ConflictPolicy) -> impl Ord + use<'_> {
    let id = &dataset.claims[claim as usize].source;
    let source = dataset.sources.get(id);
    let official = policy == ConflictPolicy::PreferOfficial
        && source.is_some_and(|source| source.kind == SourceKind::Official);
    let grade = source.map(|source| source.grade);
    let grade = if policy == ConflictPolicy::Latest { None } else { grade };
    let published = source.and_then(|source| source.published);
    (!official, Reverse(grade), Reverse(published), id, claim)
}
