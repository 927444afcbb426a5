//! Figures are put into words by a small printer that knows nothing of the reader, and read back.

use briefing_evidence::{MentionKind, Quantity, mentions};
use briefing_model::figure::{Comparator, Figure};
use briefing_model::number::Number;
use briefing_model::unit::Unit;
use proptest::prelude::*;

/// The only quantity that a text mentions.
fn only(text: &str) -> Result<Quantity, TestCaseError> {
    let found = mentions(text);
    match &found[..] {
        [mention] => match &mention.kind {
            MentionKind::Quantity(quantity) => Ok(quantity.clone()),
            _ => Err(TestCaseError::fail(format!("`{text}` is read as {mention}"))),
        },
        _ => Err(TestCaseError::fail(format!("`{text}` mentions {found:?}"))),
    }
}

fn reads(text: &str, figure: &Figure) -> Result<(), TestCaseError> {
    let quantity = only(text)?;
    prop_assert_eq!(quantity.figure(), Some(figure.clone()), "`{}`", text);
    Ok(())
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// How a style guide may want English numbers.
#[derive(Debug, Clone, Copy)]
struct Style {
    and: bool,
    hyphen: bool,
}

fn below_thousand(number: usize, style: Style) -> String {
    let small = |number: usize| match (number / 10, number % 10) {
        (0 | 1, _) => ONES[number].to_owned(),
        (tens, 0) => TENS[tens].to_owned(),
        (tens, one) => {
            format!("{}{}{}", TENS[tens], if style.hyphen { "-" } else { " " }, ONES[one])
        }
    };
    match (number / 100, number % 100) {
        (0, rest) => small(rest),
        (hundreds, 0) => format!("{} hundred", ONES[hundreds]),
        (hundreds, rest) => {
            let and = if style.and { " and" } else { "" };
            format!("{} hundred{and} {}", ONES[hundreds], small(rest))
        }
    }
}

fn english(mut number: u64, style: Style) -> String {
    let mut parts = Vec::new();
    for magnitude in ["", " thousand", " million", " billion", " trillion"] {
        let part = (number % 1000) as usize;
        if part > 0 {
            parts.push(format!("{}{magnitude}", below_thousand(part, style)));
        }
        number /= 1000;
    }
    parts.reverse();
    parts.join(" ")
}

/// Digits, `十百千`, `万`, `亿`, and the words for so much money.
#[derive(Debug, Clone, Copy)]
struct Script {
    digits: [&'static str; 10],
    tens: [&'static str; 4],
    wan: &'static str,
    yi: &'static str,
    /// Whether two is `两` before hundreds and more.
    liang: bool,
}

const SIMPLIFIED: Script = Script {
    digits: ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
    tens: ["", "十", "百", "千"],
    wan: "万",
    yi: "亿",
    liang: true,
};
const TRADITIONAL: Script = Script { wan: "萬", yi: "億", liang: false, ..SIMPLIFIED };
const CAPITAL: Script = Script {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    tens: ["", "拾", "佰", "仟"],
    liang: false,
    ..SIMPLIFIED
};
const OLD_CAPITAL: Script = Script {
    digits: ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"],
    wan: "萬",
    yi: "億",
    ..CAPITAL
};

/// Four places: `一千零五`.
fn section(number: u64, script: Script) -> String {
    let mut words = String::new();
    let mut zero = false;
    for place in (0..4).rev() {
        let digit = (number / 10u64.pow(place as u32) % 10) as usize;
        if digit == 0 {
            zero = !words.is_empty();
            continue;
        }
        if zero {
            words.push_str(script.digits[0]);
            zero = false;
        }
        let two = script.liang && digit == 2 && place >= 2;
        words.push_str(if two { "两" } else { script.digits[digit] });
        words.push_str(script.tens[place]);
    }
    words
}

fn chinese(number: u64, script: Script) -> String {
    let parts = [
        (number / 1_0000_0000, script.yi),
        (number / 1_0000 % 1_0000, script.wan),
        (number % 1_0000, ""),
    ];
    let mut words = String::new();
    for (part, magnitude) in parts {
        if part == 0 {
            continue;
        }
        // A gap in the places is read out.
        if !words.is_empty() && (part < 1000 || words.ends_with(script.digits[0])) {
            words.push_str(script.digits[0]);
        }
        words.push_str(&section(part, script));
        words.push_str(magnitude);
    }
    // 10 to 19 begin with ten.
    match words.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => words,
    }
}

fn whole(number: u64) -> Number {
    Number::from_integer(i128::from(number))
}

fn style() -> impl Strategy<Value = Style> {
    (any::<bool>(), any::<bool>()).prop_map(|(and, hyphen)| Style { and, hyphen })
}

/// Numbers of every length, with many zeros among them.
fn numbers(most: u64) -> impl Strategy<Value = u64> {
    let rounded = (1..most, 0u32..15).prop_map(move |(number, zeros)| {
        let power = 10u64.pow(zeros);
        (number / power * power).max(1)
    });
    prop_oneof![1..most, 1u64..100_000, rounded]
}

fn with(comparator: Comparator, value: Number, unit: Unit) -> Figure {
    match comparator {
        Comparator::MoreThan => Figure::more_than(value, unit),
        Comparator::AtLeast => Figure::at_least(value, unit),
        Comparator::LessThan => Figure::less_than(value, unit),
        Comparator::AtMost => Figure::at_most(value, unit),
        Comparator::About => Figure::about(value, unit),
        _ => Figure::exact(value, unit),
    }
}

/// What stands before and after a number, and what it means.
type Wrap = (&'static str, &'static str, Comparator);

fn english_wrap() -> impl Strategy<Value = Wrap> {
    prop::sample::select(vec![
        ("", "", Comparator::Exact),
        ("more than ", "", Comparator::MoreThan),
        ("Over ", "", Comparator::MoreThan),
        ("exceeding ", "", Comparator::MoreThan),
        ("at least ", "", Comparator::AtLeast),
        ("", " or more", Comparator::AtLeast),
        ("nearly ", "", Comparator::LessThan),
        ("up to ", "", Comparator::AtMost),
        ("about ", "", Comparator::About),
        ("a total of ", "", Comparator::Exact),
    ])
}

fn chinese_wrap() -> impl Strategy<Value = Wrap> {
    prop::sample::select(vec![
        ("", "", Comparator::Exact),
        ("超", "", Comparator::MoreThan),
        ("總額逾", "", Comparator::MoreThan),
        ("突破", "", Comparator::MoreThan),
        ("不少于", "", Comparator::AtLeast),
        ("", "以上", Comparator::AtLeast),
        ("近", "", Comparator::LessThan),
        ("不超过", "", Comparator::AtMost),
        ("约", "", Comparator::About),
        ("", "左右", Comparator::About),
        ("达", "", Comparator::Exact),
    ])
}

/// Money in digits: `1,234.5 billion`, and the number it is.
fn decimal() -> impl Strategy<Value = (u64, u32)> {
    (1u64..10_000_000, 0u32..4)
}

fn grouped(digits: &str, mark: &str) -> String {
    let mut words = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            words.push_str(mark);
        }
        words.push(digit);
    }
    words
}

