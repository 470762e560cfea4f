//! Log settings.

use clap::Args;

/// Log settings.
#[derive(Args, Clone, Debug)]
pub struct Logs {
    /// Log level, or levels by module such as info,server=debug.
    #[arg(long, env = "PERIGEE_LOG", default_value = "info", global = true)]
    pub log: String,
    /// `json` for one object per line, `text` for people.
    #[arg(
        long,
        env = "PERIGEE_LOG_FORMAT",
        value_enum,
        default_value_t = LogFormat::Text,
        global = true,
    )]
    pub log_format: LogFormat,
    /// Address of an OpenTelemetry collector, such as http://127.0.0.1:4318, to which `serve` and
    /// `worker` export traces and logs (OTLP, http/protobuf). Other standard variables apply too,
    /// such as OTEL_SERVICE_NAME and OTEL_TRACES_SAMPLER.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", global = true, hide_env_values = true)]
    pub otlp_endpoint: Option<String>,
}

/// The format of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}
