//! Which font to look for where none of the shipped ones has a character.

/// Blocks of Unicode, and the font of the Noto family that covers them.
const FACES: [(u32, u32, &str); 34] = [
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x07C0, 0x07FF, "NKo"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Serif Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x13A0, 0x13FF, "Cherokee"),
    (0x1400, 0x167F, "Canadian Aboriginal"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"),
    (0xA000, 0xA4CF, "Yi"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFC, "Arabic"),
    (0x2700, 0x27BF, "Symbols 2"),
    (0x1F000, 0x1FAFF, "Emoji"),
    (0x1D400, 0x1D7FF, "Math"),
];

/// A font that has a character, in words: "a font such as Noto Sans Ethiopic (`.otf` or `.ttf`)".
pub(crate) fn face(character: char) -> String {
    let code = u32::from(character);
    let name = match code {
        // Korean and rare ideographs: the shipped face is a part of this one.
        0x1100..=0x11FF
        | 0x2E80..=0x2FFF
        | 0x3040..=0x318F
        | 0x3400..=0x9FFF
        | 0xA960..=0xA97F
        | 0xAC00..=0xD7FF
        | 0xF900..=0xFAFF => {
            "Noto Sans CJK SC (whole, of which the shipped face is a part)".to_owned()
        }
        0x2_0000..=0x3_FFFF => {
            "Noto Serif CJK SC or, for the rarest ideographs, BabelStone Han".to_owned()
        }
        _ => match FACES.iter().find(|(first, last, _)| (*first..=*last).contains(&code)) {
            Some((_, _, script)) => {
                let serif = script.starts_with("Serif ") || *script == "Emoji";
                if serif { format!("Noto {script}") } else { format!("Noto Sans {script}") }
            }
            None => return "an `.otf` or `.ttf` file that has it".to_owned(),
        },
    };
    format!("an `.otf` or `.ttf` file such as that of {name}")
}

#[cfg(test)]
mod tests {
    use super::face;

    #[test]
    fn a_font_is_named_by_the_script() {
        assert_eq!(face('ሀ'), "an `.otf` or `.ttf` file such as that of Noto Sans Ethiopic");
        assert!(face('ཀ').ends_with("Noto Serif Tibetan"));
        assert!(face('가').contains("Noto Sans CJK SC"));
        assert!(face('𠮷').contains("Noto Serif CJK SC"));
        assert_eq!(face('𐤀'), "an `.otf` or `.ttf` file that has it");
    }
}
