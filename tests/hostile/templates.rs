//! Templates: partials and loops that multiply.

use std::io;
use std::path::Path;

use crate::attack::{Attack, put};

/// A template, and the partials it calls by name.
type Templates = fn() -> (String, Vec<(String, String)>);

pub(crate) fn attacks() -> Vec<Attack> {
    let cases: [(&str, &str, Templates); 9] = [
        ("partials_that_double", "B0434", || {
            ("{{> p0}}".to_owned(), (0..30).map(|n| doubled(n, n + 1)).chain([leaf(30)]).collect())
        }),
        ("partials_that_double_without_a_word", "B0434", || {
            let last = ("p30".to_owned(), "{{! nothing }}".to_owned());
            ("{{> p0}}".to_owned(), (0..30).map(|n| doubled(n, n + 1)).chain([last]).collect())
        }),
        ("partials_in_circles", "B0405", || {
            ("{{> p0}}".to_owned(), (0..30).map(|n| doubled(n, (n + 1) % 30)).collect())
        }),
        ("partials_in_a_row", "in a row", || {
            let partials = (0..2_000).map(|n| (format!("p{n}"), format!("{{{{> p{}}}}}", n + 1)));
            ("{{> p0}}".to_owned(), partials.chain([leaf(2_000)]).collect())
        }),
        ("blocks_of_partials_that_double", "rendered-size", || {
            let twice = "{{> @partial-block}}{{> @partial-block}}".to_owned();
            let text = format!("{}words{}", "{{#> twice}}".repeat(40), "{{/twice}}".repeat(40));
            (text, vec![("twice".to_owned(), twice)])
        }),
        ("each_within_each", "render-steps", || {
            (nested("{{#each @root.claims}}", "words "), Vec::new())
        }),
        ("each_within_each_without_a_word", "render-steps", || {
            (nested("{{#each @root.claims}}", ""), Vec::new())
        }),
        ("partials_within_each", "render-steps", || {
            let text = "{{#each @root.claims}}{{> p0}}{{/each}}".to_owned();
            let partials = (0..6).map(|n| {
                let call = format!("{{{{> p{}}}}}", n + 1);
                (format!("p{n}"), format!("{{{{#each @root.claims}}}}{call}{{{{/each}}}}"))
            });
            (text, partials.chain([leaf(6)]).collect())
        }),
        ("lists_as_arguments", "render-steps", || {
            (nested("{{#each @root.claims}}", "{{count @root.claims}}"), Vec::new())
        }),
    ];
    let mut attacks: Vec<Attack> = cases
        .into_iter()
        .map(|(name, says, templates)| {
            Attack::new(&format!("templates::{name}"), move |project| make(project, templates()))
                .run_command("build --limit render-steps=300000", 1)
                .says(says)
                .says_not("panicked")
        })
        .collect();
    attacks.push(
        Attack::new("templates::other_briefs_are_made", |project| {
            let own = std::fs::read(project.join("reports/first/brief.md.hbs"))?;
            let report = std::fs::read(project.join("reports/first/report.toml"))?;
            put(project, "reports/second/report.toml", report)?;
            put(project, "reports/second/brief.md.hbs", own)?;
            let many = cases_of_claims();
            put(project, "data/claims/many.toml", many)?;
            put(project, "reports/first/brief.md.hbs", nested("{{#each @root.claims}}", "x"))
        })
        .run_command("build --limit render-steps=300000", 1)
        .says("render-steps")
        .says("second/2024"),
    );
    attacks
}

fn make(project: &Path, (text, partials): (String, Vec<(String, String)>)) -> io::Result<()> {
    put(project, "data/claims/many.toml", cases_of_claims())?;
    put(project, "reports/first/brief.md.hbs", text)?;
    partials
        .into_iter()
        .try_for_each(|(name, text)| put(project, &format!("reports/partials/{name}.hbs"), text))
}

/// Two hundred claims.
fn cases_of_claims() -> String {
    let claim = |number| {
        format!(
            "[[claim]]\nid = \"c{number}\"\nevent = \"2024-example\"\nmeasure = \"projects\"\n\
             figure = \"195\"\nstatus = \"signed\"\nsource = \"example-paper\"\n\
             quote = \"195 projects were signed\"\n"
        )
    };
    (0..200).map(claim).collect()
}

fn doubled(number: usize, next: usize) -> (String, String) {
    (format!("p{number}"), format!("{{{{> p{next}}}}}{{{{> p{next}}}}}"))
}

fn leaf(number: usize) -> (String, String) {
    (format!("p{number}"), "words ".to_owned())
}

/// A block four times within itself.
fn nested(open: &str, inner: &str) -> String {
    format!("{}{inner}{}", open.repeat(4), "{{/each}}".repeat(4))
}
