//! A server to put under load: a program of its own on the embedded stack, in a folder that was
//! cleared, on a free port of this machine alone.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::drill::{cargo, workspace};

/// Loading the world takes seconds; beside other work, more.
const TIME_TO_START: Duration = Duration::from_mins(2);
/// What is under way at the end gets so long: sweepers look every ten seconds.
const TIME_TO_SETTLE: Duration = Duration::from_mins(2);
/// Requests in hand are finished first.
const TIME_TO_STOP: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(100);

/// A server that runs until it is stopped or dropped.
pub(crate) struct Server {
    process: Child,
    program: PathBuf,
    port: u16,
    variables: Vec<(&'static str, String)>,
    /// From its start to its first answer.
    started_in: Duration,
}

/// The program to run: the one that was named, or one that is built now, as it is deployed.
pub(crate) fn program(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(program) = named {
        ensure!(program.is_file(), "{} is not there", program.display());
        return Ok(program.to_owned());
    }
    let built = cargo()
        .args(["build", "--release", "--workspace", "--exclude", "airside-one-build"])
        .args(["--bin", "airside"])
        .status()
        .context("cannot run cargo")?;
    ensure!(built.success(), "the server does not build: cargo says why, above");
    Ok(workspace().join("target/release/airside"))
}

impl Server {
    /// Starts the program on what is sold (`world` or `small`). Its data and its log are in the
    /// folder; data of another server is cleared away first.
    pub(crate) async fn start(program: &Path, folder: &Path, world: &str) -> anyhow::Result<Self> {
        let data = folder.join("data");
        if data.exists() {
            fs::remove_dir_all(&data)
                .with_context(|| format!("cannot clear {}", data.display()))?;
        }
        fs::create_dir_all(&data).with_context(|| format!("cannot make {}", data.display()))?;
        let log = File::create(folder.join("server.log")).context("cannot write the log")?;
        let port = free_port()?;
        let variables = variables(&data, port, world);
        let began = Instant::now();
        let process = Command::new(program)
            .arg("serve")
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            // Ctrl-C is for the command, which ends its server itself.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let program = program.to_owned();
        let mut server = Self { process, program, port, variables, started_in: Duration::ZERO };
        server.wait_until_ready(folder).await?;
        server.started_in = began.elapsed();
        Ok(server)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// How long it took from its start to its first answer.
    pub(crate) fn started_in(&self) -> Duration {
        self.started_in
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id().unwrap_or_default()
    }

    async fn wait_until_ready(&mut self, folder: &Path) -> anyhow::Result<()> {
        let http = reqwest::Client::builder().no_proxy().timeout(TIME_TO_STOP).build()?;
        let health = format!("{}/readyz", self.url());
        let began = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait()? {
                let log = fs::read_to_string(folder.join("server.log")).unwrap_or_default();
                bail!("the server ended instead of starting ({status}): {}", log.trim());
            }
            let answer = http.get(&health).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            ensure!(began.elapsed() < TIME_TO_START, "the server does not get ready");
            sleep(PAUSE).await;
        }
    }

    /// Whether the books agree, once all that was under way is done.
    pub(crate) async fn audit(&self) -> anyhow::Result<bool> {
        let began = Instant::now();
        loop {
            let audit = Command::new(&self.program)
                .args(["audit", "--gateway"])
                .envs(self.variables.iter().map(|(name, value)| (name, value)))
                .output()
                .await?;
            let last = began.elapsed() > TIME_TO_SETTLE;
            if last && !audit.status.success() {
                eprintln!("{}", String::from_utf8_lossy(&audit.stdout));
                eprintln!("{}", String::from_utf8_lossy(&audit.stderr));
            }
            if last || audit.status.success() {
                return Ok(audit.status.success());
            }
            sleep(PAUSE).await;
        }
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        let command = format!("kill -TERM {}", self.id());
        Command::new("sh").args(["-c", &command]).status().await?;
        let stopped = timeout(TIME_TO_STOP, self.process.wait()).await;
        let status = stopped.context("the server does not stop")??;
        ensure!(status.success(), "the server did not stop well: {status}");
        Ok(())
    }
}

/// A port of this machine that nobody listens on.
pub(crate) fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Over the environment, whatever that says: load never goes near real money.
fn variables(data: &Path, port: u16, world: &str) -> Vec<(&'static str, String)> {
    let plenty = || "1000000".to_owned();
    vec![
        ("AIRSIDE_CONFIG", workspace().join("config/embedded.toml").display().to_string()),
        ("AIRSIDE_STACK", "embedded".to_owned()),
        ("AIRSIDE_DATA_DIR", data.display().to_string()),
        ("AIRSIDE_SERVER__HOST", "127.0.0.1".to_owned()),
        ("AIRSIDE_SERVER__PORT", port.to_string()),
        ("AIRSIDE_WORLD__DEMO", world.to_owned()),
        ("AIRSIDE_LOG__FILTER", "warn".to_owned()),
        ("AIRSIDE_PAYMENTS__GATEWAY", "sandbox".to_owned()),
        ("AIRSIDE_PAYMENTS__SANDBOX_URL", String::new()),
        // An offer is found at the beginning and booked at the end.
        ("AIRSIDE_OFFERS__LIFETIME_SECONDS", "86400".to_owned()),
        ("AIRSIDE_BOOKING__MAX_UNPAID_SEATS", "0".to_owned()),
        ("AIRSIDE_LIMITS__API_PER_SECOND", plenty()),
        ("AIRSIDE_LIMITS__API_BURST", plenty()),
        ("AIRSIDE_LIMITS__SIGN_UP_PER_MINUTE_ADDRESS", plenty()),
    ]
}
