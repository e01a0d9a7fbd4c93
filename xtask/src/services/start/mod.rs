//! Starts one service from its program, on its port and its data.
//!
//! Returns as soon as the process is there; the probes find out whether it works.

mod postgres;
mod rabbitmq;
mod redis;
mod s3;
mod sandbox;

use std::path::Path;

use super::instance::Instance;
use super::process::Process;
use super::service::Service;
use super::state::State;

pub(super) use postgres::needs_another_folder;

/// Starts it, and says which processes there are now; the service is the last.
pub(super) fn start(
    service: Service,
    program: &Path,
    instance: &Instance,
    state: &State,
) -> anyhow::Result<Vec<Process>> {
    let port = state.port(service)?;
    match service {
        Service::Postgres => postgres::start(program, port, instance, state),
        Service::Rabbitmq => rabbitmq::start(program, port, instance, state),
        Service::Redis => redis::start(program, port, instance, state),
        Service::S3 => s3::start(program, port, instance, state),
        Service::Sandbox => sandbox::start(program, port, instance, state),
    }
}

/// Processes that a service has made of itself since it was started.
pub(super) fn processes_made(service: Service, instance: &Instance) -> Option<Process> {
    match service {
        Service::Rabbitmq => rabbitmq::virtual_machine(instance),
        Service::Postgres | Service::Redis | Service::S3 | Service::Sandbox => None,
    }
}
