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
/// Two values of a fan-out that make one folder.
pub const SAME_KEY: Code = Code("B0506");
/// A folder of the output folder that is not what the plan would make of it.
pub const LAYOUT: Code = Code("B0507");
/// An edition with a date before that of something it cites.
pub const DATED_BEFORE: Code = Code("B0508");
/// Published editions that rest on a source that was taken back.
pub const RETRACTED: Code = Code("B0853");
/// Published editions that print a claim as it was before a correction.
pub const CORRECTED: Code = Code("B0854");

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
               has, a mistake in a theme. The message says where.\n\n\
               The shipped fonts have the characters of the General Standard List of 2013, GB 2312, \
               Big5, those that are common in Hong Kong, and the Latin, Greek and Cyrillic \
               alphabets. For any other, add a font to the theme: an `.otf` or `.ttf` file anywhere \
               in `reports/themes/NAME/`, where NAME is what `theme` says in `report.toml` or \
               `project.toml` (`default` if neither says anything). It is used for the characters \
               that the others lack, without a word in the theme. Words of a source stay as they \
               are.",
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
        code: SAME_KEY,
        title: "two briefs of a report would have one folder",
        page: "A report that fans out makes one brief for each value, and each has a folder of its \
               own in the output folder: `out/<report>/<key>/`. The folder is the value in small \
               letters, since many file systems do not tell upper case from lower; what is no \
               letter or digit becomes a hyphen. So a value that is named twice, and two values \
               such as `CNY` and `cny`, would publish into each other's editions.\n\n\
               ```toml\nfor-each = { dimension = \"place\", values = [\"CN-GS\", \"CN-GS\"] }\n```\n\n\
               Take one of them out, or rename one where it is defined.",
    },
    CodePage {
        code: LAYOUT,
        title: "a folder of the output folder is of another kind",
        page: "Editions of a report lie in `out/<report>/<edition>/`, or in \
               `out/<report>/<key>/<edition>/` where it fans out. A key that has the name of an \
               edition or of the link `current` is given another folder: `key-2024` for the year \
               2024.\n\nThe message names a folder that is in the way: an edition into which \
               others would be published, or the folder that an earlier release gave to such a \
               key. Nothing was written. Move the folder as the message says; editions stay valid \
               wherever they lie.",
    },
    CodePage {
        code: DATED_BEFORE,
        title: "an edition is dated before what it cites",
        page: "The date of an edition is the day that its data are of. `--date` sets another, but \
               none before a source that the brief cites was published, or a claim in it corrected: \
               its readers would take it for what was known then.\n\n\
               ```sh\nbriefing build --as-of 2024-10-01\n```\n\n\
               makes what could be said on that day, from what was known then.",
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
    CodePage {
        code: CORRECTED,
        title: "published editions print a claim as it was before it was corrected",
        page: "`data/corrections.toml` corrects or drops a claim, and editions in the output folder \
               were published before that and print it, as their `facts.json` says. Whoever read \
               them should be told. Editions stay as they were published, and so are named every \
               time, with the revision that took their place; editions as of a day say what was \
               known then, and are not named. A warning.\n\n\
               ```toml\n[[correction]]\nid = \"headline\"\n\
               claim = \"2024-gansu/projects/signed/morning-paper\"\naction = \"override\"\n\
               figure = \"> 190\"\n```\n\n\
               Once that is done: `[checks]` `B0854 = \"off\"` in `reports/project.toml`.",
    },
];
