//! How far what is announced has come.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The ladder from an offer to what exists, in order; [`Status::Cancelled`] stands beside it.
///
/// After IATI's activity status, with the steps that announcements of investment tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Offered or promoted: a list of projects that look for a partner.
    Offered,
    /// Solicited or intended: letters of intent, projects collected before an event.
    Intended,
    /// Expected to be signed.
    Expected,
    /// Signed.
    Signed,
    /// Building has started.
    Started,
    /// Realised: in production, or money spent.
    Realised,
    /// Called off.
    Cancelled,
}

impl Status {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Offered,
        Self::Intended,
        Self::Expected,
        Self::Signed,
        Self::Started,
        Self::Realised,
        Self::Cancelled,
    ];

    /// The word used in data files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Intended => "intended",
            Self::Expected => "expected",
            Self::Signed => "signed",
            Self::Started => "started",
            Self::Realised => "realised",
            Self::Cancelled => "cancelled",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no [`Status`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown status `{0}`")]
pub struct StatusError(pub String);

impl FromStr for Status {
    type Err = StatusError;

    fn from_str(text: &str) -> Result<Self, StatusError> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| StatusError(text.to_owned()))
    }
}
