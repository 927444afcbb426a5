//! A theme made ready to be compiled: Typst sources parsed once, files and fonts in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use briefing_plugin::{OutputError, OutputMistake, Theme};
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

use crate::fonts::Fonts;

/// The file that lays out a brief; a theme may bring its own.
pub(crate) const MAIN: &str = "brief.typ";
/// Where that file finds the brief.
pub(crate) const DOCUMENT: &str = "document.json";

/// The last line of the file that lays out a brief, the theme's own too: whoever has but the PDF has
/// the figures and their evidence, whatever the theme makes of them.
const ATTACH: &str = "\n#pdf.attach(\"facts.json\", relationship: \"data\", \
    mime-type: \"application/json\", description: \"facts.json\")\n";

/// The Typst files that a theme need not bring, by name.
const SHIPPED: [(&str, &str); 5] = [
    (MAIN, include_str!("../theme/brief.typ")),
    ("briefing.typ", include_str!("../theme/briefing.typ")),
    ("text.typ", include_str!("../theme/text.typ")),
    ("table.typ", include_str!("../theme/table.typ")),
    ("evidence.typ", include_str!("../theme/evidence.typ")),
];

/// How many themes are kept ready: those of a run, seldom more than one.
const KEPT: usize = 4;

/// A theme made ready to be compiled.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) main: FileId,
    pub(crate) document: FileId,
    pub(crate) facts: FileId,
    files: HashMap<FileId, File>,
    fonts: FontsOf,
    theme: Theme,
}

#[derive(Debug)]
struct File {
    name: String,
    own: bool,
    bytes: Bytes,
    source: Option<Source>,
}

#[derive(Debug)]
enum FontsOf {
    Shipped,
    Theme(Box<Fonts>),
}

impl Prepared {
    /// The theme, from the few that are kept ready or made so now.
    ///
    /// # Errors
    /// A file of it that cannot be used.
    pub(crate) fn get(theme: &Theme) -> Result<Arc<Self>, OutputError> {
        static READY: Mutex<Vec<Arc<Prepared>>> = Mutex::new(Vec::new());
        let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(prepared) = ready.iter().find(|prepared| same(&prepared.theme, theme)) {
            return Ok(Arc::clone(prepared));
        }
        let prepared = Arc::new(Self::new(theme)?);
        if ready.len() == KEPT {
            ready.remove(0);
        }
        ready.push(Arc::clone(&prepared));
        Ok(prepared)
    }

    fn new(theme: &Theme) -> Result<Self, OutputError> {
        let mut files = HashMap::new();
        let mut mistakes = Vec::new();
        let mut fonts = Vec::new();
        for (name, bytes) in &theme.files {
            if is_font(name) {
                if Fonts::with(&[bytes]).is_some() {
                    fonts.push(&**bytes);
                } else {
                    mistakes.push(unusable(name, "is not a font that can be read"));
                }
                continue;
            }
            let Some(id) = id(name) else {
                mistakes.push(unusable(name, "has a name that is not a path within the theme"));
                continue;
            };
            let source = match std::str::from_utf8(bytes) {
                Ok(text) if name.ends_with(".typ") => Some(source(id, name, text)),
                Err(_) if name.ends_with(".typ") => {
                    mistakes.push(unusable(name, "is not UTF-8"));
                    None
                }
                _ => None,
            };
            let bytes = Bytes::new(bytes.to_vec());
            files.insert(id, File { name: name.clone(), own: true, bytes, source });
        }
        if !mistakes.is_empty() {
            return Err(OutputError { mistakes });
        }
        for (id, source) in shipped() {
            let name = id.vpath().get_without_slash().to_owned();
            files.entry(*id).or_insert_with(|| File {
                name,
                own: false,
                bytes: Bytes::from_string(source.clone()),
                source: Some(source.clone()),
            });
        }
        let fonts = match Fonts::with(&fonts) {
            Some(all) if !fonts.is_empty() => FontsOf::Theme(Box::new(all)),
            _ => FontsOf::Shipped,
        };
        let ids = (id(MAIN), id(DOCUMENT), id(briefing_facts::FILE));
        let (Some(main), Some(document), Some(facts)) = ids else {
            return Err(OutputError::new("no path to the theme"));
        };
        Ok(Self { main, document, facts, files, fonts, theme: theme.clone() })
    }

    pub(crate) fn fonts(&self) -> &Fonts {
        match &self.fonts {
            FontsOf::Shipped => Fonts::shipped(),
            FontsOf::Theme(fonts) => fonts,
        }
    }

    pub(crate) fn source(&self, id: FileId) -> Option<&Source> {
        self.files.get(&id)?.source.as_ref()
    }

    pub(crate) fn bytes(&self, id: FileId) -> Option<&Bytes> {
        self.files.get(&id).map(|file| &file.bytes)
    }

    /// Whether a place in a file is in [`ATTACH`].
    pub(crate) fn is_added(&self, id: FileId, at: usize) -> bool {
        let end = self.source(id).map(|source| source.text().len());
        id == self.main && end.is_some_and(|end| at >= end - ATTACH.len())
    }

    /// Where the theme's own files have a text first, whatever the case of its letters: file, line and
    /// column from 1.
    pub(crate) fn own_place(&self, text: &str) -> Option<(String, usize, usize)> {
        let text = text.to_ascii_lowercase();
        let own = self.files.values().filter(|file| file.own);
        own.filter_map(|file| {
            let source = file.source.as_ref()?;
            let at = source.text().to_ascii_lowercase().find(&text)?;
            let (line, column) = source.lines().byte_to_line_column(at)?;
            Some((file.name.clone(), line + 1, column + 1))
        })
        .min()
    }

    /// The name of a file as the author knows it, and whether it is the theme's own.
    pub(crate) fn name(&self, id: FileId) -> Option<(&str, bool)> {
        self.files.get(&id).map(|file| (&*file.name, file.own))
    }
}

/// The shipped files, parsed once.
fn shipped() -> &'static [(FileId, Source)] {
    static SOURCES: OnceLock<Vec<(FileId, Source)>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let parse = |(name, text): (&str, &str)| {
            let id = id(name)?;
            Some((id, source(id, name, text)))
        };
        SHIPPED.into_iter().filter_map(parse).collect()
    })
}

fn source(id: FileId, name: &str, text: &str) -> Source {
    let attach = if name == MAIN { ATTACH } else { "" };
    Source::new(id, format!("{text}{attach}"))
}

/// Typst numbers paths and never forgets one: the same few names give the same few numbers.
fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{name}")).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn is_font(name: &str) -> bool {
    [".otf", ".ttf", ".otc", ".ttc"].iter().any(|ending| name.to_lowercase().ends_with(ending))
}

fn unusable(name: &str, why: &str) -> OutputMistake {
    OutputMistake {
        message: format!("the theme's file `{name}` {why}"),
        near: None,
        character: None,
        hints: Vec::new(),
        theme: Some((name.to_owned(), 1, 1)),
    }
}

/// Whether two themes have the same files; bytes shared by both are not compared.
pub(crate) fn same(a: &Theme, b: &Theme) -> bool {
    a.files.len() == b.files.len()
        && a.files.iter().zip(&b.files).all(|((name, bytes), (other_name, other))| {
            name == other_name && (Arc::ptr_eq(bytes, other) || bytes == other)
        })
}
