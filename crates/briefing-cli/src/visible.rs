//! Text of a project as a terminal and the log of a workflow may show it.
//!
//! Names, messages and quotes come from files that anybody may have written. A control character in
//! them moves the cursor or ends a line, a bidirectional control turns a line around, and a line that
//! begins with `::` or has `##[` in it is a command to the runner of a GitHub workflow.

use std::borrow::Cow;

/// A text within a line: characters that would act rather than show are shown as symbols, line breaks
/// too, as the Unicode block *Control Pictures* has them.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    replace(text, |c| is_acting(c) && c != '\t')
}

/// Lines of output: as [`visible`], but lines end where they end; and none is a command to the runner
/// of a workflow.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    match replace(text, |c| is_acting(c) && !matches!(c, '\t' | '\n')) {
        Cow::Borrowed(text) => without_commands(text),
        Cow::Owned(text) => Cow::Owned(without_commands(&text).into_owned()),
    }
}

/// Lines without commands to the runner of a workflow: what makes one of a line is replaced by a
/// character that looks alike and is as wide.
///
/// <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>; the older form
/// `##[command]` is still read, anywhere in a line.
pub(crate) fn without_commands(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && !text.contains("##[") {
        return Cow::Borrowed(text);
    }
    let text = text.replace("##[", "##⟦");
    let line = |line: &str| {
        let words = line.trim_start();
        match words.strip_prefix("::") {
            Some(rest) => format!("{}꞉:{rest}", &line[..line.len() - words.len()]),
            None => line.to_owned(),
        }
    };
    Cow::Owned(text.split_inclusive('\n').map(line).collect())
}

/// JSON whose texts act on no terminal and are no command: every character that would is written as
/// an escape, which reads back as the same character.
pub(crate) fn json(json: &str) -> Cow<'_, str> {
    // Outside its texts JSON has no such characters, and only line breaks among the control ones.
    let is_escaped = |c: char| is_acting(c) && !matches!(c, '\n' | '\r' | '\t');
    if !json.contains("##[") && !json.contains(is_escaped) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if is_escaped(c) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped.replace("##[", "#\\u0023["))
}

/// Whether a character acts on what shows it rather than being shown: controls (C0, DEL, C1), line and
/// paragraph separators, and those of the bidirectional algorithm that embed, override or isolate
/// (Unicode Technical Report 36, *Bidirectional Text Spoofing*).
fn is_acting(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn replace(text: &str, is_replaced: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_replaced) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match u32::from(c) {
            _ if !is_replaced(c) => shown.push(c),
            code @ 0..=0x1F => shown.push(char::from_u32(0x2400 + code).unwrap_or('\u{FFFD}')),
            0x7F => shown.push('␡'),
            code => shown.push_str(&format!("<U+{code:04X}>")),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_act_is_shown() {
        assert_eq!(visible("195 projects"), "195 projects");
        assert_eq!(visible("a\nb\r\u{1b}[31mc\u{7f}\u{9b}"), "a␊b␍␛[31mc␡<U+009B>");
        assert_eq!(visible("195\u{202E}591\u{2066}"), "195<U+202E>591<U+2066>");
        assert_eq!(visible("甘肃\t195"), "甘肃\t195");
        assert_eq!(visible("אבג 195"), "אבג 195", "letters have a direction of their own");
    }

    #[test]
    fn no_line_is_a_command() {
        let is_command = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
        for text in [
            "::error::forged",
            "a\n::set-env name=PATH::/tmp\nb",
            "  ::warning::x",
            "note ##[error]forged",
            "\t::debug::x",
            "\u{1b}[1m::error::x",
        ] {
            let shown = lines(text);
            assert!(!shown.lines().any(is_command), "{shown}");
            assert_eq!(shown.lines().count(), text.lines().count());
        }
        assert_eq!(lines("a::b at std::fs"), "a::b at std::fs");
    }

    #[test]
    fn json_reads_back_as_it_was() {
        let value = serde_json::json!({
            "a": "##[error]x\n::y", "b": "\u{7f}\u{85}\u{202E}\u{2028}\u{1b}", "##[c": [1, "甘肃"],
        });
        for written in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let escaped = json(&written);
            assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value);
            assert!(!escaped.contains("##["), "{escaped}");
            assert!(!escaped.contains(|c| is_acting(c) && c != '\n'), "{escaped}");
        }
    }
}
