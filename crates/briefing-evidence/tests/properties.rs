//! What holds of every text.

use briefing_evidence::mentions;
use proptest::prelude::*;

/// Texts made of what readings are made of, put together without sense.
fn scrap() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "more than ", "超", "约", "1", "2024", "5,500", "3.5", "三", "十", "百", "千", "万", "亿",
            "元", "个", "家", "项目", "余", "多", "以上", "%", "成", "分之", "百分之", "-", "–", "至",
            " to ", " and ", "one", "two", "twenty", "half", "hundred", "thousand", "billion", "bn",
            "$", "RMB", "US$", "yuan", "年", "月", "日", "第", "No. ", "Q3", "October ", "[", "]", "(",
            ")", ",", "。", ".", " ", "\n", "projects", "signed", "预计", "签约", "几", "数", "两", "点",
            "倍", "翻一番", "of the ", "p. ", "hundreds of ", "2024年", "10:23", "1/3", "~", "点", "doubled", "times", "１２３", "億", "萬", "é", "😀", "\u{a0}", "A4", "一",
        ])
        .prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ]
}

fn scraps() -> impl Strategy<Value = String> {
    prop::collection::vec(scrap(), 0..24).prop_map(|scraps| scraps.concat())
}

/// A few of them again and again: what reads itself again and again runs out of stack.
fn repeated() -> impl Strategy<Value = String> {
    prop::collection::vec(scrap(), 1..4).prop_map(|scraps| scraps.concat().repeat(1500))
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let mut last = 0;
    for mention in mentions(text) {
        prop_assert!(mention.range.start >= last, "{text:?}: {mention:?} lies over another");
        prop_assert!(mention.range.start < mention.range.end);
        prop_assert!(text.get(mention.range.clone()).is_some(), "{mention:?} cuts a character");
        prop_assert!(text.get(mention.number.clone()).is_some_and(|number| !number.is_empty()));
        prop_assert!(mention.range.start <= mention.number.start);
        prop_assert!(mention.number.end <= mention.range.end, "{text:?}: {mention:?}");
        last = mention.range.end;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn mentions_of_any_text_are_in_order(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn mentions_of_scraps_are_in_order(text in scraps()) {
        holds(&text)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn long_texts_are_no_deeper_than_short_ones(text in repeated()) {
        holds(&text)?;
    }
}
