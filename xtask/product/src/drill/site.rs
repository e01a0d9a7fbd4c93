//! Two API nodes, two document workers and a payment sandbox, as processes of the drill.
//!
//! They share the services of the environment, under names of their own. The sandbox begins with
//! no ledger: what it knows at the end is of this drill alone.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail, ensure};
use futures::future::try_join_all;
use serde_json::Value;
use tokio::time::sleep;

use super::client::http;
use super::database::Database;

/// Loading a world and its tables takes seconds; beside other work, more.
const PATIENCE: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(50);
/// Below what systems hand to outgoing connections: a node must get its port again.
const FIRST_PORT: u16 = 20_000;
const LAST_PORT: u16 = 32_000;

/// The sandbox takes no money, so its secrets keep nothing.
pub(super) const SANDBOX_KEY: &str = "sk_test_drill";
const WEBHOOK_SECRET: &str = "whsec_drill0123456789abcdef";

/// Everything that was started.
pub(super) struct Site {
    pub(super) nodes: [Part; 2],
    pub(super) workers: [Part; 2],
    pub(super) sandbox: Part,
    /// Of the nodes, for what looks at their books from outside.
    variables: Vec<(String, String)>,
}

/// One process, and how to have it again.
pub(super) struct Part {
    name: String,
    program: PathBuf,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    port: u16,
    /// Answers with success when the part is ready.
    health: &'static str,
    log: PathBuf,
    process: Option<Child>,
}

/// How a part says that it is.
struct Answer {
    status: u16,
    body: Value,
}

impl Site {
    pub(super) async fn start(
        airside: &Path,
        database: &Database,
        folder: &Path,
    ) -> anyhow::Result<Self> {
        let [one, two, three, four, five] = free_ports()?;
        let sandbox_url = format!("http://127.0.0.1:{five}");
        let log = |name: &str| folder.join(format!("{name}.log"));
        let part = |name: &str, command: &str, port: u16, setting: &str| Part {
            name: name.to_owned(),
            program: airside.to_owned(),
            arguments: vec![command.to_owned()],
            variables: [(setting.to_owned(), port.to_string())]
                .into_iter()
                .chain(settings(database, &sandbox_url))
                .collect(),
            port,
            health: "/readyz",
            log: log(name),
            process: None,
        };
        let node = |name, port| part(name, "serve", port, "AIRSIDE_SERVER__PORT");
        let worker = |name, port| part(name, "worker", port, "AIRSIDE_WORKER__PORT");
        let sandbox_port = five.to_string();
        // Its ledger must outlive it, and hold nothing of another drill.
        let ledger = folder.join("sandbox");
        match fs::remove_dir_all(&ledger) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error).context("cannot remove the ledger of the last drill");
            }
            Ok(()) | Err(_) => {}
        }
        let ledger = ledger.display().to_string();
        let arguments = [
            "sandbox",
            "--port",
            &sandbox_port,
            "--secret-key",
            SANDBOX_KEY,
            "--data",
            ledger.as_str(),
        ];
        let mut site = Self {
            nodes: [node("node-1", one), node("node-2", two)],
            workers: [worker("worker-1", three), worker("worker-2", four)],
            sandbox: Part {
                name: "sandbox".to_owned(),
                program: airside.to_owned(),
                arguments: arguments.map(str::to_owned).to_vec(),
                variables: vec![secret()],
                port: five,
                health: "/healthz",
                log: log("sandbox"),
                process: None,
            },
            variables: settings(database, &sandbox_url),
        };
        // All at once, onto empty tables, as a deployment may do it.
        try_join_all(site.parts().map(Part::start)).await?;
        Ok(site)
    }

    pub(super) fn node_urls(&self) -> [String; 2] {
        [self.nodes[0].url(), self.nodes[1].url()]
    }

    pub(super) fn sandbox_url(&self) -> String {
        self.sandbox.url()
    }

    /// `airside audit` of the drill's store and gateway.
    pub(super) fn audit(&self) -> Command {
        let mut audit = Command::new(&self.nodes[0].program);
        audit.args(["audit", "--gateway"]).stdin(Stdio::null());
        audit.envs(self.variables.iter().map(|(name, value)| (name, value)));
        audit
    }

    /// Those that are not there any more, though nobody ended them.
    pub(super) fn ended_by_themselves(&mut self) -> Vec<String> {
        let ended = self.parts().filter_map(|part| part.has_ended().then(|| part.name.clone()));
        ended.collect()
    }

    fn parts(&mut self) -> impl Iterator<Item = &mut Part> {
        self.nodes.iter_mut().chain(&mut self.workers).chain([&mut self.sandbox])
    }
}

impl Part {
    /// Starts it, again if need be, and waits until it is ready.
    pub(super) async fn start(&mut self) -> anyhow::Result<()> {
        self.spawn(&[])?;
        self.wait_until(|answer| (answer.status == 200).then_some(Ok(()))).await
    }

    /// Starts it with a wrong clock, and waits until it says so. It must not be ready before.
    pub(super) async fn start_wrong(
        &mut self,
        variables: &[(String, String)],
    ) -> anyhow::Result<()> {
        self.spawn(variables)?;
        self.wait_until(|answer| match answer.status {
            200 => Some(Err(anyhow!("a node is ready though its clock is wrong"))),
            _ => (answer.body["clock"] == "down").then_some(Ok(())),
        })
        .await
    }

