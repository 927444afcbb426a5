//! Benchmarks by stage, and a generator of realistic projects.
