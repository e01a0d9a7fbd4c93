//! `services down`: ends what was started, and nothing else.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::Context;

use super::compose::Containers;
use super::family;
use super::instance::Instance;
use super::process::Process;
use super::service::Service;
use super::state::{Running, State};

/// PostgreSQL may have a checkpoint to write, RabbitMQ queues to close.
const GRACE: Duration = Duration::from_secs(30);

/// What becomes of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    Keep,
    Wipe,
}

/// Ends all that was started, and says what that was.
pub(super) fn down(instance: &Instance, data: Data) -> anyhow::Result<Vec<Service>> {
    let _lock = instance.lock()?;
    let Some(mut state) = instance.state()? else {
        return Ok(Vec::new());
    };
    let stopped: Vec<Service> = state.running.keys().copied().collect();
    let has_containers = state.running.values().any(|it| *it == Running::Container);
    thread::scope(|scope| {
        for (service, running) in &state.running {
            match running {
                Running::Container => {}
                Running::Program { processes, .. } => {
                    scope.spawn(|| end_processes(*service, processes));
                }
            }
        }
    });
    let containers = Containers::of(instance, &state);
    match data {
        Data::Keep if has_containers => containers.remove()?,
        // Volumes outlive containers that were removed before.
        Data::Wipe if instance.folder().join("compose.yml").exists() => {
            containers.remove_with_data()?;
        }
        Data::Keep | Data::Wipe => {}
    }
    match data {
        Data::Keep => {
            state.running.clear();
            instance.save(&state)?;
        }
        Data::Wipe => {
            if let Some(folder) = &state.postgres_elsewhere {
                remove(folder)?;
            }
            remove(instance.folder())?;
        }
    }
    Ok(stopped)
}

/// Ends one service, if it runs. What is recorded of it stays.
pub(super) fn end(service: Service, instance: &Instance, state: &State) -> anyhow::Result<()> {
    match state.running.get(&service) {
        Some(Running::Container) => Containers::of(instance, state).stop(service),
        Some(Running::Program { processes, .. }) => {
            end_processes(service, processes);
            Ok(())
        }
        None => Ok(()),
    }
}

/// Ends one service as a crash would. What is recorded of it stays.
pub(super) fn kill(instance: &Instance, service: Service) -> anyhow::Result<()> {
    let _lock = instance.lock()?;
    let state = instance.state()?;
    let running = state.as_ref().and_then(|it| Some((it, it.running.get(&service)?)));
    match running {
        Some((state, Running::Container)) => Containers::of(instance, state).kill(service),
        Some((_, Running::Program { processes, .. })) => {
            for process in processes.iter().filter(|it| it.is_alive()) {
                family::kill_all(process.pid());
            }
            Ok(())
        }
        None => Ok(()),
    }
}

/// The service first, then what it depended on.
fn end_processes(service: Service, processes: &[Process]) {
    for process in processes.iter().rev() {
        if !process.end(service.farewell(), GRACE) {
            eprintln!("{} did not end when asked to, and was killed.", service.title());
        }
    }
}

fn remove(folder: &Path) -> anyhow::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot delete {}", folder.display()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