    fn spawn(&mut self, more_variables: &[(String, String)]) -> anyhow::Result<()> {
        let first = self.process.is_none();
        let log = if first {
            File::create(&self.log)
        } else {
            File::options().append(true).open(&self.log)
        };
        let log = log.with_context(|| format!("cannot write {}", self.log.display()))?;
        let variables = self.variables.iter().chain(more_variables);
        let child = Command::new(&self.program)
            .args(&self.arguments)
            .envs(variables.map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            // Ctrl-C is for the drill, which ends its parts itself.
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {}", self.program.display()))?;
        self.process = Some(child);
        Ok(())
    }

    /// Ends it as a crash would.
    pub(super) fn kill(&mut self) -> anyhow::Result<()> {
        if let Some(process) = &mut self.process {
            process.kill().with_context(|| format!("cannot kill {}", self.name))?;
            process.wait()?;
        }
        Ok(())
    }

    /// Lets it stand still for a while, as a machine does that swaps or is moved.
    pub(super) async fn pause(&mut self, seconds: u64) -> anyhow::Result<()> {
        self.signal("STOP")?;
        sleep(Duration::from_secs(seconds)).await;
        self.signal("CONT")
    }

    fn signal(&self, signal: &str) -> anyhow::Result<()> {
        let Some(process) = &self.process else { return Ok(()) };
        let command = format!("kill -{signal} {}", process.id());
        let status = Command::new("sh").args(["-c", &command]).status()?;
        ensure!(status.success(), "{} cannot be sent {signal}", self.name);
        Ok(())
    }

    /// Asks it how it is until the answer decides.
    async fn wait_until(
        &mut self,
        decide: impl Fn(&Answer) -> Option<anyhow::Result<()>>,
    ) -> anyhow::Result<()> {
        let (http, health) = (http()?, format!("{}{}", self.url(), self.health));
        let began = Instant::now();
        loop {
            if self.has_ended() {
                bail!("{} ended instead of starting: see {}", self.name, self.log.display());
            }
            let answer = http.get(&health).timeout(Duration::from_secs(2)).send().await;
            if let Ok(answer) = answer {
                let status = answer.status().as_u16();
                let body = answer.json().await.unwrap_or_default();
                if let Some(decided) = decide(&Answer { status, body }) {
                    return decided;
                }
            }
            if began.elapsed() > PATIENCE {
                bail!("{} does not get ready: see {}", self.name, self.log.display());
            }
            sleep(PAUSE).await;
        }
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn has_ended(&mut self) -> bool {
        let status = self.process.as_mut().map(Child::try_wait);
        !matches!(status, Some(Ok(None)))
    }
}

impl Drop for Part {
    /// Nothing is left running, whatever ended the drill.
    fn drop(&mut self) {
        // The error that brought us here says more than this one could.
        let _ = self.kill();
    }
}

/// Over the environment, whatever that says: a drill never goes near real money.
fn settings(database: &Database, sandbox_url: &str) -> Vec<(String, String)> {
    let plenty = "1000000";
    let world = std::env::var_os("AIRSIDE_WORLD__DEMO");
    let world = world.map_or("small".into(), |world| world.to_string_lossy().into_owned());
    let fixed = [
        ("AIRSIDE_POSTGRES__URL", database.url.as_str()),
        ("AIRSIDE_POSTGRES__MIGRATE", "true"),
        ("AIRSIDE_RABBITMQ__PREFIX", "drill"),
        ("AIRSIDE_REDIS__PREFIX", "drill"),
        ("AIRSIDE_S3__BUCKET", "airside-drill"),
        ("AIRSIDE_WORLD__DEMO", &world),
        ("AIRSIDE_CLOCK__AHEAD_SECONDS", "0"),
        ("AIRSIDE_SERVER__HOST", "127.0.0.1"),
        ("AIRSIDE_SERVER__PUBLIC_URL", ""),
        ("AIRSIDE_PAYMENTS__GATEWAY", "sandbox"),
        ("AIRSIDE_PAYMENTS__SANDBOX_URL", sandbox_url),
        ("AIRSIDE_PAYMENTS__WEBHOOK_URL", ""),
        ("AIRSIDE_PAYMENTS__SECRET_KEY", SANDBOX_KEY),
        // Shorter than a clock may be wrong, longer than a drill may be late.
        ("AIRSIDE_BOOKING__HOLD_SECONDS", "720"),
        ("AIRSIDE_BOOKING__MAX_UNPAID_SEATS", "0"),
        ("AIRSIDE_LIMITS__API_PER_SECOND", plenty),
        ("AIRSIDE_LIMITS__API_BURST", plenty),
        ("AIRSIDE_LIMITS__SIGN_UP_PER_MINUTE_ADDRESS", plenty),
    ];
    let fixed = fixed.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    fixed.chain([secret()]).collect()
}

/// Nodes and the sandbox know it by the same name.
fn secret() -> (String, String) {
    ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET".to_owned(), WEBHOOK_SECRET.to_owned())
}

fn free_ports<const N: usize>() -> anyhow::Result<[u16; N]> {
    let is_free = |port: &u16| {
        TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).is_err()
            && TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()
    };
    // From the top: other commands look from the bottom, or anywhere.
    let free: Vec<u16> = (FIRST_PORT..LAST_PORT).rev().filter(is_free).take(N).collect();
    free.try_into().ok().context("not enough ports are free")
}
