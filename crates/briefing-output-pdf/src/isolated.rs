//! The output `pdf` from worker processes: a theme is a program, and neither its time nor its memory
//! can be bounded from inside.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use briefing_model::date::Date;
use briefing_plugin::{Output, OutputError, OutputInput, OutputMistake, Theme};
use briefing_worker::{Context, Parts, Pool, Service, WorkerError};
use sha2::{Digest as _, Sha256};

use crate::coverage;
use crate::fonts::Fonts;
use crate::output::{self, Job, Pdf};
use crate::theme::{self, MAIN, Prepared};

/// How many themes' keys are kept: those of a run, seldom more than one.
const KEPT: usize = 4;

/// The first part of a response: the PDF follows.
const WRITTEN: &[u8] = b"pdf";
/// The first part of a response: the characters follow that no font has.
const UNCOVERED: &[u8] = b"uncovered";
/// The first part of a response: the mistakes follow, as JSON.
const MISTAKES: &[u8] = b"mistakes";

/// [`Pdf`], laid out by the workers of a pool, each of which serves a [`PdfService`]. A brief that goes
/// over a limit is a mistake that names its theme; others are not concerned.
#[derive(Debug)]
pub struct IsolatedPdf {
    pool: Pool,
    keys: Mutex<Vec<(Theme, Arc<str>)>>,
}

impl IsolatedPdf {
    /// PDFs from the workers of a pool.
    #[must_use]
    pub fn new(pool: Pool) -> Self {
        Self { pool, keys: Mutex::new(Vec::new()) }
    }

    /// What tells a theme from others: a hash of its files.
    fn key(&self, theme: &Theme) -> Arc<str> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, key)) = keys.iter().find(|(known, _)| theme::same(known, theme)) {
            return Arc::clone(key);
        }
        let mut hash = Sha256::new();
        for (name, bytes) in &theme.files {
            for part in [name.as_bytes(), bytes] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        let key: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let key: Arc<str> = key.into();
        if keys.len() == KEPT {
            keys.remove(0);
        }
        keys.push((theme.clone(), Arc::clone(&key)));
        key
    }
}

impl Output for IsolatedPdf {
    fn name(&self) -> &str {
        Pdf.name()
    }

    fn about(&self) -> &str {
        Pdf.about()
    }

    fn file_name(&self) -> &str {
        Pdf.file_name()
    }

    fn made_with(&self) -> Vec<(String, String)> {
        Pdf.made_with()
    }

    fn begin(&self, expected: usize) {
        self.pool.warm(expected.min(rayon::current_num_threads()));
    }

    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        let (document, theme) = (input.document, input.theme);
        // Whether a theme's own fonts have what the shipped ones do not is for the worker to say:
        // a font is read by a program that it may have been made to exhaust.
        let others = RefCell::new(BTreeSet::new());
        let covers = |character| {
            Fonts::shipped().covers(character) || {
                others.borrow_mut().insert(character);
                true
            }
        };
        let checked = coverage::check(document, &covers, &theme.name);
        let others: String = others.into_inner().into_iter().collect();
        if others.is_empty() {
            checked.clone()?;
        }
        let job = Job::new(document)?;
        let date = job.date.to_string();
        let key = self.key(theme);
        let files: Vec<&[u8]> =
            theme.files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]).collect();
        let context = Context { key: &key, parts: &files };
        let request: [&[u8]; 5] =
            [others.as_bytes(), date.as_bytes(), job.identifier.as_bytes(), &job.json, &job.facts];
        let response = self.pool.call(Some(context), &request);
        let mut parts = response.map_err(|error| stopped(theme, &error))?.into_iter();
        let (kind, content) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        match kind.as_slice() {
            WRITTEN => checked.map(|()| content),
            UNCOVERED => {
                let uncovered: BTreeSet<char> = String::from_utf8_lossy(&content).chars().collect();
                let covers = |character| !uncovered.contains(&character);
                coverage::check(document, &covers, &theme.name).and(checked).map(|()| content)
            }
            _ => Err(serde_json::from_slice(&content).map_or_else(
                |error| OutputError::new(format!("the worker cannot be understood: {error}")),
                |mistakes| OutputError { mistakes },
            )),
        }
    }

    fn settle(&self) {
        self.pool.evict();
    }
}

/// A brief that its worker gave no response for, as a mistake of the theme.
fn stopped(theme: &Theme, error: &WorkerError) -> OutputError {
    let name = if theme.name.is_empty() { "default" } else { &theme.name };
    let mut hints = Vec::new();
    if matches!(error, WorkerError::Time { .. } | WorkerError::Memory { .. }) {
        hints.push(
            "a theme that loops, or a brief that is far too long, is ended; if it only needs more, \
             raise the limit with `--limit worker-seconds=…` or `--limit worker-memory=…`"
                .to_owned(),
        );
    }
    let place = theme.files.contains_key(MAIN).then(|| (MAIN.to_owned(), 1, 1));
    OutputError {
        mistakes: vec![OutputMistake {
            message: format!("the PDF could not be laid out with the theme `{name}`: {error}"),
            near: None,
            character: None,
            hints,
            theme: place,
        }],
    }
}

/// What a worker does that lays out PDFs. Its context is the files of a theme, name and bytes in turn.
/// A request is the characters that only a font of the theme may have, the date of the edition, the
/// identifier of the PDF, the document and its facts as JSON.
#[derive(Debug, Clone, Copy, Default)]
pub struct PdfService;

impl PdfService {
    /// The service, with the shipped fonts and theme read: they are within the program, and reading
    /// them is not part of the first request.
    #[must_use]
    pub fn new() -> Self {
        Fonts::shipped();
        Self
    }
}

/// A theme made ready to be compiled, or what is wrong with its files.
#[derive(Debug)]
pub struct ReadyTheme(Result<Arc<Prepared>, OutputError>);

impl Service for PdfService {
    type Context = ReadyTheme;

    fn context(&self, parts: Parts) -> Self::Context {
        let mut theme = Theme::default();
        let mut parts = parts.into_iter();
        while let (Some(name), Some(bytes)) = (parts.next(), parts.next()) {
            theme.files.insert(String::from_utf8_lossy(&name).into_owned(), bytes.into());
        }
        ReadyTheme(Prepared::get(&theme))
    }

    fn call(&self, context: Option<&Self::Context>, request: Parts) -> Parts {
        let mistakes = |error: &OutputError| {
            let json = serde_json::to_vec(&error.mistakes).unwrap_or_default();
            vec![MISTAKES.to_vec(), json]
        };
        let theme = match context {
            Some(ReadyTheme(Ok(theme))) => Arc::clone(theme),
            Some(ReadyTheme(Err(error))) => return mistakes(error),
            None => return mistakes(&OutputError::new("the worker has no theme")),
        };
        let Ok([characters, date, identifier, json, facts]) = <[Vec<u8>; 5]>::try_from(request)
        else {
            return mistakes(&OutputError::new("the worker cannot understand the request"));
        };
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let uncovered: String =
            text(characters).chars().filter(|c| !theme.fonts().covers(*c)).collect();
        if !uncovered.is_empty() {
            return vec![UNCOVERED.to_vec(), uncovered.into_bytes()];
        }
        let Ok(date) = text(date).parse::<Date>() else {
            return mistakes(&OutputError::new("the worker cannot understand the date"));
        };
        let job = Job { json, facts, date, identifier: text(identifier) };
        match output::write(job, theme) {
            Ok(bytes) => vec![WRITTEN.to_vec(), bytes],
            Err(error) => mistakes(&error),
        }
    }

    fn evict(&self) {
        output::forget();
    }
}
