//! What `cargo xtask drill` does to services: they stand still, or have no room left.
//!
//! Whatever ends the command, the service is as before when it ends, unless it is killed: then
//! `services restart` puts it right.

use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use nix::sys::signal::Signal;

use super::compose::Containers;
use super::family;
use super::instance::Instance;
use super::process::Process;
use super::service::Service;
use super::state::{Running, State};
use super::up::lives;
use crate::interrupt;

const PAUSE: Duration = Duration::from_millis(20);

/// The largest file that fits when there is no room: less than any document, more than what S3
/// notes beside each.
const NO_ROOM: &str = "--fsize=4096:unlimited";
const ROOM: &str = "--fsize=unlimited:unlimited";

/// Lets a service stand still: it keeps its connections, and answers nobody.
pub(super) fn pause(instance: &Instance, service: Service, time: Duration) -> anyhow::Result<()> {
    let _lock = instance.lock()?;
    let state = running(instance, service)?;
    match state.running.get(&service) {
        Some(Running::Container) => {
            let containers = Containers::of(instance, &state);
            containers.pause(service)?;
            wait(time);
            containers.unpause(service)
        }
        Some(Running::Program { processes, .. }) => {
            for process in processes {
                drop(family::signal(process.pid(), Signal::SIGSTOP));
            }
            wait(time);
            for process in processes {
                drop(family::signal(process.pid(), Signal::SIGCONT));
            }
            Ok(())
        }
        None => Ok(()),
    }
}

/// Lets S3 find no room for a document, as on a full disk: its process may write no file that is
/// larger than a few kilobytes, and answers 500.
pub(super) fn fill(instance: &Instance, time: Duration) -> anyhow::Result<()> {
    let _lock = instance.lock()?;
    let state = running(instance, Service::S3)?;
    let Some(Running::Program { processes, .. }) = state.running.get(&Service::S3) else {
        bail!("only an S3 server that runs as a program can be filled");
    };
    let server = processes.last().context("S3 has no process")?;
    limit(server, NO_ROOM)?;
    wait(time);
    limit(server, ROOM)?;
    ensure!(
        server.is_alive(),
        "S3 ended: it was started by an older version, {}",
        instance.command("up")
    );
    Ok(())
}

fn limit(process: &Process, limit: &str) -> anyhow::Result<()> {
    let pid = process.pid().to_string();
    let limited = Command::new("prlimit").args(["--pid", &pid, limit]).status();
    let limited = limited.context("cannot run prlimit, which Linux's util-linux has")?;
    ensure!(limited.success(), "the size of files cannot be limited: see above");
    Ok(())
}

/// The state of the instance, if this service is up.
fn running(instance: &Instance, service: Service) -> anyhow::Result<State> {
    interrupt::listen()?;
    let up = instance.command("up");
    let state = instance.state()?.with_context(|| format!("the services are down: {up}"))?;
    ensure!(lives(service, instance, &state), "{} is down: {up}", service.title());
    Ok(state)
}

/// Waits so long, or until the command is asked to stop.
fn wait(time: Duration) {
    let began = Instant::now();
    while began.elapsed() < time && !interrupt::asked() {
        sleep(PAUSE);
    }
}
