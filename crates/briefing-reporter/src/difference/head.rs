//! What a comparison is, as a brief says it of itself.

use briefing_model::document::Meta;
use briefing_template::words::{self, DateStyle, difference as word};

use super::document::Writer;
use super::{Compared, Said};

impl Writer<'_> {
    /// What the brief is.
    pub(super) fn meta(&self, compared: &[Compared], first: &Compared) -> Meta {
        let locale = self.locale;
        let side = first.after.as_ref().or(first.before.as_ref());
        let brief = side.map(|side| &side.facts.brief);
        let date = brief.map(|brief| brief.date).unwrap_or_default();
        let (title, description) = match compared {
            [only] => (word("titled", locale).replace("{}", only.title()), self.compares(only)),
            _ => (word("titled-several", locale).to_owned(), String::new()),
        };
        let name = |side: &Option<Said>| side.as_ref().map(|side| side.called(locale).to_owned());
        // It is no edition; but it must not pass for one of two others.
        let sides = |called: &dyn Fn(String) -> String| match compared {
            [only] => {
                let names = [name(&only.before), name(&only.after)].into_iter().flatten();
                names.map(called).collect::<Vec<_>>().join(" → ")
            }
            _ => String::new(),
        };
        Meta {
            title,
            description,
            language: locale.to_owned(),
            report: "difference".to_owned(),
            key: None,
            period: brief.map(|brief| brief.period.clone()).unwrap_or_default(),
            as_of: None,
            edition: sides(&|name| name),
            edition_text: sides(&|name| words::edition(&name, locale)),
            date,
            date_text: words::date(date, DateStyle::Long, locale),
            publisher: brief.map(|brief| brief.publisher.clone()).unwrap_or_default(),
            words: words::document(locale),
        }
    }

    /// "Compares the edition 2024 of 31 December 2024 with …".
    pub(super) fn compares(&self, compared: &Compared) -> String {
        let locale = self.locale;
        let side = |side: &Said| {
            let brief = &side.facts.brief;
            let date = words::date(brief.date, DateStyle::Long, locale);
            let pattern = if side.is_draft { "draft-of" } else { "edition-of" };
            let name = side.name.rsplit('/').next().unwrap_or(&side.name);
            word(pattern, locale)
                .replace("{date}", &date)
                .replace("{edition}", &words::edition(name, locale))
        };
        match (&compared.before, &compared.after) {
            (Some(before), Some(after)) => word("compares", locale)
                .replace("{before}", &side(before))
                .replace("{after}", &side(after)),
            (None, _) => word("brief-added", locale).to_owned(),
            (_, None) => word("brief-gone", locale).to_owned(),
        }
    }
}
