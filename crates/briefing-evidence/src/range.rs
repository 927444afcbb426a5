//! Ranges: `280 to 300 billion`, `280–300亿元`, `between five and ten`, `六至七成`.

use briefing_model::number::Number;

use crate::numeral::{self, Numeral, Script, Value};
use crate::phrase::Phrase;
use crate::text::Text;
use crate::unit::{self, Measured, Suffix};
use crate::{calendar, name, noun, sign};

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

/// Which ends of a range are below zero.
#[derive(Debug, Clone, Copy)]
struct Ends {
    low: bool,
    high: bool,
    /// Whether words say so: a fall, a rise.
    are_directed: bool,
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
        let between = text.follows(self.start_with_article(), &["between"]);
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
        let falls = self.hedges.iter().any(|(_, entry)| entry.falls);
        let joins_directions =
            matches!(joint, Joint::Dash | Joint::Chinese | Joint::To | Joint::And);
        let direction = sign::direction(text, next).filter(|_| joins_directions);
        let sign = if direction.is_some() { None } else { sign::second(text, next) };
        let next = direction.map_or(next, |(_, number)| number);
        let next = sign.map_or(next, |sign| sign.end);
        // `10--15` is a long dash: a sign behind a hyphen needs one before it.
        let is_minus = sign.is_some_and(|sign| sign.is_negative);
        let hyphen = joint == Joint::Dash && text.at(text.skip_blanks(end)) == '-';
        if is_minus && hyphen && !self.negative {
            return;
        }
        let ends = Ends {
            low: self.negative || (direction.is_some() && falls),
            high: is_minus || direction.is_some_and(|(falls, _)| falls),
            are_directed: direction.is_some(),
        };
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
            self.join(&second, unit.is_some(), ends);
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

    fn join(&mut self, second: &Numeral, first_has_unit: bool, ends: Ends) {
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
        let signed = |value: Number, is_negative: bool| {
            if is_negative { value.checked_neg() } else { Some(value) }
        };
        let Some((low, high)) = signed(low, ends.low).zip(signed(high, ends.high)) else { return };
        let is_signed = ends.low || ends.high;
        // Falls of 1 to 3 percent, and from a rise to a fall.
        let (low, high) = if is_signed && low > high { (high, low) } else { (low, high) };
        if low >= high {
            // `0931-12345`, `5-3`
            if text.at(self.number_end) == '-' {
                self.span(end);
                self.fail("a range that does not rise");
            }
            return;
        }
        if self.may_be_change(ends) {
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
        // The signs are in the numbers.
        self.negative = false;
        self.is_directed = ends.are_directed;
        if self.sign_in_words && !first_has_unit && !ends.high {
            self.fail("its sign may hold for both ends of the range");
        }
        if unclear {
            self.fail("it may share the magnitude of the number after it");
        }
    }

    /// Whether two numbers may be the values before and after, and no range: "from 280 to 300
    /// billion". Between a fall and a rise it is a range ("下降3%至增长4%"), unless a verb says that
    /// one became the other.
    fn may_be_change(&self, ends: Ends) -> bool {
        let text = self.text;
        let start = self.start_with_article();
        if matches!(text.before(start), '从' | '由') {
            return !ends.are_directed || text.ends(start - 1, "转");
        }
        if !text.follows(start, &["from"]) {
            return false;
        }
        let before = text.skip_blanks_back(start) - "from".len();
        if text.follows(before, &["range", "ranges", "ranged", "ranging", "vary", "varying"]) {
            return false;
        }
        let became = ["swung", "swinging", "turned", "went", "moved", "shifted", "changed"];
        let became = became.iter().chain(&["improved", "rebounded", "recovered", "reversed"]);
        !ends.are_directed || became.into_iter().any(|verb| text.follows(before, &[verb]))
    }

    /// Where it begins, with its hedges and an article before them: "a fall of 3 percent".
    fn start_with_article(&self) -> usize {
        let start = self.start();
        let article = ["a", "an"].into_iter().find(|word| self.text.follows(start, &[word]));
        article.map_or(start, |word| self.text.skip_blanks_back(start) - word.len())
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
