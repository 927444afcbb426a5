//! `eq`, `ne`, `lt`, `gt`, `le`, `ge`: conditions. Of figures they hold only where they hold for
//! every value that the figures may have: of two bounds, neither `lt` nor `ge` need hold.

use std::cmp::Ordering;

use briefing_model::figure::Comparison;
use briefing_model::number::Number;
use briefing_plugin::{ArgumentKind, HelperCall, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{figure, is_figure, required};

macro_rules! condition {
    ($name:ident, $word:literal, $about:literal, $($holds:ident)|+) => {
        pub(super) static $name: Shipped = Shipped {
            name: $word,
            about: $about,
            signature: pair,
            call: |call| {
                let holds = matches!(compare(call)?, $(Comparison::$holds)|+);
                Ok(HelperOutput::Value(Value::Bool(holds)))
            },
        };
    };
}

condition!(EQ, "eq", "whether two values are certainly equal", Equal);
condition!(NE, "ne", "whether two values are certainly different", Less | Greater);
condition!(LT, "lt", "whether the first is certainly less", Less);
condition!(GT, "gt", "whether the first is certainly greater", Greater);
condition!(LE, "le", "whether the first is certainly not greater", Less | LessOrEqual | Equal);
condition!(GE, "ge", "whether the first is certainly not less", Greater | GreaterOrEqual | Equal);

fn pair() -> Signature {
    Signature {
        positional: vec![
            required("left", ArgumentKind::Any, "a figure, number or text"),
            required("right", ArgumentKind::Any, "a value to compare it with"),
        ],
        named: Vec::new(),
    }
}

fn compare(call: &HelperCall<'_>) -> Result<Comparison, HelperError> {
    let (left, right) = (call.argument(0), call.argument(1));
    if is_figure(left) || is_figure(right) {
        return compare_figures(left, right);
    }
    let order = match (number(left), number(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => match (left, right) {
            (Value::String(left), Value::String(right)) => left.cmp(right),
            // Other values are equal or not, and in no order: a difference counts as one.
            _ if left == right => Ordering::Equal,
            _ => Ordering::Less,
        },
    };
    Ok(match order {
        Ordering::Less => Comparison::Less,
        Ordering::Equal => Comparison::Equal,
        Ordering::Greater => Comparison::Greater,
    })
}

/// A plain number beside a figure is one of the figure's unit.
fn compare_figures(left: &Value, right: &Value) -> Result<Comparison, HelperError> {
    let (a, b) = (figure(left), figure(right));
    let unit = a.as_ref().or(b.as_ref()).map(|figure| figure.unit().clone());
    let as_figure = |value: &Value, figure: Option<briefing_model::figure::Figure>| {
        figure
            .or_else(|| Some(briefing_model::figure::Figure::exact(number(value)?, unit.clone()?)))
    };
    match (as_figure(left, a), as_figure(right, b)) {
        (Some(a), Some(b)) => a.compare(&b).map_err(|error| HelperError::new(error.to_string())),
        _ => Ok(Comparison::Unknown),
    }
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use briefing_plugin::Helper as _;
    use serde_json::json;

    use super::*;
    use crate::fixture;

    fn holds(helper: &'static Shipped, left: &Value, right: &Value) -> bool {
        let options = BTreeMap::new();
        let arguments = [left, right];
        let output = helper.call(&HelperCall::new(&arguments, &options, "en")).unwrap();
        output == HelperOutput::Value(Value::Bool(true))
    }

    #[test]
    fn conditions_on_figures_hold_for_every_value_or_not_at_all() {
        let figure = |text| json!({ "figure": fixture::figure(text, "project") });
        let (exact, bound) = (figure("195"), figure("> 172"));
        assert!(!holds(&GT, &exact, &bound) && !holds(&LE, &exact, &bound));
        assert!(!holds(&EQ, &bound, &bound) && !holds(&NE, &bound, &bound));
        assert!(holds(&GT, &bound, &figure("100")));
        assert!(holds(&GE, &exact, &json!(195)) && holds(&EQ, &exact, &json!(195)));
        assert!(!holds(&EQ, &json!({ "metric": "a", "value": null }), &json!(0)));
    }

    #[test]
    fn other_values_compare_as_numbers_or_texts() {
        assert!(holds(&LT, &json!(9), &json!("10")));
        assert!(holds(&EQ, &json!("CN-GS"), &json!("CN-GS")));
        assert!(holds(&NE, &json!(true), &json!(false)));
    }
}
