//! The lexicon: every word that hedges a number or says how far a thing has come, with an example.
//!
//! One entry a line, for a reviewer to read through. A test reads every example and expects the
//! entry to be found in it, with the comparator and the status of its line. Words are in lower case
//! and simplified characters; the reader folds case, width and traditional forms.

use briefing_model::figure::Comparator::{self, About, AtLeast, AtMost, Exact, LessThan, MoreThan};
use briefing_model::status::Status::{
    self, Cancelled, Expected, Intended, Offered, Realised, Signed, Started,
};

/// A word or phrase of the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The words, as they are looked for.
    pub words: &'static str,
    /// Where they stand.
    pub place: Place,
    /// What they say of a number.
    pub comparator: Option<Comparator>,
    /// The highest status that a claim resting on them can have.
    pub at_most: Option<Status>,
    /// The status that they say has been reached.
    pub reached: Option<Status>,
    /// Whether they say that something fell by the number.
    pub falls: bool,
    /// Words in which they occur.
    pub example: &'static str,
}

/// Where the words of an [`Entry`] stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Right before a number and its currency.
    Before,
    /// After a number, its magnitude, unit or noun.
    After,
    /// Between the digits of a number and its magnitude, or as a part of the number.
    Within,
    /// Anywhere in the clause of a number.
    Clause,
    /// Nowhere: the words contain an entry and are none (`签约` ends in 约), or name a kind of
    /// amount (`计划投资`).
    Neither,
}

const fn entry(words: &'static str, place: Place, example: &'static str) -> Entry {
    Entry { words, place, comparator: None, at_most: None, reached: None, falls: false, example }
}

const fn before(words: &'static str, comparator: Comparator, example: &'static str) -> Entry {
    Entry { comparator: Some(comparator), ..entry(words, Place::Before, example) }
}

const fn after(words: &'static str, comparator: Comparator, example: &'static str) -> Entry {
    Entry { comparator: Some(comparator), ..entry(words, Place::After, example) }
}

const fn within(words: &'static str, comparator: Comparator, example: &'static str) -> Entry {
    Entry { comparator: Some(comparator), ..entry(words, Place::Within, example) }
}

const fn at_most(words: &'static str, status: Status, example: &'static str) -> Entry {
    Entry { at_most: Some(status), ..entry(words, Place::Clause, example) }
}

const fn reached(words: &'static str, status: Status, example: &'static str) -> Entry {
    Entry { reached: Some(status), ..entry(words, Place::Clause, example) }
}

const fn falls(words: &'static str, example: &'static str) -> Entry {
    Entry { falls: true, ..entry(words, Place::Before, example) }
}

const fn neither(words: &'static str, example: &'static str) -> Entry {
    entry(words, Place::Neither, example)
}

