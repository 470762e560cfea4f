//! The sections of a segment, in their order.

pub const META: usize = 0;
pub const KEYS: usize = 1;
pub const AVAILABLE: usize = 2;
pub const BLOCKS: usize = 3;
pub const BLOCK_INDEX: usize = 4;
pub const POSTINGS: usize = 5;
pub const SPELLING: usize = 6;
pub const FIELD_INDEX: usize = 7;
pub const FIELDS: usize = 8;
pub const ORDERS: usize = 9;
pub const SORT_KEYS: usize = 10;
pub const NUMBERS: usize = 11;
pub const BLOB_ENDS: usize = 12;
pub const BLOBS: usize = 13;
