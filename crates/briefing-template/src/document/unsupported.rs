//! What Markdown of one kind or another has and a brief does not: each would be printed as it was
//! typed, or not at all.

use std::sync::LazyLock;

use regex::Regex;

/// What stands in the place of a character that was escaped, of code or of a tag: it is part of no
/// construct.
pub(super) const OTHER: char = '\u{fffc}';

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Item,
    Quote,
    Other,
}

/// Something that is not supported: what it is, and how to say it.
pub(super) struct Construct {
    pub(super) what: &'static str,
    pub(super) hint: &'static str,
    pattern: Regex,
    only: Option<Within>,
}

/// In the text of a block, lines kept apart. The first group is the construct, where there is one.
static CONSTRUCTS: LazyLock<Vec<Construct>> = LazyLock::new(|| {
    let construct = |pattern: &str, only, what, hint| Construct {
        what,
        hint,
        pattern: Regex::new(pattern).expect("a pattern of this file"),
        only,
    };
    vec![
        construct(
            "<!--",
            None,
            "this comment does not end in its paragraph",
            "end it with `-->`; one that goes over empty lines begins on a line of its own",
        ),
        construct(
            r"\[\^[^\]\s]+\]",
            None,
            "no note has this name",
            "write the note at the end of the template: `[^name]: …`; for the brackets themselves `\\[`",
        ),
        construct(
            r"\^\[",
            None,
            "a note cannot stand within the text",
            "write `[^name]` here, and `[^name]: …` at the end of the template",
        ),
        construct(
            r"^\[[ xX]\](?:\s|$)",
            Some(Within::Item),
            "a brief has no boxes to tick",
            "say in words what is done; for the brackets themselves write `\\[`",
        ),
        construct(
            r"^\[![A-Za-z]+\]",
            Some(Within::Quote),
            "no box of this kind",
            "write `> [!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` on a line of its own, and the text on the next",
        ),
        construct(
            r"(?i)^\[\[?_?toc_?\]?\]$",
            None,
            "a brief makes its list of contents by itself",
            "take this line out",
        ),
        construct(
            r"\[\[[^\]\n]+\]\]",
            None,
            "a brief has no links between pages of a wiki",
            "write `[text](https://…)` or `[text](#heading)`",
        ),
        construct(
            r"\]\[[^\]\n]*\]",
            None,
            "this link leads nowhere: no address has this name",
            "write `[text](https://…)`, or the address at the end of the template: `[name]: https://…`; for the brackets themselves `\\[`",
        ),
        construct(
            r"\s(\{[#.:][\w-][^}\n]*\})\s*$",
            None,
            "headings and paragraphs have no attributes",
            "take it out; the anchor of a heading is its text in small letters with hyphens",
        ),
        construct(
            r"==[^\s=](?:[^=\n]*[^\s=])?==",
            None,
            "a brief has no highlighting",
            "write `**…**`",
        ),
        construct(
            r"\n(:[ \t])",
            None,
            "a brief has no lists of definitions",
            "write `**Term**: definition`, or a table",
        ),
        construct(
            r"^:[ \t]",
            None,
            "a brief has no lists of definitions",
            "write `**Term**: definition`, or a table",
        ),
        construct(
            r"^(?::::+|!!! )",
            None,
            "a brief has no boxes of this form",
            "write `> [!NOTE]` on a line of its own, and the text on the next, each after `>`",
        ),
        construct(
            r"\$\$|\$[^\s$][^$\n]*[\\^_{][^$\n]*\$",
            None,
            "a brief has no formulas",
            "write it in words, or in code: `` `a = b / c` ``; for the sign itself write `\\$`",
        ),
        construct(
            r"(?m)^(\|.*\|)[ \t]*$",
            None,
            "this is no table: it has no line of hyphens below its head, or another number of them",
            "write `| a | b |`, below it `|---|---|`, then the rows; for the sign itself write `\\|`",
        ),
        construct(
            r"(?:^|[\s(])(:[a-z][a-z0-9_+-]+:)(?:$|[\s).,!?;])",
            None,
            "a brief has no names of pictures",
            "type the character itself, or take the name out",
        ),
    ]
});

/// How many are told of one block.
const MOST: usize = 100;

/// What of a text is not supported, with where it stands in the text.
pub(super) fn constructs(
    text: &str,
    within: Within,
) -> Vec<(std::ops::Range<usize>, &'static Construct)> {
    let mut found: Vec<(std::ops::Range<usize>, &'static Construct)> = Vec::new();
    if !text.contains(['[', '<', '{', '=', ':', '$', '|', '!']) {
        return found;
    }
    for construct in CONSTRUCTS.iter() {
        if construct.only.is_some_and(|only| only != within) {
            continue;
        }
        for captures in construct.pattern.captures_iter(text) {
            let Some(place) = captures.get(1).or_else(|| captures.get(0)) else { continue };
            let range = place.range();
            let is_new = |other: &std::ops::Range<usize>| {
                range.end <= other.start || other.end <= range.start
            };
            if found.iter().all(|(other, _)| is_new(other)) {
                found.push((range, construct));
            }
            if found.len() == MOST {
                return found;
            }
        }
    }
    found
}

/// How to say what a tag of HTML says.
pub(super) fn instead_of(tag: &str) -> &'static str {
    match name(tag).as_str() {
        "br" => "end the line with a backslash, or begin a new paragraph with an empty line",
        "b" | "strong" => "write `**…**`",
        "i" | "em" => "write `*…*`",
        "s" | "del" | "strike" => "write `~~…~~`",
        "code" | "tt" | "kbd" | "samp" => "write it between backticks",
        "pre" => "write it between two lines of three backticks",
        "a" => "write `[text](https://…)`",
        "img" | "svg" | "figure" | "picture" => {
            "for a chart of a metric, write `{{chart metrics.…}}`; a logo belongs to the theme"
        }
        "table" | "tr" | "td" | "th" => "write `{{table metrics.…}}`, or a table of Markdown",
        "ul" | "ol" | "li" | "dl" => "begin each line with `- ` or `1. `",
        "hr" => "write `---` between two empty lines",
        "p" | "div" | "span" | "center" | "font" | "section" => {
            "separate paragraphs by empty lines; how they look belongs to the theme"
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write `## ` before the text",
        "blockquote" => "begin each line with `> `",
        "details" | "summary" => {
            "on paper nothing unfolds: write a heading, or `> [!NOTE]` and the text below it"
        }
        "sup" | "sub" => "write the raised or lowered character itself: `²`, `₂`",
        "u" | "mark" | "ins" => "write `**…**` or `*…*`",
        "script" | "style" | "link" | "meta" => "how a brief looks belongs to the theme",
        _ => "a brief has no tags; to print the sign itself, write `\\<`",
    }
}

/// The name of a tag, in small letters; `/` before that of one that closes.
pub(super) fn name(tag: &str) -> String {
    let inner = tag.trim_start().trim_start_matches('<');
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '/' && c != '-');
    inner[..end.unwrap_or(inner.len())].to_ascii_lowercase()
}
