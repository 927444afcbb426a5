//! Which words of status govern which number.

use crate::hedge::Hit;
use crate::lexicon::Place;
use crate::reader::Found;
use crate::text::{Text, is_han};

/// The words of status that govern each mention; none for mentions that are no quantity.
///
/// A number is governed by the words of its own clause (between commas): by those before it, back
/// to the next number in Chinese; or, where there are none before it, by those after it, up to the
/// first that says what has been reached ("195 projects are *expected* to be *signed*"). A clause
/// without any goes by the clause before it in the sentence, in English then by the one after it.
pub(crate) fn status(text: &Text, hits: &[Hit], found: &[Found]) -> Vec<Vec<Hit>> {
    let hits: Vec<&Hit> = hits.iter().filter(|hit| hit.entry.place == Place::Clause).collect();
    let mut governed = Vec::with_capacity(found.len());
    let clauses = split(text, found);
    let mut clause = 0;
    let mut hit = 0;
    // The first hit of each clause.
    let mut first_hits = Vec::with_capacity(clauses.len() + 1);
    for span in &clauses {
        while hits.get(hit).is_some_and(|it| it.range.start < span.start) {
            hit += 1;
        }
        first_hits.push(hit);
    }
    first_hits.push(hits.len());
    for mention in found {
        if !mention.is_quantity() {
            governed.push(Vec::new());
            continue;
        }
        while clauses.get(clause).is_some_and(|span| span.end <= mention.number.start) {
            clause += 1;
        }
        let within = |index: usize| -> &[&Hit] {
            let end = first_hits.get(index + 1).copied().unwrap_or(hits.len());
            first_hits.get(index).and_then(|start| hits.get(*start..end)).unwrap_or_default()
        };
        let own = within(clause);
        let mut words = own_words(text, own, mention);
        if words.is_empty() {
            words = neighbour(&clauses, clause, &within, text, mention);
        }
        governed.push(words.into_iter().cloned().collect());
    }
    governed
}

/// How many words of status one number is governed by, and how far words are looked at for it: no
/// clause that people write reaches further, and time stays linear in texts that nobody wrote.
const MOST: usize = 8;
const NEAR: usize = 80;

/// A run of text between commas.
struct Clause {
    start: usize,
    end: usize,
    /// Whether a sentence ends with it.
    closes: bool,
}

fn split(text: &Text, found: &[Found]) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut next = found.iter().peekable();
    let mut at = 0;
    while at < text.len() {
        while next.peek().is_some_and(|mention| mention.range.end <= at) {
            next.next();
        }
        // Marks within a mention (`5,500`, `27 October, 2024`) divide nothing.
        if let Some(mention) = next.peek()
            && mention.range.contains(&at)
        {
            at = mention.range.end;
            continue;
        }
        let c = text.at(at);
        let comma = matches!(c, ',' | '(' | ')');
        let closes = matches!(c, ';' | '。' | '!' | '?' | '\n')
            || c == '.' && matches!(text.at(at + 1), ' ' | '\n' | '\0' | '"' | '”');
        if comma || closes {
            clauses.push(Clause { start, end: at + 1, closes });
            start = at + 1;
        }
        at += 1;
    }
    clauses.push(Clause { start, end: text.len() + 1, closes: true });
    clauses
}

/// The words of a number's own clause that govern it.
fn own_words<'h>(text: &Text, own: &[&'h Hit], mention: &Found) -> Vec<&'h Hit> {
    let after = own.partition_point(|hit| hit.range.start < mention.number.end);
    let before = own.partition_point(|hit| hit.range.end <= mention.number.start);
    let predicate = until_reached(text, &own[after..]);
    let mut words = last_group(&own[..before]);
    // "1,325 projects were signed and 1,052 have started": the words before are another's.
    let others = words.last().is_some_and(|hit| {
        let near = hit.range.end.max(mention.number.start.saturating_sub(NEAR));
        (near..mention.number.start).any(|place| text.word(place, "and").is_some())
    });
    if others && !predicate.is_empty() {
        return predicate;
    }
    if !words.iter().any(|hit| hit.entry.reached.is_some()) {
        words.extend(predicate);
    }
    words
}

/// Of words in a row, those up to the first that says what has been reached; one behind an article
/// ("of the signed projects") says so of something else as well, and does not end them.
fn until_reached<'h>(text: &Text, words: &[&'h Hit]) -> Vec<&'h Hit> {
    let ends = |hit: &&Hit| {
        hit.entry.reached.is_some() && !text.follows(hit.range.start, &["the", "these", "those"])
    };
    let words = &words[..words.len().min(MOST)];
    let end = words.iter().position(ends).map_or(words.len(), |end| end + 1);
    words[..end].to_vec()
}

/// Of the words before a number, the last group: those that stand close together (`预计签约`).
fn last_group<'h>(before: &[&'h Hit]) -> Vec<&'h Hit> {
    const CLOSE: usize = 12;
    let before = &before[before.len().saturating_sub(MOST)..];
    let mut start = before.len().saturating_sub(1);
    while start > 0 && before[start].range.start - before[start - 1].range.end <= CLOSE {
        start -= 1;
    }
    before[start..].to_vec()
}

/// The words of a neighbouring clause of the same sentence.
fn neighbour<'h, 's>(
    clauses: &[Clause],
    at: usize,
    within: &impl Fn(usize) -> &'s [&'h Hit],
    text: &Text,
    mention: &Found,
) -> Vec<&'h Hit>
where
    'h: 's,
{
    // A few clauses are a sentence's reach; no further, so that time stays linear.
    for back in 1..=4 {
        let Some(index) = at.checked_sub(back) else { break };
        if clauses.get(index).is_none_or(|clause| clause.closes) {
            break;
        }
        if !within(index).is_empty() {
            return last_group(within(index));
        }
    }
    if is_han(text.before(mention.number.start)) || is_han(text.at(mention.number.end)) {
        return Vec::new();
    }
    for ahead in 0..4 {
        let Some(clause) = clauses.get(at + ahead) else { break };
        if clause.closes {
            break;
        }
        let words = within(at + ahead + 1);
        if !words.is_empty() {
            return until_reached(text, words);
        }
    }
    Vec::new()
}
