//! Which settings make sense, alone and together.
//!
//! Lengths of time are added to the present at each request, so each has a maximum that keeps the
//! sum in the calendar.

use super::Settings;
use super::error::Faults;

/// Some three years.
const MOST_SECONDS: i64 = 100_000_000;
/// Ten weeks.
const MOST_MINUTES: i64 = 100_000;
/// Ten years.
const MOST_HOURS: i64 = 87_600;
/// Ten years.
const MOST_DAYS: i64 = 3_650;
/// For counts, not for times.
const MOST: i64 = 1_000_000_000;
/// Threads beyond any machine's cores only cost.
const MOST_WORKERS: i64 = 1_024;
/// Nobody waits an hour for an answer.
const MOST_ANSWER_SECONDS: i64 = 3_600;
/// A schedule of the whole world has a tenth of it, and it is held in memory.
const MOST_MEGABYTES: i64 = 1_024;
/// Places beyond what any machine works through are a queue without a bound.
const MOST_PLACES: i64 = 100_000;
/// How far the clock may be moved either way, in seconds: some thirty years.
const MOST_AHEAD: i64 = 1_000_000_000;

impl Settings {
    /// Notes every setting that makes no sense, by its name.
    pub(super) fn check(&self, faults: &mut Faults) {
        faults.none_in(self.currency());
        faults.none_in(self.personal_data.sealing_keys());
        faults.none_in(self.reports.zone());
        self.email.check(faults);
        self.log.check(faults);
        self.traces.check(faults);
        self.check_figures(faults);
        self.check_places(faults);
        self.check_origins(faults);
        self.check_gateway(faults);
        self.check_server_stack(faults);
    }

    fn check_figures(&self, faults: &mut Faults) {
        let Self { offers, sessions, payments, limits, .. } = self;
        let count = |count| i64::try_from(count).unwrap_or(i64::MAX);
        let capacity = self.capacity;
        for (name, value, least, most) in [
            ("clock.ahead_seconds", self.clock.ahead_seconds, -MOST_AHEAD, MOST_AHEAD),
            ("server.workers", count(self.server.workers), 0, MOST_WORKERS),
            ("server.answer_seconds", self.server.answer_seconds.into(), 1, MOST_ANSWER_SECONDS),
            ("server.upload_megabytes", self.server.upload_megabytes.into(), 1, MOST_MEGABYTES),
            ("server.connections", count(self.server.connections), 0, MOST),
            ("capacity.searches", capacity.searches.into(), 0, MOST_PLACES),
            ("capacity.bookings", capacity.bookings.into(), 0, MOST_PLACES),
            ("capacity.payments", capacity.payments.into(), 0, MOST_PLACES),
            ("capacity.events", capacity.events.into(), 0, MOST_PLACES),
            ("capacity.sign_ins", capacity.sign_ins.into(), 0, MOST_PLACES),
            ("selling.minor_per_dollar", self.selling.minor_per_dollar, 1, MOST),
            ("offers.lifetime_seconds", offers.lifetime_seconds, 1, MOST_SECONDS),
            ("offers.sales_cutoff_minutes", offers.sales_cutoff_minutes, 0, MOST_MINUTES),
            ("booking.hold_seconds", self.booking.hold_seconds, 1, MOST_SECONDS),
            ("booking.documents_due_hours", self.booking.documents_due_hours, 0, MOST_HOURS),
            ("cancellation.quote_seconds", self.cancellation.quote_seconds, 1, MOST_SECONDS),
            ("schedule_changes.minor_minutes", self.schedule_changes.minor_minutes, 0, 24 * 60),
            (
                "schedule_changes.answer_hours_before_departure",
                self.schedule_changes.answer_hours_before_departure,
                0,
                366 * 24,
            ),
            (
                "schedule_changes.answer_hours_at_least",
                self.schedule_changes.answer_hours_at_least,
                0,
                366 * 24,
            ),
            ("documents.link_seconds", self.documents.link_seconds, 1, MOST_SECONDS),
            ("sessions.access_token_seconds", sessions.access_token_seconds, 1, MOST_SECONDS),
            (
                "sessions.keys_without_store_seconds",
                sessions.keys_without_store_seconds,
                0,
                MOST_SECONDS,
            ),
            ("sessions.refresh_token_days", sessions.refresh_token_days, 1, MOST_DAYS),
            ("accounts.max_keys", self.accounts.max_keys.into(), 1, 1_000),
            ("accounts.reset_minutes", self.accounts.reset_minutes, 1, MOST_MINUTES),
            ("accounts.proof_hours", self.accounts.proof_hours, 1, MOST_HOURS),
            ("webhooks.max_endpoints", self.webhooks.max_endpoints.into(), 1, 1_000),
            ("webhooks.events_days", self.webhooks.events_days.into(), 4, 3_650),
            ("payments.return_link_hours", payments.return_link_hours, 1, MOST_HOURS),
            ("limits.api_per_second", limits.api_per_second.into(), 1, MOST),
            ("limits.api_burst", limits.api_burst.into(), 1, MOST),
            ("limits.login_per_minute_account", limits.login_per_minute_account.into(), 1, MOST),
            ("limits.login_per_minute_address", limits.login_per_minute_address.into(), 1, MOST),
            (
                "limits.sign_up_per_minute_address",
                limits.sign_up_per_minute_address.into(),
                1,
                MOST,
            ),
            (
                "limits.mailed_links_per_hour_account",
                limits.mailed_links_per_hour_account.into(),
                1,
                MOST,
            ),
            (
                "limits.strangers_per_minute_address",
                limits.strangers_per_minute_address.into(),
                1,
                MOST,
            ),
        ] {
            if !(least..=most).contains(&value) {
                faults.wrong(name, format!("must be {least} to {most}, but is {value}"));
            }
        }
    }

