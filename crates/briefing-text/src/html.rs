//! The text of a page of the web.

mod hidden;

use std::collections::HashSet;

use ego_tree::iter::Edge;
use encoding_rs::Encoding;
use scraper::{Html, Node};

use crate::TextError;
use crate::passage::{Passage, Role};
use crate::plain::decoded;

/// What a browser shows of a page, after its title: a line a block, cells of a row apart by a tab,
/// white space as one space. Scripts, styles, templates and what is `hidden` are left out.
///
/// # Errors
/// The encoding is not known: HTML says it by a byte order mark or a `<meta charset>`, or is UTF-8.
pub fn html(bytes: &[u8]) -> Result<String, TextError> {
    read(bytes, false).map(|text| text.written)
}

/// The parts of a page, see [`passages`](crate::passages): its blocks and cells.
///
/// # Errors
/// As [`html`].
pub(crate) fn passages(bytes: &[u8]) -> Result<Vec<Passage>, TextError> {
    let text = read(bytes, true)?;
    let ends = text.starts.iter().skip(1).map(|(at, _)| *at).chain([text.written.len()]);
    let parts = text.starts.iter().zip(ends).map(|((start, role), end)| {
        Passage::new(*role, text.written[*start..end].trim_end().to_owned())
    });
    Ok(parts.filter(|part| !part.text.is_empty()).collect())
}

/// Reads a page; `with_styles` tells what its style sheets hide from what they do not.
fn read(bytes: &[u8], with_styles: bool) -> Result<Running, TextError> {
    let page = Html::parse_document(&decoded(bytes, stated(bytes)?)?);
    let hidden = if with_styles { hidden::hidden(&page) } else { HashSet::new() };
    let mut text = Running::default();
    // Depth of elements that are not shown, and of raised ones.
    let (mut unseen, mut raised) = (0_usize, 0_usize);
    for edge in page.tree.root().traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(words) if opens && unseen == 0 => text.push(words, raised > 0),
            Node::Element(element) => {
                let name = element.name();
                let deeper = |depth: usize| if opens { depth + 1 } else { depth - 1 };
                if hidden.contains(&node.id()) {
                    text.hidden = deeper(text.hidden);
                    text.part(Gap::Line);
                    text.role(Role::Text);
                }
                if UNSEEN.contains(&name) || element.attr("hidden").is_some() {
                    unseen = deeper(unseen);
                } else if name == "sup" {
                    raised = deeper(raised);
                } else if name == "br" {
                    text.part(Gap::Break);
                } else if BLOCKS.contains(&name) {
                    text.part(Gap::Line);
                    text.role(Role::Text);
                    if opens && HEADINGS.contains(&name) {
                        text.role(Role::Heading);
                    }
                } else if CELLS.contains(&name) {
                    text.part(Gap::Tab);
                    text.role(Role::Text);
                }
            }
            _ => {}
        }
    }
    Ok(text)
}

/// Elements whose text is not shown.
const UNSEEN: [&str; 7] =
    ["script", "style", "template", "noscript", "iframe", "object", "datalist"];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "title",
    "tr",
    "ul",
];

/// Elements that are headings, or the title.
const HEADINGS: [&str; 7] = ["h1", "h2", "h3", "h4", "h5", "h6", "title"];

/// Elements that stand beside each other.
const CELLS: [&str; 2] = ["td", "th"];

/// A text as it grows, and what parts it from what comes next.
#[derive(Default)]
struct Running {
    written: String,
    gap: Gap,
    /// Where parts begin, and what they are.
    starts: Vec<(usize, Role)>,
    /// What the next part is, where one begins before the next character.
    next: Option<Role>,
    /// How many of the elements around it the style sheets hide.
    hidden: usize,
}

#[derive(Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    /// The end of a line within a block.
    Break,
    Tab,
    Line,
}

impl Running {
    fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn role(&mut self, role: Role) {
        self.next = Some(role);
    }

    fn push(&mut self, words: &str, raised: bool) {
        for c in words.chars() {
            // The white space of HTML: a no-break space is a character like any other.
            if c.is_ascii_whitespace() {
                self.part(Gap::Space);
                continue;
            }
            if !self.written.is_empty() {
                match self.gap {
                    Gap::None => {}
                    Gap::Space => self.written.push(' '),
                    Gap::Tab => self.written.push('\t'),
                    Gap::Break | Gap::Line => self.written.push('\n'),
                }
            }
            self.gap = Gap::None;
            let next = self.next.take();
            if next.is_some() || self.starts.is_empty() {
                let role = if self.hidden > 0 { Some(Role::Hidden) } else { next };
                self.starts.push((self.written.len(), role.unwrap_or(Role::Text)));
            }
            self.written.push(if raised { raise(c) } else { c });
        }
    }
}

/// A digit as a raised digit.
pub(crate) fn raise(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32('⁰' as u32 + (c as u32 - '0' as u32)).unwrap_or(c),
        _ => c,
    }
}

/// The encoding that a page's `<meta>` names, looked for where browsers look: in its first 1024 bytes.
fn stated(bytes: &[u8]) -> Result<Option<&'static Encoding>, TextError> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let Some((_, rest)) = head.split_once("charset") else { return Ok(None) };
    let Some(rest) = rest.trim_start().strip_prefix('=') else { return Ok(None) };
    let label: String = rest
        .trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'')
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) => Ok(Some(encoding)),
        None => Err(TextError::UnknownEncoding(label)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

    use super::*;

    #[test]
    fn a_page_is_read_as_it_is_shown() {
        let page = "<!doctype html><title>Fairs</title><style>p{width:12px}</style>\
            <h1>Gansu &amp; 兰州</h1><p>worth <em>300</em>\n  billion&nbsp;yuan<sup>12</sup>, \
            <br>195 projects</p><p hidden>7</p><template>8</template><noscript>9</noscript>\
            <table><tr><td>172<td>250<tr><td>a</table><ul><li>one<li>two</ul>";
        assert_eq!(
            html(page.as_bytes()).unwrap(),
            "Fairs\nGansu & 兰州\nworth 300 billion\u{a0}yuan¹²,\n195 projects\n172\t250\na\none\ntwo"
        );
    }

    #[test]
    fn a_page_says_its_encoding() {
        let page =
            b"<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'>\
            <body>3000\xD2\xDA\xD4\xAA";
        assert_eq!(html(page).unwrap(), "3000亿元");
        assert_eq!(html(b"<p>3000\xD2\xDA\xD4\xAA"), Err(TextError::Encoding));
        assert_eq!(
            html(b"<meta charset=klingon>"),
            Err(TextError::UnknownEncoding("klingon".to_owned()))
        );
    }

    #[test]
    fn depth_is_no_trouble() {
        let page = format!("{}5,500 companies", "<div><b>".repeat(2_000));
        assert_eq!(html(page.as_bytes()).unwrap(), "5,500 companies");
    }

    #[test]
    fn raised_digits_are_raised() {
        assert_eq!("0123456789a".chars().map(raise).collect::<String>(), "⁰¹²³⁴⁵⁶⁷⁸⁹a");
    }
}
