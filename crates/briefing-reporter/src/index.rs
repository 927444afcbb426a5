//! `out/index.html`: what is published.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use briefing_loader::Project;
use briefing_model::date::Date;
use briefing_model::document::{Align, Block, Column, Document, Inline, Meta, Table, TableRow};
use briefing_plugin::{OutputError, OutputInput, Registry, Theme};
use briefing_template::words::{self, DateStyle};

use crate::publish::{CURRENT, Manifest, PublishError, Publisher, read_manifest};

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
    let document = document(&published(publisher.out()), project, date);
    let theme = project.themes.get(&project.settings.theme).cloned();
    let theme = theme.unwrap_or_else(|| Theme { name: "default".to_owned(), ..Theme::default() });
    let page = html.write(&OutputInput::new(&document, &theme))?;
    publisher.write_file("index.html", &page)?;
    Ok(())
}

/// The current edition of every brief, by the folder it is published in.
fn published(out: &Path) -> BTreeMap<String, Manifest> {
    let mut found = BTreeMap::new();
    let mut folders = subfolders(out, "");
    while let Some(folder) = folders.pop() {
        match read_manifest(&out.join(&folder).join(CURRENT)) {
            Some(manifest) => {
                found.insert(folder, manifest);
            }
            None => folders.extend(subfolders(out, &folder)),
        }
    }
    found
}

/// Folders directly in a folder, but those whose names begin with a dot, and links.
pub(crate) fn subfolders(out: &Path, folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(out.join(folder)) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") })
        .collect()
}

fn document(published: &BTreeMap<String, Manifest>, project: &Project, date: Date) -> Document {
    let locale = project.settings.locale.as_str();
    let words = IndexWords::new(locale);
    let name = project.settings.name.in_language(locale).to_owned();
    let rows = published
        .iter()
        .map(|(folder, manifest)| TableRow {
            cells: vec![
                vec![link(folder, preferred(manifest), &manifest.title)],
                vec![Inline::text(&manifest.edition)],
                vec![Inline::text(words::date(manifest.date, DateStyle::Short, locale))],
                files(folder, manifest),
            ],
            total: false,
        })
        .collect();
    let column =
        |label: &str, align| Column { label: vec![Inline::text(label)], align, header: false };
    let table = Table {
        id: "published".to_owned(),
        caption: Vec::new(),
        columns: vec![
            Column { header: true, ..column(words.brief, Align::Start) },
            column(words.edition, Align::Start),
            column(words.date, Align::Start),
            column(words.files, Align::Start),
        ],
        rows,
        empty: words.nothing.to_owned(),
        notes: Vec::new(),
    };
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
            date,
            date_text: words::date(date, DateStyle::Long, locale),
            publisher: project.settings.publisher.in_language(locale).to_owned(),
            words: words::document(locale),
        },
        blocks: vec![Block::Table(table)],
        facts: Vec::new(),
        evidence: Vec::new(),
        references: Vec::new(),
    }
}

/// What the index says besides what is published.
struct IndexWords {
    about: &'static str,
    brief: &'static str,
    edition: &'static str,
    date: &'static str,
    files: &'static str,
    nothing: &'static str,
}

impl IndexWords {
    const ENGLISH: Self = Self {
        about: "What is published: the newest edition of each brief.",
        brief: "Brief",
        edition: "Edition",
        date: "Data as of",
        files: "Files",
        nothing: "Nothing is published yet.",
    };
    const CHINESE: Self = Self {
        about: "已发布的简报及其最新版本。",
        brief: "简报",
        edition: "版本",
        date: "数据截至",
        files: "文件",
        nothing: "尚未发布。",
    };

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
        content.push(link(folder, name, &kind));
    }
    content
}

fn link(folder: &str, file: &str, text: &str) -> Inline {
    Inline::Link { url: format!("{folder}/{CURRENT}/{file}"), content: vec![Inline::text(text)] }
}
