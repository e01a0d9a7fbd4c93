//! `services up`: starts what does not run, and waits until all of it works.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::bail;
use console::style;
use indicatif::{ProgressBar, ProgressStyle};

use super::compose::Containers;
use super::instance::Instance;
use super::obtain::{Ready, obtain};
use super::process::Process;
use super::service::Service;
use super::source::Origin;
use super::state::{Running, State};
use super::stop::end;
use super::{ports, probes, start};
use crate::interrupt;

/// RabbitMQ takes ten seconds on a machine that has nothing else to do.
const PATIENCE: Duration = Duration::from_mins(3);
const PAUSE: Duration = Duration::from_millis(50);

/// Starts those that do not run, from whatever is there.
pub(super) fn up(
    instance: &Instance,
    services: &[Service],
    wish: Option<Origin>,
) -> anyhow::Result<()> {
    let _lock = instance.lock()?;
    let mut state = instance.state()?.map_or_else(State::new, Ok)?;
    let (running, missing): (Vec<_>, Vec<_>) =
        services.iter().copied().partition(|service| works(*service, instance, &state));
    for service in running {
        say(service, &state, "was running already");
    }
    if missing.is_empty() {
        return Ok(());
    }

    let sources = obtain(&missing, wish)?;
    let began = Instant::now();
    for (service, ready) in sources {
        begin(service, ready, instance, &mut state)?;
    }
    wait_until_ready(&missing, began, instance, &mut state)
}

/// Stops one and starts it again from the same program, at the same port, on the same data.
pub(super) fn restart(instance: &Instance, service: Service) -> anyhow::Result<()> {
    let _lock = instance.lock()?;
    let Some(mut state) = instance.state()? else {
        bail!("nothing runs here: {}", instance.command("up"));
    };
    let ready = match state.running.get(&service) {
        Some(Running::Container) => Ready::Container,
        Some(Running::Program { program, .. }) => Ready::Program(program.clone()),
        None => bail!("{} is not up: {}", service.title(), instance.command("up")),
    };
    let began = Instant::now();
    end(service, instance, &state)?;
    launch(service, ready, instance, &mut state)?;
    wait_until_ready(&[service], began, instance, &mut state)
}

/// Whether it was started, lives and answers.
pub(super) fn works(service: Service, instance: &Instance, state: &State) -> bool {
    lives(service, instance, state) && answers(service, state)
}

fn answers(service: Service, state: &State) -> bool {
    state.port(service).is_ok_and(|port| probes::answers(service, port, &state.secrets))
}

/// Whether all that was started of it still runs.
pub(super) fn lives(service: Service, instance: &Instance, state: &State) -> bool {
    match state.running.get(&service) {
        Some(Running::Container) => Containers::of(instance, state).is_running(service),
        Some(Running::Program { processes, .. }) => processes.iter().all(Process::is_alive),
        None => false,
    }
}

/// Starts one where it was before, if it can.
fn begin(
    service: Service,
    ready: Ready,
    instance: &Instance,
    state: &mut State,
) -> anyhow::Result<()> {
    // It may have died in part, or not answer.
    end(service, instance, state)?;
    state.running.remove(&service);
    if !state.ports.get(&service).is_some_and(|port| ports::is_free(*port)) {
        let mut taken: BTreeSet<u16> = state.ports.values().copied().collect();
        state.ports.insert(service, ports::claim(&mut taken)?);
    }
    launch(service, ready, instance, state)
}

fn launch(
    service: Service,
    ready: Ready,
    instance: &Instance,
    state: &mut State,
) -> anyhow::Result<()> {
    let running = match ready {
        Ready::Container => {
            // Known before it is there: else nobody would stop it if we are killed now.
            state.running.insert(service, Running::Container);
            instance.save(state)?;
            Containers::of(instance, state).start(service)?;
            Running::Container
        }
        Ready::Program(program) => {
            if service == Service::Postgres && state.postgres_elsewhere.is_none() {
                state.postgres_elsewhere = start::needs_another_folder(instance)?;
                if let Some(folder) = &state.postgres_elsewhere {
                    let folder = folder.display();
                    println!("PostgreSQL's user cannot enter this folder: its data is in {folder}");
                    instance.save(state)?;
                }
            }
            let processes = start::start(service, &program, instance, state)?;
            Running::Program { program, processes }
        }
    };
    state.running.insert(service, running);
    instance.save(state)
}

