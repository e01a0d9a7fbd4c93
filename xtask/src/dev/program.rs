//! One program that we run: starts, restarts and stops it, and puts its name before each line it
//! writes.
//!
//! It has a process group of its own, so that Ctrl-C reaches it only through us, as
//! a request to end in order.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use console::{Color, style};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::retry::{Phase, Retry};
use crate::services::Variables;

/// A server that ends in order gives the requests in hand 20 seconds.
const GRACE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);

pub(super) struct Program {
    label: String,
    executable: PathBuf,
    environment: Variables,
    process: Option<Child>,
    phase: Phase,
    retry: Retry,
}

impl Program {
    pub(super) fn new(name: &str, color: Color, program: PathBuf, environment: Variables) -> Self {
        // Where colours are off, the name is what tells lines apart.
        let label = style(format!("{name:<9}|")).fg(color).to_string();
        Self {
            label,
            executable: program,
            environment,
            process: None,
            phase: Phase::Stopped,
            retry: Retry::default(),
        }
    }

    pub(super) fn start(&mut self) -> anyhow::Result<()> {
        let mut child = Command::new(&self.executable)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {}", self.executable.display()))?;
        if let Some(output) = child.stdout.take() {
            show(&self.label, output);
        }
        if let Some(output) = child.stderr.take() {
            show(&self.label, output);
        }
        self.process = Some(child);
        self.phase = Phase::Running { since: Instant::now() };
        Ok(())
    }

    /// Notices when it ended by itself, and starts it again after a while.
    pub(super) fn look_after(&mut self, now: Instant) -> anyhow::Result<()> {
        match self.phase {
            Phase::Running { since } => {
                let Some(process) = &mut self.process else { return Ok(()) };
                if let Some(status) = process.try_wait()? {
                    let wait = self.retry.after(now - since);
                    self.say(&format!("ended by itself, {status}: again in {} s", wait.as_secs()));
                    self.process = None;
                    self.phase = Phase::Waiting { until: now + wait };
                }
            }
            Phase::Waiting { until } if now >= until => self.start()?,
            Phase::Stopped | Phase::Waiting { .. } => {}
        }
        Ok(())
    }

    pub(super) fn ask_to_stop(&mut self) {
        if let Some(process) = &self.process
            && let Ok(pid) = i32::try_from(process.id())
        {
            // It may have ended by itself, which is as well.
            let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
        }
        self.phase = Phase::Stopped;
        // What comes next may be better: it does not wait for what this one did.
        self.retry = Retry::default();
    }

    /// Waits for one that was asked to stop, and kills it when that takes too long.
    pub(super) fn wait(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        let asked = Instant::now();
        while let Ok(None) = process.try_wait() {
            if asked.elapsed() > GRACE {
                self.say("did not end when asked to, and was killed");
                let _ = process.kill();
                let _ = process.wait();
                return;
            }
            thread::sleep(PAUSE);
        }
    }

    fn say(&self, what: &str) {
        println!("{} {}", self.label, style(what).bold());
    }
}

impl Drop for Program {
    /// No process is left behind when an error ends us.
    fn drop(&mut self) {
        self.ask_to_stop();
        self.wait();
    }
}

/// Writes lines as they come, until the program has closed its end.
fn show(label: &str, output: impl Read + Send + 'static) {
    let label = label.to_owned();
    thread::spawn(move || {
        let mut lines = BufReader::new(output).split(b'\n');
        while let Some(Ok(line)) = lines.next() {
            println!("{label} {}", String::from_utf8_lossy(&line));
        }
    });
}
