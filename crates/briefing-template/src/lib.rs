//! Handlebars over Markdown: helpers, the static check of templates, and the way to a document.
