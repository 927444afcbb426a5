//! Codes of lints and of the audit of finished briefs.

use briefing_model::diagnostic::{Code, CodePage};

/// A number typed by hand where a figure should stand.
pub const HARD_CODED: Code = Code("B0901");
/// A shared metric that no report selects.
pub const UNUSED_METRIC: Code = Code("B0902");
/// A metric that a report selects and its template never names.
pub const UNNAMED_METRIC: Code = Code("B0903");
/// A partial that no template calls.
pub const UNUSED_PARTIAL: Code = Code("B0904");
/// A source that nothing rests on.
pub const UNCITED_SOURCE: Code = Code("B0905");
/// A number in a finished brief that nothing accounts for.
pub const UNACCOUNTED: Code = Code("B0911");
/// A finished brief that cannot be read back.
pub const UNREADABLE: Code = Code("B0912");
/// A finished brief that does not show all that its document has.
pub const INCOMPLETE: Code = Code("B0913");
/// A mark between a helper and the document in a finished brief.
pub const MARK: Code = Code("B0917");

/// The pages of the codes above.
pub const PAGES: &[CodePage] = &[
    CodePage {
        code: HARD_CODED,
        title: "a number typed by hand",
        page: "A number in a template has no evidence, and stays as it is when the data change.\n\n\
               ```handlebars\nSome 300 billion yuan were expected in Gansu.\n```\n\n\
               Print the metric that has the value, which the message names where the report \
               selects one: `{{figure metrics.gansu-value-expected}}`.\n\n\
               Dates, ordinals (`third`, `No. 3`), numbers of sections and lists, and parts of names \
               (`Top 500`) pass, and small numbers in words that count nothing the data set \
               measures. A number that no figure can stand for is marked as meant: \
               `{{literal \"the 2 percent band\"}}`; the audit of the finished brief lets it pass \
               then, too.",
    },
    CodePage {
        code: UNUSED_METRIC,
        title: "a metric that no report selects",
        page: "A metric of `reports/metrics.toml` is there to be shared, and no report has it in its \
               `metrics`. Name it in a report, or delete it.",
    },
    CodePage {
        code: UNNAMED_METRIC,
        title: "a metric that the template never names",
        page: "The report selects a metric, which is evaluated for each of its briefs, and neither \
               its template nor a partial says its name.\n\n\
               ```toml\nmetrics = [\"projects\", \"value\"]\n```\n\n\
               ```handlebars\n{{figure metrics.projects}}\n```",
    },
    CodePage {
        code: UNUSED_PARTIAL,
        title: "a partial that no template calls",
        page: "A file of `reports/partials/` is printed by `{{> name}}`, and no template does. Call \
               it, or delete it.",
    },
    CodePage {
        code: UNCITED_SOURCE,
        title: "a source that nothing rests on",
        page: "A source of `data/sources/` that no claim, no event's `sources` and no rate names. \
               Often the claim that was to follow was forgotten, or names another source by mistake.",
    },
    CodePage {
        code: UNACCOUNTED,
        title: "a number in a finished brief that nothing accounts for",
        page: "After rendering, the text of the HTML and the PDF is read back as a reader sees it, and \
               each number in it, in digits or in words (`三千亿`, `300 billion`), must belong to a \
               figure of the brief, a date or period, the words of a source, a name or note of the \
               data set, a number of the document itself (a page, a heading numbered by hand, an \
               item, a mark of a note), or a literal. One that does not stops the brief: it has no \
               evidence.\n\n\
               Where a figure stands right behind a name that ends in a digit (`Fair 2 195 \
               projects`), each has its own account. A PDF is read by its tags, running heads and \
               feet apart from the text.\n\n\
               Such a number comes from a template, a theme, a plugin, or a text option of a helper. \
               Print a figure in its place, or mark it as meant: `{{literal \"the 2 percent band\"}}`.",
    },
    CodePage {
        code: UNREADABLE,
        title: "a finished brief cannot be read back",
        page: "The audit reads the text of every HTML and PDF that is made. This one is not of its \
               format: an output of a plugin writes something else under that name.",
    },
    CodePage {
        code: INCOMPLETE,
        title: "a finished brief does not show all that it should",
        page: "After rendering, the text of the HTML, the PDF and the Markdown is read back, and the \
               title, every heading, every figure, and every cell of every table and chart must be \
               in it, each as many times as the document has it. An output that has no text at all \
               is wrong in any format.\n\n\
               Mostly the theme has lost it. A `brief.typ` of its own prints only what it is told to; \
               this one prints the whole brief:\n\n\
               ```typst\n#import \"briefing.typ\": brief\n#brief(json(\"document.json\"))\n```\n\n\
               In a page, what the style sheet hides is not there: `display: none`, `visibility: \
               hidden` or `collapse`, `opacity: 0`, `font-size: 0`, `color: transparent`, \
               `content-visibility: hidden`. Rules for print, for narrow screens and the like are \
               not looked at, nor is what is painted over, moved out of sight, or of the colour of \
               the paper. Texts in scripts that run from right to left or whose letters change places \
               are not looked for.",
    },
    CodePage {
        code: MARK,
        title: "a mark of a helper in a finished brief",
        page: "Helpers ask for figures and tables by marks such as `[](fact:projects/total)`, which \
               become figures and tables when the brief is made. A finished file that holds one is \
               not published: a reader would see the mark in the place of the figure.\n\n\
               A mark written by hand into code or text is taken out; where a helper has left one, \
               let it stand in plain text, and report it as a fault of Briefing.",
    },
];

#[cfg(test)]
mod tests {
    use super::PAGES;

    #[test]
    fn codes_are_in_order_and_of_lints() {
        let codes: Vec<&str> = PAGES.iter().map(|page| page.code.0).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        assert!(codes.iter().all(|code| code.starts_with("B09")), "{codes:?}");
    }
}
