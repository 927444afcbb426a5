//! What changed between two editions: these structs are the only definition of its keys.

use std::collections::BTreeMap;

use briefing_facts::{Brief, Claim, Fact, Source};
use schemars::JsonSchema;
use serde::Serialize;

use crate::change::Change;

/// What changed between two editions of a brief.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Difference {
    /// The version of this form: 1.
    pub version: u32,
    /// The earlier edition.
    pub before: Brief,
    /// The later edition.
    pub after: Brief,
    /// What the editions themselves say otherwise: title, period, date.
    pub edition: Vec<Altered>,
    /// Sources that were added, are gone, or are described otherwise.
    pub sources: Vec<SourceChange>,
    /// Facts that were added or changed, in the order of the later edition; then those that are gone,
    /// in the order of the earlier.
    pub facts: Vec<FactChange>,
    /// Claims that changed, came or went and that no fact tells of: what a register lists, and what a
    /// count counts whatever it says. By what happened to them.
    pub claims: Vec<Reason>,
    /// Facts that are the same in both, by their ids.
    pub same: Vec<Same>,
}

impl Difference {
    /// Whether both editions say the same: the same figures with the same evidence, under the same
    /// title. What tells two editions apart, their name and date, makes no difference.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_name = |key| matches!(key, Key::Edition | Key::Date | Key::AsOf);
        self.facts.is_empty()
            && self.claims.is_empty()
            && self.sources.is_empty()
            && self.edition.iter().all(|altered| is_name(altered.key))
    }

    /// Says why claims are used no more, where that is known.
    pub fn explain(&mut self, why: impl Fn(&Claim) -> Option<String>) {
        let reasons = self.facts.iter_mut().flat_map(|fact| &mut fact.reasons);
        for change in reasons.chain(&mut self.claims).flat_map(|reason| &mut reason.claims) {
            if let (Some(gone), None) = (&mut change.before, &change.after) {
                gone.why = why(&gone.claim);
            }
        }
    }

    /// What happened to each claim, by its id and once: the chief of its kinds. A claim whose id changed
    /// has both.
    #[must_use]
    pub fn claim_changes(&self) -> BTreeMap<(Option<&str>, Option<&str>), Kind> {
        let mut kinds = BTreeMap::new();
        let reasons = self.facts.iter().flat_map(|fact| &fact.reasons).chain(&self.claims);
        for reason in reasons {
            for change in &reason.claims {
                let ids = [&change.before, &change.after];
                let [was, is] = ids.map(|side| Some(side.as_ref()?.claim.id.as_str()));
                let kind = kinds.entry((was, is)).or_insert(reason.kind);
                *kind = (*kind).min(reason.kind);
            }
        }
        kinds
    }

    /// How many facts are in the later edition only.
    #[must_use]
    pub fn added(&self) -> usize {
        self.facts.iter().filter(|fact| fact.before.is_none()).count()
    }

    /// How many facts are in the earlier edition only.
    #[must_use]
    pub fn gone(&self) -> usize {
        self.facts.iter().filter(|fact| fact.after.is_none()).count()
    }

    /// How many facts are in both, and not the same.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.facts.len() - self.added() - self.gone()
    }
}

/// Something that the editions themselves say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Altered {
    /// What.
    pub key: Key,
    /// In the earlier edition.
    pub before: Option<String>,
    /// In the later one.
    pub after: Option<String>,
}

/// What an edition says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// The report.
    Report,
    /// Which brief of it this is, where it makes several.
    Key,
    /// The title.
    Title,
    /// The period that it covers.
    Period,
    /// The language.
    Language,
    /// Who publishes it.
    Publisher,
    /// The name of the edition.
    Edition,
    /// Its date.
    Date,
    /// The day whose knowledge it states.
    AsOf,
}

impl Key {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Report,
        Self::Key,
        Self::Title,
        Self::Period,
        Self::Language,
        Self::Publisher,
        Self::Edition,
        Self::Date,
        Self::AsOf,
    ];

    /// The word used in messages and as JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Key => "key",
            Self::Title => "title",
            Self::Period => "period",
            Self::Language => "language",
            Self::Publisher => "publisher",
            Self::Edition => "edition",
            Self::Date => "date",
            Self::AsOf => "as-of",
        }
    }
}

/// A source that was added, is gone, or is described otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SourceChange {
    /// The source in the earlier edition.
    pub before: Option<Source>,
    /// The source in the later edition.
    pub after: Option<Source>,
}

/// A fact of both editions that is the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Same {
    /// Its id in the earlier edition.
    pub before: String,
    /// Its id in the later edition.
    pub after: String,
}

