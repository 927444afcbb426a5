//! `briefing verify-editions`: an output folder against its manifests.

use briefing_reporter::verify;
use serde_json::json;

use crate::arguments::{Common, Known, VerifyEditions};
use crate::exit::{Exit, UsageError};
use crate::formats::Format;
use crate::session::Unopened;
use crate::terminal::Terminal;

/// Compares every edition with what was published.
pub(crate) fn run(
    common: &Common,
    options: &VerifyEditions,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    // An output folder that somebody was sent can be verified without its project.
    let out = match &options.out {
        Some(out) => out.clone(),
        None => Unopened::read(common, &Known::default())?.out(None)?,
    };
    if !out.is_dir() {
        return Err(UsageError(format!("`{}` is not a folder", out.display())).into());
    }
    let verified = verify(&out);
    if terminal.format == Format::Json {
        let problems = verified.problems.iter();
        let problems = problems.map(|it| json!({ "path": it.path, "message": it.message }));
        terminal.json(&json!({
            "editions": verified.editions,
            "pruned": verified.pruned,
            "files": verified.files,
            "problems": problems.collect::<Vec<_>>(),
        }))?;
    } else {
        for problem in &verified.problems {
            terminal.print(&format!("{}: {}\n", problem.path, problem.message))?;
        }
    }
    let mut line = format!(
        "{} in {} are as they were published",
        count(verified.files, "file"),
        count(verified.editions, "edition")
    );
    if verified.pruned > 0 {
        line.push_str(&format!("; {} pruned", count(verified.pruned, "edition")));
    }
    if !verified.problems.is_empty() {
        line.push_str(&format!("; {}", count(verified.problems.len(), "problem")));
    }
    terminal.tell(&line);
    Ok(if verified.problems.is_empty() { Exit::Done } else { Exit::Mistakes })
}

pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
