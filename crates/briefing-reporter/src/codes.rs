//! Codes of mistakes that show when briefs are planned and rendered.

use briefing_model::diagnostic::{Code, CodePage};

/// An output that is not registered.
pub const UNKNOWN_OUTPUT: Code = Code("B0501");
/// A theme that does not exist.
pub const UNKNOWN_THEME: Code = Code("B0502");
/// A document that an output cannot show.
pub const OUTPUT: Code = Code("B0503");
/// A report that fans out over nothing.
pub const EMPTY_FAN_OUT: Code = Code("B0504");
/// A value of a parameter that is not of its type.
pub const PARAMETER: Code = Code("B0505");
/// Published editions that rest on a source that was taken back.
pub const RETRACTED: Code = Code("B0853");

/// The pages of the codes above.
pub const PAGES: &[CodePage] = &[
    CodePage {
        code: UNKNOWN_OUTPUT,
        title: "unknown output",
        page: "`outputs` of a report names an output that no crate and no plugin registers.\n\n\
               ```toml\noutputs = [\"htm\"]\n```\n\n\
               `briefing plugin list` names those there are: `html`, `pdf`, `md`, `json`, `csv`.",
    },
    CodePage {
        code: UNKNOWN_THEME,
        title: "unknown theme",
        page: "`theme` names a folder that is not there. A theme is a folder \
               `reports/themes/NAME/` with any of `style.css`, `extra.css` (HTML) and `brief.typ` \
               (PDF); what it leaves out is taken from the theme that comes with Briefing, which \
               is called `default`.",
    },
    CodePage {
        code: OUTPUT,
        title: "a document cannot be shown in this format",
        page: "The brief was made, but an output could not write it: a character that no font \
               has, a mistake in a theme. The message says where. For a missing character, \
               write the name in another form, or give the theme a font that has it.",
    },
    CodePage {
        code: EMPTY_FAN_OUT,
        title: "a report fans out over nothing",
        page: "`for-each` makes one brief for each value of a dimension, and in the report's \
               period no event has any. Widen `period`, or name `values`:\n\n\
               ```toml\nfor-each = { dimension = \"place\", values = [\"CN-GS\"] }\n```",
    },
    CodePage {
        code: PARAMETER,
        title: "a parameter is set to what it cannot be",
        page: "`--set NAME=VALUE` names a parameter that none of the reports built has, or a \
               value that is not of its type. Types are `text`, `integer`, `boolean` (`true` or \
               `false`) and `date` (`2024-10-27`).",
    },
    CodePage {
        code: RETRACTED,
        title: "published editions rest on a source that was taken back",
        page: "A source has `retracted`, and editions in the output folder print figures from its \
               claims, as their `facts.json` says. Whoever read them should be told; what is built \
               from now on does without it. Editions stay as they were published, and so are named \
               every time, with the revision that took their place; editions as of a day say what \
               was known then, and are not named. A warning.\n\n\
               ```toml\n[evening-paper]\nretracted = 2025-01-01\n\
               retraction-note = \"The paper mixed up two fairs.\"\n```\n\n\
               Once that is done: `[checks]` `B0853 = \"off\"` in `reports/project.toml`.",
    },
];
