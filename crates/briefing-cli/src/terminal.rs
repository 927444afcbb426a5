//! What a run may print, and how.

use std::io::{self, IsTerminal as _, Write as _};

use briefing_model::limits::Limit;

use crate::arguments::Common;
use crate::formats::Format;
use crate::messages;
use crate::visible;

/// Standard output and standard error, with what the command line says about them.
pub(crate) struct Terminal {
    pub(crate) format: Format,
    pub(crate) quiet: bool,
    /// How many messages are shown of one file.
    pub(crate) messages: usize,
}

impl Terminal {
    pub(crate) fn new(common: &Common) -> Self {
        let messages = common.limits().get(Limit::Messages);
        let messages = usize::try_from(messages).unwrap_or(usize::MAX);
        Self { format: common.format, quiet: common.quiet, messages }
    }

    /// Prints what was asked for: text for people as it may be shown, and for programs as it is.
    pub(crate) fn print(&self, text: &str) -> anyhow::Result<()> {
        let text = match self.format {
            Format::Human | Format::Markdown => visible::lines(text),
            Format::Json | Format::Csv | Format::Github | Format::Sarif => text.into(),
        };
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(())
    }

    /// Prints a JSON value and a line break.
    pub(crate) fn json(&self, value: &serde_json::Value) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(value)?;
        self.print(&format!("{}\n", visible::json(&text)))
    }

    /// Tells a person something that is not what was asked for; nobody, if it is to be quiet.
    pub(crate) fn tell(&self, text: &str) {
        if !self.quiet && !self.format.is_for_programs() {
            let _ = writeln!(anstream::stderr().lock(), "{}", visible::lines(text));
        }
    }

    /// Prints mistakes, already laid out and perhaps in colour, to standard error. Texts in them are
    /// [`visible`](visible::visible) already.
    pub(crate) fn complain(&self, text: &str) {
        let text = visible::without_commands(text);
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints the error that ended the run, with its causes.
    pub(crate) fn failure(&self, error: &anyhow::Error) {
        let mut text = error.to_string();
        for cause in error.chain().skip(1) {
            // An error may have said what caused it.
            let cause = cause.to_string();
            if !text.ends_with(&cause) {
                text.push_str(&format!(": {cause}"));
            }
        }
        let text = visible::visible(&text);
        if let Some(said) = messages::failure(&text, self.format) {
            let _ = anstream::stdout().lock().write_all(said.as_bytes());
        }
        if self.format != Format::Json {
            let style = anstyle::AnsiColor::Red.on_default().bold();
            let _ = writeln!(anstream::stderr().lock(), "{style}error{style:#}: {text}");
        }
    }

    /// Whether a person is watching standard error.
    pub(crate) fn is_watched(&self) -> bool {
        !self.quiet && self.format == Format::Human && io::stderr().is_terminal()
    }

    /// Columns of the terminal.
    pub(crate) fn width() -> usize {
        terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).clamp(60, 200)
    }
}