/// All entries.
pub const LEXICON: &[Entry] = &[
    // More than, in English.
    before("more than", MoreThan, "more than 300 billion yuan"),
    before("over", MoreThan, "over 118.48 billion yuan"),
    before("well over", MoreThan, "well over 100 companies"),
    before("just over", MoreThan, "just over 40 percent"),
    before("slightly over", MoreThan, "slightly over 40 percent"),
    before("slightly more than", MoreThan, "slightly more than 40 percent"),
    before("a little over", MoreThan, "a little over 40 percent"),
    before("above", MoreThan, "above 5 billion yuan"),
    before("beyond", MoreThan, "beyond 5 billion yuan"),
    before("exceed", MoreThan, "expected to exceed 330 billion yuan"),
    before("exceeds", MoreThan, "the total exceeds 330 billion yuan"),
    before("exceeded", MoreThan, "the total exceeded 330 billion yuan"),
    before("exceeding", MoreThan, "a total value exceeding 250 billion yuan"),
    before("surpass", MoreThan, "set to surpass 1 trillion yuan"),
    before("surpasses", MoreThan, "investment surpasses 1 trillion yuan"),
    before("surpassed", MoreThan, "investment surpassed 1 trillion yuan"),
    before("surpassing", MoreThan, "surpassing 1 trillion yuan"),
    before("topped", MoreThan, "contracts topped 20 billion yuan"),
    before("tops", MoreThan, "investment tops $3 billion"),
    before("topping", MoreThan, "topping 20 billion yuan"),
    before("greater than", MoreThan, "greater than 50 percent"),
    before("higher than", MoreThan, "higher than 50 percent"),
    before("larger than", MoreThan, "larger than 5 billion yuan"),
    before("in excess of", MoreThan, "in excess of 600 delegates"),
    before("north of", MoreThan, "north of $2 billion"),
    before("upwards of", MoreThan, "upwards of 400 firms"),
    before("upward of", MoreThan, "upward of 400 firms"),
    before("passed", MoreThan, "the total passed 200 billion yuan"),
    // More than, in Chinese.
    before("超", MoreThan, "在内蒙古签约超4500亿元"),
    before("超过", MoreThan, "投资金额超过500亿元"),
    before("超过了", MoreThan, "总额超过了500亿元"),
    before("已超", MoreThan, "企业已超300家"),
    before("突破", MoreThan, "总签约额突破2500亿元"),
    before("突破了", MoreThan, "总额突破了2500亿元"),
    before("逾", MoreThan, "投资逾151亿元"),
    before("过", MoreThan, "投资过百亿元"),
    before("高于", MoreThan, "占比高于60%"),
    before("大于", MoreThan, "占比大于60%"),
    before("多于", MoreThan, "项目多于30个"),
    before("高达", Exact, "投资高达300亿元"),
    // At least.
    before("at least", AtLeast, "at least 30 agreements"),
    before("no fewer than", AtLeast, "no fewer than 30 agreements"),
    before("no less than", AtLeast, "no less than 5 billion yuan"),
    before("not less than", AtLeast, "not less than 5 billion yuan"),
    before("not fewer than", AtLeast, "not fewer than 30 agreements"),
    before("as few as", AtLeast, "as few as 30 agreements"),
    before("a minimum of", AtLeast, "a minimum of 5 million yuan"),
    before("minimum of", AtLeast, "with a required minimum of 5 million yuan"),
    before("至少", AtLeast, "至少30家企业"),
    before("不少于", AtLeast, "不少于20个项目"),
    before("不低于", AtLeast, "投资不低于5000万元"),
    before("不小于", AtLeast, "面积不小于50亩"),
    before("最少", AtLeast, "最少30家企业"),
    before("起码", AtLeast, "起码30家企业"),
    within("上", AtLeast, "上百家企业"),
    // Less than.
    before("nearly", LessThan, "nearly 200 billion yuan"),
    before("almost", LessThan, "almost 500 enterprises"),
    before("close to", LessThan, "close to 90 percent"),
    before("approaching", LessThan, "approaching 100 billion yuan"),
    before("just under", LessThan, "just under 50 percent"),
    before("slightly less than", LessThan, "slightly less than 50 percent"),
    before("shy of", LessThan, "just shy of 50 percent"),
    before("less than", LessThan, "less than 20 percent"),
    before("fewer than", LessThan, "fewer than 20 projects"),
    before("lower than", LessThan, "lower than 20 percent"),
    before("below", LessThan, "below 20 percent"),
    before("under", LessThan, "under 20 million yuan"),
    before("近", LessThan, "近1600人"),
    before("将近", LessThan, "将近1600人"),
    before("接近", LessThan, "接近200亿元"),
    before("逼近", LessThan, "总额逼近200亿元"),
    before("不足", LessThan, "不足20家"),
    before("不到", LessThan, "不到20家"),
    before("不满", LessThan, "不满20家"),
    before("未满", LessThan, "未满20家"),
    before("未达", LessThan, "未达20亿元"),
    before("少于", LessThan, "少于20家"),
    before("低于", LessThan, "低于20%"),
    before("小于", LessThan, "小于20%"),
    // At most.
    before("up to", AtMost, "up to 20 projects"),
    before("at most", AtMost, "at most 20 projects"),
    before("no more than", AtMost, "no more than 20 projects"),
    before("not more than", AtMost, "not more than 20 projects"),
    before("not exceeding", AtMost, "not exceeding 20 million yuan"),
    before("not exceed", AtMost, "shall not exceed 20 million yuan"),
    before("as many as", AtMost, "as many as 500 people"),
    before("as much as", AtMost, "as much as 50 billion yuan"),
    before("a maximum of", AtMost, "a maximum of 5 million yuan"),
    before("maximum of", AtMost, "with an allowed maximum of 5 million yuan"),
    before("最多", AtMost, "最多20个"),
    before("至多", AtMost, "至多20个"),
    before("不超过", AtMost, "不超过20亿元"),
    before("未超过", AtMost, "未超过20亿元"),
    before("不高于", AtMost, "不高于20%"),
    before("不多于", AtMost, "不多于20个"),
    before("不大于", AtMost, "不大于20%"),
    before("最高", AtMost, "最高500万元"),
    // About.
    before("about", About, "about 28 billion U.S. dollars"),
    before("around", About, "around 100 projects"),
    before("some", About, "some 300 companies"),
    before("roughly", About, "roughly 70 percent"),
    before("approximately", About, "approximately 100 projects"),
    before("approx.", About, "approx. 100 projects"),
    before("approx", About, "approx 100 projects"),
    before("circa", About, "circa 100 projects"),
    before("in the region of", About, "in the region of 100 projects"),
    before("an estimated", About, "an estimated 300 companies"),
    before("~", About, "~100 projects"),
    before("≈", About, "≈100亿元"),
    before("约", About, "签约金额约1342.3亿元"),
    before("大约", About, "大约1342亿元"),
    before("约占", About, "约占七成"),
    before("约为", About, "总额约为1342亿元"),
    before("约合", About, "约合28亿美元"),
    before("约计", About, "约计1342亿元"),
    before("大概", About, "大概300家企业"),
    before("大致", About, "大致300家企业"),
    before("估约", About, "估约300家企业"),
    before("差不多", About, "差不多300家企业"),
    // After a number.
    after("余", MoreThan, "参与企业5500余家"),
    after("多", MoreThan, "400多人参会"),
    after("来", About, "20来家企业"),
    within("dozen", About, "a dozen projects"),
    after("以上", AtLeast, "60%以上"),
    after("及以上", AtLeast, "亿元及以上项目"),
    after("或以上", AtLeast, "亿元或以上项目"),
    after("以下", AtMost, "3000万元以下"),
    after("及以下", AtMost, "3000万元及以下"),
    after("以内", AtMost, "3000万元以内"),
    after("之内", AtMost, "3000万元之内"),
    after("左右", About, "3000万元左右"),
    after("上下", About, "3000万元上下"),
    after("开外", MoreThan, "300家开外"),
    after("or more", AtLeast, "100 million yuan or more"),
    after("or above", AtLeast, "100 million yuan or above"),
    after("or over", AtLeast, "100 million yuan or over"),
    after("and above", AtLeast, "100 million yuan and above"),
    after("and over", AtLeast, "100 million yuan and over"),
    after("and more", AtLeast, "100 million yuan and more"),
    after("or higher", AtLeast, "40 percent or higher"),
    after("or less", AtMost, "100 million yuan or less"),
    after("or fewer", AtMost, "20 projects or fewer"),
    after("or below", AtMost, "100 million yuan or below"),
    after("or so", About, "300 companies or so"),
    after("at least", AtLeast, "300 companies at least"),
    after("at most", AtMost, "300 companies at most"),
    after("plus", MoreThan, "300-plus companies"),
    after("odd", About, "300-odd companies"),
    after("+", AtLeast, "400+ attendees"),
    // Exact figures dressed up.
    before("达", Exact, "金额达3741亿元"),
    before("达到", Exact, "开工率达到46%"),
    before("达到了", Exact, "开工率达到了46%"),
    before("共计", Exact, "共计195个项目"),
    before("合计", Exact, "合计195个项目"),
    before("总计", Exact, "总计195个项目"),
    before("reach", Exact, "expected to reach 300 billion yuan"),
    before("reaches", Exact, "the total reaches 300 billion yuan"),
    before("reached", Exact, "the total reached 300 billion yuan"),
    before("reaching", Exact, "reaching 300 billion yuan"),
    before("a total of", Exact, "a total of 120 projects"),
    before("totaling", Exact, "totaling 201.22 billion yuan"),
    before("totalling", Exact, "totalling 201.22 billion yuan"),
    before("totaled", Exact, "contracts totaled 201.22 billion yuan"),
    before("totalled", Exact, "contracts totalled 201.22 billion yuan"),
    before("amounting to", Exact, "amounting to 201.22 billion yuan"),
    before("amounted to", Exact, "amounted to 201.22 billion yuan"),
    before("exactly", Exact, "exactly 195 projects"),
    // By how much something fell.
    falls("fell", "exports fell 3.5 percent"),
    falls("fell by", "exports fell by 3.5 percent"),
    falls("falling", "falling 3.5 percent"),
    falls("down", "down 12.1 percent"),
    falls("down by", "down by 12.1 percent"),
    falls("declined", "output declined 4 percent"),
    falls("declined by", "output declined by 4 percent"),
    falls("a decline of", "a decline of 4 percent"),
    falls("dropped", "output dropped 4 percent"),
    falls("dropped by", "output dropped by 4 percent"),
    falls("a drop of", "a drop of 4 percent"),
    falls("decreased by", "the number decreased by 30"),
    falls("a decrease of", "a decrease of 4.2 percent"),
    falls("reduced by", "costs were reduced by 4 percent"),
    falls("shrank by", "the economy shrank by 2 percent"),
    falls("下降", "下降3.5%"),
    falls("下降了", "下降了3.5%"),
    falls("下滑", "同比下滑12.1%"),
    falls("下滑了", "同比下滑了12.1%"),
    falls("下跌", "价格下跌3.5%"),
    falls("减少", "减少30家"),
    falls("减少了", "减少了30家"),
    falls("降低", "成本降低3.5%"),
    falls("降低了", "成本降低了3.5%"),
    falls("回落", "增速回落0.1个百分点"),
    falls("收窄", "降幅收窄0.1个百分点"),
    falls("放缓", "增速放缓0.1个百分点"),
    falls("缩减", "规模缩减3.5%"),
    falls("负增长", "负增长2.1%"),
    // What is not yet signed.
    at_most("expected", Expected, "195 projects are expected to be signed"),
    at_most("expects", Expected, "the province expects 195 projects"),
    at_most("estimated", Expected, "estimated to exceed 330 billion yuan"),
    at_most("projected", Expected, "projected at 330 billion yuan"),
    at_most("forecast", Expected, "forecast at 330 billion yuan"),
    at_most("to be signed", Expected, "195 projects to be signed"),
    at_most("will be signed", Expected, "195 projects will be signed"),
    at_most("will sign", Expected, "companies will sign 195 agreements"),
    at_most("will", Expected, "the park will bring 5,000 jobs"),
    at_most("set to", Expected, "set to sign 30 agreements"),
    at_most("likely to", Expected, "likely to sign 30 agreements"),
    at_most("scheduled to", Expected, "scheduled to sign 30 agreements"),
    at_most("planned", Intended, "30 planned projects"),
    at_most("plans to", Intended, "the firm plans to invest 3 billion yuan"),
    at_most("plan to", Intended, "they plan to invest 3 billion yuan"),
    at_most("planning to", Intended, "planning to invest 3 billion yuan"),
    at_most("intended", Intended, "30 intended projects"),
    at_most("intends to", Intended, "the firm intends to invest 3 billion yuan"),
    at_most("intention", Intended, "30 cooperation intention agreements"),
    at_most("intentions", Intended, "intentions worth 3 billion yuan"),
    at_most("letters of intent", Intended, "letters of intent for 30 projects"),
    at_most("letter of intent", Intended, "a letter of intent for 3 billion yuan"),
    at_most("target", Intended, "a target of 360 billion yuan"),
    at_most("targets", Intended, "the city targets 360 billion yuan"),
    at_most("targeting", Intended, "targeting 360 billion yuan"),
    at_most("aims to", Intended, "aims to sign 30 agreements"),
    at_most("aim to", Intended, "they aim to sign 30 agreements"),
    at_most("aiming to", Intended, "aiming to sign 30 agreements"),
    at_most("hopes to", Intended, "hopes to sign 30 agreements"),
    at_most("proposed", Intended, "30 proposed projects"),
    at_most("potential", Intended, "30 potential projects"),
    at_most("tentative", Intended, "30 tentative agreements"),
    at_most("预计", Expected, "预计签约项目195个"),
    at_most("预期", Expected, "预期签约项目195个"),
    at_most("预估", Expected, "预估金额300亿元"),
    at_most("估计", Expected, "估计总额300亿元"),
    at_most("有望", Expected, "有望签约30个项目"),
    at_most("即将", Expected, "即将签约30个项目"),
    at_most("将签", Expected, "将签约30个项目"),
    at_most("将集中签约", Expected, "将集中签约30个项目"),
    at_most("将现场签约", Expected, "将现场签约30个项目"),
    at_most("将达", Expected, "总额将达300亿元"),
    at_most("将超", Expected, "总额将超300亿元"),
    at_most("将突破", Expected, "总额将突破300亿元"),
    at_most("将实现", Expected, "将实现产值300亿元"),
    at_most("将新增", Expected, "将新增岗位3000个"),
    at_most("将带动", Expected, "将带动就业3000人"),
    at_most("将有", Expected, "将有30个项目签约"),
    at_most("将于", Expected, "30个项目将于近日签约"),
    at_most("将在", Expected, "30个项目将在会上签约"),
    at_most("将形成", Expected, "将形成产值300亿元"),
    at_most("将建", Expected, "将建30个项目"),
    at_most("拟", Intended, "拟签约项目500余个"),
    at_most("计划签", Intended, "计划签约30个项目"),
    at_most("计划引进", Intended, "计划引进30个项目"),
    at_most("计划开工", Intended, "计划开工30个项目"),
    at_most("计划实施", Intended, "计划实施30个项目"),
    at_most("计划新增", Intended, "计划新增岗位3000个"),
    at_most("计划建", Intended, "计划建设30个项目"),
    at_most("计划于", Intended, "30个项目计划于年内开工"),
    at_most("计划", Intended, "30个计划项目"),
    at_most("意向", Intended, "意向签约30个项目"),
    at_most("意愿", Intended, "30家企业有投资意愿"),
    at_most("力争", Intended, "力争签约30个项目"),
    at_most("争取", Intended, "争取签约30个项目"),
    at_most("目标", Intended, "全年目标3600亿元"),
    at_most("待签", Intended, "待签项目30个"),
    at_most("洽谈", Intended, "洽谈项目30个"),
    at_most("在谈", Intended, "在谈项目30个"),
    at_most("储备", Intended, "储备项目30个"),
    at_most("谋划", Intended, "谋划项目30个"),
    at_most("征集", Intended, "征集项目30个"),
    at_most("发布", Offered, "发布项目1000余个"),
    at_most("推介", Offered, "推介项目1000余个"),
    // What has been reached.
    reached("signed", Signed, "172 projects signed at the opening ceremony"),
    reached("inked", Signed, "30 deals were inked"),
    reached("sealed", Signed, "30 deals were sealed"),
    reached("concluded", Signed, "30 agreements were concluded"),
    reached("contracted", Signed, "30 contracted projects"),
    reached("签约", Signed, "签约项目195个"),
    reached("已签", Signed, "已签项目195个"),
    reached("签订", Signed, "签订协议30份"),
    reached("签署", Signed, "签署协议30份"),
    reached("签下", Signed, "签下30个项目"),
    reached("started construction", Started, "140 projects have started construction"),
    reached("begun construction", Started, "140 projects have begun construction"),
    reached("under construction", Started, "140 projects are under construction"),
    reached("broken ground", Started, "140 projects have broken ground"),
    reached("broke ground", Started, "140 projects broke ground"),
    reached("started", Started, "140 projects have started"),
    reached("开工", Started, "已开工140个"),
    reached("动工", Started, "已动工140个"),
    reached("在建", Started, "在建项目140个"),
    reached("落地", Started, "落地项目140个"),
    reached("completed", Realised, "20 projects have been completed"),
    reached("put into operation", Realised, "20 projects were put into operation"),
    reached("put into production", Realised, "20 projects were put into production"),
    reached("in operation", Realised, "20 projects are in operation"),
    reached("in production", Realised, "20 projects are in production"),
    reached("in place", Realised, "funds in place reached 98.3 billion yuan"),
    reached("投产", Realised, "投产项目20个"),
    reached("达产", Realised, "达产项目20个"),
    reached("建成", Realised, "建成项目20个"),
    reached("竣工", Realised, "竣工项目20个"),
    reached("投运", Realised, "投运项目20个"),
    reached("到位", Realised, "到位资金3507.55亿元"),
    reached("完成投资", Realised, "完成投资98.3亿元"),
    reached("实际利用", Realised, "实际利用外资30亿元"),
    Entry {
        at_most: Some(Cancelled),
        ..reached("cancelled", Cancelled, "3 projects were cancelled")
    },
    Entry {
        at_most: Some(Cancelled),
        ..reached("canceled", Cancelled, "3 projects were canceled")
    },
    Entry { at_most: Some(Cancelled), ..reached("终止", Cancelled, "终止项目3个") },
    Entry { at_most: Some(Cancelled), ..reached("取消", Cancelled, "取消项目3个") },
    // Words that contain an entry and are none.
    neither("节约", "节约30亿元"),
    neither("合约", "合约30份"),
    neither("条约", "条约30项"),
    neither("公约", "公约30项"),
    neither("违约", "违约30家"),
    neither("履约", "履约30个"),
    neither("邀约", "邀约30家企业"),
    neither("通过", "通过30个项目"),
    neither("经过", "经过30天"),
    neither("不过", "不过30个项目"),
    neither("最近", "最近3个月"),
    neither("附近", "附近30个园区"),
    neither("到达", "到达30人"),
    neither("发达", "发达20国"),
    neither("传达", "传达30人"),
    neither("表达", "表达30人"),
    neither("行动计划", "三年行动计划30项"),
    neither("计划投资", "计划投资金额3966亿元"),
    neither("计划总投资", "计划总投资3966亿元"),
    neither("拟投资额", "拟投资额3966亿元"),
    neither("拟投资金额", "拟投资金额3966亿元"),
    neither("拟总投资", "拟总投资3966亿元"),
    neither("planned investment", "a planned investment of 3 billion yuan"),
    neither("新闻发布", "新闻发布会30场"),
    neither("发布会", "发布会30场"),
    neither("推介会", "推介会30场"),
    neither("推介活动", "推介活动30场"),
    neither("未签约", "未签约30个"),
    neither("未开工", "未开工30个"),
    neither("模拟", "模拟30次"),
    neither("虚拟", "虚拟30次"),
    neither("目标任务", "目标任务30项"),
];

/// The entry of some words, in a place.
pub(crate) fn entry_of(words: &str, places: &[Place]) -> Option<&'static Entry> {
    LEXICON.iter().find(|entry| entry.words == words && places.contains(&entry.place))
}
