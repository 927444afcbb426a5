//! Codes of mistakes in templates.

use briefing_model::diagnostic::{Code, CodePage};

/// A template that Handlebars cannot read.
pub const SYNTAX: Code = Code("B0401");
/// A path that leads nowhere.
pub const UNKNOWN_PATH: Code = Code("B0402");
/// A helper that is not registered.
pub const UNKNOWN_HELPER: Code = Code("B0403");
/// A partial that does not exist.
pub const UNKNOWN_PARTIAL: Code = Code("B0404");
/// Partials that call each other in a circle.
pub const PARTIAL_CIRCLE: Code = Code("B0405");
/// An argument of a helper that is missing, too many, or of another kind.
pub const ARGUMENT: Code = Code("B0406");
/// An option that a helper does not have.
pub const UNKNOWN_OPTION: Code = Code("B0407");
/// A metric that the report does not select.
pub const UNKNOWN_METRIC: Code = Code("B0408");
/// A template that does not exist, or is of a format that cannot be used here.
pub const NO_TEMPLATE: Code = Code("B0409");
/// An expression that prints without escaping.
pub const UNESCAPED: Code = Code("B0410");
/// A part of Handlebars that templates do not have.
pub const UNSUPPORTED: Code = Code("B0411");
/// A helper that could not do as it was told.
pub const CALL: Code = Code("B0412");
/// A link to a figure, claim or source that is not there, or says something else.
pub const EVIDENCE_LINK: Code = Code("B0413");
/// A link to somewhere that a brief must not lead to.
pub const LINK: Code = Code("B0414");
/// An image.
pub const IMAGE: Code = Code("B0415");
/// An incomplete figure printed without its coverage.
pub const NO_COVERAGE: Code = Code("B0416");
/// A group of values printed as if it were one.
pub const PRINTS_GROUP: Code = Code("B0417");
/// A column that a table cannot have.
pub const UNKNOWN_COLUMN: Code = Code("B0418");
/// A table or chart where only text can stand.
pub const BLOCK_IN_TEXT: Code = Code("B0419");
/// A contested figure of which nothing says who says what.
pub const CONTESTED: Code = Code("B0420");
/// A sentence without its figure.
pub const NO_FIGURE: Code = Code("B0421");
/// Markdown that a brief does not have.
pub const MARKDOWN: Code = Code("B0431");
/// A helper where what it prints cannot stand.
pub const NO_PLACE: Code = Code("B0432");
/// A title, heading or caption without words.
pub const EMPTY: Code = Code("B0433");
/// More than a template may print or a brief may hold.
pub const TOO_MUCH: Code = Code("B0434");
/// Text that rests on what is not known.
pub const NOT_KNOWN: Code = Code("B0852");

