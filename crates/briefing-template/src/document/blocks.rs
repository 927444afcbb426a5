//! The Markdown tree to blocks and inlines.

use std::collections::BTreeSet;
use std::ops::Range;

use briefing_model::diagnostic::{Diagnostic, Span};
use briefing_model::document::{Align, Block, Column, Inline, Table, TableRow, Tone, plain_text};
use briefing_model::result::Absence;
use comrak::nodes::{AlertType, AstNode, ListType, NodeList, NodeValue, TableAlignment};
use comrak::{Arena, parse_document};

use super::expanded::{Content, Part, expand};
use super::size::{of_blocks, of_inlines, of_text};
use super::unsupported::{OTHER, Within, constructs, instead_of, name};
use super::{Builder, options};
use crate::codes;
use crate::request::{FactRequest, parse_block, parse_style, percent_decode};
use crate::words::{FigureStyle, lexicon};

type Node<'n> = &'n AstNode<'n>;

impl Builder<'_> {
    /// The blocks of what a template has printed.
    pub(super) fn blocks(&mut self, rendered: &str) -> Vec<Block> {
        self.expanded = expand(rendered);
        self.front_matter();
        if !self.may_parse() {
            return Vec::new();
        }
        self.remove_comments();
        let markdown = self.expanded.text.clone();
        self.lines = line_starts(&markdown);
        let arena = Arena::new();
        let root = parse_document(&arena, &markdown, &options());
        if !self.is_shallow(root) {
            return Vec::new();
        }
        self.read_footnotes(root);
        let blocks = self.children(root);
        if self.left == 0 {
            return blocks;
        }
        for number in self.expanded.unused() {
            let printed = &self.expanded.printed[number];
            let (content, at) = (printed.content.clone(), printed.at);
            if let Content::Link(url) | Content::Block { url, .. } = &content {
                let span = at.unwrap_or_else(|| self.place(url));
                let message = format!("{} would be printed nowhere", thing(url));
                self.report(Diagnostic::error(codes::NO_PLACE, span, message).hint(
                    "it stands where Markdown takes no text, such as an address: put it into the text",
                ));
            }
        }
        blocks
    }

    /// A template for other programs may begin with their settings.
    fn front_matter(&mut self) {
        let text = &self.expanded.text;
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let first = lines.next().unwrap_or_default().trim_end();
        let is_fence = matches!(first, "---" | "+++");
        let has_content = lines.next().is_some_and(|line| !line.trim().is_empty());
        if is_fence && has_content && (first == "+++" || lines.any(|line| line.trim_end() == first))
        {
            let start = text.find(first).unwrap_or(0);
            let span = self.span(start..start + first.len(), first);
            let message = "a template has no settings at its head";
            self.report(Diagnostic::error(codes::MARKDOWN, span, message).hint(
                "the title, the language and the like stand in `report.toml`; for a rule, leave an \
                 empty line after it",
            ));
        }
    }

    /// Takes comments that are blocks out, with their lines where nothing else stands on them. Those
    /// within a line are passed over when it is read.
    fn remove_comments(&mut self) {
        // A comment may come to light only when another is taken out.
        for _ in 0..COMMENTS {
            if !self.expanded.text.contains("<!--") {
                return;
            }
            let text = &self.expanded.text;
            let lines = line_starts(text);
            let arena = Arena::new();
            let root = parse_document(&arena, text, &options());
            let mut found: Vec<Range<usize>> = Vec::new();
            let mut open = None;
            for node in root.descendants() {
                let data = node.data.borrow();
                let NodeValue::HtmlBlock(html) = &data.value else { continue };
                let start = lines.get(data.sourcepos.start.line.saturating_sub(1)).copied();
                let start = start.unwrap_or(0) + data.sourcepos.start.column.saturating_sub(1);
                let Some(start) = text.get(start..).and_then(|rest| {
                    let blank = rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
                    rest[blank..].starts_with("<!--").then_some(start + blank)
                }) else {
                    continue;
                };
                if !html.literal.trim_start().starts_with("<!--") {
                    continue;
                }
                match comment_end(&text[start..]) {
                    Some(length) => found.push(whole_lines(text, start..start + length)),
                    None => open = open.or(Some(start)),
                }
            }
            if let Some(start) = open {
                let span = self.span(start..start + 4, "<!--");
                let message = "this comment does not end";
                self.report(
                    Diagnostic::error(codes::MARKDOWN, span, message).hint("end it with `-->`"),
                );
                found.push(start..self.expanded.text.len());
            }
            found.sort_by_key(|range| range.start);
            found.dedup_by(|next, before| next.start < before.end);
            if found.is_empty() {
                return;
            }
            self.expanded.remove(&found);
        }
        let start = self.expanded.text.find("<!--").unwrap_or(0);
        let span = self.span(start..start + 4, "<!--");
        let message = "comments stand within comments";
        self.report(
            Diagnostic::error(codes::MARKDOWN, span, message).hint("end each before the next"),
        );
    }

    /// What each note says.
    fn read_footnotes(&mut self, root: Node<'_>) {
        self.footnotes.clear();
        let mut referred: BTreeSet<String> = BTreeSet::new();
        for node in root.descendants() {
            if let NodeValue::FootnoteReference(footnote) = &node.data.borrow().value {
                referred.insert(footnote.name.to_lowercase());
            }
        }
        for node in root.descendants() {
            let data = node.data.borrow();
            let NodeValue::FootnoteDefinition(definition) = &data.value else { continue };
            let key = definition.name.to_lowercase();
            let mark = format!("[^{}]", definition.name);
            let span = self.node_span(node, &mark);
            let mistake = |builder: &mut Self, message: String, hint: &str| {
                builder.report(
                    Diagnostic::error(codes::MARKDOWN, span, message).hint(hint.to_owned()),
                );
            };
            if self.footnotes.contains_key(&key) {
                let message = format!("a second note has the name `{mark}`");
                mistake(self, message, "give each note a name of its own");
                continue;
            }
            if !referred.contains(&key) {
                let message = format!("nothing refers to the note `{mark}`");
                let hint = format!("write `{mark}` in the text, or take the note out");
                mistake(self, message, &hint);
            }
            let mut content: Vec<Inline> = Vec::new();
            for block in node.children() {
                if !matches!(block.data.borrow().value, NodeValue::Paragraph) {
                    let message = format!("the note `{mark}` holds more than paragraphs");
                    let hint = "put lists, tables and code into the text of the brief";
                    mistake(self, message, hint);
                    continue;
                }
                self.check_constructs(block, Within::Other);
                let paragraph = self.inlines(block);
                if !content.is_empty() && !paragraph.is_empty() {
                    content.push(Inline::LineBreak);
                }
                content.extend(trimmed(paragraph));
            }
            if content.is_empty() {
                mistake(
                    self,
                    format!("the note `{mark}` is empty"),
                    "say something, or take it out",
                );
            }
            let has_note = node
                .descendants()
                .any(|inner| matches!(inner.data.borrow().value, NodeValue::FootnoteReference(_)));
            if has_note {
                let message = format!("the note `{mark}` has a note itself");
                mistake(self, message, "say it in the note, or in the text");
            }
            self.footnotes.insert(key, content);
        }
    }

    fn children(&mut self, node: Node<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for child in node.children() {
            self.block(child, &mut blocks);
        }
        blocks
    }

    fn block(&mut self, node: Node<'_>, blocks: &mut Vec<Block>) {
        if !self.spend(1, |builder| builder.node_span(node, "")) {
            return;
        }
        let data = node.data.borrow();
        match &data.value {
            NodeValue::Paragraph => {
                self.absent.clear();
                let from = blocks.len();
                self.paragraph(node, blocks);
                self.lint_sentences(&blocks[from..]);
            }
            NodeValue::Heading(heading) => {
                self.check_constructs(node, Within::Other);
                let level = heading.level.clamp(2, 6);
                let content = trimmed(self.inlines(node));
                let text = plain_text(&content);
                if text.trim().is_empty() {
                    // What could not stand in it has been reported.
                    if node.first_child().is_some_and(|child| self.is_request(child)) {
                        return;
                    }
                    let span = self.node_span(node, "#");
                    self.report(
                        Diagnostic::error(codes::EMPTY, span, "this heading is empty").hint(
                            "write its text after the `#`, or let it depend on what it prints: \
                             `{{#if …}}`",
                        ),
                    );
                    return;
                }
                let id = self.anchor(&text);
                blocks.push(Block::Heading { level, id, content });
            }
            NodeValue::List(list) => blocks.push(self.list(node, list)),
            NodeValue::BlockQuote => blocks.push(Block::Quote { content: self.children(node) }),
            NodeValue::Alert(alert) => {
                let mut content = Vec::new();
                if let Some(title) = &alert.title {
                    let title = vec![Inline::text(self.as_text(title, codes::NO_PLACE, node))];
                    content.push(Block::Paragraph {
                        content: vec![Inline::Strong { content: title }],
                    });
                }
                content.extend(self.children(node));
                blocks.push(Block::Callout { tone: tone(alert.alert_type), content });
            }
            NodeValue::CodeBlock(code) => {
                let info = code.info.split_whitespace().next().unwrap_or_default();
                let language = self.as_text(info, codes::NO_PLACE, node);
                let text = self
                    .code(&code.literal, if code.fenced { Code::Fence } else { Code::Indented });
                let language = (!language.is_empty()).then_some(language);
                blocks.push(Block::Code { language, text });
            }
            NodeValue::HtmlBlock(html) => self.tag(node, &html.literal),
            NodeValue::ThematicBreak => blocks.push(Block::Rule),
            NodeValue::Table(table) => blocks.push(self.plain_table(node, &table.alignments)),
            // Printed where they are referred to.
            NodeValue::FootnoteDefinition(_) => {}
            NodeValue::Document => blocks.extend(self.children(node)),
            _ => self.unknown(node),
        }
    }

    /// A construct that no option of the parser asks for.
    fn unknown(&mut self, node: Node<'_>) {
        let span = self.node_span(node, "");
        let message = "a brief does not have this kind of Markdown";
        self.report(
            Diagnostic::error(codes::MARKDOWN, span, message)
                .hint("`reports/README.md` lists what it has"),
        );
    }

    /// A tag, block or not: there is no markup but Markdown.
    fn tag(&mut self, node: Node<'_>, html: &str) {
        for number in self.expanded.parts(html).into_iter().filter_map(number_of) {
            self.expanded.printed[number].is_used = true;
        }
        let html = html.trim();
        let called = name(html);
        // One that ends what has been reported already.
        if let Some(opened) = called.strip_prefix('/')
            && self.tags.contains(opened)
        {
            return;
        }
        let end = html.find(['>', '\n']).map_or(html.len(), |end| end + 1);
        let shown = html[..end].trim_end();
        let span = self.node_span(node, shown);
        let message = format!("a brief has no tags, found `{}`", self.shown(shown));
        let hint = instead_of(html.trim_start_matches("</"));
        self.report(Diagnostic::error(codes::MARKDOWN, span, message).hint(hint));
        self.tags.insert(called);
    }

    /// Reports what the text of a block has that would be printed as it was typed.
    fn check_constructs(&mut self, node: Node<'_>, within: Within) {
        let mut text = String::new();
        collect_text(node, &mut text);
        let mut told: Vec<(&str, String)> = Vec::new();
        for (range, construct) in constructs(&text, within) {
            let typed = text[range].trim_end_matches(OTHER).to_owned();
            let line = typed.lines().next().unwrap_or_default();
            // The second of the same would be shown at the place of the first.
            if told.iter().any(|(what, other)| *what == construct.what && other == line) {
                continue;
            }
            told.push((construct.what, line.to_owned()));
            let span = self.node_span(node, line);
            let message = format!("{}: `{}`", construct.what, self.shown(line));
            self.report(
                Diagnostic::error(codes::MARKDOWN, span, message).hint(construct.hint.to_owned()),
            );
        }
    }

    /// A paragraph; blocks that helpers made within it stand beside it.
    fn paragraph(&mut self, node: Node<'_>, blocks: &mut Vec<Block>) {
        let within = match node.parent().map(|parent| parent.data.borrow().value.clone()) {
            Some(NodeValue::Item(_)) => Within::Item,
            Some(NodeValue::BlockQuote) => Within::Quote,
            _ => Within::Other,
        };
        self.check_constructs(node, within);
        let mut line: Vec<Inline> = Vec::new();
        let is_comment =
            |node: Node<'_>| matches!(node.data.borrow().value, NodeValue::HtmlInline(_));
        let mut is_split = node.children().any(is_comment);
        let flush = |line: &mut Vec<Inline>, is_split: bool, blocks: &mut Vec<Block>| {
            let content = std::mem::take(line);
            let content = if is_split { trimmed(content) } else { content };
            if !content.is_empty() {
                blocks.push(Block::Paragraph { content });
            }
        };
        for child in node.children() {
            let value = child.data.borrow().value.clone();
            match &value {
                NodeValue::Image(image) if image.url.contains(':') => {
                    let (scheme, request) = image.url.split_once(':').unwrap_or_default();
                    let caption = self.inlines(child);
                    if let Some(made) = self.made_block(scheme, request, caption) {
                        is_split = true;
                        flush(&mut line, is_split, blocks);
                        blocks.extend(made);
                    } else {
                        self.image(&image.url, child);
                    }
                }
                NodeValue::Text(text) => {
                    for part in self.expanded.parts(text).into_iter().map(owned) {
                        match part {
                            Ok(text) => push_text(&mut line, &text),
                            Err(number) => match self.made(number) {
                                Some(made) => {
                                    is_split = true;
                                    flush(&mut line, is_split, blocks);
                                    blocks.extend(made);
                                }
                                None => self.printed(number, &mut line),
                            },
                        }
                    }
                }
                _ => self.inline(child, &mut line),
            }
        }
        flush(&mut line, is_split, blocks);
    }

    /// The blocks that a helper printed, if it prints blocks.
    fn made(&mut self, number: usize) -> Option<Vec<Block>> {
        let Content::Block { caption, url } = self.expanded.printed[number].content.clone() else {
            return None;
        };
        self.expanded.printed[number].is_used = true;
        let at = self.expanded.printed[number].at;
        let (scheme, request) = url.split_once(':')?;
        let caption = caption_of(&caption);
        self.within(at, |builder| builder.made_block(scheme, request, caption))
    }

    /// What an expression printed within a line.
    fn printed(&mut self, number: usize, out: &mut Vec<Inline>) {
        let printed = &mut self.expanded.printed[number];
        printed.is_used = true;
        let at = printed.at;
        match printed.content.clone() {
            Content::Text(text) => push_text(out, &text),
            Content::Link(url) => {
                self.within(at, |builder| builder.link(&url, Vec::new(), out));
                self.last_printed = at;
            }
            Content::Block { url, .. } => {
                self.within(at, |builder| builder.block_in_text(&url));
            }
        }
    }

    /// Does something of which the mistakes stand at a place.
    fn within<T>(&mut self, at: Option<Span>, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.at, at);
        let done = work(self);
        self.at = before;
        done
    }

    /// A text of the tree that takes no figures: an address, code, a word after a fence.
    fn as_text(
        &mut self,
        text: &str,
        code: briefing_model::diagnostic::Code,
        node: Node<'_>,
    ) -> String {
        let mut out = String::with_capacity(text.len());
        for part in self.expanded.parts(text).into_iter().map(owned) {
            match part {
                Ok(text) => out.push_str(&text),
                Err(number) => {
                    let printed = &mut self.expanded.printed[number];
                    printed.is_used = true;
                    let at = printed.at;
                    match printed.content.clone() {
                        Content::Text(text) => out.push_str(&text),
                        Content::Link(url) | Content::Block { url, .. } => {
                            let span = at.unwrap_or_else(|| self.node_span(node, ""));
                            let message = format!("{} cannot stand in an address", thing(&url));
                            self.report(
                                Diagnostic::error(code, span, message).hint("put it into the text"),
                            );
                        }
                    }
                }
            }
        }
        out
    }

    /// Code shows text as itself, and can hold nothing else.
    fn code(&mut self, literal: &str, kind: Code) -> String {
        let mut out = String::with_capacity(literal.len());
        for part in self.expanded.parts(literal).into_iter().map(owned) {
            match part {
                Ok(text) => out.push_str(&text),
                Err(number) => {
                    let printed = &mut self.expanded.printed[number];
                    printed.is_used = true;
                    let at = printed.at;
                    match printed.content.clone() {
                        Content::Text(text) => out.push_str(&text),
                        Content::Link(url) | Content::Block { url, .. } => {
                            let span = at.unwrap_or_else(|| self.place(&url));
                            let message = format!("{} cannot stand in code", thing(&url));
                            self.report(
                                Diagnostic::error(codes::NO_PLACE, span, message).hint(kind.hint()),
                            );
                        }
                    }
                }
            }
        }
        out
    }

    /// Whether a text is what a helper asked for.
    fn is_request(&self, node: Node<'_>) -> bool {
        match &node.data.borrow().value {
            NodeValue::Text(text) => self.holds_request(text),
            NodeValue::Image(_) => true,
            _ => false,
        }
    }

    fn holds_request(&self, text: &str) -> bool {
        let numbers = self.expanded.parts(text).into_iter().filter_map(number_of);
        let mut contents = numbers.map(|number| &self.expanded.printed[number].content);
        contents.any(|content| !matches!(content, Content::Text(_)))
    }

    /// A piece of the text as an author would know it again.
    fn shown(&self, text: &str) -> String {
        let parts = self.expanded.parts(text);
        let shown = parts.into_iter().map(|part| match part {
            Part::Text(text) => text.replace(OTHER, "…"),
            Part::Printed(number) => match &self.expanded.printed[number].content {
                Content::Text(text) => text.clone(),
                Content::Link(_) | Content::Block { .. } => "{{…}}".to_owned(),
            },
        });
        shown.collect()
    }

    /// The offset in the Markdown at which a node begins.
    fn offset(&self, node: Node<'_>) -> usize {
        let start = node.data.borrow().sourcepos.start;
        let line = self.lines.get(start.line.saturating_sub(1)).copied().unwrap_or_default();
        (line + start.column.saturating_sub(1)).min(self.expanded.text.len())
    }

    /// Where a piece of a node's text stands in the template.
    pub(super) fn node_span(&self, node: Node<'_>, near: &str) -> Span {
        let from = self.offset(node);
        let end = node.data.borrow().sourcepos.end.line;
        let until = self.lines.get(end).copied().unwrap_or(self.expanded.text.len()).max(from);
        let inner = self.expanded.text.get(from..until).unwrap_or_default();
        // Columns of nodes within lines are not to be relied on: look at the line's start as well.
        let before = self.lines.partition_point(|line| *line <= from);
        let line = before.checked_sub(1).map_or(0, |line| self.lines[line]);
        let found = inner.find(near).map(|at| from + at).or_else(|| {
            self.expanded.text.get(line..until).and_then(|text| text.find(near)).map(|at| line + at)
        });
        let start = found.unwrap_or(from);
        let length = if found.is_some() { near.len() } else { 0 };
        let to_end = || inner.find('\n').unwrap_or(inner.len()).max(1);
        let range = start..start + if length == 0 { to_end() } else { length };
        self.span(range, near)
    }

    /// Where a range of the Markdown stands in the template.
    fn span(&self, range: Range<usize>, near: &str) -> Span {
        self.at.or_else(|| self.expanded.span(range)).unwrap_or_else(|| self.place(near))
    }

    /// The blocks that a helper asked for; `None` if this is no request of a helper.
    fn made_block(
        &mut self,
        scheme: &str,
        request: &str,
        caption: Vec<Inline>,
    ) -> Option<Vec<Block>> {
        if self.left == 0 {
            return Some(Vec::new());
        }
        let made = match scheme {
            "table" => parse_block(request).map(|request| self.table(&request, caption)),
            "chart" => parse_block(request).map(|request| self.chart(&request, caption)),
            "list" => parse_block(request).map(|request| self.rows_list(&request)),
            "claims" => parse_block(request).map(|request| self.register(&request, caption)),
            "conflicts" => parse_block(request).map(|request| self.conflicts(&request, caption)),
            "corrections" => {
                parse_block(request).map(|request| self.corrections(&request, caption))
            }
            "findings" => parse_block(request).map(|request| self.findings(&request, caption)),
            "identities" => parse_block(request).map(|request| self.identities(&request, caption)),
            "rates" => parse_block(request).map(|request| self.rates(&request, caption)),
            "quote" => percent_decode(request).map(|claim| self.quotation(&claim)),
            "sources" => Some(vec![Block::References]),
            _ => return None,
        };
        let url = format!("{scheme}:{request}");
        if let Some(made) = &made
            && !self.spend(of_blocks(made), |builder| builder.place(&url))
        {
            return Some(Vec::new());
        }
        Some(made.unwrap_or_else(|| {
            let message = format!("`{url}` is nothing that a helper prints");
            self.error(codes::EVIDENCE_LINK, &url, message);
            Vec::new()
        }))
    }

    fn list(&mut self, node: Node<'_>, list: &NodeList) -> Block {
        let items = node.children().map(|item| self.children(item)).collect();
        Block::List {
            ordered: list.list_type == ListType::Ordered,
            start: u32::try_from(list.start).unwrap_or(1),
            tight: list.tight,
            items,
        }
    }

    fn plain_table(&mut self, node: Node<'_>, alignments: &[TableAlignment]) -> Block {
        let mut columns = Vec::new();
        let mut rows = Vec::new();
        for row in node.children() {
            let is_head = matches!(row.data.borrow().value, NodeValue::TableRow(true));
            let cells: Vec<Vec<Inline>> = row
                .children()
                .map(|cell| {
                    if !self.spend(1, |builder| builder.node_span(cell, "")) {
                        return Vec::new();
                    }
                    self.check_constructs(cell, Within::Other);
                    trimmed(self.inlines(cell))
                })
                .collect();
            if is_head {
                columns = cells
                    .into_iter()
                    .enumerate()
                    .map(|(index, label)| Column {
                        label,
                        align: align(alignments.get(index)),
                        header: index == 0,
                    })
                    .collect();
            } else {
                rows.push(TableRow::new(cells));
            }
        }
        self.tables += 1;
        Block::Table(Table {
            id: format!("table-{}", self.tables),
            caption: Vec::new(),
            columns,
            rows,
            empty: crate::words::lexicon(self.locale()).no_rows.to_owned(),
            notes: Vec::new(),
        })
    }

    fn inlines(&mut self, node: Node<'_>) -> Vec<Inline> {
        let mut content = Vec::new();
        for child in node.children() {
            self.inline(child, &mut content);
        }
        content
    }

    fn inline(&mut self, node: Node<'_>, out: &mut Vec<Inline>) {
        let data = node.data.borrow();
        let own = match &data.value {
            NodeValue::Text(text) => of_text(text),
            NodeValue::Code(code) => of_text(&code.literal),
            // The note is printed once more.
            NodeValue::FootnoteReference(footnote) => self
                .footnotes
                .get(&footnote.name.to_lowercase())
                .map_or(1, |note| 1 + of_inlines(note)),
            _ => 1,
        };
        if !self.spend(own, |builder| builder.node_span(node, "")) {
            return;
        }
        match &data.value {
            NodeValue::Text(text) => {
                for part in self.expanded.parts(text).into_iter().map(owned) {
                    match part {
                        Ok(text) => push_text(out, &text),
                        Err(number) => self.printed(number, out),
                    }
                }
            }
            NodeValue::SoftBreak => push_text(out, self.soft_break(node)),
            NodeValue::LineBreak => out.push(Inline::LineBreak),
            NodeValue::Code(code) => {
                let text = self.code(&code.literal, Code::Span);
                out.push(Inline::Code { text });
            }
            // Comments are the author's; tags are a mistake.
            NodeValue::HtmlInline(html) if html.starts_with("<!--") => {
                for number in self.expanded.parts(html).into_iter().filter_map(number_of) {
                    self.expanded.printed[number].is_used = true;
                }
            }
            NodeValue::HtmlInline(html) => self.tag(node, html),
            NodeValue::Emph => out.push(Inline::Emphasis { content: self.inlines(node) }),
            NodeValue::Strong => out.push(Inline::Strong { content: self.inlines(node) }),
            NodeValue::Strikethrough => {
                out.push(Inline::Strikethrough { content: self.inlines(node) });
            }
            NodeValue::Escaped => out.extend(self.inlines(node)),
            NodeValue::Link(link) => {
                let content = self.inlines(node);
                let url = self.as_text(&link.url, codes::NO_PLACE, node);
                let url = url.trim().replace(' ', "%20");
                if !link.title.is_empty() {
                    let title = self.as_text(&link.title, codes::NO_PLACE, node);
                    let span = self.node_span(node, &title);
                    let message = "links have no titles: nobody would see it";
                    self.report(
                        Diagnostic::error(codes::MARKDOWN, span, message)
                            .hint("say it in the text of the link"),
                    );
                }
                if url.starts_with('#') {
                    let span = self.node_span(node, &url);
                    self.links.push((url.clone(), span));
                }
                if self.holds_request(&link.url) {
                    out.extend(content);
                } else {
                    self.typed_link(node, &url, content, out);
                }
            }
            NodeValue::Image(image) => self.image(&image.url, node),
            NodeValue::FootnoteReference(footnote) => {
                if let Some(content) = self.footnotes.get(&footnote.name.to_lowercase()).cloned() {
                    let (open, close) = crate::words::lexicon(self.locale()).brackets;
                    push_text(out, open);
                    out.extend(content);
                    push_text(out, close);
                }
            }
            _ => self.unknown(node),
        }
    }

    /// A link that stands in the template, in which no other can stand.
    fn typed_link(
        &mut self,
        node: Node<'_>,
        url: &str,
        content: Vec<Inline>,
        out: &mut Vec<Inline>,
    ) {
        let is_request = url.split_once(':').is_some_and(|(scheme, _)| {
            matches!(scheme, "fact" | "absent" | "claimed" | "coverage" | "cite")
        });
        if !is_request && holds_evidence(&content) {
            let span = self.last_printed.unwrap_or_else(|| self.node_span(node, ""));
            let message =
                "a figure cannot stand in the text of a link: it is a link to its evidence";
            self.report(
                Diagnostic::error(codes::NO_PLACE, span, message)
                    .hint("put the link beside it: `{{figure …}} ([source](https://…))`"),
            );
        }
        let at = Some(self.node_span(node, url)).filter(|_| self.expanded.span(0..1).is_some());
        self.within(at, |builder| builder.link(url, content, out));
    }

    /// Between Chinese lines there is no space.
    fn soft_break(&self, node: Node<'_>) -> &'static str {
        let edge = |node: Option<Node<'_>>, last: bool| {
            let data = node?.data.borrow();
            let NodeValue::Text(text) = &data.value else { return None };
            let parts = self.expanded.parts(text);
            let text = match if last { parts.last() } else { parts.first() }? {
                Part::Text(text) => text,
                Part::Printed(number) => match &self.expanded.printed[*number].content {
                    Content::Text(text) => text.as_str(),
                    Content::Link(_) | Content::Block { .. } => return None,
                },
            };
            if last { text.chars().next_back() } else { text.chars().next() }
        };
        let is_cjk = |c: Option<char>| {
            c.is_some_and(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}'))
        };
        if is_cjk(edge(node.previous_sibling(), true)) && is_cjk(edge(node.next_sibling(), false)) {
            ""
        } else {
            " "
        }
    }

    fn link(&mut self, url: &str, content: Vec<Inline>, out: &mut Vec<Inline>) {
        let (scheme, rest) = url.split_once(':').unwrap_or(("", url));
        match scheme {
            "fact" => {
                let request = FactRequest::parse(rest);
                let row = request.and_then(|r| Some((self.row(&r.metric, r.row)?.1, r)));
                let Some((row, request)) = row else { return self.no_figure(url, rest) };
                // "Not comparable" reads well in a sentence, and is told as it is.
                if row.value.absence() == Some(Absence::NotReported) {
                    self.absent.push(request.metric.clone());
                }
                if let Some(inline) = self.fact(&request) {
                    self.check_text(url, &content, &inline);
                    out.push(inline);
                    self.push_mixture(out, &request.metric, row);
                }
            }
            // A metric that has no row at all.
            "absent" => {
                let (metric, query) = rest.split_once('?').unwrap_or((rest, ""));
                let metric = percent_decode(metric).unwrap_or_default();
                let Some((style, delta)) = parse_style(query) else {
                    return self.no_figure(url, rest);
                };
                self.absent.push(metric);
                push_text(out, &self.not_reported(style, delta));
            }
            "claimed" => {
                let (claim, query) = rest.split_once('?').unwrap_or((rest, ""));
                let id = percent_decode(claim).unwrap_or_default();
                if let Some((source, why)) = self.withheld_claim(&id) {
                    self.withheld(claim, source, why);
                    push_text(out, &self.not_reported(FigureStyle::default(), false));
                    return;
                }
                match self.claim_index(&id).zip(parse_style(query)) {
                    Some((claim, (style, _))) => {
                        let inline = self.claim_fact(claim, style);
                        self.check_text(url, &content, &inline);
                        out.push(inline);
                    }
                    None => self.no_figure(url, rest),
                }
            }
            "coverage" => match self.coverage_text(rest) {
                Some((text, mixture)) => self.push_coverage(out, &text, &mixture),
                None => self.no_figure(url, rest),
            },
            "contested" => match self.contested_words(rest) {
                Some(marks) => out.extend(marks),
                None => self.no_figure(url, rest),
            },
            "cite" => match self.citations(rest) {
                Some(marks) => out.extend(marks),
                None => {
                    let message = format!("no source or figure `{rest}` to cite");
                    self.error(codes::EVIDENCE_LINK, url, message);
                }
            },
            _ if is_allowed(url) => out.push(Inline::Link { url: url.to_owned(), content }),
            _ => {
                let message = match url {
                    "" => "this link has no address".to_owned(),
                    url => format!("a brief cannot link to `{url}`"),
                };
                let diagnostic = Diagnostic::error(codes::LINK, self.place(url), message).hint(
                    "links lead to `http:`, `https:` or `mailto:` addresses, or to `#anchors`",
                );
                self.report(diagnostic);
                out.extend(content);
            }
        }
    }

    /// Names the sentences of paragraphs that read "not reported were signed".
    fn lint_sentences(&mut self, blocks: &[Block]) {
        let absent = std::mem::take(&mut self.absent);
        let report = self.input.report;
        // Of a report that makes several briefs the check of its template has said so already.
        if absent.is_empty() || report.schedule.is_some() || report.for_each.is_some() {
            return;
        }
        let words = lexicon(self.locale());
        let said = [words.long.missing, words.short.missing, words.change.not_comparable];
        let mut places: Vec<bool> = Vec::new();
        for block in blocks {
            let Block::Paragraph { content } = block else { continue };
            let text = plain_text(content).to_lowercase();
            let mut found: Vec<(usize, usize)> = said
                .iter()
                .flat_map(|said| text.match_indices(said))
                .map(|(at, said)| (at, at + said.len()))
                .collect();
            found.sort_unstable();
            found.dedup();
            places.extend(found.into_iter().map(|(at, end)| reads_well(&text[..at], &text[end..])));
        }
        for (metric, _) in absent.iter().zip(places).filter(|(_, reads_well)| !reads_well) {
            let message = format!("a sentence prints `{metric}`, and nothing is reported for it");
            self.report(
                Diagnostic::warning(codes::NO_FIGURE, self.place(metric), message)
                    .label("reads \"not reported\" in the middle of a sentence")
                    .hint(format!(
                        "leave the sentence out: `{{{{#if metrics.{metric}.value}}}}…{{{{else}}}}Nothing \
                         is reported.{{{{/if}}}}`"
                    ))
                    .hint("or give the words for it: `empty=\"an unknown number of projects\"`"),
            );
        }
    }

    fn image(&mut self, url: &str, node: Node<'_>) {
        let scheme = url.split(':').next().unwrap_or_default();
        if BLOCKS.contains(&scheme) {
            self.block_in_text(url);
            return;
        }
        let url = self.as_text(url, codes::IMAGE, node);
        let span = self.node_span(node, &url);
        let message = format!("a brief has no images, found `{url}`");
        let diagnostic = Diagnostic::error(codes::IMAGE, span, message).hint(
            "for a chart of a metric, write `{{chart metrics.…}}`; a logo belongs to the theme",
        );
        self.report(diagnostic);
        // What stands in its place may be wrong too.
        let _ = self.inlines(node);
    }

    /// A block of a helper where only text can stand.
    fn block_in_text(&mut self, url: &str) {
        let scheme = url.split(':').next().unwrap_or_default();
        let diagnostic = Diagnostic::error(
            codes::BLOCK_IN_TEXT,
            self.call_place(scheme),
            format!("`{scheme}` cannot stand within text"),
        )
        .hint("put it on a line of its own");
        self.report(diagnostic);
    }

    /// A text that somebody wrote for a figure must be what the figure says.
    fn check_text(&mut self, url: &str, written: &[Inline], printed: &Inline) {
        let written = plain_text(written);
        let printed = plain_text(std::slice::from_ref(printed));
        if !written.is_empty() && written != printed {
            let message = format!("`{written}` is not what the figure says");
            let diagnostic = Diagnostic::error(codes::EVIDENCE_LINK, self.place(url), message)
                .hint(format!("it says `{printed}`"))
                .hint("let the helper print it: `{{figure …}}`");
            self.report(diagnostic);
        }
    }

    fn no_figure(&mut self, url: &str, what: &str) {
        let message = format!("no figure `{what}`");
        let diagnostic = Diagnostic::error(codes::EVIDENCE_LINK, self.place(url), message)
            .hint("let a helper make the link: `{{figure metrics.…}}`");
        self.report(diagnostic);
    }

    /// Where a helper is called, or its request stands written by hand.
    fn call_place(&self, helper: &str) -> Span {
        if let Some(at) = self.at {
            return at;
        }
        let call = format!("{{{{{helper}");
        let is_called = self.source.text.contains(&call);
        self.place(&if is_called { call } else { format!("{helper}:") })
    }

    fn anchor(&mut self, text: &str) -> String {
        let plain: String = text.trim().to_owned();
        let id = comrak::Anchorizer::new().anchorize(&plain);
        // These are the anchors of facts, evidence, sources, contradictions, tables and charts.
        let is_number =
            |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let is_reserved = ["f", "e", "s", "d", "table-", "chart-"]
            .iter()
            .any(|prefix| id.strip_prefix(prefix).is_some_and(is_number));
        if id.is_empty() || is_reserved {
            self.anchors.anchorize(&format!("section {plain}"))
        } else {
            self.anchors.anchorize(&plain)
        }
    }
}

