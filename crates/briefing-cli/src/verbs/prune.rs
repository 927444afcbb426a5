//! `briefing prune`: removes old editions by a policy.

use briefing_reporter::Policy;
use indicatif::HumanBytes;
use serde_json::json;

use crate::arguments::{Common, Known, Prune};
use crate::exit::{Exit, UsageError};
use crate::formats::Format;
use crate::making::publisher;
use crate::session::Unopened;
use crate::terminal::Terminal;
use crate::verbs::verify::count;

/// Removes what the policy does not keep, or says what that would be.
pub(crate) fn run(common: &Common, options: &Prune, terminal: &Terminal) -> anyhow::Result<Exit> {
    let out = match &options.out {
        Some(out) => out.clone(),
        None => Unopened::read(common, &Known::default())?.out(None)?,
    };
    if !out.is_dir() {
        return Err(UsageError(format!("`{}` is not a folder", out.display())).into());
    }
    let policy = Policy {
        revisions: options.keep_revisions,
        editions: options.keep_editions,
        since: options.keep_since,
    };
    let publisher = publisher(&out, "briefing prune", false, terminal)?;
    let pruned = publisher.prune(&policy, options.dry_run)?;
    if terminal.format == Format::Json {
        let list = pruned.iter().map(|pruned| {
            json!({ "path": pruned.path, "bytes": pruned.bytes, "why": format!("keep-{}", pruned.why) })
        });
        terminal.json(&json!({
            "removed": !options.dry_run,
            "editions": list.collect::<Vec<_>>(),
        }))?;
        return Ok(Exit::Done);
    }
    for pruned in &pruned {
        terminal.print(&format!("{}  (--keep-{})\n", pruned.path, pruned.why))?;
    }
    let bytes: u64 = pruned.iter().map(|pruned| pruned.bytes).sum();
    let editions = count(pruned.len(), "edition");
    let verb = if options.dry_run { "would be removed" } else { "removed" };
    terminal.tell(&format!("{editions} {verb}, {}; their manifests stay", HumanBytes(bytes)));
    Ok(Exit::Done)
}
