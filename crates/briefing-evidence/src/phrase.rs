//! Gathers the words around a numeral: hedges, unit, noun.

use std::ops::Range;

use briefing_model::number::Number;

use crate::hedge::{self, Hit};
use crate::lexicon::{Entry, Place, entry_of};
use crate::multiple;
use crate::noun::{self, Noun};
use crate::numeral::{self, Numeral, Script, Value};
use crate::text::{Text, is_blank, is_han, is_latin};
use crate::unit::{self, Measured};

/// A numeral with the words around it, as they are gathered.
pub(crate) struct Phrase<'t> {
    pub(crate) text: &'t Text<'t>,
    /// Where the number begins, with its sign and currency.
    pub(crate) at: usize,
    pub(crate) numeral: Numeral,
    /// Where the number ends: with the second number, in a range.
    pub(crate) number_end: usize,
    /// Where everything ends.
    pub(crate) end: usize,
    pub(crate) negative: bool,
    /// Whether its sign is a word: "minus 2 to 3 percent".
    pub(crate) sign_in_words: bool,
    /// Whether what its words say of the direction is in the number already: a range from a fall to
    /// a rise.
    pub(crate) is_directed: bool,
    pub(crate) is_range: bool,
    pub(crate) measured: Option<Measured>,
    pub(crate) noun: Option<Noun>,
    pub(crate) hedges: Vec<(Range<usize>, &'static Entry)>,
}

impl<'t> Phrase<'t> {
    /// A phrase that is a numeral and no more.
    pub(crate) fn new(text: &'t Text<'t>, at: usize, numeral: Numeral) -> Self {
        let numeral = numeral::tenths(text, numeral);
        let end = numeral.range.end;
        let within = numeral.hedges.iter().filter_map(|(range, words)| {
            Some((range.clone(), entry_of(words, &[Place::Within, Place::After])?))
        });
        Self {
            text,
            at,
            hedges: within.collect(),
            number_end: end,
            end,
            numeral,
            negative: false,
            sign_in_words: false,
            is_directed: false,
            is_range: false,
            measured: None,
            noun: None,
        }
    }

    /// Where it begins, with its hedges.
    pub(crate) fn start(&self) -> usize {
        self.hedges.iter().map(|(range, _)| range.start).min().unwrap_or(self.at).min(self.at)
    }

    pub(crate) fn is_hedged(&self) -> bool {
        !self.hedges.is_empty()
    }

    /// Gives up reading it.
    pub(crate) fn fail(&mut self, why: impl Into<String>) {
        self.numeral.value = Value::Unread(why.into());
    }

    /// Reads what follows the number: `余`, the unit, `以上`, the noun, `or more`.
    pub(crate) fn after(&mut self) {
        self.follow_number();
        let is_share = matches!(self.numeral.value, Value::Share(..));
        if !is_share {
            self.unit();
        }
        self.follow();
        if !is_share && self.measured.is_none() {
            self.noun();
            self.follow();
        }
        self.multiple();
    }

    /// `余`, `多`, `来` right after the number, and `+`, `-plus`, `-odd`.
    fn follow_number(&mut self) {
        let text = self.text;
        let hyphen = text.at(self.end) == '-';
        let place = if hyphen { self.end + 1 } else { self.end };
        let Some(hit) = hedge::following(text, place) else { return };
        let fits = match hit.entry.words {
            "余" | "多" | "来" => !hyphen && counts_next(text, hit.range.end),
            "plus" | "odd" => hyphen,
            "+" => !hyphen,
            _ => false,
        };
        if fits {
            self.take(hit);
        }
    }

    /// Hedges after the unit or the noun.
    fn follow(&mut self) {
        let text = self.text;
        loop {
            let place = text.skip_blanks(self.end);
            let glued = place == self.end;
            let Some(hit) = hedge::following(text, place) else { return };
            let fits = match hit.entry.words {
                // `300亿余元`, `三成多`; not `30年来`.
                "余" => glued,
                "多" => glued && (text.at(hit.range.end) == '元' || self.numeral.is_tenths(text)),
                "来" | "plus" | "odd" => false,
                "+" => glued,
                // `a 3 percent decline`; not `3 percent fall into`.
                _ if hit.entry.falls && !is_han(text.at(place)) => {
                    text.follows(self.start(), &["a", "an", "the"])
                }
                _ if is_han(text.at(place)) => glued,
                // `eight halls and more than 100 events`, `3 or more`
                _ => {
                    let next = text.skip_blanks(hit.range.end);
                    text.word(next, "than").is_none() && numeral::numeral(text, next).is_none()
                }
            };
            if !fits {
                return;
            }
            self.take(hit);
            if text.at(self.end) == '元' && self.measured.is_none() {
                self.unit();
            }
        }
    }