/// How often comments are looked for: one within another is found when that has been taken out.
const COMMENTS: usize = 16;

/// The schemes by which helpers ask for blocks.
const BLOCKS: [&str; 10] = [
    "table",
    "chart",
    "list",
    "claims",
    "conflicts",
    "corrections",
    "findings",
    "rates",
    "quote",
    "sources",
];

/// Where code stands.
#[derive(Debug, Clone, Copy)]
enum Code {
    Span,
    Fence,
    Indented,
}

impl Code {
    fn hint(self) -> &'static str {
        match self {
            Self::Span => "take it out of the backticks: code shows what stands in it as it is",
            Self::Fence => "put it outside of the fence: code shows what stands in it as it is",
            Self::Indented => {
                "begin the line further to the left: four spaces at its start make it code"
            }
        }
    }
}

/// What a helper prints, by its address.
fn thing(url: &str) -> &'static str {
    match url.split(':').next().unwrap_or_default() {
        "fact" | "claimed" => "a figure",
        "coverage" => "a coverage",
        "cite" => "the number of a source",
        "table" => "a table",
        "chart" => "a chart",
        "quote" => "a quotation",
        _ => "a list",
    }
}

/// The caption of a block, which is text.
fn caption_of(markdown: &str) -> Vec<Inline> {
    let mut caption = Vec::new();
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut text = String::new();
    for node in root.descendants() {
        if let NodeValue::Text(part) = &node.data.borrow().value {
            text.push_str(part);
        }
    }
    push_text(&mut caption, text.trim());
    caption
}

