//! The embedded stack: a SQLite file, and everything else in this process.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration as Pause;

use airside_app::ports::{Clock, Entropy, Limit, Store};
use airside_app::{App, LimitSettings, Ports};
use airside_cancellation::{Policy, Rules};
use airside_documents_pdf::PdfDocuments;
use airside_fares::Tariff;
use airside_local::{FileBlobs, LocalBus, LocalLimits, SystemClock, SystemEntropy};
use airside_payments_stripe::{self as stripe, StripePayments};
use airside_search::ConnectingTimes;
use airside_store_sqlite::SqliteStore;
use airside_stripe_sandbox as sandbox;
use anyhow::Context;
use time::Duration;

use crate::keys::{self, Keys};
use crate::settings::{Gateway, Payments, Settings};

/// How long the gateway may take to answer one attempt.
const GATEWAY_TIMEOUT: Pause = Pause::from_secs(10);
/// How often a call to the gateway is attempted in all.
const GATEWAY_ATTEMPTS: u32 = 3;
/// What a dollar is worth in the demo tariff, whose charges are written in rupees:
/// `selling.minor_per_dollar` is held against it to say them in another currency.
const DEMO_RUPEES_PER_DOLLAR: i64 = 85;

/// What stands behind a running system.
pub(crate) struct Stack {
    pub(crate) app: Arc<App>,
    /// The payment sandbox, unless Stripe takes the money.
    pub(crate) sandbox: Option<sandbox::Sandbox>,
}

/// Opens the store of these settings, with its migrations run.
pub fn open_store(settings: &Settings) -> anyhow::Result<Arc<dyn Store>> {
    let folder = &settings.data_dir;
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the data folder {}", folder.display()))?;
    let path = folder.join("airside.db");
    let store = SqliteStore::open(&path)
        .with_context(|| format!("cannot open the store {}", path.display()))?;
    Ok(Arc::new(store))
}

/// Wires the embedded stack for a server that listens on `address`.
pub(crate) fn wire(settings: &Settings, address: SocketAddr) -> anyhow::Result<Stack> {
    let store = open_store(settings)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::ahead(settings.clock.ahead_seconds));
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::new(clock.clone()));
    let Keys { secrets, webhook_secret } = keys::load_or_make(&settings.data_dir, &*entropy)?;

    let (secret_key, webhook_secret, sandbox) = match settings.payments.gateway {
        Gateway::Stripe => {
            let Payments { secret_key, webhook_secret, .. } = settings.payments.clone();
            (secret_key, webhook_secret, None)
        }
        Gateway::Sandbox => {
            let key = format!("sk_test_{}", webhook_secret.trim_start_matches("whsec_"));
            let (clock, entropy) = (clock.clone(), entropy.clone());
            let sandbox = open_sandbox(settings, address, &key, &webhook_secret, clock, entropy)?;
            (key, webhook_secret, Some(sandbox))
        }
    };
    let payments = StripePayments::new(stripe::Settings {
        secret_key,
        webhook_secret,
        api_url: sandbox.as_ref().map(|_| format!("{}/sandbox/stripe", local_url(address))),
        timeout: GATEWAY_TIMEOUT,
        attempts: GATEWAY_ATTEMPTS,
    })?;
    let ports = Ports {
        store,
        bus: Arc::new(LocalBus::default()),
        limits: Arc::new(LocalLimits::default()),
        blobs: Arc::new(FileBlobs::open(settings.data_dir.join("blobs"))?),
        payments: Arc::new(payments),
        documents: Arc::new(PdfDocuments::new()?),
        clock,
        entropy,
    };
    let app = Arc::new(App::new(ports, app_settings(settings, address)?, secrets));
    Ok(Stack { app, sandbox })
}

fn open_sandbox(
    settings: &Settings,
    address: SocketAddr,
    secret_key: &str,
    webhook_secret: &str,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> anyhow::Result<sandbox::Sandbox> {
    let opened = sandbox::Sandbox::open(sandbox::Settings {
        database: sandbox::Database::File(settings.data_dir.join("sandbox.db")),
        public_url: public_url(settings, address),
        merchant: "Airside".to_owned(),
        secret_key: Some(secret_key.to_owned()),
        webhook: Some(sandbox::Webhook {
            url: format!("{}/v1/webhooks/stripe", local_url(address)),
            secret: webhook_secret.to_owned(),
        }),
        refunds_settle_after: Pause::from_secs(1),
        clock: Arc::new(move || clock.now()),
        ids: Arc::new(move || {
            let mut bytes = [0; 16];
            entropy.fill(&mut bytes);
            uuid::Builder::from_random_bytes(bytes).into_uuid()
        }),
    });
    opened.context("cannot open the payment sandbox")
}

/// How this process reaches itself.
fn local_url(address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(host, address.port()))
}

fn public_url(settings: &Settings, address: SocketAddr) -> String {
    match settings.server.public_url.trim_end_matches('/') {
        "" => local_url(address),
        url => url.to_owned(),
    }
}

/// The minimum connecting times of these settings.
pub fn connecting_times(settings: &Settings) -> ConnectingTimes {
    let connecting = &settings.connecting;
    ConnectingTimes {
        domestic: connecting.domestic,
        domestic_to_international: connecting.domestic_to_international,
        international_to_domestic: connecting.international_to_domestic,
        international: connecting.international,
        ..ConnectingTimes::default()
    }
}

/// The figures that use cases work with.
pub fn app_settings(
    settings: &Settings,
    address: SocketAddr,
) -> anyhow::Result<airside_app::Settings> {
    let currency = settings.currency()?;
    let tariff = Tariff::demo(currency);
    let dollars = settings.selling.minor_per_dollar;
    let scale = DEMO_RUPEES_PER_DOLLAR * currency.minor_per_major();
    let tariff = if dollars == scale { tariff } else { tariff.scaled(dollars, scale) };
    Ok(airside_app::Settings {
        public_url: public_url(settings, address),
        hold: Duration::seconds(settings.booking.hold_seconds),
        offer_lifetime: Duration::seconds(settings.offers.lifetime_seconds),
        sales_cutoff: Duration::minutes(settings.offers.sales_cutoff_minutes),
        quote_lifetime: Duration::seconds(settings.cancellation.quote_seconds),
        document_link_lifetime: Duration::seconds(settings.documents.link_seconds),
        return_link_lifetime: Duration::hours(settings.payments.return_link_hours),
        access_token_seconds: settings.sessions.access_token_seconds,
        refresh_token_seconds: settings.sessions.refresh_token_days * 24 * 60 * 60,
        return_origins: settings.return_origins(),
        tariff,
        cancellation: Policy::default_for(currency),
        cancellation_rules: Rules { free_within_24h: settings.cancellation.free_within_24h },
        limits: limits(settings),
    })
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
    }
}
