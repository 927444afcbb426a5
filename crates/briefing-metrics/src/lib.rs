//! Evaluates metrics over claims held by column: bounds, coverage and evidence, or a refusal.
