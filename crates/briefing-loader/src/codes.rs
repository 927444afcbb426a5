//! Codes of mistakes in files, data and definitions.

briefing_model::codes! {
    NOT_UTF8 "B0101" "a file is not UTF-8"
        "Project files are UTF-8 text. Chinese text saved as GBK or Big5 is the usual cause: save the file as UTF-8.";
    EMPTY_FILE "B0102" "a file is empty"
        "A data file or definition without content says nothing, and is most often a file that was not saved. Fill it, or delete it.";
    FILE_TOO_LARGE "B0103" "a file is too large"
        "A file of text may have 4 MiB, a file of a theme and an archived copy 64 MiB, and all files of a project but archived copies 1 GiB. Sizes are asked for before anything is read.\n\nEvents are one a file; many claims can be split over files in `data/claims/`. If the file is meant to be so large, raise the limit for the run:\n\n```sh\nbriefing build --limit file-size=8MiB\n```\n\n`docs/limits.md` has all limits; a project cannot change them.";
    SYNTAX "B0104" "a file is not valid in its format"
        "The text cannot be read as TOML (or the format of its ending). A quote that is not closed is the usual cause:\n\n```toml\nname = \"Gansu\n```";
    UNKNOWN_KEY "B0105" "unknown key"
        "A key that the format does not have is a mistake, never passed over: it is a misspelling, or stands in the wrong table.\n\n```toml\nstatsu = \"signed\"   # `status`\n```\n\n`briefing schema` prints every key.";
    WRONG_TYPE "B0106" "a value of the wrong type"
        "The key wants another type of value. Figures and rates are written in quotes, so that no digit is lost: `figure = \"195\"`.";
    MISSING_KEY "B0107" "a key is missing"
        "The table needs this key. `briefing schema` prints which keys each file needs.";
    UNKNOWN_WORD "B0108" "a word that is not one of those allowed"
        "The key takes one of a few words, such as `status`: `offered`, `intended`, `expected`, `signed`, `started`, `realised`, `cancelled`.";
    UNKNOWN_FILE "B0109" "a file that nothing reads"
        "A file in `data/` whose name or ending is not one of those that are read says nothing to any brief. `data/README.md` lists the files; a plugin may add endings.";
    REPEATED "B0110" "a value twice in a list"
        "A list of outputs, metrics, dimensions, sectors or sources has each value once. The second says nothing, and is most often meant to be another.\n\n```toml\noutputs = [\"md\", \"md\"]   # `html`?\n```";
    BLANK "B0111" "a text without words"
        "A text that is empty, or has only white space, would be printed as nothing. Fill it, or leave the key out where it is optional.\n\n```toml\nname = \"\"\n```";
    LINK "B0112" "something in a project's folders that is not read"
        "Links to files and folders of the project are followed. One that leads out of the project, to nothing, or back to a folder that it is in is not, and neither is a pipe or a device: what depends on it would be missing without a word. Copy into the project what belongs to it, and delete what does not.";
    FILE_NAME "B0113" "a file name that is not UTF-8"
        "Paths are text: they are printed in messages and kept in manifests. A file or folder whose name is not UTF-8, such as one from an old archive with names in GBK or Shift JIS, cannot be named, and is not read. Rename it.";
    MORE_MESSAGES "B0114" "more messages about a file than are shown"
        "Of one file the first 100 messages are shown, errors before warnings, and the others are counted: hundreds of them have one cause more often than hundreds, such as a column that was moved or a key that was renamed. Mend what is shown and look again, or have all of them shown:\n\n```sh\nbriefing check --limit messages=100000\n```";
    TEXT_TOO_LONG "B0115" "a text that is too long"
        "One text in data and definitions may have 64 KiB, which is some 10,000 words of English or 20,000 Chinese characters. A quote is the words that carry the figure; the whole article belongs into the archive as the copy of its source.\n\nIf it is meant to be so, raise the limit for the run: `briefing build --limit text-size=128KiB`.";
    DIRECTION "B0116" "a character that turns the direction of text"
        "U+202A to U+202E and U+2066 to U+2069 say in which direction text runs, and show it in another order than it has: behind a name that ends in U+202E, 195 is read as 591. They are mistakes in data, definitions, templates, themes and parameters, as characters and as escapes (`\\u202e`, `&#x202E;`).\n\nDelete them. Text in Arabic or Hebrew needs none: its letters have their direction. The marks U+200E, U+200F and U+061C are allowed.";
    CONTROL "B0117" "a control character"
        "U+0000 to U+001F, but tabs and ends of lines, and U+007F to U+009F are no text. They are invisible, and what a terminal, a browser or another program makes of them is not what the author saw; most came in by a copy from a document or a terminal. Delete them.";
    LINE_BREAK "B0118" "a line break where text has one line"
        "Names, titles, labels, ids, paths and settings have one line, without tabs. Descriptions, notes, quotes and reasons may have several.\n\n```toml\nname = \"Yunnan\\nfair\"   # \"Yunnan fair\"\n```";
    BAD_ID "B0201" "an identifier is not well formed"
        "Ids are lower-case letters, digits and single hyphens: `2024-gansu`. They become file names, anchors and keys. Places have ISO 3166-2 codes: `CN-GS`.";
    UNKNOWN_REFERENCE "B0202" "a reference to what is not defined"
        "The id names a source, event, measure, place, region, sector, scope or population that no file defines. Define it, or correct the id.";
    DUPLICATE_ID "B0203" "an id is used twice"
        "Two things of one kind have the same id, or two claims say the same figure of the same thing by the same source. Give one of two such claims an `id`, if both are meant.";
    BAD_DATE "B0204" "not a date"
        "Dates are days of the calendar: `2024-10-27`, unquoted. The 30th of February is none.";
    DATE_ORDER "B0205" "dates in the wrong order"
        "An event ends when it starts or later, opens in between, and a source is read when it was published or later.";
    OUTSIDE_UMBRELLA "B0206" "an event outside its umbrella"
        "A part takes place within what it is part of: in the year of a series, within the days of an event.";
    UMBRELLA_CIRCLE "B0207" "events that are part of each other"
        "`part-of` leads from a session to its event to its series, and never back.";
    BAD_FIGURE "B0208" "a figure cannot be read"
        "Figures are written `195`, `> 300 billion`, `>= 5_500`, `< 20`, `~ 100 billion`, `280..300 billion`, with the magnitudes `thousand million billion trillion 万 亿 万亿` and a unit where it is not the measure's own: `40.98 billion USD`.";
    UNIT_MISMATCH "B0209" "a unit that is not the measure's"
        "The measure fixes the unit. Another currency must be listed in its `also`; anything else is another measure.\n\n```toml\nmeasure = \"projects\"\nfigure = \"300 billion CNY\"   # agreement-value?\n```";
    IMPOSSIBLE_FIGURE "B0210" "a figure that its measure cannot have"
        "A count is whole, and most measures cannot be below zero. Set `non-negative = false` on a measure that can.";
    BAD_VALUE "B0211" "a value is not well formed"
        "An address begins with `https://` or `http://`; a SHA-256 has 64 hexadecimal digits; a language is a BCP 47 tag (`en`, `zh-Hans`); a GB/T 2260 code has six digits; a rate is above zero.";
    EARLY_SOURCE "B0212" "a source older than what it reports"
        "A source published before the event began cannot report that something was signed there. The status may be `expected`, or a date is wrong. A warning.";
    UNLIKELY_FIGURE "B0213" "a share above 100 percent"
        "A part is not larger than its whole. A change in percent may be: give it a measure with `non-negative = false`. A warning.\n\n```toml\nmeasure = \"start-rate\"\nfigure = \"120 %\"   # 12 %?\n```";
    UNKNOWN_METRIC "B0611" "unknown metric"
        "`metrics` of a report lists metrics of `reports/metrics.toml`; a report's own are defined in it, under `[metric.ID]`, and need no listing.";
    UNKNOWN_AGGREGATE "B0612" "unknown aggregate"
        "`aggregate` names how figures become one. `briefing plugin list` names them all.";
    UNKNOWN_DIMENSION "B0613" "unknown dimension"
        "`where`, `by`, `sort`, `for-each` and the `match` of a `change` name dimensions: `event`, `kind`, `place`, `region`, `series`, `sector`, `year`, `quarter`, `month`, `week`, `measure`, `status`, `scope`, `population`, `origin`, `unit`, `source`, `grade`, `checked`. Events are matched by what they have themselves: `event` to `week`, without `sector`.";
    UNKNOWN_VALUE "B0614" "a dimension has no such value"
        "A condition names a value that the data set does not have. Such a condition selects nothing, so it is a mistake.";
    NOT_ORDERED "B0615" "a range of what has no order"
        "`>=`, `<` and `..` select a range, which needs an order: years, quarters, months, weeks, statuses and grades have one. List the values instead.";
    EMPTY_RANGE "B0617" "a range that holds nothing"
        "The range begins behind its end, or nothing is beyond its bound, so that it selects nothing.\n\n```toml\nyear = \"2024..2023\"   # \"2023..2024\"\n```";
    WRONG_KEY_FOR_AGGREGATE "B0616" "a key that does not go with the aggregate"
        "`per` belongs to `ratio`, `of` to `share` (which needs it, or `by`), `change` to `change`, `count` to `count`; and every aggregate but `count` needs a `measure`.";
    BAD_PERIOD "B0601" "not a period"
        "A period is `\"all\"`, `{ year = 2024 }`, `{ quarter = \"2024-Q3\" }`, `{ month = \"2024-10\" }`, `{ week = \"2024-W43\" }` or `{ from = 2024-01-01, to = 2024-06-30 }`.";
    UNKNOWN_LANGUAGE "B0607" "a language that briefs are not written in"
        "`locale` is the language of what the program prints by itself: statuses, dates, bounds, headings. There are words for English (`en`) and for Chinese in simplified characters (`zh`, `zh-Hans`). Another language would be printed in English, and `zh-TW`, `zh-HK` or `zh-Hant` in simplified characters, without anybody being told; so they are mistakes.\n\n```toml\nlocale = \"zh\"\n```\n\nNames and titles of the data may be in any language, and so may sources.";
    NO_TEMPLATE "B0602" "a report's template is not there"
        "`template` names a file in the report's folder, by default `brief.md.hbs`.";
    NO_REPORT "B0603" "a folder without a report"
        "Every folder of `reports/` but `partials/` and `themes/` is a report and has a `report.toml`.";
    UNKNOWN_CHECK "B0605" "a code that no finding has"
        "`[checks]` in `reports/project.toml`, and `accepted` of a claim, name findings by code: those of evidence (B08), lints and audits (B09). Every other code is a mistake, and stays one.\n\n```toml\n[checks]\nB0830 = \"off\"      # off | warning | error\n```";
    BAD_PARAMETER "B0604" "a parameter's default is not of its type"
        "Types are `text`, `integer`, `boolean` and `date`.";
    BAD_SCHEDULE "B0606" "not a schedule"
        "`[schedule]` of a report says when `briefing run` makes an edition, and which unit of the calendar that covers: the last one that had ended.\n\n```toml\n[schedule]\nevery = \"month\"            # day | week | month | quarter | year\nat = \"06:00\"\ntime-zone = \"Asia/Shanghai\"\n```\n\n```toml\n[schedule]\ncron = \"0 6 2 * *\"        # minute, hour, day of the month, month, day of the week\ncovers = \"month\"\ncatch-up = \"all\"          # latest | all | none\nfrom = 2024-01-01\ndeadline = \"3d\"\n```";
    NO_CLAIM "B0840" "a correction of no claim"
        "`claim` of a correction says what a claim says, and none says it. Name fewer parts, or the claim's id; `briefing query --claims --format json` lists the ids.\n\n```toml\nclaim = { event = \"2024-gansu\", measure = \"projects\", status = \"started\" }\n```";
    SEVERAL_CLAIMS "B0841" "a correction that fits several claims"
        "A correction is a decision on one claim, with a guard of its own. Say more of what the claim says, or name its id.\n\n```toml\nclaim = { event = \"2024-gansu\" }\n```";
    CORRECTED_TWICE "B0842" "two corrections of one claim"
        "Two corrections of one claim would need an order. Put both into one: an `override` may change figure, status, scope, population and day together.";
    GUARD "B0843" "what was corrected is no longer said"
        "A correction was made of what a source said on a day. `guard` keeps that, as the figure, the words or the hash of the archived copy, and the claim says something else now: the source may have mended it, or somebody corrected the claim itself. Correcting it once more would be wrong. Delete the correction, or look again and put what the claim says now into `guard`.\n\n```toml\nguard = { figure = \"> 3.2 trillion\", quote = \"exceeding 3.2 trillion yuan\" }\n```";
    NO_CORRECTION "B0844" "a correction that changes nothing"
        "An `override` says what the claim says already, or a `scale` has the factor 1. Say what is used in its place, or delete the correction.";
    WRONG_KEY_FOR_ACTION "B0845" "a key that does not go with the action"
        "`figure`, `status`, `scope`, `population` and `as-of` go with `action = \"override\"`, `factor` goes with `scale`; `drop` has neither.\n\n```toml\naction = \"scale\"\nfactor = \"1/10\"\n```";
    UNDATED_SOURCE "B0850" "as of a day: a source without a date"
        "With `--as-of`, what was published later does not exist. A source without `published` is known to have been there on the day it was read, `accessed`; as of an earlier day it is left out, and with it what rests on it, since nobody can say whether it was there. A warning, as the brief may say less than could have been said.\n\n```toml\n[big-news]\npublished = 2024-08-13   # if the day can be found\naccessed  = 2026-11-20\n```";
    UNSOURCED_EVENT "B0851" "as of a day: an event that no source speaks of"
        "With `--as-of`, an event is known from the day on which a source that speaks of it was published. An event without claims and without `sources`, and without parts that have them, is on no certain day, and is left out. A warning.\n\n```toml\nsources = [\"xinhua-2024-06-15\"]   # who says that it was held\n```";
}