/// Whether inlines link to evidence.
fn holds_evidence(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Fact { .. } | Inline::Cite { .. } => true,
        Inline::Emphasis { content }
        | Inline::Strong { content }
        | Inline::Strikethrough { content }
        | Inline::Link { content, .. } => holds_evidence(content),
        _ => false,
    })
}

/// The text of a block as it was typed, without what is no construct: see [`OTHER`].
fn collect_text(node: Node<'_>, out: &mut String) {
    for child in node.children() {
        match &child.data.borrow().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push('\n'),
            NodeValue::Escaped
            | NodeValue::Code(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::FootnoteReference(_)
            | NodeValue::Image(_) => out.push(OTHER),
            // A link that is one has no brackets left.
            _ => collect_text(child, out),
        }
    }
}

/// A part of a text by itself: text, or the number of what was printed.
fn owned(part: Part<'_>) -> Result<String, usize> {
    match part {
        Part::Text(text) => Ok(text.to_owned()),
        Part::Printed(number) => Err(number),
    }
}

fn number_of(part: Part<'_>) -> Option<usize> {
    owned(part).err()
}

/// Where the lines of a text begin.
fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// How long the comment is that a text begins with; `None` if it does not end.
fn comment_end(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("<!--")?;
    // CommonMark 0.31 takes these for whole comments.
    let short = [">", "->"].iter().find(|end| inner.starts_with(**end));
    let length = short.map(|end| end.len()).or_else(|| inner.find("-->").map(|at| at + 3))?;
    Some(4 + length)
}

