//! Changes to a project's own files that leave everything else in them as it is, comments too.

use briefing_model::date::Date;
use briefing_model::slug::Slug;
use toml_edit::{Datetime, DocumentMut, Item, Key, Table, Value};

/// A source to be recorded: the fields of its table, which the loader checks as it does any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Whom the publisher cites for it.
    pub origin: Option<String>,
    /// Whose voice it is: `state-media`.
    pub kind: String,
    /// When it was published.
    pub published: Option<Date>,
    /// When it was read.
    pub accessed: Date,
    /// Its address.
    pub url: Option<String>,
    /// Its language: a BCP 47 tag.
    pub language: String,
    /// How far it can be trusted to be what it says it is: `original`.
    pub grade: String,
    /// Whatever a reader should know about it.
    pub note: Option<String>,
}

/// Why a file was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file is not TOML.
    #[error("it is not valid TOML: {0}")]
    Syntax(String),
    /// It defines no such thing.
    #[error("it defines no source `{0}`")]
    Unknown(Slug),
    /// It defines it already.
    #[error("it defines `{0}` already")]
    Known(Slug),
}

/// A file of sources with one more at its end.
///
/// # Errors
/// The file is not TOML, or has this source already.
pub fn add_source(text: &str, source: &NewSource, sha256: &str) -> Result<String, EditError> {
    let mut document = parse(text)?;
    if document.contains_key(source.id.as_str()) {
        return Err(EditError::Known(source.id.clone()));
    }
    let mut table = Table::new();
    let date = |date: Date| date.to_string().parse::<Datetime>().ok().map(Value::from);
    let text_of = |text: &Option<String>| text.clone().map(Value::from);
    for (key, value) in [
        ("title", Some(Value::from(&source.title))),
        ("publisher", Some(Value::from(&source.publisher))),
        ("origin", text_of(&source.origin)),
        ("kind", Some(Value::from(&source.kind))),
        ("published", source.published.and_then(date)),
        ("accessed", date(source.accessed)),
        ("url", text_of(&source.url)),
        ("language", Some(Value::from(&source.language))),
        ("grade", Some(Value::from(&source.grade))),
        ("sha256", Some(Value::from(sha256))),
        ("note", text_of(&source.note)),
    ] {
        if let Some(value) = value {
            table.insert_formatted(&aligned(key, WIDTH), Item::Value(value));
        }
    }
    if !text.trim().is_empty() {
        table.decor_mut().set_prefix("\n");
    }
    document.insert(source.id.as_str(), Item::Table(table));
    Ok(document.to_string())
}

/// A file of sources with the hash of the archived copy of one set, whatever it was.
///
/// # Errors
/// The file is not TOML, or has no such source.
pub fn set_sha256(text: &str, source: &Slug, sha256: &str) -> Result<String, EditError> {
    let mut document = parse(text)?;
    let unknown = || EditError::Unknown(source.clone());
    let table =
        document.get_mut(source.as_str()).and_then(Item::as_table_like_mut).ok_or_else(unknown)?;
    if let Some(value) = table.get_mut("sha256").and_then(Item::as_value_mut) {
        let decor = value.decor().clone();
        *value = Value::from(sha256);
        *value.decor_mut() = decor;
        return Ok(document.to_string());
    }
    let width = width(&*table);
    match document.get_mut(source.as_str()).and_then(Item::as_table_mut) {
        Some(table) => {
            table.insert_formatted(&aligned("sha256", width), Item::Value(Value::from(sha256)));
        }
        // `source = { … }` on one line.
        None => {
            document[source.as_str()]["sha256"] = Item::Value(Value::from(sha256));
        }
    }
    Ok(document.to_string())
}

/// The width of the longest key of a source, `published`.
const WIDTH: usize = 9;

fn parse(text: &str) -> Result<DocumentMut, EditError> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        EditError::Syntax(error.message().to_lowercase().replace('\n', "; "))
    })
}

/// A key with blanks up to the equals sign, as the other keys of its table have.
fn aligned(key: &str, width: usize) -> Key {
    let mut key = Key::new(key);
    let blanks = " ".repeat((width + 1).saturating_sub(key.get().len()).max(1));
    key.leaf_decor_mut().set_suffix(blanks);
    key
}

/// How wide the keys of a table are set, where all are set alike; 0 where they are not.
fn width(table: &dyn toml_edit::TableLike) -> usize {
    let widths: Vec<usize> = table
        .iter()
        .filter_map(|(name, _)| {
            let key = table.key(name)?;
            let blanks = key.leaf_decor().suffix().and_then(|suffix| suffix.as_str());
            Some(name.len() + blanks.unwrap_or(" ").len())
        })
        .collect();
    match widths.as_slice() {
        [first, rest @ ..] if rest.iter().all(|width| width == first) => first - 1,
        _ => 0,
    }
}
