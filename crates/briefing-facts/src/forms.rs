//! How values of the model are written: their schemas, under names of their own.

use std::borrow::Cow;

use briefing_model::claim::Counts;
use briefing_model::figure::Comparator;
use briefing_model::result::{Absence, AbsenceKind};
use briefing_model::source::{Grade, SourceKind};
use briefing_model::status::Status;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// An exact number.
pub(crate) struct Exact;

/// A day.
pub(crate) struct Day;

/// How a figure is worded.
pub(crate) struct ComparatorWord;

/// Why there is no figure.
pub(crate) struct AbsenceWord;

/// The kind of that.
pub(crate) struct AbsenceKindWord;

/// A status.
pub(crate) struct StatusWord;

/// What a figure of a status counts.
pub(crate) struct CountsWord;

/// The grade of a source.
pub(crate) struct GradeWord;

/// The kind of a source.
pub(crate) struct KindWord;

impl JsonSchema for Exact {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "An exact number: a decimal where there is one, else a fraction.",
            "pattern": "^-?[0-9]+(\\.[0-9]+|/[0-9]+)?$",
            "examples": ["300000000000", "306.2", "1/3"],
        })
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A day, after ISO 8601.",
            "format": "date",
            "pattern": "^-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}$",
        })
    }
}

impl JsonSchema for ComparatorWord {
    fn schema_name() -> Cow<'static, str> {
        "Comparator".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "How a figure is worded.",
            "enum": Comparator::ALL.map(Comparator::as_str),
        })
    }
}

impl JsonSchema for AbsenceWord {
    fn schema_name() -> Cow<'static, str> {
        "Absence".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Why there is no figure.",
            "enum": Absence::ALL.map(Absence::as_str),
        })
    }
}

impl JsonSchema for AbsenceKindWord {
    fn schema_name() -> Cow<'static, str> {
        "AbsenceKind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "What is said in the place of a figure.",
            "enum": AbsenceKind::ALL.map(AbsenceKind::as_str),
        })
    }
}

impl JsonSchema for StatusWord {
    fn schema_name() -> Cow<'static, str> {
        "Status".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "How far what is announced has come, from an offer to what exists.",
            "enum": Status::ALL.map(Status::as_str),
        })
    }
}

impl JsonSchema for CountsWord {
    fn schema_name() -> Cow<'static, str> {
        "Counts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Whether a figure counts all that has reached a status, or what is in it now.",
            "enum": Counts::ALL.map(Counts::as_str),
        })
    }
}

impl JsonSchema for GradeWord {
    fn schema_name() -> Cow<'static, str> {
        "Grade".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "How far a source can be trusted to be what it says it is.",
            "enum": Grade::ALL.map(Grade::as_str),
        })
    }
}

impl JsonSchema for KindWord {
    fn schema_name() -> Cow<'static, str> {
        "SourceKind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Whose voice a source is.",
            "enum": SourceKind::ALL.map(SourceKind::as_str),
        })
    }
}
