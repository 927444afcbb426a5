//! Measures, places, sectors, scopes, populations and rates.

use std::collections::BTreeMap;

use briefing_model::claim::WHOLE;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::measure::{Measure, MeasureKind, Noun, ShareOf};
use briefing_model::number::Number;
use briefing_model::place::{Place, Region};
use briefing_model::rate::Rate;
use briefing_model::sector::Sector;
use briefing_model::slug::Slug;
use briefing_model::text::Text;
use briefing_model::unit::Unit;

use super::{DataReader, Structures};
use crate::codes;
use crate::convert::{bad_value, date, slug, text};
use crate::raw;
use crate::tree::{FileTree, step};

impl DataReader {
    pub(super) fn read_measures(
        &mut self,
        tree: &FileTree,
        structures: &Structures,
        diagnostics: &mut Diagnostics,
    ) {
        let checked = structures.measures.check(tree, diagnostics);
        for key in checked.keys("", tree) {
            let at = step("", &key);
            let span = tree.key_span(&at);
            if !self.measures.define(&key, span, diagnostics) {
                continue;
            }
            let id = slug(&key, span, diagnostics);
            let raw = checked.read::<raw::Measure>(&at);
            let (Some(id), Some(raw)) = (id, raw) else { continue };
            let kind = match raw.kind {
                raw::MeasureKind::Money => MeasureKind::Money,
                raw::MeasureKind::Count => MeasureKind::Count,
                raw::MeasureKind::Share => MeasureKind::Share,
            };
            let also_at = step(&at, "also");
            let unit = unit(&raw.unit, tree.span(&step(&at, "unit")), diagnostics);
            let also = raw
                .also
                .iter()
                .enumerate()
                .filter_map(|(index, also)| unit_of_list(also, &also_at, index, tree, diagnostics))
                .collect();
            let Some(unit) = unit else { continue };
            check_unit_of_kind(kind, &unit, tree.span(&step(&at, "unit")), diagnostics);
            let measure = Measure {
                id: id.clone(),
                name: text(raw.name),
                description: raw.description.map(text),
                kind,
                unit,
                also,
                noun: raw.noun.map(|noun| Noun { one: text(noun.one), other: text(noun.other) }),
                non_negative: raw.non_negative,
                additive: raw.additive,
                of: share_of(kind, raw.of.as_deref(), raw.of_status, tree, &at, diagnostics),
                span,
            };
            self.dataset.measures.insert(id, measure);
        }
        for (id, of) in self
            .dataset
            .measures
            .values()
            .filter_map(|measure| Some((&measure.id, measure.of.as_ref()?)))
        {
            let span = tree.span(&step(&step("", id), "of"));
            self.measures.refer(of.measure.as_str(), span, diagnostics);
        }
    }

    pub(super) fn read_places(
        &mut self,
        tree: &FileTree,
        structures: &Structures,
        diagnostics: &mut Diagnostics,
    ) {
        let checked = structures.places.check(tree, diagnostics);
        for key in checked.keys("/region", tree) {
            let at = step("/region", &key);
            let span = tree.key_span(&at);
            if !self.regions.define(&key, span, diagnostics) {
                continue;
            }
            let id = slug(&key, span, diagnostics);
            if let (Some(id), Some(raw)) = (id, checked.read::<raw::Region>(&at)) {
                self.dataset.regions.insert(id.clone(), Region { id, name: text(raw.name), span });
            }
        }
        for code in checked.keys("/place", tree) {
            let at = step("/place", &code);
            let span = tree.key_span(&at);
            if !self.places.define(&code, span, diagnostics) {
                continue;
            }
            if !is_iso_3166_2(&code) {
                diagnostics.push(
                    Diagnostic::error(
                        codes::BAD_ID,
                        span,
                        format!("`{code}` is not an ISO 3166-2 code"),
                    )
                    .hint("write the country, a hyphen and the subdivision: `CN-GS`"),
                );
                continue;
            }
            let Some(raw) = checked.read::<raw::Place>(&at) else { continue };
            if raw.gb.len() != 6 || !raw.gb.bytes().all(|b| b.is_ascii_digit()) {
                diagnostics.push(bad_value(
                    tree.span(&step(&at, "gb")),
                    format!("expected six digits of GB/T 2260, found `{}`", raw.gb),
                ));
            }
            let region_span = tree.span(&step(&at, "region"));
            if !self.regions.refer(&raw.region, region_span, diagnostics) {
                continue;
            }
            let Ok(region) = Slug::new(&raw.region) else { continue };
            let place =
                Place { code: code.clone(), gb: raw.gb, name: text(raw.name), region, span };
            self.dataset.places.insert(code, place);
        }
    }

