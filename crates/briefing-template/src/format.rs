//! The format of a template, told by its name, and how texts are escaped in it.

use std::borrow::Cow;

use briefing_model::spreadsheet::cell;

/// Where Markdown begins in a text that a helper made. Neither mark is ever part of data: see
/// [`clean`].
pub(crate) const OPEN: char = '\u{1}';
/// Where it ends.
pub(crate) const CLOSE: char = '\u{2}';
/// Where a text begins that an expression of a Markdown template prints as itself; it ends with
/// [`CLOSE`].
pub(crate) const TEXT: char = '\u{3}';
/// Where the place of what follows begins, in the template: see [`crate::check::Source::located`].
pub(crate) const PLACE: char = '\u{4}';
/// Where it ends.
pub(crate) const PLACE_END: char = '\u{5}';
/// Encloses the number of what an expression printed, in Markdown that is to be parsed. No character
/// of any text, and to Markdown neither white space nor punctuation nor the mark of anything.
pub(crate) const TOKEN: char = '\u{fdd0}';
/// Where such a number ends.
pub(crate) const TOKEN_END: char = '\u{fdd1}';

/// The format of a template's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `brief.md.hbs`: a document, of which every output is made.
    Markdown,
    /// `brief.html.hbs`.
    Html,
    /// `brief.txt.hbs`: nothing is escaped.
    Text,
    /// `brief.csv.hbs`: each value is a field.
    Csv,
    /// `brief.typ.hbs`.
    Typst,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Markdown, Self::Html, Self::Text, Self::Csv, Self::Typst];

    /// The ending that tells it, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Typst => "typ",
        }
    }

    /// The format of a template by its path; `None` if the name does not end in
    /// `.<extension>.hbs`.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let extension = path.strip_suffix(".hbs")?.rsplit_once('.')?.1;
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// A text so that it prints as itself.
    #[must_use]
    pub fn escape(self, text: &str) -> String {
        match self {
            Self::Markdown => escape_punctuation(text, true),
            Self::Html => handlebars::html_escape(text),
            Self::Text => text.to_owned(),
            Self::Csv => escape_csv(text),
            Self::Typst => escape_punctuation(text, false),
        }
    }

    /// Escapes a text in which [`OPEN`] and [`CLOSE`] enclose Markdown. In Markdown that stands as
    /// it is; in other formats it keeps its marks, to be resolved once the whole is rendered.
    pub(crate) fn escape_mixed(self, text: &str) -> String {
        if !text.contains(OPEN) {
            return self.escape(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            if !before.is_empty() {
                out.push_str(&self.escape(before));
            }
            let (markdown, after) = after.split_once(CLOSE).unwrap_or((after, ""));
            if self == Self::Markdown {
                out.push_str(markdown);
            } else {
                out.extend([OPEN]);
                out.push_str(markdown);
                out.extend([CLOSE]);
            }
            rest = after;
        }
        if !rest.is_empty() {
            out.push_str(&self.escape(rest));
        }
        out
    }
}

