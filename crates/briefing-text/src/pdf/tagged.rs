//! The elements of a tagged PDF (ISO 32000-1, 14.7 and 14.8), with the text of each.

use std::collections::{BTreeMap, HashMap, HashSet};

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};

use super::{Mark, Placed, Reader, open, page_glyphs};
use crate::TextError;
use crate::passage::{Passage, Role};

/// How deep elements may stand in each other, and names of their kinds lead to others. A file may be
/// made to have a tree without an end.
const DEEPEST: usize = 64;

/// Elements that stand within a line of another.
const INLINE: [&str; 18] = [
    "Span",
    "Link",
    "Em",
    "Strong",
    "Code",
    "Quote",
    "Reference",
    "BibEntry",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Sub",
    "Form",
];

/// The parts of a PDF, see [`passages`](crate::passages).
///
/// # Errors
/// The bytes are no PDF, or an encrypted one.
pub(crate) fn passages(bytes: &[u8]) -> Result<Vec<Passage>, TextError> {
    let pdf = open(bytes)?;
    let cache = InterpreterCache::new();
    let mut walk = Walk::default();
    let mut outside = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        if let Some(id) = page.raw().obj_id() {
            walk.pages.insert(id, index);
        }
        let mut artifacts: BTreeMap<usize, Vec<Placed>> = BTreeMap::new();
        let mut loose = Vec::new();
        for glyph in page_glyphs(&pdf, page, &cache) {
            match glyph.mark {
                Mark::Content(mcid) => {
                    walk.content.entry((index, mcid)).or_default().push(glyph);
                }
                Mark::Artifact(nth) => artifacts.entry(nth).or_default().push(glyph),
                Mark::Loose => loose.push(glyph),
            }
        }
        outside.push((loose, artifacts));
    }
    let xref = pdf.xref();
    let root = xref.get::<Dict<'_>>(xref.root_id());
    let tree = root.and_then(|root| root.get::<Dict<'_>>("StructTreeRoot"));
    let rest = if tree.is_some() { Role::Text } else { Role::Page };
    if let Some(tree) = tree {
        walk.kinds = tree.get::<Dict<'_>>("RoleMap");
        walk.children(&tree, None, Role::Text, 0);
        walk.end(Role::Text);
    }
    // What no element names, and what is not marked at all, is read like a page without tags.
    let unnamed = std::mem::take(&mut walk.content);
    for (page, (mut loose, artifacts)) in outside.into_iter().enumerate() {
        let mut mcids: Vec<_> = unnamed.keys().filter(|(of, _)| *of == page).collect();
        mcids.sort_unstable();
        loose.splice(0..0, mcids.into_iter().flat_map(|place| unnamed[place].iter().cloned()));
        walk.alone(rest, page, loose);
        for glyphs in artifacts.into_values() {
            walk.alone(Role::Artifact, page, glyphs);
        }
    }
    Ok(walk.passages)
}

/// A walk through the structure tree.
#[derive(Default)]
struct Walk<'a> {
    pages: HashMap<ObjectIdentifier, usize>,
    /// The glyphs of marked content, by page and number; taken out as elements name them.
    content: HashMap<(usize, i32), Vec<Placed>>,
    /// Kinds of elements that the file has names of its own for.
    kinds: Option<Dict<'a>>,
    seen: HashSet<ObjectIdentifier>,
    /// The part that is being read, and where pages begin in it.
    reader: Reader,
    starts: Vec<(usize, usize)>,
    passages: Vec<Passage>,
}

impl<'a> Walk<'a> {
    /// Reads the children of an element, which stands on a page if it says so.
    fn children(&mut self, element: &Dict<'a>, page: Option<usize>, role: Role, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if let Some(children) = element.get::<Array<'_>>("K") {
            let ids = children.raw_iter().map(|child| child.as_obj_ref().map(Into::into));
            for (child, id) in children.iter::<Object<'_>>().zip(ids) {
                self.child(child, id, page, role, depth);
            }
        } else if let Some(child) = element.get::<Object<'_>>("K") {
            let id = element.get_ref("K").map(Into::into);
            self.child(child, id, page, role, depth);
        }
    }

    fn child(
        &mut self,
        child: Object<'a>,
        id: Option<ObjectIdentifier>,
        page: Option<usize>,
        role: Role,
        depth: usize,
    ) {
        let child = match child {
            Object::Dict(child) => child,
            other => {
                if let Some((mcid, page)) = other.into_i32().zip(page) {
                    self.content(page, mcid);
                }
                return;
            }
        };
        // An element has one parent: a tree that leads back to itself has no end.
        if id.is_some_and(|id| !self.seen.insert(id)) {
            return;
        }
        let own = child.get_ref("Pg").and_then(|id| self.pages.get(&id.into()).copied());
        let page = own.or(page);
        if let Some(mcid) = child.get::<i32>("MCID") {
            if let Some(page) = page {
                self.content(page, mcid);
            }
            return;
        }
        let Some(kind) = child.get::<Name<'_>>("S") else { return };
        let kind = self.standard(kind.as_str());
        if INLINE.contains(&&*kind) {
            self.children(&child, page, role, depth + 1);
            return;
        }
        self.end(role);
        let within = role_of(&kind, role);
        self.children(&child, page, within, depth + 1);
        self.end(within);
    }

    /// The standard kind that a name of the file's own stands for.
    fn standard(&self, kind: &str) -> String {
        let mut kind = kind.to_owned();
        for _ in 0..DEEPEST {
            let named =
                self.kinds.as_ref().and_then(|kinds| kinds.get::<Name<'_>>(kind.as_bytes()));
            match named {
                Some(name) if name.as_str() != kind => kind = name.as_str().to_owned(),
                _ => break,
            }
        }
        kind
    }

    /// Goes on with marked content of a page.
    fn content(&mut self, page: usize, mcid: i32) {
        let Some(glyphs) = self.content.remove(&(page, mcid)) else { return };
        if self.starts.last().is_none_or(|(_, last)| *last != page + 1) {
            self.reader.turn();
            self.starts.push((self.reader.text.len(), page + 1));
        }
        for placed in glyphs {
            self.reader.push(placed.glyph, placed.along);
        }
    }

    /// Ends the part that is being read.
    fn end(&mut self, role: Role) {
        let text = std::mem::take(&mut self.reader).text;
        let pages = std::mem::take(&mut self.starts);
        if !text.trim().is_empty() {
            self.passages.push(Passage { role, text, pages });
        }
    }

    /// Reads glyphs of a page as a part of their own.
    fn alone(&mut self, role: Role, page: usize, glyphs: Vec<Placed>) {
        for placed in glyphs {
            self.reader.push(placed.glyph, placed.along);
        }
        self.starts.push((0, page + 1));
        self.end(role);
    }
}

fn role_of(kind: &str, within: Role) -> Role {
    match kind {
        "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Title" => Role::Heading,
        "Lbl" => Role::Label,
        // A paragraph, and what only groups others, is what it stands in.
        "P" | "Div" | "NonStruct" | "Part" | "Sect" => within,
        _ => Role::Text,
    }
}
