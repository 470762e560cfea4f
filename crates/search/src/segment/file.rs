//! A file of sections, each with a checksum. Small sections are kept in memory; the others are read
//! where they are needed, from the page cache of the operating system.

use super::IndexError;
use crc32fast::Hasher;
use std::{
    borrow::Cow,
    fs::File,
    io::{self, Write},
    os::unix::fs::FileExt,
    sync::Arc,
};

/// The first and last bytes of each file.
const MAGIC: [u8; 8] = *b"perigee\0";
/// The version of the format. A file of another version is built again.
const VERSION: u32 = 1;
/// A section's entry in the table at the end: where it is, how long, its checksum.
const ENTRY: usize = 20;
/// What follows the table: number of sections, the table's checksum, the version, the magic bytes.
const FOOT: usize = 20;

/// Where a segment's bytes are.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// Changes that are not saved yet.
    Memory(Arc<[u8]>),
    File(Arc<File>),
}

impl Source {
    pub(super) fn len(&self) -> io::Result<u64> {
        match self {
            Self::Memory(bytes) => Ok(bytes.len() as u64),
            Self::File(file) => Ok(file.metadata()?.len()),
        }
    }

    pub(super) fn read(&self, at: u64, length: usize) -> Result<Cow<'_, [u8]>, IndexError> {
        match self {
            Self::Memory(bytes) => {
                let from = usize::try_from(at).unwrap_or(usize::MAX);
                let range = from..from.saturating_add(length);
                bytes.get(range).map(Cow::Borrowed).ok_or(IndexError::Corrupt("length"))
            }
            Self::File(file) => {
                let mut bytes = vec![0; length];
                file.read_exact_at(&mut bytes, at).map_err(|error| match error.kind() {
                    io::ErrorKind::UnexpectedEof => IndexError::Corrupt("length"),
                    _ => error.into(),
                })?;
                Ok(Cow::Owned(bytes))
            }
        }
    }
}

/// Where a section is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Section {
    at: u64,
    length: u64,
    checksum: u32,
}

/// Writes sections one after the other.
pub(super) struct SectionWriter<W> {
    out: W,
    at: u64,
    sections: Vec<Section>,
}

impl<W: Write> SectionWriter<W> {
    pub(super) fn new(mut out: W) -> io::Result<Self> {
        out.write_all(&MAGIC)?;
        Ok(Self { out, at: MAGIC.len() as u64, sections: Vec::new() })
    }

    pub(super) fn section(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        let length = bytes.len() as u64;
        let checksum = crc32fast::hash(bytes);
        self.sections.push(Section { at: self.at, length, checksum });
        self.at += length;
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        let mut table = Vec::with_capacity(self.sections.len() * ENTRY + FOOT);
        for Section { at, length, checksum } in &self.sections {
            table.extend_from_slice(&at.to_le_bytes());
            table.extend_from_slice(&length.to_le_bytes());
            table.extend_from_slice(&checksum.to_le_bytes());
        }
        let checksum = crc32fast::hash(&table);
        table.extend_from_slice(&(self.sections.len() as u32).to_le_bytes());
        table.extend_from_slice(&checksum.to_le_bytes());
        table.extend_from_slice(&VERSION.to_le_bytes());
        table.extend_from_slice(&MAGIC);
        self.out.write_all(&table)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A file and its table of sections.
#[derive(Debug)]
pub(super) struct Sections {
    pub(super) source: Source,
    sections: Vec<Section>,
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], IndexError> {
    let found = bytes.get(at..at + N).and_then(|bytes| bytes.try_into().ok());
    found.ok_or(IndexError::Corrupt("table"))
}

impl Sections {
    pub(super) fn open(source: Source) -> Result<Self, IndexError> {
        let length = source.len()?;
        let at = length.checked_sub(FOOT as u64).ok_or(IndexError::Corrupt("length"))?;
        let foot = source.read(at, FOOT)?;
        if number::<8>(&foot, 12)? != MAGIC {
            return Err(IndexError::Corrupt("end of the file"));
        }
        if u32::from_le_bytes(number(&foot, 8)?) != VERSION {
            return Err(IndexError::Foreign("another format"));
        }
        let count = u32::from_le_bytes(number(&foot, 0)?) as usize;
        let size = count.checked_mul(ENTRY).ok_or(IndexError::Corrupt("table"))?;
        let at = at.checked_sub(size as u64).ok_or(IndexError::Corrupt("table"))?;
        let table = source.read(at, size)?;
        if crc32fast::hash(&table) != u32::from_le_bytes(number(&foot, 4)?) {
            return Err(IndexError::Corrupt("table"));
        }
        let entry = |entry: &[u8]| -> Result<Section, IndexError> {
            Ok(Section {
                at: u64::from_le_bytes(number(entry, 0)?),
                length: u64::from_le_bytes(number(entry, 8)?),
                checksum: u32::from_le_bytes(number(entry, 16)?),
            })
        };
        let sections = table.chunks_exact(ENTRY).map(entry).collect::<Result<_, _>>()?;
        Ok(Self { source, sections })
    }

    pub(super) fn section(&self, place: usize) -> Result<Section, IndexError> {
        self.sections.get(place).copied().ok_or(IndexError::Corrupt("table"))
    }

    /// A whole section, checked.
    pub(super) fn whole(&self, place: usize) -> Result<Cow<'_, [u8]>, IndexError> {
        let section = self.section(place)?;
        let length = usize::try_from(section.length).map_err(|_| IndexError::Corrupt("length"))?;
        // A damaged length must not ask for all memory.
        if section.at.saturating_add(section.length) > self.source.len()? {
            return Err(IndexError::Corrupt("length"));
        }
        let bytes = self.source.read(section.at, length)?;
        if crc32fast::hash(&bytes) != section.checksum {
            return Err(IndexError::Corrupt("checksum of a section"));
        }
        Ok(bytes)
    }

    /// A part of a section, unchecked.
    pub(super) fn part(
        &self,
        section: Section,
        at: u64,
        length: usize,
    ) -> Result<Cow<'_, [u8]>, IndexError> {
        let end = at.checked_add(length as u64).ok_or(IndexError::Corrupt("position"))?;
        if end > section.length {
            return Err(IndexError::Corrupt("position"));
        }
        self.source.read(section.at + at, length)
    }

    /// Reads everything and compares the checksums. Takes as long as the disk needs.
    pub(super) fn verify(&self) -> Result<(), IndexError> {
        const STEP: u64 = 1 << 20;
        for section in &self.sections {
            let mut hasher = Hasher::new();
            let mut at = 0;
            while at < section.length {
                let step = STEP.min(section.length - at);
                hasher.update(&self.part(*section, at, step as usize)?);
                at += step;
            }
            if hasher.finalize() != section.checksum {
                return Err(IndexError::Corrupt("checksum of a section"));
            }
        }
        Ok(())
    }

    /// The whole file, to save a segment that is in memory.
    pub(super) fn all(&self) -> Result<Cow<'_, [u8]>, IndexError> {
        let length = usize::try_from(self.source.len()?).unwrap_or(usize::MAX);
        self.source.read(0, length)
    }
}

impl Section {
    pub(super) fn length(&self) -> u64 {
        self.length
    }
}
