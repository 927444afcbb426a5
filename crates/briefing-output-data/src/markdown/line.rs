//! Text within a line, so that a reader of Markdown gets back the same text.

use briefing_model::document::{CONTESTED_MARK, Inline, plain_text};
use briefing_model::link::{is_address, is_file};

use super::Writer;
use crate::escape;

/// Where a line of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph: it may break, and its beginning may look like a mark of a block.
    Paragraph,
    /// After the marks of a heading.
    Heading,
    /// In a cell of a table.
    Cell,
    /// After the mark of a footnote, which may begin with a block like a paragraph.
    Footnote,
}

/// Kinds of stress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stress {
    Emphasis,
    Strong,
    Strikethrough,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// A character of the text.
    Char(char),
    /// Code, not yet as Markdown.
    Code(String),
    /// Markdown that holds together: a link, a footnote's mark.
    Whole(String),
    /// Where stress begins.
    Open(Stress),
    /// Where it ends.
    Close(Stress),
    /// A line break.
    Break,
}

impl Writer<'_> {
    /// Text as Markdown, without white space at its ends; more than one line only where there are
    /// breaks in a paragraph.
    pub(super) fn line(&mut self, content: &[Inline], place: Place) -> String {
        let mut pieces = Vec::new();
        self.pieces(content, place, &mut Vec::new(), &mut pieces);
        write(&tidy(pieces), place)
    }

    fn pieces(
        &mut self,
        content: &[Inline],
        place: Place,
        within: &mut Vec<Stress>,
        pieces: &mut Vec<Piece>,
    ) {
        let mut following = content.iter().peekable();
        while let Some(inline) = following.next() {
            match inline {
                Inline::Text { text } | Inline::Foreign { text, .. } => characters(text, pieces),
                Inline::Emphasis { content } => {
                    self.stressed(Stress::Emphasis, content, place, within, pieces);
                }
                Inline::Strong { content } => {
                    self.stressed(Stress::Strong, content, place, within, pieces);
                }
                Inline::Strikethrough { content } => {
                    self.stressed(Stress::Strikethrough, content, place, within, pieces);
                }
                Inline::Code { text } if place == Place::Cell && text.contains('\\') => {
                    // A table reads its cells before it reads code, and would tear this apart.
                    characters(text, pieces);
                }
                Inline::Code { text } => {
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    if !text.is_empty() {
                        pieces.push(Piece::Code(text.chars().map(escape::clean).collect()));
                    }
                }
                Inline::Link { url, content } => self.link(url, content, place, pieces),
                Inline::Fact { fact, text } => {
                    characters(text, pieces);
                    // The mark belongs to the figure: the footnote, which explains it, comes last.
                    if following.next_if(|next| matches!(next, Inline::Contested { .. })).is_some()
                    {
                        characters(CONTESTED_MARK, pieces);
                    }
                    if !is_blank(text) {
                        pieces.extend(self.footnote(*fact).map(Piece::Whole));
                    }
                }
                Inline::Cite { reference } => {
                    characters(&format!("[{}]", reference.saturating_add(1)), pieces);
                }
                Inline::Contested { .. } => characters(CONTESTED_MARK, pieces),
                Inline::LineBreak if place == Place::Paragraph => pieces.push(Piece::Break),
                Inline::LineBreak => pieces.push(Piece::Char(' ')),
            }
        }
    }

    /// Stress within stress of its own kind is none.
    fn stressed(
        &mut self,
        stress: Stress,
        content: &[Inline],
        place: Place,
        within: &mut Vec<Stress>,
        pieces: &mut Vec<Piece>,
    ) {
        if within.contains(&stress) {
            return self.pieces(content, place, within, pieces);
        }
        within.push(stress);
        pieces.push(Piece::Open(stress));
        self.pieces(content, place, within, pieces);
        pieces.push(Piece::Close(stress));
        within.pop();
    }

    /// A link; its words are plain, for a footnote's mark in it would be a link within a link, and
    /// come after it.
    fn link(&mut self, url: &str, content: &[Inline], place: Place, pieces: &mut Vec<Piece>) {
        let words = plain_text(content);
        let words = if is_blank(&words) { url } else { &words };
        // An anchor of a page may be another in a Markdown file, which makes its own.
        let within = url.strip_prefix('#').and_then(|id| self.anchors.target(id));
        let within = within.map(|anchor| format!("#{anchor}"));
        let url = within.as_deref().unwrap_or(url);
        if !is_address(url) && !is_file(url) && within.is_none() {
            characters(words, pieces);
        } else {
            let mut text = Vec::new();
            characters(words, &mut text);
            let inner = if place == Place::Cell { place } else { Place::Heading };
            let text = write(&tidy(text), inner);
            pieces.push(Piece::Whole(format!("[{text}]({})", escape::address(url))));
        }
        let mut stack: Vec<&Inline> = content.iter().rev().collect();
        while let Some(inline) = stack.pop() {
            match inline {
                Inline::Fact { fact, text } if !is_blank(text) => {
                    pieces.extend(self.footnote(*fact).map(Piece::Whole));
                }
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strikethrough { content }
                | Inline::Link { content, .. } => stack.extend(content.iter().rev()),
                _ => {}
            }
        }
    }
}

