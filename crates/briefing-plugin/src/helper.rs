//! Helpers: what templates can say besides plain paths.

use std::collections::BTreeMap;

use serde_json::Value;

/// A helper: what `{{name argument option=value}}` stands for in a template.
///
/// Pure: the same call gives the same output. Called from several threads at once.
pub trait Helper: Send + Sync {
    /// Its name in templates.
    fn name(&self) -> &str;

    /// What it prints, in a line, for `briefing plugin list` and the reference.
    fn about(&self) -> &str;

    /// The arguments it takes; templates are checked against it before anything renders.
    fn signature(&self) -> Signature;

    /// The output of a call whose arguments fit the signature.
    ///
    /// # Errors
    /// What is wrong with the values, for the author of the template.
    fn call(&self, call: &HelperCall<'_>) -> Result<HelperOutput, HelperError>;
}

/// The arguments a [`Helper`] takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// Arguments by position; those that may be left out come last.
    pub positional: Vec<Argument>,
    /// Options by name.
    pub named: Vec<Argument>,
}

/// An argument of a [`Helper`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// What it must be.
    pub kind: ArgumentKind,
    /// Whether it may be left out.
    pub optional: bool,
    /// What it is for, in a line.
    pub about: &'static str,
}

/// What an [`Argument`] must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentKind {
    /// A metric: `metrics.projects`.
    Metric,
    /// A metric, or a row of one.
    Rows,
    /// A figure: a metric of one row, a row, or a row's figure.
    Figure,
    /// Text.
    Text,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Names of columns of the metric given, separated by commas.
    Columns,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// The id of a source.
    Source,
    /// Whatever a path leads to.
    Any,
}

/// A call of a [`Helper`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct HelperCall<'a> {
    /// Arguments by position. A path that leads nowhere is null.
    pub arguments: &'a [&'a Value],
    /// Options by name.
    pub options: &'a BTreeMap<&'a str, &'a Value>,
    /// BCP 47 tag of the brief's language and forms.
    pub locale: &'a str,
}

impl<'a> HelperCall<'a> {
    /// A call.
    #[must_use]
    pub fn new(
        arguments: &'a [&'a Value],
        options: &'a BTreeMap<&'a str, &'a Value>,
        locale: &'a str,
    ) -> Self {
        Self { arguments, options, locale }
    }

    /// An argument by position; null where it was left out.
    #[must_use]
    pub fn argument(&self, index: usize) -> &'a Value {
        self.arguments.get(index).copied().unwrap_or(&Value::Null)
    }

    /// An option by name.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&'a Value> {
        self.options.get(name).copied()
    }
}

/// What a [`Helper`] made.
#[derive(Debug, Clone, PartialEq)]
pub enum HelperOutput {
    /// Text, to be escaped as the format of the template wants it.
    Text(String),
    /// A value, for `#if`, `#each` and other helpers.
    Value(Value),
    /// Markdown, taken as it is: in it, `fact:` and `table:` links carry what Markdown cannot. In
    /// templates of other formats its plain text is printed. As the argument of another helper it is
    /// a text that helper may join with others or hand on.
    Markdown(String),
}

/// Why a [`Helper`] could not do as it was told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct HelperError {
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// How to mend it.
    pub hints: Vec<String>,
}

impl HelperError {
    /// An error with no hint.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new() }
    }

    /// Adds a way to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}
