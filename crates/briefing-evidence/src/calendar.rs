//! Dates, periods and times of day: numbers that are no quantity.

use std::sync::LazyLock;

use crate::numeral;
use crate::table::Table;
use crate::text::{Text, is_han, is_latin};

/// The end of the date, period or time of day that begins at a place.
pub(crate) fn calendar(text: &Text, at: usize) -> Option<usize> {
    let c = text.at(at);
    let end = if c.is_ascii_digit() {
        iso(text, at).or_else(|| time(text, at)).or_else(|| digits_first(text, at))
    } else if is_latin(c) {
        month_first(text, at).or_else(|| period_word(text, at))
    } else if is_han(c) {
        chinese_period(text, at).or_else(|| chinese_date(text, at))
    } else {
        None
    }?;
    Some(end)
}

const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
];

static MONTH_TABLE: LazyLock<Table<()>> =
    LazyLock::new(|| Table::new(MONTHS.map(|name| (name, ()))));

/// The end of the month name at a place, its full stop included.
fn month(text: &Text, at: usize) -> Option<usize> {
    let (name, (), end) = MONTH_TABLE.word(text, at)?;
    Some(if name.len() < 5 && text.at(end) == '.' { end + 1 } else { end })
}

/// One or two digits that are a day or an hour, with `th`: the value and the end.
fn small(text: &Text, at: usize, most: u32) -> Option<(u32, usize)> {
    let end = text.run(at, |c| c.is_ascii_digit());
    if end == at || end - at > 2 {
        return None;
    }
    let value: u32 = text.folded(at..end).parse().ok()?;
    (value <= most).then_some((value, end))
}

fn day(text: &Text, at: usize) -> Option<usize> {
    let (value, end) = small(text, at, 31)?;
    let end = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| text.word(end, ending))
        .unwrap_or_else(|| {
            // Glued endings are not words of their own.
            ["st", "nd", "rd", "th"]
                .iter()
                .find(|ending| text.has(end, ending) && !is_latin(text.at(end + 2)))
                .map_or(end, |_| end + 2)
        });
    (value > 0 && !is_latin(text.at(end)) && !text.at(end).is_ascii_digit()).then_some(end)
}

/// Four digits that can be a year: the value and the end.
pub(crate) fn year(text: &Text, at: usize) -> Option<(u32, usize)> {
    let end = text.run(at, |c| c.is_ascii_digit());
    if end - at != 4 {
        return None;
    }
    let value: u32 = text.folded(at..end).parse().ok()?;
    (1900..2100).contains(&value).then_some((value, end))
}

/// `2024-10-27`, `2024/10/27`, `2024.10.27`, `2024-10`, `2024-W43`, with a time after a day.
fn iso(text: &Text, at: usize) -> Option<usize> {
    let (_, end) = year(text, at)?;
    let mark = text.at(end);
    if !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    // A week (ISO 8601) or a quarter.
    if mark == '-' && matches!(text.at(end + 1), 'w' | 'q') {
        let (_, stop) = small(text, end + 2, 53)?;
        let closed = !text.at(stop).is_ascii_digit() && !is_latin(text.at(stop));
        return closed.then_some(stop);
    }
    let two = |at: usize, most: u32| {
        small(text, at, most).filter(|(value, _)| *value > 0).map(|(_, end)| end)
    };
    let month = two(end + 1, 12)?;
    if text.at(month) == mark
        && let Some(day) = two(month + 1, 31)
    {
        let next = if text.at(day) == 't' { day + 1 } else { text.skip_blanks(day) };
        let end = time(text, next).unwrap_or(day);
        return (!text.at(end).is_ascii_digit()).then_some(end);
    }
    let plain = mark == '-' && month == end + 3 && !is_latin(text.at(month));
    (plain && !text.at(month).is_ascii_digit() && text.at(month) != '-').then_some(month)
}

