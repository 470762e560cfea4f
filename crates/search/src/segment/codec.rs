//! Numbers and texts as bytes.

use super::IndexError;

/// Appends a number, seven bits a byte, lowest first.
pub(super) fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends bytes with their length.
pub(super) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Reads what [`put`] and [`put_bytes`] wrote. Every read is checked, so that a damaged file is an
/// error and never a panic.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
    /// What is read, for the error.
    what: &'static str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(rest: &'a [u8], what: &'static str) -> Self {
        Self { rest, what }
    }

    pub(super) fn corrupt(&self) -> IndexError {
        IndexError::Corrupt(self.what)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    #[inline]
    pub(super) fn number(&mut self) -> Result<u64, IndexError> {
        // Most numbers are one byte.
        if let Some((&byte, rest)) = self.rest.split_first()
            && byte < 0x80
        {
            self.rest = rest;
            return Ok(u64::from(byte));
        }
        self.long_number()
    }

    /// Two numbers of a byte each, if the next ones are.
    #[inline]
    pub(super) fn two_bytes(&mut self) -> Option<(u64, u64)> {
        let [one, other, rest @ ..] = self.rest else { return None };
        if (*one | *other) >= 0x80 {
            return None;
        }
        self.rest = rest;
        Some((u64::from(*one), u64::from(*other)))
    }

    fn long_number(&mut self) -> Result<u64, IndexError> {
        let mut number = 0_u64;
        for (place, &byte) in self.rest.iter().enumerate().take(10) {
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                self.rest = self.rest.get(place + 1..).unwrap_or_default();
                return Ok(number);
            }
        }
        Err(self.corrupt())
    }

    pub(super) fn size(&mut self) -> Result<usize, IndexError> {
        usize::try_from(self.number()?).map_err(|_| self.corrupt())
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], IndexError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or_else(|| self.corrupt())?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn bytes(&mut self) -> Result<&'a [u8], IndexError> {
        let length = self.size()?;
        self.take(length)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, IndexError> {
        let bytes = self.bytes()?;
        std::str::from_utf8(bytes).map_err(|_| self.corrupt())
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], IndexError> {
        let bytes = self.take(N)?;
        bytes.try_into().map_err(|_| self.corrupt())
    }
}
