//! What stays on one line: numbers, with what they count where that is short; and where long words
//! may be broken.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::markup::Markup;

/// How many characters are kept on one line at most.
const MOST: usize = 28;
/// From how many characters a word needs places to break.
const LONG: usize = 18;

/// A number, or a range of two, that follows a sign.
const NUMERAL: &str = r"(?:[<>≤≥~≈+−-] ?)?[¥$€£]?\d+(?:[.,]\d+)*(?:[–—−~～-]\d+(?:[.,]\d+)*)*";
const MAGNITUDE: &str = "(?: ?(?:trillion|billion|million|thousand|bn|mn|tn|万亿|亿|万|千))";

/// Of text: with a magnitude or a unit that the program knows.
static TEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!("{NUMERAL}(?:{MAGNITUDE}+(?: ?(?:%|yuan|元|美元))?| ?(?:%|‰|yuan|元|美元)|)"))
});

/// Of a figure: with whatever follows.
static FIGURE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"{NUMERAL}{MAGNITUDE}*(?: ?[\p{{L}}%‰]{{1,12}})?")));

/// The scripts of right-to-left letters that are in use: Unicode's `Bidi_Class` R and AL.
static RIGHT_TO_LEFT: LazyLock<Regex> = LazyLock::new(|| {
    let scripts = r"\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}\p{Adlam}";
    let letter = format!(r"[[{scripts}]&&[\p{{L}}\p{{M}}]]");
    pattern(&format!(r"{letter}+(?:[^\p{{L}}\p{{N}}]+{letter}+)*"))
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

impl Markup {
    /// Writes a text, or that of a figure: numbers whole, and long words with places to break. Runs
    /// of right-to-left letters are isolated, so that they do not turn a range beside them around.
    pub(crate) fn prose(&mut self, text: &str, is_figure: bool) -> &mut Self {
        let mut at = 0;
        for run in right_to_left(text) {
            self.left_to_right(&text[at..run.start], is_figure);
            self.leaf("bdi", &[], &text[run.clone()]);
            at = run.end;
        }
        self.left_to_right(&text[at..], is_figure)
    }

    fn left_to_right(&mut self, text: &str, is_figure: bool) -> &mut Self {
        let mut at = 0;
        for range in whole(text, is_figure) {
            self.breakable(&text[at..range.start]);
            self.leaf("span", &[("class", "whole")], &text[range.clone()]);
            at = range.end;
        }
        self.breakable(&text[at..])
    }

    fn breakable(&mut self, text: &str) -> &mut Self {
        let mut at = 0;
        for place in breaks(text) {
            self.text(&text[at..place]).open("wbr", &[]);
            at = place;
        }
        self.text(&text[at..])
    }
}

/// Runs of words in right-to-left scripts, with what stands between two of them unless it has a digit
/// or a letter of another script.
fn right_to_left(text: &str) -> Vec<Range<usize>> {
    if text.is_ascii() {
        return Vec::new();
    }
    RIGHT_TO_LEFT.find_iter(text).map(|found| found.range()).collect()
}

/// The parts of a text that stay on one line, in order, for it or for the text of a figure.
pub(crate) fn whole(text: &str, is_figure: bool) -> Vec<Range<usize>> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let pattern = if is_figure { &FIGURE } else { &TEXT };
    // What has no place to break needs nothing.
    let breaks = |part: &str| part.contains(|c: char| !(c.is_numeric() || matches!(c, '.' | ',')));
    let found = pattern.find_iter(text).filter(|found| breaks(found.as_str()));
    // A number in a longer word (`gansu_2024-10.xlsx`) is a part of it.
    let is_apart = |found: &regex::Match<'_>| {
        let joins = |c: char| c.is_alphabetic() && c.is_ascii() || c == '_';
        !text[..found.start()].ends_with(joins)
    };
    found
        .filter(is_apart)
        .filter(|found| found.as_str().chars().count() <= MOST)
        .map(|found| found.range())
        .collect()
}

/// Where a text may be broken besides the places where a browser breaks it: after the marks of long
/// words such as names of files, never within a number.
fn breaks(text: &str) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if word.len() >= LONG && word.is_ascii() {
            let marks = word.match_indices(['_', '/', '-', '.', '&', '=']);
            for (mark, _) in marks {
                let digit = |c: char| c.is_ascii_digit();
                let in_number =
                    word[..mark].ends_with(digit) && word[mark + 1..].starts_with(digit);
                if !in_number && mark + 2 < word.trim_end().len() {
                    breaks.push(at + mark + 1);
                }
            }
        }
        at += word.len();
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, is_figure: bool) -> Vec<&str> {
        whole(text, is_figure).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn right_to_left_letters_are_isolated() {
        let written = |text: &str| {
            let mut markup = Markup::new();
            markup.prose(text, false);
            markup.finish()
        };
        assert_eq!(written("יריד ירושלים 280 projects"), "<bdi>יריד ירושלים</bdi> 280 projects");
        assert_eq!(written("At معرض (قانسو), 195"), "At <bdi>معرض (قانسو</bdi>), 195");
        assert_eq!(written("A 甘肃 fair"), "A 甘肃 fair");
    }

    #[test]
    fn numbers_stay_with_what_they_count() {
        assert_eq!(kept("more than 550 billion yuan", true), ["550 billion yuan"]);
        assert_eq!(kept("195 projects", true), ["195 projects"]);
        assert_eq!(kept("约154亿美元以上", true), ["154亿美元以上"]);
        assert_eq!(kept("> 550 bn", true), ["> 550 bn"]);
        assert_eq!(kept("280–300", true), ["280–300"]);
        assert_eq!(kept("5,500", true), Vec::<&str>::new());
        assert_eq!(
            kept("worth 3.6 trillion yuan in 2024 and 15%, 280–300", false),
            ["3.6 trillion yuan", "15%", "280–300"]
        );
        assert_eq!(kept("see gansu_2024-10.xlsx", false), Vec::<&str>::new());
    }

    #[test]
    fn long_words_may_be_broken_at_their_marks() {
        let broken = |text: &str| {
            let mut text = text.to_owned();
            breaks(&text).into_iter().rev().for_each(|at| text.insert(at, '|'));
            text
        };
        assert_eq!(
            broken("the gansu_project_contracts_2024.xlsx file"),
            "the gansu_|project_|contracts_|2024.|xlsx file"
        );
        assert_eq!(broken("short_name.csv"), "short_name.csv");
        assert_eq!(broken("measurements-of-2024-10-27"), "measurements-|of-|2024-10-27");
    }
}