/// `10:23`, `22:23:05`, `10:23 PM`, `9 am`, `10时30分`.
fn time(text: &Text, at: usize) -> Option<usize> {
    let (_, hour) = small(text, at, 24)?;
    let mut end = hour;
    let mut certain = false;
    if matches!(text.at(end), '时' | '点') && text.at(end + 1) != '间' && text.at(end + 1) != '期'
    {
        end += 1;
        if let Some((_, minute)) = small(text, end, 59).filter(|(_, end)| text.at(*end) == '分') {
            end = minute + 1;
        }
        return Some(end);
    }
    while text.at(end) == ':' && small(text, end + 1, 59).is_some_and(|(_, stop)| stop == end + 3) {
        end += 3;
        certain = true;
        if text.at(end) == '.' && text.at(end + 1).is_ascii_digit() {
            end = text.run(end + 1, |c| c.is_ascii_digit());
        }
    }
    let next = text.skip_blanks(end);
    if let Some((_, stop)) = text.any_word(next, &["a.m.", "p.m.", "am", "pm", "o'clock"]) {
        return Some(stop);
    }
    for mark in ["am", "pm"] {
        if text.has(end, mark) && !is_latin(text.at(end + 2)) {
            return Some(end + 2);
        }
    }
    if certain && text.at(end) == 'z' {
        end += 1;
    }
    if certain && matches!(text.at(end), '+' | '-') && text.at(end + 1).is_ascii_digit() {
        end = text.run(end + 1, |c| c.is_ascii_digit() || c == ':');
    }
    certain.then_some(end)
}

/// Dates that begin with digits: `27 October 2024`, `2024年10月27日`, `9月7日至8日`, `2023-2024`.
fn digits_first(text: &Text, at: usize) -> Option<usize> {
    chinese_date(text, at)
        .or_else(|| day_first(text, at))
        .or_else(|| years(text, at))
        .or_else(|| decade(text, at))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '~')
}

/// What joins two ends of a period: the place after it.
fn joint(text: &Text, at: usize) -> Option<usize> {
    let place = text.skip_blanks(at);
    if is_dash(text.at(place)) || matches!(text.at(place), '至' | '到' | '/') {
        return Some(text.skip_blanks(place + 1));
    }
    let (_, end) = text.any_word(place, &["to", "through", "until", "till", "and"])?;
    Some(text.skip_blanks(end))
}

/// `27 October 2024`, `27-28 October`, `27th of October`.
fn day_first(text: &Text, at: usize) -> Option<usize> {
    let mut end = day(text, at)?;
    if let Some(next) = joint(text, end)
        && let Some(last) = day(text, next)
    {
        end = last;
    }
    let mut next = text.skip_blanks(end);
    if let Some(of) = text.word(next, "of") {
        next = text.skip_blanks(of);
    }
    let next = if text.at(next) == '-' { next + 1 } else { next };
    let end = month(text, next)?;
    Some(through(text, with_year(text, end)))
}

/// `October 27, 2024`, `Oct. 27`, `September 7 to 8`, `October 2024`.
fn month_first(text: &Text, at: usize) -> Option<usize> {
    let name = month(text, at)?;
    let next = text.skip_blanks(name);
    if let Some((_, end)) = year(text, next) {
        return Some(through(text, end));
    }
    if let Some(end) = day(text, next) {
        return Some(with_year(text, through(text, with_year(text, end))));
    }
    // A month alone has no number in it.
    None
}

/// The end after a year, where one follows: `, 2024`.
fn with_year(text: &Text, end: usize) -> usize {
    let mut next = end;
    if text.at(next) == ',' {
        next += 1;
    }
    next = text.skip_blanks(next);
    if next == end {
        return end;
    }
    let Some((_, stop)) = year(text, next) else { return end };
    // `October 27, 2000 companies` begins something else.
    let counted = crate::unit::suffix(text, text.skip_blanks(stop)).is_some();
    if counted { end } else { stop }
}

/// The end of the second date of a period, where one follows.
fn through(text: &Text, end: usize) -> usize {
    let Some(next) = joint(text, end) else { return end };
    let words = text.before(text.skip_blanks_back(next)).is_ascii_alphabetic();
    if let Some(stop) = month_first(text, next) {
        return stop;
    }
    if let Some(stop) = day(text, next) {
        let after = text.skip_blanks(stop);
        if let Some(end) = month(text, after) {
            return with_year(text, end);
        }
        // `September 7 to 8`, and not `on September 7 and 8 projects`.
        let and = text.ends(text.skip_blanks_back(next), "and");
        let counted =
            crate::noun::after(text, after).is_some() || crate::unit::suffix(text, after).is_some();
        if !words || !and && !counted {
            return stop;
        }
    }
    end
}

