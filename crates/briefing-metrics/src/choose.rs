//! What one event says, once: one figure for one thing.

use briefing_model::dataset::ClaimIndex;
use briefing_model::status::Status;

use crate::columns::Columns;
use crate::gathered::Said;
use crate::scan::{Keep, Scan};
use crate::vocabulary::NONE;

/// What a metric consents to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Consent {
    pub(crate) status: bool,
    pub(crate) scope: bool,
    pub(crate) population: bool,
}

/// Why the figures of an event cannot be told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Claims that cannot all be true, where the metric refuses them.
    Contested(Vec<ClaimIndex>),
    /// Several scopes of one event, none of which is known to hold the others.
    Scopes { event: u32, scopes: Vec<u32> },
    /// Several populations of one event, none of which is everything.
    Populations { event: u32, populations: Vec<(u32, u32)> },
}

/// Leaves one observation of an event in one group, as far as the metric consents: an event is not
/// counted twice because its figures moved up the ladder, or were given for the opening and for the
/// whole. Without consent all are left, and the group is refused.
pub(crate) fn choose(
    columns: &Columns,
    scan: &Scan<'_>,
    said: &mut Vec<Said>,
) -> Result<(), Trouble> {
    if scan.keep == Keep::Claims || said.len() < 2 {
        return Ok(());
    }
    drop_restatements(columns, scan.unit, said);
    if scan.keep == Keep::Observations {
        return Ok(());
    }
    keep_one(columns, scan.consent, said)
}

/// As [`choose`], of observations in one currency.
pub(crate) fn keep_one(
    columns: &Columns,
    consent: Consent,
    said: &mut Vec<Said>,
) -> Result<(), Trouble> {
    if consent.status {
        let highest = said.iter().map(|said| height(said.class(columns).status)).max();
        said.retain(|said| Some(height(said.class(columns).status)) == highest);
        // All that has reached it holds what is in it now.
        let widest = said.iter().map(|said| said.class(columns).counts).min();
        said.retain(|said| Some(said.class(columns).counts) == widest);
    }
    if consent.scope {
        let narrow = |said: &Said| narrowness(columns, said.class(columns).scope);
        let widest = said.iter().map(narrow).min();
        said.retain(|said| Some(narrow(said)) == widest);
        let mut scopes: Vec<u32> = said.iter().map(|said| said.class(columns).scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.len() > 1 {
            return Err(Trouble::Scopes { event: said[0].event, scopes });
        }
    }
    if consent.population {
        let whole = |said: &Said| said.class(columns).population() == (columns.whole, NONE);
        if said.iter().any(whole) {
            said.retain(whole);
        }
        let mut populations: Vec<(u32, u32)> =
            said.iter().map(|said| said.class(columns).population()).collect();
        populations.sort_unstable();
        populations.dedup();
        if populations.len() > 1 {
            return Err(Trouble::Populations { event: said[0].event, populations });
        }
    }
    Ok(())
}

/// A figure that an event gives in several currencies is one figure: that in the currency of the
/// answer is kept, else that in the first.
fn drop_restatements(columns: &Columns, unit: u32, said: &mut Vec<Said>) {
    // Restatements differ in nothing but the unit, so they stand side by side.
    let preference = |said: &Said| (said.class(columns).unit != unit, said.class(columns).unit);
    said.sort_by_key(|said| (said.class(columns).thing(), preference(said)));
    said.dedup_by_key(|said| said.class(columns).thing());
}

/// Where a status stands: what is called off stands below everything.
pub(crate) fn height(status: u8) -> u8 {
    if status == Status::Cancelled as u8 { 0 } else { status + 1 }
}

/// How far from the whole event a scope is: `event`, `ceremony`, others.
pub(crate) fn narrowness(columns: &Columns, scope: u32) -> usize {
    columns.wide_scopes.iter().position(|wide| *wide == scope).unwrap_or(2)
}