    pub(super) fn read_sectors(
        &mut self,
        tree: &FileTree,
        structures: &Structures,
        diagnostics: &mut Diagnostics,
    ) {
        let checked = structures.sectors.check(tree, diagnostics);
        let keys = checked.keys("", tree);
        for key in &keys {
            self.sectors.define(key, tree.key_span(&step("", key)), diagnostics);
        }
        let mut aliases: BTreeMap<String, Span> = BTreeMap::new();
        for key in keys {
            let at = step("", &key);
            let span = tree.key_span(&at);
            let id = slug(&key, span, diagnostics);
            let (Some(id), Some(raw)) = (id, checked.read::<raw::Sector>(&at)) else { continue };
            for (index, alias) in raw.aliases.iter().enumerate() {
                // Of a word that stands twice in one list it has been said.
                if raw.aliases[..index].contains(alias) {
                    continue;
                }
                let alias_span = tree.span(&step(&step(&at, "aliases"), index));
                if let Some(first) = aliases.insert(alias.to_lowercase(), alias_span) {
                    diagnostics.push(
                        Diagnostic::error(
                            codes::DUPLICATE_ID,
                            alias_span,
                            format!("the alias `{alias}` is given twice"),
                        )
                        .label("again here")
                        .related(first, "first here")
                        .hint("a word names one sector only"),
                    );
                }
            }
            if let Some(broader) = &raw.broader {
                self.sectors.refer(broader, tree.span(&step(&at, "broader")), diagnostics);
            }
            let sector = Sector {
                id: id.clone(),
                name: text(raw.name),
                aliases: raw.aliases,
                broader: raw.broader.and_then(|broader| Slug::new(&broader).ok()),
                span,
            };
            self.dataset.sectors.insert(id, sector);
        }
    }

    pub(super) fn read_scopes(
        &mut self,
        tree: &FileTree,
        structures: &Structures,
        diagnostics: &mut Diagnostics,
    ) {
        let checked = structures.scopes.check(tree, diagnostics);
        for (list, known, names) in [
            ("/scope", &mut self.scopes, &mut self.dataset.scopes),
            ("/population", &mut self.populations, &mut self.dataset.populations),
        ] {
            for key in checked.keys(list, tree) {
                let at = step(list, &key);
                let span = tree.key_span(&at);
                if !known.define(&key, span, diagnostics) {
                    continue;
                }
                // A figure that is limited to a sector counts the population of the sector's id.
                if list == "/population"
                    && let Some(sector) = self.dataset.sectors.get(key.as_str())
                {
                    diagnostics.push(
                        Diagnostic::error(
                            codes::DUPLICATE_ID,
                            span,
                            format!("the population `{key}` has the id of a sector"),
                        )
                        .related(sector.span, "the sector")
                        .hint(format!("a claim that is limited to it says `sector = \"{key}\"`")),
                    );
                }
                let id = slug(&key, span, diagnostics);
                if let (Some(id), Some(words)) = (id, checked.read::<raw::Words>(&at)) {
                    names.insert(id, text(words));
                }
            }
        }
        if !self.populations.contains(WHOLE) {
            self.define_whole();
        }
        self.read_partitions(tree, &checked, diagnostics);
    }

    /// The ordinary scope, for projects that name none.
    pub(super) fn define_scope(&mut self, id: &'static str, name: &str) {
        self.scopes.define(id, Span::NONE, &mut Diagnostics::new());
        self.dataset.scopes.insert(Slug::from_static(id), Text::en(name));
    }

    /// The population of figures that cover everything there was.
    pub(super) fn define_whole(&mut self) {
        self.populations.define(WHOLE, Span::NONE, &mut Diagnostics::new());
        self.dataset.populations.insert(Slug::from_static(WHOLE), Text::en("all"));
    }

