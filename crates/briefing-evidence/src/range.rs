//! Ranges: `280 to 300 billion`, `280–300亿元`, `between five and ten`, `六至七成`.

use briefing_model::number::Number;

use crate::numeral::{self, Numeral, Script, Value};
use crate::phrase::Phrase;
use crate::text::Text;
use crate::unit::{self, Measured, Suffix};
use crate::{calendar, name, noun};

/// What joins two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// `-`, `—`, `~`
    Dash,
    /// `至`, `到`
    Chinese,
    To,
    /// `and` after `between`
    And,
    /// `three or four`
    Or,
    /// `1 in 5`, `three out of ten`: a share.
    In,
}

/// What joins two numbers at a place, and where the second begins.
fn joint(text: &Text, at: usize, between: bool) -> Option<(Joint, usize)> {
    let place = text.skip_blanks(at);
    if matches!(text.at(place), '-' | '—' | '~') {
        let next = text.skip_blanks(place + 1);
        // A dash with a blank on one side only is a dash of a sentence, or a sign.
        let even = (place == at) == (next == place + 1);
        return even.then_some((Joint::Dash, next));
    }
    if matches!(text.at(place), '至' | '到') {
        return Some((Joint::Chinese, text.skip_blanks(place + 1)));
    }
    let words = [
        ("to", Joint::To),
        ("or", Joint::Or),
        ("and", Joint::And),
        ("in every", Joint::In),
        ("in", Joint::In),
        ("out of every", Joint::In),
        ("out of", Joint::In),
    ];
    words
        .into_iter()
        .filter(|(_, joint)| *joint != Joint::And || between)
        .find_map(|(word, joint)| Some((joint, text.skip_blanks(text.word(place, word)?))))
}

impl Phrase<'_> {
    /// Reads the other end of a range, where one follows.
    pub(crate) fn range(&mut self) {
        let text = self.text;
        let between = text.follows(self.at, &["between"]);
        // `280亿元—300亿元`, `5家到10家`: the unit may stand with both.
        let unit = unit::suffix(text, text.skip_blanks(self.number_end));
        let classifier = noun::classifier(text, self.number_end).filter(|_| unit.is_none());
        let end = match (&unit, classifier) {
            (Some(unit), _) => unit.end,
            (None, Some(end)) => end,
            (None, None) => self.number_end,
        };
        let joint = joint(text, end, between);
        let Some((joint, next)) = joint else { return };
        let prefix = unit::prefix(text, next);
        let next = prefix.map_or(next, |(_, number)| number);
        if calendar::calendar(text, next).is_some() || name::name(text, next).is_some() {
            return;
        }
        let Some(second) = numeral::numeral(text, next) else { return };
        let second = numeral::tenths(text, second);
        if joint == Joint::In {
            self.in_so_many(&second, end);
            return;
        }
        if let (Some(Measured::Money(a)), Some((b, _))) = (&self.measured, prefix)
            && *a != b
        {
            return;
        }
        if let Some(first) = classifier {
            let words = text.folded(self.number_end..first);
            if !text.has(second.range.end, &words) {
                return;
            }
        }
        let after = unit::suffix(text, text.skip_blanks(second.range.end));
        if !agree(unit.as_ref(), after.as_ref(), prefix.map(|(code, _)| code)) {
            return;
        }
        if self.goes_together(joint, &second) {
            self.join(&second, unit.is_some());
        }
    }

    /// `one in five companies` is a fifth of them: of small numbers only, for "195 in 2024" is none.
    fn in_so_many(&mut self, second: &Numeral, end: usize) {
        let (Value::Is(over), Value::Is(under)) = (&self.numeral.value, &second.value) else {
            return;
        };
        let small = *under <= Number::HUNDRED && end == self.number_end;
        let share = over.checked_mul(Number::HUNDRED).and_then(|over| over.checked_div(*under));
        if let Some(share) = share.filter(|_| small && over < under && !over.is_zero()) {
            self.span(second.range.end);
            self.is_range = true;
            self.numeral.value = Value::Share(share, share);
        }
    }

    /// Whether two numerals joined like this are the ends of a range.
    fn goes_together(&self, joint: Joint, second: &Numeral) -> bool {
        let (a, b) = (self.numeral.script, second.script);
        let english = a == Script::English || b == Script::English;
        match joint {
            Joint::Dash => !english,
            Joint::Or => a == b && a != Script::Chinese && second.factor.is_none(),
            Joint::Chinese | Joint::To => a == b || second.factor.is_some(),
            Joint::And | Joint::In => true,
        }
    }

    fn join(&mut self, second: &Numeral, first_has_unit: bool) {
        let text = self.text;
        let end = second.range.end;
        let ten = Number::from_integer(10);
        let starts_with = |words: &str| text.has(self.numeral.range.start, words);
        let (low, high, is_share) = match (&self.numeral.value, &second.value) {
            (Value::Is(low), Value::Is(high)) => (Some(*low), *high, false),
            (Value::Share(low, _), Value::Share(high, _)) => (Some(*low), *high, true),
            // `六至七成`, and `百分之三到五`
            (Value::Is(low), Value::Share(high, _)) if text.before(end) == '成' => {
                (low.checked_mul(ten), *high, true)
            }
            (Value::Share(low, _), Value::Is(high)) if starts_with("百分之") => {
                (Some(*low), *high, true)
            }
            _ => return,
        };
        // A magnitude at the end holds for both ends: `280 to 300 billion`.
        let shares = !is_share && self.numeral.factor.is_none() && !first_has_unit;
        let factor = second.factor.filter(|_| shares);
        let low = match (low, factor) {
            (Some(low), Some(factor)) => low.checked_mul(factor),
            (low, _) => low,
        };
        let Some(low) = low else { return };
        if low >= high {
            // `0931-12345`, `5-3`
            if text.at(self.number_end) == '-' {
                self.span(end);
                self.fail("a range that does not rise");
            }
            return;
        }
        if text.follows(self.at, &["from"]) || matches!(text.before(self.at), '从' | '由') {
            // "from 280 to 300 billion" may be a change.
            if factor.is_some() {
                self.fail("it may share the magnitude of the number after it");
            }
            return;
        }
        // `三千至五千万`: thousands, or tens of millions.
        let unclear = self.numeral.script == Script::Chinese
            && !first_has_unit
            && self.numeral.factor.zip(second.factor).is_some_and(|(a, b)| a < b);
        self.span(end);
        self.is_range = true;
        self.numeral.value = match is_share {
            true => Value::Share(low, high),
            false => Value::Between(low, high),
        };
        self.numeral.factor = self.numeral.factor.or(second.factor);
        if unclear {
            self.fail("it may share the magnitude of the number after it");
        }
    }

    fn span(&mut self, end: usize) {
        self.number_end = end;
        self.numeral.range.end = end;
        self.end = end;
    }
}

/// Whether the units of two ends are one: that of the first may be left out.
fn agree(first: Option<&Suffix>, second: Option<&Suffix>, prefix: Option<&'static str>) -> bool {
    let second = second.map(|suffix| suffix.measured.clone()).or(prefix.map(Measured::Money));
    first.is_none_or(|first| Some(&first.measured) == second.as_ref())
}
