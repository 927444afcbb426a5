//! Templates that say of everything they print where it stands in its file.
//!
//! Markdown is parsed after Handlebars, when what a template prints has been put together with what
//! partials print and what blocks repeat. So that a mistake in Markdown can be shown at the line of
//! the file that holds it, each line of text and each expression is preceded by its place, between
//! [`PLACE`] and [`PLACE_END`]; they are taken out again before Markdown is parsed.

use std::ops::Range;

use briefing_model::diagnostic::FileId;
use handlebars::Template;
use handlebars::template::{HelperTemplate, TemplateElement};

use super::dedent::Dedented;
use super::tags::{Tag, TagKind, tags};
use crate::format::{PLACE, PLACE_END};

/// The template of a text, with places; `None` if it cannot be parsed, which has been reported.
pub(super) fn template(name: &str, file: FileId, dedented: &Dedented) -> Option<Template> {
    let text = clean(&dedented.text);
    let mut template = Template::compile_with_name(&text, name.to_owned()).ok()?;
    let tags = tags(&text);
    let mut walk = Walk { file, text: &text, dedented, tags: tags.iter(), at: 0..0 };
    walk.template(&mut template);
    Some(template)
}

/// A text without the characters that places are enclosed by, or anything else is.
fn clean(text: &str) -> String {
    text.replace(['\u{1}', '\u{2}', '\u{3}', PLACE, PLACE_END], " ")
        .replace(['\u{fdd0}', '\u{fdd1}'], "\u{fffd}")
}

/// A walk over a template, in the order of its tags.
struct Walk<'t> {
    file: FileId,
    text: &'t str,
    dedented: &'t Dedented,
    tags: std::slice::Iter<'t, Tag>,
    /// The tag that was passed last; its end moves on over the text after it.
    at: Range<usize>,
}

impl Walk<'_> {
    fn template(&mut self, template: &mut Template) {
        let elements = std::mem::take(&mut template.elements);
        let mapping = std::mem::take(&mut template.mapping);
        // Each element has its line and column, for mistakes of the engine.
        for (mut element, line_column) in elements.into_iter().zip(mapping) {
            match &mut element {
                TemplateElement::RawString(text) => *text = self.text(text),
                TemplateElement::Expression(_) | TemplateElement::HtmlExpression(_) => {
                    self.next_tag();
                    let mark = self.place(self.at.clone());
                    template.elements.push(TemplateElement::RawString(mark));
                    template.mapping.push(line_column.clone());
                }
                TemplateElement::HelperBlock(block) => self.block(block, false),
                TemplateElement::PartialExpression(_) => {
                    self.next_tag();
                }
                TemplateElement::PartialBlock(call) => {
                    self.next_tag();
                    if let Some(inner) = &mut call.template {
                        self.template(inner);
                    }
                    self.next_tag();
                }
                _ => {}
            }
            template.elements.push(element);
            template.mapping.push(line_column);
        }
    }

    /// As the static check walks blocks: one after `else` has no end of its own.
    fn block(&mut self, block: &mut HelperTemplate, after_else: bool) {
        if !after_else {
            self.next_tag();
        }
        if let Some(inner) = &mut block.template {
            self.template(inner);
        }
        if let Some(inverse) = &mut block.inverse {
            let kind = self.next_tag();
            match inverse.elements.as_mut_slice() {
                [TemplateElement::HelperBlock(next)] if kind == Some(TagKind::ElseIf) => {
                    self.block(next, true);
                }
                _ => self.template(inverse),
            }
        }
        if !after_else {
            self.next_tag();
        }
    }

    fn next_tag(&mut self) -> Option<TagKind> {
        let tag = self.tags.next()?;
        self.at = tag.range.clone();
        Some(tag.kind)
    }

    /// A text with the place of each of its lines.
    fn text(&mut self, raw: &str) -> String {
        // Comments and the white space beside tags may lie between; and `\{{` is `{{` here.
        let next = self.tags.as_slice().first().map_or(self.text.len(), |tag| tag.range.start);
        let mut at = self.at.end.min(next);
        let mut out = String::with_capacity(raw.len() + 16);
        for line in raw.split_inclusive('\n') {
            let found = self.text.get(at..next).and_then(|text| text.find(line));
            at += found.unwrap_or(0);
            // White space at the end of a text decides how the engine indents what follows.
            if !line.trim().is_empty() {
                out.push_str(&self.place(at..(at + line.trim_end().len()).min(next)));
            }
            out.push_str(line);
            at = (at + if found.is_some() { line.len() } else { 0 }).min(next);
        }
        self.at.end = at;
        out
    }

    fn place(&self, range: Range<usize>) -> String {
        let [start, end] = [range.start, range.end].map(|at| self.dedented.original(at));
        format!("{PLACE}{}:{start}:{end}{PLACE_END}", self.file.0)
    }
}
