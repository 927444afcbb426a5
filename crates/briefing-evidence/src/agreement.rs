//! How far a figure that words state is the one that a claim says.

use briefing_model::figure::Figure;
use briefing_model::number::Number;

/// How far two figures are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// The same figure.
    Whole,
    /// The same number, with another bound.
    Value,
    /// The same digits: the claim has so many times the number, a power of ten or a part in one.
    Magnitude(Number),
    /// The same number with the other sign.
    Sign,
    /// Another number.
    None,
}

impl Agreement {
    /// Whether the number is the same.
    pub(crate) fn is_value(self) -> bool {
        matches!(self, Self::Whole | Self::Value)
    }

    /// What is wrong, where it is a common slip.
    pub(crate) fn slip(self) -> Option<String> {
        match self {
            Self::Magnitude(times) if times > Number::ONE => Some(format!(
                "the digits agree, the magnitude does not: the claim has {times} times as much"
            )),
            Self::Magnitude(times) => Some(format!(
                "the digits agree, the magnitude does not: the claim has a part in {} of it",
                Number::ONE.checked_div(times)?
            )),
            Self::Sign => {
                Some("the words say the other direction: a fall is below zero".to_owned())
            }
            Self::Whole | Self::Value | Self::None => None,
        }
    }
}

/// How far what is stated is what is claimed; units are the caller's to compare.
pub(crate) fn agreement(claimed: &Figure, stated: &Figure) -> Agreement {
    let (ours, theirs) = (ends(claimed), ends(stated));
    if ours == theirs {
        let whole = claimed.lower() == stated.lower()
            && claimed.upper() == stated.upper()
            && claimed.is_about() == stated.is_about();
        return if whole { Agreement::Whole } else { Agreement::Value };
    }
    let ratios = ours.iter().zip(&theirs).map(|(ours, theirs)| ours.checked_div(*theirs));
    let ratios: Option<Vec<Number>> = ratios.collect();
    let Some([first, rest @ ..]) = ratios.as_deref() else { return Agreement::None };
    if ours.len() != theirs.len() || rest.iter().any(|ratio| ratio != first) {
        Agreement::None
    } else if *first == Number::from_integer(-1) {
        Agreement::Sign
    } else if is_power_of_ten(first.numer()) && is_power_of_ten(first.denom()) {
        Agreement::Magnitude(*first)
    } else {
        Agreement::None
    }
}

/// The numbers at the ends of a figure: one where they are the same.
fn ends(figure: &Figure) -> Vec<Number> {
    let ends = [figure.lower(), figure.upper()];
    let mut ends: Vec<Number> = ends.into_iter().flatten().map(|end| end.value).collect();
    ends.dedup();
    ends
}

fn is_power_of_ten(number: i128) -> bool {
    number > 0 && number.to_string().trim_end_matches('0') == "1"
}

#[cfg(test)]
mod tests {
    use super::*;
    use briefing_model::unit::Unit;

    fn of(claimed: &str, stated: &str) -> Agreement {
        let figure = |text: &str| Figure::parse(text, &Unit::new("CNY").unwrap()).unwrap();
        agreement(&figure(claimed), &figure(stated))
    }

    #[test]
    fn figures_differ_by_number_magnitude_sign_or_bound() {
        let times = |numer, denom| Agreement::Magnitude(Number::new(numer, denom).unwrap());
        for (claimed, stated, expected) in [
            ("3062亿", "306.2 billion", Agreement::Whole),
            ("> 300 billion", "> 300 billion", Agreement::Whole),
            ("300 billion", "> 300 billion", Agreement::Value),
            ("~ 300 billion", "300 billion", Agreement::Value),
            (">= 300 billion", "> 300 billion", Agreement::Value),
            ("30.62 billion", "306.2 billion", times(1, 10)),
            ("> 3062 billion", "306.2 billion", times(10, 1)),
            ("280..300 million", "280..300 billion", times(1, 1000)),
            ("-3.5", "3.5", Agreement::Sign),
            ("306.3 billion", "306.2 billion", Agreement::None),
            ("280..310 billion", "280..300 billion", Agreement::None),
            ("280 billion", "280..300 billion", Agreement::None),
            ("600 billion", "300 billion", Agreement::None),
            ("0", "300 billion", Agreement::None),
            ("300 billion", "0", Agreement::None),
        ] {
            assert_eq!(of(claimed, stated), expected, "{claimed} against {stated}");
        }
    }
}
