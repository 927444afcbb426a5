//! Text that stays text in Markdown and in spreadsheets.

/// A cell that no spreadsheet takes for a formula: one that begins like one begins with `'`.
pub(crate) fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{guard}{text}")
}

/// Text within a line of Markdown, on one line: every character that CommonMark, or GitHub's
/// extensions of it, could read as markup stands behind a backslash.
pub(crate) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut last = ' ';
    for c in text.chars() {
        let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
        match c {
            // A space at an end of the line, or a second one, would be lost or break the line.
            ' ' if last == ' ' => continue,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
            | '!' | '^' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // Marks of lists, rules and headings, where a line may begin with them.
            '-' | '+' | '=' if last == ' ' => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if last.is_ascii_digit() => {
                out.push('\\');
                out.push(c);
            }
            // GitHub makes links of what looks like an address, and names of what looks like one.
            ':' | '@' => {
                out.push('\\');
                out.push(c);
            }
            'w' | 'W' if last == ' ' || !last.is_alphanumeric() => {
                // `www.` is an address as well: its first dot is kept from being seen as such.
                out.push(c);
            }
            _ => out.push(c),
        }
        last = c;
    }
    break_www(&out)
}

fn break_www(text: &str) -> String {
    if !text.to_ascii_lowercase().contains("www.") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.to_ascii_lowercase().find("www.") {
        out.push_str(&rest[..at + 3]);
        out.push_str("\\.");
        rest = &rest[at + 4..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use comrak::nodes::NodeValue;
    use comrak::{Arena, Options, parse_document};
    use proptest::prelude::*;

    use super::*;

    fn options() -> Options<'static> {
        let mut options = Options::default();
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.extension.autolink = true;
        options.extension.footnotes = true;
        options.extension.tasklist = true;
        options.extension.alerts = true;
        options
    }

    /// The text of a paragraph, and whether it is nothing but text.
    fn read(markdown: &str) -> (String, bool) {
        let arena = Arena::new();
        let root = parse_document(&arena, markdown, &options());
        let mut text = String::new();
        let mut plain = true;
        for node in root.descendants() {
            match &node.data.borrow().value {
                NodeValue::Text(part) => text.push_str(part),
                NodeValue::Document | NodeValue::Paragraph => {}
                NodeValue::SoftBreak => text.push(' '),
                _ => plain = false,
            }
        }
        (text, plain)
    }

    fn folded(text: &str) -> String {
        text.split([' ', '\n', '\r', '\t'])
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    proptest! {
        #[test]
        fn text_stays_text(text in "[a-z0-9 \\\\`*_{}\\[\\]<>#|~&!^$:@.)(+=\"'\n甘肃%;/-]{0,60}") {
            let (read, plain) = read(&inline(&text));
            prop_assert!(plain, "{text:?} becomes {:?}", inline(&text));
            prop_assert_eq!(folded(&read), folded(&text));
        }
    }

    #[test]
    fn what_looks_like_markup_stays_text() {
        for text in [
            "<script>alert(1)</script>",
            "# heading",
            "1. item",
            "- item",
            "+ item",
            "===",
            "---",
            "| a | b |",
            "www.example.org and https://example.org",
            "a@b.org",
            "[^1] &amp; [x]: y",
            "~~a~~ ![x](y)",
        ] {
            assert_eq!(read(&inline(text)), (text.to_owned(), true), "{}", inline(text));
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@a", "\ta", "\ra"] {
            assert!(cell(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(cell("195"), "195");
    }
}