/// The pages of the codes above.
pub const PAGES: &[CodePage] = &[
    CodePage {
        code: SYNTAX,
        title: "a template cannot be read",
        page: "Handlebars found something it does not expect: a tag that is not closed, a block \
               closed by another name, a quotation mark too few.\n\n\
               ```handlebars\n{{#if metrics.projects.value}} … {{/each}}\n```\n\n\
               Close blocks by the name they were opened with, innermost first.",
    },
    CodePage {
        code: UNKNOWN_PATH,
        title: "a path leads nowhere",
        page: "Every path of a template is checked against what the report offers, also in \
               conditions: a misspelt `{{#if}}` would hide a section in silence.\n\n\
               ```handlebars\n{{#if perod.label}} … {{/if}}\n```\n\n\
               A template has `report`, `period`, `edition`, `params`, `metrics`, `events`, \
               `claims`, `sources`, and `key` where the report fans out. Inside `{{#each}}` paths \
               begin at the element; `@root.` begins at the top.",
    },
    CodePage {
        code: UNKNOWN_HELPER,
        title: "unknown helper",
        page: "The first word of an expression with arguments is the name of a helper.\n\n\
               ```handlebars\n{{figur metrics.projects}}\n```\n\n\
               `briefing plugin list` names the helpers there are. A helper that stands before a \
               block (`{{#figure …}}`) is a mistake too: only `if`, `unless`, `each`, `with` and \
               `raw` have blocks.",
    },
    CodePage {
        code: UNKNOWN_PARTIAL,
        title: "unknown partial",
        page: "`{{> name}}` prints the file `reports/partials/name.hbs`, and there is none.\n\n\
               ```handlebars\n{{> methd}}\n```\n\n\
               The name is the file's path below `reports/partials/`, without its endings.",
    },
    CodePage {
        code: PARTIAL_CIRCLE,
        title: "partials call each other in a circle",
        page: "A partial that calls itself, by whatever way round, would never end. The message \
               names the circle.\n\nTake the common part out into a partial of its own.",
    },
    CodePage {
        code: ARGUMENT,
        title: "an argument does not fit",
        page: "A helper got too few arguments, too many, or one of another kind than it takes.\n\n\
               ```handlebars\n{{figure metrics.projects-by-event}}\n```\n\n\
               Here the metric has a row an event, and `figure` prints one. Print the total (set \
               `total = true`), go through `rows` with `{{#each}}`, or use `table`.",
    },
    CodePage {
        code: UNKNOWN_OPTION,
        title: "unknown option of a helper",
        page: "```handlebars\n{{figure metrics.projects styl=\"short\"}}\n```\n\n\
               The message lists the options that the helper has.",
    },
    CodePage {
        code: UNKNOWN_METRIC,
        title: "a metric that the report does not select",
        page: "A template may print the metrics that its report selects, and no others.\n\n\
               ```toml\nmetrics = [\"projects\"]\n```\n\n\
               ```handlebars\n{{figure metrics.value-signed}}\n```\n\n\
               Add `value-signed` to `metrics` in `report.toml`.",
    },
    CodePage {
        code: NO_TEMPLATE,
        title: "no such template",
        page: "`template` names a file beside `report.toml`. Its name says its format: \
               `brief.md.hbs` makes a document, of which every output is made; `.html.hbs`, \
               `.txt.hbs`, `.csv.hbs` and `.typ.hbs` make the text of one file, escaped as that \
               format wants it.",
    },
    CodePage {
        code: UNESCAPED,
        title: "an expression prints without escaping",
        page: "`{{{x}}}` and `{{& x}}` print a text as if it were markup: a quotation with an \
               asterisk would change the page, one with a tag could run a script.\n\n\
               Write `{{x}}`. What helpers print as Markdown is not escaped twice.",
    },
    CodePage {
        code: UNSUPPORTED,
        title: "a part of Handlebars that templates do not have",
        page: "Decorators, partials defined within a template, and partials whose name is computed \
               cannot be checked before a brief is made.\n\n\
               Put the part into a file of its own in `reports/partials/`, and choose between \
               partials with `{{#if}}`.",
    },
    CodePage {
        code: CALL,
        title: "a helper could not do as it was told",
        page: "The arguments were of the right kind, but their values were not: the message says \
               what the helper expected.",
    },
    CodePage {
        code: EVIDENCE_LINK,
        title: "a link to evidence that is not there",
        page: "Links such as `[195 projects](fact:projects/0)` are made by helpers. Whoever writes \
               one by hand must name a figure the report has, and print what it says:\n\n\
               ```markdown\n[a million projects](fact:projects/0)\n```\n\n\
               Write `{{figure metrics.projects}}` instead.",
    },
    CodePage {
        code: LINK,
        title: "a link that a brief must not have",
        page: "A brief may link to `http:`, `https:` and `mailto:` addresses and to `#anchors` of \
               its own. Anything else (`javascript:`, `file:`, a relative path) would be unsafe or \
               lead nowhere once the brief is sent on.",
    },
    CodePage {
        code: IMAGE,
        title: "an image in a template",
        page: "Briefs have no pictures: each is one file, and a picture of figures would hide their \
               evidence. For a chart of a metric, write `{{chart metrics.projects-by-event}}`. A \
               logo belongs to the theme.",
    },
    CodePage {
        code: NO_COVERAGE,
        title: "an incomplete figure without its coverage",
        page: "Some events that were expected to report this figure did not, and nothing in the \
               brief says so: a reader would take the figure for the whole.\n\n\
               ```handlebars\n{{figure metrics.value-signed}}{{coverage metrics.value-signed}}\n```\n\n\
               `coverage` prints nothing where all have reported, so it costs nothing to have it.",
    },
    CodePage {
        code: PRINTS_GROUP,
        title: "a group of values printed as one",
        page: "The path leads to a group of values or a list, which cannot be printed as they are.\n\n\
               ```handlebars\n{{metrics.projects}} {{period}}\n```\n\n\
               Print a figure with `{{figure metrics.projects}}`, one of the values with \
               `{{period.label}}`, a list with `{{#each}}` or `{{join}}`.",
    },
    CodePage {
        code: UNKNOWN_COLUMN,
        title: "a column that a table cannot have",
        page: "Columns of a table are the metric's dimensions, properties of its event or place, \
               `value`, `coverage`, `status`, `scope`, `source`, `note`, and other metrics of the \
               report with the same dimensions.\n\n\
               ```handlebars\n{{table metrics.projects columns=\"evnt, value, metrics.value-signed\"}}\n```",
    },
    CodePage {
        code: BLOCK_IN_TEXT,
        title: "a table or chart where only text can stand",
        page: "Tables, charts, quotations and the list of sources are blocks: they stand on a line \
               of their own, not in a heading, in a cell or in emphasis.\n\n\
               ```handlebars\n## {{table metrics.projects}}\n```",
    },
    CodePage {
        code: CONTESTED,
        title: "a contested figure, and nothing that says who says what",
        page: "Sources contradict each other on a figure that the brief prints. The figure carries \
               a mark (†) that leads to its evidence; but a reader should not have to follow it to \
               learn which sources disagree, and which of them is used.\n\n\
               ```handlebars\n## Where sources disagree\n\n{{conflicts}}\n```\n\n\
               `conflicts` says so where there is nothing to list, so it costs nothing to have it. \
               `{{#if metrics.ID.conflicts}}` leaves the section out. A warning.",
    },
    CodePage {
        code: NO_FIGURE,
        title: "a sentence without its figure",
        page: "Nothing is reported for the figure of a sentence, which then reads \"not reported were \
               signed\". In a report with a schedule or `for-each` a figure may be missing from the \
               next brief, though it is in this one: it is named before that happens.\n\n\
               ```handlebars\n{{figure metrics.projects}} were signed.\n```\n\n\
               Say something else where there is no figure:\n\n\
               ```handlebars\n{{#if metrics.projects.value}}{{figure metrics.projects}} were signed.{{else}}\
               Nothing is reported as signed.{{/if}}\n```\n\n\
               Or give the words that stand for it: `{{figure metrics.projects empty=\"an unknown \
               number of projects\"}}`. A change is there and may still not be comparable: \
               `{{#if (comparable metrics.projects-change)}}`. \"Not reported\" after a colon, in \
               brackets, in a cell or a line of its own reads well, and counts are always there. A \
               warning.",
    },
    CodePage {
        code: MARKDOWN,
        title: "Markdown that a brief does not have",
        page: "Every output is made of one document, which has what HTML, PDF and Markdown all can \
               show. What it has not would be printed as it was typed, or not at all: tags of HTML, \
               settings at the head of a file, boxes to tick, lists of definitions, formulas, titles \
               of links, links and notes by a name that nothing has.\n\n\
               ```markdown\nFirst<br>second[^zz]\n```\n\n\
               The message says how to say it otherwise; `reports/README.md` has the table of what \
               there is. A character that is meant as itself has a backslash before it: `\\<`, \
               `\\[`. Comments (`<!-- … -->`) are left out of the brief.",
    },
    CodePage {
        code: NO_PLACE,
        title: "a helper where what it prints cannot stand",
        page: "A figure is linked to its evidence, so it stands in text: in paragraphs, lists, tables, \
               headings and notes, but not in code, in an address, or in the text of a link.\n\n\
               ```handlebars\n`{{figure metrics.projects}}`\n\n    {{figure metrics.projects}}\n```\n\n\
               The second line is code as well: four spaces at the start of a line make it that. The \
               common indentation of a block's body (`{{#if}}` … `{{/if}}`) is taken off.",
    },
    CodePage {
        code: EMPTY,
        title: "a title, heading or caption without words",
        page: "A title, a heading or a caption that prints nothing would leave a gap that a reader takes \
               for a fault.\n\n\
               ```toml\ntitle = \"{{params.title}}\"     # and the parameter is \"\"\n```\n\n\
               Give it words, or leave the caption out.",
    },
    CodePage {
        code: TOO_MUCH,
        title: "more than a template may print or a brief may hold",
        page: "Whoever builds a project may not be who wrote it, so what a template does is counted: the \
               steps of rendering it (`render-steps`), what it prints (`rendered-size`), how deep quotes, \
               lists and emphasis stand within each other (`document-depth`), and how many blocks, \
               cells and pieces of text the brief has (`document-size`). The brief is not made; others \
               are.\n\n\
               ```handlebars\n{{#each claims}}{{#each @root.claims}}{{#each @root.claims}}…\n```\n\n\
               Lists within lists multiply, and so do partials that call others twice. A table of 10,000 \
               rows and ten columns is far below the limits. If it is meant to be so, raise the limit for \
               the run, such as `briefing build --limit document-size=2000000`; `docs/limits.md` has all \
               of them.",
    },
    CodePage {
        code: NOT_KNOWN,
        title: "text that rests on a source that is not known",
        page: "A template cites or quotes a source that was published after the day of \
               `--as-of`, or that its publisher has taken back. The mark is left out, and the words \
               beside it stand without a source: they say what could not be said. A warning.\n\n\
               ```handlebars\nFor Gansu a growth is reported {{cite \"xbxxb-2025-01-23\"}}.\n```\n\n\
               Let such words depend on a figure from the same source: \
               `{{#if metrics.gansu-signed.value}}…{{/if}}`; or take them out.",
    },
];

#[cfg(test)]
mod tests {
    use super::PAGES;

    #[test]
    fn codes_are_in_order_and_of_this_crate() {
        let codes: Vec<&str> = PAGES.iter().map(|page| page.code.0).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        assert!(codes.iter().all(|c| c.starts_with("B04") || c.starts_with("B08")), "{codes:?}");
    }
}
