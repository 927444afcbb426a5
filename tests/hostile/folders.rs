//! Output folders and settings that a stranger sent: links travel by git, and so does what the
//! publisher keeps for itself.

use std::fs;
use std::io;
use std::path::Path;

use crate::attack::{Attack, put};

pub(crate) fn attacks() -> Vec<Attack> {
    let mut attacks = Vec::new();
    #[cfg(unix)]
    attacks.extend(links());
    attacks.extend(lists());
    attacks.extend(manifests());
    attacks.extend(settings());
    attacks
}

/// Links and pipes in the output folder.
#[cfg(unix)]
fn links() -> Vec<Attack> {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    let link = |name: &str, place: &'static str, target: &'static str, says: &str| {
        Attack::new(&format!("folders::{name}"), move |project| {
            let place = project.join(place);
            fs::create_dir_all(place.parent().unwrap_or(project))?;
            symlink(target, place)
        })
        .run_command("build", 1)
        .says(says)
        .says_not("diary")
    };
    let mut attacks = vec![
        link(
            "staging_is_a_link",
            "out/.briefing/staging",
            "../../../victim",
            "out/.briefing/staging",
        ),
        link("own_folder_is_a_link", "out/.briefing", "../../victim", "out/.briefing"),
        link(
            "lock_is_a_link",
            "out/.briefing/lock",
            "../../../victim/diary.txt",
            "out/.briefing/lock",
        ),
        link("a_report_is_a_link", "out/first", "../../victim", "out/first"),
        link("the_output_folder_is_a_link", "out", "../victim", "`out` is a link"),
        link("the_index_is_a_link", "out/index.html", "../../victim/diary.txt", "out/index.html"),
    ];
    attacks.push(
        Attack::new("folders::the_preview_is_a_link", |project| {
            let built = Command::new(env!("CARGO_BIN_EXE_briefing"))
                .args(["build", "--quiet"])
                .current_dir(project)
                .status()?;
            assert!(built.success());
            symlink("../../../victim", project.join("out/.briefing/preview"))
        })
        .run_command("build --outputs md", 1)
        .says(".briefing/preview"),
    );
    attacks.push(
        Attack::new("folders::an_archived_copy_is_a_link", |project| {
            put(project, "page.txt", "195 projects were signed; more than 300 billion yuan")?;
            fs::create_dir_all(project.join("data/archive"))?;
            symlink("../../../victim/diary.txt", project.join("data/archive/example-paper.txt"))
        })
        .run_command("source add page.txt --id example-paper", 1)
        .says("example-paper.txt"),
    );
    attacks.push(
        Attack::new("folders::the_archive_is_a_link", |project| {
            put(project, "page.txt", "195 projects were signed; more than 300 billion yuan")?;
            symlink("../../victim", project.join("data/archive"))
        })
        .run_command("source add page.txt --id example-paper", 1),
    );
    attacks.push(
        Attack::new("folders::a_comparison_is_a_link", |project| {
            fs::create_dir_all(project.join("to"))?;
            symlink("../../victim/diary.txt", project.join("to/difference.html"))
        })
        .run_command("build", 0)
        .run_command("diff first/2024 first/2024 --outputs html --to to", 1)
        .says("difference.html"),
    );
    attacks.push(
        Attack::new("folders::the_reports_are_a_link", |project| {
            fs::rename(project.join("reports"), project.join("other"))?;
            symlink("../victim", project.join("reports"))
        })
        .run_command("new report second", 1),
    );
    attacks.push(
        Attack::new("folders::a_list_of_the_publisher_is_a_link", |project| {
            fs::create_dir_all(project.join("out/.briefing"))?;
            symlink("../../../victim/diary.txt", project.join("out/.briefing/built.json"))?;
            symlink("../../../victim/diary.txt", project.join("out/.briefing/failed.json"))
        })
        .run_command("build", 1)
        .says("failed.json")
        .says("is a link")
        .says_not("my own business"),
    );
    attacks.push(
        Attack::new("folders::an_edition_is_a_link", |project| {
            fs::create_dir_all(project.join("out/first"))?;
            symlink("../../../victim", project.join("out/first/2024"))
        })
        // Another revision stands beside it.
        .run_command("build", 0)
        .says("first/2024.r2")
        .run_command("verify-editions", 0)
        .run_command("prune --keep-revisions 1", 0),
    );
    attacks.push(
        Attack::new("folders::current_leads_out", |project| {
            fs::create_dir_all(project.join("out/first"))?;
            symlink("../../../victim", project.join("out/first/current"))
        })
        .run_command("trace first#f1", 2)
        .says_not("my own business")
        .run_command("build", 0)
        .run_command("verify-editions", 0),
    );
    for (name, place) in [
        ("a_pipe_for_a_lock", "out/.briefing/lock"),
        ("a_pipe_for_a_list", "out/.briefing/publish.json"),
        ("a_pipe_for_an_index", "out/index.html"),
        ("a_pipe_for_a_manifest", "out/first/2024/manifest.json"),
    ] {
        attacks.push(
            Attack::new(&format!("folders::{name}"), move |project| {
                let place = project.join(place);
                fs::create_dir_all(place.parent().unwrap_or(project))?;
                let made = Command::new("mkfifo").arg(place).status()?;
                if made.success() { Ok(()) } else { Err(io::Error::other("no pipe")) }
            })
            .run_command("build", 1)
            .says(place)
            .run_command("verify-editions --out out", 0),
        );
    }
    attacks
}

