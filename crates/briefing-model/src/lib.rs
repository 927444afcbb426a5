//! The data model: figures and their algebra, claims, sources, events, periods, documents, diagnostics. No I/O.
