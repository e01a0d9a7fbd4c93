//! Every setting: its default from `config/embedded.toml`, then the file that
//! `AIRSIDE_CONFIG` names, then the environment.
//!
//! A wrong one stops the start with a sentence that names it.

use std::path::PathBuf;

use airside_primitives::Currency;
use config::{Config, Environment, File, FileFormat};
use serde::Deserialize;
use thiserror::Error;

const DEFAULTS: &str = include_str!("../../../config/embedded.toml");

/// No figure of the settings is larger.
const MOST: i64 = 1_000_000_000;

/// All settings, checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub data_dir: PathBuf,
    pub server: Server,
    pub clock: Clock,
    pub log: Log,
    pub world: World,
    pub selling: Selling,
    pub offers: Offers,
    pub booking: Booking,
    pub cancellation: Cancellation,
    pub documents: Documents,
    pub sessions: Sessions,
    pub payments: Payments,
    pub connecting: Connecting,
    pub limits: Limits,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub public_url: String,
    pub workers: usize,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    pub ahead_seconds: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub filter: String,
    pub format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    pub demo: DemoWorld,
}

/// What an empty store is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DemoWorld {
    World,
    Small,
    None,
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
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    pub quote_seconds: i64,
    pub free_within_24h: bool,
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
    pub refresh_token_days: i64,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payments {
    pub gateway: Gateway,
    pub secret_key: String,
    pub webhook_secret: String,
    pub return_origins: String,
    pub return_link_hours: i64,
}

/// Who takes the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gateway {
    Sandbox,
    Stripe,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connecting {
    pub domestic: u16,
    pub domestic_to_international: u16,
    pub international_to_domestic: u16,
    pub international: u16,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub api_per_second: u32,
    pub api_burst: u32,
    pub login_per_minute_account: u32,
    pub login_per_minute_address: u32,
    pub sign_up_per_minute_address: u32,
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
        Self::from_sources(file, variables.collect())
    }

    /// The defaults alone.
    pub fn defaults() -> Result<Self, SettingsError> {
        Self::from_sources(None, Vec::new())
    }

    fn from_sources(
        file: Option<PathBuf>,
        variables: Vec<(String, String)>,
    ) -> Result<Self, SettingsError> {
        let mut sources = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(file) = file {
            if !file.is_file() {
                return Err(SettingsError::NoFile(file));
            }
            sources = sources.add_source(File::from(file).format(FileFormat::Toml));
        }
        let environment = Environment::with_prefix("AIRSIDE")
            .prefix_separator("_")
            .separator("__")
            .source(Some(variables.into_iter().collect()));
        let settings: Self = sources.add_source(environment).build()?.try_deserialize()?;
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

    /// Origins that a payer may be sent back to.
    pub fn return_origins(&self) -> Vec<String> {
        let origins = self.payments.return_origins.split(',').map(str::trim);
        origins.filter(|origin| !origin.is_empty()).map(str::to_owned).collect()
    }

    fn check(&self) -> Result<(), SettingsError> {
        self.currency()?;
        let positive = [
            ("selling.minor_per_dollar", self.selling.minor_per_dollar),
            ("offers.lifetime_seconds", self.offers.lifetime_seconds),
            ("booking.hold_seconds", self.booking.hold_seconds),
            ("cancellation.quote_seconds", self.cancellation.quote_seconds),
            ("documents.link_seconds", self.documents.link_seconds),
            ("sessions.access_token_seconds", self.sessions.access_token_seconds),
            ("sessions.refresh_token_days", self.sessions.refresh_token_days),
            ("payments.return_link_hours", self.payments.return_link_hours),
            ("limits.api_per_second", self.limits.api_per_second.into()),
            ("limits.api_burst", self.limits.api_burst.into()),
            ("limits.login_per_minute_account", self.limits.login_per_minute_account.into()),
            ("limits.login_per_minute_address", self.limits.login_per_minute_address.into()),
            ("limits.sign_up_per_minute_address", self.limits.sign_up_per_minute_address.into()),
        ];
        for (name, value) in positive {
            if !(1..=MOST).contains(&value) {
                let detail = format!("must be 1 to {MOST}, but is {value}");
                return Err(SettingsError::wrong(name, detail));
            }
        }
        if !(0..=100_000).contains(&self.offers.sales_cutoff_minutes) {
            let detail =
                format!("must be 0 to 100000, but is {}", self.offers.sales_cutoff_minutes);
            return Err(SettingsError::wrong("offers.sales_cutoff_minutes", detail));
        }
        if !(-MOST..=MOST).contains(&self.clock.ahead_seconds) {
            return Err(SettingsError::wrong("clock.ahead_seconds", "is too far away"));
        }
        for origin in self.return_origins() {
            let rest = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            if rest.is_none_or(|rest| rest.is_empty() || rest.contains(['/', '?', '#', ' '])) {
                let detail = format!("{origin:?} is not an origin such as https://shop.example");
                return Err(SettingsError::wrong("payments.return_origins", detail));
            }
        }
        self.check_gateway()
    }

    fn check_gateway(&self) -> Result<(), SettingsError> {
        match self.payments.gateway {
            Gateway::Sandbox => Ok(()),
            Gateway::Stripe => {
                let key = &self.payments.secret_key;
                if !key.starts_with("sk_") && !key.starts_with("rk_") {
                    let detail =
                        "must be Stripe's secret key (sk_…) when payments.gateway is stripe";
                    return Err(SettingsError::wrong("payments.secret_key", detail));
                }
                if !self.payments.webhook_secret.starts_with("whsec_") {
                    let detail =
                        "must be the webhook's secret (whsec_…) when payments.gateway is stripe";
                    return Err(SettingsError::wrong("payments.webhook_secret", detail));
                }
                if self.clock.ahead_seconds != 0 && self.is_live() {
                    let detail = "must be 0 with live Stripe: real payments need the real time";
                    return Err(SettingsError::wrong("clock.ahead_seconds", detail));
                }
                Ok(())
            }
        }
    }

    /// Whether real money moves.
    pub fn is_live(&self) -> bool {
        self.payments.gateway == Gateway::Stripe && self.payments.secret_key.contains("_live_")
    }
}