    pub(super) fn read_rates(
        &mut self,
        tree: &FileTree,
        structures: &Structures,
        diagnostics: &mut Diagnostics,
    ) {
        let checked = structures.rates.check(tree, diagnostics);
        for index in 0..checked.len("/rate") {
            let at = step("/rate", index);
            let Some(raw) = checked.read::<raw::Rate>(&at) else { continue };
            let pair_span = tree.span(&step(&at, "pair"));
            let currencies: Vec<Unit> = raw
                .pair
                .split('/')
                .filter_map(|code| Unit::new(code).ok().filter(Unit::is_currency))
                .collect();
            let day = date(&raw.date, tree.span(&step(&at, "date")), diagnostics);
            let value = raw.value.parse::<Number>().ok().filter(|v| *v > Number::ZERO);
            if value.is_none() {
                diagnostics.push(bad_value(
                    tree.span(&step(&at, "value")),
                    format!("expected a rate above zero such as `7.1090`, found `{}`", raw.value),
                ));
            }
            let source_span = tree.span(&step(&at, "source"));
            let known = self.sources.refer(&raw.source, source_span, diagnostics);
            let [base, quote] = currencies.as_slice() else {
                diagnostics.push(bad_value(
                    pair_span,
                    format!("expected two currencies such as `USD/CNY`, found `{}`", raw.pair),
                ));
                continue;
            };
            let (Some(date), Some(value), true) = (day, value, known) else { continue };
            let same =
                |rate: &&Rate| rate.date == date && rate.base == *base && rate.quote == *quote;
            if let Some(first) = self.dataset.rates.iter().find(same) {
                diagnostics.push(
                    Diagnostic::error(
                        codes::DUPLICATE_ID,
                        tree.span(&at),
                        format!("the rate of {} on {date} is given twice", raw.pair),
                    )
                    .related(first.span, "first here"),
                );
                continue;
            }
            let Ok(source) = Slug::new(&raw.source) else { continue };
            self.dataset.rates.push(Rate {
                base: base.clone(),
                quote: quote.clone(),
                date,
                value,
                source,
                span: tree.span(&at),
            });
        }
    }
}

fn unit(written: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Unit> {
    match Unit::new(written) {
        Ok(unit) => Some(unit),
        Err(error) => {
            diagnostics.push(bad_value(span, error.to_string()));
            None
        }
    }
}

fn unit_of_list(
    written: &str,
    list: &str,
    index: usize,
    tree: &FileTree,
    diagnostics: &mut Diagnostics,
) -> Option<Unit> {
    unit(written, tree.span(&step(list, index)), diagnostics)
}

fn check_unit_of_kind(kind: MeasureKind, unit: &Unit, span: Span, diagnostics: &mut Diagnostics) {
    let (fits, wanted) = match kind {
        MeasureKind::Money => (unit.is_currency(), "a currency such as `CNY`"),
        MeasureKind::Share => (unit.is_percent(), "`%`"),
        MeasureKind::Count => {
            (!unit.is_currency() && !unit.is_percent(), "what is counted, such as `project`")
        }
    };
    if !fits {
        diagnostics.push(Diagnostic::error(
            codes::UNIT_MISMATCH,
            span,
            format!("the unit of a measure of kind `{}` is {wanted}, not `{unit}`", kind.as_str()),
        ));
    }
}

/// What a share is a share of.
fn share_of(
    kind: MeasureKind,
    of: Option<&str>,
    status: Option<raw::Status>,
    tree: &FileTree,
    at: &str,
    diagnostics: &mut Diagnostics,
) -> Option<ShareOf> {
    let key = match (of, status) {
        (None, None) => return None,
        (None, Some(_)) => "of-status",
        _ => "of",
    };
    let span = tree.span(&step(at, key));
    if kind != MeasureKind::Share {
        let message = format!("`{key}` belongs to a measure of kind `share`");
        diagnostics.push(bad_value(span, message));
        return None;
    }
    let Some(of) = of else {
        diagnostics.push(bad_value(
            span,
            "`of-status` says of which status the whole is, and `of` of what",
        ));
        return None;
    };
    let measure = slug(of, span, diagnostics)?;
    Some(ShareOf { measure, status: status.map(super::claims::status) })
}

fn is_iso_3166_2(code: &str) -> bool {
    code.split_once('-').is_some_and(|(country, part)| {
        country.len() == 2
            && country.bytes().all(|b| b.is_ascii_uppercase())
            && (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}
