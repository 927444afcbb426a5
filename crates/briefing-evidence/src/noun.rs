//! What is counted: classifiers and nouns.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::table::Table;
use crate::text::{Text, is_blank, is_han, is_latin};

/// A thing that is counted: the singular noun that stands for it in data files, the English words
/// for several of it, and the Chinese words for it.
struct Thing {
    one: &'static str,
    english: &'static [&'static str],
    chinese: &'static [&'static str],
}

static THINGS: [Thing; 11] = [
    Thing { one: "project", english: &["project", "projects"], chinese: &["项目"] },
    Thing {
        one: "company",
        english: &[
            "company",
            "companies",
            "enterprise",
            "enterprises",
            "firm",
            "firms",
            "business",
            "businesses",
            "manufacturers",
            "corporations",
            "factories",
        ],
        chinese: &["企业", "公司", "厂商", "厂家"],
    },
    Thing {
        one: "person",
        english: &[
            "person",
            "people",
            "persons",
            "guests",
            "attendees",
            "participants",
            "delegates",
            "representatives",
            "visitors",
            "entrepreneurs",
            "employees",
            "workers",
            "officials",
            "experts",
            "residents",
            "exhibitors",
        ],
        chinese: &["人", "嘉宾", "客商", "代表", "人士", "来宾", "专家", "企业家", "观众", "员工"],
    },
    Thing {
        one: "event",
        english: &[
            "event",
            "events",
            "activity",
            "activities",
            "session",
            "sessions",
            "meeting",
            "meetings",
            "forums",
            "fairs",
            "conferences",
        ],
        chinese: &["活动", "对接会", "会议", "论坛", "推介会"],
    },
    Thing {
        one: "agreement",
        english: &[
            "agreement",
            "agreements",
            "contract",
            "contracts",
            "deal",
            "deals",
            "memorandums",
            "memoranda",
        ],
        chinese: &["协议", "合同", "协定", "备忘录"],
    },
    Thing {
        one: "province",
        english: &["province", "provinces"],
        chinese: &["省份", "省区", "省"],
    },
    Thing {
        one: "region", english: &["region", "regions", "areas"], chinese: &["地区", "区域"]
    },
    Thing { one: "city", english: &["city", "cities"], chinese: &["城市"] },
    Thing { one: "country", english: &["country", "countries", "nations"], chinese: &["国家"] },
    Thing { one: "job", english: &["job", "jobs"], chinese: &["岗位"] },
    Thing {
        one: "park",
        english: &["park", "parks", "zone", "zones"],
        chinese: &["园区", "开发区", "产业园"],
    },
];

/// Chinese classifiers, and what they count where they count one kind of thing.
const CLASSIFIERS: [(&str, Option<&'static str>); 47] = [
    ("个月", Some("month")),
    ("个", None),
    ("家", Some("company")),
    ("项", None),
    ("人次", Some("visit")),
    ("人", Some("person")),
    ("名", Some("person")),
    ("位", Some("person")),
    ("场次", Some("event")),
    ("场", Some("event")),
    ("份", Some("agreement")),
    ("宗", None),
    ("笔", None),
    ("件", None),
    ("批", None),
    ("条", None),
    ("座", None),
    ("类", None),
    ("种", None),
    ("次", None),
    ("届", None),
    ("处", None),
    ("户", None),
    ("辆", None),
    ("台", None),
    ("套", None),
    ("艘", None),
    ("架", None),
    ("颗", None),
    ("只", None),
    ("所", None),
    ("间", None),
    ("支", None),
    ("倍", None),
    ("天", Some("day")),
    ("年", Some("year")),
    ("周", Some("week")),
    ("小时", Some("hour")),
    ("分钟", Some("minute")),
    ("秒", Some("second")),
    ("岁", None),
    ("省", Some("province")),
    ("市", Some("city")),
    ("县", None),
    ("国", Some("country")),
    ("地", None),
    ("大", None),
];

static CLASSIFIER_TABLE: LazyLock<Table<Option<&str>>> = LazyLock::new(|| Table::new(CLASSIFIERS));

static CHINESE_TABLE: LazyLock<Table<&Thing>> = LazyLock::new(|| {
    let words = |thing: &'static Thing| thing.chinese.iter().map(move |word| (*word, thing));
    Table::new(THINGS.iter().flat_map(words))
});

static ENGLISH: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let words = |thing: &'static Thing| thing.english.iter().map(move |word| (*word, thing.one));
    THINGS.iter().flat_map(words).collect()
});

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Noun {
    /// Its words.
    pub(crate) range: Range<usize>,
    /// The thing, where it is a known one.
    pub(crate) counts: Option<&'static str>,
    /// Whether it is a Chinese classifier, alone or with its noun.
    pub(crate) is_classifier: bool,
    /// Whether it stands behind "of": `140 of the projects`.
    pub(crate) is_of: bool,
}

