//! How changes of the settings are taken back.

use super::{
    ChangeError, Setting, Stored,
    change::{make, recorded},
};
use crate::{
    Context, InternalError,
    catalogue::edit::{EditError, FieldError, Fields, Problem, Reversible, Target, Written},
};
use async_trait::async_trait;
use domain::staff::Permission;
use std::collections::BTreeMap;
use store::{Tx, Uuid, catalogue::Change};

/// The settings: one thing, whose fields are those of [`Setting`].
pub(crate) struct StoredSettings;

#[async_trait]
impl Reversible for StoredSettings {
    fn permission(&self) -> Permission {
        Permission::SettingsWrite
    }

    fn removal(&self) -> (String, String) {
        // The settings are never made, so nothing takes them out of the shop.
        (String::new(), String::new())
    }

    async fn read(
        &self,
        ctx: &Context,
        tx: &mut Tx,
        _: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        let stored = Stored::read(tx).await?;
        let settings = stored.over(ctx.configured(), Some(&ctx.settings()))?;
        let fields = Setting::ALL.map(|one| (one.key().to_owned(), one.text(&settings)));
        Ok(Some(fields.into_iter().collect()))
    }

    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, values, .. } = target;
        let mut settings = BTreeMap::new();
        for (key, value) in values {
            let setting = Setting::from_key(key).ok_or_else(|| unknown(key))?;
            settings.insert(setting, value.clone());
        }
        let made = make(ctx, tx, None, &settings).await.map_err(refused)?;
        Ok(Written {
            changes: made.changes.iter().map(recorded).collect(),
            about: vec![Change::Settings],
        })
    }
}

fn unknown(key: &str) -> EditError {
    EditError::Invalid(vec![FieldError { field: key.to_owned(), problem: Problem::UnknownField }])
}

fn refused(error: ChangeError) -> EditError {
    match error {
        ChangeError::Forbidden(forbidden) => forbidden.into(),
        ChangeError::Invalid(invalid) => {
            let errors = invalid.0.into_iter().map(|(setting, why)| FieldError {
                field: setting.key().to_owned(),
                problem: Problem::Refused(why.to_string()),
            });
            EditError::Invalid(errors.collect())
        }
        ChangeError::Stale => InternalError::Unavailable.into(),
        ChangeError::Internal(error) => error.into(),
    }
}
