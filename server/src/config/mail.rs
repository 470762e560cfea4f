//! Mail settings.

use clap::Args;
use secrecy::SecretString;
use shop::notifications::mail::Mailer;
use std::path::PathBuf;

fn smtp_url(text: &str) -> Result<SecretString, String> {
    Mailer::smtp(text).map_err(|_| {
        "expected an address such as \
         smtp://user:password@mail.example:587, special signs as %40"
            .to_owned()
    })?;
    Ok(text.to_owned().into())
}

fn sender(text: &str) -> Result<String, String> {
    if Mailer::is_sender(text) {
        Ok(text.to_owned())
    } else {
        Err("expected a name and an address, such as Shop <orders@shop.example>".to_owned())
    }
}

/// Mail settings.
#[derive(Args, Clone, Debug)]
pub struct Mail {
    /// Mail server: smtp://user:password@host:587 or smtps://…; without it, emails are written to
    /// the folder.
    #[arg(long, env = "PERIGEE_SMTP_URL", value_parser = smtp_url, hide_env_values = true)]
    pub smtp_url: Option<SecretString>,
    /// Folder for emails if there is no mail server.
    #[arg(long, env = "PERIGEE_MAIL_FOLDER", default_value = "mail")]
    pub mail_folder: PathBuf,
    /// Sender of emails.
    #[arg(
        long,
        env = "PERIGEE_MAIL_FROM",
        default_value = "Perigee <orders@perigee.example>",
        value_parser = sender,
    )]
    pub mail_from: String,
}
