//! Plain text.

use encoding_rs::Encoding;

use crate::TextError;

/// A plain text: UTF-8, or what its byte order mark says, with `\n` at the ends of lines.
///
/// # Errors
/// The bytes are neither.
pub fn plain(bytes: &[u8]) -> Result<String, TextError> {
    decoded(bytes, None).map(|text| text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Bytes as text: by their byte order mark, else the encoding stated, else UTF-8. Nothing is guessed.
pub(crate) fn decoded(
    bytes: &[u8],
    stated: Option<&'static Encoding>,
) -> Result<String, TextError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    // A page may say one thing and be another; what is UTF-8 throughout is hardly anything else.
    match (std::str::from_utf8(bytes), stated) {
        (Ok(text), _) => Ok(text.to_owned()),
        (Err(_), Some(encoding)) => Ok(encoding.decode_without_bom_handling(bytes).0.into_owned()),
        (Err(_), None) => Err(TextError::Encoding),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

    use super::*;

    #[test]
    fn marks_of_byte_order_and_ends_of_lines_are_no_text() {
        assert_eq!(plain(b"\xEF\xBB\xBFone\r\ntwo\rthree").unwrap(), "one\ntwo\nthree");
        assert_eq!(plain(b"\xFF\xFE\x87\x65").unwrap(), "文");
    }

    #[test]
    fn an_encoding_is_never_guessed() {
        assert_eq!(plain(b"3000\xD2\xDA\xD4\xAA"), Err(TextError::Encoding));
    }
}
