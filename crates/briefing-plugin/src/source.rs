//! Sources: a data file as a tree of values with their places.

use std::ops::Range;

use indexmap::IndexMap;

/// A source: reads one format of data files.
///
/// It knows the format, not what the data mean: the tree it returns is checked and understood in
/// the same way whatever file it came from.
pub trait Source: Send + Sync {
    /// Its name: `toml`.
    fn name(&self) -> &str;

    /// What it reads, in a line, for `briefing plugin list`.
    fn about(&self) -> &str;

    /// The endings of the files it reads, without the dot.
    fn extensions(&self) -> &[&str];

    /// Reads a file's text. What can be read is returned beside the mistakes, so that the rest of
    /// the file can be checked too.
    fn read(&self, text: &str) -> SourceOutput;
}

/// What a [`Source`] made of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceOutput {
    /// What could be read: a table, or where there is a `head`, a list of tables, one a row.
    pub tree: Node,
    /// The names of the columns, of a format that has rows and columns. A column `name.en` is the key
    /// `en` of a table `name`, and every value of such a format is text.
    pub head: Option<Vec<Node>>,
    /// What could not.
    pub mistakes: Vec<SourceMistake>,
}

/// Something in a file that is not of the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceMistake {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// How to mend it.
    pub hints: Vec<String>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: NodeValue,
    /// Bytes of the file.
    pub span: Range<usize>,
}

/// The value of a [`Node`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeValue {
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A decimal number, as written: no binary fraction comes near a figure.
    Decimal(String),
    /// A date or time, as written.
    Date(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A table, in the order of the file.
    Table(IndexMap<String, Entry>),
}

/// An entry of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Bytes of the key.
    pub key: Range<usize>,
    /// The value.
    pub node: Node,
}
