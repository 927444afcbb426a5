//! Quotes are found where they are, and nowhere else.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_evidence::{Archived, fold};
use briefing_model::claim::Quote;
use briefing_model::evidence::QuoteGrade::{self, Absent, Ambiguous, Exact, Folded};
use proptest::prelude::*;

fn quote(exact: &str) -> Quote {
    Quote { exact: exact.to_owned(), prefix: None, suffix: None }
}

fn grade(text: &str, exact: &str) -> QuoteGrade {
    Archived::new(text.to_owned()).find(&quote(exact)).grade
}

#[test]
fn grades() {
    for (text, exact, expected) in [
        // As it is.
        ("worth more than 300 billion yuan ($40.98 billion)", "300 billion yuan", Exact),
        ("当天，总金额3741亿元的一批", "总金额3741亿元", Exact),
        ("totaling RMB396.6 billion", "396.6 billion", Exact),
        // Width and forms.
        ("当天，总金额３７４１亿元", "当天,总金额3741亿元", Folded),
        ("the ﬁrst 5，500 companies", "first 5,500 companies", Folded),
        // White space, also where Chinese has none.
        ("more than 300\n  billion\u{a0}yuan", "more than 300 billion yuan", Folded),
        ("总金额 3741 亿\n元", "总金额3741亿元", Folded),
        ("总金额3741亿元", "总金额 3741 亿元", Folded),
        ("300billion yuan", "300 billion yuan", Absent),
        // What typesetters put in.
        ("agree\u{ad}ments cover\u{200b}ing 195", "agreements covering 195", Folded),
        ("equip-\nment worth 5 billion", "equipment worth 5", Folded),
        ("non-\nferrous metals", "non-ferrous metals", Folded),
        ("between 5-\n6 billion", "5-6 billion", Absent),
        // Nothing else.
        ("More than 300 billion yuan", "more than 300", Absent),
        ("“signed” 195", "\"signed\" 195", Absent),
        ("签约项目195个", "簽約項目195個", Absent),
        ("from 2023–2024", "from 2023-2024", Absent),
        ("", "195", Absent),
        ("195", " ", Absent),
        // Words and numbers are whole.
        ("1,195 projects", "195 projects", Absent),
        ("28.35 billion", "28", Absent),
        ("28.35 billion", "35 billion", Absent),
        ("28. In 2024", "28", Exact),
        ("2195个项目", "195个项目", Absent),
        ("unsigned 195", "signed 195", Absent),
        ("195 projects.¹", "195 projects", Exact),
        ("195¹ projects", "195", Exact),
        // Twice.
        ("195 projects, of them 195 new", "195", Ambiguous),
        ("195 projects; 1195 others", "195", Exact),
        // Exact once beats folded twice.
        ("总金额3741亿元；总 金额3741亿元", "总金额3741亿元", Exact),
    ] {
        assert_eq!(grade(text, exact), expected, "{exact:?} in {text:?}");
    }
}

#[test]
fn what_stands_around_tells_places_apart() {
    let text = Archived::new(
        "Kunming signed  96 projects.\nYuxi signed 96 projects, 40 of them new.".to_owned(),
    );
    let find = |prefix: Option<&str>, suffix: Option<&str>| {
        let quote = Quote {
            exact: "96 projects".to_owned(),
            prefix: prefix.map(str::to_owned),
            suffix: suffix.map(str::to_owned),
        };
        let found = text.find(&quote);
        (found.grade, found.at.map(|at| at.start), found.places)
    };
    assert_eq!(find(None, None), (Ambiguous, None, 2));
    assert_eq!(find(Some("Kunming signed"), None), (Exact, Some(16), 2));
    assert_eq!(find(Some("Kunming signed "), None), (Exact, Some(16), 2));
    assert_eq!(find(None, Some(", 40 of them")), (Exact, Some(41), 2));
    assert_eq!(find(Some("Kunming signed"), Some(", 40")), (Absent, None, 2));
    assert_eq!(find(Some("Dali signed"), None), (Absent, None, 2));
}

