//! The lists that claims refer to, and the sources they come from.

mod claims;
mod corrections;
mod events;
mod identities;
mod lists;
mod sources;

use std::collections::BTreeSet;

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostics, Files};
use briefing_model::slug::Slug;
use rayon::prelude::*;

use crate::convert::Known;
use crate::tree::FileTree;

use events::EventFile;
pub(crate) use events::Pending;

/// Everything about the data set that is known while it is read.
pub(crate) struct DataReader {
    pub(crate) dataset: Dataset,
    pub(crate) measures: Known,
    pub(crate) regions: Known,
    pub(crate) places: Known,
    pub(crate) sectors: Known,
    pub(crate) scopes: Known,
    pub(crate) populations: Known,
    pub(crate) sources: Known,
    pub(crate) events: Known,
    pub(crate) claims: Known,
    pub(crate) corrections: Known,
    /// Claims of files of their own, read once every event is known.
    pub(crate) pending: Vec<Pending>,
    /// Whether every claim that is written could be read: what refers to one that could not is not
    /// wrong for that.
    pub(crate) claims_are_whole: bool,
}

/// The files of `data/`, by what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DataFile {
    Measures,
    Places,
    Sectors,
    Scopes,
    Sources,
    Rates,
    Event,
    Claims,
    Corrections,
    Identities,
}

impl DataFile {
    /// What a path holds; `None` if nothing that is read.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("data/")?;
        let stem = rest.rsplit_once('.').map_or(rest, |(stem, _)| stem);
        match stem {
            "measures" => Some(Self::Measures),
            "places" => Some(Self::Places),
            "sectors" => Some(Self::Sectors),
            "scopes" => Some(Self::Scopes),
            "rates" => Some(Self::Rates),
            "corrections" => Some(Self::Corrections),
            "identities" => Some(Self::Identities),
            _ if rest.starts_with("sources/") => Some(Self::Sources),
            _ if rest.starts_with("events/") => Some(Self::Event),
            _ if rest.starts_with("claims/") => Some(Self::Claims),
            _ => None,
        }
    }
}

impl DataReader {
    pub(crate) fn new() -> Self {
        Self {
            dataset: Dataset::default(),
            measures: Known::new("measure", "`data/measures.toml`"),
            regions: Known::new("region", "`data/places.toml`, under `[region]`"),
            places: Known::new("place", "`data/places.toml`, under `[place]`"),
            sectors: Known::new("sector", "`data/sectors.toml`"),
            scopes: Known::new("scope", "`data/scopes.toml`, under `[scope]`"),
            populations: Known::new("population", "`data/scopes.toml`, under `[population]`"),
            sources: Known::new("source", "the files of `data/sources/`"),
            events: Known::new("event", "`data/events/`: the name of its file is its id"),
            claims: Known::new("claim", "the files of `data/events/` and `data/claims/`"),
            corrections: Known::new("correction", "`data/corrections.toml`"),
            pending: Vec::new(),
            claims_are_whole: true,
        }
    }

    /// Reads the files in an order in which most references lead back: lists, sources, events.
    pub(crate) fn read(
        &mut self,
        trees: &[(DataFile, FileTree)],
        files: &Files,
        diagnostics: &mut Diagnostics,
    ) {
        let structures = Structures::new();
        let of = |kind| trees.iter().filter(move |(other, _)| *other == kind).map(|(_, tree)| tree);
        for tree in of(DataFile::Measures) {
            self.read_measures(tree, &structures, diagnostics);
        }
        for tree in of(DataFile::Places) {
            self.read_places(tree, &structures, diagnostics);
        }
        for tree in of(DataFile::Sectors) {
            self.read_sectors(tree, &structures, diagnostics);
        }
        for tree in of(DataFile::Scopes) {
            self.read_scopes(tree, &structures, diagnostics);
        }
        for (id, text) in [("event", "whole event")] {
            if !self.scopes.contains(id) && self.scopes.ids().next().is_none() {
                self.define_scope(id, text);
            }
        }
        if !self.populations.contains(briefing_model::claim::WHOLE) {
            self.define_whole();
        }
        for tree in of(DataFile::Sources) {
            self.read_sources(tree, &structures, diagnostics);
        }
        for tree in of(DataFile::Rates) {
            self.read_rates(tree, &structures, diagnostics);
        }
        let events: Vec<&FileTree> = of(DataFile::Event).collect();
        let read: Vec<_> =
            events.par_iter().map(|tree| EventFile::new(tree, &structures)).collect();
        for (tree, file) in events.into_iter().zip(read) {
            self.read_event(tree, file, diagnostics);
        }
        for tree in of(DataFile::Claims) {
            self.read_claims(tree, &structures, diagnostics);
        }
        self.check_events(diagnostics);
        self.finish_claims(files, diagnostics);
        for tree in of(DataFile::Corrections) {
            self.read_corrections(tree, &structures, files, diagnostics);
        }
        for tree in of(DataFile::Identities) {
            self.read_identities(tree, &structures, diagnostics);
        }
        self.drop_dangling();
    }

    /// Takes out what leads nowhere. Why it does has been told where it is wrong, and whoever reads
    /// the data set may rely on its references, even while there are mistakes to be mended.
    fn drop_dangling(&mut self) {
        let data = &mut self.dataset;
        let events: BTreeSet<Slug> = data.events.keys().cloned().collect();
        for event in data.events.values_mut() {
            event.place = event.place.take().filter(|place| data.places.contains_key(place));
            event.sectors.retain(|id| data.sectors.contains_key(id));
            event.sources.retain(|id| data.sources.contains_key(id));
            event.part_of = event.part_of.take().filter(|tie| events.contains(&tie.event));
        }
        let sectors: BTreeSet<Slug> = data.sectors.keys().cloned().collect();
        for sector in data.sectors.values_mut() {
            sector.broader = sector.broader.take().filter(|id| sectors.contains(id));
        }
        data.rates.retain(|rate| data.sources.contains_key(&rate.source));
        data.claims.retain(|claim| {
            data.events.contains_key(&claim.event)
                && data.sources.contains_key(&claim.source)
                && data.scopes.contains_key(&claim.scope)
                && (data.populations.contains_key(&claim.population)
                    || data.sectors.contains_key(&claim.population))
                && claim.sector.iter().all(|id| data.sectors.contains_key(id))
        });
    }
}

/// The schema of each kind of file, compiled once for all files of the kind.
pub(crate) struct Structures {
    measures: crate::structure::Structure<indexmap::IndexMap<String, crate::raw::Measure>>,
    places: crate::structure::Structure<crate::raw::Places>,
    sectors: crate::structure::Structure<indexmap::IndexMap<String, crate::raw::Sector>>,
    scopes: crate::structure::Structure<crate::raw::Scopes>,
    rates: crate::structure::Structure<crate::raw::Rates>,
    sources: crate::structure::Structure<indexmap::IndexMap<String, crate::raw::Source>>,
    event: crate::structure::Structure<crate::raw::Event>,
    claims: crate::structure::Structure<crate::raw::Claims>,
    corrections: crate::structure::Structure<crate::raw::Corrections>,
    identities: crate::structure::Structure<crate::raw::Identities>,
}

impl Structures {
    fn new() -> Self {
        use crate::structure::Structure;
        Self {
            measures: Structure::new(),
            places: Structure::new(),
            sectors: Structure::new(),
            scopes: Structure::new(),
            rates: Structure::new(),
            sources: Structure::new(),
            event: Structure::new(),
            claims: Structure::new(),
            corrections: Structure::new(),
            identities: Structure::new(),
        }
    }
}
