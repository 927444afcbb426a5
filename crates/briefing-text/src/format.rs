//! One function for every format.

use crate::{html, pdf, plain};

/// The text of a file, page by page; one page where the format has none.
///
/// Lines end where they end on the page; what stands side by side is apart by a tab; raised digits,
/// such as marks of footnotes, are raised digits of Unicode, so that they are no part of a number.
///
/// # Errors
/// The bytes are not of the format.
pub fn text(bytes: &[u8], format: Format) -> Result<Vec<String>, TextError> {
    match format {
        Format::Plain => plain(bytes).map(|text| vec![text]),
        Format::Html => html(bytes).map(|text| vec![text]),
        Format::Pdf => pdf(bytes),
    }
}

/// A format that [`text`] reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text.
    Plain,
    /// HTML.
    Html,
    /// PDF.
    Pdf,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Html, Self::Pdf];

    /// The ending of its files: `txt`, `html`, `pdf`.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Plain => "txt",
            Self::Html => "html",
            Self::Pdf => "pdf",
        }
    }

    /// The format of a file of this name, by its ending: `.txt`, `.html`, `.htm`, `.pdf`, whatever
    /// their case.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Plain),
            "html" | "htm" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// Why a file has no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The bytes are of no encoding that is stated or certain.
    #[error("its encoding is not known: it is neither UTF-8 nor says what it is")]
    Encoding,
    /// The encoding that the file names does not exist.
    #[error("its encoding `{0}` is not known")]
    UnknownEncoding(String),
    /// It is no PDF, or a broken one.
    #[error("it is not a PDF that can be read")]
    Pdf,
    /// A password is needed.
    #[error("it is an encrypted PDF")]
    Encrypted,
    /// Reading it went over a limit, or failed; why.
    #[error("reading it was stopped: {0}")]
    Stopped(String),
}
