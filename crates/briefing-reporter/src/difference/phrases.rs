//! Reasons and changes in words, in the language of a brief.

use briefing_diff::{Change, End, FactChange, Kind, Reason};
use briefing_facts::{ExactFigure, Fact};
use briefing_model::figure::Figure;
use briefing_template::words;

use super::Compared;

impl Compared {
    /// A reason in words: "status moved", "no longer printed".
    #[must_use]
    pub fn reason(fact: &FactChange, reason: &Reason, locale: &str) -> &'static str {
        let id = match (reason.kind, &fact.after) {
            (Kind::Printed, None) => "printed-no-more",
            (Kind::CoverageChanged, _) if reason.before == reason.after => "coverage-of-others",
            (kind, _) => kind.as_str(),
        };
        words::difference(id, locale)
    }

    /// What happened to claims that no figure tells of: "listed claims: data corrected".
    #[must_use]
    pub fn listed(reason: &Reason, locale: &str) -> String {
        let kind = match reason.kind {
            // None of them comes to be printed: that is new evidence.
            Kind::Printed => "printed-no-more",
            kind => kind.as_str(),
        };
        words::difference("listed-claims", locale).replace("{}", words::difference(kind, locale))
    }

    /// How far the figure of a fact changed, in words; empty where it has only one side.
    #[must_use]
    pub fn change(fact: &FactChange, locale: &str) -> String {
        let by = |figure: &ExactFigure| {
            let figure = Figure::try_from(figure).ok();
            figure.map(|figure| words::difference_by(&figure, locale)).unwrap_or_default()
        };
        let word = |id| words::difference(id, locale).to_owned();
        match &fact.change {
            None if fact.before.is_none() || fact.after.is_none() => String::new(),
            None => words::difference_unchanged(locale).to_owned(),
            Some(Change::By { figure }) => by(figure),
            Some(Change::Bound { end, figure }) => {
                let pattern = match end {
                    End::Lower => word("lower-bound"),
                    End::Upper => word("upper-bound"),
                };
                pattern.replace("{}", &by(figure))
            }
            Some(Change::Narrower) => word("narrower"),
            Some(Change::Wider) => word("wider"),
            Some(Change::NotComparable) => words::difference_not_comparable(locale).to_owned(),
        }
    }

    /// A reason in words, with what is said before and after where that is short: "coverage changed:
    /// 2 of 3 → 3 of 3".
    #[must_use]
    pub fn reason_at_length(fact: &FactChange, reason: &Reason, locale: &str) -> String {
        let name = Self::reason(fact, reason, locale);
        match Self::besides(fact, reason, locale) {
            Some([was, is]) if Self::is_short(reason) => {
                format!("{name}{}{was} → {is}", words::colon(locale))
            }
            _ => name.to_owned(),
        }
    }

    /// Whether what a reason says before and after is short.
    #[must_use]
    pub fn is_short(reason: &Reason) -> bool {
        match reason.kind {
            Kind::StatusMoved | Kind::PeriodChanged => true,
            Kind::CoverageChanged => reason.before != reason.after,
            _ => false,
        }
    }

    /// What a reason says besides its claims: "2 of 3 → 3 of 3", a formula before and after; `None`
    /// where it says nothing.
    #[must_use]
    pub fn besides(fact: &FactChange, reason: &Reason, locale: &str) -> Option<[String; 2]> {
        let none = || words::difference("none", locale).to_owned();
        if reason.kind == Kind::CoverageChanged {
            let coverage = |side: &Option<Fact>| {
                let coverage = &side.as_ref()?.coverage;
                // As many as before, and others.
                let text = coverage.text.clone().filter(|_| reason.before == reason.after);
                let short =
                    || words::difference_coverage(coverage.reported, coverage.expected, locale);
                Some(text.unwrap_or_else(short))
            };
            return Some(
                [&fact.before, &fact.after].map(|side| coverage(side).unwrap_or_else(none)),
            );
        }
        if reason.kind == Kind::StatusMoved {
            let statuses = |side: &Option<Fact>| -> Vec<&str> {
                let statuses = side.as_ref().map_or(&[][..], |fact| &fact.statuses);
                statuses.iter().map(|status| words::status(*status, locale)).collect()
            };
            let [was, is] = [&fact.before, &fact.after].map(statuses);
            let join = |statuses: Vec<&str>| statuses.join(words::comma(locale));
            return (was != is).then(|| [join(was), join(is)]);
        }
        if reason.before.is_none() && reason.after.is_none() {
            return None;
        }
        Some([&reason.before, &reason.after].map(|said| said.clone().unwrap_or_else(none)))
    }
}