    fn check_places(&self, faults: &mut Faults) {
        if self.data_dir.as_os_str().is_empty() {
            faults.wrong("data_dir", "must name a folder");
        }
        if self.server.contact.chars().any(char::is_control) {
            faults.wrong("server.contact", "must be one line");
        }
        let url = self.server.public_url.trim_end_matches('/');
        if url.is_empty() && self.host.is_heroku {
            let detail = "is missing: the address that clients use, such as https://api.example";
            faults.wrong("server.public_url", detail);
        }
        if !url.is_empty() && !is_origin(url) {
            faults.wrong("server.public_url", "must be an address such as https://api.example");
        }
    }

    fn check_origins(&self, faults: &mut Faults) {
        for (name, origins) in [
            ("payments.return_origins", self.return_origins()),
            ("server.cors_origins", self.cors_origins()),
        ] {
            if !origins.iter().all(|origin| is_origin(origin)) {
                faults.wrong(name, "must list origins such as https://shop.example");
            }
        }
    }
}

/// Scheme, host and perhaps a port, and nothing after them.
pub(super) fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let plain = rest.bytes().all(|it| it.is_ascii_alphanumeric() || b".-:[]".contains(&it));
        !rest.is_empty() && plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SettingsError;

    fn with(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let owned = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        Settings::from_variables(owned.collect())
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
            ("AIRSIDE_SERVER__CORS_ORIGINS", "*", "server.cors_origins"),
            ("AIRSIDE_SERVER__CORS_ORIGINS", "https://a.example, b", "server.cors_origins"),
            ("AIRSIDE_SERVER__CORS_ORIGINS", "https://a.example/", "server.cors_origins"),
            ("AIRSIDE_SERVER__PUBLIC_URL", "not a url", "server.public_url"),
            ("AIRSIDE_SERVER__PUBLIC_URL", "http://x/path?q", "server.public_url"),
            ("AIRSIDE_SERVER__WORKERS", "1000000", "server.workers"),
            ("AIRSIDE_DATA_DIR", "", "data_dir"),
            ("AIRSIDE_PAYMENTS__GATEWAY", "stripe", "payments.secret_key"),
            ("AIRSIDE_PAYMENTS__SANDBOX_URL", "sandbox", "payments.sandbox_url"),
            ("AIRSIDE_PAYMENTS__SANDBOX_URL", "http://127.0.0.1:1", "payments.webhook_secret"),
            ("AIRSIDE_EMAIL__TRANSPORT", "pigeon", "email.transport"),
            ("AIRSIDE_EMAIL__TRANSPORT", "smtp", "email.smtp_host"),
            ("AIRSIDE_EMAIL__FROM", "nobody", "email.from"),
            ("AIRSIDE_LOG__FILTER", "loud", "log.filter"),
            ("AIRSIDE_LOG__FILTER", "info,airside_http=loud", "log.filter"),
            ("AIRSIDE_TRACES__ENDPOINT", "collector:4318", "traces.endpoint"),
            ("AIRSIDE_TRACES__PERCENT", "101", "traces.percent"),
            ("AIRSIDE_STACK", "cloud", "stack"),
            ("AIRSIDE_STACK", "server", "payments.webhook_secret"),
        ] {
            let error = with(&[(variable, value)]).unwrap_err().to_string();
            assert!(error.contains(name), "{variable}={value}: {error}");
        }
    }

    #[test]
    fn everything_that_is_wrong_or_missing_is_told_at_once_a_line_each() {
        let error = with(&[
            ("AIRSIDE_STACK", "server"),
            ("AIRSIDE_SERVER__PORT", "hush"),
            ("AIRSIDE_SERVER__PROT", "hush"),
            ("AIRSIDE_SERVER__PUBLIC_URL", "hush"),
            ("AIRSIDE_LOG__FORMAT", "hush"),
            ("AIRSIDE_BOOKING__HOLD_SECONDS", "0"),
            ("AIRSIDE_SELLING__CURRENCY", "hush"),
            ("AIRSIDE_PAYMENTS__GATEWAY", "stripe"),
            ("AIRSIDE_POSTGRES__URL", "mysql://me:hush@db"),
            ("AIRSIDE_POSTGRES__CONNECTIONS", "0"),
        ]);
        let told = error.unwrap_err().to_string();
        let lines: Vec<_> = told.lines().collect();
        let expected = [
            "the settings have 10 faults:",
            "log.format: must be one of",
            "server.port: must be a whole number",
            "unknown field `prot`",
            "selling.currency must be",
            "booking.hold_seconds must be",
            "payments.secret_key must be",
            "payments.webhook_secret must be",
            "keys.secret must have",
            "postgres.url must begin",
            "postgres.connections must be",
        ];
        assert_eq!(lines.len(), expected.len(), "{told}");
        for (line, expected) in lines.iter().zip(expected) {
            assert!(line.contains(expected), "{expected}: {told}");
        }
        assert!(!told.contains("hush"), "{told}");
    }

    #[test]
    fn a_dyno_that_lacks_everything_is_told_of_everything() {
        let bare = [("AIRSIDE_STACK", "server"), ("DYNO", "web.1")];
        let told = with(&bare).unwrap_err().to_string();
        for missing in [
            "server.public_url is missing",
            "payments.sandbox_url must name",
            "keys.secret must have",
            "postgres.url is missing: DATABASE_URL",
            "rabbitmq.url is missing: CLOUDAMQP_URL",
            "redis.url is missing: REDIS_URL",
            "s3.endpoint is missing: BUCKETEER_",
            "s3.access_key is missing",
            "s3.secret_key is missing",
        ] {
            assert!(told.contains(missing), "{missing}: {told}");
        }
        let add_ons = [
            ("DATABASE_URL", "postgres://db/airside"),
            ("CLOUDAMQP_URL", "amqps://broker/airside"),
            ("REDIS_URL", "rediss://redis:6380"),
            ("BUCKETEER_BUCKET_NAME", "bucketeer-1"),
            ("BUCKETEER_AWS_ACCESS_KEY_ID", "key"),
            ("BUCKETEER_AWS_SECRET_ACCESS_KEY", "secret"),
            ("AIRSIDE_SERVER__PUBLIC_URL", "https://api.example"),
            ("AIRSIDE_KEYS__SECRET", "0123456789abcdef0123456789abcdef"),
            ("AIRSIDE_PAYMENTS__GATEWAY", "stripe"),
            ("AIRSIDE_PAYMENTS__SECRET_KEY", "sk_test_1"),
            ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", "whsec_1"),
        ];
        assert!(with(&[&bare[..], &add_ons].concat()).is_ok());
    }

    #[test]
    fn who_chooses_what_is_no_choice_is_told_what_there_is() {
        for (variable, choices) in [
            ("AIRSIDE_LOG__FORMAT", "log.format: must be one of text, json"),
            ("AIRSIDE_WORLD__DEMO", "world.demo: must be one of world, small, airports, none"),
            ("AIRSIDE_EMAIL__SMTP_SECURITY", "must be one of starttls, implicit, none"),
            ("AIRSIDE_STACK", "stack: must be one of embedded, server"),
            ("AIRSIDE_LOG__COLOUR", "`filter`"),
        ] {
            let error = with(&[(variable, "hush")]).unwrap_err().to_string();
            assert!(error.contains(choices), "{variable}: {error}");
            assert!(!error.contains("hush"), "{variable}: {error}");
        }
    }

    #[test]
    fn a_number_that_is_none_is_asked_for_in_plain_words() {
        for (variable, value, told) in [
            (
                "AIRSIDE_TRACES__PERCENT",
                "300",
                "traces.percent: must be a whole number from 0 to 255",
            ),
            ("AIRSIDE_SERVER__WORKERS", "-1", "server.workers: must be a whole number"),
            ("AIRSIDE_SERVER__PORT", "eighty", "server.port: must be a whole number"),
            ("AIRSIDE_CLOCK__AHEAD_SECONDS", "soon", "clock.ahead_seconds: must be a whole number"),
        ] {
            let error = with(&[(variable, value)]).unwrap_err().to_string();
            assert!(error.ends_with(told), "{variable}={value}: {error}");
        }
    }

    #[test]
    fn levels_are_for_everything_or_for_parts() {
        for filter in ["off", "INFO", "warn,airside_http=debug", "airside_app=info"] {
            assert!(with(&[("AIRSIDE_LOG__FILTER", filter)]).is_ok(), "{filter}");
        }
    }

    #[test]
    fn connecting_times_are_no_setting_any_more() {
        let error = with(&[("AIRSIDE_CONNECTING__DOMESTIC", "30")]).unwrap_err().to_string();
        assert!(error.contains("moved into the tariff"), "{error}");
    }

    #[test]
    fn a_wrong_setting_of_the_server_stack_is_named_and_its_address_is_not_shown() {
        let secret = ("AIRSIDE_KEYS__SECRET", "0123456789abcdef0123456789abcdef");
        let stack =
            [("AIRSIDE_STACK", "server"), ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", "whsec_1"), secret];
        assert!(with(&stack).is_ok());
        for (variable, value, name) in [
            ("AIRSIDE_KEYS__SECRET", "short", "keys.secret"),
            ("AIRSIDE_POSTGRES__URL", "mysql://me:hush@db/airside", "postgres.url"),
            ("AIRSIDE_POSTGRES__CONNECTIONS", "0", "postgres.connections"),
            ("AIRSIDE_RABBITMQ__URL", "http://me:hush@broker", "rabbitmq.url"),
            ("AIRSIDE_RABBITMQ__PREFETCH", "0", "rabbitmq.prefetch"),
            ("AIRSIDE_REDIS__URL", "me:hush@redis", "redis.url"),
            ("AIRSIDE_REDIS__WHEN_AWAY", "shrug", "redis.when_away"),
            ("AIRSIDE_REDIS__CERTIFICATE", "none", "redis.certificate"),
            ("AIRSIDE_S3__ENDPOINT", "s3.example", "s3.endpoint"),
            ("AIRSIDE_S3__ACCESS_KEY", "hush", "s3.secret_key"),
            ("AIRSIDE_PAYMENTS__SANDBOX_URL", "", "payments.sandbox_url"),
            ("AIRSIDE_PAYMENTS__SECRET_KEY", "sk_live_1", "payments.secret_key"),
        ] {
            let error = with(&[&stack[..], &[(variable, value)]].concat()).unwrap_err().to_string();
            assert!(error.contains(name), "{variable}={value}: {error}");
            assert!(!error.contains("hush"), "{variable}={value}: {error}");
        }
    }

    #[test]
    fn a_length_of_time_has_a_most_that_stays_in_the_calendar() {
        for (variable, name, most) in [
            ("AIRSIDE_OFFERS__LIFETIME_SECONDS", "offers.lifetime_seconds", MOST_SECONDS),
            ("AIRSIDE_OFFERS__SALES_CUTOFF_MINUTES", "offers.sales_cutoff_minutes", MOST_MINUTES),
            ("AIRSIDE_BOOKING__HOLD_SECONDS", "booking.hold_seconds", MOST_SECONDS),
            ("AIRSIDE_CANCELLATION__QUOTE_SECONDS", "cancellation.quote_seconds", MOST_SECONDS),
            ("AIRSIDE_DOCUMENTS__LINK_SECONDS", "documents.link_seconds", MOST_SECONDS),
            (
                "AIRSIDE_SESSIONS__ACCESS_TOKEN_SECONDS",
                "sessions.access_token_seconds",
                MOST_SECONDS,
            ),
            ("AIRSIDE_SESSIONS__REFRESH_TOKEN_DAYS", "sessions.refresh_token_days", MOST_DAYS),
            ("AIRSIDE_PAYMENTS__RETURN_LINK_HOURS", "payments.return_link_hours", MOST_HOURS),
            ("AIRSIDE_CLOCK__AHEAD_SECONDS", "clock.ahead_seconds", MOST_AHEAD),
        ] {
            assert!(with(&[(variable, &most.to_string())]).is_ok(), "{variable}={most}");
            for wrong in [most + 1, i64::MAX, i64::MIN] {
                let error = with(&[(variable, &wrong.to_string())]).unwrap_err().to_string();
                assert!(error.contains(name), "{variable}={wrong}: {error}");
            }
        }
    }
}
