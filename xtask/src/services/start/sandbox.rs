//! Our own stand-in for Stripe, as a process of its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::super::instance::Instance;
use super::super::process::Process;
use super::super::service::Service;
use super::super::state::State;

pub(super) fn start(
    program: &Path,
    port: u16,
    instance: &Instance,
    state: &State,
) -> anyhow::Result<Vec<Process>> {
    let folder = instance.data(Service::Sandbox);
    fs::create_dir_all(&folder)?;
    let mut command = Command::new(program);
    command
        .args(["--host", "127.0.0.1", "--port", &port.to_string(), "--data"])
        .arg(&folder)
        .env("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", &state.secrets.webhooks);
    Ok(vec![Process::start(&mut command, &instance.log(Service::Sandbox))?])
}
