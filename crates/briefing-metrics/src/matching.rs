//! Which events of the two sides of a comparison belong together.

use std::collections::BTreeMap;

use briefing_model::dimension::Dimension;
use briefing_model::metric::Unmatched;
use briefing_model::result::Absence;

use crate::columns::Columns;
use crate::gathered::Gathered;

/// The two sides of a comparison, as far as they are compared.
pub(crate) struct Compared {
    pub(crate) later: Gathered,
    pub(crate) earlier: Gathered,
    /// Events that report and have no counterpart on the other side that does, in order.
    pub(crate) unmatched: Vec<u32>,
    /// Why the sides are not compared, where they are not.
    pub(crate) absence: Option<Absence>,
}

/// Sets two sides against each other, from what each reports and which events were expected to.
///
/// Members are those that report. Where one of them has no counterpart that reports, `unmatched`
/// decides: the sides are not comparable, or it is left out, or all are taken as they are.
pub(crate) fn compare(
    columns: &Columns,
    keys: &[Dimension],
    unmatched: Unmatched,
    [later, earlier]: [Gathered; 2],
    expected: [&[u32]; 2],
) -> Compared {
    let reports = |side: &Gathered, event: u32| side.events.binary_search(&event).is_ok();
    let pairs: Vec<(u32, u32)> = counterparts(columns, keys, expected)
        .into_iter()
        .filter(|(to, from)| reports(&later, *to) && reports(&earlier, *from))
        .collect();
    let mut used = [Vec::new(), Vec::new()];
    for (to, from) in pairs {
        used[0].push(to);
        used[1].push(from);
    }
    used.iter_mut().for_each(|events| events.sort_unstable());
    let alone = |side: &Gathered, used: &[u32]| -> Vec<u32> {
        side.events.iter().copied().filter(|event| used.binary_search(event).is_err()).collect()
    };
    let mut left = alone(&later, &used[0]);
    left.extend(alone(&earlier, &used[1]));
    left.sort_unstable();
    left.dedup();
    let both_report = !later.events.is_empty() && !earlier.events.is_empty();
    let is_unlike = !left.is_empty() && both_report;
    let nothing_shared = used[0].is_empty();
    let absence = match unmatched {
        Unmatched::Refuse => is_unlike,
        Unmatched::Exclude => is_unlike && nothing_shared,
        Unmatched::Include => false,
    }
    .then_some(Absence::UnlikeMembers);
    let leave_out = unmatched == Unmatched::Exclude && is_unlike && absence.is_none();
    let [later, earlier] = if leave_out {
        [later.only(columns, &used[0]), earlier.only(columns, &used[1])]
    } else {
        [later, earlier]
    };
    let unmatched = if both_report { left } else { Vec::new() };
    Compared { later, earlier, unmatched, absence }
}

/// Pairs of events of two sides. An event that is on both is its own counterpart; two others are a
/// pair if they have the same values of all keys, and no further event of either side has them.
fn counterparts(
    columns: &Columns,
    keys: &[Dimension],
    [later, earlier]: [&[u32]; 2],
) -> Vec<(u32, u32)> {
    let on = |side: &[u32], event: &u32| side.binary_search(event).is_ok();
    let mut pairs: Vec<(u32, u32)> =
        later.iter().filter(|event| on(earlier, event)).map(|event| (*event, *event)).collect();
    let mut alike: BTreeMap<Vec<Vec<u32>>, [Vec<u32>; 2]> = BTreeMap::new();
    for (at, (side, other)) in [(later, earlier), (earlier, later)].into_iter().enumerate() {
        for event in side.iter().filter(|event| !on(other, event)) {
            alike.entry(signature(columns, keys, *event)).or_default()[at].push(*event);
        }
    }
    pairs.extend(alike.into_values().filter_map(|sides| match sides {
        [to, from] if to.len() == 1 && from.len() == 1 => Some((to[0], from[0])),
        _ => None,
    }));
    pairs
}

/// What an event is known by from one period to the next: its values of the keys. A series that is
/// itself of one year is not the same the year after, so only those that last are looked at.
fn signature(columns: &Columns, keys: &[Dimension], event: u32) -> Vec<Vec<u32>> {
    let events = &columns.events;
    let lasts = |umbrella: &u32| {
        let umbrella = *umbrella as usize;
        events.year_known[umbrella].is_none() && events.start[umbrella].is_none()
    };
    keys.iter()
        .map(|key| match key {
            Dimension::Event => vec![event],
            Dimension::Series => {
                let all = events.umbrellas.row(event as usize);
                let mut lasting: Vec<u32> = all.iter().copied().filter(lasts).collect();
                lasting.sort_unstable();
                lasting
            }
            other => {
                events.single(*other).map(|column| column[event as usize]).into_iter().collect()
            }
        })
        .collect()
}
