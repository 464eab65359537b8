//! The bytes of an input: a file or the standard input, unpacked where gzip packed them.
//!
//! What is packed is known by its first two bytes, whatever its name.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use super::options::Origin;
use super::stop::{Stop, Stoppable};

const GZIP: [u8; 2] = [0x1f, 0x8b];
const BUFFER: usize = 1 << 16;

/// Opens an input, to be read until somebody wants it to stop.
pub(super) fn open<'a>(origin: &Origin, stop: Stop<'a>) -> io::Result<Box<dyn Read + 'a>> {
    let source: Box<dyn Read> = match origin {
        Origin::File(path) => Box::new(File::open(path)?),
        Origin::Stdin => Box::new(io::stdin()),
    };
    unpacked(BufReader::with_capacity(BUFFER, Stoppable { source, stop }))
}

/// All of an input.
pub(super) fn whole(origin: &Origin, stop: Stop<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(origin, stop)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unpacked<'a>(mut source: impl BufRead + 'a) -> io::Result<Box<dyn Read + 'a>> {
    if source.fill_buf()?.starts_with(&GZIP) {
        return Ok(Box::new(Unpacked(MultiGzDecoder::new(source))));
    }
    Ok(Box::new(source))
}

/// A decoder whose errors say what they are about.
struct Unpacked<R>(MultiGzDecoder<R>);

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => io::Error::new(error.kind(), "its gzip data end too early"),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                io::Error::new(error.kind(), "its gzip data are damaged")
            }
            _ => error,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut found = Vec::new();
        unpacked(io::Cursor::new(bytes))?.read_to_end(&mut found)?;
        Ok(found)
    }

    #[test]
    fn packed_bytes_are_unpacked_and_others_left_alone() {
        assert_eq!(read(b"1\t2\n".to_vec()).unwrap(), b"1\t2\n");
        assert_eq!(read(packed(b"1\t2\n")).unwrap(), b"1\t2\n");
        assert_eq!(read([packed(b"1\n"), packed(b"2\n")].concat()).unwrap(), b"1\n2\n");
        assert_eq!(read(Vec::new()).unwrap(), b"");
    }

    #[test]
    fn damage_is_told() {
        let whole = packed(b"some text that is long enough");
        let cut = whole[..whole.len() - 9].to_vec();
        assert_eq!(read(cut).unwrap_err().to_string(), "its gzip data end too early");
        let mut changed = whole;
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(read(changed).unwrap_err().to_string(), "its gzip data are damaged");
    }
}