    fn take(&mut self, hit: Hit) {
        self.end = hit.range.end;
        self.hedges.push((hit.range, hit.entry));
    }

    fn unit(&mut self) {
        let text = self.text;
        let hyphen = text.at(self.end) == '-';
        let place = if hyphen { self.end + 1 } else { text.skip_blanks(self.end) };
        let Some(suffix) = unit::suffix(text, place) else { return };
        if let Some(Measured::Money(code)) = self.measured {
            if let Measured::Money(other) = suffix.measured {
                self.end = suffix.end;
                if other != code {
                    self.fail(format!("it names both {code} and {other}"));
                }
            }
            return;
        }
        // Short names of units may be other words behind a number in words.
        let is_short = suffix.end - place <= 3 && is_latin(text.at(place));
        if is_short && self.numeral.script != Script::Digits {
            return;
        }
        self.end = suffix.end;
        if matches!(suffix.measured, Measured::Physical | Measured::Points) {
            self.noun = Some(Noun::new(place..suffix.end, None));
        }
        let is_money = suffix.measured.is_money();
        self.measured = Some(suffix.measured);
        // `元/吨`, `yuan per ton`: no amount.
        let next = text.at(self.end + 1);
        let per = text.at(self.end) == '/' && (is_han(next) || is_latin(next))
            || text.at(self.end) == '每'
            || text.word(text.skip_blanks(self.end), "per").is_some();
        if is_money && per {
            self.fail("an amount for each of something");
        }
    }

    fn noun(&mut self) {
        let text = self.text;
        if text.at(self.end) == '-' && is_latin(text.at(self.end + 1)) {
            // `two-day`
            let range = self.end + 1..text.word_end(self.end + 1);
            self.end = range.end;
            let counts = noun::thing(&text.folded(range.clone()));
            self.noun = Some(Noun::new(range, counts));
            return;
        }
        if text.has(self.end, "fold") && !is_latin(text.at(self.end + 4)) {
            // `threefold`
            self.noun = Some(Noun::new(self.end..self.end + 4, None));
            self.end += 4;
            return;
        }
        let place = text.skip_blanks(self.end);
        if text.has(place, "个多月") && place == self.end {
            let more = entry_of("多", &[Place::After]);
            self.hedges.extend(more.map(|entry| (place + 1..place + 2, entry)));
            self.noun = Some(Noun::classifier(place..place + 3, Some("month")));
            self.end = place + 3;
        } else if let Some(noun) = noun::after(text, place) {
            self.end = noun.range.end;
            self.noun = Some(noun);
        }
    }

    /// `增长1.5倍` is growth by 150 percent; `grew by three times` may be to three times or by them.
    fn multiple(&mut self) {
        let text = self.text;
        let Some(range) = self.noun.as_ref().map(|noun| noun.range.clone()) else { return };
        let words = text.folded(range.clone());
        let is_multiple = matches!(words.as_str(), "倍" | "times" | "fold");
        if !is_multiple || !multiple::follows_growth(text, self.start()) {
            return;
        }
        self.number_end = range.end;
        if words != "倍" {
            self.fail("growth to so many times, or by so many");
            return;
        }
        let percent = |value: Number| value.checked_mul(Number::HUNDRED);
        let ends = match self.numeral.value {
            Value::Is(value) => percent(value).map(|value| (value, value)),
            Value::Between(low, high) => percent(low).zip(percent(high)),
            _ => return,
        };
        match ends {
            Some((low, high)) => {
                self.numeral.value = Value::Share(low, high);
                self.noun = None;
            }
            None => self.fail(numeral::TOO_LARGE),
        }
    }
}

/// Whether what is counted comes next, or nothing.
fn counts_next(text: &Text, at: usize) -> bool {
    is_blank(text.at(at))
        || noun::after(text, at).is_some()
        || unit::suffix(text, at).is_some()
        || matches!(text.at(at), '\0' | ',' | '。' | '、' | ';' | ')' | '.')
}
