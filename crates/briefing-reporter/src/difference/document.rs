//! A comparison as a brief: what changed under the reason for it, with the claims of both sides.

use std::collections::{BTreeMap, BTreeSet};

use briefing_diff::{ClaimChange, Difference, Evidence, FactChange, Key, Kind, Reason};
use briefing_facts::{Fact, Facts};
use briefing_model::document::{
    Align, Block, Column, Contested, Document, Fact as Printed, Inline, Table, TableRow,
};
use briefing_template::words::{self, difference as word};

use super::Compared;
use super::collected::Collected;

/// The brief of a comparison, in the language of its first part; `None` where nothing is compared.
/// What does not differ is named at the end.
#[must_use]
pub fn difference_document(compared: &[Compared]) -> Option<Document> {
    let first = compared.iter().find(|one| one.differs()).or(compared.first())?;
    let locale = first.language();
    let mut writer = Writer {
        locale,
        collected: Collected::new(locale),
        blocks: Vec::new(),
        ids: BTreeSet::new(),
        tables: 0,
    };
    if let [only] = compared {
        writer.brief(only, 2);
    } else {
        for one in compared.iter().filter(|one| one.differs()) {
            writer.heading(2, &one.brief.replace('/', "-"), vec![Inline::text(one.title())]);
            writer.paragraph(vec![Inline::text(writer.compares(one))]);
            writer.brief(one, 3);
        }
        let same: Vec<&str> =
            compared.iter().filter(|one| !one.differs()).map(Compared::title).collect();
        if !same.is_empty() {
            let same = words::join(same, locale);
            let text = word("without-difference", locale).replace("{}", &same);
            writer.paragraph(vec![Inline::text(text)]);
        }
    }
    let meta = writer.meta(compared, first);
    let Collected { facts, evidence, references, .. } = writer.collected;
    let mut blocks = writer.blocks;
    // It lists no contradictions: marks lead to the evidence.
    let (printed, rows): (Vec<&Printed>, _) = (facts.iter().collect(), BTreeMap::new());
    let legend = words::contested_legend(locale);
    Contested { facts: &printed, rows: &rows, legend }.mark(&mut blocks);
    Some(Document { meta, blocks, facts, evidence, references })
}

pub(super) struct Writer<'a> {
    pub(super) locale: &'a str,
    collected: Collected<'a>,
    blocks: Vec<Block>,
    /// Anchors of headings that are taken.
    ids: BTreeSet<String>,
    tables: usize,
}

