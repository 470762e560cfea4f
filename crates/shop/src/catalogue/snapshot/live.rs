//! The current in-memory catalogue.

use super::{
    Snapshot,
    failed_load::FailedLoad,
    load::{load, load_settings},
};
use crate::{InternalError, Settings};
use std::sync::{Arc, PoisonError, RwLock};
use store::{Db, catalogue::Position};
use tokio::sync::Mutex;

/// What a process keeps in memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// The published catalogue with the settings.
    Catalogue,
    /// The settings alone.
    Settings,
}

/// The current in-memory catalogue, replaced as a whole when it changes.
pub struct Live {
    /// What the copy has.
    pub scope: Scope,
    pub snapshot: RwLock<Arc<Snapshot>>,
    /// Locked while a version is loaded. Contains the one that failed, until another is loaded.
    pub loading: Mutex<Option<FailedLoad>>,
    /// Up to where settings were last read without the catalogue.
    pub settings_at: RwLock<Option<Position>>,
}

impl Live {
    /// Loads the catalogue as published at `now`.
    pub async fn load(db: &Db, configured: &Settings, now: i64) -> Result<Self, InternalError> {
        let snapshot = load(db, configured, None, now).await?;
        snapshot.warn_of_rules(None);
        Ok(Self::of(Scope::Catalogue, snapshot))
    }

    /// Loads the settings alone.
    pub async fn load_settings(db: &Db, configured: &Settings) -> Result<Self, InternalError> {
        Ok(Self::of(Scope::Settings, load_settings(db, configured).await?))
    }

    fn of(scope: Scope, snapshot: Snapshot) -> Self {
        Self {
            scope,
            snapshot: RwLock::new(Arc::new(snapshot)),
            loading: Mutex::default(),
            settings_at: RwLock::default(),
        }
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }
}
