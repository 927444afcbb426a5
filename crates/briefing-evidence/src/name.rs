//! Numbers that are parts of names and codes, and places in an order.

use std::sync::LazyLock;

use crate::numeral;
use crate::table::Table;
use crate::text::{Text, is_blank, is_han, is_latin};

/// The end of the name or code that begins at a place: an address, `A4`, `COVID-19`, `Top 500`.
pub(crate) fn name(text: &Text, at: usize) -> Option<usize> {
    let c = text.at(at);
    if is_latin(c) {
        return address(text, at).or_else(|| series(text, at)).or_else(|| code(text, at));
    }
    if c.is_ascii_digit() {
        return digits_first(text, at);
    }
    SAYING_TABLE.longest(text, at).map(|(_, (), end)| end)
}

/// Names and idioms with Chinese numerals that would otherwise count something. Longer first.
const SAYINGS: [&str; 66] = [
    "一位数",
    "两位数",
    "三位数",
    "四位数",
    "第一二三产业",
    "一二三产业",
    "一带一路",
    "万众一心",
    "一心一意",
    "一国两制",
    "三位一体",
    "五位一体",
    "四个全面",
    "四个自信",
    "四个意识",
    "两个确立",
    "两个维护",
    "两个毫不动摇",
    "两个一百年",
    "三个代表",
    "三个区分开来",
    "三会一课",
    "八项规定",
    "五年规划",
    "五年计划",
    "百家争鸣",
    "百花齐放",
    "千家万户",
    "千方百计",
    "千山万水",
    "万水千山",
    "万事万物",
    "亿万",
    "三番五次",
    "五湖四海",
    "四面八方",
    "七上八下",
    "三家子",
    "五家渠",
    "五家子",
    "十一五",
    "十二五",
    "十三五",
    "十四五",
    "十五五",
    "十一黄金周",
    "十一期间",
    "双十一",
    "双十二",
    "九一八",
    "一二九",
    "三八妇女",
    "五一劳动",
    "五一假期",
    "六一儿童",
    "八一建军",
    "三江源",
    "三次产业",
    "二次创业",
    "二次能源",
    "二次元",
    "三次元",
    "两弹一星",
    "一站式",
    "十全十美",
    "千万不要",
];

static SAYING_TABLE: LazyLock<Table<()>> =
    LazyLock::new(|| Table::new(SAYINGS.map(|saying| (saying, ()))));

/// `https://…`, `www.…`, `name@host`.
fn address(text: &Text, at: usize) -> Option<usize> {
    let starts = ["http://", "https://", "www.", "mailto:", "doi:"];
    if !starts.iter().any(|start| text.has(at, start)) {
        return None;
    }
    Some(text.run(at, |c| {
        !is_blank(c) && !is_han(c) && !matches!(c, '"' | '<' | '>' | '“' | '”' | '，' | '。')
    }))
}

/// Words that a number of a name follows: `Top 500`, `GB 2312`.
const SERIES: [&str; 38] = [
    "fortune global",
    "fortune china",
    "fortune",
    "china top",
    "global top",
    "world top",
    "top",
    "s&p",
    "nasdaq",
    "csi",
    "ftse",
    "gb/t",
    "gb",
    "iso/iec",
    "iso",
    "iec",
    "ieee",
    "rfc",
    "din",
    "en iso",
    "unicode",
    "windows",
    "boeing",
    "airbus",
    "highway",
    "route",
    "flight",
    "room",
    "building",
    "terminal",
    "gate",
    "covid",
    "euro",
    "agenda",
    "vision",
    "level",
    "area",
    "apollo",
];

static SERIES_TABLE: LazyLock<Table<()>> =
    LazyLock::new(|| Table::new(SERIES.map(|word| (word, ()))));

/// `Top 500`, `Fortune Global 500`, `ISO 3166-2`.
fn series(text: &Text, at: usize) -> Option<usize> {
    let (word, (), end) = SERIES_TABLE.word(text, at)?;
    // Names begin with a capital; `top 10` is one however it is written.
    if word != "top" && !text.is_capital(at) {
        return None;
    }
    let next = if text.at(end) == '-' { end + 1 } else { text.skip_blanks(end) };
    if text.at(next).is_ascii_digit() {
        return Some(code_end(text, next));
    }
    let number =
        numeral::numeral(text, next).filter(|_| word == "top" && is_latin(text.at(next)))?;
    Some(number.range.end)
}

