//! Documents of small templates.

use briefing_model::metric::Counted;
use insta::assert_snapshot;

use super::{plain, render};
use crate::fixture::{Fixture, environment, listed};

fn document(template: &str) -> String {
    let rendered = render(&Fixture::new(), template).unwrap();
    plain(&rendered.document)
}

#[test]
fn figures_are_facts_with_their_evidence() {
    assert_snapshot!(document(
        "Over the year {{figure metrics.projects}} were signed{{coverage metrics.projects}}, \
         {{figure metrics.value-by-event style=\"short\"}} {{cite metrics.value-by-event}}.\n\n\
         ## Sources\n\n{{sources}}\n"
    ), @r#"
# Fairs, 2024
p Over the year {more than 367 projects f1} were signed (2 of 3 events report a number of projects), {≥ 306.2 bn yuan f2} [2].
h2 Sources #sources
references
f1: more than 367 projects | Projects signed | e1 e2
f2: at least 306.2 billion yuan = ≥ 306.2 bn yuan | Agreement value | e3
e1: gansu/projects/signed/morning = 195 projects (s1)
e2: heilongjiang/projects/signed/morning = more than 172 projects (s1)
e3: gansu/agreement-value/signed/evening = 306.2 billion yuan (s2)
s1: Fair *signs* projects
s2: 博览会签约
"#);
}

#[test]
fn a_table_puts_metrics_side_by_side() {
    assert_snapshot!(document(
        "{{table metrics.projects-by-event columns=\"event, date, region, value, \
         metrics.value-by-event, coverage, source\" caption=\"What was *signed*\"}}\n"
    ), @r#"
# Fairs, 2024
table-1 What was *signed*
  | Event | Date | Region | Projects signed | Agreement value (billion yuan) | Coverage | Source |
  | Gansu 2024 | 27 Oct 2024 | Western | {195 f1} | {306.2 f2} | 1 of 1 | [1] |
  | Guangxi 2024 | 15–17 June 2024 | Western | not reported | not reported | 0 of 1 |  |
  | Heilongjiang 2024 | 31 Aug 2024 | Northeastern | {> 172 f3} | not reported | 1 of 1 | [1] |
  = Total |  |  | {> 367 f4} | {≥ 306.2 f5} | 2 of 3 | [1] |
  * Total: 1 of 3 events report a value; no value from Guangxi 2024 and Heilongjiang 2024
f1: 195 projects = 195 | Projects signed, Gansu 2024 | e1
f2: 306.2 billion yuan = 306.2 | Agreement value, Gansu 2024 | e2
f3: more than 172 projects = > 172 | Projects signed, Heilongjiang 2024 | e3
f4: more than 367 projects = > 367 | Projects signed | e1 e3
f5: at least 306.2 billion yuan = ≥ 306.2 | Agreement value | e2
e1: gansu/projects/signed/morning = 195 projects (s1)
e2: gansu/agreement-value/signed/evening = 306.2 billion yuan (s2)
e3: heilongjiang/projects/signed/morning = more than 172 projects (s1)
s1: Fair *signs* projects
s2: 博览会签约
"#);
}

#[test]
fn the_total_of_a_table_says_what_it_leaves_out() {
    assert_snapshot!(document(
        "{{table metrics.projects-by-event sort=\"-value\" limit=2 labels=\",Count\"}}\n"
    ), @r#"
# Fairs, 2024
table-1 
  | Event | Count |
  | Gansu 2024 | {195 f1} |
  | Heilongjiang 2024 | {> 172 f2} |
  = Total | {> 367 f3} |
  * Total: 2 of 3 events report a number of projects; none from Guangxi 2024
f1: 195 projects = 195 | Projects signed, Gansu 2024 | e1
f2: more than 172 projects = > 172 | Projects signed, Heilongjiang 2024 | e2
f3: more than 367 projects = > 367 | Projects signed | e1 e2
e1: gansu/projects/signed/morning = 195 projects (s1)
e2: heilongjiang/projects/signed/morning = more than 172 projects (s1)
s1: Fair *signs* projects
"#);
    assert_snapshot!(document(
        "{{table metrics.projects-by-event columns=\"event, value, metrics.value-by-event\"}}\n"
    ), @r#"
# Fairs, 2024
table-1 
  | Event | Projects signed | Agreement value (billion yuan) |
  | Gansu 2024 | {195 f1} | {306.2 f2} |
  | Guangxi 2024 | not reported | not reported |
  | Heilongjiang 2024 | {> 172 f3} | not reported |
  = Total | {> 367 f4} | {≥ 306.2 f5} |
  * Total, Projects signed: 2 of 3 events report a number of projects; none from Guangxi 2024
  * Total, Agreement value: 1 of 3 events report a value; no value from Guangxi 2024 and Heilongjiang 2024
f1: 195 projects = 195 | Projects signed, Gansu 2024 | e1
f2: 306.2 billion yuan = 306.2 | Agreement value, Gansu 2024 | e2
f3: more than 172 projects = > 172 | Projects signed, Heilongjiang 2024 | e3
f4: more than 367 projects = > 367 | Projects signed | e1 e3
f5: at least 306.2 billion yuan = ≥ 306.2 | Agreement value | e2
e1: gansu/projects/signed/morning = 195 projects (s1)
e2: gansu/agreement-value/signed/evening = 306.2 billion yuan (s2)
e3: heilongjiang/projects/signed/morning = more than 172 projects (s1)
s1: Fair *signs* projects
s2: 博览会签约
"#);
}

#[test]
fn charts_lists_and_registers_are_blocks() {
    assert_snapshot!(document(
        "{{chart metrics.projects-by-event sort=\"-value\"}}\n\n\
         {{list metrics.projects-by-event}}\n\n\
         {{claims columns=\"event, figure, status, quote, source\"}}\n\n\
         {{#each events}}{{#each claims}}{{quote this}}\n{{/each}}{{/each}}\n"
    ), @r#"
# Fairs, 2024
chart-1 Projects signed
  Gansu 2024: {195 projects f1} 1000..1000
  Heilongjiang 2024: {> 172 projects f2} 882..882→
  Guangxi 2024: not reported 0..0
  * An arrow marks a figure without an upper bound: it may be any amount larger.
-
  p Gansu 2024: {195 projects f1}
-
  p Guangxi 2024: not reported
-
  p Heilongjiang 2024: {more than 172 projects f2}
table-1 
  | Event | Figure | Status | Words of the source | Source |
  | Gansu 2024 | {195 projects f3} | signed | 195 projects were signed | [1] |
  | Gansu 2024 | {306.2 billion yuan f4} | signed | 总金额3062亿元 | [2] |
  | Heilongjiang 2024 | {more than 172 projects f5} | signed | more than 172 projects | [1] |
>
  p 195 projects were signed
  p — Morning Paper, 28 October 2024 [1]
>
  p 总金额3062亿元
  p — Evening Paper, 28 October 2024 [2]
>
  p more than 172 projects
  p — Morning Paper, 28 October 2024 [1]
f1: 195 projects | Projects signed, Gansu 2024 | e1
f2: more than 172 projects = > 172 projects | Projects signed, Heilongjiang 2024 | e2
f3: 195 projects | Projects, Gansu 2024 | e1
f4: 306.2 billion yuan | Agreement value, Gansu 2024 | e3
f5: more than 172 projects | Projects, Heilongjiang 2024 | e2
e1: gansu/projects/signed/morning = 195 projects (s1)
e2: heilongjiang/projects/signed/morning = more than 172 projects (s1)
e3: gansu/agreement-value/signed/evening = 306.2 billion yuan (s2)
s1: Fair *signs* projects
s2: 博览会签约
"#);
}

#[test]
fn rows_and_events_can_be_gone_through() {
    assert_snapshot!(document(
        "{{#each metrics.projects-by-event.rows as |row|}}\n\
         - {{row.event.name}} ({{date row.event.start style=\"short\"}}): {{figure row}}{{#unless row.value}}!{{/unless}}\n\
         {{/each}}\n\n\
         {{#each events}}{{#if @first}}First: {{/if}}{{name}}, {{place.region.name}}. {{/each}}\n\n\
         Missing: {{missing metrics.projects}}. {{count metrics.projects-by-event.rows}} rows, \
         {{count events}} {{plural events \"event\" \"events\"}}: {{join events}}.\n"
    ), @r#"
# Fairs, 2024
-
  p Gansu 2024 (27 Oct 2024): {195 projects f1}
-
  p Guangxi 2024 (15 June 2024): not reported!
-
  p Heilongjiang 2024 (31 Aug 2024): {more than 172 projects f2}
p First: Gansu 2024, Western. Guangxi 2024, Western. Heilongjiang 2024, Northeastern.
p Missing: Guangxi 2024. 3 rows, 3 events: Gansu 2024, Guangxi 2024 and Heilongjiang 2024.
f1: 195 projects | Projects signed, Gansu 2024 | e1
f2: more than 172 projects | Projects signed, Heilongjiang 2024 | e2
e1: gansu/projects/signed/morning = 195 projects (s1)
e2: heilongjiang/projects/signed/morning = more than 172 projects (s1)
s1: Fair *signs* projects
"#);
}

#[test]
fn helpers_do_as_their_options_say() {
    assert_snapshot!(document(
        "{{coverage metrics.projects names=true}}; {{coverage metrics.projects brackets=false}}; \
         {{#each metrics.projects-by-event.rows}}{{coverage this always=true}}{{/each}}\n\n\
         {{figure metrics.value-by-event precision=0}}, {{figure metrics.value-by-event unit=false}}; \
         {{date \"2024-06-15\" \"2024-06-17\"}}; {{date edition.date style=\"iso\"}}; \
         {{period \"2024-Q3\"}}; {{label \"republished\"}}; {{plural 1 \"event\" \"events\"}}; \
         {{default params \"none\"}}; {{length period.label}}; {{join events by=\" | \"}}\n\n\
         {{missing metrics.value-by-event list=true}}\n\n{{list events limit=1}}\n\n\
         {{#each claims}}{{figure this style=\"short\"}} {{cite this}} “{{quote}}” {{status.name}}; {{/each}}\n\n\
         {{claims metrics.value-by-event columns=\"place, grade\"}}\n\n\
         {{#each metrics.projects-by-event.rows}}{{#if @last}}{{claims this columns=\"event, date\"}}{{/if}}{{/each}}\n\n\
         {{quote \"heilongjiang/projects/signed/morning\"}}\n"
    ), @r#"
# Fairs, 2024
p  (2 of 3 events report a number of projects; none from Guangxi 2024); 2 of 3 events report a number of projects; (1 of 1 event reports a number of projects) (0 of 1 event reports a number of projects) (1 of 1 event reports a number of projects)
p {at least 306 billion yuan f1}, {at least 306.2 billion f1}; 15–17 June 2024; 2024-12-31; Q3 2024; republished; event; none; 4; Gansu 2024 | Guangxi 2024 | Heilongjiang 2024
-
  p Guangxi 2024
-
  p Heilongjiang 2024
-
  p Gansu 2024
p {195 projects f2} [2] “195 projects were signed” signed; {306.2 bn yuan f3} [1] “总金额3062亿元” signed; {> 172 projects f4} [2] “more than 172 projects” signed;
table-1 
  | Place | Grade |
  | Gansu | republished |
table-2 
  | Event | Date |
  | Heilongjiang 2024 | 28 Oct 2024 |
>
  p more than 172 projects
  p — Morning Paper, 28 October 2024 [2]
f1: at least 306.2 billion yuan = at least 306 billion yuan = at least 306.2 billion | Agreement value | e1
f2: 195 projects | Projects, Gansu 2024 | e2
f3: 306.2 billion yuan = 306.2 bn yuan | Agreement value, Gansu 2024 | e1
f4: more than 172 projects = > 172 projects | Projects, Heilongjiang 2024 | e3
e1: gansu/agreement-value/signed/evening = 306.2 billion yuan (s1)
e2: gansu/projects/signed/morning = 195 projects (s2)
e3: heilongjiang/projects/signed/morning = more than 172 projects (s2)
s1: 博览会签约
s2: Fair *signs* projects
"#);
}

#[test]
fn comparisons_say_what_is_certain() {
    assert_snapshot!(document(
        "{{#each metrics.projects-by-event.rows}}{{compare this @root.metrics.projects}}; {{/each}}\
         {{#if (gt metrics.projects 300)}}above 300{{else}}not above 300{{/if}}, \
         {{#if (gt metrics.projects 400)}}above 400{{else if (lt metrics.projects 400)}}below{{else}}who knows{{/if}}\n"
    ), @r#"
# Fairs, 2024
p is smaller than; cannot be ranked against; cannot be ranked against; above 300, who knows
"#);
}

#[test]
fn helpers_within_helpers_keep_their_figures() {
    assert_snapshot!(document(
        "{{default (figure metrics.projects capital=true) \"none\"}}; \
         {{capitalise (label \"signed\")}}; {{upper period.label}}.\n"
    ), @r#"
# Fairs, 2024
p {More than 367 projects f1}; Signed; 2024.
f1: more than 367 projects = More than 367 projects | Projects signed | e1 e2
e1: gansu/projects/signed/morning = 195 projects (s1)
e2: heilongjiang/projects/signed/morning = more than 172 projects (s1)
s1: Fair *signs* projects
"#);
}

#[test]
fn chinese_briefs_are_chinese() {
    let mut fixture = Fixture::new();
    fixture.report.locale = "zh".to_owned();
    let rendered = render(
        &fixture,
        "全年签约{{figure metrics.projects}}{{coverage metrics.projects names=true}}，\n\
         金额**「{{figure metrics.value-by-event}}」**的活动。{{date edition.date}}。\n\n\
         {{table metrics.projects-by-event columns=\"event, place, value, metrics.value-by-event, status\"}}\n",
    );
    assert_snapshot!(plain(&rendered.unwrap().document), @r#"
# Fairs, 2024年
p 全年签约{超过367个项目 f1}（3场活动中有2场报告了项目数据；未报告项目数据的活动：Guangxi 2024），金额**「{不少于3062亿元 f2}」**的活动。2024年12月31日。
table-1 
  | 活动 | 省份 | Projects signed | Agreement value（亿元） | 状态 |
  | Gansu 2024 | 甘肃 | {195 f3} | {3062 f4} | 签约 |
  | Guangxi 2024 | 广西 | 未报告 | 未报告 |  |
  | Heilongjiang 2024 | 黑龙江 | {>172 f5} | 未报告 | 签约 |
  = 合计 |  | {>367 f6} | {≥3062 f2} | 签约 |
  * 合计、Projects signed：3场活动中有2场报告了项目数据；未报告项目数据的活动：Guangxi 2024
  * 合计、Agreement value：3场活动中有1场报告了数值；未报告的活动：Guangxi 2024和Heilongjiang 2024
f1: 超过367个项目 | Projects signed | e1 e2
f2: 不少于3062亿元 = ≥3062 | Agreement value | e3
f3: 195个项目 = 195 | Projects signed、Gansu 2024 | e1
f4: 3062亿元 = 3062 | Agreement value、Gansu 2024 | e3
f5: 超过172个项目 = >172 | Projects signed、Heilongjiang 2024 | e2
f6: 超过367个项目 = >367 | Projects signed | e1 e2
e1: gansu/projects/signed/morning = 195个项目 (s1)
e2: heilongjiang/projects/signed/morning = 超过172个项目 (s1)
e3: gansu/agreement-value/signed/evening = 3062亿元 (s2)
s1: Fair *signs* projects
s2: 博览会签约
"#);
}

#[test]
fn markdown_becomes_blocks() {
    assert_snapshot!(document(
        "# One\n\n## f1\n\n## One\n\nText \\<b>tag\\</b> ~~gone~~ `code`[^n] a  \nb\n\n\
         [^n]: a *note*\n\n1. x\n2. y\n\n> [!WARNING]\n> careful\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n\
         \\<script>alert(1)\\</script>\n\n---\n\n[in](#one) [out](https://example.org) \
         [post](mailto:a@example.org) https://bare.example\n"
    ), @r#"
# Fairs, 2024
h2 One #one
h2 f1 #section-f1
h2 One #one-1
p Text <b>tag</b> gone code (a *note*) a b
-
  p x
-
  p y
>
  p careful
table-1 
  | a | b |
  | 1 | 2 |
p <script>alert(1)</script>
rule
p [in](#one) [out](https://example.org) [post](mailto:a@example.org) https://bare.example
"#);
}

#[test]
fn what_blocks_indent_is_no_code() {
    assert_snapshot!(document(
        "{{#if metrics.projects.value}}\n    {{figure metrics.projects}} were signed\
         {{coverage metrics.projects}}.\n\n    {{#each metrics.projects-by-event.rows}}\n        \
         - {{event.name}}\n          {{#if value}}\n              {{figure this}}\n          {{/if}}\n    \
         {{/each}}\n{{/if}}\n\n- item\n{{#if metrics.projects.value}}\n  - within\n{{/if}}\n"
    ), @r#"
# Fairs, 2024
p {more than 367 projects f1} were signed (2 of 3 events report a number of projects).
-
  p Gansu 2024 {195 projects f2}
-
  p Guangxi 2024
-
  p Heilongjiang 2024 {more than 172 projects f3}
-
  p item
  -
    p within
f1: more than 367 projects | Projects signed | e1 e2
f2: 195 projects | Projects signed, Gansu 2024 | e1
f3: more than 172 projects | Projects signed, Heilongjiang 2024 | e2
e1: gansu/projects/signed/morning = 195 projects (s1)
e2: heilongjiang/projects/signed/morning = more than 172 projects (s1)
s1: Fair *signs* projects
"#);
}

#[test]
fn what_expressions_print_is_text_in_any_place() {
    let mut fixture = Fixture::new();
    fixture.parameters.insert(
        "x".to_owned(),
        briefing_model::report::ParameterValue::Text("a*b \\ [c](d) `e`".to_owned()),
    );
    let (environment, ..) = environment(
        "`{{params.x}}` and `` {{params.x}} ``\n\n```text\n{{params.x}}\n```\n\n    {{params.x}}\n\n\
         [{{params.x}}](https://e.org/?q={{params.x}}) <https://e.org/{{period.label}}>\n\n\
         \\\\{{figure metrics.projects}}{{coverage metrics.projects}} \
         **{{figure metrics.projects}}**的\n\n| {{params.x}} |\n|---|\n| {{figure metrics.projects}} |\n\n\
         ## {{figure metrics.projects}}\n\nnote[^n]\n\n[^n]: {{figure metrics.projects}}\n\n    second\n",
        &[],
    );
    let rendered = environment.render(&fixture.input());
    assert_snapshot!(plain(&rendered.unwrap().document), @r#"
# Fairs, 2024
p a*b \ [c](d) `e` and a*b \ [c](d) `e`
code "a*b \\ [c](d) `e`\n"
code "a*b \\ [c](d) `e`\n"
p [a*b \ [c](d) `e`](https://e.org/?q=a*b%20\%20[c](d)%20`e`) [https://e.org/2024](https://e.org/2024)
p \{more than 367 projects f1} (2 of 3 events report a number of projects) **{more than 367 projects f1}**的
table-1 
  | a*b \ [c](d) `e` |
  | {more than 367 projects f1} |
h2 {more than 367 projects f1} #more-than-367-projects
p note ({more than 367 projects f1} second)
f1: more than 367 projects | Projects signed | e1 e2
e1: gansu/projects/signed/morning = 195 projects (s1)
e2: heilongjiang/projects/signed/morning = more than 172 projects (s1)
s1: Fair *signs* projects
"#);
}

#[test]
fn comments_are_left_out() {
    assert_snapshot!(document(
        "<!-- one -->\n<!-- two\n\nthree --> four\n\n- a <!-- b --> c\n<!-- d -->\n- e\n\n\
         > <!-- f\n> g -->\n> h\n\n`<!-- i -->`\n\n<!-- {{figure metrics.projects}} -->\n\n\
         <!--> j <!---> k\n"
    ), @r#"
# Fairs, 2024
p four
-
  p a c
-
  p e
>
  p h
p <!-- i -->
p j k
"#);
}

/// Each would be printed as it was typed, or not at all.
#[test]
fn markdown_that_a_brief_does_not_have_is_an_error_at_its_place() {
    let template = "a<br>b <u>c</u> &amp; \\<d>\n\n<details>\n<summary>e</summary>\n\nf\n\n</details>\n\n\
        g[^zz] h^[i] [j][k] [l][] [[m]]\n\n- [ ] n\n- [x] o\n\nP\n: q\n\n\
        $x_1$ and $$y$$ for \\$5\n\n> [!FOO]\n> r\n\n| s | t |\n| u | v |\n\n## w {#x}\n\n\
        ==y== :smile: z\n\n[toc]\n\n::: note\n\n[t](https://e.org \"title\") [n](#nowhere) ![i](j.png)\n\n\
        #\n\ntext <!-- open\n\n[^a]: one\n\n[^b]: two[^a]\n\n    - list\n\n[^a]: three\n\n<!-- end\n";
    assert_snapshot!(render(&Fixture::new(), template).unwrap_err(), @r##"
error[B0431] brief.md.hbs:48:1 "<!--": this comment does not end
  hint: end it with `-->`
error[B0431] brief.md.hbs:42:1 "[^b]": nothing refers to the note `[^b]`
  hint: write `[^b]` in the text, or take the note out
error[B0431] brief.md.hbs:42:1 "[^b]": the note `[^b]` holds more than paragraphs
  hint: put lists, tables and code into the text of the brief
error[B0431] brief.md.hbs:42:1 "[^b]": the note `[^b]` has a note itself
  hint: say it in the note, or in the text
error[B0431] brief.md.hbs:46:1 "[^a]": a second note has the name `[^a]`
  hint: give each note a name of its own
error[B0431] brief.md.hbs:1:2 "<br>": a brief has no tags, found `<br>`
  hint: end the line with a backslash, or begin a new paragraph with an empty line
error[B0431] brief.md.hbs:1:8 "<u>": a brief has no tags, found `<u>`
  hint: write `**…**` or `*…*`
error[B0431] brief.md.hbs:3:1 "<details>": a brief has no tags, found `<details>`
  hint: on paper nothing unfolds: write a heading, or `> [!NOTE]` and the text below it
error[B0431] brief.md.hbs:10:2 "[^zz]": no note has this name: `[^zz]`
  hint: write the note at the end of the template: `[^name]: …`; for the brackets themselves `\[`
error[B0431] brief.md.hbs:10:9 "^[": a note cannot stand within the text: `^[`
  hint: write `[^name]` here, and `[^name]: …` at the end of the template
error[B0431] brief.md.hbs:10:27 "[[m]]": a brief has no links between pages of a wiki: `[[m]]`
  hint: write `[text](https://…)` or `[text](#heading)`
error[B0431] brief.md.hbs:10:16 "][k]": this link leads nowhere: no address has this name: `][k]`
  hint: write `[text](https://…)`, or the address at the end of the template: `[name]: https://…`; for the brackets themselves `\[`
error[B0431] brief.md.hbs:10:23 "][]": this link leads nowhere: no address has this name: `][]`
  hint: write `[text](https://…)`, or the address at the end of the template: `[name]: https://…`; for the brackets themselves `\[`
error[B0431] brief.md.hbs:12:3 "[ ] ": a brief has no boxes to tick: `[ ] `
  hint: say in words what is done; for the brackets themselves write `\[`
error[B0431] brief.md.hbs:13:3 "[x] ": a brief has no boxes to tick: `[x] `
  hint: say in words what is done; for the brackets themselves write `\[`
error[B0431] brief.md.hbs:16:1 ": ": a brief has no lists of definitions: `: `
  hint: write `**Term**: definition`, or a table
error[B0431] brief.md.hbs:18:1 "$x_1$": a brief has no formulas: `$x_1$`
  hint: write it in words, or in code: `` `a = b / c` ``; for the sign itself write `\$`
error[B0431] brief.md.hbs:18:11 "$$": a brief has no formulas: `$$`
  hint: write it in words, or in code: `` `a = b / c` ``; for the sign itself write `\$`
error[B0431] brief.md.hbs:20:3 "[!FOO]": no box of this kind: `[!FOO]`
  hint: write `> [!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` on a line of its own, and the text on the next
error[B0431] brief.md.hbs:23:1 "| s | t |": this is no table: it has no line of hyphens below its head, or another number of them: `| s | t |`
  hint: write `| a | b |`, below it `|---|---|`, then the rows; for the sign itself write `\|`
error[B0431] brief.md.hbs:24:1 "| u | v |": this is no table: it has no line of hyphens below its head, or another number of them: `| u | v |`
  hint: write `| a | b |`, below it `|---|---|`, then the rows; for the sign itself write `\|`
error[B0431] brief.md.hbs:26:6 "{#x}": headings and paragraphs have no attributes: `{#x}`
  hint: take it out; the anchor of a heading is its text in small letters with hyphens
error[B0431] brief.md.hbs:28:1 "==y==": a brief has no highlighting: `==y==`
  hint: write `**…**`
error[B0431] brief.md.hbs:28:7 ":smile:": a brief has no names of pictures: `:smile:`
  hint: type the character itself, or take the name out
error[B0431] brief.md.hbs:30:1 "[toc]": a brief makes its list of contents by itself: `[toc]`
  hint: take this line out
error[B0431] brief.md.hbs:32:1 ":::": a brief has no boxes of this form: `:::`
  hint: write `> [!NOTE]` on a line of its own, and the text on the next, each after `>`
error[B0431] brief.md.hbs:34:20 "title": links have no titles: nobody would see it
  hint: say it in the text of the link
error[B0415] brief.md.hbs:34:47 "j.png": a brief has no images, found `j.png`
  hint: for a chart of a metric, write `{{chart metrics.…}}`; a logo belongs to the theme
error[B0433] brief.md.hbs:36:1 "#": this heading is empty
  hint: write its text after the `#`, or let it depend on what it prints: `{{#if …}}`
error[B0431] brief.md.hbs:38:6 "<!--": this comment does not end in its paragraph: `<!--`
  hint: end it with `-->`; one that goes over empty lines begins on a line of its own
error[B0414] brief.md.hbs:34:32 "#nowhere": `#nowhere` leads nowhere: no heading, table or chart has this anchor
  hint: the anchor of a heading is its text in small letters, with hyphens for spaces
"##);
    let template = "---\ntitle: x\n---\n\ntext\n";
    assert_snapshot!(render(&Fixture::new(), template).unwrap_err(), @r#"
error[B0431] brief.md.hbs:1:1 "---": a template has no settings at its head
  hint: the title, the language and the like stand in `report.toml`; for a rule, leave an empty line after it
"#);
    // What looks like one and is none.
    assert_snapshot!(document(
        "---\n\n[sic] a[0] \\[x\\]\\[y\\] \\[^z\\] a == b, 10:30:45, US$5–$6 a < b & c `<br>` `[^a]`\n"
    ), @r#"
# Fairs, 2024
rule
p [sic] a[0] [x][y] [^z] a == b, 10:30:45, US$5–$6 a < b & c <br> [^a]
"#);
}

#[test]
fn helpers_where_they_cannot_print_are_errors_at_their_place() {
    let template = "`{{figure metrics.projects}}`\n\n```\n{{table metrics.projects-by-event}}\n```\n\n    \
        {{figure metrics.projects}}\n\n[a]({{figure metrics.projects}}) [{{figure metrics.projects}}](https://e.org)\n\n\
        [b]: {{cite metrics.projects}}\n\n## {{chart metrics.projects-by-event}}\n\n*{{sources}}*\n\n\
        {{coverage metrics.projects}}";
    assert_snapshot!(render(&Fixture::new(), template).unwrap_err(), @r#"
error[B0432] brief.md.hbs:1:2 "{{figure metrics.projects}}": a figure cannot stand in code
  hint: take it out of the backticks: code shows what stands in it as it is
error[B0432] brief.md.hbs:4:1 "{{table metrics.projects-by-event}}": a table cannot stand in code
  hint: put it outside of the fence: code shows what stands in it as it is
error[B0432] brief.md.hbs:7:5 "{{figure metrics.projects}}": a figure cannot stand in code
  hint: begin the line further to the left: four spaces at its start make it code
error[B0432] brief.md.hbs:9:5 "{{figure metrics.projects}}": a figure cannot stand in an address
  hint: put it into the text
error[B0432] brief.md.hbs:9:35 "{{figure metrics.projects}}": a figure cannot stand in the text of a link: it is a link to its evidence
  hint: put the link beside it: `{{figure …}} ([source](https://…))`
error[B0419] brief.md.hbs:13:4 "{{chart metrics.projects-by-event}}": `chart` cannot stand within text
  hint: put it on a line of its own
error[B0419] brief.md.hbs:15:2 "{{sources}}": `sources` cannot stand within text
  hint: put it on a line of its own
error[B0432] brief.md.hbs:11:6 "{{cite metrics.projects}}": the number of a source would be printed nowhere
  hint: it stands where Markdown takes no text, such as an address: put it into the text
"#);
    let template = "a\n\n{{table metrics.projects-by-event caption=(figure metrics.projects)}}";
    assert_snapshot!(render(&Fixture::new(), template).unwrap_err(), @r#"
error[B0412] brief.md.hbs:3:1 "{{table metrics.projects-by-event caption=(figure metrics.projects)}}": `caption` cannot hold what a helper prints
  hint: a caption or note is plain text: put the figure into the text beside it
"#);
}

#[test]
fn an_incomplete_figure_without_coverage_is_a_warning() {
    let (environment, files, _) = environment("Signed: {{figure metrics.projects}}.", &[]);
    let fixture = Fixture::new();
    let rendered = environment.render(&fixture.input()).unwrap();
    assert_snapshot!(listed(&rendered.warnings, &files), @r#"
warning[B0416] brief.md.hbs:1:26 "projects": the figure of `projects` is incomplete, and its coverage is nowhere printed
  not every event reports a value
  hint: add `{{coverage metrics.projects}}` after it
"#);
}

#[test]
fn a_count_of_what_is_known_leaves_nothing_out() {
    let mut fixture = Fixture::new();
    fixture.report.metrics[0].measure = None;
    fixture.report.metrics[0].count = Some(Counted::Claims);
    let template = "{{figure metrics.projects}}{{coverage metrics.projects}}";
    let rendered = render(&fixture, template).unwrap();
    assert!(rendered.warnings.is_empty());
    assert_eq!(rendered.document.facts[0].coverage_text, "");
}

#[test]
fn forged_links_and_unsafe_ones_are_errors() {
    let template = "[195 projects](fact:projects/0) [x](fact:nothing/0) [y](fact:projects/7)\n\
                    [more than 367 projects](fact:projects/0) [z](claimed:no%2Fclaim)\n\
                    [run](javascript:alert) [here](other.html) ![pic](p.png) [c](cite:nobody)\n\n\
                    ![t](table:%7B%7D)\n\n## ![t](table:%7B%22metric%22%3A%22projects%22%7D)\n";
    assert_snapshot!(render(&Fixture::new(), template).unwrap_err(), @r#"
error[B0413] brief.md.hbs:1:16 "fact:projects/0": `195 projects` is not what the figure says
  hint: it says `more than 367 projects`
  hint: let the helper print it: `{{figure …}}`
error[B0413] brief.md.hbs:1:37 "fact:nothing/0": no figure `nothing/0`
  hint: let a helper make the link: `{{figure metrics.…}}`
error[B0413] brief.md.hbs:1:57 "fact:projects/7": no figure `projects/7`
  hint: let a helper make the link: `{{figure metrics.…}}`
error[B0413] brief.md.hbs:2:47 "claimed:no%2Fclaim": no figure `no%2Fclaim`
  hint: let a helper make the link: `{{figure metrics.…}}`
error[B0414] brief.md.hbs:3:7 "javascript:alert": a brief cannot link to `javascript:alert`
  hint: links lead to `http:`, `https:` or `mailto:` addresses, or to `#anchors`
error[B0414] brief.md.hbs:3:32 "other.html": a brief cannot link to `other.html`
  hint: links lead to `http:`, `https:` or `mailto:` addresses, or to `#anchors`
error[B0415] brief.md.hbs:3:51 "p.png": a brief has no images, found `p.png`
  hint: for a chart of a metric, write `{{chart metrics.…}}`; a logo belongs to the theme
error[B0413] brief.md.hbs:3:62 "cite:nobody": no source or figure `nobody` to cite
error[B0413] brief.md.hbs:5:6 "table:%7B%7D": `table:%7B%7D` is nothing that a helper prints
error[B0419] brief.md.hbs:5:6 "table:": `table` cannot stand within text
  hint: put it on a line of its own
warning[B0416] brief.md.hbs:1:6 "projects": the figure of `projects` is incomplete, and its coverage is nowhere printed
  not every event reports a value
  hint: add `{{coverage metrics.projects}}` after it
"#);
}

#[test]
fn helpers_say_what_they_cannot_do() {
    let found = render(&Fixture::new(), "{{date period.id}}").unwrap_err();
    assert_snapshot!(found, @r#"error[B0412] brief.md.hbs:1:1 "{{date period.id}}": expected a day such as `2024-10-27`, found `2024`"#);
    let found =
        render(&Fixture::new(), "a\n\n{{capitalise (figure metrics.projects)}}").unwrap_err();
    assert_snapshot!(found, @r#"
error[B0412] brief.md.hbs:3:1 "{{capitalise (figure metrics.projects)}}": the letters of a figure cannot be changed
  hint: to begin a sentence, write `{{figure … capital=true}}`
"#);
}

#[test]
fn evidence_links_to_the_words_at_the_source() {
    let rendered = render(&Fixture::new(), "{{figure metrics.projects}}").unwrap();
    let evidence = &rendered.document.evidence[1];
    assert_eq!(
        evidence.quote_url.as_deref(),
        Some("https://example.org/morning#:~:text=more%20than%20172%20projects")
    );
    assert_eq!(rendered.document.references[0].title, "Fair *signs* projects");
}

#[test]
fn many_threads_render_the_same_document() {
    let template = "{{figure metrics.projects}}{{coverage metrics.projects}}\n\n\
                    {{table metrics.projects-by-event}}\n\n{{claims}}";
    let (environment, _, _) = environment(template, &[]);
    let fixture = Fixture::new();
    let once = environment.render(&fixture.input()).unwrap().document;
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(environment.render(&fixture.input()).unwrap().document, once);
                }
            });
        }
    });
}
