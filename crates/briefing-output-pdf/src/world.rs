//! All that Typst can reach: one theme, one document, one day, and no disk.

use std::sync::{Arc, OnceLock};

use briefing_model::date::Date;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

use crate::theme::Prepared;

/// All that Typst can reach.
#[derive(Debug)]
pub(crate) struct Brief {
    pub(crate) theme: Arc<Prepared>,
    /// The document as JSON. Not in `sys.inputs`, which are part of the key of everything that
    /// Typst remembers: another document would remember nothing.
    pub(crate) json: Bytes,
    /// Its figures and their evidence, to be attached as they are.
    pub(crate) facts: Bytes,
    /// The date of the edition.
    pub(crate) date: Date,
}

impl World for Brief {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
        LIBRARY.get_or_init(|| {
            // Heads of rows are said to be heads, which needs one of the unfinished features.
            let features = [Feature::A11yExtras].into_iter().collect();
            LazyHash::new(Library::builder().with_features(features).build())
        })
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.theme.fonts().book
    }

    fn main(&self) -> FileId {
        self.theme.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.theme.source(id).cloned();
        found.ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.theme.document {
            return Ok(self.json.clone());
        }
        if id == self.theme.facts {
            return Ok(self.facts.clone());
        }
        self.theme.bytes(id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.theme.fonts().faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        day(self.date)
    }
}

/// A date as Typst has it; `None` before the year 0.
pub(crate) fn day(date: Date) -> Option<Datetime> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    Datetime::from_ymd(date.year().into(), month, day)
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
