//! Goes through a text and puts what stands around each numeral together.

use std::ops::Range;

use briefing_model::figure::{Bound, Comparator};
use briefing_model::number::Number;
use briefing_model::unit::Unit;

use crate::clause;
use crate::hedge::{self, Hit};
use crate::lexicon::{Entry, Place, entry_of};
use crate::mention::{Hedge, Mention, MentionKind, Quantity};
use crate::noun::{self, Noun};
use crate::numeral::{self, Numeral, Script, Value};
use crate::text::{Text, is_blank, is_han, is_latin};
use crate::unit::{self, Measured};
use crate::{calendar, name};

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

/// What is known of a quantity.
#[derive(Debug)]
struct Counted {
    lower: Option<Bound>,
    upper: Option<Bound>,
    about: bool,
    measured: Option<Measured>,
    noun: Option<Range<usize>>,
    counts: Option<&'static str>,
    hedges: Vec<(Range<usize>, &'static Entry)>,
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

impl Counted {
    fn quantity(self, text: &Text, status: Vec<Hit>) -> Quantity {
        let unit = self.measured.as_ref().map_or_else(Unit::one, Measured::unit);
        let comparator = comparator(self.lower, self.upper, self.about);
        let mut hedges: Vec<(Range<usize>, &'static Entry)> = self.hedges;
        hedges.extend(status.into_iter().map(|hit| (hit.range, hit.entry)));
        hedges.sort_by_key(|(range, _)| (range.start, range.end));
        let hedges = hedges.into_iter().map(|(range, entry)| Hedge {
            range: text.bytes(range),
            entry: entry.words,
            comparator: entry.comparator,
            at_most: entry.at_most,
            reached: entry.reached,
        });
        Quantity {
            lower: self.lower,
            upper: self.upper,
            about: self.about,
            comparator,
            unit,
            noun: self.noun.map(|noun| text.source(noun).to_owned()),
            counts: self.counts,
            hedges: hedges.collect(),
        }
    }
}

fn comparator(lower: Option<Bound>, upper: Option<Bound>, about: bool) -> Comparator {
    match (lower, upper) {
        (None, None) => Comparator::Unknown,
        (Some(low), None) if low.strict => Comparator::MoreThan,
        (Some(_), None) => Comparator::AtLeast,
        (None, Some(high)) if high.strict => Comparator::LessThan,
        (None, Some(_)) => Comparator::AtMost,
        (Some(low), Some(high)) if low.value != high.value => Comparator::Between,
        _ if about => Comparator::About,
        _ => Comparator::Exact,
    }
}

struct Reader<'t> {
    text: &'t Text<'t>,
    hits: &'t [Hit],
    found: Vec<Found>,
    /// Where the last mention ended.
    from: usize,
}

impl Reader<'_> {
    /// Reads what begins at a place; returns where to go on.
    fn step(&mut self, at: usize) -> usize {
        let text = self.text;
        let c = text.at(at);
        let starts_word = is_latin(c) && !is_latin(text.before(at)) && text.before(at) != '\'';
        if is_latin(c) && !starts_word {
            return at + 1;
        }
        let may_begin = starts_word || c.is_ascii_digit() || !c.is_ascii() || "$-+[#(~".contains(c);
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
        self.quantity(at)
    }

    fn add(&mut self, range: Range<usize>, number: Range<usize>, what: What) -> usize {
        let end = range.end.max(number.end);
        self.from = end;
        self.found.push(Found { range: range.start..end, number, what });
        end
    }

    /// Reads the quantity that begins at a place, its currency first; returns where to go on.
    fn quantity(&mut self, at: usize) -> usize {
        let text = self.text;
        let negative = self.sign(at);
        let start = if negative { at + 1 } else { at };
        let prefix = unit::prefix(text, start);
        let number_at = prefix.map_or(start, |(_, number)| number);
        let Some(first) = numeral::numeral(text, number_at) else { return at + 1 };
        if first.value == Value::Ordinal {
            let range = first.range;
            let time_unit = text.has(range.start, "second")
                && ["per", "a", "each"]
                    .iter()
                    .any(|word| text.ends(text.skip_blanks_back(range.start), word));
            let skip = range.end;
            return if time_unit { skip } else { self.add(range.clone(), range, What::Ordinal) };
        }
        let mut phrase = Phrase::new(text, at, first);
        if let Some((code, _)) = prefix {
            phrase.measured = Some(Measured::Money(code));
            phrase.has_prefix = true;
        }
        phrase.hedges.extend(self.standing_before(at));
        let between = text.ends(text.skip_blanks_back(at), "between");
        phrase.second(between);
        phrase.after();
        if phrase.trouble.is_none() && negative {
            phrase.negate();
        }
        if !phrase.counts_something() {
            return phrase.numeral.range.end;
        }
        let start = phrase.hedges.iter().map(|(range, _)| range.start).min().unwrap_or(at).min(at);
        let range = start..phrase.end;
        let number = number_at..phrase.number_end;
        if let Some(what) = phrase.other_kind() {
            return match what {
                What::Unread(_) => self.add(range, number, what),
                _ => self.add(number.clone(), number, what),
            };
        }
        self.inherit(&mut phrase, at);
        let end = phrase.end;
        match phrase.counted() {
            Ok(counted) => self.add(range, number, What::Quantity(Box::new(counted))),
            Err(why) => self.add(start..end, number, What::Unread(why)),
        }
    }

    /// Whether a minus sign stands at a place.
    fn sign(&self, at: usize) -> bool {
        let text = self.text;
        let before = text.before(at);
        text.at(at) == '-'
            && (text.at(at + 1).is_ascii_digit() || unit::prefix(text, at + 1).is_some())
            && (before == '\0' || is_blank(before) || matches!(before, '(' | ':' | '|' | ','))
    }

    fn standing_before(&self, at: usize) -> Vec<(Range<usize>, &'static Entry)> {
        hedge::before(self.text, self.hits, at, self.from)
            .into_iter()
            .map(|hit| (hit.range.clone(), hit.entry))
            .collect()
    }

    /// An amount in brackets behind another one is the same amount in another currency, and as
    /// much "more than" as that one: `more than 300 billion yuan ($40.98 billion)`.
    fn inherit(&self, phrase: &mut Phrase, at: usize) {
        let text = self.text;
        let own =
            phrase.hedges.iter().any(|(_, entry)| entry.comparator != Some(Comparator::About));
        let bracket = phrase.hedges.iter().map(|(range, _)| range.start).min().unwrap_or(at);
        let bracket = text.skip_blanks_back(bracket);
        let Some(last) = self.found.last() else { return };
        let What::Quantity(counted) = &last.what else { return };
        let other = match (&counted.measured, &phrase.measured) {
            (Some(Measured::Money(a)), Some(Measured::Money(b))) => a != b,
            _ => false,
        };
        if own || !other || text.before(bracket) != '(' {
            return;
        }
        if text.skip_blanks_back(bracket - 1) == last.range.end {
            let bounds = |entry: &Entry| entry.comparator.is_some_and(|it| it != Comparator::Exact);
            phrase.inherited =
                counted.hedges.iter().filter(|(_, entry)| bounds(entry)).cloned().collect();
        }
    }
}

/// A quantity as its words are gathered.
struct Phrase<'t> {
    text: &'t Text<'t>,
    numeral: Numeral,
    /// The other end of a range.
    upper: Option<Value>,
    number_end: usize,
    end: usize,
    measured: Option<Measured>,
    has_prefix: bool,
    noun: Option<Noun>,
    noun_at: usize,
    hedges: Vec<(Range<usize>, &'static Entry)>,
    inherited: Vec<(Range<usize>, &'static Entry)>,
    at: usize,
    trouble: Option<String>,
    negative: bool,
}

impl<'t> Phrase<'t> {
    fn new(text: &'t Text<'t>, at: usize, numeral: Numeral) -> Self {
        let numeral =
            if numeral.script == Script::Digits { numeral::tenths(text, numeral) } else { numeral };
        let end = numeral.range.end;
        let within = numeral.hedges.iter().filter_map(|(range, words)| {
            Some((range.clone(), entry_of(words, &[Place::Within, Place::After])?))
        });
        let hedges = within.collect();
        let trouble = match &numeral.value {
            Value::Unread(why) => Some(why.clone()),
            _ => None,
        };
        Self {
            text,
            numeral,
            upper: None,
            number_end: end,
            end,
            measured: None,
            has_prefix: false,
            noun: None,
            noun_at: end,
            hedges,
            inherited: Vec::new(),
            at,
            trouble,
            negative: false,
        }
    }

    fn negate(&mut self) {
        self.negative = true;
    }

    /// Reads the other end of a range: ` to 300 billion`, `–300`, `至300亿元`.
    fn second(&mut self, between: bool) {
        let text = self.text;
        let mut end = self.number_end;
        let unit = unit::suffix(text, text.skip_blanks(end));
        if let Some(unit) = &unit {
            end = unit.end;
        }
        let Some(mut next) = joint(text, end, between) else { return };
        let mut prefix = None;
        if let Some((code, number)) = unit::prefix(text, next) {
            prefix = Some(code);
            next = number;
        }
        if calendar::calendar(text, next).is_some() || name::name(text, next).is_some() {
            return;
        }
        let Some(second) = numeral::numeral(text, next) else { return };
        let dash = !text.ends(text.skip_blanks_back(next), "to") && !between;
        let same = second.script == self.numeral.script || second.has_magnitude || between;
        let small_words =
            second.script == Script::English || self.numeral.script == Script::English;
        if !same || dash && small_words {
            return;
        }
        if let (Some(Measured::Money(a)), Some(b)) = (&self.measured, prefix)
            && *a != b
        {
            return;
        }
        let second = match second.script {
            Script::Digits => numeral::tenths(text, second),
            _ => second,
        };
        self.join(second, unit, prefix);
    }

    fn join(&mut self, second: Numeral, unit: Option<unit::Suffix>, prefix: Option<&'static str>) {
        let text = self.text;
        let (low, high) = match (self.numeral.value.clone(), second.value.clone()) {
            (Value::Is(low), Value::Is(high)) => (low, high),
            (Value::Share(low, _), Value::Share(high, _)) => {
                self.numeral.value = Value::Share(low, high);
                self.number_end = second.range.end;
                self.end = self.number_end;
                if low >= high {
                    self.trouble = Some("a range that does not rise".into());
                }
                return;
            }
            (Value::Is(low), Value::Share(high, _))
                if second.script == Script::Chinese || text.before(second.range.end) == '成' =>
            {
                // `六至七成`
                match low.checked_mul(Number::from_integer(10)) {
                    Some(low) if low < high => {
                        self.numeral.value = Value::Share(low, high);
                        self.number_end = second.range.end;
                        self.end = self.number_end;
                    }
                    _ => {}
                }
                return;
            }
            _ => return,
        };
        // The units must agree; a magnitude at the end holds for both ends.
        let after = unit::suffix(text, text.skip_blanks(second.range.end));
        if let (Some(first), Some(last)) = (&unit, &after)
            && first.measured != last.measured
        {
            return;
        }
        if unit.is_some() && after.is_none() && prefix.is_none() {
            return;
        }
        let shares = !self.numeral.has_magnitude && second.has_magnitude && unit.is_none();
        let low = if shares {
            match magnitude_of(&second, text).and_then(|factor| low.checked_mul(factor)) {
                Some(low) => low,
                None => return,
            }
        } else {
            low
        };
        if low >= high {
            // `from 5 to 3`, `0931-12345`: two numbers, or no range at all.
            if text.at(self.number_end) == '-' {
                self.number_end = second.range.end;
                self.end = self.number_end;
                self.trouble = Some("a range that does not rise".into());
            }
            return;
        }
        if text.ends(text.skip_blanks_back(self.at), "from") || text.before(self.at) == '从' {
            // "from 280 to 300 billion" may be a change.
            if shares {
                self.trouble = Some("it may share the magnitude of the number after it".into());
            }
            return;
        }
        self.numeral.value = Value::Between(low, high);
        self.numeral.has_magnitude |= second.has_magnitude;
        self.number_end = second.range.end;
        self.end = self.number_end;
        self.numeral.range.end = self.number_end;
        self.upper = Some(second.value);
    }

    /// Reads what follows the number: `余`, the unit, the noun, `以上`.
    fn after(&mut self) {
        self.follow(true);
        if !matches!(self.numeral.value, Value::Share(..)) {
            self.unit();
            if self.measured.is_none() || self.measured == Some(Measured::Physical) {
                self.noun();
            }
        }
        self.follow(false);
    }

    /// Hedges that follow directly (`directly`: before the unit), or after the noun.
    fn follow(&mut self, directly: bool) {
        let text = self.text;
        loop {
            let joined = matches!(text.at(self.end), '-')
                && hedge::following(text, self.end + 1)
                    .is_some_and(|hit| matches!(hit.entry.words, "plus" | "odd"));
            let place = if joined { self.end + 1 } else { text.skip_blanks(self.end) };
            let Some(hit) = hedge::following(text, place) else { break };
            let words = hit.entry.words;
            let chinese = is_han(text.at(place));
            let glued = place == self.end || joined;
            let fits = match words {
                "余" | "多" | "来" => {
                    let next = text.at(hit.range.end);
                    glued && directly && is_counted_next(text, hit.range.end)
                        || glued
                            && !directly
                            && self.noun.is_none()
                            && words != "来"
                            && next == '元'
                        || glued && !directly && words == "多" && next == '月'
                        || glued && words == "余" && !directly
                }
                "plus" | "odd" => joined,
                "+" => glued,
                "at least" | "at most" => !directly && !is_number_next(text, hit.range.end),
                _ => !chinese || glued,
            };
            if !fits {
                break;
            }
            self.end = hit.range.end;
            if directly {
                self.number_end = self.number_end.max(self.numeral.range.end);
            }
            self.hedges.push((hit.range, hit.entry));
        }
    }

    fn unit(&mut self) {
        let text = self.text;
        let hyphen = text.at(self.end) == '-';
        let place = if hyphen { self.end + 1 } else { text.skip_blanks(self.end) };
        let Some(suffix) = unit::suffix(text, place) else { return };
        if let Some(Measured::Money(code)) = self.measured {
            match suffix.measured {
                Measured::Money(other) if other == code => self.end = suffix.end,
                Measured::Money(other) => {
                    self.end = suffix.end;
                    self.trouble = Some(format!("it names both {code} and {other}"));
                }
                _ => {}
            }
            return;
        }
        // Short names of units are units only when glued or after digits.
        let name = text.folded(place..suffix.end);
        if matches!(name.as_str(), "mu" | "ha" | "pp" | "cm" | "eur")
            && self.numeral.script != Script::Digits
        {
            return;
        }
        self.end = suffix.end;
        if suffix.measured == Measured::Physical || suffix.measured == Measured::Points {
            self.noun = Some(Noun { end: suffix.end, counts: None, is_classifier: false });
            self.noun_at = place;
        }
        self.measured = Some(suffix.measured);
        self.per();
    }

    /// `元/吨`, `yuan per ton`: not an amount.
    fn per(&mut self) {
        let text = self.text;
        let next = text.skip_blanks(self.end);
        let per = text.at(self.end) == '/'
            && (is_han(text.at(self.end + 1)) || is_latin(text.at(self.end + 1)))
            || text.word(next, "per").is_some()
            || text.at(self.end) == '每';
        if per && matches!(self.measured, Some(Measured::Money(_))) {
            self.trouble = Some("an amount for each of something".into());
        }
    }

    fn noun(&mut self) {
        if self.measured == Some(Measured::Physical) {
            return;
        }
        let text = self.text;
        let hyphen = text.at(self.end) == '-' && is_latin(text.at(self.end + 1));
        let place = if hyphen { self.end + 1 } else { text.skip_blanks(self.end) };
        if hyphen {
            let end = text.word_end(place);
            let word = text.folded(place..end);
            self.noun = Some(Noun { end, counts: noun::thing(&word), is_classifier: false });
            self.noun_at = place;
            self.end = end;
            return;
        }
        let Some(noun) = noun::after(text, place) else { return };
        self.noun_at = place;
        self.end = noun.end;
        self.noun = Some(noun);
    }

    fn is_hedged(&self) -> bool {
        !self.hedges.is_empty()
    }

    /// Whether the number stands for a quantity at all, rather than in a word or a name.
    fn counts_something(&self) -> bool {
        match self.numeral.script {
            Script::Digits => true,
            Script::Chinese => self.chinese_counts(),
            Script::English => self.english_counts(),
        }
    }

    fn chinese_counts(&self) -> bool {
        let text = self.text;
        let range = self.numeral.range.clone();
        if matches!(self.numeral.value, Value::Share(..)) || self.upper.is_some() || self.has_prefix
        {
            return true;
        }
        let unit = self.measured.is_some();
        let classifier = self.noun.as_ref().is_some_and(|noun| noun.is_classifier);
        let first = text.at(range.start);
        let only = |kind: fn(char) -> bool| range.clone().all(|place| kind(text.at(place)));
        if let Value::Unread(_) = self.numeral.value {
            let vague = matches!(first, '数' | '几' | '成' | '千' | '万');
            return vague
                || unit
                || classifier
                || range.clone().any(|place| numeral::is_chinese_magnitude(text.at(place)));
        }
        if range.len() == 1 {
            return match first {
                '一' => unit || self.is_hedged() && classifier,
                '二' => self.is_hedged() && classifier || unit,
                '十' => unit || classifier || self.is_hedged(),
                _ if numeral::is_chinese_magnitude(first) => self.is_hedged(),
                _ => unit || classifier || self.noun.is_some() && self.is_hedged(),
            };
        }
        if only(numeral::is_chinese_magnitude) && first != '十' {
            return self.is_hedged() || unit && range.len() > 1;
        }
        if only(numeral::is_chinese_digit) {
            return unit || classifier || range.len() > 2;
        }
        true
    }

    fn english_counts(&self) -> bool {
        let text = self.text;
        let range = self.numeral.range.clone();
        let word = text.folded(range.clone());
        let hyphen = text.at(range.end) == '-';
        let thing = self.noun.as_ref().is_some_and(|noun| noun.counts.is_some());
        match word.as_str() {
            "one" | "zero" => {
                self.measured.is_some()
                    || !hyphen
                        && (thing
                            && self.noun.as_ref().is_some_and(|noun| {
                                // "one project", not "one of the projects", "one more of our projects".
                                noun.end - self.noun_at < 24
                            })
                            || self.is_hedged())
            }
            "half" => true,
            _ if hyphen => {
                let end = text.word_end(range.end + 1);
                let joined = text.folded(range.end + 1..end);
                !matches!(
                    joined.as_str(),
                    "way" | "sided" | "pronged" | "dimensional" | "tier" | "thirds"
                )
            }
            _ => true,
        }
    }

    /// What else than a quantity the number is.
    fn other_kind(&self) -> Option<What> {
        let text = self.text;
        if let Some(why) = &self.trouble {
            return Some(What::Unread(why.clone()));
        }
        let range = self.numeral.range.clone();
        let bare = !self.is_hedged() && self.measured.is_none();
        // A year.
        if self.numeral.script == Script::Digits
            && bare
            && self.upper.is_none()
            && let Some((year, end)) = calendar::year(text, range.start)
            && end == range.end
        {
            let noun = self.noun.as_ref();
            if !noun.is_some_and(|noun| noun.is_classifier) {
                let before = text.skip_blanks_back(range.start);
                let dated =
                    ["in", "since", "of", "by", "the", "until", "during", "for", "from", "year"]
                        .iter()
                        .any(|word| {
                            text.ends(before, word) && !is_latin(text.before(before - word.len()))
                        });
                let thing = noun.is_some_and(|noun| noun.counts.is_some())
                    && is_latin(text.at(self.noun_at))
                    && !text.is_capital(self.noun_at);
                return match (thing, (1990..2041).contains(&year)) {
                    (true, true) if !dated => {
                        Some(What::Unread("it may be a year or a number".into()))
                    }
                    (true, false) => None,
                    _ => Some(What::Date),
                };
            }
        }
        // `Group of Seven`, `Seven Sisters`.
        if self.numeral.script == Script::English
            && text.is_capital(range.start)
            && bare
            && self.noun.as_ref().is_none_or(|noun| noun.counts.is_none())
            && !is_sentence_start(text, range.start)
        {
            return Some(What::Name);
        }
        // `近三年`: nearly, or the last three; `over three years`.
        let time = self.noun.as_ref().is_some_and(|noun| {
            let words = text.folded(self.noun_at..noun.end);
            ["年", "天", "个月", "周", "小时", "year", "day", "month", "week", "hour", "decade"]
                .iter()
                .any(|unit| words.starts_with(unit))
        });
        let either = self.hedges.iter().any(|(_, entry)| matches!(entry.words, "近" | "over"));
        if time && either {
            return Some(What::Unread("a length of time, or the time it happened in".into()));
        }
        let all_magnitude = self.numeral.script == Script::Chinese
            && range.clone().all(|place| numeral::is_chinese_magnitude(text.at(place)))
            && text.at(range.start) != '十';
        let class = text.at(self.end) == '级' || text.at(range.end) == '级';
        if class && self.numeral.has_magnitude || all_magnitude && !self.is_hedged() {
            return Some(What::Unread("a class of size, not an amount".into()));
        }
        None
    }

    /// The quantity, or why it cannot be read.
    fn counted(self) -> Result<Counted, String> {
        let percent = matches!(self.numeral.value, Value::Share(..));
        let mut about = false;
        let mut way = None;
        let hedges = self.hedges.iter().chain(&self.inherited);
        for comparator in hedges.filter_map(|(_, entry)| entry.comparator) {
            match comparator {
                Comparator::About => about = true,
                Comparator::Exact => {}
                other => way = Some(combined(way, other)?),
            }
        }
        let (low, high, strict) = match self.numeral.value {
            Value::Is(value) => (value, value, false),
            Value::Between(low, high) | Value::Share(low, high) => (low, high, false),
            Value::Within(low, high) => (low, high, true),
            Value::Unread(why) => return Err(why),
            Value::Ordinal => return Err("a place in an order".into()),
        };
        let (low, high) = if self.negative {
            let opposite = |number: Number| number.checked_neg().ok_or("it has too many digits");
            (opposite(high)?, opposite(low)?)
        } else {
            (low, high)
        };
        let bound = |value| Some(Bound { value, strict });
        let (lower, upper) = match way {
            None => (bound(low), bound(high)),
            Some(_) if low != high => return Err("a range that is hedged as well".into()),
            Some(Comparator::MoreThan) => (Some(Bound::strict(low)), None),
            Some(Comparator::AtLeast) => (Some(Bound::closed(low)), None),
            Some(Comparator::LessThan) => (None, Some(Bound::strict(low))),
            Some(_) => (None, Some(Bound::closed(low))),
        };
        let measured = if percent { Some(Measured::Percent) } else { self.measured };
        let counts = match &self.noun {
            Some(noun) => noun
                .counts
                .filter(|_| !is_weak(self.text, self.noun_at, noun))
                .or_else(|| noun.is_classifier.then(|| noun::topic(self.text, self.at)).flatten())
                .or(noun.counts),
            None => None,
        };
        let mut hedges = self.hedges;
        hedges.extend(self.inherited);
        Ok(Counted {
            lower,
            upper,
            about,
            measured,
            noun: self.noun.map(|noun| self.noun_at..noun.end),
            counts,
            hedges,
        })
    }
}

/// Whether a classifier alone says what is counted too weakly to go before the word before it.
fn is_weak(text: &Text, at: usize, noun: &Noun) -> bool {
    noun.is_classifier && noun.counts.is_none() && is_han(text.at(at))
}

/// The factor of the magnitude of a numeral.
fn magnitude_of(numeral: &Numeral, text: &Text) -> Option<Number> {
    let Value::Is(value) = numeral.value else { return None };
    // The digits without their magnitude, read again.
    let digits = text.run(numeral.range.start, |c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let shown = match numeral.script {
        Script::Digits => {
            let shown = text.folded(numeral.range.start..digits).replace(',', "");
            shown.trim_end_matches('.').parse::<Number>().ok()?
        }
        Script::Chinese | Script::English => return last_magnitude(numeral, text),
    };
    value.checked_div(shown)
}

/// The magnitude at the end of a number in words.
fn last_magnitude(numeral: &Numeral, text: &Text) -> Option<Number> {
    const LAST: [(&str, i128); 9] = [
        ("万亿", 1_000_000_000_000),
        ("亿", 100_000_000),
        ("万", 10_000),
        ("千", 1_000),
        ("百", 100),
        ("trillion", 1_000_000_000_000),
        ("billion", 1_000_000_000),
        ("million", 1_000_000),
        ("thousand", 1_000),
    ];
    let (_, factor) = LAST.iter().find(|(word, _)| text.ends(numeral.range.end, word))?;
    Some(Number::from_integer(*factor))
}

/// What two hedges of one number say together.
fn combined(one: Option<Comparator>, other: Comparator) -> Result<Comparator, String> {
    use Comparator::{AtLeast, AtMost, LessThan, MoreThan};
    let Some(one) = one else { return Ok(other) };
    match (one, other) {
        _ if one == other => Ok(one),
        (MoreThan | AtLeast, MoreThan | AtLeast) => Ok(MoreThan),
        (LessThan | AtMost, LessThan | AtMost) => Ok(LessThan),
        _ => Err("its hedges contradict each other".into()),
    }
}

/// What joins the ends of a range at a place: the place of the second number.
fn joint(text: &Text, at: usize, between: bool) -> Option<usize> {
    let place = text.skip_blanks(at);
    if matches!(text.at(place), '-' | '—' | '~' | '至' | '到') {
        let next = text.skip_blanks(place + 1);
        // A dash with a blank on one side only is a dash of a sentence.
        let even = (place == at) == (next == place + 1);
        return even.then_some(next);
    }
    let words: &[&str] = if between { &["and"] } else { &["to"] };
    let (_, end) = text.any_word(place, words)?;
    Some(text.skip_blanks(end))
}

fn is_counted_next(text: &Text, at: usize) -> bool {
    is_blank(text.at(at))
        || noun::after(text, at).is_some()
        || unit::suffix(text, at).is_some()
        || matches!(text.at(at), '\0' | ',' | '。' | '、' | ';' | ')' | '.')
}

fn is_number_next(text: &Text, at: usize) -> bool {
    numeral::numeral(text, text.skip_blanks(at)).is_some()
}

fn is_sentence_start(text: &Text, at: usize) -> bool {
    let before = text.skip_blanks_back(at);
    matches!(
        text.before(before),
        '\0' | '.' | '!' | '?' | ':' | ';' | '"' | '“' | '(' | '\n' | '•' | '-' | '|'
    ) || text.run_back(at, is_blank) == 0
        || (before..at).any(|place| text.at(place) == '\n')
}
