//! A service of systemd that makes what is due, and its timer.

use briefing_schedule::calls::{Calls, is_left_out, local, utc};
use indexmap::IndexMap;

use super::{File, Job};

/// `NAME.service` and `NAME.timer`.
pub(super) fn files(job: &Job<'_>) -> Vec<File> {
    vec![
        File { name: format!("{}.service", job.name), text: service(job) },
        File { name: format!("{}.timer", job.name), text: timer(job) },
    ]
}

fn service(job: &Job<'_>) -> String {
    let (name, title) = (&job.name, escaped(&job.title));
    let directory = escaped(&job.root.display().to_string());
    let out = job.out.display().to_string();
    let writable = word(&out);
    let told = if job.is_out_told { format!(" --out {}", argument(&out)) } else { String::new() };
    let binary = argument(&job.binary.display().to_string());
    format!(
        "# Made by `briefing schedule --emit systemd`.
#
# Put this file and the timer into /etc/systemd/system, and make the output folder, which belongs to
# the user below. Then
#
#     systemctl daemon-reload
#     systemctl enable --now {name}.timer
#
# makes what is due from now on, and what was due before. What was said of it:
#
#     journalctl -u {name}

[Unit]
Description=Briefs of {title} that are due

[Service]
Type=oneshot
# Who owns the output folder. Without this line it is root.
#User=briefing
WorkingDirectory={directory}
ExecStart={binary} run{told}

# It reads the project, writes editions, and needs nothing else: no network, no devices.
ReadWritePaths={writable}
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
PrivateNetwork=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
CapabilityBoundingSet=
NoNewPrivileges=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
UMask=0022
"
    )
}

fn timer(job: &Job<'_>) -> String {
    let title = escaped(&job.title);
    let mut lines: IndexMap<String, Vec<&str>> = IndexMap::new();
    let mut left_out = Vec::new();
    let mut is_daily = false;
    for (report, schedule) in &job.reports {
        // systemd passes over a time that daylight saving leaves out.
        let (calls, zone): (Vec<Calls>, &str) = if is_left_out(schedule, job.now) {
            left_out.push(report.as_str());
            (utc(schedule, job.now), "UTC")
        } else {
            (local(schedule), &schedule.time_zone)
        };
        for calls in calls {
            is_daily |= calls.is_daily();
            let line = format!("OnCalendar={} {zone}", calls.on_calendar());
            lines.entry(line).or_default().push(report.as_str());
        }
    }
    let mut calendar = String::new();
    for (line, reports) in &lines {
        calendar.push_str(&format!("# {}\n{line}\n", reports.join(", ")));
    }
    if !left_out.is_empty() {
        calendar.push_str(&format!(
            "# In UTC, summer's hour and winter's: {}. By the clock on the wall systemd passes over a\n\
             # time that daylight saving leaves out, while the edition is due when it has passed.\n",
            left_out.join(", ")
        ));
    }
    if !is_daily {
        calendar.push_str(
            "# Once a day besides: what failed when it was due, or waited for a mistake to be mended.\n\
             OnCalendar=*-*-* 12:00:00 UTC\n",
        );
    }
    format!(
        "# Made by `briefing schedule --emit systemd`. A call too many finds nothing to do.

[Unit]
Description=When briefs of {title} are due

[Timer]
{calendar}# What the machine slept through is called for when it wakes.
Persistent=true

[Install]
WantedBy=timers.target
"
    )
}

/// Text in which `%` is not the beginning of a specifier.
fn escaped(text: &str) -> String {
    text.replace('%', "%%")
}

/// A path among several.
fn word(text: &str) -> String {
    let text = escaped(text);
    if text.contains(|c: char| c.is_whitespace() || c == '"' || c == '\'' || c == '\\') {
        format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
    } else {
        text
    }
}

/// A word of a command, in which `$` is not the beginning of a variable.
fn argument(text: &str) -> String {
    word(&text.replace('$', "$$"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_they_are() {
        assert_eq!(argument("/usr/bin/briefing"), "/usr/bin/briefing");
        assert_eq!(argument("/srv/100% $x/b"), "\"/srv/100%% $$x/b\"");
        assert_eq!(word(r#"/srv/a"b\c"#), r#""/srv/a\"b\\c""#);
    }
}
