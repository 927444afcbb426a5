//! `md`: the brief as GitHub shows it.

use briefing_model::document::{
    Align, Block, Chart, Document, Fact, Inline, Table, Tone, plain_text,
};
use briefing_plugin::{Output, OutputError, OutputInput};

use crate::escape::inline;

/// The `md` output.
pub(crate) struct Markdown;

impl Output for Markdown {
    fn name(&self) -> &str {
        "md"
    }

    fn about(&self) -> &str {
        "GitHub-flavoured Markdown, figures as footnotes"
    }

    fn file_name(&self) -> &str {
        "brief.md"
    }

    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        let mut writer = Writer { document: input.document, out: String::new() };
        writer.brief();
        Ok(writer.out.into_bytes())
    }
}

struct Writer<'a> {
    document: &'a Document,
    out: String,
}

impl Writer<'_> {
    fn brief(&mut self) {
        let meta = &self.document.meta;
        self.out.push_str(&format!("# {}\n", inline(&meta.title)));
        if !meta.description.is_empty() {
            self.out.push_str(&format!("\n{}\n", inline(&meta.description)));
        }
        let line =
            [meta.publisher.clone(), format!("{} {}", meta.words.data_as_of, meta.date_text)]
                .into_iter()
                .filter(|part| !part.is_empty())
                .map(|part| inline(&part))
                .collect::<Vec<_>>();
        self.out.push_str(&format!("\n*{}*\n", line.join(" · ")));
        self.blocks(&self.document.blocks, "");
        let cites_in_text = self.document.blocks.contains(&Block::References);
        if !cites_in_text && !self.document.references.is_empty() {
            self.out.push_str(&format!("\n## {}\n", inline(&meta.words.sources)));
            self.references("");
        }
        self.footnotes();
    }

    /// Blocks, each after an empty line; `indent` stands before every line, as in lists and quotes.
    fn blocks(&mut self, blocks: &[Block], indent: &str) {
        for block in blocks {
            self.line("", indent);
            self.block(block, indent);
        }
    }

    fn line(&mut self, text: &str, indent: &str) {
        let line = format!("{indent}{text}");
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn block(&mut self, block: &Block, indent: &str) {
        match block {
            Block::Heading { level, content, .. } => {
                let marks = "#".repeat(usize::from(*level).clamp(2, 6));
                self.line(&format!("{marks} {}", self.text(content)), indent);
            }
            Block::Paragraph { content } => self.line(&self.text(content), indent),
            Block::List { ordered, start, tight, items } => {
                for (index, item) in items.iter().enumerate() {
                    if index > 0 && !tight {
                        self.line("", indent);
                    }
                    let mark = if *ordered {
                        format!("{}. ", *start as usize + index)
                    } else {
                        "- ".to_owned()
                    };
                    self.item(item, &mark, indent);
                }
            }
            Block::Quote { content } => self.quoted(content, indent),
            Block::Callout { tone, content } => {
                let name = match tone {
                    Tone::Note => "NOTE",
                    Tone::Tip => "TIP",
                    Tone::Important => "IMPORTANT",
                    Tone::Warning => "WARNING",
                    Tone::Caution => "CAUTION",
                };
                self.line(&format!("> [!{name}]"), indent);
                self.quoted(content, indent);
            }
            Block::Code { language, text } => {
                let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest.max(2) + 1);
                self.line(&format!("{fence}{}", language.as_deref().unwrap_or_default()), indent);
                for line in text.trim_end_matches('\n').split('\n') {
                    self.line(line, indent);
                }
                self.line(&fence, indent);
            }
            Block::Table(table) => self.table(table, indent),
            Block::Chart(chart) => self.chart(chart, indent),
            Block::References => self.references(indent),
            Block::Rule => self.line("---", indent),
        }
    }

    fn quoted(&mut self, content: &[Block], indent: &str) {
        let inner = format!("{indent}> ");
        for (index, block) in content.iter().enumerate() {
            if index > 0 {
                self.line("", &inner);
            }
            self.block(block, &inner);
        }
    }

    fn item(&mut self, blocks: &[Block], mark: &str, indent: &str) {
        let inner = format!("{indent}{}", " ".repeat(mark.len()));
        let start = self.out.len();
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.line("", &inner);
            }
            self.block(block, &inner);
        }
        if self.out.len() == start {
            self.line("", &inner);
        }
        // The first line has the mark where the others are indented.
        let first = self.out.split_off(start);
        let rest = first.strip_prefix(&inner).unwrap_or(&first);
        self.out.push_str(&format!("{indent}{mark}{rest}"));
    }

    fn table(&mut self, table: &Table, indent: &str) {
        if !table.caption.is_empty() {
            self.line(&format!("**{}**", self.text(&table.caption)), indent);
            self.line("", indent);
        }
        if table.rows.is_empty() {
            self.line(&inline(&table.empty), indent);
        } else {
            let heads: Vec<String> = table.columns.iter().map(|c| self.text(&c.label)).collect();
            self.line(&format!("| {} |", heads.join(" | ")), indent);
            let rules: Vec<&str> = table
                .columns
                .iter()
                .map(|column| match column.align {
                    Align::Start => "---",
                    Align::Center => ":-:",
                    Align::End => "--:",
                })
                .collect();
            self.line(&format!("| {} |", rules.join(" | ")), indent);
            for row in &table.rows {
                let cells: Vec<String> = row
                    .cells
                    .iter()
                    .map(|cell| match self.text(cell) {
                        text if row.total && !text.is_empty() => format!("**{text}**"),
                        text => text,
                    })
                    .collect();
                self.line(&format!("| {} |", cells.join(" | ")), indent);
            }
        }
        self.notes(&table.notes, indent);
    }

    /// A chart as the table of its bars.
    fn chart(&mut self, chart: &Chart, indent: &str) {
        if !chart.caption.is_empty() {
            self.line(&format!("**{}**", self.text(&chart.caption)), indent);
            self.line("", indent);
        }
        self.line("| | |", indent);
        self.line("| --- | --: |", indent);
        for bar in &chart.bars {
            let line = format!("| {} | {} |", self.text(&bar.label), self.text(&bar.value));
            self.line(&line, indent);
        }
        self.notes(&chart.notes, indent);
    }

    fn notes(&mut self, notes: &[Vec<Inline>], indent: &str) {
        for note in notes {
            self.line("", indent);
            self.line(&format!("*{}*", self.text(note)), indent);
        }
    }

    fn references(&mut self, indent: &str) {
        let words = &self.document.meta.words;
        for (index, reference) in self.document.references.iter().enumerate() {
            let title = match &reference.url {
                Some(url) => format!("[{}](<{}>)", inline(&reference.title), address(url)),
                None => inline(&reference.title),
            };
            let mut parts = vec![title, inline(&reference.publisher)];
            parts.extend((!reference.origin.is_empty()).then(|| inline(&reference.origin)));
            parts.extend((!reference.published.is_empty()).then(|| inline(&reference.published)));
            parts.push(inline(&format!("{} {}", words.accessed, reference.accessed)));
            parts.push(inline(&reference.grade));
            let mut line = format!("{}. {}.", index + 1, parts.join(", "));
            if !reference.note.is_empty() {
                line.push_str(&format!(" {}", inline(&reference.note)));
            }
            self.line(&line, indent);
        }
    }

    /// What each figure is, how it was made, and the words of its sources.
    fn footnotes(&mut self) {
        for fact in &self.document.facts {
            let note = self.footnote(fact);
            self.out.push_str(&format!("\n[^{}]: {note}\n", fact.id));
        }
    }

    fn footnote(&self, fact: &Fact) -> String {
        let words = &self.document.meta.words;
        let mut parts = vec![inline(&fact.label)];
        if !fact.formula.is_empty() {
            parts.push(format!("{}\\: {}", inline(&words.formula), inline(&fact.formula)));
        }
        if !fact.coverage_text.is_empty() {
            parts.push(inline(fact.coverage_text.trim()));
        }
        for index in &fact.evidence {
            let Some(evidence) = self.document.evidence.get(*index) else { continue };
            let quote = inline(&evidence.quote.exact);
            let source = evidence.reference + 1;
            parts.push(format!("“{quote}” \\[{source}\\]"));
        }
        format!("{}.", parts.join(". "))
    }

    fn text(&self, content: &[Inline]) -> String {
        let mut out = String::new();
        for part in content {
            match part {
                Inline::Text { text } => out.push_str(&spaced(text)),
                Inline::Foreign { text, .. } => out.push_str(&spaced(text)),
                Inline::Emphasis { content } => self.wrapped(content, "*", &mut out),
                Inline::Strong { content } => self.wrapped(content, "**", &mut out),
                Inline::Strikethrough { content } => self.wrapped(content, "~~", &mut out),
                Inline::Code { text } => {
                    // A pipe would end a cell of a table, in code as well.
                    out.push_str(&format!("<code>{}</code>", spaced(text)));
                }
                Inline::Link { url, content } => {
                    out.push_str(&format!(
                        "[{}](<{}>)",
                        inline(&plain_text(content)),
                        address(url)
                    ));
                }
                Inline::Fact { fact, text } => {
                    out.push_str(&spaced(text));
                    if let Some(fact) = self.document.facts.get(*fact) {
                        out.push_str(&format!("[^{}]", fact.id));
                    }
                }
                Inline::Cite { reference } => out.push_str(&format!("\\[{}\\]", reference + 1)),
                Inline::LineBreak => out.push_str("<br>"),
            }
        }
        out.trim().to_owned()
    }

    fn wrapped(&self, content: &[Inline], mark: &str, out: &mut String) {
        let text = self.text(content);
        if !text.is_empty() {
            out.push_str(&format!("{mark}{text}{mark}"));
        }
    }
}

/// Escaped text that keeps a space at its ends, since it stands between other parts of a line.
fn spaced(text: &str) -> String {
    let first = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let last =
        if text.trim().is_empty() || !text.ends_with(char::is_whitespace) { "" } else { " " };
    format!("{first}{}{last}", inline(text.trim()))
}

/// An address that stays within its pointed brackets.
fn address(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace(['\n', '\r', '\\'], "").replace(' ', "%20")
}
