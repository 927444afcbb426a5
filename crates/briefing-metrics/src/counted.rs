//! Rows of counts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use briefing_model::dimension::Dimension;
use briefing_model::measure::MeasureKind;
use briefing_model::metric::Counted;
use briefing_model::result::ResultRow;
use briefing_model::slug::Slug;
use briefing_model::voice::voices;
use briefing_plugin::Group;

use crate::answer::Cell;
use crate::gathered::Gathered;
use crate::refusal::{Refusal, first_of_each};
use crate::row::{Asking, lacking};
use crate::vocabulary::number;

impl Asking<'_> {
    /// A count of events, claims, sources or voices.
    pub(crate) fn counted(
        &self,
        key: &[u32],
        cell: Cell<'_>,
        needs_claims: bool,
    ) -> Result<ResultRow, Vec<Refusal>> {
        let Cell { mut gathered, expected } = cell;
        let mut expected = Cow::Borrowed(expected);
        gathered.events.sort_unstable();
        gathered.events.dedup();
        gathered.claims.sort_unstable();
        let by_claims = self
            .prepared
            .dimensions
            .iter()
            .any(|dimension| !dimension.is_of_event() && *dimension != Dimension::Sector);
        let claims = &self.dataset.claims;
        let count = match (self.prepared.measure, self.prepared.metric.count) {
            (Some(_), _) => gathered.events.len(),
            (None, Some(Counted::Claims)) => gathered.claims.len(),
            (None, Some(counted @ (Counted::Sources | Counted::Voices))) => {
                let mut sources: Vec<&Slug> =
                    gathered.claims.iter().map(|claim| &claims[*claim as usize].source).collect();
                sources.sort_unstable();
                sources.dedup();
                if counted == Counted::Sources {
                    sources.len()
                } else {
                    voices(sources.iter().filter_map(|id| self.dataset.sources.get(*id)))
                }
            }
            (None, _) => {
                if needs_claims || by_claims {
                    expected = Cow::Owned(gathered.events.clone());
                }
                // An event is there, whether it reports or not; its first claim bears witness.
                gathered.claims = first_of_each(&[&gathered], |c| &claims[c as usize].event);
                gathered = Gathered {
                    claims: gathered.claims,
                    events: expected.to_vec(),
                    ..Gathered::default()
                };
                expected.len()
            }
        };
        let mut group = Group::new(&[], &self.prepared.unit, MeasureKind::Count);
        group.count = count as u64;
        let missing = lacking(&expected, &gathered.events);
        group.missing = number(missing.len());
        let value =
            self.prepared.aggregate.value(&group).map_err(|error| vec![Refusal::Figure(error)])?;
        let coverage = self.coverage([&expected, &[]], &[missing, Vec::new()]);
        Ok(self.finished(key, value, coverage, vec![gathered], BTreeSet::new()))
    }
}
