//! A document as text and data: GitHub-flavoured Markdown, JSON, CSV.
