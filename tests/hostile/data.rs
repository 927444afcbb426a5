//! Data: files that are large, long, deep or wrong in each of their lines.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::attack::{Attack, put};

const EVENT: &str = "data/events/2024-example.toml";

pub(crate) fn attacks() -> Vec<Attack> {
    let mut attacks = Vec::new();
    let mut event = |name: &str, says: &str, change: fn(&str) -> String| {
        let attack = Attack::new(&format!("data::{name}"), move |project| {
            let text = fs::read_to_string(project.join(EVENT))?;
            put(project, EVENT, change(&text))
        });
        attacks.push(attack.run_command("check", 1).says(says).says_not("panicked"));
    };
    event("unknown_keys", "150000 mistakes", |text| {
        let keys: String = (0..150_000).map(|number| format!("key{number} = 1\n")).collect();
        keys + text
    });
    event("claims_without_keys", "missing key", |text| {
        let claims: String =
            (0..50_000).map(|number| format!("[[claim]]\nmeasure = \"x{number}\"\n")).collect();
        format!("{text}\n{claims}")
    });
    event("a_line_of_megabytes", "text-size", |text| {
        format!("x = \"{}\"\n{text}", "a".repeat(4_000_000))
    });
    event("a_quote_of_megabytes", "text-size", |text| {
        let words = "195 projects, ".repeat(150_000);
        text.replacen("quote = \"", &format!("quote = \"{words}"), 1)
    });
    event("a_figure_of_100000_digits", "B0208", |text| {
        text.replacen("figure = \"", &format!("figure = \"{}", "1".repeat(100_000)), 1)
    });
    event("an_exponent", "B0208", |text| text.replacen("\"195\"", "\"1e999999999\"", 1));
    event("an_integer", "B0105", |text| format!("x = {}\n{text}", "1".repeat(100_000)));
    event("a_year", "B0104", |text| text.replacen("2024-10-27", "99999-10-27", 1));
    event("lists_within_lists", "B0104", |text| {
        format!("{text}\nx = {}{}\n", "[".repeat(200_000), "]".repeat(200_000))
    });
    event("tables_within_tables", "B0104", |text| {
        format!("{text}\nx = {}{}\n", "{a=".repeat(200_000), "}".repeat(200_000))
    });
    event("keys_within_keys", "B0104", |text| format!("{}a = 1\n{text}", "a.".repeat(200_000)));
    attacks.push(
        Attack::new("data::short_rows", |project| {
            let rows = format!("event,measure,figure,source,quote\n{}", "a\n".repeat(250_000));
            put(project, "data/claims/many.csv", rows)
        })
        .run_command("check", 1)
        .says("B0114")
        .says("more mistakes in `data/claims/many.csv`")
        .run_command("check --format github", 1)
        .run_command("check --limit messages=3", 1)
        .says("--limit messages=250"),
    );
    attacks.push(
        Attack::new("data::claims_about_one_figure", |project| {
            let text = fs::read_to_string(project.join(EVENT))?;
            let (_, claims) = text.split_once("[[claim]]").unwrap_or_default();
            let (claim, _) = claims.split_once("[[claim]]").unwrap_or_default();
            let many = (0..12_000).map(|number| {
                format!("[[claim]]\nid = \"c{number}\"\nevent = \"2024-example\"{claim}")
            });
            put(project, "data/claims/many.toml", many.collect::<String>())
        })
        // Its evidence is more than a worker may lay out, and nothing else.
        .run_command("check", 1)
        .says("12001 claims are about `projects`")
        .says("compared-claims")
        .says("worker-memory"),
    );
    attacks.push(
        Attack::new("data::files_of_gigabytes", |project| {
            for path in [
                "data/events/big.toml",
                "data/big.xlsx",
                "data/archive/example-paper.pdf",
                "reports/partials/big.hbs",
                "reports/second/report.toml",
                "reports/themes/own/font.otf",
            ] {
                sparse(&project.join(path))?;
            }
            Ok(())
        })
        .run_command("check", 1)
        .says("`data/events/big.toml` is too large")
        .says("`reports/partials/big.hbs` is too large")
        .says("`reports/second/report.toml` is too large")
        .says("`reports/themes/own/font.otf` is too large")
        .says("archive-size")
        .says("--limit file-size=8MiB"),
    );
    attacks.push(
        Attack::new("data::settings_of_gigabytes", |project| {
            sparse(&project.join("reports/project.toml"))
        })
        .run_command("build", 1)
        .says("`reports/project.toml` is too large"),
    );
    attacks.push(
        Attack::new("data::a_project_that_is_too_large", |project| {
            (0..20).try_for_each(|number| {
                put(project, &format!("reports/partials/p{number:02}.hbs"), "x".repeat(100_000))
            })
        })
        .run_command("check --limit project-size=1MiB", 1)
        .says("project-size")
        .says("`reports/partials/p19.hbs` is too large"),
    );
    attacks
}

/// A file of 3 GiB that takes no room on the disk.
fn sparse(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(path)?.set_len(3 << 30)
}
