//! A difference the other way round.

use crate::change::Change;
use crate::difference::{
    Altered, ClaimChange, Difference, FactChange, Kind, Reason, Same, SourceChange,
};

impl Difference {
    /// What changed from the later edition to the earlier: the same as if they had been compared so,
    /// but for the order.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let fact = |fact: &FactChange| {
            let reasons = sorted(fact.reasons.iter().map(reason).collect());
            FactChange {
                before: fact.after.clone(),
                after: fact.before.clone(),
                change: fact.change.as_ref().map(Change::mirrored),
                reasons,
            }
        };
        let source = |source: &SourceChange| SourceChange {
            before: source.after.clone(),
            after: source.before.clone(),
        };
        let altered = |altered: &Altered| Altered {
            key: altered.key,
            before: altered.after.clone(),
            after: altered.before.clone(),
        };
        let same = |same: &Same| Same { before: same.after.clone(), after: same.before.clone() };
        Self {
            version: self.version,
            before: self.after.clone(),
            after: self.before.clone(),
            edition: self.edition.iter().map(altered).collect(),
            sources: self.sources.iter().map(source).collect(),
            facts: self.facts.iter().map(fact).collect(),
            claims: sorted(self.claims.iter().map(reason).collect()),
            same: self.same.iter().map(same).collect(),
        }
    }
}

fn sorted(mut reasons: Vec<Reason>) -> Vec<Reason> {
    reasons.sort_by_key(|reason| reason.kind);
    reasons
}

fn reason(reason: &Reason) -> Reason {
    let kind = match reason.kind {
        Kind::EvidenceWithdrawn => Kind::NewEvidence,
        Kind::NewEvidence => Kind::EvidenceWithdrawn,
        Kind::ConflictArisen => Kind::ConflictResolved,
        Kind::ConflictResolved => Kind::ConflictArisen,
        kind => kind,
    };
    let claims = reason.claims.iter();
    let claims = claims
        .map(|claim| ClaimChange { before: claim.after.clone(), after: claim.before.clone() });
    Reason {
        kind,
        claims: claims.collect(),
        before: reason.after.clone(),
        after: reason.before.clone(),
    }
}
