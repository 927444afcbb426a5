//! Units that words name: currencies, percent, and what is measured in ways of its own.

use std::sync::LazyLock;

use briefing_model::unit::Unit;

use crate::table::Table;
use crate::text::{Text, is_han, is_latin};

/// A unit beside a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Measured {
    /// A currency, by its ISO 4217 code.
    Money(&'static str),
    /// Percent.
    Percent,
    /// Percentage points: a difference of shares, no share.
    Points,
    /// Any other unit of measurement.
    Physical,
}

impl Measured {
    pub(crate) fn is_money(&self) -> bool {
        matches!(self, Self::Money(_))
    }

    /// The unit in the model; plain numbers and physical units have none.
    pub(crate) fn unit(&self) -> Unit {
        match self {
            Self::Money(code) => Unit::new(code).unwrap_or_else(|_| Unit::one()),
            Self::Percent => Unit::percent(),
            Self::Points | Self::Physical => Unit::one(),
        }
    }
}

/// Currencies before a number, longest first. A bare `$` is the United States', a bare `¥` China's,
/// as in the sources of the field; where another is meant, they say `HK$`, `JP¥`.
const PREFIXES: [(&str, &str); 43] = [
    ("人民币", "CNY"),
    ("美元", "USD"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("欧元", "EUR"),
    ("日元", "JPY"),
    ("英镑", "GBP"),
    ("renminbi", "CNY"),
    ("cn¥", "CNY"),
    ("jp¥", "JPY"),
    ("us$", "USD"),
    ("us $", "USD"),
    ("u.s.$", "USD"),
    ("hk$", "HKD"),
    ("nt$", "TWD"),
    ("au$", "AUD"),
    ("a$", "AUD"),
    ("ca$", "CAD"),
    ("c$", "CAD"),
    ("s$", "SGD"),
    ("nz$", "NZD"),
    ("r$", "BRL"),
    ("rmb¥", "CNY"),
    ("rmb", "CNY"),
    ("cny", "CNY"),
    ("usd", "USD"),
    ("hkd", "HKD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("jpy", "JPY"),
    ("krw", "KRW"),
    ("chf", "CHF"),
    ("aud", "AUD"),
    ("cad", "CAD"),
    ("sgd", "SGD"),
    ("inr", "INR"),
    ("rub", "RUB"),
    ("¥", "CNY"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₩", "KRW"),
    ("₹", "INR"),
];

/// The currency that begins at a place with a number after it: its code, and where the number
/// begins.
pub(crate) fn prefix(text: &Text, at: usize) -> Option<(&'static str, usize)> {
    let first = text.at(at);
    if is_latin(first) && (is_latin(text.before(at)) || text.before(at).is_ascii_digit()) {
        return None;
    }
    let (_, code, end) = PREFIX_TABLE.longest(text, at)?;
    // A code is a word of its own: `RMB 300`, `RMB300`, and not `rmbx`.
    let number = text.skip_blanks(end);
    (!is_latin(text.at(number)) || number > end).then_some((*code, number))
}

static PREFIX_TABLE: LazyLock<Table<&str>> = LazyLock::new(|| Table::new(PREFIXES));

/// The currency that ends right before a place, blanks aside.
pub(crate) fn prefix_before(text: &Text, at: usize) -> Option<&'static str> {
    let end = text.skip_blanks_back(at);
    PREFIXES.iter().find(|(sign, _)| text.ends(end, sign)).map(|(_, code)| *code)
}

/// Units after a number, longest first within a first character.
const SUFFIXES: &[(&str, Measured)] = &[
    ("元人民币", Measured::Money("CNY")),
    ("人民币元", Measured::Money("CNY")),
    ("人民币", Measured::Money("CNY")),
    ("元整", Measured::Money("CNY")),
    ("元", Measured::Money("CNY")),
    ("块钱", Measured::Money("CNY")),
    ("美元", Measured::Money("USD")),
    ("美金", Measured::Money("USD")),
    ("港元", Measured::Money("HKD")),
    ("港币", Measured::Money("HKD")),
    ("澳门元", Measured::Money("MOP")),
    ("新台币", Measured::Money("TWD")),
    ("台币", Measured::Money("TWD")),
    ("欧元", Measured::Money("EUR")),
    ("英镑", Measured::Money("GBP")),
    ("日元", Measured::Money("JPY")),
    ("日圆", Measured::Money("JPY")),
    ("韩元", Measured::Money("KRW")),
    ("澳元", Measured::Money("AUD")),
    ("加元", Measured::Money("CAD")),
    ("新加坡元", Measured::Money("SGD")),
    ("新元", Measured::Money("SGD")),
    ("瑞士法郎", Measured::Money("CHF")),
    ("卢布", Measured::Money("RUB")),
    ("yuan renminbi", Measured::Money("CNY")),
    ("yuan rmb", Measured::Money("CNY")),
    ("chinese yuan", Measured::Money("CNY")),
    ("yuan", Measured::Money("CNY")),
    ("renminbi", Measured::Money("CNY")),
    ("rmb", Measured::Money("CNY")),
    ("cny", Measured::Money("CNY")),
    ("u.s. dollars", Measured::Money("USD")),
    ("u.s. dollar", Measured::Money("USD")),
    ("u. s. dollars", Measured::Money("USD")),
    ("us dollars", Measured::Money("USD")),
    ("us dollar", Measured::Money("USD")),
    ("american dollars", Measured::Money("USD")),
    ("hong kong dollars", Measured::Money("HKD")),
    ("australian dollars", Measured::Money("AUD")),
    ("canadian dollars", Measured::Money("CAD")),
    ("singapore dollars", Measured::Money("SGD")),
    ("dollars", Measured::Money("USD")),
    ("dollar", Measured::Money("USD")),
    ("usd", Measured::Money("USD")),
    ("hkd", Measured::Money("HKD")),
    ("euros", Measured::Money("EUR")),
    ("euro", Measured::Money("EUR")),
    ("eur", Measured::Money("EUR")),
    ("pounds sterling", Measured::Money("GBP")),
    ("gbp", Measured::Money("GBP")),
    ("japanese yen", Measured::Money("JPY")),
    ("yen", Measured::Money("JPY")),
    ("jpy", Measured::Money("JPY")),
    ("€", Measured::Money("EUR")),
    ("个百分点", Measured::Points),
    ("百分点", Measured::Points),
    ("percentage points", Measured::Points),
    ("percentage point", Measured::Points),
    ("percent points", Measured::Points),
    ("pp", Measured::Points),
    ("%", Measured::Percent),
    ("per cent", Measured::Percent),
    ("percent", Measured::Percent),
    ("pct", Measured::Percent),
    ("千瓦时", Measured::Physical),
    ("千瓦", Measured::Physical),
    ("兆瓦", Measured::Physical),
    ("吉瓦", Measured::Physical),
    ("度电", Measured::Physical),
    ("千米", Measured::Physical),
    ("公里", Measured::Physical),
    ("平方公里", Measured::Physical),
    ("平方千米", Measured::Physical),
    ("平方米", Measured::Physical),
    ("立方米", Measured::Physical),
    ("公顷", Measured::Physical),
    ("摄氏度", Measured::Physical),
    ("°c", Measured::Physical),
    ("°", Measured::Physical),
    ("℃", Measured::Physical),
    ("公斤", Measured::Physical),
    ("千克", Measured::Physical),
    ("标准箱", Measured::Physical),
    ("吨", Measured::Physical),
    ("亩", Measured::Physical),
    ("米", Measured::Physical),
    ("square kilometers", Measured::Physical),
    ("square kilometres", Measured::Physical),
    ("square-meter", Measured::Physical),
    ("square-metre", Measured::Physical),
    ("square-kilometer", Measured::Physical),
    ("square meter", Measured::Physical),
    ("square metre", Measured::Physical),
    ("square kilometer", Measured::Physical),
    ("square kilometre", Measured::Physical),
    ("square meters", Measured::Physical),
    ("square metres", Measured::Physical),
    ("cubic meters", Measured::Physical),
    ("cubic metres", Measured::Physical),
    ("kilowatt-hours", Measured::Physical),
    ("kilowatt hours", Measured::Physical),
    ("kilometers", Measured::Physical),
    ("kilometres", Measured::Physical),
    ("kilometer", Measured::Physical),
    ("kilometre", Measured::Physical),
    ("kilograms", Measured::Physical),
    ("kilowatts", Measured::Physical),
    ("megawatts", Measured::Physical),
    ("gigawatts", Measured::Physical),
    ("hectares", Measured::Physical),
    ("hectare", Measured::Physical),
    ("metric tons", Measured::Physical),
    ("tonnes", Measured::Physical),
    ("tonne", Measured::Physical),
    ("tons", Measured::Physical),
    ("ton", Measured::Physical),
    ("meters", Measured::Physical),
    ("metres", Measured::Physical),
    ("acres", Measured::Physical),
    ("mu", Measured::Physical),
    ("kwh", Measured::Physical),
    ("mwh", Measured::Physical),
    ("gwh", Measured::Physical),
    ("twh", Measured::Physical),
    ("kw", Measured::Physical),
    ("mw", Measured::Physical),
    ("gw", Measured::Physical),
    ("km", Measured::Physical),
    ("kg", Measured::Physical),
    ("ha", Measured::Physical),
    ("cm", Measured::Physical),
];

/// A unit after a number, and where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suffix {
    pub(crate) measured: Measured,
    pub(crate) end: usize,
}

impl Suffix {
    pub(crate) fn is_money(&self) -> bool {
        self.measured.is_money()
    }
}

/// The unit that stands at a place.
pub(crate) fn suffix(text: &Text, at: usize) -> Option<Suffix> {
    // After digits a unit may be glued to them; what follows it may not.
    let is_whole = |end: usize| {
        let next = text.at(end);
        !is_latin(text.at(end - 1)) || !is_latin(next) && !next.is_ascii_digit()
    };
    let (_, measured, end) = SUFFIX_TABLE.all(text, at).find(|(_, _, end)| is_whole(*end))?;
    // `元旦`, `元素`; `米兰`
    const OTHER: [&str; 11] =
        ["元旦", "元素", "元件", "元宵", "元宇宙", "元首", "元月", "元老", "米兰", "米粉", "亩产"];
    let other = is_han(text.at(at)) && OTHER.iter().any(|word| text.has(at, word));
    (!other).then(|| Suffix { measured: measured.clone(), end })
}

static SUFFIX_TABLE: LazyLock<Table<Measured>> =
    LazyLock::new(|| Table::new(SUFFIXES.iter().cloned()));
