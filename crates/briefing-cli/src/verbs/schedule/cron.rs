//! A line of a crontab.

use std::collections::BTreeSet;

use super::{File, Job, quoted};

/// `NAME.crontab`.
///
/// Cron reads a line by the clock of its machine, and which zone that is nobody knows here:
/// `CRON_TZ=` is understood by cronie (Fedora, Red Hat, Arch), and not by the cron of Debian and
/// Ubuntu, which takes it for a variable of the command. Nor does cron call later what it slept
/// through. So the line names no hours: it calls at the minutes at which editions are due, every
/// hour, which is right in every zone, through every change of the hour, and after every pause.
pub(super) fn files(job: &Job<'_>) -> Vec<File> {
    let reports: Vec<&str> = job.reports.iter().map(|(report, _)| report.as_str()).collect();
    let minutes: BTreeSet<u8> = job.utc().keys().flat_map(|calls| calls.minutes.clone()).collect();
    let minutes = if minutes.len() > 12 {
        "*/5".to_owned()
    } else {
        minutes.iter().map(u8::to_string).collect::<Vec<_>>().join(",")
    };
    let path = |path: &std::path::Path| quoted(&path.display().to_string());
    let out = if job.is_out_told { format!(" --out {}", path(&job.out)) } else { String::new() };
    let command = format!("{} run -C {}{out} --quiet", path(&job.binary), path(&job.root));
    let text = format!(
        "# Briefs of {title} that are due: {reports}.
#
# Made by `briefing schedule --emit cron`; put it into the crontab of whoever owns the output folder:
# `crontab -e`.
#
# It calls every hour, at the minutes at which something is due: a call too many finds nothing to do.
# So it is right whatever the time zone of the machine, when the hour changes, and when the machine
# was off. (Where its clock differs from UTC by a half or quarter of an hour, what is due on the hour
# is made that much later.) With a cron that knows time zones, such as cronie, nothing else is needed.
#
# What it says goes to the system's log; for mails instead, leave `2>&1` and what follows out.
#
#     journalctl -t {name}
{minutes} * * * * {command} 2>&1 | logger -t {name}
",
        title = job.title,
        reports = reports.join(", "),
        name = job.name,
        // Cron takes a percent sign for the end of the command.
        command = command.replace('%', r"\%"),
    );
    vec![File { name: format!("{}.crontab", job.name), text }]
}
