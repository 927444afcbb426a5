//! `out/index.html`: what is published.

use std::collections::BTreeMap;

use briefing_files::Root;
use briefing_loader::Project;
use briefing_model::date::Date;
use briefing_model::document::{Align, Block, Column, Document, Inline, Meta, Table, TableRow};
use briefing_model::period::Period;
use briefing_plugin::{OutputError, OutputInput, Registry, Theme};
use briefing_template::words::{self, DateStyle};
use rayon::prelude::*;

use crate::editions::{is_edition, shown, subfolders};
use crate::manifest::{Counts, Manifest, PRUNED, read_manifest};
use crate::publish::{CURRENT, Failed, PublishError, Publisher, failures};
use crate::revision::revision;

/// Why the index could not be written.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The disk.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The page could not be made.
    #[error("failed to make the index: {0}")]
    Output(#[from] OutputError),
}

/// Writes the index of everything that is published in the output folder, whoever built it and
/// when: the newest edition of each brief, with its files.
///
/// The page is a document like any other, made by the `html` output; without one there is no index.
///
/// # Errors
/// The disk, or the output.
pub fn write_index(
    publisher: &Publisher,
    project: &Project,
    registry: &Registry,
    date: Date,
) -> Result<(), IndexError> {
    let Some(html) = registry.output("html") else { return Ok(()) };
    let root = publisher.root();
    let document = document(&published(root), &failures(root), project, date);
    let theme = project.themes.get(&project.settings.theme.value).cloned();
    let theme = theme.unwrap_or_else(|| Theme { name: "default".to_owned(), ..Theme::default() });
    let page = html.write(&OutputInput::new(&document, &theme))?;
    publisher.write_page("index.html", &page)?;
    Ok(())
}

/// What is published of a brief.
struct Shown {
    /// Its current edition.
    current: Manifest,
    /// The names of others that can be read, newest first.
    earlier: Vec<(String, Manifest)>,
}

/// How many earlier editions of a brief are named.
const EARLIER: usize = 6;

/// What is published of every brief, by its folder.
fn published(root: &Root) -> BTreeMap<String, Shown> {
    let mut found = BTreeMap::new();
    let mut folders = subfolders(root, "");
    while !folders.is_empty() {
        let look = |folder: String| {
            let inner = subfolders(root, &folder);
            let edition = shown(root, &folder);
            match edition.and_then(|edition| read_manifest(root, &edition)) {
                Some(current) => {
                    let earlier = earlier(root, inner, &current);
                    (Some((folder, Shown { current, earlier })), Vec::new())
                }
                None => {
                    let inner = inner.into_iter().filter(|inner| !is_edition(root, inner));
                    (None, inner.collect())
                }
            }
        };
        let looked: Vec<(_, Vec<String>)> = folders.into_par_iter().map(look).collect();
        folders = Vec::new();
        for (shown, inner) in looked {
            found.extend(shown);
            folders.extend(inner);
        }
    }
    found
}

/// The editions before the current one that can be read, newest first: of each period the last
/// revision, and none as of a day.
fn earlier(root: &Root, editions: Vec<String>, current: &Manifest) -> Vec<(String, Manifest)> {
    let mut newest: BTreeMap<String, (u32, String, Manifest)> = BTreeMap::new();
    for path in editions {
        let name = path.rsplit('/').next().unwrap_or_default();
        let (first, number) = revision(name);
        let is_newer = newest.get(first).is_none_or(|(other, ..)| *other < number);
        if first == current.period
            || name == CURRENT
            || !is_newer
            || root.is_file(&format!("{path}/{PRUNED}"))
        {
            continue;
        }
        if let Some(manifest) = read_manifest(root, &path).filter(|m| m.as_of.is_none()) {
            newest.insert(first.to_owned(), (number, name.to_owned(), manifest));
        }
    }
    let start = |manifest: &Manifest| Period::parse(&manifest.period).ok().and_then(Period::start);
    let mut earlier: Vec<(String, Manifest)> =
        newest.into_values().map(|(_, name, manifest)| (name, manifest)).collect();
    earlier.sort_by_key(|(_, manifest)| std::cmp::Reverse(start(manifest)));
    earlier.truncate(EARLIER);
    earlier
}

