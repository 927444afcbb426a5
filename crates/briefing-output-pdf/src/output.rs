//! From a document to a PDF file.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use briefing_facts::Facts;
use briefing_model::date::Date;
use briefing_model::document::{Document, Meta};
use briefing_plugin::{Output, OutputError, OutputInput, OutputMistake, Theme};
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::coverage;
use crate::fonts::Fonts;
use crate::links::unsafe_links;
use crate::mistakes::{mistakes, own_warnings};
use crate::theme::Prepared;
use crate::threads;
use crate::world::Brief;

/// How many bytes of documents Typst may remember the layout of before it forgets them all, though
/// nobody called [`Output::settle`]: a table of 500 rows is 0.2 MB, and 50 MB when laid out.
const FULL: usize = 2 << 20;

/// Bytes of documents since Typst last forgot.
static REMEMBERED: AtomicUsize = AtomicUsize::new(0);

/// The output `pdf`: `brief.pdf`, tagged, PDF/UA-1.
///
/// ```no_run
/// # fn example(document: &briefing_model::document::Document) {
/// use briefing_output_pdf::Pdf;
/// use briefing_plugin::{Output as _, OutputInput, Theme};
///
/// let bytes = Pdf.write(&OutputInput::new(document, &Theme::default()));
/// # }
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Pdf;

impl Output for Pdf {
    fn name(&self) -> &str {
        "pdf"
    }

    fn about(&self) -> &str {
        "a paginated brief as tagged PDF (PDF/UA-1), with an appendix of its evidence"
    }

    fn file_name(&self) -> &str {
        "brief.pdf"
    }

    fn made_with(&self) -> Vec<(String, String)> {
        vec![
            ("typst".to_owned(), typst::utils::version().raw().to_owned()),
            ("fonts".to_owned(), Fonts::hash().to_owned()),
        ]
    }

    fn begin(&self, _expected: usize) {
        Fonts::shipped();
    }

    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        write_document(input.document, input.theme)
    }

    fn settle(&self) {
        forget();
    }
}

fn write_document(document: &Document, theme: &Theme) -> Result<Vec<u8>, OutputError> {
    let prepared = Prepared::get(theme)?;
    coverage::check(document, &|character| prepared.fonts().covers(character), &theme.name)?;
    write(Job::new(document)?, prepared)
}

/// A document as Typst gets it.
pub(crate) struct Job {
    /// The document as JSON.
    pub(crate) json: Vec<u8>,
    /// Its figures and their evidence as JSON.
    pub(crate) facts: Vec<u8>,
    /// The date of the edition.
    pub(crate) date: Date,
    /// What identifies the PDF.
    pub(crate) identifier: String,
}

impl Job {
    /// # Errors
    /// The document has no form as JSON.
    pub(crate) fn new(document: &Document) -> Result<Self, OutputError> {
        let json = serde_json::to_vec(document)
            .map_err(|error| OutputError::new(format!("the document cannot be read: {error}")))?;
        let facts = Facts::of(document).to_json();
        let meta = &document.meta;
        Ok(Self { json, facts, date: meta.date, identifier: identifier(meta) })
    }
}

/// Lays out a document and writes its PDF, on a thread of its own.
///
/// # Errors
/// What Typst finds wrong, or that there is no thread.
pub(crate) fn write(job: Job, theme: Arc<Prepared>) -> Result<Vec<u8>, OutputError> {
    let Job { json, facts, date, identifier } = job;
    let size = json.len();
    let brief = Brief { theme, json: Bytes::new(json), facts: Bytes::new(facts), date };
    let written = threads::run(move || compile(&brief, identifier));
    if REMEMBERED.fetch_add(size, Ordering::Relaxed) + size > FULL {
        forget();
    }
    written.map_err(|error| OutputError::new(format!("no thread to make the PDF on: {error}")))?
}

/// Forgets what Typst remembers, all of it: to keep what briefs share (the theme's code) for a round
/// longer was no faster, and took two thirds more memory. Briefs under way make anew what they miss.
pub(crate) fn forget() {
    REMEMBERED.store(0, Ordering::Relaxed);
    comemo::evict(0);
}

/// Identifies the edition wherever and whenever it is made; it is hashed before it is written.
fn identifier(meta: &Meta) -> String {
    let key = meta.key.as_deref().unwrap_or_default();
    format!("briefing\n{}\n{key}\n{}", meta.report, meta.edition)
}

fn compile(brief: &Brief, identifier: String) -> Result<Vec<u8>, OutputError> {
    let error = |mistakes: Vec<OutputMistake>| OutputError { mistakes };
    let compiled = typst::compile::<PagedDocument>(brief);
    let pages = compiled.output.map_err(|errors| error(mistakes(brief, &errors)))?;
    let warnings = own_warnings(brief, &compiled.warnings);
    if !warnings.is_empty() {
        return Err(error(warnings));
    }
    let links = unsafe_links(&pages);
    if !links.is_empty() {
        return Err(error(links.iter().map(|url| unsafe_link(brief, url)).collect()));
    }
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|reason| OutputError::new(reason.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(identifier),
        creator: Smart::Custom(Some("Briefing".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|errors| error(mistakes(brief, &errors)))
}

/// A link that a theme must not make.
fn unsafe_link(brief: &Brief, url: &str) -> OutputMistake {
    let shown: String = url.chars().take(80).collect();
    OutputMistake {
        message: format!("a link leads to `{shown}`, which is no address of the web"),
        near: None,
        character: None,
        hints: vec!["links of a brief begin with `https://`, `http://` or `mailto:`".to_owned()],
        theme: brief.theme.own_place(url),
    }
}