impl Noun {
    pub(crate) fn new(range: Range<usize>, counts: Option<&'static str>) -> Self {
        Self { range, counts, is_classifier: false, is_of: false }
    }

    pub(crate) fn classifier(range: Range<usize>, counts: Option<&'static str>) -> Self {
        Self { is_classifier: true, ..Self::new(range, counts) }
    }
}

/// The noun or classifier that stands at a place, blanks before it skipped by the caller.
pub(crate) fn after(text: &Text, at: usize) -> Option<Noun> {
    if is_han(text.at(at)) { chinese(text, at) } else { english(text, at) }
}

/// The end of the classifier that stands at a place.
pub(crate) fn classifier(text: &Text, at: usize) -> Option<usize> {
    classifier_at(text, at).map(|(word, _)| at + word.chars().count())
}

fn classifier_at(text: &Text, at: usize) -> Option<(&'static str, Option<&'static str>)> {
    let (word, counts, _) = CLASSIFIER_TABLE.longest(text, at)?;
    (!is_other_word(text, at, word)).then_some((word, *counts))
}

/// `家`, `个项目`, `家企业`, `项目`.
fn chinese(text: &Text, at: usize) -> Option<Noun> {
    let Some((word, counts)) = classifier_at(text, at) else {
        let (thing, end) = thing_at(text, at)?;
        return Some(Noun::new(at..end, Some(thing.one)));
    };
    let end = at + word.chars().count();
    if let Some((thing, end)) = thing_at(text, end) {
        return Some(Noun::classifier(at..end, Some(thing.one)));
    }
    Some(Noun::classifier(at..end, far_thing(text, end).or(counts)))
}

/// Words that begin like a classifier.
fn is_other_word(text: &Text, at: usize, classifier: &str) -> bool {
    const OTHER: [(&str, &[&str]); 14] = [
        ("家", &["家族", "家电", "家具", "家居", "家庭", "家子", "家渠"]),
        ("人", &["人才", "人民", "人工"]),
        ("名", &["名单", "名义"]),
        ("项", &["项目"]),
        ("年", &["年度"]),
        ("地", &["地区"]),
        ("国", &["国家", "国际", "国有"]),
        ("大", &["大约", "大概", "大会", "大学", "大型"]),
        ("省", &["省份", "省区", "省级"]),
        ("市", &["市场", "市级"]),
        ("县", &["县级"]),
        ("个", &["个人", "个性"]),
        ("处", &["处理", "处于", "处长"]),
        ("支", &["支持", "支付", "支撑"]),
    ];
    OTHER
        .iter()
        .filter(|(name, _)| *name == classifier)
        .any(|(_, words)| words.iter().any(|word| text.has(at, word)))
}

/// The Chinese thing whose word begins at a place.
fn thing_at(text: &Text, at: usize) -> Option<(&'static Thing, usize)> {
    // A longer word that is another thing: ministries of a state are no states.
    const OTHER: [&str; 8] =
        ["国家部委", "国家级", "国家重点", "国家高新", "人才", "人民", "人工", "人均"];
    let (_, thing, end) = CHINESE_TABLE.longest(text, at)?;
    (!OTHER.iter().any(|word| text.has(at, word))).then_some((*thing, end))
}

/// The thing that a run of Chinese characters after a classifier names: `个产业投资项目` ends in it.
fn far_thing(text: &Text, at: usize) -> Option<&'static str> {
    let end = (at..at + 12).find(|place| !is_han(text.at(*place))).unwrap_or(at + 12);
    // A verb or another number begins something else.
    const STOPS: [char; 12] =
        ['已', '签', '共', '在', '是', '有', '将', '的', '为', '和', '与', '达'];
    let end = (at..end)
        .find(|place| {
            let c = text.at(*place);
            STOPS.contains(&c) || crate::numeral::is_chinese_digit(c)
        })
        .unwrap_or(end);
    (at..end)
        .rev()
        .filter_map(|place| thing_at(text, place))
        .find(|(_, stop)| *stop <= end)
        .map(|(thing, _)| thing.one)
}