/// Whether a text has nothing to print.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

fn characters(text: &str, pieces: &mut Vec<Piece>) {
    pieces.extend(text.chars().map(|c| Piece::Char(escape::clean(c))));
}

/// Code between backticks, another number of them than any run within it.
fn code(text: &str, place: Place) -> String {
    let runs: Vec<usize> = text.split(|c| c != '`').map(str::len).collect();
    let length = (1..=text.len() + 1).find(|length| !runs.contains(length)).unwrap_or(1);
    let fence = "`".repeat(length);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text = if place == Place::Cell { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Pieces with white space in order: single, not at the ends of a line, not just within stress;
/// without stress on nothing, and with neighbours of one kind joined.
fn tidy(mut pieces: Vec<Piece>) -> Vec<Piece> {
    loop {
        let before = pieces.clone();
        let mut at = 0;
        while at + 1 < pieces.len() {
            match (&pieces[at], &pieces[at + 1]) {
                // `**` `**`, whichever way round: nothing between.
                (Piece::Open(a), Piece::Close(b)) | (Piece::Close(a), Piece::Open(b)) if a == b => {
                    pieces.drain(at..at + 2);
                    at = at.saturating_sub(1);
                }
                (Piece::Open(_), Piece::Char(c)) if is_space(*c) => pieces.swap(at, at + 1),
                (Piece::Char(c), Piece::Close(_)) if is_space(*c) => {
                    pieces.swap(at, at + 1);
                    at = at.saturating_sub(1);
                }
                // A break must not stand at an end of stress, nor beside white space.
                (Piece::Open(_), Piece::Break) | (Piece::Break, Piece::Close(_)) => {
                    pieces.swap(at, at + 1);
                    at = at.saturating_sub(1);
                }
                // Two runs of backticks would be one.
                (Piece::Code(a), Piece::Code(b)) => {
                    pieces[at] = Piece::Code(format!("{a}{b}"));
                    pieces.remove(at + 1);
                }
                (Piece::Char(a), Piece::Char(b)) if is_space(*a) && is_space(*b) => {
                    pieces[at] = Piece::Char(' ');
                    pieces.remove(at + 1);
                }
                (Piece::Char(c), Piece::Break) if is_space(*c) => {
                    pieces.remove(at);
                    at = at.saturating_sub(1);
                }
                (Piece::Break, Piece::Char(c)) if is_space(*c) => {
                    pieces.remove(at + 1);
                }
                (Piece::Break, Piece::Break) => {
                    pieces.remove(at + 1);
                }
                _ => at += 1,
            }
        }
        let edge = |piece: &Piece| match piece {
            Piece::Char(c) => is_space(*c),
            Piece::Break => true,
            _ => false,
        };
        while pieces.first().is_some_and(edge) {
            pieces.remove(0);
        }
        while pieces.last().is_some_and(edge) {
            pieces.pop();
        }
        if pieces == before {
            return pieces;
        }
    }
}

/// White space of any kind: within stress, at its ends, even a no-break space would undo it.
fn is_space(c: char) -> bool {
    c.is_whitespace()
}

fn write(pieces: &[Piece], place: Place) -> String {
    let marks = Marks::new(pieces);
    let mut out = String::new();
    let mut line_start = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let written = out.len();
        match piece {
            Piece::Char(c) if marks.encoded[at] => {
                out.push_str(&format!("&#{};", u32::from(*c)));
            }
            Piece::Char(c) => {
                let next = match pieces.get(at + 1) {
                    Some(Piece::Char(c)) => Some(*c),
                    _ => None,
                };
                let line = &out[line_start..];
                let block = matches!(place, Place::Paragraph | Place::Footnote)
                    && escape::begins_block(*c, line);
                // The last of a heading's `#` would be taken for a mark.
                let closing = place == Place::Heading && *c == '#' && at + 1 == pieces.len();
                if block || closing || escape::is_markup(*c, line, next) {
                    out.push('\\');
                }
                out.push(*c);
            }
            Piece::Code(text) => out.push_str(&code(text, place)),
            Piece::Whole(text) => out.push_str(text),
            Piece::Open(_) | Piece::Close(_) => out.push_str(marks.marks[at]),
            Piece::Break => out.push_str("\\\n"),
        }
        if let Some(end) = out[written..].rfind('\n') {
            line_start = written + end + 1;
        }
    }
    out
}

/// The marks of stress, and the characters beside them that would keep them from being marks.
///
/// CommonMark reads `**` as a mark by what stands on both sides of it: `**(a)**b` ends nothing,
/// for a letter follows where the text within ends in punctuation, as Chinese often does. A letter
/// written as a reference, `&#98;`, is punctuation to that rule and a letter to a reader.
struct Marks {
    /// The mark of each piece, empty for those that are none.
    marks: Vec<&'static str>,
    /// Whether a character is written as a reference.
    encoded: Vec<bool>,
}

impl Marks {
    fn new(pieces: &[Piece]) -> Self {
        let mut marks = vec![""; pieces.len()];
        let mut open: Vec<usize> = Vec::new();
        let strong = |at: Option<usize>| {
            matches!(
                at.and_then(|at| pieces.get(at)),
                Some(Piece::Open(Stress::Strong) | Piece::Close(Stress::Strong))
            )
        };
        let beside = |at: usize| strong(at.checked_sub(1)) || strong(at.checked_add(1));
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Open(_) => open.push(at),
                Piece::Close(stress) => {
                    let start = open.pop().unwrap_or(at);
                    let mark = match stress {
                        Stress::Strong => "**",
                        Stress::Strikethrough => "~~",
                        // Three stars in a row could be divided either way.
                        Stress::Emphasis if beside(start) || beside(at) => "_",
                        Stress::Emphasis => "*",
                    };
                    (marks[start], marks[at]) = (mark, mark);
                }
                _ => {}
            }
        }
        let mut encoded = vec![false; pieces.len()];
        while let Some(at) = (0..pieces.len()).find(|at| must_encode(pieces, &marks, &encoded, *at))
        {
            encoded[at] = true;
        }
        Self { marks, encoded }
    }
}

