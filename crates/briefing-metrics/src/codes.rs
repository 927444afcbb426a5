//! Codes of metrics that are refused.

use briefing_model::diagnostic::{Code, CodePage};

/// An aggregate that is not registered.
pub const UNKNOWN_AGGREGATE: Code = Code("B0301");
/// A measure that the data set does not have.
pub const UNKNOWN_MEASURE: Code = Code("B0302");
/// An aggregate without what it needs.
pub const INCOMPLETE: Code = Code("B0303");
/// Figures of different statuses.
pub const MIXED_STATUS: Code = Code("B0304");
/// Figures of different scopes.
pub const MIXED_SCOPE: Code = Code("B0305");
/// Figures of different populations.
pub const MIXED_POPULATION: Code = Code("B0306");
/// A sum of a measure that is not additive.
pub const NOT_ADDITIVE: Code = Code("B0307");
/// An umbrella beside its parts.
pub const UMBRELLA: Code = Code("B0308");
/// Figures in different currencies or units.
pub const MIXED_UNIT: Code = Code("B0309");
/// Two measures of one event that do not cover the same.
pub const DIFFERENT_COVER: Code = Code("B0310");
/// Two sides of a change that do not cover the same.
pub const DIFFERENT_SIDES: Code = Code("B0311");
/// Claims that cannot all be true.
pub const CONTESTED: Code = Code("B0312");
/// An amount that no rate converts.
pub const NO_RATE: Code = Code("B0313");
/// A figure that cannot be computed exactly.
pub const NOT_COMPUTABLE: Code = Code("B0314");
/// A currency asked for where there is no money.
pub const NOT_MONEY: Code = Code("B0315");
/// Rows sorted by what they are not grouped by.
pub const UNSORTABLE: Code = Code("B0316");
/// A share of what does not hold the part.
pub const OUTSIDE_THE_WHOLE: Code = Code("B0317");

