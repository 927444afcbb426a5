//! Claims on the same thing: one observation from all of them.

use std::cmp::Reverse;

use briefing_model::claim::{Claim, agreement};
use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::figure::Figure;
use briefing_model::metric::ConflictPolicy;
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
/// Claims agree if they can all be true, rounded as they are; then what all of them leave possible
/// is used. Else the policy decides.
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
    let said: Vec<&Claim> = claims.iter().map(|claim| &dataset.claims[*claim as usize]).collect();
    let figures: Vec<&Figure> = said.iter().map(|claim| &claim.figure).collect();
    // Units are the same, so nothing can go wrong but a number too large to be widened.
    if let Ok(Some(figure)) = agreement(&said) {
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
            let (finest, used) = most_independent(dataset, &claims);
            let figure = figure(finest).clone();
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

/// The claims whose figure most independent sources give, in order, and the one that gives it itself;
/// of several such figures those of the one with the best claim. A source that rounds the figure
/// gives it as well. There is a claim.
fn most_independent(dataset: &Dataset, claims: &[ClaimIndex]) -> (ClaimIndex, Vec<ClaimIndex>) {
    let claim = |index: &ClaimIndex| &dataset.claims[*index as usize];
    let mut parts: Vec<(ClaimIndex, Vec<ClaimIndex>)> = Vec::new();
    for finest in claims {
        if parts.iter().any(|(first, _)| claim(first).figure == claim(finest).figure) {
            continue;
        }
        // Of claims on one figure, the one that wrote it out furthest tells what is a rounding of it.
        let same = claims.iter().filter(|index| claim(index).figure == claim(finest).figure);
        let finest = same.min_by_key(|index| claim(index).precision).unwrap_or(finest);
        let supports = |index: &&ClaimIndex| claim(index).is_refined_by(claim(finest));
        parts.push((*finest, claims.iter().filter(supports).copied().collect()));
    }
    let rank = |(finest, part): &(ClaimIndex, Vec<ClaimIndex>)| {
        let sources = part.iter().filter_map(|index| dataset.sources.get(&claim(index).source));
        let policy = ConflictPolicy::HighestGrade;
        let same = part.iter().filter(|index| claim(index).figure == claim(finest).figure);
        let best = same.map(|index| standing(dataset, *index, policy)).min();
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
