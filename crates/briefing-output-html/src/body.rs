//! Blocks of the text.

use briefing_model::document::{Block, Inline, Tone, plain_text};

use crate::markup::when;
use crate::page::Page;

/// The elements of headings by level, less two.
const HEADINGS: [&str; 5] = ["h2", "h3", "h4", "h5", "h6"];

impl Page<'_> {
    /// Writes blocks.
    pub(crate) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { content, .. } => self.heading(content),
            Block::Paragraph { content } => {
                self.html.open("p", &[]);
                self.inlines(content);
                self.html.close("p").line();
            }
            Block::List { ordered, start, tight, items } => {
                self.list(*ordered, *start, *tight, items);
            }
            Block::Quote { content } => {
                self.html.open("blockquote", &[]).line();
                self.blocks(content);
                self.html.close("blockquote").line();
            }
            Block::Callout { tone, content } => self.callout(*tone, content),
            Block::Code { language, text } => {
                // Long lines scroll, so the keyboard has to reach it. Code is not in the brief's
                // language: no translation.
                self.html.open("pre", &[("tabindex", "0"), ("translate", "no")]);
                let language = language.as_deref().unwrap_or_default();
                let class = format!("language-{language}");
                self.html.leaf("code", &[when(!language.is_empty(), ("class", &class))], text);
                self.html.close("pre").line();
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Notes { notes } => self.notes(notes),
            Block::References => self.reference_list(),
            Block::Rule => {
                self.html.open("hr", &[]).line();
            }
        }
    }

    fn heading(&mut self, content: &[Inline]) {
        let level = self.outline.get(self.headings).map_or(2, |heading| heading.level);
        let id = self.anchors.headings.get(self.headings).cloned().unwrap_or_default();
        self.headings += 1;
        if plain_text(content).trim().is_empty() {
            // A heading without words is a mistake to a screen reader; links to it still end here.
            self.html.open("div", &[("id", &id)]).close("div").line();
            return;
        }
        let tag = HEADINGS[usize::from(level.clamp(2, 6)) - 2];
        self.html.open(tag, &[("id", &id)]);
        self.inlines(content);
        self.html.close(tag).line();
    }

    fn list(&mut self, ordered: bool, start: u32, tight: bool, items: &[Vec<Block>]) {
        let tag = if ordered { "ol" } else { "ul" };
        let first = start.to_string();
        let attributes =
            [when(ordered && start != 1, ("start", &first)), when(tight, ("class", "tight"))];
        self.html.open(tag, &attributes).line();
        for item in items {
            self.html.open("li", &[]);
            match &item[..] {
                // Without the paragraph around it, as Markdown has it.
                [Block::Paragraph { content }, rest @ ..] if tight => {
                    self.inlines(content);
                    if !rest.is_empty() {
                        self.html.line();
                    }
                    self.blocks(rest);
                }
                item => self.blocks(item),
            }
            self.html.close("li").line();
        }
        self.html.close(tag).line();
    }

    fn callout(&mut self, tone: Tone, content: &[Block]) {
        let class = match tone {
            Tone::Note => "callout note",
            Tone::Tip => "callout tip",
            Tone::Important => "callout important",
            Tone::Warning => "callout warning",
            Tone::Caution => "callout caution",
        };
        let label = self.phrases.tone(tone);
        // Not `aside`: each would be a landmark, and a brief may have many.
        self.html.open("div", &[("class", class), ("role", "note"), ("aria-label", label)]).line();
        self.html.leaf("p", &[("class", "callout-label"), ("aria-hidden", "true")], label).line();
        self.blocks(content);
        self.html.close("div").line();
    }
}
