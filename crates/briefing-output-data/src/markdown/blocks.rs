//! Blocks as lines. What stands within a list or quotation is indented by whoever holds it.

use briefing_model::document::{Align, Block, Chart, Inline, Table, Tone};

use super::line::{Place, is_blank};
use super::{Writer, append};

/// What a list was marked with: the next one beside it has to be marked otherwise, or the two
/// would be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    ordered: bool,
    other: bool,
}

impl Writer<'_> {
    /// Blocks with an empty line between each two; `tight` leaves it out before a list.
    pub(super) fn blocks(&mut self, blocks: &[Block], tight: bool) -> Vec<String> {
        let mut lines = Vec::new();
        let mut before: Option<Marks> = None;
        for block in blocks {
            let more = self.block(block, before);
            if more.is_empty() {
                continue;
            }
            before = match block {
                Block::List { ordered, .. } => Some(marks(*ordered, before)),
                Block::References => Some(marks(true, before)),
                _ => None,
            };
            if tight && before.is_some() && interrupts(&more[0]) {
                lines.extend(more);
            } else {
                append(&mut lines, more);
            }
        }
        lines
    }

    /// The lines of a block; none where there is nothing to say. `before` is the list right before
    /// it.
    pub(super) fn block(&mut self, block: &Block, before: Option<Marks>) -> Vec<String> {
        match block {
            Block::Heading { level, id, content } => {
                let text = self.heading(content);
                if text.is_empty() {
                    return Vec::new();
                }
                let text = self.anchors.written(id).unwrap_or_default() + &text;
                vec![format!("{} {text}", "#".repeat(usize::from(*level).clamp(2, 6)))]
            }
            Block::Paragraph { content } => {
                let text = self.line(content, Place::Paragraph);
                text.lines().map(str::to_owned).collect()
            }
            Block::List { ordered, start, tight, items } => {
                self.list(marks(*ordered, before), *start, *tight, items)
            }
            Block::Quote { content } => quoted(self.blocks(content, false)),
            Block::Callout { tone, content } => {
                let mut lines = vec![format!("[!{}]", tone_name(*tone))];
                lines.extend(self.blocks(content, false));
                quoted(lines)
            }
            Block::Code { language, text } => code(language.as_deref(), text),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Notes { notes } => self.notes(notes),
            Block::References => self.references_after(before),
            // Stars, for hyphens after the mark of a list would be a rule in its place.
            Block::Rule => vec!["***".to_owned()],
        }
    }

    /// The text of a heading.
    pub(super) fn heading(&mut self, content: &[Inline]) -> String {
        self.line(content, Place::Heading)
    }

    /// The list of sources, numbered as the text cites them.
    pub(super) fn references(&mut self) -> Vec<String> {
        self.references_after(None)
    }

    fn references_after(&mut self, before: Option<Marks>) -> Vec<String> {
        let words = &self.document.meta.words;
        let items: Vec<Vec<Block>> = self
            .document
            .references
            .iter()
            .map(|reference| {
                let title = vec![Inline::text(&reference.title)];
                let title = match &reference.url {
                    Some(url) => vec![Inline::Link { url: url.clone(), content: title }],
                    None => title,
                };
                let dated = |word: &str, date: &str| {
                    if date.is_empty() { String::new() } else { format!("{word} {date}") }
                };
                let who = match &*reference.origin {
                    "" => reference.publisher.clone(),
                    origin => {
                        format!("{}{}{origin}{}", reference.publisher, words.open, words.close)
                    }
                };
                let parts = [
                    who,
                    dated(&words.published, &reference.published),
                    dated(&words.accessed, &reference.accessed),
                    reference.grade.clone(),
                    reference.note.clone(),
                ];
                let mut content = title;
                for part in parts.iter().filter(|part| !is_blank(part)) {
                    content.push(Inline::text(format!(" · {part}")));
                }
                vec![Block::Paragraph { content }]
            })
            .collect();
        self.list(marks(true, before), 1, true, &items)
    }

    fn list(&mut self, marks: Marks, start: u32, tight: bool, items: &[Vec<Block>]) -> Vec<String> {
        let mut lines = Vec::new();
        // CommonMark reads nine digits.
        let start = start.min(900_000_000) as usize;
        for (index, item) in items.iter().enumerate() {
            let mark = match (marks.ordered, marks.other) {
                (false, false) => "- ".to_owned(),
                (false, true) => "+ ".to_owned(),
                (true, false) => format!("{}. ", start + index),
                (true, true) => format!("{}) ", start + index),
            };
            if index > 0 && !tight {
                lines.push(String::new());
            }
            let indent = " ".repeat(mark.len());
            let mut inner = self.blocks(item, tight).into_iter();
            let first = inner.next().unwrap_or_default();
            lines.push(format!("{mark}{first}").trim_end().to_owned());
            lines.extend(inner.map(
                |line| {
                    if line.is_empty() { line } else { format!("{indent}{line}") }
                },
            ));
        }
        lines
    }

    fn table(&mut self, table: &Table) -> Vec<String> {
        let mut lines: Vec<String> = self.anchors.written(&table.id).into_iter().collect();
        append(&mut lines, self.caption(&table.caption));
        if table.rows.is_empty() || table.columns.is_empty() {
            let empty = vec![Inline::text(&table.empty)];
            append(&mut lines, self.block(&Block::Paragraph { content: empty }, None));
        } else {
            let heads: Vec<String> =
                table.columns.iter().map(|column| self.cell(&column.label, false)).collect();
            let rules = table.columns.iter().map(|column| match column.align {
                Align::Start => "---",
                Align::Center => ":-:",
                Align::End => "--:",
            });
            let mut rows = vec![row(&heads), row(&rules.collect::<Vec<_>>())];
            for line in &table.rows {
                if line.heading {
                    let mut cells = vec![String::new(); table.columns.len()];
                    if let (Some(first), Some(content)) = (cells.first_mut(), line.cells.first()) {
                        *first = self.cell(content, true);
                    }
                    rows.push(row(&cells));
                    continue;
                }
                let cells = (0..table.columns.len()).map(|at| {
                    line.cells.get(at).map_or_else(String::new, |cell| self.cell(cell, line.total))
                });
                rows.push(row(&cells.collect::<Vec<_>>()));
            }
            append(&mut lines, rows);
        }
        append(&mut lines, self.notes(&table.notes));
        lines
    }

    /// A chart as the table of its bars: the figures say themselves what is a bound.
    fn chart(&mut self, chart: &Chart) -> Vec<String> {
        let mut lines: Vec<String> = self.anchors.written(&chart.id).into_iter().collect();
        append(&mut lines, self.caption(&chart.caption));
        if !chart.bars.is_empty() {
            let mut rows = vec![row(&["", ""]), row(&["---", "--:"])];
            for bar in &chart.bars {
                let cells = [self.cell(&bar.label, false), self.cell(&bar.value, false)];
                rows.push(row(&cells));
            }
            append(&mut lines, rows);
        }
        append(&mut lines, self.notes(&chart.notes));
        lines
    }

    fn caption(&mut self, caption: &[Inline]) -> Vec<String> {
        let content = vec![Inline::Strong { content: caption.to_vec() }];
        self.block(&Block::Paragraph { content }, None)
    }

    fn notes(&mut self, notes: &[Vec<Inline>]) -> Vec<String> {
        let mut lines = Vec::new();
        for note in notes {
            let content = vec![Inline::Emphasis { content: note.clone() }];
            append(&mut lines, self.block(&Block::Paragraph { content }, None));
        }
        lines
    }

    fn cell(&mut self, content: &[Inline], total: bool) -> String {
        if total {
            self.line(&[Inline::Strong { content: content.to_vec() }], Place::Cell)
        } else {
            self.line(content, Place::Cell)
        }
    }
}

