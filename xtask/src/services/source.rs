//! Where a service comes from: a container, a program that is here, a package.
//!
//! The first that is there is taken, in that order, unless the user names one.

use std::path::PathBuf;

use clap::ValueEnum;

use super::service::Service;

/// What the user may insist on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Origin {
    /// Containers, by `docker compose`
    Docker,
    /// Installed programs; nothing is installed
    Programs,
    /// Installed programs, and Debian packages for those that are missing
    Packages,
}

/// What there is on this machine.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// A container engine answers, and `docker compose` is there.
    pub(super) docker: bool,
    pub(super) program: Option<PathBuf>,
    /// We are root on a system of Debian's kind.
    pub(super) packages: bool,
}

/// How to have a service.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Source {
    Container,
    Program(PathBuf),
    /// The name of a Debian package.
    Package(&'static str),
    /// Compile it with cargo: a tool of this project, or a part of it.
    Cargo,
}

/// Says how to have a service, or in one sentence why it cannot be had.
pub(super) fn choose(
    service: Service,
    wish: Option<Origin>,
    found: Found,
) -> Result<Source, String> {
    let Found { docker, program, packages } = found;
    match (package(service), wish) {
        // No container: the same program everywhere, and cargo is always there.
        (None, _) => Ok(program.map_or(Source::Cargo, Source::Program)),
        (Some(_), Some(Origin::Docker)) if !docker => Err(NO_DOCKER.to_owned()),
        (Some(_), Some(Origin::Docker)) => Ok(Source::Container),
        (Some(_), None) if docker => Ok(Source::Container),
        (Some(package), Some(Origin::Programs | Origin::Packages) | None) => match program {
            Some(program) => Ok(Source::Program(program)),
            None if packages && wish != Some(Origin::Programs) => Ok(Source::Package(package)),
            None => Err(format!("{} is not installed", service.title())),
        },
    }
}

const NO_DOCKER: &str = "no container engine answers `docker info`, or `docker compose` is missing";

fn package(service: Service) -> Option<&'static str> {
    match service {
        Service::Postgres => Some("postgresql"),
        Service::Rabbitmq => Some("rabbitmq-server"),
        Service::Redis => Some("redis-server"),
        Service::S3 | Service::Sandbox => None,
    }
}

/// What a user can do when something is missing.
pub(super) const WAYS_OUT: &str = "\
One of these will do:
  start Docker (with `docker compose`)
  Debian or Ubuntu:  sudo apt-get install postgresql rabbitmq-server redis-server
  macOS:             brew install postgresql@17 rabbitmq redis
  as root on Debian, this command installs them by itself";

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Found = Found { docker: false, program: None, packages: false };

    fn program() -> PathBuf {
        PathBuf::from("/usr/bin/redis-server")
    }

    #[test]
    fn containers_come_before_programs_and_programs_before_packages() {
        let all = Found { docker: true, program: Some(program()), packages: true };
        let no_docker = Found { docker: false, ..all.clone() };
        let only_packages = Found { program: None, ..no_docker.clone() };

        let chosen = |found| choose(Service::Redis, None, found);
        assert_eq!(chosen(all), Ok(Source::Container));
        assert_eq!(chosen(no_docker), Ok(Source::Program(program())));
        assert_eq!(chosen(only_packages), Ok(Source::Package("redis-server")));
        assert_eq!(chosen(NOTHING), Err("Redis is not installed".to_owned()));
    }

    #[test]
    fn a_wish_is_kept_or_refused() {
        let all = Found { docker: true, program: Some(program()), packages: true };
        let programs = Some(Origin::Programs);
        let chosen = choose(Service::Redis, programs, all.clone());
        assert_eq!(chosen, Ok(Source::Program(program())));
        assert!(choose(Service::Redis, programs, Found { program: None, ..all.clone() }).is_err());
        let no_docker = Found { docker: false, ..all };
        assert!(choose(Service::Postgres, Some(Origin::Docker), no_docker).is_err());
    }

    #[test]
    fn what_cargo_makes_is_never_missing() {
        for service in [Service::S3, Service::Sandbox] {
            assert_eq!(choose(service, Some(Origin::Docker), NOTHING), Ok(Source::Cargo));
        }
    }
}
