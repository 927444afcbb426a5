//! The text of a PDF.

mod tagged;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Vec2};

use crate::TextError;
use crate::html::raise;

pub(crate) use tagged::passages;

/// The text of each page of a PDF, in the order in which it was put on the page, which is the order of
/// reading in all but odd files. Hyphens at the ends of lines stay; ligatures are as the file has
/// them; a glyph that stands for no character is U+FFFD. A page that is a picture has no text.
///
/// # Errors
/// The bytes are no PDF, or an encrypted one.
pub fn pdf(bytes: &[u8]) -> Result<Vec<String>, TextError> {
    let pdf = open(bytes)?;
    let cache = InterpreterCache::new();
    let pages = pdf.pages().iter().map(|page| {
        let mut reader = Reader::default();
        for drawn in page_glyphs(&pdf, page, &cache) {
            reader.push(drawn.glyph, drawn.along);
        }
        reader.text
    });
    Ok(pages.collect())
}

fn open(bytes: &[u8]) -> Result<Pdf, TextError> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => TextError::Encrypted,
        _ => TextError::Pdf,
    })
}

/// The glyphs of a page in the order in which they are drawn.
fn page_glyphs<'a>(pdf: &'a Pdf, page: &Page<'a>, cache: &InterpreterCache<'a>) -> Vec<Placed> {
    let settings =
        InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    // Nothing is drawn: neither the size nor the place of the page matters.
    let nowhere = Rect::new(0.0, 0.0, 1.0, 1.0);
    let mut context = Context::new(Affine::IDENTITY, nowhere, cache, pdf.xref(), settings);
    let mut collector = Collector::default();
    interpret_page(page, &mut context, &mut collector);
    collector.glyphs
}

/// A glyph, the direction of its line, and the marked content that it stands in.
#[derive(Clone)]
struct Placed {
    glyph: Drawn,
    along: Vec2,
    mark: Mark,
}

/// The marked content that a glyph stands in (ISO 32000-1, 14.6 and 14.8.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// None.
    Loose,
    /// An artifact, such as a running head: the first of a page is 0.
    Artifact(usize),
    /// Content of the document, by the number that its element in the structure tree names.
    Content(i32),
}

/// Collects the glyphs of a page.
#[derive(Default)]
struct Collector {
    glyphs: Vec<Placed>,
    /// The marked content that is open, outermost first.
    open: Vec<Mark>,
    artifacts: usize,
}

/// Puts glyphs one after the other, as they are drawn.
#[derive(Default)]
struct Reader {
    text: String,
    last: Option<Drawn>,
}

/// Where a glyph was drawn, in units of the page.
#[derive(Clone)]
struct Drawn {
    characters: String,
    start: Point,
    end: Point,
    /// Height of the em.
    size: f64,
    is_raised: bool,
}

/// Of the em: how far apart words of a line are at least, and the cells of a row.
const WORD: f64 = 0.15;
const CELL: f64 = 0.6;
/// Of the em: how far a baseline may be from the last one on the same line; and how far the next line
/// is at most, within a paragraph.
const RAISED: f64 = 0.5;
const LINE: f64 = 2.0;

impl Reader {
    /// Begins another page: nothing on it is beside what was read before.
    fn turn(&mut self) {
        self.last = None;
        if !self.text.is_empty() {
            self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
            self.text.push('\n');
        }
    }

    fn push(&mut self, mut glyph: Drawn, along: Vec2) {
        let Some(last) = self.last.take() else {
            self.text.push_str(&glyph.characters);
            self.last = Some(glyph);
            return;
        };
        let is_again = glyph.characters == last.characters
            && (glyph.start - last.start).hypot() < WORD * 0.5 * glyph.size;
        if is_again {
            // Bold type is often the same letter twice, and an outlined one is filled and stroked.
            self.last = Some(last);
            return;
        }
        let size = glyph.size.max(last.size);
        let step = glyph.start - last.end;
        let forward = step.dot(along);
        // Up the page, since a PDF's origin is at the bottom.
        let up = step.dot(Vec2::new(-along.y, along.x));
        if up.abs() > RAISED * size || forward < -size {
            self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
            self.text.push_str(if up.abs() > LINE * size { "\n\n" } else { "\n" });
        } else {
            let is_parted = self.text.ends_with(char::is_whitespace)
                || glyph.characters.starts_with(char::is_whitespace);
            if forward > CELL * size {
                if self.text.ends_with(' ') {
                    self.text.pop();
                }
                self.text.push('\t');
            } else if forward > WORD * size && !is_parted {
                self.text.push(' ');
            }
            let is_smaller = glyph.size < 0.85 * last.size && up > 0.1 * size;
            let is_level = (glyph.size - last.size).abs() < 0.05 * size && up.abs() < 0.05 * size;
            if is_smaller || (last.is_raised && is_level) {
                glyph.is_raised = true;
                glyph.characters = glyph.characters.chars().map(raise).collect();
            }
        }
        self.text.push_str(&glyph.characters);
        self.last = Some(glyph);
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let characters = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(characters)) => characters,
            None => '\u{FFFD}'.to_string(),
        };
        // Glyphs are drawn on an em of a thousand units.
        let place = transform * glyph_transform;
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width().map_or(500.0, f64::from),
            Glyph::Type3(_) => 500.0,
        };
        let start = place * Point::ORIGIN;
        let along = place * Point::new(1000.0, 0.0) - start;
        let size = (place * Point::new(0.0, 1000.0) - start).hypot();
        if !(size > 0.0 && along.hypot() > 0.0) {
            return;
        }
        let end = place * Point::new(advance, 0.0);
        self.glyphs.push(Placed {
            glyph: Drawn { characters, start, end, size, is_raised: false },
            along: along.normalize(),
            mark: self.open.last().copied().unwrap_or(Mark::Loose),
        });
    }

    fn begin_marked_content(&mut self, tag: &[u8], mcid: Option<i32>) {
        let within = self.open.last().copied().unwrap_or(Mark::Loose);
        self.open.push(match (within, mcid) {
            // What stands in an artifact is no content, whatever it says.
            (Mark::Artifact(_), _) => within,
            (_, Some(mcid)) => Mark::Content(mcid),
            _ if tag == b"Artifact" => {
                self.artifacts += 1;
                Mark::Artifact(self.artifacts - 1)
            }
            _ => within,
        });
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
