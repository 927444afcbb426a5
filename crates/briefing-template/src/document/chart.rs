//! Charts: one bar a row of a metric.

use briefing_model::document::{Bar, Block, Chart, Inline, plain_text};
use briefing_model::figure::Figure;
use briefing_model::number::Number;
use briefing_model::result::MetricResult;

use super::Builder;
use super::columns::cell_style;
use crate::request::RowsRequest;
use crate::words::{self, FigureStyle};

/// The way from the least to the greatest value.
const FULL: i128 = 1000;
/// How much of it is seen of whatever is not zero.
const LEAST: i128 = 2;

impl Builder<'_> {
    /// The rows of a metric as bars: what is certain, what is possible, and whether there is no end.
    pub(super) fn chart(&mut self, request: &RowsRequest, caption: Vec<Inline>) -> Vec<Block> {
        let Some(result) = self.input.results.get(request.metric.as_str()) else {
            self.no_metric(&request.metric);
            return Vec::new();
        };
        let locale = self.locale();
        let words = words::lexicon(locale);
        let rows = self.sorted_rows(result, request.sort.as_deref(), request.limit);
        let is_bounded = self.is_non_negative(result);
        let scale = Scale::of(rows.iter().filter_map(|row| row.figure()));
        let style = FigureStyle { unit: true, ..cell_style(result, false) };
        let mut bars = Vec::with_capacity(rows.len());
        let mut description = Vec::with_capacity(rows.len());
        for row in rows.iter().copied() {
            let label = self.row_label(result, row);
            let value = vec![self.row_fact(result, row, self.prose_style(row, style), false)];
            let mut described = plain_text(&value);
            if row.figure().is_some() && !row.conflicts.is_empty() {
                let (open, close) = words.brackets;
                described.push_str(&format!("{open}{}{close}", words.conflicts.mark));
            }
            description.push(format!("{label}{}{described}", words.colon));
            let label = vec![Inline::text(label)];
            bars.push(scale.bar(row.figure(), is_bounded, label, value));
        }
        if bars.is_empty() {
            return self.nothing(caption, "");
        }
        let mut notes: Vec<Vec<Inline>> =
            request.notes.iter().map(|note| vec![Inline::text(note.clone())]).collect();
        if bars.iter().any(|bar| bar.open_above) {
            notes.push(vec![Inline::text(words.open_bar)]);
        }
        if bars.iter().any(|bar| bar.open_below) {
            notes.push(vec![Inline::text(words.open_below_bar)]);
        }
        if bars.iter().any(|bar| bar.possible[1] > bar.possible[0]) {
            notes.push(vec![Inline::text(words.possible_bar)]);
        }
        notes.extend(self.mixture_notes_of(result, &rows));
        self.charts += 1;
        let id = format!("chart-{}", self.charts);
        let description = description.join(words.semicolon);
        let caption = if caption.is_empty() {
            vec![Inline::text(self.input.metric_label(&request.metric))]
        } else {
            caption
        };
        let Scale { least, greatest } = scale;
        let zero = scale.at(Number::ZERO);
        vec![Block::Chart(Chart { id, caption, description, least, greatest, zero, bars, notes })]
    }

    /// Whether no figure of a metric can be below zero.
    fn is_non_negative(&self, result: &MetricResult) -> bool {
        let Some(metric) = self.input.metric(result.metric.as_str()) else { return false };
        let measure = metric.measure.as_ref().and_then(|id| self.input.dataset.measures.get(id));
        metric.aggregate != "change" && measure.is_none_or(|measure| measure.non_negative)
    }
}

/// From the least to the greatest value of a chart, zero among them.
#[derive(Debug, Clone, Copy)]
struct Scale {
    least: Number,
    greatest: Number,
}

