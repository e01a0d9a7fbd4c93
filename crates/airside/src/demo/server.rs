//! The server of the demo, as a process of its own.
//!
//! It is in a process group of its own, so that Ctrl-C reaches it only through
//! us, as a request to end in order.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::api::Api;
use super::page;

/// Loading the world for the first time takes a few seconds; a slow disk, some more.
const PATIENCE: Duration = Duration::from_mins(2);
/// A server that ends in order finishes the requests in hand first.
const GRACE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(50);

/// How much of the demo world to load.
#[derive(Debug, Clone, Copy)]
pub(super) enum World {
    Whole,
    Small,
}

pub(super) struct Server {
    process: Child,
    url: String,
    log: PathBuf,
    told_to_stop: Arc<AtomicBool>,
}

impl Server {
    pub(super) fn start(data: &Path, port: u16, world: World) -> anyhow::Result<Self> {
        let log = data.join("server.log");
        let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let world = match world {
            World::Whole => "world",
            World::Small => "small",
        };
        let process = program(data)?
            .arg("serve")
            .env("AIRSIDE_SERVER__HOST", "127.0.0.1")
            .env("AIRSIDE_SERVER__PORT", port.to_string())
            .env("AIRSIDE_SERVER__PUBLIC_URL", "")
            .env("AIRSIDE_WORLD__DEMO", world)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .process_group(0)
            .spawn()
            .context("cannot start the server")?;

        let told_to_stop = Arc::new(AtomicBool::new(false));
        let server = Self { process, url: format!("http://127.0.0.1:{port}"), log, told_to_stop };
        let (pid, told) = (server.pid()?, server.told_to_stop.clone());
        ctrlc::set_handler(move || {
            told.store(true, Ordering::SeqCst);
            // It may have ended by itself, which is as well.
            let _ = kill(pid, Signal::SIGTERM);
        })?;
        Ok(server)
    }

    /// Makes an account that serves travellers, by the command that anybody with a shell has.
    pub(super) fn appoint(&self, email: &str, password: &str) -> anyhow::Result<()> {
        let data = self.log.parent().unwrap_or(&self.log);
        let mut admin = program(data)?
            .args(["admin", "create", email, "--given-name", "Meera", "--family-name", "Iyer"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start the command that makes an operator")?;
        if let Some(mut input) = admin.stdin.take() {
            writeln!(input, "{password}")?;
        }
        let output = admin.wait_with_output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "no operator was made: {}", said.trim());
        Ok(())
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Relative to the folder that the demo runs in, for people.
    pub(super) fn log(&self) -> &Path {
        let here = std::env::current_dir().unwrap_or_default();
        self.log.strip_prefix(here).unwrap_or(&self.log)
    }

    pub(super) fn was_told_to_stop(&self) -> bool {
        self.told_to_stop.load(Ordering::SeqCst)
    }

    /// Waits until the world is loaded.
    pub(super) fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let api = Api::new(&self.url);
        page::wait("starting the server and loading the world", PATIENCE, || {
            if let Some(status) = self.process.try_wait()? {
                bail!("the server ended with {status} instead of starting");
            }
            Ok(api.is_ready().then_some(()))
        })
    }

    /// What to add to an error, so that the reader knows where to look next.
    pub(super) fn where_to_look(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let last = &lines[lines.len().saturating_sub(10)..];
        let log = self.log().display();
        format!("The server's log, {log}, ends with:\n  {}", last.join("\n  "))
    }

    /// Waits for Ctrl-C.
    pub(super) fn wait_until_stopped(mut self) -> anyhow::Result<()> {
        let status = self.process.wait()?;
        if !self.was_told_to_stop() {
            bail!("the server ended by itself with {status}: see {}", self.log().display());
        }
        println!("\nStopped.");
        Ok(())
    }

    /// Lets the server end in order.
    pub(super) fn stop(mut self) -> anyhow::Result<()> {
        self.end()
    }

    fn end(&mut self) -> anyhow::Result<()> {
        if self.process.try_wait()?.is_some() {
            return Ok(());
        }
        kill(self.pid()?, Signal::SIGTERM).context("cannot stop the server")?;
        let asked = Instant::now();
        while self.process.try_wait()?.is_none() {
            if asked.elapsed() > GRACE {
                self.process.kill()?;
                self.process.wait()?;
                bail!("the server did not end when asked to, and was killed");
            }
            sleep(PAUSE);
        }
        Ok(())
    }

    fn pid(&self) -> anyhow::Result<Pid> {
        Ok(Pid::from_raw(self.process.id().try_into()?))
    }
}

impl Drop for Server {
    /// No server is left behind when the story breaks off.
    fn drop(&mut self) {
        // The error that brought us here says more than this one could.
        let _ = self.end();
    }
}

/// This program once more, on the data of the demo.
fn program(data: &Path) -> anyhow::Result<Command> {
    let program = std::env::current_exe().context("cannot tell which program this is")?;
    let mut command = Command::new(program);
    command.env("AIRSIDE_DATA_DIR", data);
    // Whatever is set outside: a demo never goes near real money.
    command.env("AIRSIDE_PAYMENTS__GATEWAY", "sandbox");
    Ok(command)
}
