//! A brief as a tree, from which every output is made.
//!
//! Blocks and inlines are what Markdown has, and what briefs need besides: tables with totals,
//! charts, figures with their evidence, citations. Facts, evidence and references stand in side
//! tables, and the tree names them by index. It serialises to plain JSON: outputs that are not
//! written in Rust, the PDF theme among them, read it as data.

mod contested;

use serde::{Deserialize, Serialize};

pub use contested::Contested;

use crate::claim::Counts;
use crate::date::Date;
use crate::figure::Figure;
use crate::number::Number;
use crate::result::{Absence, Coverage};
use crate::slug::Slug;
use crate::source::{Grade, SourceKind};
use crate::status::Status;
use crate::unit::Unit;

/// A brief.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// What it is.
    pub meta: Meta,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Every figure printed in it, in order of first use; [`Inline::Fact`] names them by index.
    pub facts: Vec<Fact>,
    /// Every claim behind a fact, or listed in it, in order of first use.
    pub evidence: Vec<Evidence>,
    /// Every source cited, in order of first use; its number is its index and one.
    pub references: Vec<Reference>,
}

/// What a brief is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Title.
    pub title: String,
    /// What it is about, in a sentence; may be empty.
    pub description: String,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Id of the report.
    pub report: String,
    /// Value of the fan-out dimension, where there is one: `cn-gs`.
    pub key: Option<String>,
    /// The period it covers: `2024`, `2024-Q3`, `all`.
    pub period: String,
    /// The day whose knowledge it states, where that is not all there is.
    pub as_of: Option<Date>,
    /// Name of the edition: `2024-10`.
    pub edition: String,
    /// The same in words: "October 2024".
    pub edition_text: String,
    /// Date of the edition.
    pub date: Date,
    /// The date as printed.
    pub date_text: String,
    /// Who publishes it.
    pub publisher: String,
    /// Words of the program itself, in the brief's language.
    pub words: Words,
}

/// Headings and marks that outputs print by themselves, in the brief's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// "Contents".
    pub contents: String,
    /// "Evidence".
    pub evidence: String,
    /// What the evidence section is, in a sentence.
    pub evidence_intro: String,
    /// "Sources".
    pub sources: String,
    /// "Page {page} of {pages}", with the two marks in it.
    pub page: String,
    /// "Back to the text".
    pub back: String,
    /// "Not reported".
    pub not_reported: String,
    /// "accessed".
    pub accessed: String,
    /// "published".
    pub published: String,
    /// "Read the words at the source".
    pub at_source: String,
    /// "Formula".
    pub formula: String,
    /// "Coverage".
    pub coverage: String,
    /// "Status".
    pub status: String,
    /// "Scope".
    pub scope: String,
    /// "Source".
    pub source: String,
    /// "Data as of".
    pub data_as_of: String,
    /// What [`CONTESTED_MARK`] says, in words: "sources disagree".
    pub contested: String,
    /// "Contradicted by".
    pub contradicted_by: String,
    /// Between a label and its text: ": ".
    pub colon: String,
    /// Between the parts of a line: ", ".
    pub comma: String,
    /// Between two statements of a line: "; ".
    pub semicolon: String,
    /// After a sentence, with the space before the next: ". ".
    pub stop: String,
    /// Before an aside: " (".
    pub open: String,
    /// After it: ")".
    pub close: String,
    /// Between words: a space, or nothing.
    pub space: String,
}

/// The mark of a figure that rests on a choice between sources that contradict each other.
///
/// It is neither a digit nor a letter, so that it cannot be read as part of a number, as a unit or as
/// the number of a footnote.
pub const CONTESTED_MARK: &str = "†";