/// A word with digits in it, and what hyphens join to it: `A4`, `COVID-19`, `SHA-256`, `PM2.5`.
fn code(text: &Text, at: usize) -> Option<usize> {
    let end = text.run(at, |c| is_latin(c) || c == '\'');
    let c = text.at(end);
    if c.is_ascii_digit() {
        return Some(code_end(text, end));
    }
    let joined = matches!(c, '-' | '_' | '/') && text.at(end + 1).is_ascii_digit();
    if !joined {
        return None;
    }
    // `Beijing-100 projects` does not happen; `twenty-2` neither.
    Some(code_end(text, end + 1))
}

/// The end of the letters, digits and joints of a code.
fn code_end(text: &Text, at: usize) -> usize {
    let mut end = text.run(at, |c| is_latin(c) || c.is_ascii_digit());
    while matches!(text.at(end), '-' | '.' | '_' | '/' | ':')
        && (text.at(end + 1).is_ascii_digit()
            || text.at(end) == '-' && is_latin(text.at(end + 1)) && text.is_capital(end + 1))
    {
        end = text.run(end + 1, |c| is_latin(c) || c.is_ascii_digit());
    }
    end
}

/// Names that begin with digits: `5G`, `3D`, `500强`, hashes, addresses of machines.
fn digits_first(text: &Text, at: usize) -> Option<usize> {
    let digits = text.run(at, |c| c.is_ascii_digit());
    if matches!(text.at(digits), '强') {
        return Some(digits + 1);
    }
    // 24/7
    if text.has(at, "24/7") && !text.at(at + 4).is_ascii_digit() {
        return Some(at + 4);
    }
    // 978-7-111-12345-6
    let joined = text.run(at, |c| c.is_ascii_digit() || c == '-');
    if text.folded(at..joined).matches('-').count() > 2 && text.before(joined) != '-' {
        return Some(joined);
    }
    // Four parts with dots; a number with a zero in front that is no decimal.
    let dotted = text.run(at, |c| c.is_ascii_digit() || c == '.');
    if text.folded(at..dotted).trim_end_matches('.').matches('.').count() > 2 {
        return Some(if text.before(dotted) == '.' { dotted - 1 } else { dotted });
    }
    if text.at(at) == '0' && digits > at + 1 {
        return Some(text.run(digits, |c| c.is_ascii_digit() || c == '-'));
    }
    if !is_latin(text.at(digits)) {
        return None;
    }
    let end = text.run(digits, |c| is_latin(c) || c.is_ascii_digit());
    let word = text.folded(digits..end);
    let measured = crate::unit::suffix(text, digits).is_some_and(|unit| unit.end == end);
    let magnitude = ["bn", "mn", "tn", "mln", "bln", "trn", "tln", "mio", "m", "b", "k", "mm"]
        .contains(&word.as_str());
    let ordinal = ["st", "nd", "rd", "th"].contains(&word.as_str());
    // `4K`, `8K` and `3B` with a capital are names unless a currency stands before them.
    let money = crate::unit::prefix_before(text, at).is_some();
    if magnitude && text.is_capital(digits) && word.len() == 1 {
        return (!money && word != "m").then_some(end);
    }
    (!measured && !magnitude && !ordinal).then_some(end)
}

