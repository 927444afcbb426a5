//! Figures as people write them.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_model::figure::Figure;
use briefing_model::unit::Unit;

/// Text and canonical notation.
const GOOD: [(&str, &str); 33] = [
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
    ("? project", "? project"),
    ("~ > 5", "~ > 5 CNY"),
    ("~ >280..300", "~ >280..300 CNY"),
    ("~ ?", "~ ? CNY"),
    ("-3..-2", "-3..-2 CNY"),
    ("1/3..1/2", "1/3..0.5 CNY"),
    ("3千亿", "300000000000 CNY"),
    ("12百万", "12000000 CNY"),
    ("5 CNY/project", "5 CNY/project"),
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

/// What people write in place of the notation, and the hint that mends it.
const SLIPS: [(&str, &str, &str); 18] = [
    ("300 b", "b", "did you mean `billion`?"),
    ("３，０００", "，０００", "digits are grouped by `_`, as in `5_500`"),
    ("300 m", "m", "did you mean `million`?"),
    ("over 300 billion", "over", "did you mean `>`?"),
    ("more than 300 billion", "more than", "did you mean `>`?"),
    ("At least 300", "At least", "did you mean `>=`?"),
    ("nearly 300", "nearly", "did you mean `<`?"),
    ("about 300", "about", "did you mean `~`?"),
    ("约300亿", "约", "did you mean `~`?"),
    ("=> 300", "=>", "did you mean `>=`?"),
    ("300 billion+", "billion+", "write `>=` in front instead of `+`"),
    ("3,000", ",000", "digits are grouped by `_`, as in `5_500`"),
    ("3 000", "000", "digits are grouped by `_`, as in `5_500`"),
    ("280-300 billion", "280-300", "a range is written with two dots, as in `280..300`"),
    ("280–300 billion", "–300", "a range is written with two dots, as in `280..300`"),
    ("280~300亿", "~300亿", "a range is written with two dots, as in `280..300`"),
    ("3 billions", "billions", "did you mean `billion`?"),
    (
        "280 billion..300",
        "280 billion..300",
        "a magnitude at the end of a range holds for both ends, as in `280..300 billion`",
    ),
];

#[test]
fn what_people_write_instead_is_mended() {
    let default = Unit::new("project").unwrap();
    for (text, part, hint) in SLIPS {
        let error = Figure::parse(text, &default).expect_err(text);
        assert_eq!(error.hint.as_deref(), Some(hint), "{text}: {error}");
        assert_eq!(&text[error.span.clone()], part, "{text}: {error}");
    }
}

#[test]
fn the_unit_of_the_measure_is_never_taken_for_a_slip() {
    for name in ["mission", "m", "yuan", "over"] {
        let default = Unit::new(name).unwrap();
        let text = format!("5 {name}");
        assert_eq!(Figure::parse(&text, &default).unwrap().to_string(), text);
    }
}

#[test]
fn the_place_of_the_unit_is_told() {
    let default = Unit::new("CNY").unwrap();
    for (text, named) in [
        ("5", None),
        ("?", None),
        ("5 billion USD", Some("USD")),
        ("USD 5 billion", Some("USD")),
        ("  ~ > 5亿 USD ", Some("USD")),
        ("280..300 USD", Some("USD")),
        ("280 USD..300", Some("USD")),
        ("72.7%", Some("%")),
        ("? project", Some("project")),
    ] {
        let parsed = Figure::parse_spanned(text, &default).unwrap();
        assert_eq!(parsed.unit_span.map(|at| &text[at]), named, "{text}");
        assert_eq!(parsed.figure.unit().as_str(), named.unwrap_or("CNY"), "{text}");
    }
}

#[test]
fn too_many_digits_are_an_error() {
    let text = "9".repeat(60);
    assert!(Figure::parse(&text, &Unit::one()).unwrap_err().message.contains("too many digits"));
    assert!(Figure::parse("99999999999999999999999999999999999 trillion", &Unit::one()).is_err());
}

#[test]
fn amounts_are_read_as_people_type_them() {
    let default = Unit::new("CNY").unwrap();
    for (text, notation) in [
        ("632亿元", "63200000000 CNY"),
        ("632亿元人民币", "63200000000 CNY"),
        ("人民币632亿元", "63200000000 CNY"),
        ("63.2bn yuan", "63200000000 CNY"),
        ("63.2 Billion Yuan", "63200000000 CNY"),
        ("RMB 63.2 billion", "63200000000 CNY"),
        ("RMB63.2bn", "63200000000 CNY"),
        ("¥63.2 billion", "63200000000 CNY"),
        ("> ￥63.2 billion", "> 63200000000 CNY"),
        ("$40.98 billion", "40980000000 USD"),
        ("US$40.98 billion", "40980000000 USD"),
        ("15.4 billion US dollars", "15400000000 USD"),
        ("~ > 15.4 billion dollars", "~ > 15400000000 USD"),
        ("409.8亿美元", "40980000000 USD"),
        ("３２００亿元", "320000000000 CNY"),
        ("＞３２００亿", "> 320000000000 CNY"),
        ("７２．７％", "72.7 %"),
        ("72.7 percent", "72.7 %"),
        ("−3%", "-3 %"),
        ("280亿元..300亿元", "28000000000..30000000000 CNY"),
    ] {
        let parsed =
            Figure::parse_spanned(text, &default).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(parsed.figure.to_string(), notation, "{text}");
        if let Some(at) = parsed.unit_span {
            assert!(text.get(at.clone()).is_some(), "{text}: {at:?}");
        }
    }
    // Two currencies are none.
    assert!(Figure::parse("人民币632亿美元", &default).is_err());
}

#[test]
fn a_figure_has_the_precision_that_is_written() {
    let default = Unit::new("CNY").unwrap();
    for (text, unit) in [
        ("304.6 billion", "100000000"),
        ("305 billion", "1000000000"),
        ("41.0 billion USD", "100000000"),
        ("3000亿", "100000000"),
        ("1.2万", "1000"),
        ("> 300 billion", "1000000000"),
        ("5_500", "1"),
        ("51.25%", "0.01"),
        ("1/3", "0"),
        ("280..300 billion", "0"),
        ("?", "0"),
    ] {
        let parsed = Figure::parse_spanned(text, &default).unwrap();
        assert_eq!(parsed.precision.unit().to_string(), unit, "{text}");
    }
}

#[test]
fn roundings_of_a_number_are_told_from_other_numbers() {
    let default = Unit::new("CNY").unwrap();
    let parse = |text: &str| Figure::parse_spanned(text, &default).unwrap();
    for (coarse, fine, refines) in [
        ("305 billion", "304.6 billion", true),
        ("305 billion", "304.5 billion", true),
        ("305 billion", "304.4 billion", false),
        ("305 billion", "305.0 billion", true),
        ("51.2%", "51.25%", true),
        ("51.3%", "51.25%", true),
        // Neither rounds the other.
        ("304.6 billion", "304.7 billion", false),
        ("304.6 billion", "305 billion", false),
        ("> 305 billion", "305.2 billion", false),
        ("305 billion USD", "304.6 billion", false),
        ("~ 305 billion", "304.6 billion", false),
    ] {
        let (a, b) = (parse(coarse), parse(fine));
        let found = a.figure.is_refined_by(a.precision, &b.figure, b.precision);
        assert_eq!(found, refines, "{coarse} by {fine}");
    }
}
