//! Services as containers, by `docker compose`.
//!
//! Ports are ours to choose and published on loopback alone, so a container is
//! found where a program would be.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, ensure};

use super::instance::Instance;
use super::service::Service;
use super::state::State;

const COMPOSE: &str = include_str!("compose.yml");
/// A client may wait long for an engine that is away.
const ENGINE_PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);

/// Whether containers can be started: an engine answers, and the client has `compose`.
pub(super) fn is_there() -> bool {
    let mut info = Command::new("docker");
    info.args(["info", "--format", "{{.ServerVersion}}"]);
    let mut version = Command::new("docker");
    version.args(["compose", "version"]);
    succeeds_soon(info) && succeeds_soon(version)
}

fn succeeds_soon(mut command: Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = quiet.spawn() else { return false };
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if began.elapsed() < ENGINE_PATIENCE => sleep(PAUSE),
            Ok(None) | Err(_) => {
                // Nothing depends on it: an engine that is so slow will not do.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// The containers of one instance.
pub(super) struct Containers<'a> {
    instance: &'a Instance,
    state: &'a State,
}

impl<'a> Containers<'a> {
    pub(super) const fn of(instance: &'a Instance, state: &'a State) -> Self {
        Self { instance, state }
    }

    /// Starts one; its image is fetched first if it is not there.
    pub(super) fn start(&self, service: Service) -> anyhow::Result<()> {
        let file = self.instance.folder().join("compose.yml");
        fs::write(&file, COMPOSE).with_context(|| format!("cannot write {}", file.display()))?;
        let started = self.run(&["up", "--detach", "--no-deps", service.name()]);
        let way_out = self.instance.command("up --from programs");
        started.map_err(|error| anyhow!("{error}\nWithout containers: {way_out}"))
    }

    pub(super) fn stop(&self, service: Service) -> anyhow::Result<()> {
        self.run(&["stop", "--timeout", "20", service.name()])
    }

    /// Ends it by SIGKILL.
    pub(super) fn kill(&self, service: Service) -> anyhow::Result<()> {
        self.run(&["kill", service.name()])
    }

    /// Freezes its processes.
    pub(super) fn pause(&self, service: Service) -> anyhow::Result<()> {
        self.run(&["pause", service.name()])
    }

    pub(super) fn unpause(&self, service: Service) -> anyhow::Result<()> {
        self.run(&["unpause", service.name()])
    }

    /// Removes what was started; volumes stay.
    pub(super) fn remove(&self) -> anyhow::Result<()> {
        self.run(&["down", "--timeout", "20"])
    }

    pub(super) fn remove_with_data(&self) -> anyhow::Result<()> {
        self.run(&["down", "--timeout", "20", "--volumes"])
    }

    pub(super) fn is_running(&self, service: Service) -> bool {
        let mut command = self.command();
        let ids = command.args(["ps", "--quiet", "--status", "running", service.name()]).output();
        ids.is_ok_and(|ids| ids.status.success() && !ids.stdout.trim_ascii().is_empty())
    }

    pub(super) fn log(&self, service: Service) -> String {
        let mut command = self.command();
        match command.args(["logs", "--no-color", "--tail", "20", service.name()]).output() {
            Ok(log) => String::from_utf8_lossy(&log.stdout).into_owned(),
            Err(error) => error.to_string(),
        }
    }

    fn run(&self, arguments: &[&str]) -> anyhow::Result<()> {
        // It shows its progress to people by itself, on standard error.
        let status = self.command().args(arguments).stdout(Stdio::null()).status();
        let status = status.context("cannot run docker")?;
        ensure!(status.success(), "docker compose {} failed, see above", arguments.join(" "));
        Ok(())
    }

    fn command(&self) -> Command {
        let State { secrets, ports, compose_project, .. } = self.state;
        let port = |service| ports.get(&service).copied().unwrap_or_default().to_string();
        let mut command = Command::new("docker");
        command
            .args(["compose", "--project-name", compose_project, "--file"])
            .arg(self.instance.folder().join("compose.yml"))
            .env("POSTGRES_PORT", port(Service::Postgres))
            .env("POSTGRES_PASSWORD", &secrets.postgres)
            .env("POSTGRES_FSYNC", if self.instance.is_for_tests() { "off" } else { "on" })
            .env("RABBITMQ_PORT", port(Service::Rabbitmq))
            .env("RABBITMQ_PASSWORD", &secrets.rabbitmq)
            .env("REDIS_PORT", port(Service::Redis))
            .env("REDIS_PASSWORD", &secrets.redis)
            .stdin(Stdio::null());
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_listen_on_loopback_alone_and_have_no_secret_of_the_file_s_own() {
        let ports: Vec<_> = COMPOSE.lines().filter(|line| line.contains("ports:")).collect();
        assert_eq!(ports.len(), 3);
        assert!(ports.iter().all(|line| line.contains("\"127.0.0.1:${")), "{ports:?}");
        let passwords: Vec<_> = COMPOSE.lines().filter(|line| line.contains("_PASS")).collect();
        assert!(passwords.iter().all(|line| line.contains(":?}")), "{passwords:?}");
    }
}
