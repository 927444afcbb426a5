//! Whether what lies where a brief is published is of the kind that the layout says.

use briefing_model::diagnostic::{Diagnostic, Span};

use super::{PublishError, Publisher, newest_revision};
use crate::codes;
use crate::editions::{is_edition, subfolders};
use crate::layout::former_folder;
use crate::manifest::read_manifest;
use crate::plan::Brief;

impl Publisher {
    /// What is in the way of a brief: an edition that its own would be put into, or editions of its
    /// key where an earlier release had them. Nothing where it can be published.
    ///
    /// # Errors
    /// The disk.
    pub(crate) fn misplaced(&self, brief: &Brief<'_>) -> Result<Option<Diagnostic>, PublishError> {
        let folder = brief.folder();
        let span = brief.report.for_each.as_ref().map_or(Span::NONE, |for_each| for_each.span);
        let parts: Vec<&str> = folder.split('/').collect();
        for depth in 1..=parts.len() {
            let place = parts[..depth].join("/");
            if is_edition(&self.root, &place) {
                let message = format!(
                    "`{place}` of the output folder is an edition, and editions of `{folder}` would \
                     be put into it"
                );
                let moved = "move it out of the output folder, or name the report otherwise";
                return Ok(Some(Diagnostic::error(codes::LAYOUT, span, message).hint(moved)));
            }
        }
        let former = brief
            .key
            .as_ref()
            .and_then(|key| Some((key, former_folder(brief.report.id.as_str(), &key.value)?)));
        let Some((key, former)) = former else { return Ok(None) };
        // Its editions there would stand still, and nobody who reads them would know.
        let is_of_key = |edition: &String| {
            let manifest = read_manifest(&self.root, edition);
            manifest.is_some_and(|manifest| manifest.key.as_ref() == Some(&key.value))
        };
        let is_there = !is_edition(&self.root, &former)
            && subfolders(&self.root, &former).iter().any(is_of_key);
        if !is_there || newest_revision(&self.root, &folder, &brief.edition())?.is_some() {
            return Ok(None);
        }
        let message = format!(
            "`{former}` of the output folder holds editions of the key `{}`, which lie in \
             `{folder}` now",
            key.value
        );
        Ok(Some(Diagnostic::error(codes::LAYOUT, span, message).hint(format!(
            "in the output folder: `mv {former} {folder}`; its editions stay valid"
        ))))
    }
}
