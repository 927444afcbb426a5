//! Themes: a theme's Typst file is a program.

use std::io;
use std::path::Path;

use crate::attack::{Attack, put};

pub(crate) fn attacks() -> Vec<Attack> {
    let programs = [
        ("a_loop", "#for i in range(1000000000) {}", "it took more than"),
        ("a_loop_without_memory", "#let i = 0\n#while i < 10 { i = 5 }", ""),
        (
            "nested_loops",
            "#for a in range(9999) { for b in range(9999) { for c in range(9999) { } } }",
            "it took more than",
        ),
        (
            "doubling_text",
            "#let x = \"abcdefgh\"\n#for i in range(40) { x = x + x }\n#x",
            "it took more than",
        ),
        (
            "doubling_lists",
            "#let x = (1, 2, 3)\n#for i in range(40) { x = x + x }",
            "it took more than",
        ),
        ("recursion", "#let f(n) = f(n + 1) + 1\n#f(0)", "maximum function call depth exceeded"),
        ("a_million_pages", "#for i in range(10000000) [ #pagebreak() ]", "it took more than"),
        ("content_within_content", "#let c = []\n#for i in range(100000) { c = box(c) }\n#c", ""),
        ("a_plugin_that_loops", "#let p = plugin(\"loop.wasm\")\n#p.run()", "it took more than"),
        ("a_plugin_that_grows", "#let p = plugin(\"grow.wasm\")\n#p.run()", ""),
        ("a_file_outside", "#read(\"../../../victim/diary.txt\")", "error"),
        ("a_file_of_the_system", "#read(\"/etc/passwd\")", "error"),
        ("a_package", "#import \"@preview/example:0.1.0\": *", "error"),
    ];
    let mut attacks: Vec<Attack> = programs
        .into_iter()
        .map(|(name, program, says)| {
            Attack::new(&format!("themes::{name}"), move |project| theme(project, program))
                .run_command(BUILD, 1)
                .says(says)
                .says_not("195 projects, my own business")
        })
        .collect();
    attacks.push(
        Attack::new("themes::other_briefs_are_made", |project| {
            theme(project, "#for i in range(1000000000) {}")?;
            // A second report, with outputs that need no Typst.
            let report = std::fs::read_to_string(project.join("reports/first/report.toml"))?;
            let template = std::fs::read(project.join("reports/first/brief.md.hbs"))?;
            let lines: Vec<&str> =
                report.lines().filter(|line| !line.starts_with("outputs")).collect();
            let report = format!("outputs = [\"html\"]\n{}\n", lines.join("\n"));
            put(project, "reports/second/report.toml", report)?;
            put(project, "reports/second/brief.md.hbs", template)
        })
        .run_command(BUILD, 1)
        .says("with the theme `hostile`")
        .says("second/2024"),
    );
    attacks
}

/// Few seconds for a worker, so that the corpus takes little time.
const BUILD: &str = "build --limit worker-seconds=2 --limit worker-memory=1GiB";

/// A project whose theme is a program.
fn theme(project: &Path, program: &str) -> io::Result<()> {
    let settings = std::fs::read_to_string(project.join("reports/project.toml"))?;
    put(project, "reports/project.toml", format!("theme = \"hostile\"\n{settings}"))?;
    put(project, "reports/themes/hostile/loop.wasm", wasm(&LOOP))?;
    put(project, "reports/themes/hostile/grow.wasm", wasm(&GROW))?;
    put(project, "reports/themes/hostile/brief.typ", program)
}

/// `loop br 0 end`, without end.
const LOOP: [u8; 7] = [0x03, 0x40, 0x0C, 0x00, 0x0B, 0x41, 0x00];
/// A page more of memory, again and again until there is none: `loop (i32.const 1) memory.grow
/// (i32.const -1) i32.ne br_if 0 end`.
const GROW: [u8; 14] =
    [0x03, 0x40, 0x41, 0x01, 0x40, 0x00, 0x41, 0x7F, 0x47, 0x0D, 0x00, 0x0B, 0x41, 0x00];

/// A module with a memory and a function `run` of no arguments that returns a number, with this body.
fn wasm(body: &[u8]) -> Vec<u8> {
    let section = |id: u8, content: &[u8]| {
        let mut section = vec![id, u8::try_from(content.len()).unwrap()];
        section.extend(content);
        section
    };
    let mut function = vec![u8::try_from(body.len() + 2).unwrap(), 0];
    function.extend(body);
    function.push(0x0B);
    let mut code = vec![1];
    code.extend(function);
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    module.extend(section(1, &[1, 0x60, 0, 1, 0x7F]));
    module.extend(section(3, &[1, 0]));
    module.extend(section(5, &[1, 0, 1]));
    let mut exports = vec![2, 3];
    exports.extend(b"run");
    exports.extend([0, 0, 6]);
    exports.extend(b"memory");
    exports.extend([2, 0]);
    module.extend(section(7, &exports));
    module.extend(section(10, &code));
    module
}
