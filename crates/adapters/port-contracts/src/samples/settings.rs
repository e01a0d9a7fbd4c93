//! The figures and keys of a node under test.

use airside_app::accounts;
use airside_app::context::LimitSettings;
use airside_app::ports::Limit;
use airside_app::reports::Zone;
use airside_app::schedule_changes;
use airside_app::webhooks;
use airside_app::{Secrets, Settings};
use airside_cancellation::Rules;
use time::Duration;

/// How long an unpaid booking is held.
pub const HOLD: Duration = Duration::minutes(15);
/// How long a quote stands.
pub const QUOTE: Duration = Duration::minutes(10);

/// The defaults of a deployment; its limits are not used.
pub fn settings() -> Settings {
    let limit = Limit { name: "unused", rate: 1, period_seconds: 1, burst: 1 };
    Settings {
        public_url: "https://air.example.com".to_owned(),
        contact: None,
        forwarded_hops: 0,
        cors_origins: Vec::new(),
        hold: HOLD,
        most_unpaid_seats: 0,
        documents_due: Duration::hours(72),
        offer_lifetime: Duration::minutes(30),
        sales_cutoff: Duration::HOUR,
        quote_lifetime: QUOTE,
        schedule_changes: schedule_changes::Rules::default(),
        document_link_lifetime: HOLD,
        documents_left_to_workers: Duration::seconds(5),
        keys_trusted_without_store: Duration::minutes(5),
        return_link_lifetime: Duration::DAY,
        access_token_seconds: 900,
        refresh_token_seconds: 86_400,
        accounts: accounts::Rules::default(),
        webhooks: webhooks::Rules::default(),
        people_kept: None,
        return_origins: Vec::new(),
        report_zone: Zone::named("UTC").unwrap(),
        largest_file: 1_024 * 1_024,
        plays_scenarios: false,
        time_movers: airside_app::TimeMovers::Nobody,
        cancellation_rules: Rules::default(),
        limits: LimitSettings {
            api: limit,
            login_account: limit,
            login_address: limit,
            sign_up: limit,
            mailed_links: limit,
            strangers: limit,
        },
    }
}

/// Keys that keep nothing secret.
pub fn secrets() -> Secrets {
    Secrets { token_key: [1; 32], offer_key: [2; 32].into(), link_key: [3; 32].into() }
}
