//! Where projects or money come from.

use crate::dataset::Dataset;
use crate::slug::Slug;
use crate::text::Text;

/// The places or regions that a figure is limited to. What comes from them is a population of its own,
/// a part of the one it is taken from, so that it is never mixed with the total in silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The population it is a part of: everything there was, a sector, or a named part.
    pub of: Slug,
    /// ISO 3166-2 codes of places and ids of regions, sorted, each once. A figure of several together
    /// is not that of any of them.
    pub places: Vec<String>,
}

impl Origin {
    /// Its value of the dimension `origin`: `eastern`, `CN-GD`, `CN-GD+CN-ZJ`.
    #[must_use]
    pub fn value(&self) -> String {
        self.places.join("+")
    }

    /// Whether all that comes from here comes from the other as well, and is of the same population.
    #[must_use]
    pub fn is_within(&self, other: &Self, dataset: &Dataset) -> bool {
        let holds = |place: &String| {
            let region = dataset.places.get(place).map(|place| place.region.as_str());
            other.places.iter().any(|wide| wide == place || Some(wide.as_str()) == region)
        };
        self.of == other.of && self.places.iter().all(holds)
    }

    /// Whether something may come from both, and be of the same population.
    #[must_use]
    pub fn overlaps(&self, other: &Self, dataset: &Dataset) -> bool {
        let one = |place: &String| Self { of: self.of.clone(), places: vec![place.clone()] };
        self.of == other.of
            && self.places.iter().any(|a| {
                other.places.iter().any(|b| {
                    one(a).is_within(&one(b), dataset) || one(b).is_within(&one(a), dataset)
                })
            })
    }
}

/// What stands before the places in the id of a population: `from-eastern`,
/// `investment-projects-from-cn-gd`.
#[must_use]
pub fn population_suffix(places: &[String]) -> String {
    format!("from-{}", places.join("-").to_ascii_lowercase())
}

/// The names of the places or regions of a value of the dimension, or nothing where one is unknown.
#[must_use]
pub fn names(value: &str, dataset: &Dataset, locale: &str) -> Option<Vec<String>> {
    value
        .split('+')
        .map(|id| {
            let place = dataset.places.get(id).map(|place| &place.name);
            let name = place.or_else(|| dataset.regions.get(id).map(|region| &region.name))?;
            Some(name.in_language(locale).to_owned())
        })
        .collect()
}

/// The name of the population that comes from places: "from Guangdong", "investment projects from the
/// Eastern region", 来自广东的投资类项目. `of` is the name of what it is a part of, where that is not
/// everything.
#[must_use]
pub fn population_name(places: &[String], of: Option<&Text>, dataset: &Dataset) -> Text {
    let english: Vec<String> = places
        .iter()
        .map(|id| match dataset.regions.get(id.as_str()) {
            Some(region) => format!("the {} region", region.name.in_language("en")),
            None => names(id, dataset, "en").unwrap_or_default().concat(),
        })
        .collect();
    let english = match english.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        all => all.concat(),
    };
    let chinese = names(&places.join("+"), dataset, "zh").unwrap_or_default().join("、");
    let (english, chinese) = match of {
        None => (format!("from {english}"), format!("来自{chinese}")),
        Some(of) => (
            format!("{} from {english}", of.in_language("en")),
            format!("来自{chinese}的{}", of.in_language("zh")),
        ),
    };
    Text::en(english).with("zh", chinese)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::place::{Place, Region};

    fn dataset() -> Dataset {
        let mut dataset = Dataset::default();
        for (id, en, zh) in [("eastern", "Eastern", "东部"), ("central", "Central", "中部")] {
            let id = Slug::from_static(id);
            let name = Text::en(en).with("zh", zh);
            dataset.regions.insert(id.clone(), Region { id, name, span: Span::NONE });
        }
        let place = Place {
            code: "CN-GD".to_owned(),
            gb: "440000".to_owned(),
            name: Text::en("Guangdong").with("zh", "广东"),
            region: Slug::from_static("eastern"),
            span: Span::NONE,
        };
        dataset.places.insert(place.code.clone(), place);
        dataset
    }

    fn origin(places: &[&str]) -> Origin {
        let places = places.iter().map(ToString::to_string).collect();
        Origin { of: Slug::from_static("all"), places }
    }

    #[test]
    fn a_place_is_within_its_region() {
        let data = dataset();
        let (place, east) = (origin(&["CN-GD"]), origin(&["eastern"]));
        let both = origin(&["central", "eastern"]);
        assert!(place.is_within(&east, &data) && !east.is_within(&place, &data));
        assert!(east.is_within(&both, &data) && place.is_within(&both, &data));
        assert!(east.overlaps(&place, &data));
        assert!(!origin(&["central"]).overlaps(&place, &data));
    }

    #[test]
    fn it_has_a_name_in_both_languages() {
        let data = dataset();
        let name = |places: &[&str], of: Option<&Text>| {
            let places: Vec<String> = places.iter().map(ToString::to_string).collect();
            let name = population_name(&places, of, &data);
            (name.in_language("en").to_owned(), name.in_language("zh").to_owned())
        };
        assert_eq!(name(&["CN-GD"], None), ("from Guangdong".into(), "来自广东".into()));
        let of = Text::en("investment projects").with("zh", "投资类项目");
        assert_eq!(
            name(&["central", "eastern"], Some(&of)),
            (
                "investment projects from the Central region and the Eastern region".into(),
                "来自中部、东部的投资类项目".into()
            )
        );
    }
}
