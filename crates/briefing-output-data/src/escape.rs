//! Text that stays text in Markdown.

/// A character as it can stand in a line: white space but for spaces is a space, and control
/// characters, which Markdown cannot say, are U+FFFD.
pub(crate) fn clean(c: char) -> char {
    match c {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// Whether a character could be read as markup within a line. `line` is what stands before it as
/// Markdown, `next` the character after it, if that is text too.
pub(crate) fn is_markup(c: char, line: &str, next: Option<char>) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' => true,
        // Formulas, to GitHub.
        '$' => true,
        '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
        '!' => next.is_none_or(|next| next == '['),
        // After a footnote's mark they would make it a link or a definition.
        '(' | ':' if line.ends_with(']') => true,
        // Addresses would become links.
        ':' => next == Some('/'),
        '@' => next.is_some_and(char::is_alphanumeric),
        '.' => {
            line.len() >= 3
                && line.is_char_boundary(line.len() - 3)
                && line[line.len() - 3..].eq_ignore_ascii_case("www")
        }
        _ => false,
    }
}

/// Whether a character could be read as the mark of a block: a heading, list, rule or table.
/// `line` is what stands before it on its line, as Markdown.
pub(crate) fn begins_block(c: char, line: &str) -> bool {
    match c {
        '#' | '+' | '-' | '=' | '>' | ':' => line.is_empty(),
        '.' | ')' => !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// An address as the target of a link: what would end it, or be read as something else, in
/// percent-encoding.
pub(crate) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '<' | '>' | '(' | ')' | '\\' | '|' | '`' | '"' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            // A reference to a character: `&copy;` would be one, in an address too.
            '&' => out.push_str("&amp;"),
            c if c.is_whitespace() || c.is_control() => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_it_ends() {
        assert_eq!(
            address("https://a.b/c_(d)?e=f&copy;|g h"),
            "https://a.b/c_%28d%29?e=f&amp;copy;%7Cg%20h"
        );
    }
}
