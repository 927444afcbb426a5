//! The Markdown tree to blocks and inlines.

use briefing_model::diagnostic::{Diagnostic, Span};
use briefing_model::document::{Align, Block, Column, Inline, Table, TableRow, Tone, plain_text};
use comrak::nodes::{AlertType, AstNode, ListType, NodeList, NodeValue, TableAlignment};
use comrak::{Arena, parse_document};

use super::{Builder, options};
use crate::codes;
use crate::request::{FactRequest, parse_block, parse_style, percent_decode};

type Node<'n> = &'n AstNode<'n>;

impl Builder<'_> {
    /// The blocks of a Markdown text.
    pub(super) fn blocks(&mut self, markdown: &str) -> Vec<Block> {
        let arena = Arena::new();
        let root = parse_document(&arena, markdown, &options());
        for node in root.children() {
            let NodeValue::FootnoteDefinition(definition) = &node.data.borrow().value else {
                continue;
            };
            let content = node.children().flat_map(|block| self.inlines(block)).collect();
            self.footnotes.insert(definition.name.clone(), content);
        }
        self.children(root)
    }

    fn children(&mut self, node: Node<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for child in node.children() {
            self.block(child, &mut blocks);
        }
        blocks
    }

    fn block(&mut self, node: Node<'_>, blocks: &mut Vec<Block>) {
        let data = node.data.borrow();
        match &data.value {
            NodeValue::Paragraph => self.paragraph(node, blocks),
            NodeValue::Heading(heading) => {
                let level = heading.level.clamp(2, 6);
                let content = self.inlines(node);
                let id = self.anchor(&plain_text(&content));
                blocks.push(Block::Heading { level, id, content });
            }
            NodeValue::List(list) => blocks.push(self.list(node, list)),
            NodeValue::BlockQuote => blocks.push(Block::Quote { content: self.children(node) }),
            NodeValue::Alert(alert) => {
                let mut content = Vec::new();
                if let Some(title) = &alert.title {
                    let title = vec![Inline::text(title.clone())];
                    content.push(Block::Paragraph {
                        content: vec![Inline::Strong { content: title }],
                    });
                }
                content.extend(self.children(node));
                blocks.push(Block::Callout { tone: tone(alert.alert_type), content });
            }
            NodeValue::CodeBlock(code) => {
                let language = code.info.split_whitespace().next().map(str::to_owned);
                blocks.push(Block::Code { language, text: code.literal.clone() });
            }
            // No markup but Markdown: tags are text like any other.
            NodeValue::HtmlBlock(html) => {
                let text = html.literal.trim_end();
                blocks.push(Block::Paragraph { content: vec![Inline::text(text)] });
            }
            NodeValue::ThematicBreak => blocks.push(Block::Rule),
            NodeValue::Table(table) => blocks.push(self.plain_table(node, &table.alignments)),
            // Printed where they are referred to.
            NodeValue::FootnoteDefinition(_) => {}
            _ => {
                let inner = self.children(node);
                blocks.extend(inner);
            }
        }
    }

    /// A paragraph; blocks that helpers made within it stand beside it.
    fn paragraph(&mut self, node: Node<'_>, blocks: &mut Vec<Block>) {
        let mut line: Vec<Inline> = Vec::new();
        let mut is_split = false;
        let flush = |line: &mut Vec<Inline>, is_split: bool, blocks: &mut Vec<Block>| {
            let content = std::mem::take(line);
            let content = if is_split { trimmed(content) } else { content };
            if !content.is_empty() {
                blocks.push(Block::Paragraph { content });
            }
        };
        for child in node.children() {
            if let NodeValue::Image(image) = &child.data.borrow().value
                && let Some((scheme, request)) = image.url.split_once(':')
            {
                let caption = self.inlines(child);
                if let Some(made) = self.made_block(scheme, request, caption) {
                    is_split = true;
                    flush(&mut line, is_split, blocks);
                    blocks.extend(made);
                    continue;
                }
            }
            self.inline(child, &mut line);
        }
        flush(&mut line, is_split, blocks);
    }

    /// The blocks that a helper asked for; `None` if this is no request of a helper.
    fn made_block(
        &mut self,
        scheme: &str,
        request: &str,
        caption: Vec<Inline>,
    ) -> Option<Vec<Block>> {
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
            "rates" => parse_block(request).map(|request| self.rates(&request, caption)),
            "quote" => percent_decode(request).map(|claim| self.quotation(&claim)),
            "sources" => Some(vec![Block::References]),
            _ => return None,
        };
        let url = format!("{scheme}:{request}");
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
            let cells: Vec<Vec<Inline>> = row.children().map(|cell| self.inlines(cell)).collect();
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
        match &data.value {
            NodeValue::Text(text) => push_text(out, text),
            NodeValue::SoftBreak => push_text(out, self.soft_break(node)),
            NodeValue::LineBreak => out.push(Inline::LineBreak),
            NodeValue::Code(code) => out.push(Inline::Code { text: code.literal.clone() }),
            NodeValue::HtmlInline(html) => push_text(out, html),
            NodeValue::Emph => out.push(Inline::Emphasis { content: self.inlines(node) }),
            NodeValue::Strong => out.push(Inline::Strong { content: self.inlines(node) }),
            NodeValue::Strikethrough => {
                out.push(Inline::Strikethrough { content: self.inlines(node) });
            }
            NodeValue::Link(link) => {
                let content = self.inlines(node);
                self.link(&link.url, content, out);
            }
            NodeValue::Image(image) => self.image(&image.url, node),
            NodeValue::FootnoteReference(footnote) => {
                if let Some(content) = self.footnotes.get(&footnote.name).cloned() {
                    let (open, close) = crate::words::lexicon(self.locale()).brackets;
                    push_text(out, open);
                    out.extend(content);
                    push_text(out, close);
                }
            }
            _ => {
                let inner = self.inlines(node);
                out.extend(inner);
            }
        }
    }

    /// Between Chinese lines there is no space.
    fn soft_break(&self, node: Node<'_>) -> &'static str {
        let edge = |node: Option<Node<'_>>, last: bool| {
            let data = node?.data.borrow();
            let NodeValue::Text(text) = &data.value else { return None };
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
                if let Some(inline) = self.fact(&request) {
                    self.check_text(url, &content, &inline);
                    out.push(inline);
                    self.push_mixture(out, &request.metric, row);
                }
            }
            "claimed" => {
                let (claim, query) = rest.split_once('?').unwrap_or((rest, ""));
                let id = percent_decode(claim).unwrap_or_default();
                if let Some((source, why)) = self.withheld_claim(&id) {
                    self.withheld(claim, source, why);
                    push_text(out, &self.not_reported());
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
                let diagnostic = Diagnostic::error(
                    codes::LINK,
                    self.place(url),
                    format!("a brief cannot link to `{url}`"),
                )
                .hint("links lead to `http:`, `https:` or `mailto:` addresses, or to `#anchors`");
                self.report(diagnostic);
                out.extend(content);
            }
        }
    }

    fn image(&mut self, url: &str, node: Node<'_>) {
        let scheme = url.split(':').next().unwrap_or_default();
        let blocks = [
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
        if blocks.contains(&scheme) {
            let diagnostic = Diagnostic::error(
                codes::BLOCK_IN_TEXT,
                self.call_place(scheme),
                format!("`{scheme}` cannot stand within text"),
            )
            .hint("put it on a line of its own");
            self.report(diagnostic);
        } else {
            let diagnostic = Diagnostic::error(
                codes::IMAGE,
                self.place(url),
                format!("a brief has no images, found `{url}`"),
            )
            .hint(
                "for a chart of a metric, write `{{chart metrics.…}}`; a logo belongs to the theme",
            );
            self.report(diagnostic);
            // What stands in its place may be wrong too.
            let _ = self.inlines(node);
        }
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
        let call = format!("{{{{{helper}");
        let is_called = self.source.text.contains(&call);
        self.place(&if is_called { call } else { format!("{helper}:") })
    }

    fn anchor(&mut self, text: &str) -> String {
        let plain: String = text.trim().to_owned();
        let id = comrak::Anchorizer::new().anchorize(&plain);
        // These are the anchors of facts, evidence, sources, contradictions, tables and charts.
        let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
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
        last.push_str(text);
    } else {
        out.push(Inline::text(text));
    }
}

/// Without white space at the ends, which is left where a block stood within a paragraph.
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
