//! Markdown: what is deep, and what is repeated.

use crate::attack::{Attack, put};

/// Makes the text of a template.
type Text = fn() -> String;

pub(crate) fn attacks() -> Vec<Attack> {
    let cases: [(&str, &str, Text); 9] = [
        ("quotes_within_quotes", "document-depth", || format!("{}words\n", "> ".repeat(5_000))),
        ("emphasis_within_emphasis", "document-depth", || {
            format!("{}words{}\n", "*".repeat(20_000), "*".repeat(20_000))
        }),
        ("lists_within_lists", "document-depth", || {
            (0..32).map(|depth| format!("{}- words\n", "  ".repeat(depth))).collect()
        }),
        ("notes_referred_to", "document-size", || {
            let note = "words and ".repeat(2_000);
            format!("{}\n\n[^1]: {note}\n", "words[^1] ".repeat(2_000))
        }),
        ("a_wide_head_over_short_rows", "error[", || {
            let head = "| a ".repeat(1_000);
            let rule = "|---".repeat(1_000);
            format!("{head}|\n{rule}|\n{}", "| a |\n".repeat(1_000))
        }),
        ("links_that_lead_nowhere", "leads nowhere", || "[a](#b) ".repeat(50_000)),
        ("tags", "B0431", || "<b>a</b> <i>b\n\n".repeat(20_000)),
        ("constructs", "B0431", || "[[a]] $$ :smile: ==b== ".repeat(20_000)),
        ("headings", "", || (0..20_000).map(|_| "## words\n\n".to_owned()).collect()),
    ];
    cases
        .into_iter()
        .map(|(name, says, text)| {
            let attack = Attack::new(&format!("markdown::{name}"), move |project| {
                let report = std::fs::read_to_string(project.join("reports/first/report.toml"))?;
                let report = report.replace("[\"html\", \"pdf\", \"md\"]", "[\"html\", \"md\"]");
                put(project, "reports/first/report.toml", report)?;
                put(project, "reports/first/brief.md.hbs", text())
            });
            let code = i32::from(!matches!(name, "headings"));
            attack.run_command("build", code).says(says).says_not("panicked")
        })
        .collect()
}
