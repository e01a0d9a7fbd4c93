//! Gets the programs that services are started from, or says what is missing.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use anyhow::{Context, ensure};

use super::service::Service;
use super::source::{Found, Origin, Source, WAYS_OUT, choose};
use super::{compose, packages, programs};
use crate::cargo::{self, Profile};

const S3_SERVER: &str = "s3s-fs";
const S3_SERVER_VERSION: &str = "0.14.1";

/// What a service can be started from now.
#[derive(Debug)]
pub(super) enum Ready {
    Container,
    Program(PathBuf),
}

/// Services cannot be had on this machine as it is.
#[derive(Debug)]
pub(crate) struct Missing(String);

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Missing {}

/// Installs and builds what has to be, and says from what to start each service.
///
/// The error is [`Missing`] when the machine lacks something.
pub(super) fn obtain(
    services: &[Service],
    wish: Option<Origin>,
) -> anyhow::Result<BTreeMap<Service, Ready>> {
    let docker = match wish {
        Some(Origin::Docker) | None => compose::is_there(),
        Some(Origin::Programs | Origin::Packages) => false,
    };
    let mut sources = sources(services, wish, docker)?;
    let wanted: Vec<&str> = sources
        .values()
        .filter_map(|source| match source {
            Source::Package(name) => Some(*name),
            Source::Container | Source::Program(_) | Source::Cargo => None,
        })
        .collect();
    if !wanted.is_empty() {
        packages::install(&wanted).map_err(|error| Missing(format!("{error:#}\n{WAYS_OUT}")))?;
        sources = self::sources(services, Some(wish.unwrap_or(Origin::Programs)), docker)?;
    }
    sources.into_iter().map(|(service, source)| Ok((service, ready(service, source)?))).collect()
}

fn sources(
    services: &[Service],
    wish: Option<Origin>,
    docker: bool,
) -> Result<BTreeMap<Service, Source>, Missing> {
    let packages = packages::may_install();
    let mut sources = BTreeMap::new();
    let mut faults = Vec::new();
    for &service in services {
        let found = Found { docker, program: programs::installed(service), packages };
        match choose(service, wish, found) {
            Ok(source) => {
                sources.insert(service, source);
            }
            // The same may be wrong with all of them.
            Err(fault) if faults.contains(&fault) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        return Ok(sources);
    }
    Err(Missing(format!("{}.\n{WAYS_OUT}", faults.join("; "))))
}

fn ready(service: Service, source: Source) -> anyhow::Result<Ready> {
    match source {
        Source::Container => Ok(Ready::Container),
        Source::Program(program) => Ok(Ready::Program(program)),
        Source::Package(name) => {
            Err(Missing(format!("{name} was installed, but has no {}", service.title())).into())
        }
        Source::Cargo => match service {
            Service::Sandbox => {
                Ok(Ready::Program(cargo::build("airside-stripe-sandbox", Profile::Dev)?))
            }
            Service::S3 => Ok(Ready::Program(s3_server().map_err(|error| {
                Missing(format!("{error:#}\nAny {S3_SERVER} on PATH will do as well"))
            })?)),
            Service::Postgres | Service::Rabbitmq | Service::Redis => {
                anyhow::bail!("{} is not made by cargo", service.title())
            }
        },
    }
}

/// Compiles the S3 server into the project's own tools; once, in about a minute.
fn s3_server() -> anyhow::Result<PathBuf> {
    println!("Compiling {S3_SERVER} {S3_SERVER_VERSION} into .airside/tools, once.");
    let tools = programs::tools();
    let status = cargo::cargo()
        .args(["install", S3_SERVER, "--version", S3_SERVER_VERSION])
        .args(["--features", "binary", "--locked", "--debug", "--quiet", "--root"])
        .arg(&tools)
        // Nobody debugs it, and without that it is built sooner and takes 5 % of the room.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .status()
        .context("cannot run cargo")?;
    ensure!(status.success(), "{S3_SERVER} could not be installed: cargo says why, above");
    Ok(tools.join("bin").join(S3_SERVER))
}