impl Scale {
    fn of<'f>(figures: impl Iterator<Item = &'f Figure>) -> Self {
        let mut scale = Self { least: Number::ZERO, greatest: Number::ZERO };
        for end in figures.flat_map(|figure| [figure.lower(), figure.upper()]).flatten() {
            scale.least = scale.least.min(end.value);
            scale.greatest = scale.greatest.max(end.value);
        }
        if scale.least == scale.greatest {
            scale.greatest = Number::ONE;
        }
        scale
    }

    /// Where a value is, in thousandths of the way from the least to the greatest. What is not zero
    /// is seen to be on its side of it.
    fn at(self, value: Number) -> u16 {
        let at = |value: Number| {
            let part = |above: Number, length: Number| {
                above.checked_mul(Number::from_integer(FULL))?.checked_div(length)
            };
            let above = value.checked_sub(self.least);
            let length = self.greatest.checked_sub(self.least);
            let part = above.zip(length).and_then(|(above, length)| part(above, length));
            part.map_or(0, |part| part.floor().numer().clamp(0, FULL))
        };
        let (zero, found) = (at(Number::ZERO), at(value));
        let found = match value.cmp(&Number::ZERO) {
            std::cmp::Ordering::Greater => found.max(zero + LEAST),
            std::cmp::Ordering::Less => found.min(zero - LEAST),
            std::cmp::Ordering::Equal => zero,
        };
        u16::try_from(found.clamp(0, FULL)).unwrap_or_default()
    }

    /// The bar of a figure; `is_bounded` says that it cannot be below zero.
    fn bar(
        self,
        figure: Option<&Figure>,
        is_bounded: bool,
        label: Vec<Inline>,
        value: Vec<Inline>,
    ) -> Bar {
        let zero = self.at(Number::ZERO);
        let nothing = [zero, zero];
        let mut bar = Bar {
            label,
            value,
            certain: nothing,
            possible: nothing,
            open_below: false,
            open_above: false,
        };
        let Some(figure) = figure else { return bar };
        let lower = figure.lower().map(|end| self.at(end.value));
        let upper = figure.upper().map(|end| self.at(end.value));
        let lower = lower.or(is_bounded.then_some(zero));
        bar.open_below = lower.is_none();
        bar.open_above = upper.is_none();
        // An open side reaches from the other end, or from zero, to wherever.
        let low = lower.unwrap_or_else(|| upper.map_or(zero, |upper| upper.min(zero)));
        let high = upper.unwrap_or_else(|| low.max(zero)).max(low);
        if low >= zero {
            bar.certain = [zero, low];
            bar.possible = [low, high];
        } else if high <= zero {
            bar.certain = [high, zero];
            bar.possible = [low, high];
        } else {
            bar.possible = [low, high];
        }
        bar
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::figure;

    /// Certain, possible, open below, open above.
    fn drawn(scale: Scale, notation: &str, is_bounded: bool) -> ([u16; 2], [u16; 2], bool, bool) {
        let figure = figure(notation, "project");
        let bar = scale.bar(Some(&figure), is_bounded, Vec::new(), Vec::new());
        (bar.certain, bar.possible, bar.open_below, bar.open_above)
    }

    #[test]
    fn bars_show_a_bound_as_a_bound() {
        let scale = Scale { least: Number::ZERO, greatest: Number::from_integer(200) };
        for (notation, expected) in [
            ("200", ([0, 1000], [1000, 1000], false, false)),
            ("> 150", ([0, 750], [750, 750], false, true)),
            ("< 100", ([0, 0], [0, 500], false, false)),
            ("50..100", ([0, 250], [250, 500], false, false)),
            ("~ 20", ([0, 100], [100, 100], false, false)),
            ("0", ([0, 0], [0, 0], false, false)),
        ] {
            assert_eq!(drawn(scale, notation, true), expected, "{notation}");
        }
    }

    #[test]
    fn bars_go_to_both_sides_of_zero() {
        let scale = Scale { least: Number::from_integer(-40), greatest: Number::from_integer(60) };
        assert_eq!(scale.at(Number::ZERO), 400);
        for (notation, expected) in [
            ("-40", ([0, 400], [0, 0], false, false)),
            ("5", ([400, 450], [450, 450], false, false)),
            ("0", ([400, 400], [400, 400], false, false)),
            ("-20..-10", ([300, 400], [200, 300], false, false)),
            ("-10..20", ([400, 400], [300, 600], false, false)),
            ("< 20", ([400, 400], [400, 600], true, false)),
            ("< -20", ([200, 400], [200, 200], true, false)),
            ("> 20", ([400, 600], [600, 600], false, true)),
            ("> -20", ([400, 400], [200, 400], false, true)),
            ("~ -20", ([200, 400], [200, 200], false, false)),
        ] {
            assert_eq!(drawn(scale, notation, false), expected, "{notation}");
        }
    }

    #[test]
    fn scales_hold_zero() {
        let of = |notations: &[&str]| {
            let figures: Vec<Figure> = notations.iter().map(|n| figure(n, "project")).collect();
            let Scale { least, greatest } = Scale::of(figures.iter());
            (least.to_string(), greatest.to_string())
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(of(&["-40", "5"]), pair("-40", "5"));
        assert_eq!(of(&["-40", "-5"]), pair("-40", "0"));
        assert_eq!(of(&["40", "> 60"]), pair("0", "60"));
        assert_eq!(of(&["0", "0"]), pair("0", "1"));
        assert_eq!(of(&[]), pair("0", "1"));
    }
}