fn document(
    published: &BTreeMap<String, Shown>,
    failures: &BTreeMap<String, Failed>,
    project: &Project,
    date: Date,
) -> Document {
    let locale = project.settings.locale.as_str();
    let words = IndexWords::new(locale);
    let name = project.settings.name.in_language(locale).to_owned();
    let has_earlier = published.values().any(|shown| !shown.earlier.is_empty());
    let rows = published.iter().map(|(folder, shown)| {
        let manifest = &shown.current;
        let mut cells = vec![
            vec![link(&format!("{folder}/{CURRENT}"), preferred(manifest), &manifest.title)],
            vec![Inline::text(words::edition(&manifest.edition, locale))],
            vec![Inline::text(words::date(manifest.date, DateStyle::Short, locale))],
            vec![Inline::text(words.rests_on(manifest.counts))],
            files(folder, manifest),
        ];
        if has_earlier {
            cells.push(earlier_links(folder, &shown.earlier, locale));
        }
        TableRow::new(cells)
    });
    let mut columns = vec![
        Column { header: true, ..column(words.brief) },
        column(words.edition),
        column(words.date),
        column(words.rests_on),
        column(words.files),
    ];
    if has_earlier {
        columns.push(column(words.earlier));
    }
    let mut blocks = vec![table("published", columns, rows.collect(), words.nothing)];
    if !failures.is_empty() {
        let rows = failures.iter().map(|(folder, failed)| {
            let shown = published.get(folder);
            let title = shown.map_or(folder.as_str(), |shown| &shown.current.title);
            let edition = words::edition(&failed.edition, locale);
            let cells = [title, &edition, &failed.message];
            let cells = cells.into_iter().map(|text| vec![Inline::text(text)]).collect();
            TableRow::new(cells)
        });
        let columns = vec![
            Column { header: true, ..column(words.brief) },
            column(words.edition),
            column(words.why),
        ];
        let heading = Block::Heading {
            level: 2,
            id: "failed".to_owned(),
            content: vec![Inline::text(words.failed)],
        };
        let about = Block::Paragraph { content: vec![Inline::text(words.failed_about)] };
        let table = table("failures", columns, rows.collect(), words.nothing);
        blocks.extend([heading, about, table]);
    }
    Document {
        meta: Meta {
            title: name,
            description: words.about.to_owned(),
            language: locale.to_owned(),
            report: "index".to_owned(),
            key: None,
            period: String::new(),
            as_of: None,
            edition: String::new(),
            edition_text: String::new(),
            date,
            date_text: words::date(date, DateStyle::Long, locale),
            publisher: project.settings.publisher.in_language(locale).to_owned(),
            words: words::document(locale),
        },
        blocks,
        facts: Vec::new(),
        evidence: Vec::new(),
        references: Vec::new(),
    }
}

fn column(label: &str) -> Column {
    Column { label: vec![Inline::text(label)], align: Align::Start, header: false }
}

fn table(id: &str, columns: Vec<Column>, rows: Vec<TableRow>, empty: &str) -> Block {
    Block::Table(Table {
        id: id.to_owned(),
        caption: Vec::new(),
        columns,
        rows,
        empty: empty.to_owned(),
        notes: Vec::new(),
    })
}

/// What the index says besides what is published.
struct IndexWords {
    about: &'static str,
    brief: &'static str,
    edition: &'static str,
    date: &'static str,
    rests_on: &'static str,
    files: &'static str,
    earlier: &'static str,
    nothing: &'static str,
    failed: &'static str,
    failed_about: &'static str,
    why: &'static str,
    /// Figures, claims and sources: for one, and for any other number.
    counted: [(&'static str, &'static str); 3],
}

impl IndexWords {
    const ENGLISH: Self = Self {
        about: "What is published: the newest edition of each brief.",
        brief: "Brief",
        edition: "Edition",
        date: "Data as of",
        rests_on: "Rests on",
        files: "Files",
        earlier: "Earlier",
        nothing: "Nothing is published yet.",
        failed: "Not up to date",
        failed_about: "These could not be made when they were last tried; of each, the last good \
                       edition is shown above, if there is one.",
        why: "Why",
        counted: [(" figure", " figures"), (" claim", " claims"), (" source", " sources")],
    };
    const CHINESE: Self = Self {
        about: "已发布的简报及其最新版本。",
        brief: "简报",
        edition: "版本",
        date: "数据截至",
        rests_on: "依据",
        files: "文件",
        earlier: "往期",
        nothing: "尚未发布。",
        failed: "未能更新",
        failed_about: "以下简报最近一次生成失败；如有上一有效版本，仍列于上表。",
        why: "原因",
        counted: [("个数值", "个数值"), ("条陈述", "条陈述"), ("个来源", "个来源")],
    };

    /// "42 figures, 31 claims, 12 sources".
    fn rests_on(&self, counts: Counts) -> String {
        let numbers = [counts.facts, counts.claims, counts.sources];
        let counted = numbers.iter().zip(self.counted);
        let counted = counted.map(|(number, (one, other))| {
            format!("{number}{}", if *number == 1 { one } else { other })
        });
        counted.collect::<Vec<_>>().join(if self.brief == "Brief" { ", " } else { "，" })
    }

    /// For a BCP 47 tag: Chinese for `zh` and its variants, else English.
    fn new(locale: &str) -> &'static Self {
        if locale.split('-').next() == Some("zh") { &Self::CHINESE } else { &Self::ENGLISH }
    }
}

/// The file to open first: the page, else whatever is first.
fn preferred(manifest: &Manifest) -> &str {
    let names = || manifest.files.keys().map(String::as_str);
    names().find(|name| *name == "brief.html").or_else(|| names().next()).unwrap_or_default()
}

fn files(folder: &str, manifest: &Manifest) -> Vec<Inline> {
    let mut content = Vec::new();
    for name in manifest.files.keys() {
        if !content.is_empty() {
            content.push(Inline::text(" "));
        }
        let kind = name.rsplit('.').next().unwrap_or(name).to_uppercase();
        content.push(link(&format!("{folder}/{CURRENT}"), name, &kind));
    }
    content
}

fn earlier_links(folder: &str, editions: &[(String, Manifest)], locale: &str) -> Vec<Inline> {
    let mut content = Vec::new();
    for (name, manifest) in editions {
        if !content.is_empty() {
            content.push(Inline::text(" "));
        }
        let text = words::edition(name, locale);
        content.push(link(&format!("{folder}/{name}"), preferred(manifest), &text));
    }
    content
}

fn link(folder: &str, file: &str, text: &str) -> Inline {
    Inline::Link { url: format!("{folder}/{file}"), content: vec![Inline::text(text)] }
}
