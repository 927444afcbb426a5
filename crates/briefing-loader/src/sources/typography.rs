//! Characters that word processors and Chinese input methods put where TOML has those of ASCII.

use std::ops::Range;

use briefing_plugin::{Entry, Node, NodeValue, SourceMistake};

/// A text with ASCII in place of what looks like it outside strings, so that the rest of the file can
/// be read, and what was found.
pub(super) struct Plain {
    pub(super) text: String,
    /// For each byte of the text, and its end, the byte of what was written.
    origins: Vec<usize>,
    /// One mistake for each line, at the first such character.
    pub(super) mistakes: Vec<SourceMistake>,
}

/// The text in ASCII outside strings and comments; `None` where it is so already.
pub(super) fn plain(text: &str) -> Option<Plain> {
    // Most files have nothing but ASCII outside strings, and many have nothing else at all.
    if text.is_ascii() {
        return None;
    }
    let mut plain = Plain { text: String::new(), origins: Vec::new(), mistakes: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = plain.line(text, at);
    }
    plain.origins.push(text.len());
    (!plain.mistakes.is_empty()).then_some(plain)
}

impl Plain {
    /// Puts the spans of a tree back to where they are in what was written.
    pub(super) fn restore(&self, node: &mut Node) {
        node.span = self.origin(&node.span);
        match &mut node.value {
            NodeValue::List(items) => items.iter_mut().for_each(|item| self.restore(item)),
            NodeValue::Table(entries) => {
                for Entry { key, node } in entries.values_mut() {
                    *key = self.origin(key);
                    self.restore(node);
                }
            }
            _ => {}
        }
    }

    /// The bytes of what was written.
    pub(super) fn origin(&self, span: &Range<usize>) -> Range<usize> {
        let end = self.origins.len().saturating_sub(1);
        self.origins[span.start.min(end)]..self.origins[span.end.min(end)]
    }

    /// Takes over one line, or more where a string has several, and returns where the next begins.
    fn line(&mut self, text: &str, start: usize) -> usize {
        let mut found: Vec<(usize, char)> = Vec::new();
        let mut at = start;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let length = match c {
                '\n' => {
                    self.keep(text, at..at + 1);
                    at += 1;
                    break;
                }
                '#' => {
                    let length = rest.find('\n').unwrap_or(rest.len());
                    self.keep(text, at..at + length);
                    length
                }
                '"' | '\'' => self.string(text, at, c, &mut found),
                c if is_curly(c) => {
                    found.push((at, c));
                    self.curly(text, at, &mut found)
                }
                c => {
                    match meant(c) {
                        Some((ascii, _)) => {
                            found.push((at, c));
                            self.put(ascii, at);
                        }
                        None => self.keep(text, at..at + c.len_utf8()),
                    }
                    c.len_utf8()
                }
            };
            at += length;
        }
        self.tell(&found);
        at
    }

    /// A string in marks of ASCII; one that a curly mark ends is closed there.
    fn string(
        &mut self,
        text: &str,
        at: usize,
        mark: char,
        found: &mut Vec<(usize, char)>,
    ) -> usize {
        let rest = &text[at..];
        let triple = if mark == '"' { "\"\"\"" } else { "'''" };
        if rest.starts_with(triple) {
            let length = rest[3..].find(triple).map_or(rest.len(), |end| 3 + end + 3);
            // Up to two more marks belong to the text before those that close it.
            let more = rest[length..].chars().take_while(|c| *c == mark).count().min(2);
            self.keep(text, at..at + length + more);
            return length + more;
        }
        let line = rest.find('\n').unwrap_or(rest.len());
        let mut is_escaped = false;
        for (offset, c) in rest[1..line].char_indices() {
            if c == mark && !is_escaped {
                let length = 1 + offset + 1;
                self.keep(text, at..at + length);
                return length;
            }
            is_escaped = mark == '"' && c == '\\' && !is_escaped;
        }
        let Some((offset, c)) = rest[..line].char_indices().rev().find(|(_, c)| is_curly(*c))
        else {
            self.keep(text, at..at + line);
            return line;
        };
        self.keep(text, at..at + offset);
        found.push((at + offset, c));
        self.put(if mark == '"' { "\"" } else { "'" }, at + offset);
        offset + c.len_utf8()
    }

    /// A string in curly marks, up to the next such mark in its line.
    fn curly(&mut self, text: &str, at: usize, found: &mut Vec<(usize, char)>) -> usize {
        let mut open = text[at..].chars();
        let first = open.next().unwrap_or_default();
        let body = at + first.len_utf8();
        self.put("\"", at);
        for (offset, c) in text[body..].char_indices() {
            let here = body + offset;
            match c {
                '\n' => return here - at,
                // An apostrophe within a text is none.
                c if is_curly(c) && (is_single(first) || !is_single(c)) => {
                    found.push((here, c));
                    self.put("\"", here);
                    return here + c.len_utf8() - at;
                }
                '"' => self.put("\\\"", here),
                _ => self.keep(text, here..here + c.len_utf8()),
            }
        }
        text.len() - at
    }

    fn keep(&mut self, text: &str, span: Range<usize>) {
        self.text.push_str(&text[span.clone()]);
        self.origins.extend(span);
    }

    fn put(&mut self, ascii: &str, at: usize) {
        self.text.push_str(ascii);
        self.origins.extend(std::iter::repeat_n(at, ascii.len()));
    }

    fn tell(&mut self, found: &[(usize, char)]) {
        let Some((at, first)) = found.first() else { return };
        let Some((ascii, what)) = meant(*first) else { return };
        let shown = |c: char| match c.is_whitespace() || is_unseen(c) {
            true => format!("U+{:04X}", u32::from(c)),
            false => format!("`{c}`"),
        };
        let message = match ascii {
            "" => format!("{} is {what}, which has no place here", shown(*first)),
            " " => format!("{} is {what}, expected a space", shown(*first)),
            ascii => format!("{} is {what}, expected `{ascii}`", shown(*first)),
        };
        let mut others: Vec<char> = Vec::new();
        for (_, c) in &found[1..] {
            if c != first && !others.contains(c) {
                others.push(*c);
            }
        }
        let hints = others
            .into_iter()
            .filter_map(|c| {
                Some(match meant(c)? {
                    ("", _) => format!("delete {}", shown(c)),
                    (" ", _) => format!("write a space for {}", shown(c)),
                    (ascii, _) => format!("write `{ascii}` for {}", shown(c)),
                })
            })
            .collect();
        self.mistakes.push(SourceMistake { span: *at..at + first.len_utf8(), message, hints });
    }
}

