//! Messages between a program and its workers: a kind, and parts of bytes, each after its length.

use std::io::{self, Read, Write};

/// The parts of a message. What they are is between a [`Service`](crate::Service) and its callers.
pub type Parts = Vec<Vec<u8>>;

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To a worker: what the calls that follow have in common. It is not answered.
    Context,
    /// To a worker: a request.
    Call,
    /// To a worker: forget what is kept between calls. It is not answered.
    Evict,
    /// From a worker: the response to a request.
    Response,
    /// From a worker: the request could not be carried out, since of a defect; the part says why.
    Panic,
}

const KINDS: [Kind; 5] = [Kind::Context, Kind::Call, Kind::Evict, Kind::Response, Kind::Panic];

/// How long a part can be: more is no message of ours, and is not read.
const LONGEST: u64 = 4 << 30;
/// How many parts a message can have.
const MOST: u32 = 1 << 20;

/// Writes a message.
///
/// # Errors
/// The other side is gone.
pub(crate) fn write<P: AsRef<[u8]>>(
    to: &mut impl Write,
    kind: Kind,
    parts: &[P],
) -> io::Result<()> {
    let number = KINDS.iter().position(|other| *other == kind).unwrap_or_default();
    let count = u32::try_from(parts.len()).map_err(|_| too_large())?;
    to.write_all(&[u8::try_from(number).unwrap_or_default()])?;
    to.write_all(&count.to_le_bytes())?;
    for part in parts {
        let part = part.as_ref();
        to.write_all(&(part.len() as u64).to_le_bytes())?;
        to.write_all(part)?;
    }
    to.flush()
}

/// Reads a message; `None` where the other side has closed the pipe between two of them.
///
/// # Errors
/// The other side is gone in the middle of a message, or what it wrote is none.
pub(crate) fn read(from: &mut impl Read) -> io::Result<Option<(Kind, Parts)>> {
    let mut kind = [0];
    match from.read_exact(&mut kind) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let kind = *KINDS.get(usize::from(kind[0])).ok_or_else(too_large)?;
    let mut count = [0; 4];
    from.read_exact(&mut count)?;
    let count = u32::from_le_bytes(count);
    if count > MOST {
        return Err(too_large());
    }
    let mut parts = Vec::with_capacity(count.min(64) as usize);
    for _ in 0..count {
        let mut length = [0; 8];
        from.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        if length > LONGEST {
            return Err(too_large());
        }
        // Memory is taken as bytes arrive, not as a length promises.
        let mut part = Vec::new();
        let read = from.take(length).read_to_end(&mut part)?;
        if read as u64 != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        parts.push(part);
    }
    Ok(Some((kind, parts)))
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a message between a program and its worker")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = Vec::new();
        for (kind, parts) in [
            (Kind::Call, vec![b"one".to_vec(), Vec::new(), vec![0; 100_000]]),
            (Kind::Evict, Vec::new()),
        ] {
            write(&mut bytes, kind, &parts).unwrap();
            let mut rest = bytes.as_slice();
            assert_eq!(read(&mut rest).unwrap(), Some((kind, parts)));
            assert_eq!(read(&mut rest).unwrap(), None);
            bytes.clear();
        }
    }

    #[test]
    fn what_is_cut_off_or_no_message_is_an_error() {
        let mut bytes = Vec::new();
        write(&mut bytes, Kind::Call, &[b"one", b"two"]).unwrap();
        for end in 1..bytes.len() {
            assert!(read(&mut &bytes[..end]).is_err(), "{end}");
        }
        assert!(read(&mut [9, 0, 0, 0, 0].as_slice()).is_err());
        let mut promise = vec![1, 1, 0, 0, 0];
        promise.extend(u64::MAX.to_le_bytes());
        assert!(read(&mut promise.as_slice()).is_err());
    }
}