/// What an expression prints: in Markdown, each text and each thing of a helper by itself, so that
/// nothing of it is ever read as Markdown, wherever it stands; in other formats as
/// [`Format::escape_mixed`].
pub(crate) fn printed(format: Format, text: &str) -> String {
    if format != Format::Markdown {
        return format.escape_mixed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once(OPEN).unwrap_or((rest, ""));
        push_text(&mut out, before);
        if before.len() == rest.len() {
            return out;
        }
        let (markdown, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        out.extend([OPEN]);
        out.push_str(markdown);
        out.extend([CLOSE]);
        rest = after;
    }
}

/// A text as itself: letters and digits alone are that in any place.
fn push_text(out: &mut String, text: &str) {
    if text.chars().all(char::is_alphanumeric) {
        out.push_str(text);
        return;
    }
    out.extend([TEXT]);
    let mut pending = false;
    for c in clean(text).chars() {
        if is_folded(c) {
            pending = true;
            continue;
        }
        if std::mem::take(&mut pending) {
            out.push(' ');
        }
        out.push(c);
    }
    if pending {
        out.push(' ');
    }
    out.extend([CLOSE]);
}

/// Markdown as a value that helpers can pass on and expressions print as it is.
pub(crate) fn mark(markdown: &str) -> String {
    format!("{OPEN}{markdown}{CLOSE}")
}

/// A text of the data without the control characters that no format can show, and that mark
/// Markdown: line breaks and tabs stay, others become U+FFFD.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let is_bad = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}')
            || matches!(c, TOKEN | TOKEN_END)
    };
    if text.contains(is_bad) {
        Cow::Owned(text.replace(is_bad, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a character ends a line or separates words without being visible: runs of these print as
/// one space. No-break and ideographic spaces are text.
pub(crate) fn is_folded(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Escapes all ASCII punctuation with a backslash, which CommonMark and Typst both allow for every
/// one of them: no list of what is special somewhere can be incomplete. White space is folded; at
/// the ends, where markup might swallow it or become other markup by it, it is written by number.
fn escape_punctuation(text: &str, markdown: bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut pending = false;
    for c in clean(text).chars() {
        if is_folded(c) {
            pending = true;
            continue;
        }
        if pending {
            let at_start = out.is_empty();
            push_space(&mut out, markdown && at_start);
            pending = false;
        }
        match c {
            // In table cells a pipe is split at before backslashes are read.
            '|' if markdown => out.push_str("&#124;"),
            '\\' if markdown => out.push_str("&#92;"),
            // Beside an asterisk, a space of any width ends emphasis that it should be part of; at
            // the start, a byte order mark is none of the text's.
            c if markdown && (c.is_whitespace() || c == '\u{feff}') => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            c if c.is_ascii_punctuation() => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    if pending {
        push_space(&mut out, markdown);
    }
    out
}

fn push_space(out: &mut String, by_number: bool) {
    out.push_str(if by_number { "&#32;" } else { " " });
}

/// A field of RFC 4180. What a spreadsheet would take for a formula is made text by an apostrophe.
fn escape_csv(text: &str) -> String {
    let guarded = cell(text);
    if guarded.contains([',', '"', '\n', '\r']) || guarded.trim() != guarded {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_the_format() {
        assert_eq!(Format::of("reports/a/brief.md.hbs"), Some(Format::Markdown));
        assert_eq!(Format::of("reports/a/brief.csv.hbs"), Some(Format::Csv));
        assert_eq!(Format::of("reports/a/brief.hbs"), None);
        assert_eq!(Format::of("reports/a.md/brief.docx.hbs"), None);
    }

    #[test]
    fn a_text_is_escaped_as_the_format_wants_it() {
        let text = "a*b <i>|\\ #1.\n x";
        assert_eq!(Format::Markdown.escape(text), r"a\*b \<i\>&#124;&#92; \#1\. x");
        assert_eq!(Format::Typst.escape(text), r"a\*b \<i\>\|\\ \#1\. x");
        assert_eq!(Format::Html.escape("<a \"b\">"), "&lt;a &quot;b&quot;&gt;");
        assert_eq!(Format::Text.escape(text), text);
    }

    #[test]
    fn csv_fields_are_quoted_and_formulas_are_text() {
        for (text, field) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("=1+1", "'=1+1"),
            ("-2", "-2"),
            ("-2+3", "'-2+3"),
            ("＝1", "'＝1"),
            ("@x,y", "\"'@x,y\""),
            ("\tx", "'\tx"),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(Format::Csv.escape(text), field, "{text:?}");
        }
    }

    #[test]
    fn markdown_of_helpers_is_left_alone_and_kept_apart() {
        let text = format!("a* {} b*", mark("**c**"));
        assert_eq!(Format::Markdown.escape_mixed(&text), r"a\*&#32;**c**&#32;b\*");
        assert_eq!(Format::Text.escape_mixed(&text), "a* \u{1}**c**\u{2} b*");
    }

    #[test]
    fn data_cannot_pass_for_markdown_of_a_helper() {
        assert_eq!(clean("\u{1}**a**\u{2}\n"), "\u{fffd}**a**\u{fffd}\n");
    }
}
