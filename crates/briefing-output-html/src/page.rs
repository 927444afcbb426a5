//! The page around the text: head, title block, contents, and what follows the text.

use briefing_facts::Facts;
use briefing_model::document::Document;

use crate::anchors::Anchors;
use crate::linked_data::linked_data;
use crate::markup::{Markup, when};
use crate::outline::{Heading, outline};
use crate::phrases::Phrases;
use crate::style::Style;

/// From how many headings of its own a text has a table of contents.
const CONTENTS_FROM: usize = 5;

/// A page as it is written.
pub(crate) struct Page<'a> {
    pub(crate) document: &'a Document,
    pub(crate) phrases: &'static Phrases,
    pub(crate) anchors: Anchors,
    pub(crate) outline: Vec<Heading>,
    pub(crate) html: Markup,
    /// How many headings have been written.
    pub(crate) headings: usize,
    /// How many tables and charts have been written.
    pub(crate) figures: usize,
    /// How many tables have been written.
    pub(crate) tables: usize,
    /// How many rows with an anchor have been written.
    pub(crate) rows: usize,
    /// Facts whose anchor has been written, by index.
    pub(crate) anchored: Vec<bool>,
    /// Whether the list of sources has been written.
    pub(crate) references_written: bool,
}

/// Writes the page of a document; `logo` is a `data:` address.
pub(crate) fn page(document: &Document, style: &Style, logo: Option<&str>) -> String {
    let mut page = Page {
        document,
        phrases: Phrases::of(&document.meta.language),
        anchors: Anchors::new(document),
        outline: outline(document),
        html: Markup::new(),
        headings: 0,
        figures: 0,
        tables: 0,
        rows: 0,
        anchored: vec![false; document.facts.len()],
        references_written: false,
    };
    page.head(style);
    page.html.open("body", &[]).line();
    let text = page.anchors.text.clone();
    page.html
        .leaf("a", &[("class", "skip"), ("href", &format!("#{text}"))], page.phrases.skip)
        .line();
    page.title_block(logo);
    page.contents();
    page.html.open("main", &[("id", &text), ("tabindex", "-1")]).line();
    page.blocks(&document.blocks);
    page.evidence_section();
    page.sources_section();
    page.html.close("main").line();
    page.footer();
    page.html.close("body").line().close("html").line();
    page.html.finish()
}

impl Page<'_> {
    /// The anchor of the next table or chart.
    pub(crate) fn next_figure(&mut self) -> String {
        let id = self.anchors.figures.get(self.figures).cloned().unwrap_or_default();
        self.figures += 1;
        id
    }

    fn head(&mut self, style: &Style) {
        let meta = &self.document.meta;
        // `form-action` and `base-uri` do not fall back to `default-src`.
        let policy = format!(
            "default-src 'none'; style-src '{}'; img-src data:; font-src data:; base-uri 'none'; \
             form-action 'none'",
            style.hash
        );
        let date = meta.date.to_string();
        let html = &mut self.html;
        html.doctype().open("html", &[("lang", &meta.language)]).line().open("head", &[]).line();
        html.open("meta", &[("charset", "utf-8")]).line();
        html.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)])
            .line();
        let named: [(&str, &str); 7] = [
            ("generator", "Briefing"),
            ("viewport", "width=device-width, initial-scale=1"),
            ("referrer", "no-referrer"),
            ("color-scheme", "light dark"),
            ("author", &meta.publisher),
            ("description", &meta.description),
            ("dcterms.date", &date),
        ];
        for (name, content) in named.into_iter().filter(|(_, content)| !content.is_empty()) {
            html.open("meta", &[("name", name), ("content", content)]).line();
        }
        html.leaf("title", &[], &meta.title).line();
        html.style_sheet(&style.css).line();
        let data = linked_data(&Facts::of(self.document));
        html.data_block("application/ld+json", &data).line().close("head").line();
    }

    fn title_block(&mut self, logo: Option<&str>) {
        let meta = &self.document.meta;
        let html = &mut self.html;
        html.open("header", &[("class", "title")]).line();
        if let Some(logo) = logo {
            html.open("p", &[("class", "kicker")]);
            html.open("img", &[("class", "logo"), ("src", logo), ("alt", &meta.publisher)]);
            html.close("p").line();
        } else if !meta.publisher.is_empty() {
            html.leaf("p", &[("class", "kicker")], &meta.publisher).line();
        }
        html.leaf("h1", &[], &meta.title).line();
        if !meta.description.is_empty() {
            html.leaf("p", &[("class", "standfirst")], &meta.description).line();
        }
        html.open("p", &[("class", "dateline")]);
        html.leaf("time", &[("datetime", &meta.date.to_string())], &meta.date_text);
        if !meta.edition_text.is_empty() {
            let edition = format!("{} {}", self.phrases.edition, meta.edition_text);
            html.leaf("span", &[("class", "edition")], &edition);
        }
        html.close("p").line().close("header").line();
    }

    fn contents(&mut self) {
        let outline = self.outline.iter().zip(&self.anchors.headings);
        let top: Vec<_> = outline.filter(|(h, _)| h.top && !h.text.is_empty()).collect();
        if top.len() < CONTENTS_FROM {
            return;
        }
        let words = &self.document.meta.words;
        let html = &mut self.html;
        let id = &*self.anchors.contents;
        html.open("nav", &[("class", "contents"), ("aria-labelledby", id)]).line();
        html.leaf("h2", &[("id", id)], &words.contents).line();
        html.open("ol", &[]).line();
        let mut entry_open = false;
        let mut nested = false;
        for (heading, id) in top.into_iter().filter(|(heading, _)| heading.level <= 3) {
            let deep = heading.level == 3 && entry_open;
            if deep {
                if nested {
                    html.close("li").line();
                } else {
                    html.line().open("ol", &[]).line();
                }
            } else {
                if nested {
                    html.close("li").line().close("ol");
                }
                if entry_open {
                    html.close("li").line();
                }
            }
            nested = deep;
            entry_open = true;
            let href = format!("#{id}");
            html.open("li", &[]).leaf("a", &[("href", &href)], &heading.text);
        }
        if nested {
            html.close("li").line().close("ol");
        }
        html.close("li").line();
        let evidence = (!self.document.evidence.is_empty())
            .then_some((&self.anchors.evidence, &words.evidence));
        let sources = (!self.document.references.is_empty() && !self.anchors.references_placed)
            .then_some((&self.anchors.sources, &words.sources));
        for (id, text) in evidence.into_iter().chain(sources) {
            let href = format!("#{id}");
            html.open("li", &[]).leaf("a", &[("href", &href)], text).close("li").line();
        }
        html.close("ol").line().close("nav").line();
    }

    fn footer(&mut self) {
        let meta = &self.document.meta;
        let html = &mut self.html;
        html.open("footer", &[]).line().open("p", &[]);
        for (class, part) in
            [("publisher", &meta.publisher), ("name", &meta.title), ("edition", &meta.edition)]
        {
            let attributes = [when(class == "publisher", ("class", "publisher"))];
            if !part.is_empty() {
                html.leaf("span", &attributes, part).text(" ");
            }
        }
        html.close("p").line().close("footer").line();
    }
}
