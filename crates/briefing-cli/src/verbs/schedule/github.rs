//! A workflow of GitHub Actions.

use std::path::Path;

use briefing_schedule::calls::Calls;
use indexmap::IndexMap;
use jiff::SignedDuration;

use super::{File, Job, quoted};

/// How late GitHub starts what is scheduled, when much is.
const LATE: SignedDuration = SignedDuration::from_hours(3);

/// `NAME.yml`.
///
/// Hours are UTC's. GitHub has a key `timezone`, but calls at the first minute after an hour that
/// daylight saving leaves out, while an edition is due as long after it as it would have been within
/// (02:30 is 03:30 then); and servers of one's own and Forgejo do not know the key.
///
/// What has been published is kept on a branch: caches are dropped after a week without use,
/// artifacts after ninety days, and both would be forgotten editions.
pub(super) fn files(job: &Job<'_>) -> Vec<File> {
    let repository = job.root.ancestors().find(|folder| folder.join(".git").exists());
    let repository = repository.unwrap_or(&job.root);
    let below = |path: &Path| match path.strip_prefix(repository) {
        Ok(path) if path.as_os_str().is_empty() => ".".to_owned(),
        Ok(path) => path.display().to_string(),
        Err(_) => path.display().to_string(),
    };
    let (project, out) = (below(&job.root), below(&job.out));
    let told = if job.is_out_told { format!(" --out {}", quoted(&out)) } else { String::new() };
    let named = if project == "." { String::new() } else { format!(" -C {}", quoted(&project)) };
    let command = format!("briefing run{named}{told} --format github");
    let text = format!(
        "# Briefs of {title} that are due.
#
# Made by `briefing schedule --emit github`; put it into .github/workflows on the default branch, the
# only one that GitHub calls on a schedule. In public repositories it stops calling after 60 days
# without activity.
#
# Editions go to a branch, `BRANCH` below, which begins with the first of them: it is what has been
# published, so that each is made once. A site of GitHub Pages can be served from it.
{strict}
name: Briefs that are due

on:
  schedule:
{calls}  workflow_dispatch:

permissions:
  contents: write # of the branch of editions

# One at a time: two would publish the same edition.
concurrency:
  group: {branch}
  cancel-in-progress: false

env:
  BRANCH: {branch}
  OUT: {out}
  GIT_AUTHOR_NAME: briefing
  GIT_AUTHOR_EMAIL: briefing@users.noreply.github.com
  GIT_COMMITTER_NAME: briefing
  GIT_COMMITTER_EMAIL: briefing@users.noreply.github.com

jobs:
  run:
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    steps:
      - uses: actions/checkout@v6

      # Built once, some ten minutes; another number in the key builds it anew.
      - id: program
        uses: actions/cache@v5
        with:
          path: ~/.cargo/bin/briefing
          key: briefing-${{{{ runner.os }}}}-{version}-1
      - name: Install Briefing
        if: steps.program.outputs.cache-hit != 'true'
        run: |
          rustup toolchain install stable --profile minimal
          cargo +stable install --locked --git {source} briefing

      - name: Fetch what has been published
        id: published
        run: |
          code=0
          git ls-remote --exit-code origin \"refs/heads/$BRANCH\" || code=$?
          case $code in
            0) git fetch --depth=1 origin \"refs/heads/$BRANCH:refs/heads/$BRANCH\" ;;
            2) git branch \"$BRANCH\" \"$(git hash-object -w -t tree /dev/null |
                 xargs git commit-tree -m 'No edition yet')\" ;;
            *) exit \"$code\" ;;
          esac
          git worktree add \"$OUT\" \"$BRANCH\"

      - name: Make what is due
        run: {command}

      # Also where one report failed: the others are made.
      - name: Publish
        if: ${{{{ !cancelled() && steps.published.outcome == 'success' }}}}
        run: |
          git -C \"$OUT\" add --all -- . ':!.briefing/lock'
          if ! git -C \"$OUT\" diff --cached --quiet; then
            git -C \"$OUT\" commit --quiet --message 'Briefs that were due'
            git push origin \"refs/heads/$BRANCH\"
          fi
",
        title = job.title,
        branch = job.name,
        strict = strict(job),
        calls = calls(job),
        command = scalar(&command),
        out = scalar(&out),
        version = env!("CARGO_PKG_VERSION"),
        source = env!("CARGO_PKG_REPOSITORY"),
    );
    vec![File { name: format!("{}.yml", job.name), text }]
}

/// The lines below `schedule:`.
fn calls(job: &Job<'_>) -> String {
    let mut lines: IndexMap<String, Vec<&str>> = IndexMap::new();
    let mut is_daily = false;
    for (mut calls, reports) in job.utc() {
        is_daily |= calls.is_daily();
        seldom(&mut calls);
        let of_line = lines.entry(calls.to_string()).or_default();
        for report in reports {
            if !of_line.contains(&report) {
                of_line.push(report);
            }
        }
    }
    let mut text = String::from("    # In UTC: where the hour changes, summer's and winter's.\n");
    for (line, reports) in &lines {
        text.push_str(&format!("    # {}\n    - cron: \"{line}\"\n", reports.join(", ")));
    }
    if !is_daily {
        text.push_str(
            "    # Once a day besides: what failed, what GitHub dropped, what waited for a mistake to be mended.\n    \
             - cron: \"37 12 * * *\"\n",
        );
    }
    text
}

/// GitHub calls every five minutes at most.
fn seldom(calls: &mut Calls) {
    if calls.minutes.len() > 12 {
        calls.minutes = (0..60).step_by(5).collect();
    }
}

fn strict(job: &Job<'_>) -> String {
    let reports = job.within(LATE);
    if reports.is_empty() {
        return String::new();
    }
    format!(
        "#\n# GitHub may start an hour late or more, and these are not made later than their `deadline`:\n\
         # {}. Give them a longer one, or another scheduler.\n",
        reports.join(", ")
    )
}

/// A text of YAML in which `${{` is not the beginning of an expression, which GitHub would replace
/// wherever it stands. Plain where that reads back as the same text, else as JSON, which is YAML too.
fn scalar(text: &str) -> String {
    let text = text.replace("${{", "${{ '${{' }}");
    // A command of plain words: the first is `briefing`, so that it is no number, date or boolean.
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " /._-+@".contains(c);
    if text.starts_with("briefing ") && text.chars().all(is_plain) {
        return text;
    }
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_are() {
        assert_eq!(scalar("briefing run --format github"), "briefing run --format github");
        assert_eq!(scalar("out"), "\"out\"");
        assert_eq!(scalar("briefing run -C 'a: b'"), "\"briefing run -C 'a: b'\"");
        assert_eq!(scalar("${{ secrets.KEY }}"), "\"${{ '${{' }} secrets.KEY }}\"");
    }
}
