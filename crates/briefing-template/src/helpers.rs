//! The helpers that come with Briefing: the lines of [`register_all`] are the list.

mod arguments;
mod case;
mod chart;
mod checks;
mod cite;
mod claims;
mod compare;
mod comparison;
mod conflicts;
mod corrections;
mod count;
mod coverage;
mod date;
mod default;
mod delta;
mod figure;
mod join;
mod label;
mod list;
mod literal;
mod logic;
mod missing;
mod period;
mod plural;
mod quote;
mod sources;
mod table;

use briefing_plugin::{
    Helper, HelperCall, HelperError, HelperOutput, Registry, RegistryError, Signature,
};

/// Adds the helpers that come with Briefing.
///
/// # Errors
/// One of their names is taken.
pub fn register_all(registry: &mut Registry) -> Result<(), RegistryError> {
    for helper in SHIPPED {
        registry.add_helper(*helper)?;
    }
    Ok(())
}

static SHIPPED: &[&Shipped] = &[
    // Figures and what they rest on.
    &figure::FIGURE,
    &coverage::COVERAGE,
    &delta::DELTA,
    &compare::COMPARE,
    &missing::MISSING,
    &cite::CITE,
    &quote::QUOTE,
    // Blocks.
    &table::TABLE,
    &list::LIST,
    &chart::CHART,
    &claims::CLAIMS,
    &conflicts::CONFLICTS,
    &corrections::CORRECTIONS,
    &checks::FINDINGS,
    &checks::IDENTITIES,
    &checks::RATES,
    &sources::SOURCES,
    // Words.
    &date::DATE,
    &period::PERIOD,
    &label::LABEL,
    &literal::LITERAL,
    &plural::PLURAL,
    &join::JOIN,
    &case::UPPER,
    &case::LOWER,
    &case::CAPITALISE,
    &default::DEFAULT,
    &count::COUNT,
    &count::LENGTH,
    // Conditions.
    &comparison::EQ,
    &comparison::NE,
    &comparison::LT,
    &comparison::GT,
    &comparison::LE,
    &comparison::GE,
    &logic::AND,
    &logic::OR,
    &logic::NOT,
    &delta::COMPARABLE,
];

/// Whether a helper looks at nothing but its own arguments, of a metric at no more than its id and
/// its single figure.
pub(crate) fn is_shipped(name: &str) -> bool {
    SHIPPED.iter().any(|helper| helper.name == name)
}

/// A helper made of a function.
struct Shipped {
    name: &'static str,
    about: &'static str,
    signature: fn() -> Signature,
    call: fn(&HelperCall<'_>) -> Result<HelperOutput, HelperError>,
}

impl Helper for &'static Shipped {
    fn name(&self) -> &str {
        self.name
    }

    fn about(&self) -> &str {
        self.about
    }

    fn signature(&self) -> Signature {
        (self.signature)()
    }

    fn call(&self, call: &HelperCall<'_>) -> Result<HelperOutput, HelperError> {
        (self.call)(call)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_helper_says_what_it_does_and_takes() {
        let mut registry = Registry::new();
        register_all(&mut registry).unwrap();
        for helper in registry.helpers() {
            assert!(!helper.about().is_empty(), "{}", helper.name());
            let signature = helper.signature();
            for argument in signature.positional.iter().chain(&signature.named) {
                assert!(!argument.about.is_empty(), "{} {}", helper.name(), argument.name);
            }
            assert!(
                signature.positional.is_sorted_by_key(|argument| argument.optional),
                "{}: what may be left out comes last",
                helper.name()
            );
            assert!(signature.named.iter().all(|option| option.optional), "{}", helper.name());
        }
    }

    #[test]
    fn registering_twice_is_an_error() {
        let mut registry = Registry::new();
        register_all(&mut registry).unwrap();
        assert!(register_all(&mut registry).is_err());
    }
}
