//! Figures as people write them.

use briefing_model::figure::Figure;
use briefing_model::unit::Unit;

/// Text and canonical notation.
const GOOD: [(&str, &str); 24] = [
    ("195", "195 CNY"),
    ("5_500", "5500 CNY"),
    ("> 300 billion CNY", "> 300000000000 CNY"),
    (">= 5_500", ">= 5500 CNY"),
    ("≥5500", ">= 5500 CNY"),
    ("< 20", "< 20 CNY"),
    ("<= 20", "<= 20 CNY"),
    ("~ 100 billion CNY", "~ 100000000000 CNY"),
    ("280..300 billion CNY", "280000000000..300000000000 CNY"),
    (">280..<300 billion", ">280000000000..<300000000000 CNY"),
    ("900 million..1.2 billion", "900000000..1200000000 CNY"),
    ("~ 2..3", "~ 2..3 CNY"),
    ("40.98 billion USD", "40980000000 USD"),
    ("CNY 300 billion", "300000000000 CNY"),
    ("3062亿", "306200000000 CNY"),
    ("3062亿 CNY", "306200000000 CNY"),
    ("1.2万亿", "1200000000000 CNY"),
    ("3 千万", "30000000 CNY"),
    ("5500 project", "5500 project"),
    ("72.7%", "72.7 %"),
    ("72.7 %", "72.7 %"),
    ("-3.25", "-3.25 CNY"),
    ("1/3", "1/3 CNY"),
    ("?", "? CNY"),
];

/// Text, the part that is wrong, the message, the hint.
const BAD: [(&str, &str, &str, Option<&str>); 10] = [
    ("", "", "expected a figure such as `> 300 billion`", None),
    (
        "300 bilion",
        "bilion",
        "`bilion` is neither a magnitude nor a unit",
        Some("did you mean `billion`?"),
    ),
    (
        "many",
        "many",
        "expected a number, found `many`",
        Some("write digits, as in `> 300 billion CNY`"),
    ),
    ("1.2.3", "1.2.3", "`1.2.3` is not a number", None),
    ("5..3", "5..3", "the range is empty: it begins where it ends or above", None),
    ("<3..5", "<3..5", "a range begins with a number, with `>` to leave it out, or with `~`", None),
    ("3 billion million", "million", "`million` is a second magnitude", None),
    ("CNY 3 USD", "USD", "`USD` is a second unit", None),
    ("3 CNY..5 USD", "USD", "the range begins in `CNY`", None),
    ("> ", " ", "expected a number", None),
];

#[test]
fn figures_are_read_and_printed() {
    let default = Unit::new("CNY").unwrap();
    for (text, printed) in GOOD {
        let figure =
            Figure::parse(text, &default).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(figure.to_string(), printed, "{text}");
        assert_eq!(Figure::parse(printed, &Unit::one()).as_ref(), Ok(&figure), "{text}");
    }
}

#[test]
fn mistakes_are_named_at_their_place() {
    let default = Unit::new("CNY").unwrap();
    for (text, part, message, hint) in BAD {
        let error = Figure::parse(text, &default).expect_err(text);
        assert_eq!(error.message, message, "{text}");
        assert_eq!(error.hint.as_deref(), hint, "{text}");
        let at = text.get(error.span.clone()).unwrap_or_else(|| panic!("{text}: {:?}", error.span));
        assert!(at == part || part == " ", "{text}: {at:?}");
    }
}

#[test]
fn too_many_digits_are_an_error() {
    let text = "9".repeat(60);
    assert!(Figure::parse(&text, &Unit::one()).unwrap_err().message.contains("too many digits"));
    assert!(Figure::parse("99999999999999999999999999999999999 trillion", &Unit::one()).is_err());
}
