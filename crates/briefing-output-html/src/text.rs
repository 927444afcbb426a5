//! Text within a line: figures among it, each linked to its evidence.

use briefing_model::document::{CONTESTED_MARK, Inline, plain_text};

use crate::anchors::is_missing;
use crate::markup::{is_safe_url, when};
use crate::page::Page;
use crate::whole::whole;

impl Page<'_> {
    /// Writes inlines.
    pub(crate) fn inlines(&mut self, content: &[Inline]) {
        self.write_inlines(content, false);
    }

    /// `linked` says that they stand in a link already: links cannot hold links.
    fn write_inlines(&mut self, content: &[Inline], linked: bool) {
        for inline in content {
            match inline {
                Inline::Text { text } => {
                    self.html.prose(text, false);
                }
                Inline::Emphasis { content } => self.wrapped("em", content, linked),
                Inline::Strong { content } => self.wrapped("strong", content, linked),
                Inline::Strikethrough { content } => self.wrapped("s", content, linked),
                Inline::Code { text } => {
                    self.html.open("code", &[("translate", "no")]);
                    self.html.prose(text, false);
                    self.html.close("code");
                }
                Inline::Link { url, content } => self.link(url, content, linked),
                Inline::Fact { fact, text } => self.fact(*fact, text, linked),
                Inline::Cite { reference } => self.cite(*reference, linked),
                Inline::Contested { evidence, row } => {
                    self.contested(*evidence, row.as_deref(), linked);
                }
                Inline::Foreign { language, text } => {
                    self.html.open("span", &[("lang", language), ("dir", "auto")]);
                    self.html.prose(text, false);
                    self.html.close("span");
                }
                Inline::LineBreak => {
                    self.html.open("br", &[]);
                }
            }
        }
    }

    fn wrapped(&mut self, tag: &'static str, content: &[Inline], linked: bool) {
        self.html.open(tag, &[]);
        self.write_inlines(content, linked);
        self.html.close(tag);
    }

    fn link(&mut self, url: &str, content: &[Inline], linked: bool) {
        let href = match url.strip_prefix('#') {
            Some(id) => self.anchors.resolve(id).map(|id| format!("#{id}")),
            None => is_safe_url(url).then(|| url.to_owned()),
        };
        match href {
            // A link without words cannot be seen or heard: its address is its words. What stands in
            // it may still be what others lead to.
            Some(href) if !linked && plain_text(content).trim().is_empty() => {
                self.html.leaf("a", &[("href", &href)], url);
                self.write_inlines(content, true);
            }
            Some(href) if !linked => {
                self.html.open("a", &[("href", &href)]);
                self.write_inlines(content, true);
                self.html.close("a");
            }
            _ => self.write_inlines(content, linked),
        }
    }

    /// A figure. Its tooltip says what it is; how many reported, where not all did, is said of it
    /// aloud as well, by the note it links to.
    fn fact(&mut self, index: usize, text: &str, linked: bool) {
        let Some(fact) = self.document.facts.get(index) else {
            self.html.prose(text, true);
            return;
        };
        let first = !std::mem::replace(&mut self.anchored[index], true);
        let id = when(first, ("id", &fact.id));
        // What is whole from end to end needs no element of its own.
        let is_whole = matches!(whole(text, true)[..], [ref only] if *only == (0..text.len()));
        let class = (
            "class",
            match (is_missing(fact), is_whole) {
                (true, _) => "fact missing",
                (false, true) => "fact whole",
                (false, false) => "fact",
            },
        );
        let is_split = !is_whole && !is_missing(fact);
        let value = fact.figure.as_ref().map(ToString::to_string);
        let tag = if value.is_some() { "data" } else { "span" };
        match &value {
            Some(value) => self.html.open(tag, &[class, id, ("value", value)]),
            None => self.html.open(tag, &[class, id]),
        };
        let href = self.anchors.href(self.document, index);
        match href {
            Some(href) if !linked && !text.trim().is_empty() => {
                let mark = &href[1..];
                let mut title = fact.label.clone();
                if !fact.coverage_text.is_empty() {
                    title = format!("{title} ({})", fact.coverage_text);
                }
                let described = format!("{mark}-coverage");
                self.html.open(
                    "a",
                    &[
                        ("href", &href),
                        when(!title.is_empty(), ("title", &title)),
                        when(!fact.coverage_text.is_empty(), ("aria-describedby", &described)),
                        // Printed after the figure on paper, where links cannot be followed.
                        ("data-mark", mark),
                    ],
                );
                self.figure_text(text, is_split);
                self.html.close("a");
            }
            _ => self.figure_text(text, is_split),
        }
        self.html.close(tag);
    }

    /// The mark of a figure on which sources contradict each other. It leads to the row that lists the
    /// contradiction, else to what one of the sources says; it is read out in words.
    fn contested(&mut self, evidence: usize, row: Option<&str>, linked: bool) {
        let document = self.document;
        let words = &document.meta.words.contested;
        let claim = document.evidence.get(evidence).map(|claim| claim.id.as_str());
        let anchor = row.and_then(|row| self.anchors.resolve(row)).or(claim);
        self.html.open("sup", &[("class", "contested")]);
        match anchor.filter(|_| !linked).map(|anchor| format!("#{anchor}")) {
            Some(href) => {
                let label = ("aria-label", words.as_str());
                self.html.open("a", &[("href", &href), ("title", words), label]);
                self.html.text(CONTESTED_MARK).close("a");
            }
            None => {
                let attributes =
                    [("role", "img"), ("title", words.as_str()), ("aria-label", words)];
                self.html.leaf("span", &attributes, CONTESTED_MARK);
            }
        }
        self.html.close("sup");
    }

    fn figure_text(&mut self, text: &str, is_split: bool) {
        if is_split {
            self.html.prose(text, true);
        } else {
            self.html.text(text);
        }
    }

    fn cite(&mut self, reference: usize, linked: bool) {
        let mark = format!("[{}]", reference.saturating_add(1));
        self.html.open("sup", &[("class", "cite")]);
        match self.document.references.get(reference) {
            Some(source) if !linked => {
                let href = format!("#{}", source.id);
                self.html.leaf("a", &[("href", &href), ("title", &source.title)], &mark);
            }
            _ => {
                self.html.text(&mark);
            }
        }
        self.html.close("sup");
    }
}
