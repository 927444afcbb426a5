//! Units: what is one, and that whatever arithmetic makes of them can be read back.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_model::figure::Figure;
use briefing_model::number::Number;
use briefing_model::unit::Unit;
use proptest::prelude::*;

/// Text and canonical text.
const GOOD: [(&str, &str); 10] = [
    ("", ""),
    ("CNY", "CNY"),
    ("%", "%"),
    ("project", "project"),
    ("jet-engine", "jet-engine"),
    ("CNY/project", "CNY/project"),
    ("CNY/project/company", "CNY/company/project"),
    ("project*CNY", "CNY*project"),
    ("1/project", "1/project"),
    ("CNY/CNY", ""),
];

const BAD: [&str; 16] = [
    "cN", "CNYX", "Project", "元", "a b", "-a", "a-", "/", "/project", "CNY/", "CNY//a", "1", "1/",
    "*", "1*CNY", "CNY/1",
];

fn unit(text: &str) -> Unit {
    Unit::new(text).unwrap()
}

#[test]
fn units_are_read_and_printed() {
    for (text, printed) in GOOD {
        assert_eq!(unit(text).as_str(), printed, "{text}");
    }
    for text in BAD {
        assert!(Unit::new(text).is_err(), "{text}");
    }
    assert!(unit("CNY").is_currency() && !unit("CNY/project").is_currency());
    assert!(unit("%").is_percent() && !unit("").is_percent());
}

#[test]
fn what_is_above_and_below_cancels() {
    let (money, project) = (unit("CNY"), unit("project"));
    assert_eq!(money.per(&project), unit("CNY/project"));
    assert_eq!(money.per(&project).times(&project), money);
    assert_eq!(money.per(&money), Unit::one());
    assert_eq!(money.per(&Unit::one()), money);
    assert_eq!(Unit::one().per(&project), unit("1/project"));
    assert_eq!(money.per(&money.per(&project)), project);
    assert_eq!(money.times(&unit("USD/CNY")), unit("USD"));
}

#[test]
fn a_product_of_figures_has_the_product_of_their_units() {
    let money = Figure::parse("> 300 CNY", &Unit::one()).unwrap();
    let rate = Figure::parse("0.5 USD/CNY", &Unit::one()).unwrap();
    assert_eq!(money.mul(&rate).unwrap().to_string(), "> 150 USD");
    let half = Figure::exact(Number::new(1, 2).unwrap(), Unit::one());
    assert_eq!(money.mul(&half).unwrap().to_string(), "> 150 CNY");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_arithmetic_makes_can_be_read_back(
        names in proptest::collection::vec("CNY|USD|%|a|project|company|", 1..6),
        over in proptest::collection::vec(any::<bool>(), 6),
    ) {
        let made = names.iter().zip(over).fold(Unit::one(), |made, (name, over)| {
            if over { made.per(&unit(name)) } else { made.times(&unit(name)) }
        });
        prop_assert_eq!(&unit(made.as_str()), &made);
        prop_assert_eq!(made.per(&made), Unit::one());
        let figure = Figure::more_than(Number::ONE, made.clone());
        prop_assert_eq!(Figure::parse(&figure.to_string(), &Unit::one()), Ok(figure.clone()));
        let json = serde_json::to_string(&figure).unwrap();
        prop_assert_eq!(serde_json::from_str::<Figure>(&json).unwrap(), figure);
    }

    #[test]
    fn no_text_breaks_the_parser(text in "\\PC{0,20}", like in "[a%1CNY*/-]{0,12}") {
        for text in [text, like] {
            if let Ok(made) = Unit::new(&text) {
                prop_assert_eq!(&unit(made.as_str()), &made);
            }
        }
    }
}