/// The end of the place in an order that begins at a place: `第三`, `No. 12`, `21st`, `[3]`.
pub(crate) fn ordinal(text: &Text, at: usize) -> Option<usize> {
    let c = text.at(at);
    match c {
        '第' => {
            let number = numeral::numeral(text, at + 1)?;
            Some(number.range.end)
        }
        '[' => {
            let start = if text.at(at + 1) == '^' { at + 2 } else { at + 1 };
            let end = text.run(start, |c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '-'));
            (text.at(start).is_ascii_digit() && text.at(end) == ']' && end - start < 20)
                .then_some(end + 1)
        }
        '№' | '#' | '§' => {
            let next = text.skip_blanks(at + 1);
            text.at(next).is_ascii_digit().then(|| section(text, next))
        }
        '①'..='⑳' | '㈠'..='㈩' | '⑴'..='⒇' => Some(at + 1),
        '(' if is_line_start(text, at) => {
            let end = text
                .run(at + 1, |c| c.is_ascii_digit() || numeral::is_chinese_digit(c) || c == '十');
            (end > at + 1 && end < at + 5 && text.at(end) == ')').then_some(end + 1)
        }
        _ if is_latin(c) => labelled(text, at),
        _ if c.is_ascii_digit() => {
            let end = text.run(at, |c| c.is_ascii_digit());
            let ending = ["st", "nd", "rd", "th"].iter().any(|ending| text.has(end, ending));
            if ending && !is_latin(text.at(end + 2)) {
                return Some(end + 2);
            }
            let list = is_line_start(text, at)
                && end - at < 4
                && (text.at(end) == '、'
                    || matches!(text.at(end), '.' | ')')
                        && (is_blank(text.at(end + 1)) || is_han(text.at(end + 1))));
            if list {
                return Some(end + 1);
            }
            let parts = text.run(at, |c| c.is_ascii_digit() || c == '.');
            let parts = if text.before(parts) == '.' { parts - 1 } else { parts };
            let short = text.folded(at..parts);
            (short.matches('.').count() == 2 && short.split('.').all(|part| part.len() < 3))
                .then_some(parts)
        }
        _ if (numeral::is_chinese_digit(c) || c == '十') && is_line_start(text, at) => {
            let end = text.run(at, |c| numeral::is_chinese_digit(c) || c == '十');
            (end > at && end - at < 4 && text.at(end) == '、').then_some(end + 1)
        }
        _ => None,
    }
}

/// Words that number what they name.
const LABELS: [&str; 33] = [
    "no.", "nos.", "number", "page", "pages", "pp.", "p.", "section", "sections", "sec.",
    "chapter", "chapters", "article", "articles", "art.", "table", "tables", "figure", "figures",
    "fig.", "appendix", "annex", "note", "notes", "volume", "vol.", "issue", "part", "phase",
    "step", "item", "version", "edition",
];

static LABEL_TABLE: LazyLock<Table<()>> =
    LazyLock::new(|| Table::new(LABELS.map(|label| (label, ()))));

/// `No. 12`, `p. 4`, `pp. 4-7`, `Table 2`.
fn labelled(text: &Text, at: usize) -> Option<usize> {
    let (label, (), end) = LABEL_TABLE.word(text, at)?;
    let next = text.skip_blanks(end);
    if next == end && !label.ends_with('.') {
        return None;
    }
    if !text.at(next).is_ascii_digit() {
        return None;
    }
    let end = section(text, next);
    // "part 5 companies" is odd; "issue 300 billion yuan" is not.
    let after = text.skip_blanks(end);
    let counts = crate::unit::suffix(text, after).is_some()
        || ["thousand", "million", "billion", "trillion"]
            .iter()
            .any(|word| text.word(after, word).is_some());
    (!counts && !matches!(text.at(end), '%' | '万' | '亿')).then_some(end)
}

/// The end of `12`, `3.2`, `4-7`, `12a`.
fn section(text: &Text, at: usize) -> usize {
    let mut end = text.run(at, |c| c.is_ascii_digit());
    while matches!(text.at(end), '.' | '-') && text.at(end + 1).is_ascii_digit() {
        end = text.run(end + 1, |c| c.is_ascii_digit());
    }
    if is_latin(text.at(end)) && !is_latin(text.at(end + 1)) { end + 1 } else { end }
}

/// Whether nothing but blanks and marks of a list stand before a place in its line.
fn is_line_start(text: &Text, at: usize) -> bool {
    // Lists are not set in deeper than this.
    let from = at.saturating_sub(40);
    let mark = |c: char| matches!(c, ' ' | '\t' | '\u{3000}' | '*' | '-' | '>');
    let start =
        (from..at).rev().find(|place| !mark(text.at(*place))).map_or(from, |place| place + 1);
    start == 0 || text.before(start) == '\n'
}
