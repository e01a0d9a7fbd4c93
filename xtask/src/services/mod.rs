//! `cargo xtask services`: PostgreSQL, RabbitMQ, Redis, S3 and the Stripe sandbox for one project.
//!
//! They are private: loopback alone, ports that were free, passwords drawn for them,
//! data under `.airside/services`. Servers that run on the machine for others are
//! neither used nor touched.

mod compose;
mod environment;
mod family;
mod harm;
mod instance;
mod obtain;
mod packages;
mod ports;
mod probes;
mod process;
mod programs;
mod secrets;
mod service;
mod source;
mod start;
mod state;
mod status;
mod stop;
mod up;

use std::time::Duration;

use anyhow::{Context, ensure};
use clap::Subcommand;

use crate::interrupt;
use source::Origin;
use state::State;

pub(crate) use environment::Variables;
pub(crate) use instance::{DEVELOPMENT, Instance, TESTS};
pub(crate) use obtain::Missing;
pub(crate) use service::Service;
pub(crate) use stop::Data;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Which set of services; each has data, ports and passwords of its own
    #[arg(long, global = true, default_value = DEVELOPMENT)]
    name: String,

    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Start those that do not run, and wait until all answer
    #[command(after_help = "Examples:\n  cargo xtask services up\n  \
                            cargo xtask services --name drill up --from programs")]
    Up {
        /// Where PostgreSQL, RabbitMQ and Redis come from [the first that is there]
        #[arg(long, value_enum)]
        from: Option<Origin>,
    },

    /// Stop what was started
    #[command(after_help = "Example: cargo xtask services down --wipe")]
    Down {
        /// Delete the data and the passwords as well
        #[arg(long)]
        wipe: bool,
    },

    /// Show how each is, where, and as what it runs
    #[command(after_help = "Example: cargo xtask services status")]
    Status,

    /// Print lines for a shell that point Airside at them
    #[command(after_help = "Example: eval \"$(cargo xtask services env)\"")]
    Env {
        /// What tests of the adapters read instead
        #[arg(long)]
        tests: bool,
    },

    /// Stop one and start it again, at the same port and on the same data
    #[command(after_help = "Examples:\n  cargo xtask services restart rabbitmq\n  \
                            cargo xtask services restart postgres --kill")]
    Restart {
        service: Service,
        /// End it as a crash would, by SIGKILL, instead of asking it to stop
        #[arg(long)]
        kill: bool,
    },

    /// Let one stand still for some seconds, as a machine does that swaps or is moved
    #[command(after_help = "Example: cargo xtask services pause postgres --seconds 3")]
    Pause {
        service: Service,
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
        seconds: u64,
    },

    /// Let S3 have no room for files for some seconds, as on a full disk (Linux)
    #[command(after_help = "Example: cargo xtask services fill --seconds 6")]
    Fill {
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
        seconds: u64,
    },
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let instance = Instance::named(&arguments.name)?;
    match &arguments.action {
        Action::Up { from } => {
            interrupt::listen()?;
            up::up(&instance, &services(), *from)?;
            println!("\nPoint a shell at them: eval \"$({})\"", instance.command("env"));
            println!("Stop them:             {}", instance.command("down"));
            Ok(())
        }
        Action::Down { wipe } => {
            let stopped = stop::down(&instance, if *wipe { Data::Wipe } else { Data::Keep })?;
            let names: Vec<&str> = stopped.iter().map(|service| service.title()).collect();
            println!(
                "Stopped: {}",
                if names.is_empty() { "nothing ran".into() } else { names.join(", ") }
            );
            if *wipe {
                println!("Their data is deleted.");
            }
            Ok(())
        }
        Action::Status => status::show(&instance),
        Action::Env { tests } => {
            let variables =
                if *tests { settings_of_tests(&instance)? } else { settings(&instance)? };
            print!("{}", environment::script(&variables));
            Ok(())
        }
        Action::Restart { service, kill } => {
            if *kill {
                stop::kill(&instance, *service)?;
            }
            up::restart(&instance, *service)
        }
        Action::Pause { service, seconds } => {
            harm::pause(&instance, *service, Duration::from_secs(*seconds))
        }
        Action::Fill { seconds } => harm::fill(&instance, Duration::from_secs(*seconds)),
    }
}

/// Those that tests of the adapters speak to; tests of whole flows bring a sandbox of their own.
pub(crate) const OF_TESTS: [Service; 4] =
    [Service::Rabbitmq, Service::Postgres, Service::Redis, Service::S3];

/// Those that Airside needs by its settings.
pub(crate) fn services() -> Vec<Service> {
    let needs_sandbox = !environment::stripe_is_set();
    Service::ALL.into_iter().filter(|it| needs_sandbox || *it != Service::Sandbox).collect()
}

/// Starts those of an instance that do not run.
pub(crate) fn bring_up(instance: &Instance, services: &[Service]) -> anyhow::Result<()> {
    up::up(instance, services, None)
}

/// Stops all of an instance.
pub(crate) fn take_down(instance: &Instance, data: Data) -> anyhow::Result<()> {
    stop::down(instance, data).map(|_| ())
}

/// What points Airside at an instance that is up.
pub(crate) fn settings(instance: &Instance) -> anyhow::Result<Variables> {
    environment::settings(&state_of(instance, &services())?)
}

/// What points the tests of adapters at an instance that is up.
pub(crate) fn settings_of_tests(instance: &Instance) -> anyhow::Result<Variables> {
    environment::of_tests(&state_of(instance, &OF_TESTS)?)
}

/// The state of an instance where these services live.
fn state_of(instance: &Instance, services: &[Service]) -> anyhow::Result<State> {
    let hint = instance.command("up");
    let state = instance.state()?.with_context(|| format!("the services are down: {hint}"))?;
    for service in services {
        let lives = up::lives(*service, instance, &state);
        ensure!(lives, "{} is down: {hint}", service.title());
    }
    Ok(state)
}
