//! Counts and values of one event that cover different populations: a reader would divide them.

use std::collections::BTreeMap;

use briefing_model::claim::{Counts, WHOLE};
use briefing_model::dataset::ClaimIndex;
use briefing_model::diagnostic::Diagnostic;
use briefing_model::evidence::Finding;
use briefing_model::measure::MeasureKind;
use briefing_model::slug::Slug;
use briefing_model::status::Status;

use super::said::{Group, Said};
use crate::codes;
use crate::notation::spelled;

/// Event, status, what is counted of it, scope.
type Cover<'a> = (usize, (Status, Counts), &'a Slug);

pub(super) fn check(said: &Said<'_>, findings: &mut Vec<Finding>) {
    let mut by_cover: BTreeMap<Cover<'_>, Vec<Group<'_>>> = BTreeMap::new();
    for group in said.groups().filter(|group| group.measure.additive) {
        if let Some(event) = said.dataset.events.get_index_of(&group.event.id) {
            by_cover.entry((event, group.state(), group.scope)).or_default().push(group);
        }
    }
    for groups in by_cover.values() {
        let of = |kind| -> Vec<&Group<'_>> {
            groups.iter().filter(|group| group.measure.kind == kind).collect()
        };
        let (counts, values) = (of(MeasureKind::Count), of(MeasureKind::Money));
        findings.extend(pair(said, &counts, &values));
        findings.extend(pair(said, &values, &counts));
    }
}

/// One side covers everything, by whatever measure, and the other only parts.
fn pair(said: &Said<'_>, all: &[&Group<'_>], some: &[&Group<'_>]) -> Option<Finding> {
    let is_whole = |index: &ClaimIndex| said.claim(*index).population.as_str() == WHOLE;
    let claims = |groups: &[&Group<'_>]| -> Vec<ClaimIndex> {
        groups.iter().flat_map(|group| group.claims).copied().collect()
    };
    let some = claims(some);
    if some.iter().any(is_whole) {
        return None;
    }
    let whole_index = claims(all).into_iter().find(is_whole)?;
    let part_index = *some.first()?;
    let (whole, part) = (said.claim(whole_index), said.claim(part_index));
    let message = format!(
        "`{}` ({}) is known for `{}` only, `{}` ({}) for all: they do not belong together",
        part.measure,
        spelled(&part.figure),
        part.population,
        whole.measure,
        spelled(&whole.figure),
    );
    let diagnostic = Diagnostic::warning(codes::DIFFERENT_COVER, part.spans.figure, message)
        .related(whole.spans.figure, "covers all")
        .hint("one divided by the other says nothing; a brief should say which covers what");
    Some(Finding { diagnostic, claims: vec![part_index, whole_index], accepted: None })
}
