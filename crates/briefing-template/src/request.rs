//! What helpers ask the document for: links and images of schemes of their own.
//!
//! | Markdown | stands for |
//! |---|---|
//! | `[](fact:projects/0?style=short)` | a figure of a metric's row, or of its `total` |
//! | `[](absent:METRIC)` | that a metric has no figure |
//! | `[](claimed:ID)` | the figure of a claim |
//! | `[](cite:SOURCE)`, `[](cite:projects/0)` | the numbers of a source, or of those behind a figure |
//! | `![CAPTION](table:JSON)`, `chart:`, `list:`, `claims:`, `conflicts:`, `corrections:`, `findings:`, `identities:`, `rates:` | a block made of results |
//! | `![](quote:ID)` | the words of a claim |
//! | `![](sources:)` | the list of sources |
//!
//! JSON and ids are percent-encoded.

use std::fmt::Write as _;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::words::{FigureStyle, Length};

/// A row of a metric's result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowRef {
    /// By its place.
    Index(usize),
    /// The row over all groups.
    Total,
}

impl RowRef {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text == "total" { Some(Self::Total) } else { text.parse().ok().map(Self::Index) }
    }
}

impl std::fmt::Display for RowRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Index(index) => write!(f, "{index}"),
            Self::Total => f.write_str("total"),
        }
    }
}

/// A figure as it is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactRequest {
    pub(crate) metric: String,
    pub(crate) row: RowRef,
    pub(crate) style: FigureStyle,
    /// As a change: "up 16%".
    pub(crate) delta: bool,
}

impl FactRequest {
    pub(crate) fn markdown(&self) -> String {
        let mut url = format!("fact:{}/{}", self.metric, self.row);
        url.push_str(&style_query(self.style, self.delta));
        format!("[]({url})")
    }

    /// Parses what follows `fact:`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let (metric, row) = path.split_once('/')?;
        let (style, delta) = parse_style(query)?;
        Some(Self { metric: metric.to_owned(), row: RowRef::parse(row)?, style, delta })
    }
}

/// The options of a figure as a query; empty where they are the ordinary ones.
pub(crate) fn style_query(style: FigureStyle, delta: bool) -> String {
    let mut parts = Vec::new();
    if style.length == Length::Short {
        parts.push("style=short".to_owned());
    }
    if !style.unit {
        parts.push("unit=false".to_owned());
    }
    if let Some(places) = style.precision {
        parts.push(format!("precision={places}"));
    }
    if let Some(digits) = style.digits {
        parts.push(format!("digits={digits}"));
    }
    if style.capital {
        parts.push("capital=true".to_owned());
    }
    if delta {
        parts.push("as=change".to_owned());
    }
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

pub(crate) fn parse_style(query: &str) -> Option<(FigureStyle, bool)> {
    let mut style = FigureStyle::default();
    let mut delta = false;
    for part in query.split('&').filter(|part| !part.is_empty()) {
        match part.split_once('=')? {
            ("style", "short") => style.length = Length::Short,
            ("unit", "false") => style.unit = false,
            ("precision", places) => {
                style.precision = Some(places.parse().ok().filter(|places| *places <= 12)?);
            }
            ("digits", digits) => {
                style.digits =
                    Some(digits.parse().ok().filter(|digits| (1..=12).contains(digits))?);
            }
            ("capital", "true") => style.capital = true,
            ("as", "change") => delta = true,
            _ => return None,
        }
    }
    Some((style, delta))
}

/// A table of one or more metrics.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableRequest {
    pub(crate) metric: String,
    /// Empty for the metric's dimensions, `value` and, where it is incomplete, `coverage`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) columns: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) labels: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) align: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) total: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sort: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) limit: Option<usize>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) empty: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) notes: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) long: bool,
}

/// Bars, or lines of a list, one a row of a metric.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RowsRequest {
    pub(crate) metric: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sort: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) limit: Option<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) notes: Vec<String>,
}

/// A register of claims.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ClaimsRequest {
    /// Those behind a metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) metric: Option<String>,
    /// Those behind one row of it: `0`, `total`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) row: Option<String>,
    /// Those about an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) event: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) measure: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) columns: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) limit: Option<usize>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) empty: String,
}

/// A list of conflicts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ConflictsRequest {
    /// Those of a metric; of all where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) metric: Option<String>,
    /// Those of one row of it: `0`, `total`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) row: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) empty: String,
}

/// A list of corrections.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CorrectionsRequest {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) empty: String,
}

/// A list of findings, of implied rates, or of what adds up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ChecksRequest {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) empty: String,
}

/// A block as an image, on a line of its own.
pub(crate) fn block(scheme: &str, caption: &str, request: &impl Serialize) -> String {
    let json = serde_json::to_string(request).unwrap_or_default();
    let caption = crate::Format::Markdown.escape(caption);
    format!("![{caption}]({scheme}:{})", percent_encode(&json))
}

/// The request of a block by what follows its scheme.
pub(crate) fn parse_block<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(&percent_decode(text)?).ok()
}

/// Everything but unreserved characters of RFC 3986 as `%XX`.
pub(crate) fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The text behind `%XX`; `None` if that is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if let (b'%', [high, low, after @ ..]) = (first, after) {
            let hex = |byte: &u8| char::from(*byte).to_digit(16);
            bytes.push(u8::try_from(hex(high)? * 16 + hex(low)?).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_come_back_as_they_went() {
        let style = FigureStyle {
            length: Length::Short,
            unit: false,
            precision: Some(2),
            digits: Some(3),
            capital: true,
            ..FigureStyle::default()
        };
        let fact = FactRequest { metric: "a-b".to_owned(), row: RowRef::Total, style, delta: true };
        let markdown = fact.markdown();
        let url = markdown.strip_prefix("[](fact:").unwrap().strip_suffix(')').unwrap();
        assert_eq!(FactRequest::parse(url), Some(fact));

        let table = TableRequest {
            metric: "a".to_owned(),
            columns: vec!["event".to_owned()],
            notes: vec!["100 % 数".to_owned()],
            ..TableRequest::default()
        };
        let markdown = block("table", "A [b]", &table);
        let url = markdown.strip_prefix(r"![A \[b\]](table:").unwrap().strip_suffix(')').unwrap();
        assert_eq!(parse_block::<TableRequest>(url), Some(table));
    }

    #[test]
    fn requests_that_nobody_made_are_none() {
        for url in ["a", "a/b", "a/-1", "a/0?style=long", "a/0?precision=99", "a/0?x"] {
            assert_eq!(FactRequest::parse(url), None, "{url}");
        }
        assert_eq!(parse_block::<TableRequest>("%7B%22metric%22%3A1%7D"), None);
        assert_eq!(percent_decode("%FF"), None);
        assert_eq!(percent_decode("%4"), Some("%4".to_owned()));
    }
}
