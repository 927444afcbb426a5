//! Dates, spans of days and periods in words.

use briefing_model::date::Date;
use briefing_model::period::Period;

use super::lexicon;

/// Patterns of dates, with `{day}`, `{month}`, `{year}` and the like.
pub(crate) struct DateWords {
    pub(crate) months: [&'static str; 12],
    pub(crate) months_short: [&'static str; 12],
    pub(crate) long: &'static str,
    pub(crate) short: &'static str,
    pub(crate) month: &'static str,
    pub(crate) quarter: &'static str,
    pub(crate) quarters: [&'static str; 4],
    pub(crate) year: &'static str,
    pub(crate) week: &'static str,
    pub(crate) all: &'static str,
    /// `{from}` and `{to}`, of two days or two periods.
    pub(crate) range: &'static str,
    /// Days of one month: `{from}` and `{to}` are days.
    pub(crate) days: &'static str,
    /// Days of one year: `{from}` and `{to}` are days with their months.
    pub(crate) days_of_year: &'static str,
    /// A day with its month: a part of `days_of_year`.
    pub(crate) day: &'static str,
    /// Months of one year: `{from}` and `{to}` are months.
    pub(crate) months_of_year: &'static str,
    /// An edition as of a day: `{period}` and `{day}`.
    pub(crate) as_of: &'static str,
    /// Quarters of one year: `{from}` and `{to}` are their numbers.
    pub(crate) quarters_of_year: &'static str,
}

impl DateWords {
    /// The number of a quarter, as the language writes it.
    fn quarter_name(&self, quarter: i8) -> &'static str {
        self.quarters[usize::try_from(quarter - 1).unwrap_or_default().min(3)]
    }
}

/// How a date is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateStyle {
    /// 27 October 2024.
    #[default]
    Long,
    /// 27 Oct 2024.
    Short,
    /// 2024-10-27.
    Iso,
}

/// A date in words.
#[must_use]
pub fn date(date: Date, style: DateStyle, locale: &str) -> String {
    let words = &lexicon(locale).dates;
    match style {
        DateStyle::Long => fill(words.long, date, &words.months),
        DateStyle::Short => fill(words.short, date, &words.months_short),
        DateStyle::Iso => date.to_string(),
    }
}

/// The days from one to another in words: "15–17 June 2024".
#[must_use]
pub fn dates(from: Date, to: Date, style: DateStyle, locale: &str) -> String {
    if from == to {
        return date(from, style, locale);
    }
    let words = &lexicon(locale).dates;
    let range =
        |from: String, to: String| words.range.replace("{from}", &from).replace("{to}", &to);
    let months = match style {
        DateStyle::Long => &words.months,
        DateStyle::Short => &words.months_short,
        DateStyle::Iso => return range(from.to_string(), to.to_string()),
    };
    if from.first_of_month() == to.first_of_month() {
        let days = words
            .days
            .replace("{from}", &from.day().to_string())
            .replace("{to}", &to.day().to_string());
        return fill(&days, from, months);
    }
    if from.year() == to.year() {
        let days = words
            .days_of_year
            .replace("{from}", &fill(words.day, from, months))
            .replace("{to}", &fill(words.day, to, months));
        return fill(&days, from, months);
    }
    range(date(from, style, locale), date(to, style, locale))
}

/// A period in words: "2024", "October 2024", "Q3 2024".
#[must_use]
pub fn period(period: Period, locale: &str) -> String {
    let words = &lexicon(locale).dates;
    let year = |pattern: &str, year: i16| pattern.replace("{year}", &year.to_string());
    match period {
        Period::All => words.all.to_owned(),
        Period::Year { year: of } => year(words.year, of),
        Period::Quarter { year: of, quarter } => {
            year(words.quarter, of).replace("{quarter}", words.quarter_name(quarter))
        }
        Period::Month { year: of, month } => {
            let index = usize::try_from(month - 1).unwrap_or_default().min(11);
            year(words.month, of).replace("{month}", words.months[index])
        }
        Period::Week { year: of, week } => {
            year(words.week, of).replace("{week}", &week.to_string())
        }
        Period::Dates { from, to } => {
            units(from, to, locale).unwrap_or_else(|| dates(from, to, DateStyle::Long, locale))
        }
    }
}

/// The name of an edition in words: "2018 to 2025" for `2018-01-01..2025-12-31`, "October 2024, as of
/// 1 November 2024". What is no such name stays as it is.
#[must_use]
pub fn edition(name: &str, locale: &str) -> String {
    let (rest, revision) = match name.rsplit_once(".r") {
        Some((rest, number))
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            (rest, &name[rest.len()..])
        }
        _ => (name, ""),
    };
    let (of, day) = match rest.split_once(".as-of-") {
        Some((of, day)) => (of, Some(day)),
        None => (rest, None),
    };
    let Ok(of) = Period::parse(of) else { return name.to_owned() };
    let of = period(of, locale);
    let known = day.map(|day| day.parse().map(|day| date(day, DateStyle::Long, locale)));
    match known {
        None => format!("{of}{revision}"),
        Some(Ok(day)) => {
            let pattern = lexicon(locale).dates.as_of;
            format!("{}{revision}", pattern.replace("{period}", &of).replace("{day}", &day))
        }
        Some(Err(_)) => name.to_owned(),
    }
}

