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
    pub(crate) year: &'static str,
    pub(crate) week: &'static str,
    pub(crate) all: &'static str,
    pub(crate) range: &'static str,
    pub(crate) days: &'static str,
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
    let same_month = from.first_of_month() == to.first_of_month();
    if same_month && style != DateStyle::Iso {
        let months = if style == DateStyle::Long { &words.months } else { &words.months_short };
        let days = words
            .days
            .replace("{from}", &from.day().to_string())
            .replace("{to}", &to.day().to_string());
        return fill(&days, from, months);
    }
    words
        .range
        .replace("{from}", &date(from, style, locale))
        .replace("{to}", &date(to, style, locale))
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
            year(words.quarter, of).replace("{quarter}", &quarter.to_string())
        }
        Period::Month { year: of, month } => {
            let index = usize::try_from(month - 1).unwrap_or_default().min(11);
            year(words.month, of).replace("{month}", words.months[index])
        }
        Period::Week { year: of, week } => {
            year(words.week, of).replace("{week}", &week.to_string())
        }
        Period::Dates { from, to } => dates(from, to, DateStyle::Long, locale),
    }
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
        assert_eq!(long("2024-08-31", "2024-09-02", "en"), "31 August 2024 to 2 September 2024");
    }

    #[test]
    fn periods_have_names() {
        for (text, en, zh) in [
            ("all", "all years", "历年"),
            ("2024", "2024", "2024年"),
            ("2024-Q3", "Q3 2024", "2024年第3季度"),
            ("2024-10", "October 2024", "2024年10月"),
            ("2024-W43", "week 43 of 2024", "2024年第43周"),
            ("2024-06-15..2024-06-17", "15–17 June 2024", "2024年6月15日至17日"),
        ] {
            let parsed = Period::parse(text).unwrap();
            assert_eq!(period(parsed, "en"), en);
            assert_eq!(period(parsed, "zh"), zh);
        }
    }
}