/// A block of text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A heading. The title of the brief is in [`Meta`]; headings of the text begin at level 2.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Anchor, unique in the document.
        id: String,
        /// Text.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Text.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether items are numbered.
        ordered: bool,
        /// The first number.
        start: u32,
        /// Whether items stand close together.
        tight: bool,
        /// Items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote {
        /// Text.
        content: Vec<Block>,
    },
    /// A box set apart from the text: GFM's alerts.
    Callout {
        /// How urgent it is.
        tone: Tone,
        /// Text.
        content: Vec<Block>,
    },
    /// Preformatted text.
    Code {
        /// The language, where it is said.
        language: Option<String>,
        /// Text.
        text: String,
    },
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
    /// Notes to the text above them, set smaller: what a mark in it means.
    Notes {
        /// One paragraph a note.
        notes: Vec<Vec<Inline>>,
    },
    /// The list of [`Document::references`], at this place.
    References,
    /// A rule across the page.
    Rule,
}

/// How urgent a [`Block::Callout`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Worth knowing.
    Note,
    /// Helpful.
    Tip,
    /// Needed to understand.
    Important,
    /// Easily misread.
    Warning,
    /// Likely to mislead.
    Caution,
}

/// Text within a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Inline {
    /// Plain text. Never markup of any format.
    Text {
        /// The text.
        text: String,
    },
    /// Emphasis.
    Emphasis {
        /// Text.
        content: Vec<Inline>,
    },
    /// Strong emphasis.
    Strong {
        /// Text.
        content: Vec<Inline>,
    },
    /// Struck out.
    Strikethrough {
        /// Text.
        content: Vec<Inline>,
    },
    /// Code.
    Code {
        /// Text.
        text: String,
    },
    /// A link to `http:`, `https:`, `mailto:` or `#anchor`, or to a file beside the page; nothing
    /// else gets here.
    Link {
        /// Where to.
        url: String,
        /// Text.
        content: Vec<Inline>,
    },
    /// A figure, with its evidence.
    Fact {
        /// Index into [`Document::facts`].
        fact: usize,
        /// As printed here.
        text: String,
    },
    /// The number of a reference.
    Cite {
        /// Index into [`Document::references`].
        reference: usize,
    },
    /// [`CONTESTED_MARK`] behind a figure, or behind words that rest on one.
    Contested {
        /// Index into [`Document::evidence`] of a claim that another contradicts.
        evidence: usize,
        /// The anchor of the row that lists the contradiction in this document, where one does:
        /// see [`TableRow::id`].
        row: Option<String>,
    },
    /// Text in another language than the brief's.
    Foreign {
        /// BCP 47 tag.
        language: String,
        /// The text.
        text: String,
    },
    /// A line break.
    LineBreak,
}

impl Inline {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// The text of inlines without any markup.
#[must_use]
pub fn plain_text(content: &[Inline]) -> String {
    fn write(content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                Inline::Text { text }
                | Inline::Code { text }
                | Inline::Fact { text, .. }
                | Inline::Foreign { text, .. } => out.push_str(text),
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strikethrough { content }
                | Inline::Link { content, .. } => write(content, out),
                Inline::Cite { reference } => {
                    out.push_str(&format!("[{}]", reference + 1));
                }
                Inline::Contested { .. } => out.push_str(CONTESTED_MARK),
                Inline::LineBreak => out.push(' '),
            }
        }
    }
    let mut out = String::new();
    write(content, &mut out);
    out
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Anchor, unique in the document: `table-1`.
    pub id: String,
    /// Title; may be empty.
    pub caption: Vec<Inline>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows; none prints [`Table::empty`].
    pub rows: Vec<TableRow>,
    /// What to say where there are no rows.
    pub empty: String,
    /// Notes below it.
    pub notes: Vec<Vec<Inline>>,
}

/// A column of a [`Table`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// Its head.
    pub label: Vec<Inline>,
    /// On which side its cells stand.
    pub align: Align,
    /// Whether its cells are the heads of their rows.
    pub header: bool,
}

/// On which side text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// At the start of the line: text.
    Start,
    /// In the middle.
    Center,
    /// At the end of the line: figures.
    End,
}

