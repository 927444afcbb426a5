//! Whether claims on one thing can all be true.

use super::Claim;
use crate::figure::{Figure, FigureError};
use crate::number::Number;

/// What all claims leave possible; `None` if they cannot all be true.
///
/// A number is rounded to the last digit that is written: 305 billion and 304.6 billion agree, and
/// the more precise one is used. It stays the number that is printed, though a bound beside it may
/// only hold for the number that was rounded ("more than 305 billion" and 305 billion).
///
/// "About 100" is rough by a tenth. Beside firm figures that fit it, it adds nothing; rough figures
/// alone that fit each other give the span of them, rough again.
///
/// # Errors
/// The units differ, or a number is too large to be held exactly.
pub fn agreement(claims: &[&Claim]) -> Result<Option<Figure>, FigureError> {
    let rough: Vec<&Figure> =
        claims.iter().map(|claim| &claim.figure).filter(|figure| figure.is_about()).collect();
    let firm = || claims.iter().copied().filter(|claim| !claim.figure.is_about());
    let numbers = || firm().filter(|claim| claim.figure.is_exact());
    let finest = numbers().min_by_key(|claim| claim.precision);
    if let Some(finest) = finest
        && !numbers().all(|claim| claim.is_refined_by(finest))
    {
        return Ok(None);
    }
    let unrounded = firm().map(Claim::unrounded).collect::<Result<Vec<_>, _>>()?;
    let possible = meet(unrounded.into_iter())?;
    if rough.len() < claims.len() && possible.is_none() {
        return Ok(None);
    }
    let figure = finest.map(|claim| claim.figure.clone()).or_else(|| possible.clone());
    if rough.is_empty() {
        return Ok(figure);
    }
    let mut fitting: Vec<Figure> = Vec::with_capacity(rough.len() + 1);
    for figure in &rough {
        fitting.push(widened(figure)?);
    }
    fitting.extend(possible);
    if meet(fitting.into_iter())?.is_none() {
        return Ok(None);
    }
    match figure {
        Some(figure) => Ok(Some(figure)),
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