fn printed((mantissa, scale): (u64, u32), mark: &str) -> String {
    let power = 10u64.pow(scale);
    let part = mantissa % power;
    let whole = grouped(&(mantissa / power).to_string(), mark);
    if scale == 0 { whole } else { format!("{whole}.{part:0>width$}", width = scale as usize) }
}

fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(wide).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn english_words_are_read_back(
        number in numbers(999_999_999_999_999),
        style in style(),
        (before, after, comparator) in english_wrap(),
    ) {
        let text = format!("{before}{} yuan{after}", english(number, style));
        reads(&text, &with(comparator, whole(number), Unit::new("CNY").unwrap()))?;
    }

    #[test]
    fn english_counts_are_read_back(number in numbers(1_000_000), style in style()) {
        let text = format!("{} projects were signed", english(number, style));
        let quantity = only(&text)?;
        prop_assert_eq!(quantity.figure(), Some(Figure::exact(whole(number), Unit::one())));
        prop_assert_eq!(quantity.counts, Some("project"));
    }

    #[test]
    fn chinese_numerals_are_read_back(
        number in numbers(9999_9999_9999),
        script in prop::sample::select(vec![SIMPLIFIED, TRADITIONAL]),
        (before, after, comparator) in chinese_wrap(),
    ) {
        // A magnitude alone is the name of a unit; all others begin with a digit.
        let text = format!("{before}{}元{after}", chinese(number, script));
        reads(&text, &with(comparator, whole(number), Unit::new("CNY").unwrap()))?;
    }

    #[test]
    fn capital_numerals_are_read_back(
        number in numbers(9999_9999_9999),
        script in prop::sample::select(vec![CAPITAL, OLD_CAPITAL]),
    ) {
        let text = format!("人民币{}元整", chinese(number, script));
        reads(&text, &Figure::exact(whole(number), Unit::new("CNY").unwrap()))?;
    }

    #[test]
    fn digits_with_english_magnitudes_are_read_back(
        number in decimal(),
        (word, power) in prop::sample::select(vec![
            (" thousand", 3u32), (" million", 6), (" billion", 9), (" trillion", 12), ("bn", 9),
            (" bln", 9), ("tn", 12), (" mn", 6),
        ]),
        (sign, unit, code) in prop::sample::select(vec![
            ("", " yuan", "CNY"), ("RMB", "", "CNY"), ("US$", "", "USD"), ("$", "", "USD"),
            ("", " U.S. dollars", "USD"), ("EUR ", "", "EUR"), ("€", "", "EUR"),
            ("", " percent", "%"),
        ]),
        mark in prop::sample::select(vec!["", ",", "\u{a0}", "\u{202f}"]),
        (before, after, comparator) in english_wrap(),
    ) {
        let (word, power) = if code == "%" { ("", 0) } else { (word, power) };
        let text = format!("{before}{sign}{}{word}{unit}{after}", printed(number, mark));
        let value = Number::from_scaled(i128::from(number.0), number.1).unwrap();
        let value = value.checked_mul(Number::from_integer(10i128.pow(power))).unwrap();
        reads(&text, &with(comparator, value, Unit::new(code).unwrap()))?;
    }

    #[test]
    fn digits_with_chinese_magnitudes_are_read_back(
        number in decimal(),
        (word, power) in prop::sample::select(vec![
            ("", 0u32), ("万", 4), ("亿", 8), ("万亿", 12), ("千亿", 11), ("百万", 6), ("千万", 7),
            ("億", 8), ("萬", 4),
        ]),
        (sign, unit, code) in prop::sample::select(vec![
            ("", "元", "CNY"), ("人民币", "元", "CNY"), ("", "美元", "USD"), ("￥", "", "CNY"),
            ("", "港元", "HKD"), ("", "元人民币", "CNY"),
        ]),
        mark in prop::sample::select(vec!["", ","]),
        wide in any::<bool>(),
        (before, after, comparator) in chinese_wrap(),
    ) {
        let digits = printed(number, mark);
        let digits = if wide { full_width(&digits) } else { digits };
        let text = format!("{before}{sign}{digits}{word}{unit}{after}");
        let value = Number::from_scaled(i128::from(number.0), number.1).unwrap();
        let value = value.checked_mul(Number::from_integer(10i128.pow(power))).unwrap();
        reads(&text, &with(comparator, value, Unit::new(code).unwrap()))?;
    }

    #[test]
    fn ranges_are_read_back(low in 1u64..1000, more in 1u64..1000) {
        let high = low + more;
        let unit = Unit::new("CNY").unwrap();
        let billions = |number: u64| whole(number * 1_000_000_000);
        let bound = |number| briefing_model::figure::Bound::closed(billions(number));
        let figure = Figure::between(bound(low), bound(high), unit).unwrap();
        for text in [
            format!("between {low} and {high} billion yuan"),
            format!("{low} to {high} billion yuan"),
            format!("{low}–{high} billion yuan"),
            format!("RMB{low}-{high} billion"),
            format!("{low}0至{high}0亿元"),
            format!("{low}0亿元—{high}0亿元"),
        ] {
            reads(&text, &figure)?;
        }
    }
}

#[test]
fn shares_are_read_back() {
    const BELOW: [&str; 11] =
        ["", "", "", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    const DIGITS: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    for under in 2..=10usize {
        for over in 1..under {
            let share = Number::new(over as i128 * 100, under as i128).unwrap();
            let figure = Figure::exact(share, Unit::percent());
            reads(&format!("{}分之{}", DIGITS[under], DIGITS[over]), &figure).unwrap();
            if under > 2 {
                let plural = if over == 1 { "" } else { "s" };
                let text = format!("{}-{}{plural} of the total", ONES[over], BELOW[under]);
                reads(&text, &figure).unwrap();
            }
        }
        if under < 10 {
            let tenths = Number::from_integer(under as i128 * 10);
            let figure = Figure::exact(tenths, Unit::percent());
            reads(&format!("占比达{}成", DIGITS[under]), &figure).unwrap();
        }
    }
}
