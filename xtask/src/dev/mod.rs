//! `cargo xtask dev`: API and document workers on the services, until Ctrl-C.
//!
//! Each is a process as it would be in production, so what is tried here is what
//! runs there: settings from a file and the environment, SIGTERM to end.

mod program;
mod retry;
mod settings_file;

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use console::{Color, style};

use crate::cargo::{self, Profile};
use crate::interrupt;
use crate::services::{self, DEVELOPMENT, Instance, Variables};
use crate::workspace::workspace;
use program::Program;
use settings_file::SettingsFile;

const PAUSE: Duration = Duration::from_millis(100);
const COLORS: [Color; 4] = [Color::Magenta, Color::Yellow, Color::Blue, Color::Green];

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Where the API listens
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// How many document workers
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=16))]
    workers: u8,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen()?;
    let instance = Instance::named(DEVELOPMENT)?;
    services::bring_up(&instance, &services::services())?;
    let [api, worker] = cargo::build_all(["airside-api", "airside-pdf-worker"], Profile::Dev)?;
    if interrupt::asked() {
        return Ok(());
    }

    let (file, environment) = environment(services::settings(&instance)?, arguments.port);
    let mut settings = SettingsFile::at(file);
    let mut programs = vec![Program::new("api", Color::Cyan, api, environment.clone())];
    for (number, color) in (1..=arguments.workers).zip(COLORS.iter().cycle()) {
        let name = format!("worker {number}");
        programs.push(Program::new(&name, *color, worker.clone(), environment.clone()));
    }

    println!("\nAPI:      http://127.0.0.1:{}, its page is /docs", arguments.port);
    println!("Settings: {}, taken up when it changes", settings.path().display());
    println!("Press {} to stop.\n", style("Ctrl-C").bold());
    for program in &mut programs {
        program.start()?;
    }
    while !interrupt::asked() {
        if settings.has_changed() {
            println!("{}", style("The settings have changed: starting again.").bold());
            stop(&mut programs);
            for program in &mut programs {
                program.start()?;
            }
        }
        for program in &mut programs {
            program.look_after(Instant::now())?;
        }
        sleep(PAUSE);
    }
    println!("\nStopping.");
    stop(&mut programs);
    println!("The services stay up: cargo xtask services down");
    Ok(())
}

/// Stops all at once; each finishes what it has in hand.
fn stop(programs: &mut [Program]) {
    for program in &mut *programs {
        program.ask_to_stop();
    }
    for program in programs {
        program.wait();
    }
}

/// The settings file, and the variables to run with. A settings file that the user names
/// goes before ours; what points at the services goes before both.
fn environment(mut variables: Variables, port: u16) -> (PathBuf, Variables) {
    let file = match std::env::var_os("AIRSIDE_CONFIG") {
        Some(named) if !named.is_empty() => {
            let here = std::env::current_dir().unwrap_or_default();
            here.join(named)
        }
        Some(_) | None => workspace().join("config/server.toml"),
    };
    variables.retain(|(name, _)| *name != "AIRSIDE_CONFIG");
    variables.push(("AIRSIDE_CONFIG", file.to_string_lossy().into_owned()));
    // Whatever the file says or leaves out: the workers know no other stack.
    variables.push(("AIRSIDE_STACK", "server".to_owned()));
    variables.push(("AIRSIDE_SERVER__PORT", port.to_string()));
    // Several workers tell of their health on one machine: each on a port that is free.
    variables.push(("AIRSIDE_WORKER__PORT", "0".to_owned()));
    (file, variables)
}