#[test]
fn the_place_is_that_of_the_text() {
    let text = "共：\u{200b}签约 项目\n１９５ 个 （甘肃）";
    let found = Archived::new(text.to_owned()).find(&quote("签约项目195个"));
    assert_eq!(found.grade, Folded);
    assert_eq!(&text[found.at.unwrap()], "签约 项目\n１９５ 个");
}

#[test]
fn the_nearest_words_are_shown() {
    let text = Archived::new(
        "This event is part of a series. Agreements covering 195 projects are expected to be signed \
         at the event, involving sectors such as new energy."
            .to_owned(),
    );
    let nearest = |exact: &str| text.nearest(&quote(exact)).map(str::to_owned);
    assert_eq!(
        nearest("agreements that cover 195 projects were signed at the event").as_deref(),
        Some("Agreements covering 195 projects are expected to be signed at")
    );
    assert_eq!(nearest("小麦玉米"), None);
    assert_eq!(nearest("x"), None);
    assert_eq!(Archived::new(String::new()).nearest(&quote("195 projects")), None);
}

/// Text of words, numbers and Chinese.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z]{1,6}",
        "[0-9]{1,3}",
        "[签约项目亿元甘肃，、。]{1,4}",
        Just("(".to_owned()),
        Just("-\n".to_owned()),
        Just("ﬁ".to_owned()),
        Just("é".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("\u{ad}".to_owned()),
        Just("１２".to_owned()),
    ];
    prop::collection::vec(part, 1..30).prop_map(|parts| parts.join(" "))
}

proptest! {
    /// Whatever stands in a text as whole words is found there, and is what it is said to be.
    #[test]
    fn words_of_a_text_are_found(text in text(), from in 0_usize..30, count in 1_usize..8) {
        let parts: Vec<&str> = text.split(' ').collect();
        let from = from % parts.len();
        let exact = parts[from..(from + count).min(parts.len())].join(" ");
        prop_assume!(fold(&exact).chars().any(char::is_alphanumeric));
        // A hyphen at the end joins two of them.
        prop_assume!(!exact.ends_with("-\n"));
        prop_assume!(from == 0 || parts[from - 1] != "-\n");
        let found = Archived::new(text.clone()).find(&quote(&exact));
        prop_assert!(matches!(found.grade, Exact | Ambiguous), "{exact:?} in {text:?}: {found:?}");
        if let Some(at) = found.at {
            prop_assert_eq!(&text[at], exact.as_str());
        }
    }

    /// Another spacing and width of the same words is folded, and folds to the same.
    #[test]
    fn other_forms_are_folded(text in text()) {
        let other: String = text
            .chars()
            .map(|c| match c {
                ' ' => "\u{3000}\n".to_owned(),
                '0'..='9' => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap().to_string(),
                _ => c.to_string(),
            })
            .collect();
        prop_assume!(!text.contains("-\n"));
        prop_assert_eq!(fold(&text), fold(&other));
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
        prop_assume!(!fold(&text).is_empty());
        let found = Archived::new(other.clone()).find(&quote(&text));
        prop_assert!(matches!(found.grade, Exact | Folded), "{other:?}: {found:?}");
    }

    /// What is not in the folded text is not found.
    #[test]
    fn nothing_is_found_that_is_not_there(text in text(), exact in text()) {
        let found = Archived::new(text.clone()).find(&quote(&exact));
        if found.grade != Absent {
            let joined = fold(&text);
            let unhyphened = joined.replace('-', "");
            let wanted = fold(&exact);
            prop_assert!(joined.contains(&wanted) || unhyphened.contains(&wanted.replace('-', "")));
        }
    }

    /// Reading ends, whatever is looked for in whatever.
    #[test]
    fn any_text_can_be_searched(text in "\\PC*", exact in "\\PC{0,20}", prefix in "\\PC{0,5}") {
        let archived = Archived::new(text.clone());
        let quote = Quote { exact, prefix: Some(prefix), suffix: None };
        if let Some(at) = archived.find(&quote).at {
            prop_assert!(text.get(at).is_some());
        }
        let _ = archived.nearest(&quote);
    }
}