/// Looks at all of them in turn; tells each as it comes up.
fn wait_until_ready(
    services: &[Service],
    began: Instant,
    instance: &Instance,
    state: &mut State,
) -> anyhow::Result<()> {
    let mut pending: BTreeMap<Service, Instant> =
        services.iter().map(|service| (*service, Instant::now())).collect();
    let spinner = spinner();
    while !pending.is_empty() {
        let names: Vec<&str> = pending.keys().map(|service| service.title()).collect();
        spinner.set_message(format!("starting {}", names.join(", ")));
        for (service, since) in pending.clone() {
            if interrupt::asked() {
                spinner.finish_and_clear();
                bail!("stopped before all was up: {}", instance.command("down"));
            }
            let lives = lives(service, instance, state);
            if lives && answers(service, state) {
                remember_what_it_made(service, instance, state)?;
                let took = format!("started in {:.1} s", began.elapsed().as_secs_f64());
                spinner.suspend(|| say(service, state, &took));
                pending.remove(&service);
            } else if !lives || since.elapsed() > PATIENCE {
                spinner.finish_and_clear();
                return fail(service, lives, instance, state);
            }
        }
        sleep(PAUSE);
    }
    spinner.finish_and_clear();
    Ok(())
}

fn remember_what_it_made(
    service: Service,
    instance: &Instance,
    state: &mut State,
) -> anyhow::Result<()> {
    if let Some(Running::Program { processes, .. }) = state.running.get_mut(&service)
        && let Some(made) = start::processes_made(service, instance)
        && !processes.contains(&made)
    {
        processes.push(made);
        instance.save(state)?;
    }
    Ok(())
}

fn fail(
    service: Service,
    lives: bool,
    instance: &Instance,
    state: &mut State,
) -> anyhow::Result<()> {
    let what = if lives { "does not answer" } else { "ended as it started" };
    let (log, text) = match state.running.get(&service) {
        Some(Running::Container) => {
            ("its container".to_owned(), Containers::of(instance, state).log(service))
        }
        Some(Running::Program { .. }) | None => {
            let path = instance.log(service);
            (path.display().to_string(), fs::read_to_string(&path).unwrap_or_default())
        }
    };
    end(service, instance, state)?;
    state.running.remove(&service);
    instance.save(state)?;

    let tail: Vec<&str> = text.lines().collect();
    let last = tail[tail.len().saturating_sub(15)..].join("\n  ");
    bail!(
        "{} {what}. The log of {log} ends with:\n  {last}\n\
         To start with nothing: {}",
        service.title(),
        instance.command("down --wipe")
    )
}

fn say(service: Service, state: &State, what: &str) {
    let address = state.port(service).map(|port| format!("127.0.0.1:{port}")).unwrap_or_default();
    println!(
        "{:<15} {:<16} {what}, {}",
        style(service.title()).bold(),
        address,
        how(service, state)
    );
}

/// What it runs as, for people.
pub(super) fn how(service: Service, state: &State) -> String {
    match state.running.get(&service) {
        Some(Running::Container) => format!("container of {}", state.compose_project),
        Some(Running::Program { program, processes }) => {
            let pid = processes.last().map(|it| it.pid().to_string()).unwrap_or_default();
            format!("{} (pid {pid})", program.display())
        }
        None => String::new(),
    }
}

fn spinner() -> ProgressBar {
    let spinner = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        spinner.set_style(style);
    }
    spinner.enable_steady_tick(Duration::from_millis(100));
    spinner
}