/// The days from one to another as the years, quarters or months that they are: "2018 to 2025",
/// "October to December 2024"; `None` where they are not whole ones.
fn units(from: Date, to: Date, locale: &str) -> Option<String> {
    let words = &lexicon(locale).dates;
    let (first, last) = Period::Dates { from, to }.ends();
    if matches!(first, Period::Dates { .. }) {
        return None;
    }
    if first == last {
        return Some(period(first, locale));
    }
    let fill = |pattern: &str, from: &str, to: &str| {
        pattern
            .replace("{from}", from)
            .replace("{to}", to)
            .replace("{year}", &to_year(last).to_string())
    };
    let is_one_year = to_year(first) == to_year(last);
    Some(match (first, last) {
        (Period::Quarter { quarter: a, .. }, Period::Quarter { quarter: b, .. }) if is_one_year => {
            fill(words.quarters_of_year, words.quarter_name(a), words.quarter_name(b))
        }
        (Period::Month { month: a, .. }, Period::Month { month: b, .. }) if is_one_year => {
            let name =
                |month: i8| words.months[usize::try_from(month - 1).unwrap_or_default().min(11)];
            fill(words.months_of_year, name(a), name(b))
        }
        _ => fill(words.range, &period(first, locale), &period(last, locale)),
    })
}

fn to_year(period: Period) -> i16 {
    period.last().map(Date::year).unwrap_or_default()
}

fn fill(pattern: &str, date: Date, months: &[&str; 12]) -> String {
    let index = usize::try_from(date.month() - 1).unwrap_or_default().min(11);
    pattern
        .replace("{day}", &date.day().to_string())
        .replace("{month}", months[index])
        .replace("{year}", &date.year().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_printed_as_the_language_does() {
        let date_ = day("2024-10-27");
        assert_eq!(date(date_, DateStyle::Long, "en"), "27 October 2024");
        assert_eq!(date(date_, DateStyle::Short, "en"), "27 Oct 2024");
        assert_eq!(date(date_, DateStyle::Iso, "zh"), "2024-10-27");
        assert_eq!(date(date_, DateStyle::Long, "zh"), "2024年10月27日");
    }

    #[test]
    fn spans_of_days_say_the_month_once() {
        let long = |from, to, locale| dates(day(from), day(to), DateStyle::Long, locale);
        assert_eq!(long("2024-06-15", "2024-06-17", "en"), "15–17 June 2024");
        assert_eq!(long("2024-06-15", "2024-06-17", "zh"), "2024年6月15日至17日");
        assert_eq!(long("2024-06-15", "2024-06-15", "en"), "15 June 2024");
        assert_eq!(long("2024-08-31", "2024-09-02", "en"), "31 August to 2 September 2024");
        assert_eq!(long("2018-10-31", "2018-11-02", "zh"), "2018年10月31日至11月2日");
        assert_eq!(long("2023-12-31", "2024-01-02", "en"), "31 December 2023 to 2 January 2024");
        assert_eq!(long("2023-12-31", "2024-01-02", "zh"), "2023年12月31日至2024年1月2日");
        let short = |from, to, locale| dates(day(from), day(to), DateStyle::Short, locale);
        assert_eq!(short("2018-10-31", "2018-11-02", "en"), "31 Oct to 2 Nov 2018");
    }

    #[test]
    fn editions_are_called_by_their_period() {
        for (name, en, zh) in [
            ("2024", "2024", "2024年"),
            ("2018-01-01..2025-12-31.r2", "2018 to 2025.r2", "2018年至2025年.r2"),
            ("2024.as-of-2024-10-01", "2024, as of 1 October 2024", "2024年（截至2024年10月1日）"),
            ("draft", "draft", "draft"),
        ] {
            assert_eq!((edition(name, "en"), edition(name, "zh")), (en.to_owned(), zh.to_owned()));
        }
    }

    #[test]
    fn periods_have_names() {
        for (text, en, zh) in [
            ("all", "all years", "历年"),
            ("2024", "2024", "2024年"),
            ("2024-Q3", "Q3 2024", "2024年第三季度"),
            ("2024-10", "October 2024", "2024年10月"),
            ("2024-W43", "week 43 of 2024", "2024年第43周"),
            ("2024-06-15..2024-06-17", "15–17 June 2024", "2024年6月15日至17日"),
            ("2018-01-01..2025-12-31", "2018 to 2025", "2018年至2025年"),
            ("2024-01-01..2024-12-31", "2024", "2024年"),
            ("2024-04-01..2024-09-30", "Q2 to Q3 2024", "2024年第二季度至第三季度"),
            ("2023-10-01..2024-03-31", "Q4 2023 to Q1 2024", "2023年第四季度至2024年第一季度"),
            ("2024-02-01..2024-03-31", "February to March 2024", "2024年2月至3月"),
            ("2023-12-01..2024-02-29", "December 2023 to February 2024", "2023年12月至2024年2月"),
            ("2024-03-01..2024-04-15", "1 March to 15 April 2024", "2024年3月1日至4月15日"),
            ("2024-10-27", "27 October 2024", "2024年10月27日"),
        ] {
            let parsed = Period::parse(text).unwrap();
            assert_eq!(period(parsed, "en"), en);
            assert_eq!(period(parsed, "zh"), zh);
        }
    }
}
