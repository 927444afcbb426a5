//! Goes through a text from mention to mention.

use std::ops::Range;

use briefing_model::figure::Comparator;

use crate::hedge::{self, Hit};
use crate::lexicon::Entry;
use crate::mention::{Mention, MentionKind};
use crate::numeral::{self, Numeral, Value};
use crate::phrase::Phrase;
use crate::quantity::Counted;
use crate::sense::{self, Sense};
use crate::text::{Text, is_blank, is_latin};
use crate::unit::{self, Measured};
use crate::{calendar, clause, multiple, name, sign};

/// All mentions of a text.
pub(crate) fn read(source: &str) -> Vec<Mention> {
    let text = Text::new(source);
    let hits = hedge::hits(&text);
    let mut reader = Reader { text: &text, hits: &hits, found: Vec::new(), from: 0 };
    let mut at = 0;
    while at < text.len() {
        at = reader.step(at).max(at + 1);
    }
    let found = reader.found;
    let status = clause::status(&text, &hits, &found);
    found.into_iter().zip(status).map(|(found, status)| found.mention(&text, status)).collect()
}

/// A mention by its characters.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) number: Range<usize>,
    what: What,
}

#[derive(Debug)]
enum What {
    Quantity(Box<Counted>),
    Date,
    Ordinal,
    Name,
    Unread(String),
}

impl Found {
    /// Whether words of status are looked for around it.
    pub(crate) fn is_quantity(&self) -> bool {
        matches!(self.what, What::Quantity(_))
    }

    fn mention(self, text: &Text, status: Vec<Hit>) -> Mention {
        let kind = match self.what {
            What::Quantity(counted) => MentionKind::Quantity(counted.quantity(text, status)),
            What::Date => MentionKind::Date,
            What::Ordinal => MentionKind::Ordinal,
            What::Name => MentionKind::Name,
            What::Unread(why) => MentionKind::Unread(why),
        };
        Mention { range: text.bytes(self.range), number: text.bytes(self.number), kind }
    }
}

struct Reader<'t> {
    text: &'t Text<'t>,
    hits: &'t [Hit],
    found: Vec<Found>,
    /// Where the last mention ended.
    from: usize,
}

impl<'t> Reader<'t> {
    /// Reads what begins at a place; returns where to go on.
    fn step(&mut self, at: usize) -> usize {
        let text = self.text;
        let c = text.at(at);
        let starts_word = is_latin(c) && !is_latin(text.before(at)) && text.before(at) != '\'';
        if is_latin(c) && !starts_word {
            return at + 1;
        }
        let may_begin = starts_word || c.is_ascii_digit() || !c.is_ascii() || "$-[#(".contains(c);
        if !may_begin || is_blank(c) {
            return at + 1;
        }
        if unit::prefix(text, at).is_none() {
            if let Some(end) = calendar::calendar(text, at) {
                return self.add(at..end, at..end, What::Date);
            }
            if let Some(end) = name::ordinal(text, at) {
                return self.add(at..end, at..end, What::Ordinal);
            }
            if let Some(end) = name::name(text, at) {
                return self.add(at..end, at..end, What::Name);
            }
        }
        match multiple::growth(text, at) {
            Some(growth) => self.growth(growth),
            None => self.quantity(at),
        }
    }

    fn add(&mut self, range: Range<usize>, number: Range<usize>, what: What) -> usize {
        let end = range.end.max(number.end);
        self.from = end;
        self.found.push(Found { range: range.start..end, number, what });
        end
    }

    /// `doubled`, `翻一番`: growth by so many percent.
    fn growth(&mut self, growth: Numeral) -> usize {
        let number = growth.range.clone();
        let mut phrase = Phrase::new(self.text, number.start, growth);
        phrase.hedges.extend(self.standing_before(number.start));
        phrase.after();
        self.finish(phrase, number.start)
    }

    /// Reads the quantity that begins at a place, its sign and its currency first; returns where to
    /// go on.
    fn quantity(&mut self, at: usize) -> usize {
        let text = self.text;
        let mut sign = sign::sign(text, at);
        let start = sign.map_or(at, |sign| sign.end);
        let prefix = unit::prefix(text, start);
        let mut number_at = prefix.map_or(start, |(_, number)| number);
        // `$-3 million`
        if sign.is_none() && prefix.is_some() {
            sign = sign::second(text, number_at).filter(|sign| sign.is_negative);
            number_at = sign.map_or(number_at, |sign| sign.end);
        }
        let Some(first) = numeral::numeral(text, number_at) else { return at + 1 };
        if first.value == Value::Ordinal {
            let range = first.range;
            let skip = range.end;
            let is_time =
                text.has(range.start, "second") && text.follows(range.start, &["per", "a"]);
            return if is_time { skip } else { self.add(range.clone(), range, What::Ordinal) };
        }
        let mut phrase = Phrase::new(text, at, first);
        phrase.negative = sign.is_some_and(|sign| sign.is_negative);
        phrase.sign_in_words = sign.is_some_and(|sign| sign.is_word);
        phrase.measured = prefix.map(|(code, _)| Measured::Money(code));
        phrase.hedges.extend(self.standing_before(at));
        phrase.range();
        phrase.after();
        self.finish(phrase, number_at)
    }

    /// Adds what a phrase says; returns where to go on.
    fn finish(&mut self, mut phrase: Phrase<'t>, number_at: usize) -> usize {
        let number = number_at..phrase.number_end;
        let range = phrase.start()..phrase.end;
        match sense::of(&phrase) {
            Sense::None => return phrase.number_end,
            Sense::Date => return self.add(number.clone(), number, What::Date),
            Sense::Name => return self.add(number.clone(), number, What::Name),
            Sense::Unread(why) => return self.add(range, number, What::Unread(why)),
            Sense::Quantity => {}
        }
        let inherited = self.inherited(&phrase);
        phrase.hedges.extend(inherited);
        match Counted::of(phrase) {
            Ok(counted) => self.add(range, number, What::Quantity(Box::new(counted))),
            Err(why) => self.add(range, number, What::Unread(why)),
        }
    }

    fn standing_before(&self, at: usize) -> Vec<(Range<usize>, &'static Entry)> {
        hedge::before(self.text, self.hits, at, self.from)
            .into_iter()
            .map(|hit| (hit.range.clone(), hit.entry))
            .collect()
    }

    /// The hedges that an amount in brackets takes from the amount before it: it is the same in
    /// another currency, and as much "more than" as that one: `more than 300 billion yuan ($40.98
    /// billion)`. One with a hedge of its own, "about" aside, takes none.
    fn inherited(&self, phrase: &Phrase) -> Vec<(Range<usize>, &'static Entry)> {
        let text = self.text;
        let bracket = text.skip_blanks_back(phrase.start());
        let Some(Found { range, what: What::Quantity(before), .. }) = self.found.last() else {
            return Vec::new();
        };
        let is_other = match (&before.measured, &phrase.measured) {
            (Some(Measured::Money(a)), Some(Measured::Money(b))) => a != b,
            _ => false,
        };
        let has_own =
            phrase.hedges.iter().any(|(_, entry)| entry.comparator != Some(Comparator::About));
        let follows =
            text.before(bracket) == '(' && text.skip_blanks_back(bracket - 1) == range.end;
        if !is_other || has_own || !follows {
            return Vec::new();
        }
        let bounds = |entry: &Entry| entry.comparator.is_some_and(|it| it != Comparator::Exact);
        before.hedges.iter().filter(|(_, entry)| bounds(entry)).cloned().collect()
    }
}