/// Whether the first line of a list is seen as one right after a paragraph: it has something in it,
/// and its number is one.
fn interrupts(line: &str) -> bool {
    ["- ", "+ ", "1. ", "1) "].iter().any(|mark| line.starts_with(mark))
}

fn marks(ordered: bool, before: Option<Marks>) -> Marks {
    Marks { ordered, other: before == Some(Marks { ordered, other: false }) }
}

fn quoted(lines: Vec<String>) -> Vec<String> {
    let quoted = |line: String| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    lines.into_iter().map(quoted).collect()
}

fn row<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |", cells.join(" | "))
}

fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Note => "NOTE",
        Tone::Tip => "TIP",
        Tone::Important => "IMPORTANT",
        Tone::Warning => "WARNING",
        Tone::Caution => "CAUTION",
    }
}

/// Code between fences longer than any within it.
fn code(language: Option<&str>, text: &str) -> Vec<String> {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    // The word after the fence may hold no backtick, and is one word.
    let language = language.unwrap_or_default();
    let plain = !language.contains(|c: char| c == '`' || c.is_whitespace() || c.is_control());
    let mut lines = vec![format!("{fence}{}", if plain { language } else { "" })];
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.extend(text.strip_suffix('\n').unwrap_or(&text).split('\n').map(str::to_owned));
    lines.push(fence);
    lines
}
