//! Which settings of the payment gateway make sense.

use std::net::IpAddr;

use super::check::is_origin;
use super::error::Faults;
use super::{Gateway, Payments, Settings, StackKind};

impl Settings {
    /// Whether payments move money: by Stripe itself, with a live key.
    pub fn money_is_real(&self) -> bool {
        match self.payments.gateway {
            Gateway::Sandbox => false,
            Gateway::Stripe => {
                let key = &self.payments.secret_key;
                ["sk_live_", "rk_live_"].iter().any(|live| key.starts_with(live))
            }
        }
    }

    pub(super) fn check_gateway(&self, faults: &mut Faults) {
        match self.payments.gateway {
            Gateway::Sandbox => self.check_sandbox(faults),
            Gateway::Stripe => self.check_stripe(faults),
        }
    }

    fn check_stripe(&self, faults: &mut Faults) {
        let Payments { secret_key, webhook_secret, stripe_url, .. } = &self.payments;
        if !stripe_url.is_empty() && !may_be_stripe(stripe_url) {
            // It is not shown: it may have a password in it.
            let detail = "must be an https:// address, or an http:// one of this machine \
                          such as http://127.0.0.1:12111, without a user or a query";
            faults.wrong("payments.stripe_url", detail);
        }
        if !secret_key.starts_with("sk_") && !secret_key.starts_with("rk_") {
            let detail = "must be Stripe's secret key (sk_…) when payments.gateway is stripe";
            faults.wrong("payments.secret_key", detail);
        }
        if !webhook_secret.starts_with("whsec_") {
            let detail = "must be the webhook's secret (whsec_…) when payments.gateway is stripe";
            faults.wrong("payments.webhook_secret", detail);
        }
        // Stripe signs the time into each event, and one too old or too new is refused.
        if self.clock.ahead_seconds != 0 {
            let detail = "must be 0 when payments.gateway is stripe, whose time is real";
            faults.wrong("clock.ahead_seconds", detail);
        }
    }

    fn check_sandbox(&self, faults: &mut Faults) {
        let Payments { sandbox_url, stripe_url, secret_key, webhook_secret, webhook_url, .. } =
            &self.payments;
        if !stripe_url.is_empty() {
            let detail = "is for payments.gateway stripe: with the sandbox leave it empty";
            faults.wrong("payments.stripe_url", detail);
        }
        if sandbox_url.is_empty() {
            match self.stack {
                StackKind::Embedded => return,
                StackKind::Server => {}
            }
            let detail = "must name the payment sandbox's address on the server stack, unless \
                          payments.gateway is stripe";
            faults.wrong("payments.sandbox_url", detail);
        } else if !is_origin(sandbox_url.trim_end_matches('/')) {
            let detail = "must be an address such as http://127.0.0.1:12111";
            faults.wrong("payments.sandbox_url", detail);
        }
        if !webhook_url.is_empty() && !webhook_url.starts_with("http://") {
            let detail = "must be an http:// address, as the sandbox reaches it";
            faults.wrong("payments.webhook_url", detail);
        }
        if !webhook_secret.starts_with("whsec_") {
            let detail = "must be the secret that the sandbox was given (whsec_…)";
            faults.wrong("payments.webhook_secret", detail);
        }
        if !secret_key.is_empty() && !secret_key.starts_with("sk_test_") {
            let detail = "must be a test key (sk_test_…) or empty with the sandbox";
            faults.wrong("payments.secret_key", detail);
        }
    }
}

/// An address that our secret key may be sent to: nobody on the way can read it. A path may follow.
fn may_be_stripe(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_plain = path.bytes().all(|it| it.is_ascii_graphic() && !b"?#\"\\<>".contains(&it));
    let is_private = match scheme {
        "https" => true,
        "http" => is_this_machine(authority),
        _ => false,
    };
    is_private && is_plain && is_origin(&format!("{scheme}://{authority}"))
}

/// Whether a host with perhaps a port is this machine, whatever its names resolve to.
fn is_this_machine(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|it| it.is_ascii_digit()) => host,
        Some(_) | None => authority,
    };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SettingsError;

    const STRIPE: [(&str, &str); 3] = [
        ("AIRSIDE_PAYMENTS__GATEWAY", "stripe"),
        ("AIRSIDE_PAYMENTS__SECRET_KEY", "sk_test_1"),
        ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", "whsec_1"),
    ];

    fn with(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let owned = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        Settings::from_variables(owned.collect())
    }

    #[test]
    fn the_clock_stays_true_with_stripe_whether_money_is_real_or_not() {
        for key in ["sk_live_1", "sk_test_1"] {
            let stripe = [
                ("AIRSIDE_PAYMENTS__GATEWAY", "stripe"),
                ("AIRSIDE_PAYMENTS__SECRET_KEY", key),
                ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", "whsec_1"),
            ];
            assert!(with(&stripe).is_ok(), "{key}");
            let moved = [&stripe[..], &[("AIRSIDE_CLOCK__AHEAD_SECONDS", "60")]].concat();
            let error = with(&moved).unwrap_err().to_string();
            assert!(error.contains("clock.ahead_seconds"), "{key}: {error}");
        }
    }

    #[test]
    fn another_stripe_is_reached_by_https_or_on_this_machine() {
        let at = |url| with(&[&STRIPE[..], &[("AIRSIDE_PAYMENTS__STRIPE_URL", url)]].concat());
        for good in [
            "",
            "https://stripe.proxy.example",
            "https://proxy.example:8443/stripe/",
            "http://127.0.0.1:12111",
            "http://127.9.9.9/stripe",
            "http://localhost:12111",
            "http://[::1]:12111",
        ] {
            assert!(at(good).is_ok(), "{good}");
        }
        for bad in [
            "stripe.example",
            "http://stripe.example",
            "http://10.0.0.1:80",
            "http://127.0.0.1.evil.example",
            "http://127.0.0.1@evil.example",
            "https://user:hush@proxy.example",
            "https://",
            "https:///v1",
            "https://proxy.example?key=1",
            "https://proxy.example/#v1",
            "ftp://127.0.0.1",
        ] {
            let error = at(bad).unwrap_err().to_string();
            assert!(error.contains("payments.stripe_url"), "{bad}: {error}");
            assert!(!error.contains("hush"), "{error}");
        }
        let error = with(&[("AIRSIDE_PAYMENTS__STRIPE_URL", "https://a.example")]).unwrap_err();
        assert!(error.to_string().contains("payments.stripe_url"), "{error}");
    }
}
