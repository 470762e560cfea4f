//! Mail transports: a mail server or a folder.

use super::{error::MailError, refusal::refuses_recipient};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Where email is sent.
pub enum Transport {
    /// A mail server, with its name.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>, String),
    /// One file per email in a folder, named after the event: for trials and tests.
    Folder(PathBuf),
}

/// Adds a TLS mode to a URL without one, so that passwords and links to orders are not sent in
/// clear text.
fn with_tls(url: &str) -> String {
    if !url.starts_with("smtp://") || url.contains("tls=") {
        return url.to_owned();
    }
    let tls = if url.contains('@') { "required" } else { "opportunistic" };
    format!("{url}{}tls={tls}", if url.contains('?') { '&' } else { '?' })
}

/// The default timeout for sending one email.
pub(super) const TIMEOUT: Duration = Duration::from_secs(20);

impl Transport {
    /// A transport for `smtp://user:password@host:port` or `smtps://…`. `smtp://` requires STARTTLS
    /// if there is a password, and otherwise uses it if offered; `?tls=` overrides this.
    ///
    /// # Errors
    /// If the URL cannot be parsed.
    pub fn smtp(url: &str) -> Result<Self, MailError> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&with_tls(url))
            .map_err(MailError::Server)?;
        let host = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let host = host.split(['/', '?']).next().unwrap_or(host).to_owned();
        Ok(Self::Smtp(Box::new(builder.timeout(Some(TIMEOUT)).build()), host))
    }

    /// Sends a message; `id` names its file in a folder.
    pub(super) async fn send(
        &self,
        id: &str,
        message: Message,
        timeout: Duration,
    ) -> Result<(), MailError> {
        match self {
            Self::Smtp(server, host) => {
                let silent = |_| {
                    Err(MailError::failed(&format!(
                        "the mail server {host} did not answer within {timeout:?}"
                    )))
                };
                tokio::time::timeout(timeout, hand_over(server, message))
                    .await
                    .unwrap_or_else(silent)
            }
            Self::Folder(folder) => {
                let (folder, name, email) =
                    (folder.clone(), format!("{id}.eml"), message.formatted());
                let written =
                    tokio::task::spawn_blocking(move || write_email(&folder, &name, &email)).await;
                written.map_err(|e| MailError::failed(&e))?.map_err(|e| MailError::failed(&e))
            }
        }
    }
}

/// Sends a message. A permanent failure for the recipient has an error of its own, because a retry
/// cannot help.
async fn hand_over(
    server: &AsyncSmtpTransport<Tokio1Executor>,
    message: Message,
) -> Result<(), MailError> {
    let foreign = needs_smtputf8(&message);
    let Err(error) = server.send(message).await else { return Ok(()) };
    // An error without a cause is not a reply of the server.
    let reply = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
    let permanent = match error.status() {
        Some(code) => refuses_recipient(code.into(), &reply),
        // For a non-ASCII address without SMTPUTF8 the library sends no command.
        None => foreign && error.is_client(),
    };
    // The reply may have been to the greeting or to the password, and the library may not say
    // which. If both succeed now, the email was refused.
    if permanent && server.test_connection().await.is_ok_and(|connected| connected) {
        if error.status().is_none() {
            return Err(MailError::undeliverable(
                &"the recipient's address has letters outside ASCII before the @, and the mail \
                  server does not offer SMTPUTF8 (RFC 6531)",
            ));
        }
        return Err(MailError::undeliverable(&error));
    }
    Err(MailError::failed(&error))
}

/// Whether the recipient's address (not the shop's own) needs SMTPUTF8 (RFC 6531).
fn needs_smtputf8(message: &Message) -> bool {
    let envelope = message.envelope();
    let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    envelope.from().is_none_or(is_ascii) && !envelope.to().iter().all(is_ascii)
}

/// Creates a folder that only this user can read. The permissions of an existing folder do not
/// change.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Prepares the mail folder: creates it if needed, and makes it and all emails in it readable to
/// this user only. Returns how many permissions changed.
///
/// # Errors
/// If it cannot be created, or others can still read it. The permissions of a shared folder, such
/// as /tmp, are not changed.
pub fn prepare_folder(folder: &Path) -> std::io::Result<usize> {
    make_folder(folder)?;
    #[cfg(unix)]
    {
        let mut changed = usize::from(tighten(folder, 0o700)?);
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "eml") && !path.is_symlink() {
                changed += usize::from(tighten(&path, 0o600)?);
            }
        }
        Ok(changed)
    }
    #[cfg(not(unix))]
    Ok(0)
}

/// Removes the permissions of group and others; returns whether there were any.
#[cfg(unix)]
fn tighten(path: &Path, mode: u32) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    let now = std::fs::metadata(path)?.permissions().mode();
    if now & 0o1000 != 0 {
        return Err(std::io::Error::other("the folder is shared"));
    }
    if now & 0o077 == 0 {
        return Ok(false);
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    Ok(true)
}

/// Writes an email to a file that only its owner can read.
fn write_email(folder: &Path, name: &str, email: &[u8]) -> std::io::Result<()> {
    make_folder(folder)?;
    let mut file = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    let mut file = file.write(true).create(true).truncate(true).open(folder.join(name))?;
    std::io::Write::write_all(&mut file, email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_does_not_go_in_clear_text() {
        for (url, expected) in [
            ("smtp://u:p@mail.example:587", "smtp://u:p@mail.example:587?tls=required"),
            ("smtp://mail:1025", "smtp://mail:1025?tls=opportunistic"),
            ("smtp://u:p@127.0.0.1?tls=opportunistic", "smtp://u:p@127.0.0.1?tls=opportunistic"),
            ("smtps://u:p@mail.example", "smtps://u:p@mail.example"),
        ] {
            assert_eq!(with_tls(url), expected);
            assert!(Transport::smtp(url).is_ok(), "{url}");
        }
        assert!(Transport::smtp("mail.example").is_err());
    }
}
