//! A document as tagged PDF/UA-1, by Typst in process.
