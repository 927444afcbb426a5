//! Where the links of a laid out document lead: a theme is a program and can make any.

use briefing_model::link::{is_address, is_file};
use typst::layout::{Frame, FrameItem};
use typst::model::Destination;
use typst_layout::PagedDocument;

/// The addresses of links that lead neither to the web nor to a mailbox nor to a file beside the brief,
/// each once, in order: a reader of PDFs may run what `javascript:` or `file:` names.
pub(crate) fn unsafe_links(document: &PagedDocument) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut frames: Vec<&Frame> = document.pages().iter().rev().map(|page| &page.frame).collect();
    while let Some(frame) = frames.pop() {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => frames.push(&group.frame),
                FrameItem::Link(Destination::Url(url), _) => {
                    let url: &str = url;
                    let is_safe = is_address(url) || is_file(url);
                    if !is_safe && !found.iter().any(|known| known == url) {
                        found.push(url.to_owned());
                    }
                }
                _ => {}
            }
        }
    }
    found
}
