//! From a phrase to what it says: bounds, unit, noun.

use std::ops::Range;

use briefing_model::figure::{Bound, Comparator, Figure};
use briefing_model::number::Number;
use briefing_model::unit::Unit;

use crate::hedge::Hit;
use crate::lexicon::Entry;
use crate::mention::{Hedge, Quantity};
use crate::noun::topic;
use crate::numeral::{TOO_LARGE, Value};
use crate::phrase::Phrase;
use crate::text::Text;
use crate::unit::Measured;

/// What is known of a quantity, by characters.
#[derive(Debug)]
pub(crate) struct Counted {
    lower: Option<Bound>,
    upper: Option<Bound>,
    about: bool,
    pub(crate) measured: Option<Measured>,
    noun: Option<Range<usize>>,
    counts: Option<&'static str>,
    pub(crate) hedges: Vec<(Range<usize>, &'static Entry)>,
    /// Whether its ends have the signs that its words say.
    is_directed: bool,
    last_digit: Option<i8>,
}

impl Counted {
    /// What a phrase says, or why that is not certain.
    pub(crate) fn of(phrase: Phrase) -> Result<Self, String> {
        let (low, high, strict) = match phrase.numeral.value {
            Value::Is(value) => (value, value, false),
            Value::Between(low, high) | Value::Share(low, high) => (low, high, false),
            Value::Within(low, high) => (low, high, true),
            Value::Unread(why) => return Err(why),
            Value::Ordinal => return Err("a place in an order".to_owned()),
        };
        if phrase.negative && phrase.hedges.iter().any(|(_, entry)| entry.falls) {
            return Err("a fall by less than nothing".to_owned());
        }
        let opposite = |number: Number| number.checked_neg().ok_or(TOO_LARGE);
        let (low, high) =
            if phrase.negative { (opposite(high)?, opposite(low)?) } else { (low, high) };
        let (mut about, mut bound) = (false, None);
        for comparator in phrase.hedges.iter().filter_map(|(_, entry)| entry.comparator) {
            match comparator {
                Comparator::About => about = true,
                Comparator::Exact => {}
                other => bound = Some(together(bound, other)?),
            }
        }
        let end = |value| Some(Bound { value, strict });
        let (lower, upper) = match bound {
            None => (end(low), end(high)),
            Some(_) if low != high => return Err("a range that is hedged as well".to_owned()),
            Some(Comparator::MoreThan) => (Some(Bound::strict(low)), None),
            Some(Comparator::AtLeast) => (Some(Bound::closed(low)), None),
            Some(Comparator::LessThan) => (None, Some(Bound::strict(low))),
            Some(_) => (None, Some(Bound::closed(low))),
        };
        let is_share = matches!(phrase.numeral.value, Value::Share(..));
        // `项目195个`: a classifier that says nothing goes by the word before the number.
        let counts = phrase.noun.as_ref().and_then(|noun| {
            noun.counts
                .or_else(|| noun.is_classifier.then(|| topic(phrase.text, phrase.at)).flatten())
        });
        Ok(Self {
            lower,
            upper,
            about,
            measured: if is_share { Some(Measured::Percent) } else { phrase.measured },
            noun: phrase.noun.map(|noun| noun.range),
            counts,
            hedges: phrase.hedges,
            is_directed: phrase.is_directed,
            last_digit: phrase.numeral.last_digit.filter(|_| !phrase.is_range),
        })
    }

    /// The quantity by bytes, with the words of status that govern it.
    pub(crate) fn quantity(self, text: &Text, status: Vec<Hit>) -> Quantity {
        let unit = self.measured.as_ref().map_or_else(Unit::one, Measured::unit);
        let figure = Figure::from_bounds(self.lower, self.upper, self.about, unit.clone());
        let mut hedges = self.hedges;
        let falls = !self.is_directed && hedges.iter().any(|(_, entry)| entry.falls);
        hedges.extend(status.into_iter().map(|hit| (hit.range, hit.entry)));
        hedges.sort_by_key(|(range, _)| (range.start, range.end));
        let hedge = |(range, entry): (Range<usize>, &'static Entry)| Hedge {
            range: text.bytes(range),
            entry: entry.words,
            comparator: entry.comparator,
            at_most: entry.at_most,
            reached: entry.reached,
        };
        Quantity {
            lower: self.lower,
            upper: self.upper,
            about: self.about,
            comparator: figure.map_or(Comparator::Unknown, |figure| figure.comparator()),
            unit,
            noun: self.noun.map(|noun| text.source(noun).to_owned()),
            counts: self.counts,
            falls,
            last_digit: self.last_digit,
            hedges: hedges.into_iter().map(hedge).collect(),
        }
    }
}

/// What two hedges of one number say together: `超过60%以上` is more than 60 percent.
fn together(one: Option<Comparator>, other: Comparator) -> Result<Comparator, String> {
    use Comparator::{AtLeast, AtMost, LessThan, MoreThan};
    match (one, other) {
        (None, other) => Ok(other),
        (Some(one), other) if one == other => Ok(one),
        (Some(MoreThan | AtLeast), MoreThan | AtLeast) => Ok(MoreThan),
        (Some(LessThan | AtMost), LessThan | AtMost) => Ok(LessThan),
        _ => Err("its hedges contradict each other".to_owned()),
    }
}