/// A row of a [`Table`].
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TableRow {
    /// One cell a column; of the heading of a group, one in all.
    pub cells: Vec<Vec<Inline>>,
    /// Whether it is a total of the rows above.
    pub total: bool,
    /// Whether it names the rows below it, up to the next such row: its only cell goes over all
    /// columns.
    pub heading: bool,
    /// Anchor, unique in the document, where something leads to the row: `d1`.
    pub id: Option<String>,
}

impl TableRow {
    /// An ordinary row.
    #[must_use]
    pub fn new(cells: Vec<Vec<Inline>>) -> Self {
        Self { cells, ..Self::default() }
    }

    /// The heading of the rows below it.
    #[must_use]
    pub fn heading(content: Vec<Inline>) -> Self {
        Self { cells: vec![content], heading: true, ..Self::default() }
    }
}

/// A chart: one bar a group, a bound shown as a bound.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// Anchor, unique in the document: `chart-1`.
    pub id: String,
    /// Title.
    pub caption: Vec<Inline>,
    /// What it shows, in words, for who does not see it.
    pub description: String,
    /// The least value that a bar can show, in the unit of the figures; not above zero.
    pub least: Number,
    /// The greatest value that a bar can show; not below zero, and above [`Chart::least`].
    pub greatest: Number,
    /// Where zero is, in thousandths of the way from the least to the greatest value.
    pub zero: u16,
    /// Bars, in order.
    pub bars: Vec<Bar>,
    /// Notes below it: what an open end means.
    pub notes: Vec<Vec<Inline>>,
}

/// A bar of a [`Chart`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// What it is of.
    pub label: Vec<Inline>,
    /// The figure as printed: a fact, or that nothing was reported.
    pub value: Vec<Inline>,
    /// From where to where the figure certainly reaches, from zero to its nearer end: in thousandths
    /// of the way from the least to the greatest value, the lesser first; equal where nothing is
    /// certain.
    pub certain: [u16; 2],
    /// From where to where it may reach besides; equal where that is nowhere.
    pub possible: [u16; 2],
    /// Whether it may reach below any value: a bound without a lower end.
    pub open_below: bool,
    /// Whether it may reach above any value: a bound without an upper end.
    pub open_above: bool,
}

/// A figure as printed, and where it comes from. A figure that is printed again is the same fact.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Fact {
    /// Its anchor: `f1`, `f2`, … in the order of the text.
    pub id: String,
    /// As printed where it first stands: "more than 550 billion yuan".
    pub text: String,
    /// The other ways in which it is printed, in order: "> 550 bn".
    pub also: Vec<String>,
    /// The exact figure.
    pub figure: Option<Figure>,
    /// Why there is no figure, where there is none.
    pub absence: Option<Absence>,
    /// The same in a sentence: "A change from zero is not defined"; empty where there is a figure.
    pub absence_text: String,
    /// The metric it is a result of, by id; empty where it is a claim as it stands.
    pub metric: String,
    /// What it is, in words: "Agreement value, Gansu 2024".
    pub label: String,
    /// The values of the metric's dimensions, that of a fan-out among them: name, id, label.
    pub dimensions: Vec<FactDimension>,
    /// How it was made: "sum of agreement-value where status = signed".
    pub formula: String,
    /// How many of those expected to report did.
    pub coverage: Coverage,
    /// The coverage in words; empty where it is complete.
    pub coverage_text: String,
    /// The statuses that went into it.
    pub statuses: Vec<Status>,
    /// How many sources it has, and how many of them are independent, in words; empty where it has
    /// one.
    pub independence: String,
    /// The scopes that went into it.
    pub scopes: Vec<Slug>,
    /// The populations that went into it.
    pub populations: Vec<Slug>,
    /// The rates it was converted by.
    pub rates: Vec<FactRate>,
    /// Claims that could not all be true, and which of them were used.
    pub conflicts: Vec<FactConflict>,
    /// The claims it was made from: indices into [`Document::evidence`].
    pub evidence: Vec<usize>,
}

