//! Every setting: its default from `config/embedded.toml`, then the file that
//! `AIRSIDE_CONFIG` names, then the environment. The server stack has more of them, with
//! defaults from `config/server.toml`.
//!
//! A wrong one stops the start with a sentence that names it.

mod accounts;
mod check;
mod choice;
mod email;
mod error;
mod gateway;
mod log;
mod payments;
mod personal_data;
mod reports;
mod sandbox;
mod server_stack;
mod servers;
mod stack;
mod traces;
mod webhooks;

use std::path::{Path, PathBuf};

use airside_app::reports::Zone;
use airside_app::schedule_changes::Rules;
use airside_primitives::Currency;
use config::{Config, Environment, File, FileFormat};
use serde::Deserialize;
use time::Duration;

use choice::choice;

pub use accounts::{Accounts, SignUp};
pub use email::{Email, SmtpSecurity, Transport};
pub use error::SettingsError;
pub use log::{Log, LogFormat};
pub use payments::{Gateway, Payments};
pub use personal_data::PersonalData;
pub use reports::Reports;
pub use sandbox::Sandbox;
pub use server_stack::ServerStack;
pub use servers::{Keys, Postgres, RabbitMq, Redis, S3, WhenAway, Worker};
pub use stack::StackKind;
pub use traces::Traces;
pub use webhooks::Webhooks;

const DEFAULTS: &str = include_str!("../../../config/embedded.toml");
const SERVER_DEFAULTS: &str = include_str!("../../../config/server.toml");

/// All settings, checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub stack: StackKind,
    pub data_dir: PathBuf,
    pub server: Server,
    pub capacity: Capacity,
    pub clock: Clock,
    pub log: Log,
    pub traces: Traces,
    pub world: World,
    pub selling: Selling,
    pub offers: Offers,
    pub booking: Booking,
    pub cancellation: Cancellation,
    pub schedule_changes: ScheduleChanges,
    pub documents: Documents,
    pub sessions: Sessions,
    pub accounts: Accounts,
    pub webhooks: Webhooks,
    pub personal_data: PersonalData,
    pub reports: Reports,
    pub email: Email,
    pub payments: Payments,
    pub sandbox: Sandbox,
    pub limits: Limits,
    // These are there with the server stack.
    pub keys: Option<Keys>,
    pub worker: Option<Worker>,
    pub postgres: Option<Postgres>,
    pub rabbitmq: Option<RabbitMq>,
    pub redis: Option<Redis>,
    pub s3: Option<S3>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub public_url: String,
    pub workers: usize,
    pub forwarded_hops: u8,
    pub cors_origins: String,
    pub answer_seconds: u32,
    pub upload_megabytes: u32,
    /// 0: as many as this process may have open files for.
    pub connections: usize,
}

/// How many requests may be in work at a time; 0: as many as the machine has cores for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    pub searches: u32,
    pub bookings: u32,
    pub payments: u32,
    pub events: u32,
    pub sign_ins: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    pub ahead_seconds: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    pub demo: DemoWorld,
}

