//! The pictures of the copy in memory.

use crate::{InternalError, catalogue::picture::picture};
use std::collections::HashMap;
use store::media::MediaRow;
use views::catalogue::Picture;

/// Pictures by hash, without alternative texts.
pub struct Pictures(HashMap<String, Picture>);

impl Pictures {
    /// The pictures of rows.
    pub fn new(rows: Vec<MediaRow>) -> Self {
        Self(rows.into_iter().map(|row| (row.hash.clone(), picture(row))).collect())
    }

    /// The picture with its alternative text; without a text it is decorative.
    ///
    /// # Errors
    /// If there is no such picture.
    pub fn get(
        &self,
        hash: Option<&str>,
        alt: Option<&str>,
    ) -> Result<Option<Picture>, InternalError> {
        let Some(hash) = hash else { return Ok(None) };
        let picture = self.0.get(hash).ok_or_else(|| InternalError::stored("picture", hash))?;
        Ok(Some(Picture { alt: alt.unwrap_or_default().to_owned(), ..picture.clone() }))
    }
}
