//! The real program, as a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use airside_local::MovableClock;
use airside_pdf_worker::Worker;

use crate::call::Client;
use crate::site::{NOON, settings};
use crate::stack::Stack;

/// The program, running.
pub(crate) struct Program {
    child: Killed,
    pub(crate) url: String,
    /// Not killed with it, where workers are programs of their own.
    _worker: Option<Worker>,
    stack: Stack,
    /// The same for every start, so that the clock goes on.
    ahead_seconds: i64,
    variables: Vec<(&'static str, String)>,
}

impl Program {
    /// Starts it with these variables beside those of the stack.
    pub(crate) async fn start(variables: &[(&'static str, String)]) -> Self {
        let clock = Arc::new(MovableClock::at(NOON));
        let stack = Stack::prepare(&clock).await;
        let settings = settings(&stack, &clock);
        let worker = stack.start_worker(&settings, &clock).await;
        Self::start_on(stack, worker, 0, settings.clock.ahead_seconds, variables.to_vec())
    }

    /// Starts it on this port, 0 for any, and waits until it says that it is ready.
    fn start_on(
        stack: Stack,
        worker: Option<Worker>,
        port: u16,
        ahead_seconds: i64,
        variables: Vec<(&'static str, String)>,
    ) -> Self {
        let ours = std::env::vars().filter(|(name, _)| name.starts_with("AIRSIDE_"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_airside-api"));
        for (name, _) in ours {
            command.env_remove(name);
        }
        let mut child = command
            .envs(stack.variables())
            .env("AIRSIDE_SERVER__PORT", port.to_string())
            .env("AIRSIDE_CLOCK__AHEAD_SECONDS", ahead_seconds.to_string())
            .env("AIRSIDE_LOG__FILTER", "airside_api=info")
            .env("NO_COLOR", "1")
            .envs(variables.clone())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        let ready = log.find_map(|line| {
            let line = line.unwrap();
            let (_, address) = line.split_once("ready on ")?;
            Some(address.split(';').next().unwrap().to_owned())
        });
        // Whoever stops reading makes the program fail when it logs.
        std::thread::spawn(move || log.for_each(drop));
        let url = ready.expect("the program ended before it was ready");
        Self { child: Killed(child), url, _worker: worker, stack, ahead_seconds, variables }
    }

    /// SIGKILL, then a new start on the same data and port.
    pub(crate) fn killed_and_started(self) -> Self {
        let Self { child, url, _worker: worker, stack, ahead_seconds, variables } = self;
        drop(child);
        let port = url.rsplit(':').next().unwrap().parse().unwrap();
        Self::start_on(stack, worker, port, ahead_seconds, variables)
    }

    /// Somebody who calls the gateway with its key.
    pub(crate) fn gateway(&self) -> Client {
        let url = self.stack.gateway_url().unwrap_or_else(|| self.url.clone());
        Client::new(url).with_bearer(&self.stack.gateway_secrets().1)
    }
}

/// A process that is killed when it is dropped.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}
