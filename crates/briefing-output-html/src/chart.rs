//! Charts: one bar a figure, in SVG with presentation attributes only.

use briefing_model::document::{Bar, Chart, plain_text};

use crate::page::Page;

/// The part of the track that the longest bar takes where a bar is open, in percent: the rest is
/// for the arrow that says so.
const ROOM: u32 = 90;

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
        let scale = if chart.bars.iter().any(|bar| bar.open) { ROOM } else { 100 };
        // WebKit forgets that a list without bullets is one.
        self.html.open("ul", &[("class", "bars"), ("role", "list")]).line();
        for bar in &chart.bars {
            self.html.open("li", &[]).open("span", &[("class", "bar-label")]);
            self.inlines(&bar.label);
            self.html.close("span").text(" ").open("span", &[("class", "bar-value")]);
            self.inlines(&bar.value);
            self.html.close("span").text(" ");
            self.bar(&id, bar, scale);
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

    fn bar(&mut self, id: &str, bar: &Bar, scale: u32) {
        let certain = percent(bar.certain, scale);
        let possible = percent(bar.possible.saturating_sub(bar.certain), scale);
        let end = percent(bar.possible.max(bar.certain), scale);
        let hatch = format!("url(#{id}-hatch)");
        let fade = format!("url(#{id}-fade)");
        let html = &mut self.html;
        html.open(
            "svg",
            &[("class", "bar"), ("aria-hidden", "true"), ("width", "100%"), ("height", "16")],
        );
        if bar.certain > 0 {
            html.open("rect", &[("class", "certain"), ("width", &certain), ("height", "16")])
                .close("rect");
        }
        if bar.possible > bar.certain {
            html.open(
                "rect",
                &[("x", &certain), ("width", &possible), ("height", "16"), ("fill", &hatch)],
            )
            .close("rect");
        }
        if bar.open {
            html.open("svg", &[("x", &end), ("width", "24"), ("height", "16")]);
            // From one before: the edges of two shapes would show as a line between them.
            html.open("rect", &[("x", "-1"), ("width", "18"), ("height", "16"), ("fill", &fade)])
                .close("rect");
            html.open("path", &[("class", "arrow"), ("d", "M14 3.5 19 8 14 12.5")]).close("path");
            html.close("svg");
        }
        html.close("svg");
    }
}

/// A length in thousandths as a percentage of the track, of which the longest bar takes `scale`
/// percent: `42.50%`.
fn percent(thousandths: u16, scale: u32) -> String {
    let hundredths = u32::from(thousandths.min(1000)) * scale / 10;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_parts_of_the_room() {
        assert_eq!(percent(1000, 100), "100.00%");
        assert_eq!(percent(1000, ROOM), "90.00%");
        assert_eq!(percent(333, 100), "33.30%");
        assert_eq!(percent(1, ROOM), "0.09%");
    }
}
