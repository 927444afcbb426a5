//! Growth in multiples: `doubled`, `翻两番`, `增长1.5倍`.

use briefing_model::number::Number;

use crate::numeral::Numeral;
use crate::text::Text;

/// English words, and what they multiply by.
const WORDS: [(&str, i128); 14] = [
    ("doubled", 2),
    ("doubling", 2),
    ("doubles", 2),
    ("tripled", 3),
    ("tripling", 3),
    ("triples", 3),
    ("trebled", 3),
    ("trebling", 3),
    ("quadrupled", 4),
    ("quadrupling", 4),
    ("quadruples", 4),
    ("quintupled", 5),
    ("quintupling", 5),
    ("sextupled", 6),
];

/// The growth that the word at a place says, as a share: doubled is by 100 percent.
pub(crate) fn growth(text: &Text, at: usize) -> Option<Numeral> {
    if let Some((word, end)) = text.any_word(at, &WORDS.map(|(word, _)| word)) {
        let (_, times) = WORDS.iter().find(|(known, _)| *known == word)?;
        return Some(Numeral::growth(at..end, percent(*times)));
    }
    if text.at(at) != '翻' {
        return None;
    }
    let start = if text.at(at + 1) == '了' { at + 2 } else { at + 1 };
    // Each 番 doubles what there was.
    let (times, end) = match text.at(start) {
        '番' => (2, start + 1),
        '一' | '1' => (2, start + 2),
        '两' | '二' | '2' => (4, start + 2),
        '三' | '3' => (8, start + 2),
        '四' | '4' => (16, start + 2),
        _ => return None,
    };
    (text.at(end - 1) == '番').then(|| Numeral::growth(at..end, percent(times)))
}

fn percent(times: i128) -> Number {
    Number::from_integer((times - 1) * 100)
}

/// Whether a number at a place follows a word of growth: by so many times, not to so many.
pub(crate) fn follows_growth(text: &Text, at: usize) -> bool {
    const CHINESE: [&str; 14] = [
        "增长",
        "增加",
        "提高",
        "扩大",
        "上升",
        "上涨",
        "提升",
        "猛增",
        "激增",
        "增幅达",
        "增",
        "涨",
        "超出",
        "高出",
    ];
    const ENGLISH: [&str; 13] = [
        "increased",
        "increase",
        "increasing",
        "grew",
        "grown",
        "growing",
        "growth of",
        "rose",
        "risen",
        "jumped",
        "surged",
        "up",
        "expanded",
    ];
    let at = if text.before(at) == '了' { at - 1 } else { at };
    if CHINESE.iter().any(|word| text.ends(at, word)) {
        return true;
    }
    let mut end = text.skip_blanks_back(at);
    for by in ["by", "a", "an"] {
        if text.ends(end, by) && end != at {
            end = text.skip_blanks_back(end - by.len());
        }
    }
    ENGLISH.iter().any(|word| {
        end.checked_sub(word.len()).is_some_and(|start| text.word(start, word) == Some(end))
    })
}
