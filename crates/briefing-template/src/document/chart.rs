//! Charts: one bar a row of a metric.

use briefing_model::document::{Bar, Block, Chart, Inline, plain_text};
use briefing_model::figure::Figure;
use briefing_model::number::Number;

use super::Builder;
use super::columns::cell_style;
use crate::request::RowsRequest;
use crate::words::{self, FigureStyle};

/// The length of the longest bar.
const FULL: i128 = 1000;

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
        let ends = rows.iter().filter_map(|row| row.figure.as_ref()).flat_map(|figure| {
            [figure.lower(), figure.upper()].into_iter().flatten().map(|end| end.value)
        });
        let extent = ends.filter(|end| *end > Number::ZERO).max().unwrap_or(Number::ONE);
        let style = FigureStyle { unit: true, ..cell_style(result, false) };
        let mut bars = Vec::with_capacity(rows.len());
        let mut description = Vec::with_capacity(rows.len());
        for row in rows.iter().copied() {
            let label = self.row_label(result, row);
            let value = vec![self.row_fact(result, row, style, false)];
            let mut described = plain_text(&value);
            if row.figure.is_some() && !row.conflicts.is_empty() {
                let (open, close) = words.brackets;
                described.push_str(&format!("{open}{}{close}", words.conflicts.mark));
            }
            description.push(format!("{label}{}{described}", words.colon));
            let (certain, possible, open) =
                row.figure.as_ref().map_or((0, 0, false), |figure| lengths(figure, extent));
            let label = vec![Inline::text(label)];
            bars.push(Bar { label, value, certain, possible, open });
        }
        let mut notes: Vec<Vec<Inline>> =
            request.notes.iter().map(|note| vec![Inline::text(note.clone())]).collect();
        if bars.iter().any(|bar| bar.open) {
            notes.push(vec![Inline::text(words.open_bar)]);
        }
        if bars.iter().any(|bar| bar.possible > bar.certain) {
            notes.push(vec![Inline::text(words.possible_bar)]);
        }
        notes.extend(self.mixture_notes_of(result, &rows));
        self.charts += 1;
        let id = format!("chart-{}", self.charts);
        let description = description.join("; ");
        let caption = if caption.is_empty() {
            vec![Inline::text(self.input.metric_label(&request.metric))]
        } else {
            caption
        };
        vec![Block::Chart(Chart { id, caption, description, extent, bars, notes })]
    }
}

/// The certain and the possible length, in thousandths of the extent, and whether it is open.
fn lengths(figure: &Figure, extent: Number) -> (u16, u16, bool) {
    let length = |value: Number| {
        let part = value
            .checked_mul(Number::from_integer(FULL))
            .and_then(|value| value.checked_div(extent))
            .map_or(0, |part| part.floor().numer());
        u16::try_from(part.clamp(0, FULL)).unwrap_or_default()
    };
    let certain = figure.lower().map_or(0, |end| length(end.value));
    let possible = figure.upper().map_or(certain, |end| length(end.value)).max(certain);
    (certain, possible, figure.upper().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::figure;

    #[test]
    fn bars_show_a_bound_as_a_bound() {
        let extent = Number::from_integer(200);
        for (notation, expected) in [
            ("200", (1000, 1000, false)),
            ("> 150", (750, 750, true)),
            ("< 100", (0, 500, false)),
            ("50..100", (250, 500, false)),
            ("~ 20", (100, 100, false)),
        ] {
            assert_eq!(lengths(&figure(notation, "project"), extent), expected, "{notation}");
        }
    }
}
