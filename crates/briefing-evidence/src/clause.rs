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
        let mut words = own_words(own, mention);
        if words.is_empty() {
            words = neighbour(&clauses, clause, &within, text, mention);
        }
        governed.push(words.into_iter().cloned().collect());
    }
    governed
}

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
fn own_words<'h>(own: &[&'h Hit], mention: &Found) -> Vec<&'h Hit> {
    let before: Vec<&Hit> =
        own.iter().copied().filter(|hit| hit.range.end <= mention.number.start).collect();
    let mut words = chain_back(&before);
    let reached = words.iter().any(|hit| hit.entry.reached.is_some());
    if !reached {
        for hit in own.iter().filter(|hit| hit.range.start >= mention.number.end) {
            words.push(hit);
            if hit.entry.reached.is_some() {
                break;
            }
        }
    }
    words
}

/// Of the words before a number, the last group: back to and with the word before the last one
/// that says what has been reached, where the two stand together (`预计签约`).
fn chain_back<'h>(before: &[&'h Hit]) -> Vec<&'h Hit> {
    let mut words: Vec<&Hit> = Vec::new();
    for hit in before.iter().rev() {
        match words.last() {
            None => words.push(hit),
            // Words of one group stand within a few characters of each other.
            Some(last) if last.range.start - hit.range.end <= 12 => words.push(hit),
            Some(_) => break,
        }
    }
    words.reverse();
    words
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
            return chain_back(within(index));
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
            let end = words.iter().position(|hit| hit.entry.reached.is_some());
            return words[..end.map_or(words.len(), |end| end + 1)].to_vec();
        }
    }
    Vec::new()
}