/// `2023-2024`, `2023/24`.
fn years(text: &Text, at: usize) -> Option<usize> {
    let (first, end) = year(text, at)?;
    if let Some(end) = years_in_words(text, at, first, end) {
        return Some(end);
    }
    if !matches!(text.at(end), '-' | '/' | '—' | '~') {
        return None;
    }
    if let Some((second, stop)) = year(text, end + 1) {
        let stop = if text.at(stop) == '年' { stop + 1 } else { stop };
        return (second > first).then_some(stop);
    }
    let (second, stop) = small(text, end + 1, 99)?;
    (stop == end + 3 && second == (first + 1) % 100).then_some(stop)
}

/// `2018 to 2025`, `between 2023 and 2024`, `2023至2025`, where nothing follows that they could count.
fn years_in_words(text: &Text, at: usize, first: u32, end: usize) -> Option<usize> {
    let place = text.skip_blanks(end);
    let next = if matches!(text.at(place), '至' | '到') {
        place + 1
    } else {
        let words = ["to", "through", "until", "till", "and"];
        let (word, next) = text.any_word(place, &words)?;
        if word == "and" && !text.follows(at, &["between"]) {
            return None;
        }
        next
    };
    let (second, stop) = year(text, text.skip_blanks(next))?;
    (second > first && !is_counting(text, stop)).then_some(stop)
}

/// Whether the number that ends at a place counts what follows it.
fn is_counting(text: &Text, end: usize) -> bool {
    let after = text.skip_blanks(end);
    crate::unit::suffix(text, after).is_some()
        || crate::noun::classifier(text, end).is_some()
        || crate::noun::after(text, after).is_some_and(|noun| noun.counts.is_some())
        || text
            .any_word(after, &["hundred", "thousand", "million", "billion", "trillion"])
            .is_some()
        || matches!(text.at(after), '万' | '亿' | '千' | '百' | '%')
}

/// `week 43`, `weeks 43 to 45 of 2024`, `Week 43, 2024`.
fn weeks(text: &Text, at: usize) -> Option<usize> {
    let (_, end) = text.any_word(at, &["week", "weeks"])?;
    let number = |at: usize| small(text, at, 53).filter(|(value, _)| *value > 0);
    let (_, mut end) = number(text.skip_blanks(end))?;
    if let Some((_, last)) = joint(text, end).and_then(number) {
        end = last;
    }
    let decimal = matches!(text.at(end), '.' | ',') && text.at(end + 1).is_ascii_digit();
    if text.at(end).is_ascii_digit() || is_latin(text.at(end)) || decimal || is_counting(text, end)
    {
        return None;
    }
    let comma = if text.at(end) == ',' { end + 1 } else { end };
    let with_year = of_year(text, comma);
    Some(if with_year == comma { end } else { with_year })
}

/// `1990s`.
fn decade(text: &Text, at: usize) -> Option<usize> {
    let (_, end) = year(text, at)?;
    let end = if text.at(end) == '\'' { end + 1 } else { end };
    (text.at(end) == 's' && !is_latin(text.at(end + 1))).then_some(end + 1)
}

/// `Q3 2024`, `H1`, `week 43`, `first half of 2024`, `third quarter`, `mid-2024`, `early 2024`.
fn period_word(text: &Text, at: usize) -> Option<usize> {
    if is_latin(text.before(at)) {
        return None;
    }
    let half_or_quarter = (matches!(text.at(at), 'q' | 'h'))
        && matches!(text.at(at + 1), '1'..='4')
        && !text.at(at + 2).is_ascii_digit()
        && !is_latin(text.at(at + 2))
        && text.is_capital(at);
    if half_or_quarter {
        let mut end = at + 2;
        if is_dash(text.at(end))
            && text.at(end + 1) == text.at(at)
            && text.at(end + 2).is_ascii_digit()
        {
            end += 3;
        }
        let next = text.skip_blanks(end);
        return Some(year(text, next).map_or(end, |(_, end)| end));
    }
    const ORDER: [&str; 6] = ["first", "second", "third", "fourth", "latter", "last"];
    if let Some((_, end)) = text.any_word(at, &ORDER) {
        let next = if text.at(end) == '-' { end + 1 } else { text.skip_blanks(end) };
        let (_, end) = text.any_word(next, &["half", "quarter"])?;
        return Some(of_year(text, end));
    }
    if let Some(end) = weeks(text, at) {
        return Some(end);
    }
    for prefix in ["mid-", "early-", "late-", "pre-", "post-", "fy"] {
        if text.has(at, prefix) {
            let (_, end) = year(text, at + prefix.len())?;
            return Some(end);
        }
    }
    None
}