/// The thing named before a Chinese number: the last one within a few characters, nothing but
/// Chinese between (`签约项目195个`, `项目已开工140个`).
pub(crate) fn topic(text: &Text, at: usize) -> Option<&'static str> {
    let mut start = at;
    while start > 0 && at - start < 12 && is_han(text.at(start - 1)) {
        start -= 1;
    }
    (start..at)
        .rev()
        .filter_map(|place| thing_at(text, place))
        .find(|(_, end)| *end <= at)
        .map(|(thing, _)| thing.one)
}

/// Words that end a noun phrase.
const STOPS: [&str; 62] = [
    "of",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "to",
    "with",
    "within",
    "worth",
    "were",
    "was",
    "are",
    "is",
    "be",
    "been",
    "have",
    "has",
    "had",
    "will",
    "would",
    "that",
    "which",
    "who",
    "whose",
    "as",
    "or",
    "signed",
    "signing",
    "covering",
    "involving",
    "including",
    "during",
    "over",
    "under",
    "than",
    "per",
    "a",
    "an",
    "the",
    "this",
    "these",
    "those",
    "its",
    "their",
    "into",
    "across",
    "between",
    "among",
    "totaling",
    "totalling",
    "took",
    "held",
    "started",
    "attended",
    "but",
    "while",
    "when",
    "last",
    "next",
    "ago",
];

/// `projects`, `cooperation projects`, `industrial transfer and development docking activities`.
/// Known things are found behind a few words; of others only a plural, in lower case and in the
/// line of the number, so that a heading after a number of a page is nothing that is counted.
fn english(text: &Text, at: usize) -> Option<Noun> {
    if let Some(of) = text.word(at, "of") {
        // `140 of the signed projects`, `half of all companies`
        let next = text.skip_blanks(of);
        let (_, the) = text.any_word(next, &["the", "these", "those", "its", "their", "all"])?;
        let next = text.skip_blanks(the);
        let signed = text.any_word(next, &["signed", "contracted", "new"]);
        let next = signed.map_or(next, |(_, end)| text.skip_blanks(end));
        let noun = nouns(text, next).filter(|noun| noun.counts.is_some())?;
        return Some(Noun { is_of: true, ..noun });
    }
    nouns(text, at)
}

fn nouns(text: &Text, at: usize) -> Option<Noun> {
    let line_break = |at: usize| {
        let start = text.run_back(at, is_blank);
        (start..at).any(|place| text.at(place) == '\n')
    };
    let mut place = at;
    for index in 0..8 {
        let end = text.run(place, |c| is_latin(c) || c == '\'' || c == '-');
        let other_line = line_break(place);
        if end == place || end - place > 32 || other_line && text.is_capital(place) {
            return None;
        }
        let word = text.folded(place..end);
        let word = word.trim_end_matches('-');
        if STOPS.contains(&word) || index == 0 && word == "and" {
            return None;
        }
        if let Some(counts) = known(word) {
            // "project agreements": the last known noun of an unbroken run counts.
            let next = text.skip_blanks(end);
            let stop = text.run(next, is_latin);
            let last = known(&text.folded(next..stop)).filter(|_| !line_break(next));
            let (counts, end) = last.map_or((counts, end), |counts| (counts, stop));
            return Some(Noun::new(at..end, Some(counts)));
        }
        if is_plural(word) {
            let common = !text.is_capital(at) && !text.is_capital(place) && !other_line;
            return common.then(|| Noun::new(at..end, None));
        }
        let next = text.skip_blanks(end);
        if next == end {
            return None;
        }
        place = next;
    }
    None
}

/// The known thing that a word in lower case names in English.
fn known(word: &str) -> Option<&'static str> {
    ENGLISH.get(word).copied()
}

/// Whether a word looks like a plural.
fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "'s"].iter().any(|ending| word.ends_with(ending))
}

/// The known thing that an English word names.
pub(crate) fn thing(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    THINGS
        .iter()
        .find(|thing| thing.one == word || thing.english.contains(&word.as_str()))
        .map(|thing| thing.one)
}
