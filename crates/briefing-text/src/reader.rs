//! Where the text of a file is read: in this process, or in another with limits.

use briefing_worker::{Parts, Pool, Service, WorkerError};

use crate::{Format, TextError, text};

/// Reads the text of files.
pub trait TextReader: Sync {
    /// The text of a file, page by page, as [`text`] has it.
    ///
    /// # Errors
    /// The bytes are not of the format, or reading them goes over a limit.
    fn read(&self, bytes: &[u8], format: Format) -> Result<Vec<String>, TextError>;
}

/// Reads in this process, without limits: for files that were not made by a stranger.
#[derive(Debug, Clone, Copy, Default)]
pub struct Direct;

impl TextReader for Direct {
    fn read(&self, bytes: &[u8], format: Format) -> Result<Vec<String>, TextError> {
        text(bytes, format)
    }
}

/// Reads HTML and PDF in worker processes: a file may have been made to exhaust whoever reads it.
/// Plain text is read in this process, since that takes no more time and memory than it has bytes.
#[derive(Debug)]
pub struct Isolated {
    pool: Pool,
}

impl Isolated {
    /// Reads in the workers of a pool, each of which serves [`TextService`].
    #[must_use]
    pub fn new(pool: Pool) -> Self {
        Self { pool }
    }
}

impl TextReader for Isolated {
    fn read(&self, bytes: &[u8], format: Format) -> Result<Vec<String>, TextError> {
        if format == Format::Plain {
            return text(bytes, format);
        }
        let response = self.pool.call(None, &[format.ending().as_bytes(), bytes]);
        let stopped = |error: WorkerError| TextError::Stopped(error.to_string());
        decode(response.map_err(stopped)?)
    }
}

/// What a worker does that reads the text of files: the ending of a format and the bytes of a file in,
/// the text of each page out.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextService;

impl Service for TextService {
    type Context = ();

    fn context(&self, _: Parts) {}

    fn call(&self, _: Option<&()>, request: Parts) -> Parts {
        let [ending, bytes] = request.as_slice() else { return Vec::new() };
        let format = Format::ALL.into_iter().find(|format| format.ending().as_bytes() == ending);
        encode(format.map_or(Err(TextError::Pdf), |format| text(bytes, format)))
    }
}

/// A response: `text` and the pages, or the word of an error and what it is about.
fn encode(read: Result<Vec<String>, TextError>) -> Parts {
    let error = |word: &str, about: &str| vec![word.into(), about.into()];
    match read {
        Ok(pages) => {
            std::iter::once(b"text".to_vec()).chain(pages.into_iter().map(String::into)).collect()
        }
        Err(TextError::Encoding) => error("encoding", ""),
        Err(TextError::UnknownEncoding(name)) => error("unknown-encoding", &name),
        Err(TextError::Pdf) => error("pdf", ""),
        Err(TextError::Encrypted) => error("encrypted", ""),
        Err(TextError::Stopped(why)) => error("stopped", &why),
    }
}

fn decode(response: Parts) -> Result<Vec<String>, TextError> {
    let mut parts = response.into_iter().map(|part| String::from_utf8_lossy(&part).into_owned());
    let word = parts.next().unwrap_or_default();
    if word == "text" {
        return Ok(parts.collect());
    }
    let about = parts.next().unwrap_or_default();
    Err(match word.as_str() {
        "encoding" => TextError::Encoding,
        "unknown-encoding" => TextError::UnknownEncoding(about),
        "encrypted" => TextError::Encrypted,
        "stopped" => TextError::Stopped(about),
        _ => TextError::Pdf,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_says_what_this_process_would() {
        let page = b"<p>195 projects".as_slice();
        for (bytes, format) in [
            (page, Format::Html),
            (b"<meta charset=klingon>".as_slice(), Format::Html),
            (b"\xFF\xFE\xFA".as_slice(), Format::Html),
            (page, Format::Pdf),
        ] {
            let request = vec![format.ending().into(), bytes.to_vec()];
            assert_eq!(decode(TextService.call(None, request)), text(bytes, format));
        }
        for error in [TextError::Encrypted, TextError::Stopped("why".to_owned())] {
            assert_eq!(decode(encode(Err(error.clone()))), Err(error));
        }
    }
}