choice! {
    /// What an empty store is filled with.
    pub enum DemoWorld {
        World = "world",
        Small = "small",
        /// The airports of the world, and nothing that is sold.
        Airports = "airports",
        None = "none",
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selling {
    pub currency: String,
    pub minor_per_dollar: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offers {
    pub lifetime_seconds: i64,
    pub sales_cutoff_minutes: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    pub hold_seconds: i64,
    /// How many seats a customer may hold unpaid at a time; 0: as many as there are.
    pub max_unpaid_seats: u16,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    pub quote_seconds: i64,
    pub free_within_24h: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleChanges {
    pub minor_minutes: i64,
    pub answer_hours_before_departure: i64,
    pub answer_hours_at_least: i64,
}

impl ScheduleChanges {
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            minor: Duration::minutes(self.minor_minutes),
            answer_before: Duration::hours(self.answer_hours_before_departure),
            answer_at_least: Duration::hours(self.answer_hours_at_least),
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Documents {
    pub link_seconds: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    pub access_token_seconds: i64,
    /// How long a key that was good is taken for good while the store is away; 0: not at all.
    pub keys_without_store_seconds: i64,
    pub refresh_token_days: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub api_per_second: u32,
    pub api_burst: u32,
    pub login_per_minute_account: u32,
    pub login_per_minute_address: u32,
    pub sign_up_per_minute_address: u32,
    pub mailed_links_per_hour_account: u32,
    pub strangers_per_minute_address: u32,
}

impl Settings {
    /// Reads the settings of this process.
    pub fn load() -> Result<Self, SettingsError> {
        // `AIRSIDE_CONFIG` names a file and is no setting itself.
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok()?;
            let is_setting = name.starts_with("AIRSIDE_") && name != CONFIG_FILE;
            is_setting.then_some((name, value.into_string().ok()?))
        });
        let file = std::env::var_os(CONFIG_FILE).map(PathBuf::from);
        Self::from_sources(file.as_deref(), variables.collect())
    }

    /// The defaults, and over them these variables (`AIRSIDE_SERVER__PORT`).
    pub fn from_variables(variables: Vec<(String, String)>) -> Result<Self, SettingsError> {
        Self::from_sources(None, variables)
    }

    fn from_sources(
        file: Option<&Path>,
        variables: Vec<(String, String)>,
    ) -> Result<Self, SettingsError> {
        if let Some(file) = file
            && !file.is_file()
        {
            return Err(SettingsError::NoFile(file.to_owned()));
        }
        let environment = Environment::with_prefix("AIRSIDE")
            .prefix_separator("_")
            .separator("__")
            .source(Some(variables.into_iter().collect()));
        let over = |defaults: &[&str]| {
            let defaults = defaults.iter().map(|text| File::from_str(text, FileFormat::Toml));
            let file = file.map(|file| File::from(file).format(FileFormat::Toml));
            let mut sources = Config::builder();
            for layer in defaults {
                sources = sources.add_source(layer);
            }
            if let Some(file) = file {
                sources = sources.add_source(file);
            }
            sources.add_source(environment.clone()).build()
        };

        let settings = over(&[DEFAULTS])?;
        if settings.get_table("connecting").is_ok() {
            let detail = "moved into the tariff, whose section [connecting] has the least times \
                          between flights: take it out here, and see docs/guides/tariff.md";
            return Err(SettingsError::wrong("connecting", detail));
        }
        // Which defaults there are depends on one setting, so that one is read first.
        let settings: Self = match settings.get("stack")? {
            StackKind::Embedded => settings,
            StackKind::Server => over(&[DEFAULTS, SERVER_DEFAULTS])?,
        }
        .try_deserialize()?;
        settings.check()?;
        Ok(settings)
    }

    /// The selling currency.
    pub fn currency(&self) -> Result<Currency, SettingsError> {
        let wrong = |error: airside_primitives::UnknownCurrency| {
            SettingsError::wrong("selling.currency", error.to_string())
        };
        self.selling.currency.parse().map_err(wrong)
    }

    /// By whose clocks the days of reports begin and end.
    pub fn report_zone(&self) -> Result<Zone, SettingsError> {
        self.reports.zone()
    }

    /// Origins that a payer may be sent back to.
    pub fn return_origins(&self) -> Vec<String> {
        listed(&self.payments.return_origins)
    }

    /// Origins whose pages may call from a browser.
    pub fn cors_origins(&self) -> Vec<String> {
        listed(&self.server.cors_origins)
    }
}

fn listed(origins: &str) -> Vec<String> {
    let origins = origins.split(',').map(str::trim);
    origins.filter(|origin| !origin.is_empty()).map(str::to_owned).collect()
}

const CONFIG_FILE: &str = "AIRSIDE_CONFIG";

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, value: &str) -> Result<Settings, SettingsError> {
        Settings::from_sources(None, vec![(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn the_environment_goes_before_the_defaults() {
        let settings = with("AIRSIDE_SERVER__PORT", "9001").unwrap();
        assert_eq!(settings.server.port, 9001);
        assert_eq!(settings.booking.hold_seconds, 900);
        let settings = with("AIRSIDE_DATA_DIR", "/srv/airside").unwrap();
        assert_eq!(settings.data_dir, PathBuf::from("/srv/airside"));
    }

    #[test]
    fn what_is_secret_in_the_settings_is_shown_by_none_of_them() {
        const SECRETS: [&str; 10] = [
            "AIRSIDE_EMAIL__SMTP_PASSWORD",
            "AIRSIDE_KEYS__SECRET",
            "AIRSIDE_PAYMENTS__SECRET_KEY",
            "AIRSIDE_PAYMENTS__WEBHOOK_SECRET",
            "AIRSIDE_PERSONAL_DATA__KEYS",
            "AIRSIDE_POSTGRES__URL",
            "AIRSIDE_RABBITMQ__URL",
            "AIRSIDE_REDIS__URL",
            "AIRSIDE_S3__ACCESS_KEY",
            "AIRSIDE_S3__SECRET_KEY",
        ];
        let scheme = |name: &str| match name {
            "AIRSIDE_POSTGRES__URL" => "postgres://",
            "AIRSIDE_RABBITMQ__URL" => "amqp://",
            "AIRSIDE_REDIS__URL" => "redis://",
            "AIRSIDE_PAYMENTS__SECRET_KEY" => "sk_test_",
            _ => "whsec_",
        };
        let hush = |name| format!("{}hush:hush-hush-hush-hush-hush-hush@127.0.0.1", scheme(name));
        let secrets = SECRETS.map(|name| match name {
            "AIRSIDE_PERSONAL_DATA__KEYS" => {
                (name.to_owned(), format!("hush:{}Bw==", "BwcH".repeat(21)))
            }
            _ => (name.to_owned(), hush(name)),
        });
        let stack = ("AIRSIDE_STACK".to_owned(), "server".to_owned());
        let settings = Settings::from_sources(None, secrets.into_iter().chain([stack]).collect());
        let settings = settings.unwrap();
        assert!(!format!("{settings:?}").contains("hush"), "{settings:?}");
    }

    #[test]
    fn a_setting_that_cannot_be_read_is_named_and_not_shown() {
        for name in ["AIRSIDE_PAYMENTS", "AIRSIDE_SERVER__PORT"] {
            let told = with(name, "sk_live_hush").unwrap_err().to_string();
            assert!(!told.contains("hush"), "{told}");
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("airside.toml");
        std::fs::write(&file, "[payments]\nsecret_key = sk_live_hush\n").unwrap();
        let told = Settings::from_sources(Some(&file), Vec::new()).unwrap_err().to_string();
        assert!(told.contains("line 2") && !told.contains("hush"), "{told}");
    }

    #[test]
    fn the_server_stack_brings_its_own_defaults() {
        let variables = |list: &[(&str, &str)]| {
            let owned = list.iter().map(|(name, value)| ((*name).into(), (*value).into()));
            owned.collect::<Vec<(String, String)>>()
        };
        let chosen = variables(&[
            ("AIRSIDE_STACK", "server"),
            ("AIRSIDE_KEYS__SECRET", "0123456789abcdef0123456789abcdef"),
            ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", "whsec_1"),
            ("AIRSIDE_POSTGRES__CONNECTIONS", "5"),
        ]);
        let settings = Settings::from_sources(None, chosen.clone()).unwrap();
        let server = settings.server_stack().unwrap();
        assert_eq!((server.postgres.connections, server.rabbitmq.prefetch.get()), (5, 8));
        assert_eq!(settings.booking.hold_seconds, 900);

        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../config/server.toml");
        let named = Settings::from_sources(Some(&file), chosen[1..].to_vec()).unwrap();
        assert_eq!(named.stack, StackKind::Server);
    }
}
