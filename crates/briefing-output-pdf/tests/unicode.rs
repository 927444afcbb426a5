//! Whatever text the fonts have comes out as it went in.

use proptest::prelude::*;

mod reader;
mod sample;

/// Characters of the scripts that are set one after the other, in logical order.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => prop::char::range('!', '~'),
        2 => prop::char::range('À', 'ž'),
        1 => prop::char::range('Α', 'Ρ'),
        1 => prop::char::range('А', 'я'),
        4 => prop::sample::select("项目签约亿元甘肃黑龙江广西贵州兰州總額場開業資協議簽約億，。、（）“”—…¥€£×÷±≥≤→•".chars().collect::<Vec<_>>()),
        // The longest range of ideographs in Unicode that GB 2312 has whole.
        2 => prop::char::range('贡', '赐'),
        2 => Just(' '),
    ]
}

/// No longer than a line: `pdftotext` takes a hyphen at its end for one of the typesetter's.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(character(), 1..36)
        .prop_map(|characters| characters.into_iter().collect())
}

/// Ligatures are one glyph of several letters and come out as letters or as a ligature; hyphens at the
/// end of a line do not come out at all.
fn normal(text: &str) -> String {
    let text = reader::squeezed(text);
    [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("\u{2010}", ""), ("-", "")]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn text_survives(texts in prop::collection::vec(text(), 12)) {
        let mut document = sample::empty("Text");
        // A paragraph each, with marks that no text has around it.
        for (at, text) in texts.iter().enumerate() {
            document.blocks.push(sample::paragraph(&format!("<<{at} {text} {at}>>")));
        }
        let found = normal(&reader::drawn(&reader::pdf(&document)));
        for (at, text) in texts.iter().enumerate() {
            let wanted = normal(&format!("<<{at}{text}{at}>>"));
            prop_assert!(found.contains(&wanted), "{wanted}\nnot in\n{found}");
        }
    }
}
