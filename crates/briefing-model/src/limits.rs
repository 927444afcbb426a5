//! Limits on what one run reads and does, so that every run ends: whoever builds a project may not be
//! who wrote it. All of them stand here; the command line can change them, a project cannot.

use std::fmt;

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// The size of a file of text: data, definitions, templates, partials.
    FileSize,
    /// The size of an archived copy of a source.
    ArchiveSize,
    /// The size of a file of a theme.
    ThemeSize,
    /// The size of all files of a project together, without archived copies.
    ProjectSize,
    /// The size of one text in data and definitions, such as a quote.
    TextSize,
    /// Claims about one measure of one event that are compared with each other.
    ComparedClaims,
    /// Steps of rendering a template.
    RenderSteps,
    /// The size of what a template prints.
    RenderedSize,
    /// Quotes, lists, emphasis and links within each other in a brief.
    DocumentDepth,
    /// Elements of a brief: blocks, cells, pieces of text.
    DocumentSize,
    /// Messages that are shown of one file; the others are counted.
    Messages,
    /// Memory of a worker process.
    WorkerMemory,
    /// Processor time of a worker process for one brief or one archived copy.
    WorkerSeconds,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitUnit {
    /// Bytes; written with `KiB`, `MiB` or `GiB`, or with nothing.
    Bytes,
    /// Seconds.
    Seconds,
    /// Things; the limit says which.
    Count,
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::FileSize,
        Self::ArchiveSize,
        Self::ThemeSize,
        Self::ProjectSize,
        Self::TextSize,
        Self::ComparedClaims,
        Self::RenderSteps,
        Self::RenderedSize,
        Self::DocumentDepth,
        Self::DocumentSize,
        Self::Messages,
        Self::WorkerMemory,
        Self::WorkerSeconds,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FileSize => "file-size",
            Self::ArchiveSize => "archive-size",
            Self::ThemeSize => "theme-size",
            Self::ProjectSize => "project-size",
            Self::TextSize => "text-size",
            Self::ComparedClaims => "compared-claims",
            Self::RenderSteps => "render-steps",
            Self::RenderedSize => "rendered-size",
            Self::DocumentDepth => "document-depth",
            Self::DocumentSize => "document-size",
            Self::Messages => "messages",
            Self::WorkerMemory => "worker-memory",
            Self::WorkerSeconds => "worker-seconds",
        }
    }

    /// What it limits, in a line.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::FileSize => "size of a file of text: data, definitions, templates, partials",
            Self::ArchiveSize => "size of an archived copy of a source",
            Self::ThemeSize => "size of a file of a theme, such as a font",
            Self::ProjectSize => "size of all files of a project together, without archived copies",
            Self::TextSize => "size of one text in data and definitions, such as a quote",
            Self::ComparedClaims => {
                "claims about one measure of one event that are compared with each other"
            }
            Self::RenderSteps => {
                "steps of rendering a template: elements of it, times the rows and partials that repeat them"
            }
            Self::RenderedSize => "size of what a template prints",
            Self::DocumentDepth => "quotes, lists, emphasis and links within each other in a brief",
            Self::DocumentSize => "elements of a brief: blocks, cells, pieces of text",
            Self::Messages => "messages that are shown of one file; the others are counted",
            Self::WorkerMemory => {
                "address space of a process that lays out PDFs or reads archived copies"
            }
            Self::WorkerSeconds => "its processor time for one brief or one copy",
        }
    }

    /// What it counts.
    #[must_use]
    pub const fn unit(self) -> LimitUnit {
        match self {
            Self::TextSize
            | Self::RenderedSize
            | Self::FileSize
            | Self::ArchiveSize
            | Self::ThemeSize
            | Self::ProjectSize
            | Self::WorkerMemory => LimitUnit::Bytes,
            Self::ComparedClaims
            | Self::RenderSteps
            | Self::DocumentDepth
            | Self::DocumentSize
            | Self::Messages => LimitUnit::Count,
            Self::WorkerSeconds => LimitUnit::Seconds,
        }
    }

    /// A value as people write it: `4 MiB`, `60 s`, `100`.
    #[must_use]
    pub fn written(self, value: u64) -> String {
        match self.unit() {
            LimitUnit::Bytes => {
                let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
                let unit =
                    units.iter().find(|(_, size)| value >= *size && value.is_multiple_of(*size));
                unit.map_or(format!("{value} bytes"), |(unit, size)| {
                    format!("{} {unit}", value / size)
                })
            }
            LimitUnit::Seconds => format!("{value} s"),
            LimitUnit::Count => value.to_string(),
        }
    }

    /// How to raise it from what it is: "if it is meant to be so, raise the limit with
    /// `--limit file-size=8MiB`".
    #[must_use]
    pub fn raise(self, value: u64) -> String {
        let twice = self.written(value.saturating_mul(2));
        let twice = twice.trim_end_matches(" bytes").trim_end_matches(" s").replace(' ', "");
        format!("if it is meant to be so, raise the limit with `--limit {self}={twice}`")
    }

    /// Its value where the command line says none.
    #[must_use]
    pub const fn default_value(self) -> u64 {
        match self {
            Self::FileSize => 4 << 20,
            Self::ArchiveSize => 64 << 20,
            Self::ThemeSize => 64 << 20,
            Self::ProjectSize => 1 << 30,
            Self::TextSize => 64 << 10,
            Self::ComparedClaims => 1_000,
            Self::RenderSteps => 10_000_000,
            Self::RenderedSize => 32 << 20,
            Self::DocumentDepth => 40,
            Self::DocumentSize => 500_000,
            Self::Messages => 100,
            Self::WorkerMemory => 2 << 30,
            Self::WorkerSeconds => 60,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The limits of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits([u64; Limit::ALL.len()]);

impl Default for Limits {
    fn default() -> Self {
        Self(Limit::ALL.map(Limit::default_value))
    }
}

impl Limits {
    /// The value of a limit, in its unit.
    #[must_use]
    pub fn get(&self, limit: Limit) -> u64 {
        self.0[limit as usize]
    }

    /// Changes a limit.
    #[must_use]
    pub fn with(mut self, limit: Limit, value: u64) -> Self {
        self.0[limit as usize] = value;
        self
    }
}

/// Reads a limit and its value: `worker-memory=4GiB`, `worker-seconds=120`.
///
/// # Errors
/// What is wrong with it, and what it may be.
pub fn parse_limit(text: &str) -> Result<(Limit, u64), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| "expected `NAME=VALUE`, such as `worker-memory=4GiB`".to_owned())?;
    let limit = Limit::ALL.into_iter().find(|limit| limit.name() == name).ok_or_else(|| {
        let names: Vec<String> = Limit::ALL.iter().map(|limit| format!("`{limit}`")).collect();
        format!("unknown limit `{name}`; there are {}", names.join(", "))
    })?;
    let digits = value.trim_end_matches(|c: char| !c.is_ascii_digit());
    let factor = match (limit.unit(), value[digits.len()..].trim()) {
        (_, "") => Some(1),
        (LimitUnit::Bytes, "KiB") => Some(1 << 10),
        (LimitUnit::Bytes, "MiB") => Some(1 << 20),
        (LimitUnit::Bytes, "GiB") => Some(1 << 30),
        (LimitUnit::Seconds, "s") => Some(1),
        _ => None,
    };
    let number = digits.parse::<u64>().ok();
    let value = factor.zip(number).and_then(|(factor, number)| number.checked_mul(factor));
    match value {
        Some(value) if value > 0 => Ok((limit, value)),
        _ => Err(match limit.unit() {
            LimitUnit::Bytes => format!("expected a size, such as `{limit}=512MiB`"),
            LimitUnit::Seconds => format!("expected seconds, such as `{limit}=120`"),
            LimitUnit::Count => format!("expected a number above zero, such as `{limit}=1000`"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_a_name_of_its_own_and_a_place() {
        for (index, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, index);
            let written = format!("{limit}=7");
            assert_eq!(parse_limit(&written), Ok((limit, 7)));
            assert_eq!(Limits::default().with(limit, 7).get(limit), 7);
        }
    }

    #[test]
    fn the_documentation_has_the_same_table() {
        let page = include_str!("../../../docs/limits.md");
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
        let expected: Vec<String> = Limit::ALL
            .into_iter()
            .map(|limit| {
                let default = limit.written(limit.default_value());
                format!("| `{limit}` | {default} | {} |", limit.about())
            })
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn the_way_to_raise_a_limit_is_read_again() {
        for limit in Limit::ALL {
            let hint = limit.raise(limit.default_value());
            let option = hint.split_once("--limit ").unwrap().1.trim_end_matches('`');
            assert_eq!(parse_limit(option), Ok((limit, 2 * limit.default_value())));
        }
        assert!(Limit::FileSize.raise(1000).ends_with("`--limit file-size=2000`"));
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(parse_limit("worker-memory=4GiB"), Ok((Limit::WorkerMemory, 4 << 30)));
        assert_eq!(parse_limit("worker-seconds=5s"), Ok((Limit::WorkerSeconds, 5)));
        for wrong in
            ["worker-memory", "x=1", "worker-memory=0", "worker-memory=-1", "worker-seconds=1GiB"]
        {
            assert!(parse_limit(wrong).is_err(), "{wrong}");
        }
        assert!(parse_limit("worker-memory=99999999999GiB").is_err());
    }
}
