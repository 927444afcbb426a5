//! Corrections: what is used in place of what a source says, and on whose word.

use crate::claim::Claim;
use crate::date::Date;
use crate::diagnostic::Span;
use crate::figure::{Figure, Precision};
use crate::number::Number;
use crate::slug::Slug;
use crate::status::Status;
use crate::text::Text;

/// A reviewer's decision on one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its identifier.
    pub id: Slug,
    /// The claim, by id.
    pub claim: String,
    /// What is done with it.
    pub action: Action,
    /// What the claim says from then on; none where it is dropped.
    pub becomes: Option<Said>,
    /// Why.
    pub reason: Text,
    /// Who decided it.
    pub reviewer: Text,
    /// The day it was decided. As of an earlier day the claim says what its source says.
    pub date: Date,
    /// Where it is defined.
    pub span: Span,
}

/// What a [`Correction`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The claim is not used.
    Drop,
    /// Something else is used in its place.
    Override,
    /// Its figure is multiplied.
    Scale(Number),
}

impl Action {
    /// The word used in data files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Drop => "drop",
            Self::Override => "override",
            Self::Scale(_) => "scale",
        }
    }
}

/// The parts of a claim that can be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The figure.
    pub figure: Figure,
    /// The unit of its last digit.
    pub precision: Precision,
    /// How far the thing has come.
    pub status: Status,
    /// What part of the event the figure covers.
    pub scope: Slug,
    /// Which of the things it counts.
    pub population: Slug,
    /// The day it holds for, where that is not the source's.
    pub as_of: Option<Date>,
}

/// That a claim is corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The correction, by id.
    pub by: Slug,
    /// What the source says.
    pub stated: Said,
}

impl Claim {
    /// What the claim says, as far as that can be corrected.
    #[must_use]
    pub fn said(&self) -> Said {
        Said {
            figure: self.figure.clone(),
            precision: self.precision,
            status: self.status,
            scope: self.scope.clone(),
            population: self.population.clone(),
            as_of: self.as_of,
        }
    }

    /// What its source says: the same, unless it was corrected.
    #[must_use]
    pub fn stated(&self) -> Said {
        match &self.corrected {
            Some(corrected) => corrected.stated.clone(),
            None => self.said(),
        }
    }

    /// The claim as a correction leaves it; what it is known by stays, so that it can be found.
    /// A dropped claim says what it said.
    #[must_use]
    pub fn corrected(mut self, correction: &Correction) -> Self {
        let stated = self.stated();
        if let Some(said) = correction.becomes.clone() {
            let Said { figure, precision, status, scope, population, as_of } = said;
            self.figure = figure;
            self.precision = precision;
            self.status = status;
            self.scope = scope;
            self.population = population;
            self.as_of = as_of;
        }
        self.corrected = Some(Box::new(Corrected { by: correction.id.clone(), stated }));
        self
    }
}
