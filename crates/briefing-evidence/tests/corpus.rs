//! Real wordings, each read to what is written beside it. Every difference is printed at once.

use std::fmt::Write as _;

use briefing_evidence::{Mention, MentionKind, Quantity, mentions};
use briefing_model::figure::Figure;
use briefing_model::unit::Unit;

const ENGLISH: &str = include_str!("corpus/english.txt");
const CHINESE: &str = include_str!("corpus/chinese.txt");

/// The wordings of a file, with the line, the words, and what is expected.
fn wordings(file: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let lines = file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.filter(|(_, line)| !line.starts_with('#')).map(|(index, line)| {
        let (words, expected) = line.rsplit_once(" => ").unwrap_or((line, "no `=>` in this line"));
        (index + 1, words, expected.trim())
    })
}

/// What is read, in the notation of the files.
fn found(words: &str) -> String {
    let mentions = mentions(words);
    let lines: Vec<String> = mentions.iter().map(|mention| notation(words, mention)).collect();
    if lines.is_empty() { "-".to_owned() } else { lines.join("; ") }
}

fn notation(words: &str, mention: &Mention) -> String {
    let number = &words[mention.number.clone()];
    match &mention.kind {
        MentionKind::Quantity(quantity) => of_quantity(quantity),
        MentionKind::Date => format!("date {number}"),
        MentionKind::Ordinal => format!("ordinal {number}"),
        MentionKind::Name => format!("name {number}"),
        MentionKind::Unread(_) => format!("unread {number}"),
    }
}

fn of_quantity(quantity: &Quantity) -> String {
    let mut line = if quantity.falls { "falls ".to_owned() } else { String::new() };
    let figure = quantity.figure().map(|figure| match quantity.counts {
        Some(thing) if figure.unit().as_str().is_empty() => {
            figure.with_unit(Unit::new(thing).expect("a noun"))
        }
        _ => figure,
    });
    line += &figure.map_or("?".to_owned(), |figure| figure.to_string());
    if quantity.counts.is_none() && quantity.unit.as_str().is_empty() {
        // Nouns that are not known are compared only where the file names one.
        if let Some(noun) = &quantity.noun {
            let _ = write!(line, " \"{noun}\"");
        }
    }
    if let Some(status) = quantity.highest_status() {
        let _ = write!(line, " @{status}");
    }
    line
}

/// An expectation as [`found`] would print it: numbers without magnitudes.
fn normal(expected: &str) -> String {
    let items = expected.split("; ").map(|item| {
        let first = item.split(' ').next().unwrap_or_default();
        if ["date", "ordinal", "name", "unread", "-"].contains(&first) {
            return item.to_owned();
        }
        let (falls, rest) = match item.strip_prefix("falls ") {
            Some(rest) => ("falls ", rest),
            None => ("", item),
        };
        let (rest, status) = match rest.split_once(" @") {
            Some((rest, status)) => (rest, format!(" @{status}")),
            None => (rest, String::new()),
        };
        let (figure, noun) = match rest.split_once(" \"") {
            Some((figure, noun)) => (figure, format!(" \"{noun}")),
            None => (rest, String::new()),
        };
        let parsed = Figure::parse(figure, &Unit::one());
        parsed.map_or_else(
            |error| format!("`{item}`: {error}"),
            |figure| format!("{falls}{figure}{noun}{status}"),
        )
    });
    items.collect::<Vec<_>>().join("; ")
}

/// Whether a reading is what is expected; a noun that the file leaves out does not matter.
fn agree(found: &str, expected: &str) -> bool {
    let without_noun = |item: &str| match (item.find(" \""), item.rfind('"')) {
        (Some(start), Some(end)) => format!("{}{}", &item[..start], &item[end + 1..]),
        _ => item.to_owned(),
    };
    let (found, expected): (Vec<&str>, Vec<&str>) =
        (found.split("; ").collect(), expected.split("; ").collect());
    found.len() == expected.len()
        && found.iter().zip(&expected).all(|(found, expected)| {
            found == expected || !expected.contains('"') && without_noun(found) == **expected
        })
}

fn check(name: &str, file: &str) {
    let mut differences = String::new();
    let mut count = 0;
    for (line, words, expected) in wordings(file) {
        count += 1;
        let (found, expected) = (found(words), normal(expected));
        if !agree(&found, &expected) {
            let _ = write!(
                differences,
                "{name}:{line}: {words}\n  expected {expected}\n  found    {found}\n"
            );
        }
    }
    assert!(count > 200, "{name} has {count} wordings only");
    let number = differences.matches("\n  expected ").count();
    assert!(differences.is_empty(), "{number} of {count} wordings:\n{differences}");
}

#[test]
fn english_wordings_are_read_as_written_down() {
    check("english.txt", ENGLISH);
}

#[test]
fn chinese_wordings_are_read_as_written_down() {
    check("chinese.txt", CHINESE);
}

#[test]
fn no_wording_stands_twice() {
    let mut words: Vec<&str> =
        wordings(ENGLISH).chain(wordings(CHINESE)).map(|(_, words, _)| words).collect();
    words.sort_unstable();
    for pair in words.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
}