/// The lines of a range, with the end of the last, where nothing else stands on them.
fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let after = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1);
    let is_alone =
        text[line..range.start].trim().is_empty() && text[range.end..after].trim().is_empty();
    if is_alone { line..after } else { range }
}

/// Whether a brief may link there.
fn is_allowed(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "#"].iter().any(|start| lower.starts_with(start))
}

pub(super) fn push_text(out: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text { text: last }) = out.last_mut() {
        // Where a comment stood, or nothing was printed, there are two spaces.
        let text = if last.ends_with(' ') { text.trim_start_matches(' ') } else { text };
        last.push_str(text);
    } else {
        out.push(Inline::text(text));
    }
}

/// Without white space at the ends, which is left where a comment or a block stood.
fn trimmed(mut content: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text { text }) = content.first_mut() {
        *text = text.trim_start_matches(' ').to_owned();
    }
    if let Some(Inline::Text { text }) = content.last_mut() {
        *text = text.trim_end_matches(' ').to_owned();
    }
    content.retain(|inline| !matches!(inline, Inline::Text { text } if text.is_empty()));
    content
}

fn tone(alert: AlertType) -> Tone {
    match alert {
        AlertType::Note => Tone::Note,
        AlertType::Tip => Tone::Tip,
        AlertType::Important => Tone::Important,
        AlertType::Warning => Tone::Warning,
        AlertType::Caution => Tone::Caution,
    }
}

fn align(alignment: Option<&TableAlignment>) -> Align {
    match alignment {
        Some(TableAlignment::Right) => Align::End,
        Some(TableAlignment::Center) => Align::Center,
        _ => Align::Start,
    }
}

/// Whether "not reported" reads well between two texts: after a colon or at the start, and before a
/// mark or the end.
fn reads_well(before: &str, after: &str) -> bool {
    let is_mark = |c: char| matches!(c, ':' | '：' | '(' | '（' | '–' | '—' | '=');
    let (before, after) = (before.trim_end(), after.trim_start());
    (before.is_empty() || before.ends_with(is_mark)) && !after.starts_with(char::is_alphanumeric)
}
