//! Chinese, in simplified characters.

use briefing_model::document::Words;

use super::corrections::CorrectionWords;
use super::dates::DateWords;
use super::{ChangeWords, Lexicon, Magnitude, Wording};

pub(super) static LEXICON: Lexicon = Lexicon {
    tag: "zh",
    statuses: ["发布", "意向", "预计", "签约", "开工", "落地", "取消"],
    grades: ["未核实", "转载", "原始"],
    kinds: ["系列", "活动", "专场"],
    dimensions: [
        "活动", "类型", "省份", "区域", "系列", "产业", "年份", "季度", "月份", "周", "指标",
        "状态", "范围", "口径", "单位", "来源", "等级",
    ],
    columns: &[
        ("value", "数值"),
        ("coverage", "覆盖情况"),
        ("date", "日期"),
        ("city", "城市"),
        ("note", "备注"),
        ("figure", "数值"),
        ("quote", "原文"),
        ("publisher", "发布者"),
    ],
    currencies: &[
        ("CNY", "元"),
        ("USD", "美元"),
        ("EUR", "欧元"),
        ("GBP", "英镑"),
        ("JPY", "日元"),
        ("HKD", "港元"),
    ],
    nouns: &[
        ("event", "场活动", "场活动"),
        ("claim", "条论断", "条论断"),
        ("source", "个来源", "个来源"),
        ("voice", "个独立来源", "个独立来源"),
    ],
    long: Wording {
        more_than: "超过{}",
        at_least: "不少于{}",
        less_than: "不足{}",
        fewer_than: "不足{}",
        at_most: "不超过{}",
        about: "约{}",
        between: "{a}至{b}",
        unknown: "数值不详",
        missing: "未报告",
    },
    short: Wording {
        more_than: ">{}",
        at_least: "≥{}",
        less_than: "<{}",
        fewer_than: "<{}",
        at_most: "≤{}",
        about: "约{}",
        between: "{a}–{b}",
        unknown: "不详",
        missing: "未报告",
    },
    // 1,072.87亿 stays in 亿; 万 only where the number becomes shorter by it.
    magnitudes: &[
        Magnitude { exponent: 12, long: "万亿", short: "万亿", counts: true, places: 2 },
        Magnitude { exponent: 8, long: "亿", short: "亿", counts: true, places: 6 },
        Magnitude { exponent: 4, long: "万", short: "万", counts: true, places: 2 },
    ],
    grouped: false,
    space: "",
    per: "{a}/{b}",
    list: ("、", "和"),
    brackets: ("（", "）"),
    coverage: (
        "{expected}场活动中有{reported}场报告了数值",
        "{expected}场活动中有{reported}场报告了数值",
    ),
    fraction: "{reported}/{expected}",
    missing: "；未报告数值：",
    change: ChangeWords {
        up: "增长",
        down: "下降",
        by: "{direction}{}",
        unchanged: "持平",
        not_comparable: "不可比",
        range: "变动{}",
        larger: "大于",
        at_least_as_large: "不小于",
        smaller: "小于",
        at_most_as_large: "不大于",
        equal: "等于",
        unranked: "无法比较于",
    },
    total: "合计",
    none: "未说明",
    open_bar: "箭头表示数值没有上限：实际可能更大。",
    possible_bar: "颜色较浅的部分表示可能，但不确定的数值。",
    colon: "：",
    no_rows: "本期没有活动。",
    corrections: CorrectionWords {
        corrected: "原为{stated}，经{reviewer}于{date}更正：{reason}",
        dropped: "经{reviewer}于{date}决定不予采用：{reason}",
    },
    dates: DateWords {
        months: [
            "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
        ],
        months_short: [
            "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
        ],
        long: "{year}年{month}{day}日",
        short: "{year}年{month}{day}日",
        month: "{year}年{month}",
        quarter: "{year}年第{quarter}季度",
        year: "{year}年",
        week: "{year}年第{week}周",
        all: "历年",
        range: "{from}至{to}",
        days: "{year}年{month}{from}日至{to}日",
    },
    document,
};

fn document() -> Words {
    Words {
        contents: "目录".to_owned(),
        evidence: "依据".to_owned(),
        evidence_intro: "本简报中的每个数值均以下列论断为依据，并附来源原文。".to_owned(),
        sources: "来源".to_owned(),
        page: "第{page}页，共{pages}页".to_owned(),
        back: "返回正文".to_owned(),
        not_reported: "未报告".to_owned(),
        accessed: "访问于".to_owned(),
        published: "发布于".to_owned(),
        at_source: "查看来源原文".to_owned(),
        formula: "算法".to_owned(),
        coverage: "覆盖情况".to_owned(),
        status: "状态".to_owned(),
        scope: "范围".to_owned(),
        source: "来源".to_owned(),
        data_as_of: "数据截至".to_owned(),
    }
}
