//! Charts: one bar a figure, in SVG with presentation attributes only.

use briefing_model::document::{Bar, Chart, plain_text};

use crate::markup::when;
use crate::page::Page;

/// The part of the track that is kept, on each side where a bar is open, for the arrow that says so,
/// in percent.
const ROOM: u32 = 10;

/// The part of the track that bars take, in percent.
#[derive(Clone, Copy)]
struct Track {
    start: u32,
    length: u32,
}

impl Track {
    fn of(chart: &Chart) -> Self {
        let room = |is_open: bool| if is_open { ROOM } else { 0 };
        let start = room(chart.bars.iter().any(|bar| bar.open_below));
        let end = room(chart.bars.iter().any(|bar| bar.open_above));
        Self { start, length: 100 - start - end }
    }

    /// A place in thousandths as a percentage of the track: `42.50%`.
    fn at(self, thousandths: u16) -> String {
        percent(self.start * 100 + self.hundredths(thousandths))
    }

    /// How long the way between two places is.
    fn between(self, [from, to]: [u16; 2]) -> String {
        percent(self.hundredths(to) - self.hundredths(from))
    }

    fn hundredths(self, thousandths: u16) -> u32 {
        u32::from(thousandths.min(1000)) * self.length / 10
    }
}

fn percent(hundredths: u32) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

impl Page<'_> {
    /// Writes a chart: a list of labels, bars and figures. Labels and figures are text and links
    /// like any other; the bars are for the eye alone, and the description says what they show.
    pub(crate) fn chart(&mut self, chart: &Chart) {
        let id = self.next_figure();
        let caption_id = format!("{id}-caption");
        let described = format!("{id}-description");
        let caption = !plain_text(&chart.caption).trim().is_empty();
        let label = if caption {
            ("aria-labelledby", &*caption_id)
        } else {
            ("aria-label", self.phrases.chart)
        };
        self.html.open("figure", &[("class", "chart"), ("id", &id), label]).line();
        if caption {
            self.html.open("figcaption", &[("id", &caption_id)]);
            self.inlines(&chart.caption);
            self.html.close("figcaption").line();
        }
        // The bars are read out as text already: the description serves those outputs, and those
        // readers, that have no list.
        if chart.bars.is_empty() && !chart.description.is_empty() {
            self.html.leaf("p", &[("id", &described)], &chart.description).line();
        }
        self.patterns(&id);
        let track = Track::of(chart);
        // WebKit forgets that a list without bullets is one.
        self.html.open("ul", &[("class", "bars"), ("role", "list")]).line();
        for bar in &chart.bars {
            // Blocks, so that without the style sheet too a name that ends in a digit is apart from
            // the figure.
            self.html.open("li", &[]).open("div", &[("class", "bar-label")]);
            self.inlines(&bar.label);
            self.html.close("div").open("div", &[("class", "bar-value")]);
            self.inlines(&bar.value);
            self.html.close("div");
            self.bar(&id, bar, track, chart.zero);
            self.html.close("li").line();
        }
        self.html.close("ul").line();
        self.notes(&chart.notes);
        self.html.close("figure").line();
    }

    /// The hatching of what is possible, and the fading of what has no end.
    fn patterns(&mut self, id: &str) {
        let hatch = format!("{id}-hatch");
        let fade = format!("{id}-fade");
        let html = &mut self.html;
        html.open(
            "svg",
            &[("class", "patterns"), ("aria-hidden", "true"), ("width", "0"), ("height", "0")],
        );
        html.open("defs", &[]);
        html.open(
            "pattern",
            &[
                ("id", &hatch),
                ("width", "6"),
                ("height", "6"),
                ("patternUnits", "userSpaceOnUse"),
                ("patternTransform", "rotate(45)"),
            ],
        );
        html.open("rect", &[("class", "hatch-ground"), ("width", "6"), ("height", "6")])
            .close("rect");
        html.open("rect", &[("class", "hatch-line"), ("width", "2"), ("height", "6")])
            .close("rect");
        html.close("pattern");
        html.open("linearGradient", &[("id", &fade)]);
        html.open("stop", &[("class", "fade-from"), ("offset", "0")]).close("stop");
        html.open("stop", &[("class", "fade-to"), ("offset", "1")]).close("stop");
        html.close("linearGradient").close("defs").close("svg").line();
    }

    fn bar(&mut self, id: &str, bar: &Bar, track: Track, zero: u16) {
        let hatch = format!("url(#{id}-hatch)");
        let fade = format!("url(#{id}-fade)");
        let ordered = |[from, to]: [u16; 2]| [from, to.max(from)];
        let (certain, possible) = (ordered(bar.certain), ordered(bar.possible));
        let low = track.at(certain[0].min(possible[0]));
        let high = track.at(certain[1].max(possible[1]));
        let html = &mut self.html;
        html.open(
            "svg",
            &[("class", "bar"), ("aria-hidden", "true"), ("width", "100%"), ("height", "16")],
        );
        if certain[1] > certain[0] {
            let (x, width) = (track.at(certain[0]), track.between(certain));
            html.open(
                "rect",
                &[("class", "certain"), ("x", &x), ("width", &width), ("height", "16")],
            )
            .close("rect");
        }
        if possible[1] > possible[0] {
            let (x, width) = (track.at(possible[0]), track.between(possible));
            html.open("rect", &[("x", &x), ("width", &width), ("height", "16"), ("fill", &hatch)])
                .close("rect");
        }
        for (is_open, end, turn) in
            [(bar.open_below, &low, Some("scale(-1 1)")), (bar.open_above, &high, None)]
        {
            if !is_open {
                continue;
            }
            html.open("svg", &[("x", end), ("width", "24"), ("height", "16")]);
            html.open("g", &[when(turn.is_some(), ("transform", turn.unwrap_or_default()))]);
            // From one before: the edges of two shapes would show as a line between them.
            html.open("rect", &[("x", "-1"), ("width", "18"), ("height", "16"), ("fill", &fade)])
                .close("rect");
            html.open("path", &[("class", "arrow"), ("d", "M14 3.5 19 8 14 12.5")]).close("path");
            html.close("g").close("svg");
        }
        // Zero, through all bars.
        let zero = track.at(zero);
        html.open(
            "line",
            &[("class", "zero"), ("x1", &zero), ("x2", &zero), ("y1", "-6"), ("y2", "22")],
        )
        .close("line");
        html.close("svg");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_parts_of_the_room() {
        let whole = Track { start: 0, length: 100 };
        assert_eq!(whole.at(1000), "100.00%");
        assert_eq!(whole.at(333), "33.30%");
        let both = Track { start: ROOM, length: 80 };
        assert_eq!(both.at(0), "10.00%");
        assert_eq!(both.at(1000), "90.00%");
        assert_eq!(both.between([0, 500]), "40.00%");
    }
}