/// The pages of the codes above.
pub const PAGES: &[CodePage] = &[
    CodePage {
        code: UNKNOWN_AGGREGATE,
        title: "unknown aggregate",
        page: "`aggregate` names none that is registered.\n\n\
               ```toml\n[metric.projects]\naggregate = \"total\"   # wrong\nmeasure = \"projects\"\n```\n\n\
               `briefing plugin list` names those there are: `sum`, `count`, `min`, `max`, `mean`, \
               `median`, `latest`, `share`, `ratio`, `change`, `rank`.",
    },
    CodePage {
        code: UNKNOWN_MEASURE,
        title: "unknown measure",
        page: "`measure` or `per` names a measure that `data/measures.toml` does not have.\n\n\
               ```toml\n[metric.projects]\naggregate = \"sum\"\nmeasure = \"project\"   # wrong: projects\n```\n\n\
               Use the name of a table in `data/measures.toml`, or add one.",
    },
    CodePage {
        code: INCOMPLETE,
        title: "an aggregate lacks what it needs",
        page: "Some aggregates need a second thing to set the measure against: `ratio` needs `per`, \
               `share` needs `of` (or `by`, for the share of each row), `change` needs `change`. \
               All but `count` need a `measure`; `count` needs a `measure` or `count`.\n\n\
               ```toml\n[metric.value-per-project]\naggregate = \"ratio\"\nmeasure = \"agreement-value\"\n\
               per = \"projects\"   # without it: B0303\n```",
    },
    CodePage {
        code: MIXED_STATUS,
        title: "figures of different statuses",
        page: "What is expected to be signed and what is signed are not the same thing, and their \
               sum is neither.\n\n\
               ```toml\n[metric.value]\naggregate = \"sum\"\nmeasure = \"agreement-value\"   # expected and signed\n```\n\n\
               Choose one, or consent; a brief then says that statuses are mixed, and each event \
               counts once, with its highest status.\n\n\
               ```toml\nwhere = { status = \"signed\" }\n# or\nmixed-status = true\n```",
    },
    CodePage {
        code: MIXED_SCOPE,
        title: "figures of different scopes",
        page: "What was signed at an opening ceremony is a part of what was signed over the whole \
               event; the one is not comparable with the other of another event.\n\n\
               ```toml\nwhere = { scope = \"event\" }\n# or\nmixed-scope = true\n```\n\n\
               With consent each event counts once: its whole, else its opening ceremony, else the \
               one other scope that it has.",
    },
    CodePage {
        code: MIXED_POPULATION,
        title: "figures of different populations",
        page: "All projects and industrial investment projects are different things to count; so is \
               what a claim limits to a sector.\n\n\
               ```toml\nwhere = { population = \"all\" }\n# or\nmixed-population = true\n```\n\n\
               With consent each event counts once: everything, else the one part that it has.",
    },
    CodePage {
        code: NOT_ADDITIVE,
        title: "a sum of a measure that is not additive",
        page: "The measure says `additive = false`: the same firm takes part in two events, so the \
               sum counts it twice.\n\n\
               ```toml\n[metric.companies]\naggregate = \"sum\"     # wrong\nmeasure = \"companies\"\n```\n\n\
               Use `max`, `median` or `latest`, or group by event so that nothing is added.",
    },
    CodePage {
        code: UMBRELLA,
        title: "an umbrella beside its parts",
        page: "A series' total holds its events' figures, so adding or comparing both counts them \
               twice.\n\n\
               ```toml\nwhere = { kind = \"event\" }    # the events\n# or\n\
               where = { kind = \"series\" }   # the series\n```",
    },
    CodePage {
        code: MIXED_UNIT,
        title: "figures in different currencies",
        page: "Yuan and dollars are added only at a stated rate, which is evidence too. An event \
               that states one figure in both is not concerned: the one in the metric's currency \
               is used.\n\n\
               ```toml\nconvert = \"CNY\"           # by data/rates.toml\n# or\n\
               where = { unit = \"CNY\" }\n```",
    },
    CodePage {
        code: DIFFERENT_COVER,
        title: "two measures that do not cover the same",
        page: "A value is divided by a count only where both have the same status, scope and \
               population at the same event: the value of what was signed over the whole event, by \
               the number of projects signed over the whole event.\n\n\
               Choose with `where` what both are given for:\n\n\
               ```toml\nwhere = { status = \"signed\", scope = \"event\", population = \"all\" }\n```",
    },
    CodePage {
        code: DIFFERENT_SIDES,
        title: "two sides of a change that do not cover the same",
        page: "A change from what was signed to what is expected is no change of anything.\n\n\
               ```toml\n[metric.growth]\naggregate = \"change\"\nmeasure = \"agreement-value\"\n\
               where = { status = \"signed\" }   # the same for both sides\n\
               change = { from = { year = 2023 }, to = { year = 2024 } }\n```\n\n\
               Where the step up the ladder is the point, say `mixed-status = true`.",
    },
    CodePage {
        code: CONTESTED,
        title: "claims that cannot all be true",
        page: "The metric says `conflict = \"refuse\"`, and sources disagree about the same thing. \
               Claims that can all be true, such as more than 450 and 457.3, are not in conflict.\n\n\
               Correct the data, or say who is believed: `highest-grade`, `prefer-official`, \
               `latest`, or print the whole `range`.",
    },
    CodePage {
        code: NO_RATE,
        title: "an amount that no rate converts",
        page: "`convert` uses the last rate on or before the first day of the event, not older than \
               31 days.\n\n\
               ```toml\n# data/rates.toml\n[[rate]]\npair = \"USD/CNY\"\ndate = 2024-10-25\n\
               value = \"7.1090\"\nsource = \"…\"\n```\n\n\
               Add the rate, or leave the amount out: `where = { unit = \"CNY\" }`.",
    },
    CodePage {
        code: NOT_COMPUTABLE,
        title: "a figure that cannot be computed exactly",
        page: "Figures are exact; what does not fit into 127 bits, or has no value within its own \
               bounds (a measure that cannot be negative, a claim that is), is refused rather than \
               rounded. Look at the claims the message names: a figure has too many digits, or a \
               sign that its measure rules out.",
    },
    CodePage {
        code: NOT_MONEY,
        title: "a currency asked for where there is no money",
        page: "`convert` is for measures of `kind = \"money\"`, and takes a currency.\n\n\
               ```toml\n[metric.projects]\naggregate = \"sum\"\nmeasure = \"projects\"\n\
               convert = \"USD\"   # wrong\n```",
    },
    CodePage {
        code: UNSORTABLE,
        title: "rows sorted by what they are not grouped by",
        page: "`sort` takes `value` or a dimension of `by`.\n\n\
               ```toml\nby = \"place\"\nsort = \"year\"   # wrong: rows are places\n```",
    },
    CodePage {
        code: OUTSIDE_THE_WHOLE,
        title: "a share of what does not hold the part",
        page: "The part of a share must be about events of the whole, or about parts of them: a \
               session of its event, an event of its series. What was signed in Guangxi is no share \
               of what was signed in Gansu.\n\n\
               ```toml\n[metric.share]\naggregate = \"share\"\nmeasure = \"projects\"\n\
               where = { event = \"2024-guangxi\" }\nof = { event = \"2024-gansu\" }   # wrong\n```\n\n\
               Each side may have its own `status`, `scope` and `population`:\n\n\
               ```toml\nwhere = { event = \"2023-guangxi\", status = \"started\", population = \"all\" }\n\
               of = { event = \"2023-guangxi\", status = \"signed\", population = \"all\", scope = \"event\" }\n```\n\n\
               For the sessions of an event, name what tells them apart:\n\n\
               ```toml\nwhere = { kind = \"session\", status = \"signed\" }\n\
               of = { event = \"2024-gansu\", status = \"signed\" }\n```",
    },
];
