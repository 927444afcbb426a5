//! The contract between Briefing and what extends it: sources, aggregates, helpers, outputs, and their registry.