/// Whether a character is a letter or digit to CommonMark. Letters in circles and squares are
/// alphabetic to Unicode, but symbols by category, which CommonMark counts with punctuation.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
}

/// Whether a character just outside a mark keeps it from being one.
fn must_encode(pieces: &[Piece], marks: &[&str], encoded: &[bool], at: usize) -> bool {
    let Piece::Char(c) = pieces[at] else { return false };
    if encoded[at] || c.is_whitespace() || c.is_ascii_punctuation() {
        return false;
    }
    let letter = |at: Option<usize>| {
        at.is_some_and(|at| {
            matches!(pieces.get(at), Some(Piece::Char(c)) if is_letter(*c)) && !encoded[at]
        })
    };
    let struck = |piece: &Piece| {
        matches!(piece, Piece::Open(Stress::Strikethrough) | Piece::Close(Stress::Strikethrough))
    };
    // GitHub's parser looks through `~~` at what stands behind.
    let before = (at + 1..pieces.len())
        .take_while(|mark| pieces[at + 1..*mark].iter().all(struck))
        .filter(|mark| matches!(pieces[*mark], Piece::Open(_)))
        .any(|mark| marks[mark] == "_" || !letter(mark.checked_add(1)));
    let after = (0..at)
        .rev()
        .take_while(|mark| pieces[mark + 1..at].iter().all(struck))
        .filter(|mark| matches!(pieces[*mark], Piece::Close(_)))
        .any(|mark| marks[mark] == "_" || !letter(mark.checked_sub(1)));
    before || after
}