/// Lists of what a run that was cut off still has to move.
fn lists() -> Vec<Attack> {
    let list = |name: &str, list: &'static str| {
        Attack::new(&format!("folders::{name}"), move |project| {
            put(project, "out/.briefing/publish.json", list)?;
            put(project, "out/.briefing/staging/a/brief.md", "text")
        })
        .run_command("build", 1)
        .says("publish.json")
        .says("is not a list that this program wrote")
        .run_command("prune --keep-revisions 1 --dry-run", 1)
        .says("publish.json")
    };
    vec![
        list(
            "a_list_moves_what_is_outside",
            r#"[{"from":"../../../victim","folder":"first","name":"2024","current":false}]"#,
        ),
        list(
            "a_list_moves_to_the_outside",
            r#"[{"from":"a","folder":"../../victim","name":"new","current":false}]"#,
        ),
        list(
            "a_list_has_an_absolute_name",
            r#"[{"from":"a","folder":"first","name":"/tmp/briefing-stolen","current":false}]"#,
        ),
        list(
            "a_list_moves_into_the_own_folder",
            r#"[{"from":"a","folder":".briefing","name":"lock","current":false}]"#,
        ),
        list("a_list_that_is_none", "{\"from\": 1"),
    ]
}

/// Manifests that name files elsewhere.
fn manifests() -> Vec<Attack> {
    let edition = |project: &Path, files: &str, previous: &str| {
        let manifest = format!(
            "{{\"report\":\"first\",\"key\":null,\"title\":\"x\",\"edition\":\"2020\",\"period\":\"2020\",\
             \"date\":\"2020-01-01\",{previous}\"engine\":\"briefing 0.1.0\",\"files\":{files}}}"
        );
        put(project, "out/first/2020/manifest.json", manifest)
    };
    let outside = r#"{"../../../../victim/diary.txt":{"bytes":29,"sha256":""}}"#;
    vec![
        Attack::new("folders::a_manifest_names_a_file_outside", move |project| {
            edition(project, outside, "")
        })
        .run_command("build", 0)
        .run_command("prune --keep-editions 1", 0)
        .says_not("diary")
        .run_command("verify-editions", 1)
        .says("first/2020/manifest.json")
        .says("is no name of a file of an edition"),
        Attack::new("folders::a_manifest_of_gigabytes", |project| {
            fs::create_dir_all(project.join("out/first/2024"))?;
            let manifest = fs::File::create(project.join("out/first/2024/manifest.json"))?;
            manifest.set_len(3500 << 20)
        })
        .run_command("verify-editions", 1)
        .says("first/2024/manifest.json")
        .run_command("build", 1)
        .says("manifest.json"),
        Attack::new("folders::a_manifest_names_an_edition_outside", move |project| {
            let previous = r#""previous":{"edition":"../../../victim","manifest-sha256":""},"#;
            edition(project, "{}", previous)
        })
        .run_command("verify-editions", 1)
        .says("is no name of a file of an edition"),
    ]
}

/// Settings that lead out of the project.
fn settings() -> Vec<Attack> {
    let set = |name: &str, key: &'static str, value: &'static str| {
        Attack::new(&format!("folders::{name}"), move |project| {
            let path = project.join("reports/project.toml");
            let text = fs::read_to_string(&path)?;
            fs::write(path, format!("{key} = {value}\n{text}"))
        })
        .run_command("build", 1)
        .says("reports/project.toml")
        .says_not("my own business")
    };
    vec![
        set("out_leads_up", "out", "\"../victim\""),
        set("out_is_absolute", "out", "\"/tmp/briefing-hostile\""),
        set("out_is_the_data", "out", "\"data\""),
        set("out_is_in_the_reports", "out", "\"reports/first\""),
        set("out_is_the_repository", "out", "\".git/hooks\""),
        set("out_is_the_project", "out", "\".\""),
        set("out_has_a_line_break", "out", "\"x\\nExecStartPre=id\""),
        set("archive_leads_up", "archive", "\"../victim\""),
        set("archive_is_absolute", "archive", "\"/etc\""),
        set("archive_is_the_reports", "archive", "\"reports\""),
    ]
}
