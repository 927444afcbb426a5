//! Words that only a page needs, beside those every document carries.

use briefing_model::document::Tone;

/// Words of a page in one language.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// The link past the title block.
    pub(crate) skip: &'static str,
    /// In front of the edition's name.
    pub(crate) edition: &'static str,
    /// Head of the list of figures that more than one claim went into.
    pub(crate) made: &'static str,
    /// Head of the list of claims.
    pub(crate) claims: &'static str,
    /// In front of what a claim counts, where that is less than all.
    pub(crate) population: &'static str,
    /// Name of a table without a caption, before its number.
    pub(crate) table: &'static str,
    /// Name of a chart without a caption.
    pub(crate) chart: &'static str,
    /// Names of callouts, in the order of [`Tone`].
    tones: [&'static str; 5],
}

const EN: Phrases = Phrases {
    skip: "Skip to the text",
    edition: "Edition",
    made: "How figures were made",
    claims: "What the sources say",
    population: "Population",
    table: "Table",
    chart: "Chart",
    tones: ["Note", "Tip", "Important", "Warning", "Caution"],
};

const ZH: Phrases = Phrases {
    skip: "跳至正文",
    edition: "版本",
    made: "数值如何得出",
    claims: "来源的原话",
    population: "口径",
    table: "表",
    chart: "图",
    tones: ["说明", "提示", "重要", "注意", "警告"],
};

impl Phrases {
    /// The words for a BCP 47 tag; English where there are none.
    pub(crate) fn of(language: &str) -> &'static Self {
        match language.split('-').next() {
            Some(base) if base.eq_ignore_ascii_case("zh") => &ZH,
            _ => &EN,
        }
    }

    /// The name of a callout.
    pub(crate) fn tone(&self, tone: Tone) -> &'static str {
        self.tones[match tone {
            Tone::Note => 0,
            Tone::Tip => 1,
            Tone::Important => 2,
            Tone::Warning => 3,
            Tone::Caution => 4,
        }]
    }
}
