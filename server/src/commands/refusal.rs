//! Error messages for invalid flags and environment variables: names, fault and example, but never
//! a secret.

use clap::{
    Arg, Command,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};
use std::error::Error as _;

fn strings(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(many)) => many.clone(),
        _ => Vec::new(),
    }
}

/// A flag of the program or of one of its commands.
fn find<'a>(command: &'a Command, flag: &str) -> Option<&'a Arg> {
    let own = command.get_arguments().find(|arg| arg.get_long() == Some(flag));
    own.or_else(|| command.get_subcommands().find_map(|sub| find(sub, flag)))
}

/// The message for an invalid value; `None` for other command line errors.
pub(super) fn sentence(error: &Error, command: &Command) -> Option<String> {
    if !matches!(error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue) {
        return None;
    }
    // As in `--addr <ADDR>` and `--seed[=<SEED>]`.
    let named = strings(error, ContextKind::InvalidArg).pop()?;
    let flag = named.strip_prefix("--")?.split([' ', '=', '[']).next()?;
    let arg = find(command, flag)?;
    let name = arg
        .get_env()
        .map_or(format!("--{flag}"), |variable| format!("{} (--{flag})", variable.display()));
    // If the variable's value is a secret, so is the flag's.
    let value = if arg.is_hide_env_values_set() {
        None
    } else {
        strings(error, ContextKind::InvalidValue).pop()
    };
    let value = value.map(|value| format!(" {value:?}")).unwrap_or_default();
    let known = strings(error, ContextKind::ValidValue);
    let fault = match error.source() {
        Some(source) => source.to_string(),
        None if known.is_empty() => "a value is missing".to_owned(),
        None => format!("expected {}", known.join(", ")),
    };
    let defaults: Vec<_> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let example = if defaults.is_empty() || fault.contains("such as") {
        String::new()
    } else {
        format!("; for example {}", defaults.join(","))
    };
    Some(format!("{name}{value} is invalid: {fault}{example}"))
}

/// Other programs' names for this program's settings.
const SYNONYMS: [(&str, &str); 6] = [
    ("PERIGEE_DATABASE_URL", "DATABASE_URL"),
    ("PERIGEE_DATABASE", "DATABASE_URL"),
    ("PERIGEE_SITE_ROOT", "LEPTOS_SITE_ROOT"),
    ("PERIGEE_METRICS_PORT", "PERIGEE_METRICS_ADDR"),
    ("PERIGEE_LOG_LEVEL", "PERIGEE_LOG"),
    ("PERIGEE_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"),
];

/// Environment variables whose names resemble settings, each with the setting that may be meant.
/// Other `PERIGEE_` variables may belong to the tools, or be added by Kubernetes for a Service
/// called perigee.
pub(super) fn mistyped(
    command: &Command,
    names: impl Iterator<Item = String>,
) -> Vec<(String, String)> {
    fn settings(command: &Command, known: &mut Vec<String>) {
        known.extend(
            command
                .get_arguments()
                .filter_map(|arg| Some(arg.get_env()?.to_string_lossy().into_owned())),
        );
        command.get_subcommands().for_each(|sub| settings(sub, known));
    }
    let mut known = Vec::new();
    settings(command, &mut known);
    names
        .filter(|name| !known.contains(name))
        .filter_map(|name| {
            let synonym = SYNONYMS
                .iter()
                .find(|(other, _)| *other == name)
                .map(|(_, meant)| (*meant).to_owned());
            // In a short name, two letters may be a different word.
            let near = |known: &&String| {
                let own = known.trim_start_matches("PERIGEE_");
                let slips = if own.len() < 6 { 1 } else { 2 };
                (name.starts_with("PERIGEE_") || own.len() > 8)
                    && strsim::damerau_levenshtein(known, &name) <= slips
            };
            let meant = synonym.or_else(|| known.iter().find(near).cloned())?;
            Some((name, meant))
        })
        .collect()
}