impl Writer<'_> {
    /// One brief, its headings from a level on.
    fn brief(&mut self, compared: &Compared, level: u8) {
        let locale = self.locale;
        let (Some(difference), Some(before), Some(after)) =
            (&compared.difference, &compared.before, &compared.after)
        else {
            if let Some(side) = compared.after.as_ref().or(compared.before.as_ref()) {
                self.all(&side.facts);
            }
            return;
        };
        if difference.is_empty() {
            self.paragraph(vec![Inline::text(word("no-difference", locale))]);
        }
        let counts = words::difference_counts(
            difference.changed(),
            difference.added(),
            difference.gone(),
            difference.same.len(),
            locale,
        );
        if !counts.is_empty() {
            let counts = word("sentence", locale).replace("{}", &counts);
            self.paragraph(vec![Inline::Strong { content: vec![Inline::text(counts)] }]);
        }
        let chiefs: BTreeSet<Kind> = difference.facts.iter().map(FactChange::chief).collect();
        let mut shown = Vec::new();
        for kind in Kind::ALL {
            let of_kind: Vec<&FactChange> =
                difference.facts.iter().filter(|fact| fact.chief() == kind).collect();
            // "Printed now" and "no longer printed" are one kind, and two headings.
            let mut titles: Vec<&str> = Vec::new();
            for fact in &of_kind {
                let title = title(fact, locale);
                if !titles.contains(&title) {
                    titles.push(title);
                }
            }
            for title in titles {
                let facts: Vec<&FactChange> = of_kind
                    .iter()
                    .copied()
                    .filter(|fact| self::title(fact, locale) == title)
                    .collect();
                let heading = vec![Inline::text(words::capital(title))];
                self.heading(level, kind.as_str(), heading);
                self.table(&facts, [&before.facts, &after.facts]);
                self.reasons(kind, &facts, &chiefs, &mut shown);
            }
        }
        for reason in &difference.claims {
            let title = words::capital(&Compared::listed(reason, locale));
            self.heading(level, "claims", vec![Inline::text(title)]);
            let items = reason.claims.iter().map(|change| self.claim(change)).collect();
            self.list(items);
        }
        self.sources(difference, level);
        self.edition(difference, level);
    }

    /// Every figure of a brief that has no other side.
    fn all(&mut self, facts: &Facts) {
        let locale = self.locale;
        let rows = facts.facts.iter().map(|fact| {
            let figure = self.collected.fact(facts, fact, &facts.brief.edition);
            vec![vec![Inline::text(&fact.label)], vec![figure]]
        });
        let rows = rows.collect();
        let head = [word("figure", locale), word("figures-value", locale)];
        self.push_table(&head, rows);
    }

    /// What changed for one reason: before, after, by how much, and why else.
    fn table(&mut self, facts: &[&FactChange], [before, after]: [&Facts; 2]) {
        let locale = self.locale;
        let mut rows = Vec::new();
        for fact in facts {
            let mut side = |facts: &Facts, fact: &Option<Fact>, when| match fact {
                Some(fact) => {
                    vec![self.collected.fact(facts, fact, word(when, locale))]
                }
                None => vec![Inline::text(word("none", locale))],
            };
            let sides =
                [side(before, &fact.before, "of-before"), side(after, &fact.after, "of-after")];
            let also = fact.reasons.iter().skip(1);
            let also = also.map(|reason| Compared::reason_at_length(fact, reason, locale));
            let also = also.collect::<Vec<_>>().join(words::semicolon(locale));
            let [before, after] = sides;
            rows.push(vec![
                vec![Inline::text(fact.label())],
                before,
                after,
                vec![Inline::text(Compared::change(fact, locale))],
                vec![Inline::text(also)],
            ]);
        }
        let has_also = rows.iter().any(|row| row.last() != Some(&vec![Inline::text("")]));
        let has_change = facts.iter().any(|fact| fact.before.is_some() && fact.after.is_some());
        let mut head = vec!["figure", "before", "after", "change", "also"];
        for (at, is_there) in [(4, has_also), (3, has_change)] {
            if !is_there {
                head.remove(at);
                rows.iter_mut().for_each(|row| {
                    row.remove(at);
                });
            }
        }
        let head: Vec<&str> = head.into_iter().map(|id| word(id, locale)).collect();
        self.push_table(&head, rows);
    }

    /// The claims by which facts changed, and what else was said before and after; each once, under
    /// the reason it is, where that has a heading.
    fn reasons(
        &mut self,
        kind: Kind,
        facts: &[&FactChange],
        chiefs: &BTreeSet<Kind>,
        shown: &mut Vec<ClaimChange>,
    ) {
        let locale = self.locale;
        let mut items: Vec<Vec<Inline>> = Vec::new();
        for fact in facts {
            let here = |reason: &&Reason| reason.kind == kind || !chiefs.contains(&reason.kind);
            for reason in fact.reasons.iter().filter(here) {
                if let Some([was, is]) = Compared::besides(fact, reason, locale)
                    && (reason.kind == fact.chief() || !Compared::is_short(reason))
                {
                    let colon = words::colon(locale);
                    let code = |text: String| match reason.kind {
                        Kind::DefinitionChanged => Inline::Code { text },
                        _ => Inline::text(text),
                    };
                    let name = Inline::text(format!("{}{colon}", fact.label()));
                    let item = vec![name, code(was), Inline::text(" → "), code(is)];
                    if !items.contains(&item) {
                        items.push(item);
                    }
                }
                for claim in &reason.claims {
                    if !shown.contains(claim) {
                        shown.push(claim.clone());
                        items.push(self.claim(claim));
                    }
                }
            }
        }
        self.list(items);
    }

    /// "Projects, Gansu 2024: 195 projects (expected) → 222 projects (signed), “the words” [2]".
    fn claim(&mut self, change: &ClaimChange) -> Vec<Inline> {
        let locale = self.locale;
        let (open, close) = words::brackets(locale);
        let mut content = Vec::new();
        if let Some(last) = change.after.as_ref().or(change.before.as_ref()) {
            let claim = &last.claim;
            let comma = words::comma(locale);
            let colon = words::colon(locale);
            let what = format!("{}{comma}{}{colon}", claim.measure.label, claim.event.label);
            content.push(Inline::text(what));
        }
        let said = |this: &mut Self, stated: &Evidence| {
            let status = words::status(stated.claim.status, locale);
            [this.collected.claim(stated), Inline::text(format!("{open}{status}{close}"))]
        };
        let words_of = |this: &mut Self, stated: &Evidence| {
            let quote = &stated.claim.quote;
            let text = format!("“{}”", quote.exact);
            let mut content = vec![Inline::text(words::comma(locale))];
            content.push(if quote.language == locale {
                Inline::text(text)
            } else {
                Inline::Foreign { language: quote.language.clone(), text }
            });
            content.extend(stated.source.as_ref().map(|source| this.collected.cite(source)));
            content
        };
        match (&change.before, &change.after) {
            (Some(before), Some(after)) => {
                content.extend(said(self, before));
                if before.claim.quote != after.claim.quote || before.source != after.source {
                    content.extend(words_of(self, before));
                }
                content.push(Inline::text(" → "));
                content.extend(said(self, after));
                content.extend(words_of(self, after));
                let remark = after.claim.correction.as_ref();
                content.extend(remark.map(|text| Inline::text(format!("{open}{text}{close}"))));
            }
            (Some(gone), None) => {
                let struck = said(self, gone).to_vec();
                content.push(Inline::Strikethrough { content: struck });
                content.extend(words_of(self, gone));
                let why = gone.why.as_ref();
                content.extend(why.map(|text| Inline::text(format!("{open}{text}{close}"))));
            }
            (None, Some(new)) => {
                content.extend(said(self, new));
                content.extend(words_of(self, new));
            }
            (None, None) => {}
        }
        content
    }

    fn sources(&mut self, difference: &Difference, level: u8) {
        let locale = self.locale;
        if difference.sources.is_empty() {
            return;
        }
        self.heading(level, "changed-sources", vec![Inline::text(word("sources", locale))]);
        let mut items = Vec::new();
        for change in &difference.sources {
            let name = match (&change.before, &change.after) {
                (None, _) => "source-added",
                (_, None) => "source-gone",
                _ => "source-changed",
            };
            let Some(source) = change.after.as_ref().or(change.before.as_ref()) else { continue };
            let mut content =
                vec![Inline::text(format!("{}{}", word(name, locale), words::colon(locale)))];
            content.push(Inline::Foreign {
                language: source.title_language.clone(),
                text: source.title.clone(),
            });
            content.push(Inline::text(format!("{}{}", words::comma(locale), source.publisher)));
            content.push(self.collected.cite(source));
            items.push(content);
        }
        self.list(items);
    }

    /// What the edition itself says otherwise, but for its name and date, which stand at the top.
    fn edition(&mut self, difference: &Difference, level: u8) {
        let locale = self.locale;
        let is_named = |key| matches!(key, Key::Edition | Key::Date | Key::AsOf);
        let altered = difference.edition.iter().filter(|altered| !is_named(altered.key));
        let none = || word("none", locale).to_owned();
        let rows: Vec<Vec<Vec<Inline>>> = altered
            .map(|altered| {
                let side =
                    |text: &Option<String>| vec![Inline::text(text.clone().unwrap_or_else(none))];
                let name = vec![Inline::text(word(altered.key.as_str(), locale))];
                vec![name, side(&altered.before), side(&altered.after)]
            })
            .collect();
        if !rows.is_empty() {
            let title = vec![Inline::text(word("edition-itself", locale))];
            self.heading(level, "edition", title);
            let head = ["", word("before", locale), word("after", locale)];
            self.push_table(&head, rows);
        }
    }

    fn heading(&mut self, level: u8, id: &str, content: Vec<Inline>) {
        let mut free = id.to_owned();
        let mut number = 2;
        while !self.ids.insert(free.clone()) {
            free = format!("{id}-{number}");
            number += 1;
        }
        self.blocks.push(Block::Heading { level, id: free, content });
    }

    fn paragraph(&mut self, content: Vec<Inline>) {
        self.blocks.push(Block::Paragraph { content });
    }

    fn list(&mut self, items: Vec<Vec<Inline>>) {
        if items.is_empty() {
            return;
        }
        let items = items.into_iter().map(|content| vec![Block::Paragraph { content }]).collect();
        self.blocks.push(Block::List { ordered: false, start: 1, tight: true, items });
    }

    fn push_table(&mut self, head: &[&str], rows: Vec<Vec<Vec<Inline>>>) {
        self.tables += 1;
        let columns = head.iter().enumerate().map(|(at, label)| Column {
            label: vec![Inline::text(*label)],
            align: Align::Start,
            header: at == 0,
        });
        self.blocks.push(Block::Table(Table {
            id: format!("table-{}", self.tables),
            caption: Vec::new(),
            columns: columns.collect(),
            rows: rows.into_iter().map(TableRow::new).collect(),
            empty: String::new(),
            notes: Vec::new(),
        }));
    }
}

/// The heading that a fact stands under.
fn title(fact: &FactChange, locale: &str) -> &'static str {
    fact.reasons.first().map_or("", |reason| Compared::reason(fact, reason, locale))
}