/// A fact that was added, is gone, or changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FactChange {
    /// The fact in the earlier edition; `null` where it was added.
    pub before: Option<Fact>,
    /// The fact in the later edition; `null` where it is gone.
    pub after: Option<Fact>,
    /// How far the figure changed, as far as that can be said; `null` where it did not.
    pub change: Option<Change>,
    /// Why, the chief reason first. There is always one.
    pub reasons: Vec<Reason>,
}

impl FactChange {
    /// What it is, in the words of the later edition that has it.
    #[must_use]
    pub fn label(&self) -> &str {
        let fact = self.after.as_ref().or(self.before.as_ref());
        fact.map_or("", |fact| fact.label.as_str())
    }

    /// The kind of its chief reason.
    #[must_use]
    pub fn chief(&self) -> Kind {
        self.reasons.first().map_or(Kind::Otherwise, |reason| reason.kind)
    }
}

/// Why a fact changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Reason {
    /// What kind of reason it is.
    pub kind: Kind,
    /// The claims by which it changed, as they were and as they are.
    pub claims: Vec<ClaimChange>,
    /// What was said before, where it is no claim that changed: a formula, a coverage, a rate.
    pub before: Option<String>,
    /// What is said in its place.
    pub after: Option<String>,
}

/// A claim as it was and as it is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ClaimChange {
    /// As it was; `null` where there was none.
    pub before: Option<Evidence>,
    /// As it is; `null` where there is none.
    pub after: Option<Evidence>,
}

/// A claim, and who says so.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Evidence {
    /// The claim.
    pub claim: Claim,
    /// Its source.
    pub source: Option<Source>,
    /// Why it is used no more, where the project says so: that its source was taken back, or a
    /// correction.
    pub why: Option<String>,
}

/// What kind of reason a fact changed for; in this order the first is the chief one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The brief covers another period, and with it other claims.
    PeriodChanged,
    /// The metric is defined otherwise, and may rest on other claims.
    DefinitionChanged,
    /// What was expected was signed, what was signed was started.
    StatusMoved,
    /// A source that was published or read anew states another figure.
    SourceRevised,
    /// A correction says otherwise than the source.
    Corrected,
    /// The data say otherwise what the same words or the same reading of a source say: the desk has
    /// corrected what it had entered.
    DataCorrected,
    /// Claims it rested on are used no more.
    EvidenceWithdrawn,
    /// Claims that were not known or not used before.
    NewEvidence,
    /// The same claims count here that did not, or no longer do: what the data say of their events, or
    /// of the lists these belong to, changed.
    Regrouped,
    /// Claims now contradict each other.
    ConflictArisen,
    /// Claims contradict each other no longer.
    ConflictResolved,
    /// Claims still contradict each other, and others of them are used.
    ConflictSettled,
    /// It is converted by other exchange rates.
    RatesChanged,
    /// More or fewer of those expected to report did.
    CoverageChanged,
    /// The source is quoted in other words, for the same figure.
    Requoted,
    /// The text has it that had not, or no longer has it; its evidence is as it was.
    Printed,
    /// It is only called or worded otherwise.
    Wording,
    /// None of its claims explains it: the data say something else of its events, it is computed from
    /// other values (its formulas then stand under it), or another release made it.
    Otherwise,
}

impl Kind {
    /// All of them, the chief first.
    pub const ALL: [Self; 18] = [
        Self::PeriodChanged,
        Self::DefinitionChanged,
        Self::StatusMoved,
        Self::SourceRevised,
        Self::Corrected,
        Self::DataCorrected,
        Self::EvidenceWithdrawn,
        Self::NewEvidence,
        Self::Regrouped,
        Self::ConflictArisen,
        Self::ConflictResolved,
        Self::ConflictSettled,
        Self::RatesChanged,
        Self::CoverageChanged,
        Self::Requoted,
        Self::Printed,
        Self::Wording,
        Self::Otherwise,
    ];

    /// The word used in messages and as JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PeriodChanged => "period-changed",
            Self::DefinitionChanged => "definition-changed",
            Self::StatusMoved => "status-moved",
            Self::SourceRevised => "source-revised",
            Self::Corrected => "corrected",
            Self::DataCorrected => "data-corrected",
            Self::EvidenceWithdrawn => "evidence-withdrawn",
            Self::NewEvidence => "new-evidence",
            Self::Regrouped => "regrouped",
            Self::ConflictArisen => "conflict-arisen",
            Self::ConflictResolved => "conflict-resolved",
            Self::ConflictSettled => "conflict-settled",
            Self::RatesChanged => "rates-changed",
            Self::CoverageChanged => "coverage-changed",
            Self::Requoted => "requoted",
            Self::Printed => "printed",
            Self::Wording => "wording",
            Self::Otherwise => "otherwise",
        }
    }
}