fn is_single(c: char) -> bool {
    matches!(c, '‘' | '’' | '‚' | '‛')
}

fn is_curly(c: char) -> bool {
    is_single(c)
        || matches!(c, '“' | '”' | '„' | '‟' | '＂' | '＇' | '«' | '»' | '「' | '」' | '『' | '』')
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// What is written in TOML where a character stands, and what that is.
fn meant(c: char) -> Option<(&'static str, &'static str)> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    Some(match c {
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' => {
            ("\"", "a curly quotation mark")
        }
        '＂' | '＇' => ("\"", "a full-width quotation mark"),
        '«' | '»' | '「' | '」' | '『' | '』' => {
            ("\"", "a quotation mark of another language")
        }
        '＝' => ("=", "a full-width equals sign"),
        '，' => (",", "a full-width comma"),
        '、' => (",", "an enumeration comma"),
        '。' | '．' => (".", "a full-width full stop"),
        '：' => ("=", "a full-width colon"),
        '［' | '【' => ("[", "a full-width bracket"),
        '］' | '】' => ("]", "a full-width bracket"),
        '｛' => ("{", "a full-width brace"),
        '｝' => ("}", "a full-width brace"),
        '＃' => ("#", "a full-width number sign"),
        '＿' => ("_", "a full-width underscore"),
        '－' => ("-", "a full-width hyphen"),
        '‐' | '‑' | '–' | '—' | '−' => ("-", "a dash"),
        '０'..='９' => (DIGITS[(u32::from(c) - u32::from('０')) as usize], "a full-width digit"),
        'ａ'..='ｚ' => (
            {
                const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
                let at = (u32::from(c) - u32::from('ａ')) as usize;
                &LETTERS[at..=at]
            },
            "a full-width letter",
        ),
        '\u{a0}' | '\u{2007}' | '\u{202f}' => (" ", "a no-break space"),
        '\u{3000}' => (" ", "an ideographic space"),
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' => {
            (" ", "a space of another width")
        }
        '\u{2028}' | '\u{2029}' | '\u{85}' => (" ", "a separator of lines"),
        c if is_unseen(c) => ("", "a character without width"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_what_was_meant() {
        for (written, meant) in [
            ("name = “Gansu”\n", "name = \"Gansu\"\n"),
            ("name = “Gansu’s”\n", "name = \"Gansu’s\"\n"),
            ("name = \"Gansu”\n", "name = \"Gansu\"\n"),
            ("name = ‘Gansu’ # “x”\n", "name = \"Gansu\" # “x”\n"),
            ("name = “said \"yes\"”\n", "name = \"said \\\"yes\\\"\"\n"),
            ("year　＝ ２０２４\n", "year = 2024\n"),
            ("start = 2024–10–27\n", "start = 2024-10-27\n"),
            ("［［claim］］\n", "[[claim]]\n"),
            ("sectors = [“a”，\u{a0}“b”、“c”]\n", "sectors = [\"a\", \"b\",\"c\"]\n"),
            ("name：“x”\n", "name=\"x\"\n"),
        ] {
            assert_eq!(plain(written).map(|plain| plain.text).as_deref(), Some(meant));
        }
        for fine in [
            "name = \"“Gansu”，２\"\n",
            "name = '“Gansu”' # ，\n",
            "name = \"\"\"\n“Gansu”\n\"\"\"\n",
            "# “x”，\n",
            "\"名\" = 1\n",
        ] {
            assert!(plain(fine).is_none(), "{fine}");
        }
    }

    proptest! {
        /// Each byte of the plain text has its origin, at the start of a character.
        #[test]
        fn places_are_those_of_characters(text in "[a\"'“”’＝，２\u{a0}\n#\\\\= ]{0,24}") {
            if let Some(plain) = plain(&text) {
                prop_assert_eq!(plain.origins.len(), plain.text.len() + 1);
                for (at, _) in plain.text.char_indices() {
                    prop_assert!(text.is_char_boundary(plain.origins[at]));
                }
                for mistake in &plain.mistakes {
                    prop_assert!(text.get(mistake.span.clone()).is_some());
                }
            }
        }
    }
}
