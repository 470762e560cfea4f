//! Reads uploads: a form with files (`multipart/form-data`). One file at a time is in memory, and
//! each is in the library before the next one is read, so that a bad file or a lost connection
//! costs no good one.

use crate::{State, http::HttpError};
use axum::{
    extract::multipart::{Field, Multipart, MultipartError, MultipartRejection},
    http::StatusCode,
};
use shop::{
    media::{self, FileProblem, MAX_BYTES, Upload, UploadError, Uploaded},
    staff::Actor,
};
use std::time::Duration;
use tokio::time::timeout;
use views::{admin::form::FormError, routes};

/// The most files of an upload.
const MAX_FILES: usize = 10;
/// The most bytes of an upload: all files, and what is around them.
pub(in crate::http) const MAX_UPLOAD: usize = MAX_FILES * MAX_BYTES + (1 << 20);
/// How long an upload may take.
pub(in crate::http) const UPLOAD_TIME: Duration = Duration::from_secs(600);
/// How long a client may send nothing.
const SILENCE: Duration = Duration::from_secs(30);
/// The most bytes of a text.
const MAX_TEXT: usize = 16 << 10;
/// The most texts.
const MAX_TEXTS: usize = 20;

/// Whether a path takes uploads.
pub(in crate::http) fn takes_uploads(path: &str) -> bool {
    [routes::ADMIN_MEDIA, routes::ADMIN_PRODUCT_PICTURES]
        .into_iter()
        .any(|pattern| routes::fits(pattern, path))
}

/// What was received.
#[derive(Debug, Default)]
pub(super) struct Received {
    texts: Vec<(String, String)>,
    /// The pictures that are in the library now.
    pub uploaded: Vec<Uploaded>,
    /// What is wrong with the others; each names its file.
    pub problems: Vec<FormError>,
}

impl Received {
    /// A text; empty if it was not sent before the files.
    pub fn text(&self, name: &str) -> &str {
        self.texts.iter().find(|(own, _)| own == name).map_or("", |(_, text)| text)
    }

    /// Notes once what is wrong with a field.
    fn refuse(&mut self, field: &str, problem: &str, detail: String) {
        let (field, problem) = (field.to_owned(), problem.to_owned());
        let problem = FormError { field, problem, detail };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

/// The key of the message, and what it mentions.
fn message(problem: FileProblem, file: &str) -> (&'static str, String) {
    let key = match problem {
        FileProblem::Empty => "file-empty",
        FileProblem::TooLarge => "file-too-large",
        FileProblem::TooManyPixels => "file-too-many-pixels",
        FileProblem::NotAccepted(kind) => {
            return ("file-not-accepted", format!("{file} ({kind})"));
        }
        FileProblem::NoPicture => "file-no-picture",
        FileProblem::Damaged => "file-damaged",
    };
    (key, file.to_owned())
}

fn late<E>(_: E) -> HttpError {
    HttpError::of(StatusCode::REQUEST_TIMEOUT)
}

fn unreadable(error: MultipartError) -> HttpError {
    HttpError::of(error.status())
}

/// Reads a field to its end; none if it has more bytes, which are not kept.
async fn read(field: &mut Field<'_>, max: usize) -> Result<Option<Vec<u8>>, HttpError> {
    let mut kept: Option<Vec<u8>> = Some(Vec::new());
    while let Some(chunk) =
        timeout(SILENCE, field.chunk()).await.map_err(late)?.map_err(unreadable)?
    {
        kept = kept.filter(|bytes| bytes.len() + chunk.len() <= max);
        if let Some(bytes) = &mut kept {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(kept)
}

/// Receives an upload.
///
/// # Errors
/// If the form cannot be read to its end, or a picture cannot be stored; pictures before are kept.
pub(super) async fn receive(
    state: &State,
    actor: &Actor,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Received, HttpError> {
    let mut form = form.map_err(|_| HttpError::of(StatusCode::UNSUPPORTED_MEDIA_TYPE))?;
    let mut received = Received::default();
    let mut files = 0;
    while let Some(mut field) =
        timeout(SILENCE, form.next_field()).await.map_err(late)?.map_err(unreadable)?
    {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(shown_name) else {
            let text = read(&mut field, MAX_TEXT).await?.unwrap_or_default();
            let text = shop::text::clean(&String::from_utf8_lossy(&text)).into_owned();
            if received.texts.len() < MAX_TEXTS {
                received.texts.push((name, text));
            }
            continue;
        };
        // A browser sends an empty file if none was chosen.
        if file.is_empty() {
            read(&mut field, 0).await?;
            continue;
        }
        files += 1;
        if files > MAX_FILES {
            read(&mut field, 0).await?;
            received.refuse("files", "file-too-many", file);
            continue;
        }
        let _receiver = media::receiver(&state.shop).await?;
        let bytes = read(&mut field, MAX_BYTES).await?;
        let outcome = match bytes {
            None => Err(UploadError::File(FileProblem::TooLarge)),
            Some(bytes) => {
                let alt = received.text("alt").to_owned();
                media::upload(&state.shop, actor, Upload { name: file.clone(), alt, bytes }).await
            }
        };
        match outcome {
            Ok(uploaded) => received.uploaded.push(uploaded),
            Err(UploadError::File(problem)) => {
                let (key, detail) = message(problem, &file);
                received.refuse("files", key, detail);
            }
            Err(UploadError::AltTooLong) => received.refuse("alt", "too-long", String::new()),
            Err(UploadError::Forbidden(forbidden)) => return Err(forbidden.into()),
            Err(UploadError::Internal(error)) => return Err(error.into()),
        }
    }
    if files == 0 {
        received.refuse("files", "missing", String::new());
    }
    Ok(received)
}

/// The name of a file in messages.
fn shown_name(name: &str) -> String {
    shop::text::clean(name).chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_addresses_take_uploads() {
        for (path, expected) in [
            ("/admin/media", true),
            ("/admin/products/7/pictures", true),
            ("/admin/media/cafe", false),
            ("/admin/products/7/pictures/order", false),
            ("/admin/products", false),
            ("/cart", false),
        ] {
            assert_eq!(takes_uploads(path), expected, "{path}");
        }
    }
}
