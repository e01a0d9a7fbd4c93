//! `cargo xtask test`: every test on both stacks.
//!
//! Without the services of the server stack some tests are left out. That is said
//! first and last, and never happens where `CI` is `true`: a green run there must
//! mean all of it.

use std::collections::BTreeSet;
use std::env;
use std::ffi::{OsStr, OsString};
use std::process::Command;

use anyhow::{Context, bail, ensure};
use console::style;
use serde::Deserialize;

use crate::cargo::cargo;
use crate::interrupt;
use crate::services::{self, Data, Instance, Missing, OF_TESTS, TESTS, Variables};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Leave the server stack out on purpose
    #[arg(long)]
    embedded: bool,

    /// Fail when the services cannot be had, as where CI=true
    #[arg(long, conflicts_with = "embedded")]
    require_services: bool,

    /// Leave the services up, for the next run or to look at
    #[arg(long, conflicts_with = "embedded")]
    keep: bool,

    /// Handed to `cargo test`; what looks like an option comes last
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    cargo: Vec<OsString>,
}

/// The test programs that speak to a service, as cargo calls them.
const OF_SERVICES: [&str; 4] = ["postgres", "broker", "redis", "s3"];

const TEST_THREADS: &str = "RUST_TEST_THREADS";

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen()?;
    let services_are_a_must = arguments.require_services || is_ci();
    if arguments.embedded {
        ensure!(!services_are_a_must, "with CI=true, --embedded is no choice: nothing is left out");
        return without_services(arguments, "--embedded was asked for");
    }

    let instance = Instance::named(TESTS)?;
    let _reserved = instance.reserve()?;
    match services::bring_up(&instance, &OF_TESTS) {
        Ok(()) => with_services(arguments, &instance),
        Err(error) if error.is::<Missing>() && !services_are_a_must => {
            without_services(arguments, &format!("{error:#}"))
        }
        Err(error) => {
            // Those that did come up.
            services::take_down(&instance, Data::Keep)?;
            Err(error.context("the tests need services"))
        }
    }
}

/// Everything, and the whole flows once more on the server stack.
fn with_services(arguments: &Arguments, instance: &Instance) -> anyhow::Result<()> {
    let outcome = services::settings_of_tests(instance).and_then(|variables| {
        let mut all = tests(&["--workspace"], &arguments.cargo);
        pass(all.envs(variables.clone()))?;
        on_the_server_stack(&arguments.cargo, variables)
    });
    if arguments.keep {
        println!("The services stay up: cargo xtask services --name {TESTS} down");
        return outcome;
    }
    // Logs are worth keeping when something failed.
    let data = if outcome.is_ok() { Data::Wipe } else { Data::Keep };
    outcome.and(services::take_down(instance, data))
}

fn on_the_server_stack(arguments: &[OsString], variables: Variables) -> anyhow::Result<()> {
    println!("\n{}", style("Once more, the whole flows on the server stack").bold());
    // By the workspace, not by its package: features, and so what is built, stay the same.
    let mut flows = tests(&["--workspace", "--test", "flows"], arguments);
    pass(flows.envs(variables).env("AIRSIDE_TEST_STACK", "server"))
}

fn without_services(arguments: &Arguments, why: &str) -> anyhow::Result<()> {
    let told = format!(
        "THE SERVER STACK IS LEFT OUT: {why}\n\
         Not tested: {}, and the whole flows on the server stack.",
        OF_SERVICES.join(", ")
    );
    println!("{}\n", style(&told).yellow().bold());
    let programs = test_programs()?;
    let mut options = vec!["--workspace", "--lib", "--bins"];
    let others = programs.iter().map(String::as_str).filter(|it| !OF_SERVICES.contains(it));
    options.extend(others.flat_map(|program| ["--test", program]));
    let outcome = pass(&mut tests(&options, &arguments.cargo));
    println!("\n{}", style(&told).yellow().bold());
    outcome
}

/// The test programs of the workspace, each name once.
fn test_programs() -> anyhow::Result<BTreeSet<String>> {
    let output = cargo().args(["metadata", "--format-version=1", "--no-deps"]).output()?;
    ensure!(output.status.success(), "cargo: {}", String::from_utf8_lossy(&output.stderr));
    let Metadata { packages } = serde_json::from_slice(&output.stdout)?;
    let targets = packages.into_iter().flat_map(|package| package.targets);
    Ok(targets.filter(|it| it.kind == ["test"]).map(|target| target.name).collect())
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}

fn tests(options: &[&str], arguments: &[OsString]) -> Command {
    let mut tests = cargo();
    tests.arg("test").args(options).args(arguments);
    // Tests of whole flows wait for servers more than they compute.
    if env::var_os(TEST_THREADS).is_none() {
        tests.env(TEST_THREADS, "8");
    }
    tests
}

fn pass(tests: &mut Command) -> anyhow::Result<()> {
    // Ctrl-C reaches it as well as us, and we wait for it.
    let status = tests.status().context("cannot run cargo")?;
    if interrupt::asked() {
        bail!("stopped before the end of the tests");
    }
    ensure!(status.success(), "some tests failed: see above");
    Ok(())
}

fn is_ci() -> bool {
    env::var_os("CI").as_deref() == Some(OsStr::new("true"))
}