const CONFIG_FILE: &str = "AIRSIDE_CONFIG";

impl std::fmt::Debug for Payments {
    /// Without the secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payments").field("gateway", &self.gateway).finish_non_exhaustive()
    }
}

/// What is wrong with the settings.
#[derive(Debug, Error)]
pub enum SettingsError {
    #[error("AIRSIDE_CONFIG names {0:?}, which is not a file")]
    NoFile(PathBuf),
    #[error("the setting {name} {detail}")]
    Wrong { name: &'static str, detail: String },
    /// The message names the setting and where it came from.
    #[error("a setting cannot be read: {0}")]
    Unreadable(#[from] config::ConfigError),
}

impl SettingsError {
    fn wrong(name: &'static str, detail: impl Into<String>) -> Self {
        Self::Wrong { name, detail: detail.into() }
    }
}

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
    fn a_wrong_setting_is_named() {
        for (variable, value, name) in [
            ("AIRSIDE_SERVER__PORT", "eighty", "server.port"),
            ("AIRSIDE_SERVER__PORT", "70000", "server.port"),
            ("AIRSIDE_SERVER__PROT", "80", "prot"),
            ("AIRSIDE_BOOKING__HOLD_SECONDS", "0", "booking.hold_seconds"),
            ("AIRSIDE_SELLING__CURRENCY", "RUPEE", "selling.currency"),
            ("AIRSIDE_WORLD__DEMO", "moon", "world.demo"),
            ("AIRSIDE_PAYMENTS__RETURN_ORIGINS", "shop.example", "payments.return_origins"),
            ("AIRSIDE_PAYMENTS__GATEWAY", "stripe", "payments.secret_key"),
        ] {
            let error = with(variable, value).unwrap_err().to_string();
            assert!(error.contains(name), "{variable}={value}: {error}");
        }
    }

    #[test]
    fn the_clock_stays_true_when_money_is_real() {
        let variables = [
            ("AIRSIDE_PAYMENTS__GATEWAY", "stripe"),
            ("AIRSIDE_PAYMENTS__SECRET_KEY", "sk_live_1"),
            ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", "whsec_1"),
            ("AIRSIDE_CLOCK__AHEAD_SECONDS", "60"),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let error = Settings::from_sources(None, variables.to_vec()).unwrap_err();
        assert!(error.to_string().contains("clock.ahead_seconds"), "{error}");
    }
}
