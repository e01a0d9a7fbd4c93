//! The sandbox as a command. It answers as Stripe does, until it is told to stop.
//!
//! Only this file reads the system's clock and draws real random numbers.

use std::io::IsTerminal as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use time::OffsetDateTime;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;
use uuid::Uuid;

use crate::server::SandboxServer;
use crate::{Clock, Database, FaultsFor, Ids, Settings};

/// How long the refunds of `pm_card_refundFail` and `pm_card_pendingRefund` take.
const REFUNDS_SETTLE_AFTER: Duration = Duration::from_secs(1);
/// How long it may take to say how it is.
const PATIENCE: Duration = Duration::from_secs(5);

/// How the sandbox is started.
#[derive(clap::Args)]
pub struct Arguments {
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 12111)]
    port: u16,
    /// The folder that keeps its state, however the program ends (a power cut may take the last
    /// moments); without one it is in memory, and gone at the end
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// The only API key to accept; without one, every test key
    #[arg(long, value_name = "KEY")]
    secret_key: Option<String>,
    /// The secret that signs events to endpoints registered over the API; without one, each gets
    /// its own, as at Stripe
    #[arg(
        long,
        value_name = "SECRET",
        env = "AIRSIDE_PAYMENTS__WEBHOOK_SECRET",
        hide_env_values = true
    )]
    webhook_secret: Option<String>,
    /// How payers reach it, in the addresses of its pages; without one, as it listens
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// How far its clock runs ahead; it must agree with that of its callers
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    ahead_seconds: i64,
    /// How long the money of a payment takes that its metadata calls late: longer than its callers
    /// hold what is paid for
    #[arg(long, value_name = "SECONDS", default_value_t = 960)]
    late_payments_after: u64,
    /// Ask the sandbox that runs on this machine, on this port, whether it answers
    #[arg(long)]
    check_health: bool,
    /// What to log, to standard error
    #[arg(long, value_name = "FILTER", default_value = "info")]
    log: String,
}

/// Answers until it is told to stop.
pub async fn answer(arguments: Arguments) -> anyhow::Result<()> {
    if arguments.check_health {
        return check_health(arguments.port).await;
    }
    let filter = EnvFilter::try_new(&arguments.log).context("--log cannot be read")?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        // It goes on when nobody reads its log any more.
        .log_internal_errors(false)
        .init();

    let wanted = (arguments.host.as_str(), arguments.port);
    let listener = TcpListener::bind(wanted).with_context(|| {
        format!("cannot listen on {}:{}; is another server there?", wanted.0, wanted.1)
    })?;
    let settings = settings(arguments, &listener)?;
    let server = SandboxServer::start(settings, listener)?;
    tracing::info!("ready on http://{}; no money moves", server.address());
    until_told_to_stop().await?;
    tracing::info!("stopping: requests in hand are finished first");
    server.stop().await?;
    Ok(())
}

fn settings(arguments: Arguments, listener: &TcpListener) -> anyhow::Result<Settings> {
    let Arguments {
        data,
        secret_key,
        webhook_secret,
        public_url,
        ahead_seconds,
        late_payments_after,
        ..
    } = arguments;
    let is_test_key = |key: &String| !key.starts_with("sk_live_") && !key.starts_with("rk_live_");
    ensure!(
        secret_key.as_ref().is_none_or(is_test_key),
        "--secret-key is a live key, and must be known to Stripe alone; take a test key"
    );
    let database = match data {
        Some(folder) => {
            std::fs::create_dir_all(&folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
            Database::QuickFile(folder.join("sandbox.db"))
        }
        None => Database::Memory,
    };
    let public_url = match public_url {
        Some(url) => url,
        None => own_address(listener.local_addr()?),
    };
    Ok(Settings {
        database,
        public_url,
        merchant: "Airside".to_owned(),
        secret_key: secret_key.filter(|key| !key.is_empty()),
        webhook: None,
        endpoint_secret: webhook_secret.filter(|secret| !secret.is_empty()),
        faults_for: FaultsFor::KeyHolders,
        refunds_settle_after: REFUNDS_SETTLE_AFTER,
        late_payments_after: Duration::from_secs(late_payments_after),
        clock: clock(time::Duration::seconds(ahead_seconds)),
        ids: ids(),
    })
}

fn own_address(address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(host, address.port()))
}

fn clock(ahead: time::Duration) -> Clock {
    #[expect(clippy::disallowed_methods, reason = "the sandbox takes its clock from here")]
    Arc::new(move || OffsetDateTime::now_utc() + ahead)
}

fn ids() -> Ids {
    #[expect(clippy::disallowed_methods, reason = "the sandbox takes its ids from here")]
    Arc::new(Uuid::new_v4)
}

/// For images that hold no other program to ask with.
async fn check_health(port: u16) -> anyhow::Result<()> {
    let client = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build()?;
    let asked = client.get(format!("http://127.0.0.1:{port}/healthz")).send().await;
    let answer = asked.with_context(|| format!("port {port} does not answer"))?;
    ensure!(answer.status().is_success(), "port {port} answers {}", answer.status());
    Ok(())
}

async fn until_told_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => (),
        _ = interrupt.recv() => (),
    }
    Ok(())
}
