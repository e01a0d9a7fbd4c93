//! The figures that use cases work with, from the settings.

use airside_app::ports::Limit;
use airside_app::{LimitSettings, SandboxToken, Settings as AppSettings, TimeMovers};
use airside_cancellation::Rules;
use time::Duration;

use crate::addresses::Addresses;
use crate::settings::{Gateway, Settings, SettingsError, StackKind};

/// The figures of these settings, for a process with these addresses.
pub(crate) fn app_settings(
    settings: &Settings,
    addresses: &Addresses,
) -> Result<AppSettings, SettingsError> {
    Ok(AppSettings {
        public_url: addresses.public.clone(),
        contact: Some(settings.server.contact.clone()).filter(|it| !it.is_empty()),
        forwarded_hops: settings.server.forwarded_hops,
        cors_origins: settings.cors_origins(),
        hold: Duration::seconds(settings.booking.hold_seconds),
        most_unpaid_seats: settings.booking.max_unpaid_seats,
        documents_due: Duration::hours(settings.booking.documents_due_hours),
        offer_lifetime: Duration::seconds(settings.offers.lifetime_seconds),
        sales_cutoff: Duration::minutes(settings.offers.sales_cutoff_minutes),
        schedule_changes: settings.schedule_changes.rules(),
        quote_lifetime: Duration::seconds(settings.cancellation.quote_seconds),
        document_link_lifetime: Duration::seconds(settings.documents.link_seconds),
        documents_left_to_workers: match settings.stack {
            // What this process lost when it ended, it looks for when it starts.
            StackKind::Embedded => Duration::seconds(5),
            // The broker keeps the jobs; in a rush they may wait a while.
            StackKind::Server => Duration::minutes(2),
        },
        return_link_lifetime: Duration::hours(settings.payments.return_link_hours),
        keys_trusted_without_store: Duration::seconds(settings.sessions.keys_without_store_seconds),
        access_token_seconds: settings.sessions.access_token_seconds,
        refresh_token_seconds: settings.sessions.refresh_token_days * 24 * 60 * 60,
        accounts: settings.accounts.rules(),
        webhooks: settings.webhooks.rules(settings.stack),
        people_kept: match settings.personal_data.retention_days {
            0 => None,
            days => Some(Duration::days(days.into())),
        },
        return_origins: settings.return_origins(),
        report_zone: settings.reports.zone()?,
        largest_file: usize::try_from(settings.server.upload_megabytes).unwrap_or(1)
            * 1_024
            * 1_024,
        plays_scenarios: match settings.payments.gateway {
            Gateway::Sandbox => true,
            Gateway::Stripe => false,
        },
        time_movers: time_movers(settings, addresses),
        cancellation_rules: Rules { free_within_24h: settings.cancellation.free_within_24h },
        limits: limits(settings),
    })
}

/// Whoever reaches a server that only this machine reaches may do as they like.
fn time_movers(settings: &Settings, addresses: &Addresses) -> TimeMovers {
    match (settings.payments.gateway, addresses.is_of_this_machine) {
        (Gateway::Stripe, _) => TimeMovers::Nobody,
        (Gateway::Sandbox, true) => TimeMovers::Anybody,
        (Gateway::Sandbox, false) => {
            TimeMovers::Holders(SandboxToken(settings.sandbox.token.clone()))
        }
    }
}

fn limits(settings: &Settings) -> LimitSettings {
    let limits = &settings.limits;
    let a_minute = |name, rate| Limit { name, rate, period_seconds: 60, burst: rate };
    LimitSettings {
        api: Limit {
            name: "api",
            rate: limits.api_per_second,
            period_seconds: 1,
            burst: limits.api_burst,
        },
        login_account: a_minute("login-account", limits.login_per_minute_account),
        login_address: a_minute("login-address", limits.login_per_minute_address),
        sign_up: a_minute("sign-up", limits.sign_up_per_minute_address),
        mailed_links: Limit {
            name: "mailed-links",
            rate: limits.mailed_links_per_hour_account,
            period_seconds: 3600,
            burst: limits.mailed_links_per_hour_account,
        },
        strangers: a_minute("strangers", limits.strangers_per_minute_address),
    }
}