/// The end after ` of 2024` or ` 2024`.
fn of_year(text: &Text, end: usize) -> usize {
    let mut next = text.skip_blanks(end);
    if let Some(of) = text.word(next, "of") {
        next = text.skip_blanks(of);
    }
    year(text, next).map_or(end, |(_, end)| end)
}

/// A number of a date in either script: its end.
fn digits(text: &Text, at: usize) -> usize {
    let end = text.run(at, |c| c.is_ascii_digit());
    if end > at {
        return end;
    }
    // Dates have four characters at most, and long runs of numerals are no dates.
    let digit = |c| numeral::is_chinese_digit(c) || c == '十';
    (at..at + 6).find(|place| !digit(text.at(*place))).unwrap_or(at + 6)
}

/// `2024年10月27日`, `10月27日`, `27日`, `9月7日至8日`, `二〇二四年`, `十月二十七日`, `2024年`.
fn chinese_date(text: &Text, at: usize) -> Option<usize> {
    let end = one_chinese_date(text, at)?;
    // `9月7日至8日`, `1至9月` begin with a whole or an unfinished date.
    if let Some(next) = joint(text, end)
        && let Some(stop) = one_chinese_date(text, next)
    {
        return Some(stop);
    }
    Some(end)
}

fn one_chinese_date(text: &Text, at: usize) -> Option<usize> {
    let blank = |end: usize| text.skip_blanks(end);
    let number = digits(text, at);
    if number == at || number - at > 5 {
        return None;
    }
    let after = blank(number);
    match text.at(after) {
        '年' => {
            let arabic = text.at(at).is_ascii_digit();
            let four = number - at == 4;
            let is_year =
                if arabic { year(text, at).is_some() } else { four && !text.has(at, "十") };
            if !is_year {
                return None;
            }
            let end = after + 1;
            if month_follows(text, blank(end)) {
                return one_chinese_date(text, blank(end));
            }
            Some(chinese_period(text, end).unwrap_or(end))
        }
        // Months are not counted with 月 alone, days not with 日.
        '月' if number - at <= 3 => {
            let end = after + 1;
            let day = digits(text, blank(end));
            if day > blank(end) && matches!(text.at(blank(day)), '日' | '号') {
                return Some(blank(day) + 1);
            }
            Some(end)
        }
        '日' | '号' if number - at <= 3 && text.at(after + 1) != '元' => Some(after + 1),
        // `1-9月`, `7至8日`
        c if is_dash(c) || matches!(c, '至' | '到') => {
            let next = blank(after + 1);
            let last = digits(text, next);
            let mark = text.at(blank(last));
            let short = number - at <= 3 && last > next && last - next <= 3;
            if text.at(at).is_ascii_digit()
                && year(text, at).is_some()
                && year(text, next).is_some()
                && mark == '年'
            {
                return Some(blank(last) + 1);
            }
            (short && matches!(mark, '月' | '日')).then(|| blank(last) + 1)
        }
        _ => None,
    }
}

fn month_follows(text: &Text, at: usize) -> bool {
    let number = digits(text, at);
    number > at
        && number - at <= 3
        && matches!(text.at(text.skip_blanks(number)), '月' | '-' | '至')
}

/// `上半年`, `前三季度`, `第一季度`, `一季度`, `前9个月`, `近三年` is none.
fn chinese_period(text: &Text, at: usize) -> Option<usize> {
    for word in ["上半年", "下半年", "上半月", "下半月", "上半场", "下半场"] {
        if text.has(at, word) {
            return Some(at + 3);
        }
    }
    let start = if matches!(text.at(at), '前' | '第' | '首') { at + 1 } else { at };
    let number = digits(text, start);
    if number == start || number - start > 2 {
        return None;
    }
    if text.has(number, "季度") {
        return Some(number + 2);
    }
    (text.at(at) == '前' && text.has(number, "个月")).then_some(number + 2)
}