/// A rate by which a [`Fact`] was converted: one unit of `base` was worth `value` units of `quote`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactRate {
    /// The currency priced.
    pub base: Unit,
    /// The currency it is priced in.
    pub quote: Unit,
    /// The day.
    pub date: Date,
    /// Units of `quote` for one of `base`.
    pub value: Number,
    /// Who says so: index into [`Document::references`].
    pub reference: usize,
}

/// Claims behind a [`Fact`] that could not all be true: indices into [`Document::evidence`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactConflict {
    /// All of them.
    pub claims: Vec<usize>,
    /// Those whose figure was used.
    pub used: Vec<usize>,
}

/// The value of a dimension of a [`Fact`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactDimension {
    /// The dimension.
    pub name: String,
    /// The value, by id.
    pub id: String,
    /// The value in words.
    pub label: String,
}

/// A claim behind a fact, in words; [`Evidence::said`] is the same for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The claim's id.
    pub claim: String,
    /// Its anchor: `e1`, `e2`, …
    pub id: String,
    /// What it says, exactly and by id.
    pub said: Said,
    /// The event, in words.
    pub event: String,
    /// The measure, in words.
    pub measure: String,
    /// The figure, in words.
    pub figure: String,
    /// The status, in words.
    pub status: String,
    /// The scope, in words.
    pub scope: String,
    /// Which of the things it counts, in words: the population and the sector it is limited to; empty
    /// where it counts all.
    pub population: String,
    /// The claims that contradict it: indices into [`Document::evidence`], in the order of the data
    /// set.
    pub contradicted_by: Vec<usize>,
    /// The words of the source, and those around them.
    pub quote: crate::claim::Quote,
    /// BCP 47 tag of the quote's language.
    pub language: String,
    /// A link to the words at the source (`#:~:text=`), where the source has an address.
    pub quote_url: Option<String>,
    /// The source: index into [`Document::references`].
    pub reference: usize,
    /// Whatever a reader should know about it; may be empty.
    pub note: String,
    /// What the source says instead, who corrected it, when and why; empty where nobody did.
    pub correction: String,
}

/// What a claim says, exactly and by id.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// The event.
    pub event: Slug,
    /// The measure.
    pub measure: Slug,
    /// The figure.
    pub figure: Figure,
    /// The status.
    pub status: Status,
    /// Whether it counts all that has reached the status, or what is in it now.
    pub counts: Counts,
    /// The scope.
    pub scope: Slug,
    /// The population.
    pub population: Slug,
    /// The sector it is limited to, where it is.
    pub sector: Option<Slug>,
    /// Where it comes from, where it is limited to that: `CN-GD`, `eastern`.
    pub origin: Option<String>,
    /// The day the figure holds for, where it is not the source's date.
    pub as_of: Option<Date>,
}

/// A source that is cited, in words; [`Reference::imprint`] is for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reference {
    /// The source's id.
    pub source: String,
    /// Its anchor: `s1`, `s2`, …
    pub id: String,
    /// What it is, exactly.
    pub imprint: Imprint,
    /// Title.
    pub title: String,
    /// BCP 47 tag of the title's language.
    pub title_language: String,
    /// Who published it.
    pub publisher: String,
    /// Whom the publisher cites; may be empty.
    pub origin: String,
    /// When it was published, as printed; may be empty.
    pub published: String,
    /// When it was read, as printed.
    pub accessed: String,
    /// Its address.
    pub url: Option<String>,
    /// Its grade, in words.
    pub grade: String,
    /// Whatever a reader should know about it; may be empty.
    pub note: String,
}

/// What a source is, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Imprint {
    /// Whose voice it is.
    pub kind: SourceKind,
    /// How far it can be trusted to be what it says it is.
    pub grade: Grade,
    /// BCP 47 tag of its language.
    pub language: String,
    /// When it was published, where that is known.
    pub published: Option<Date>,
    /// When it was read.
    pub accessed: Date,
    /// SHA-256 of the archived copy, in hexadecimal, where there is one.
    pub sha256: Option<String>,
}
