//! gzip (RFC 1952) assembled from parts: the parts that are the same for all shoppers are
//! compressed once, and the shopper's own texts are stored between them. A compressed page then
//! costs a copy and a checksum instead of a compression.

use flate2::{Compress, Compression, Crc, FlushCompress};

/// Magic number, deflate, no flags, no time, best compression, unknown system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
/// An empty final block.
const END: [u8; 5] = [1, 0, 0, 0xff, 0xff];
/// Maximum size of a stored block.
const MAX_STORED_BLOCK: usize = 0xffff;

/// A compressed text that any block can follow: it ends on a byte boundary, and nothing refers back
/// before its start.
#[must_use]
pub fn pack(text: &[u8]) -> Box<[u8]> {
    let mut deflate = Compress::new(Compression::best(), false);
    let mut out = Vec::with_capacity(text.len() / 3 + 64);
    loop {
        let read = usize::try_from(deflate.total_in()).unwrap_or(usize::MAX);
        out.reserve(out.capacity().max(64));
        let room = out.capacity() - out.len();
        let written = deflate.total_out();
        // Errors occur only with dictionaries and wrong flush order, which are not used; an
        // uncompressed text is still valid.
        if deflate
            .compress_vec(text.get(read..).unwrap_or(&[]), &mut out, FlushCompress::Full)
            .is_err()
        {
            return stored(text).into();
        }
        // A flush is complete if there is space left.
        if usize::try_from(deflate.total_out() - written).is_ok_and(|n| n < room) {
            return out.into();
        }
    }
}

/// A text as stored blocks.
fn stored(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 5);
    push_stored(&mut out, text);
    out
}

fn push_stored(out: &mut Vec<u8>, text: &[u8]) {
    for block in text.chunks(MAX_STORED_BLOCK) {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(0);
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
}

/// A gzip file under construction.
pub struct Writer {
    out: Vec<u8>,
    crc: Crc,
}

impl Writer {
    /// An empty one with a capacity of `capacity` bytes.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        let mut out = Vec::with_capacity(capacity + HEADER.len() + END.len() + 8);
        out.extend_from_slice(&HEADER);
        Self { out, crc: Crc::new() }
    }

    /// Appends a compressed text.
    pub fn packed(&mut self, text: &[u8], packed: &[u8]) {
        self.crc.update(text);
        self.out.extend_from_slice(packed);
    }

    /// Appends a text uncompressed.
    pub fn plain(&mut self, text: &[u8]) {
        self.crc.update(text);
        push_stored(&mut self.out, text);
    }

    /// The complete file.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.out.extend_from_slice(&END);
        self.out.extend_from_slice(&self.crc.sum().to_le_bytes());
        self.out.extend_from_slice(&self.crc.amount().to_le_bytes());
        self.out
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use std::io::Read;

    fn unpacked(file: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(file).read_to_end(&mut text).expect("a gzip file");
        text
    }

    #[test]
    fn parts_of_every_length_come_out_as_they_went_in() {
        let noise: Vec<u8> =
            (0_u32..200_000).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        let words = "<li class=\"card\">Saturn at 120\u{d7}</li>".repeat(3_000).into_bytes();
        for text in [&noise, &words] {
            let max = MAX_STORED_BLOCK;
            for length in [0, 1, 2, 63, 64, 65, 1_000, max - 1, max, max + 1, 100_000] {
                let part = text.get(..length).expect("long enough");
                let mut file = Writer::new(0);
                for _ in 0..2 {
                    file.packed(part, &pack(part));
                    file.plain(part);
                }
                assert_eq!(unpacked(&file.finish()), part.repeat(4), "{length}");
            }
        }
        assert!(pack(&words).len() < words.len() / 50);
    }

    #[test]
    fn an_empty_file() {
        assert_eq!(unpacked(&Writer::new(0).finish()), b"");
    }
}
