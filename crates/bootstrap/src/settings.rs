//! Every setting, as a type. The defaults are in `config/embedded.toml`; the server stack has more
//! of them, with defaults from `config/server.toml`. What goes over them is in `sources`.
//!
//! Wrong ones stop the start with a sentence that names each.

mod accounts;
mod check;
mod choice;
mod email;
mod error;
mod gateway;
mod host;
mod log;
mod payments;
mod personal_data;
mod reading;
mod reports;
mod sandbox;
mod server_stack;
mod servers;
mod sources;
mod stack;
mod traces;
mod webhooks;

use std::path::PathBuf;

use airside_app::reports::Zone;
use airside_app::schedule_changes::Rules;
use airside_primitives::Currency;
use serde::Deserialize;
use time::Duration;

use choice::choice;

pub use accounts::{Accounts, SignUp};
pub use email::{Email, SmtpSecurity, Transport};
pub use error::SettingsError;
pub use host::Host;
pub use log::{Log, LogFormat};
pub use payments::{Gateway, Payments};
pub use personal_data::PersonalData;
pub use reports::Reports;
pub use sandbox::Sandbox;
pub use server_stack::ServerStack;
pub use servers::{Certificate, Keys, Postgres, RabbitMq, Redis, S3, WhenAway, Worker};
pub use stack::StackKind;
pub use traces::Traces;
pub use webhooks::Webhooks;

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
    /// What of these came from the host.
    #[serde(skip)]
    pub host: Host,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub public_url: String,
    pub contact: String,
    pub workers: usize,
    pub forwarded_hops: u8,
    pub cors_origins: String,
    pub desk: bool,
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
    /// How long before an international journey travel documents are due.
    pub documents_due_hours: i64,
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
    pub rebook_within_days: i64,
}

impl ScheduleChanges {
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            minor: Duration::minutes(self.minor_minutes),
            answer_before: Duration::hours(self.answer_hours_before_departure),
            answer_at_least: Duration::hours(self.answer_hours_at_least),
            rebook_within: Duration::days(self.rebook_within_days),
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
    /// The selling currency.
    pub fn currency(&self) -> Result<Currency, SettingsError> {
        self.selling.currency.parse().map_err(|_| {
            let detail = "must be an ISO 4217 currency code, such as INR";
            SettingsError::wrong("selling.currency", detail)
        })
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

#[cfg(test)]
mod tests {
    use super::*;

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
        let settings = Settings::from_variables(secrets.into_iter().chain([stack]).collect());
        let settings = settings.unwrap();
        assert!(!format!("{settings:?}").contains("hush"), "{settings:?}");
    }
}
