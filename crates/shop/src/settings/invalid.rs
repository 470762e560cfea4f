//! Values that settings do not accept.

use super::{InvalidSetting, Setting};
use std::fmt;

/// Values that settings do not accept, each with the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvalidSettings(pub Vec<(Setting, InvalidSetting)>);

impl fmt::Display for InvalidSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons: Vec<String> = self
            .0
            .iter()
            .map(|(setting, why)| format!("{} is invalid: {why}", setting.key()))
            .collect();
        f.write_str(&reasons.join("; "))
    }
}

impl std::error::Error for InvalidSettings {}
