//! The fonts that every document is set in, loaded once for the life of the process.

use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

const SANS_REGULAR: &[u8] = include_bytes!("../fonts/NotoSansCJKsc-Regular-subset.otf");
const SANS_BOLD: &[u8] = include_bytes!("../fonts/NotoSansCJKsc-Bold-subset.otf");

/// Fonts in the order in which Typst numbers them.
#[derive(Debug)]
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) faces: Vec<Font>,
    /// One bit a code point: whether any of them has it. Asking the fonts means to walk through
    /// thousands of ranges, for each character of each brief.
    covered: Vec<u64>,
}

impl Fonts {
    fn new(faces: Vec<Font>) -> Self {
        let mut covered = vec![0; (char::MAX as usize + 1) / 64];
        for code in faces.iter().flat_map(|face| face.info().coverage.iter()) {
            if let Some(bits) = covered.get_mut(code as usize / 64) {
                *bits |= 1 << (code % 64);
            }
        }
        Self { book: LazyHash::new(FontBook::from_fonts(&faces)), faces, covered }
    }

    /// The shipped fonts.
    pub(crate) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Fonts> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let cjk = [SANS_REGULAR, SANS_BOLD].into_iter().flat_map(faces);
            let typst = typst_kit::fonts::embedded().map(|(font, _)| font);
            Self::new(cjk.chain(typst).collect())
        })
    }

    /// SHA-256 over the files of the shipped fonts, in hexadecimal.
    pub(crate) fn hash() -> &'static str {
        static HASH: OnceLock<String> = OnceLock::new();
        HASH.get_or_init(|| {
            let mut hash = Sha256::new();
            for face in &Self::shipped().faces {
                hash.update(face.data());
            }
            hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
        })
    }

    /// The shipped fonts and those in these files; `None` where a file has none.
    pub(crate) fn with(files: &[&[u8]]) -> Option<Self> {
        let mut all = Self::shipped().faces.clone();
        for file in files {
            let before = all.len();
            all.extend(Font::iter(Bytes::new(file.to_vec())));
            if all.len() == before {
                return None;
            }
        }
        Some(Self::new(all))
    }

    /// Whether some font has a glyph for the character.
    pub(crate) fn covers(&self, character: char) -> bool {
        let code = u32::from(character);
        self.covered.get(code as usize / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }
}

fn faces(file: &'static [u8]) -> impl Iterator<Item = Font> {
    Font::iter(Bytes::new(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_have_the_characters_of_every_place_where_chinese_is_read() {
        // Unicode Han Database, kTGH.
        let standard = include_str!("../fonts/general-standard-list.txt").trim_end();
        assert_eq!(standard.chars().count(), 8105);
        // Names of places and people in Taiwan and Hong Kong, written Cantonese, second level of Big5.
        let traditional = "臺灣總統府簽約億圓龜鬱憂廳裏裡邨深圳滙豐衞生着峯羣堃瑠犇嘅咗啲嘢佢哋冇嚟喺攞瞓氹鰂魚涌埗";
        let punctuation = "，。、；：？！…—～·「」『』《》〈〉【】〔〕（）“”‘’﹁﹂﹃﹄〖〗〇々〜﹏％￥＄＋－＝①②㈠㎡℃";
        let texts = [standard, traditional, punctuation];
        for face in [SANS_REGULAR, SANS_BOLD] {
            let fonts = Fonts::new(faces(face).collect());
            let missing: String =
                texts.iter().flat_map(|text| text.chars()).filter(|c| !fonts.covers(*c)).collect();
            assert_eq!(missing, "");
        }
    }
}
