//! RabbitMQ with a name server, a cookie and a home of its own.
//!
//! Erlang programs meet through `epmd` on a port that all share; the one of this
//! instance is private, so that no other broker is touched and nothing stays behind.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use super::super::instance::Instance;
use super::super::process::Process;
use super::super::service::Service;
use super::super::state::{State, write_private};
use super::super::{ports, programs};

pub(super) fn start(
    program: &Path,
    port: u16,
    instance: &Instance,
    state: &State,
) -> anyhow::Result<Vec<Process>> {
    let home = instance.data(Service::Rabbitmq);
    DirBuilder::new().recursive(true).mode(0o700).create(&home)?;
    let settings = format!(
        "listeners.tcp.1 = 127.0.0.1:{port}\n\
         default_user = airside\n\
         default_pass = {}\n\
         log.console = true\n\
         log.file = false\n",
        state.secrets.rabbitmq
    );
    write_private(&home.join("rabbitmq.conf"), settings.as_bytes())?;
    fs::write(home.join("enabled_plugins"), "[].\n")?;
    // It says nothing, but what the machine says of another broker must not be read.
    fs::write(home.join("rabbitmq-env.conf"), "")?;
    // The last run's: it would be taken for this one's.
    let _ = fs::remove_file(pid_file(instance));

    let mut taken: BTreeSet<u16> = state.ports.values().copied().collect();
    let names = ports::claim(&mut taken)?.to_string();
    let distribution = ports::claim(&mut taken)?.to_string();
    let log = instance.log(Service::Rabbitmq);

    let epmd = programs::epmd().context("Erlang's epmd is not there")?;
    let mut epmd = Command::new(epmd);
    epmd.args(["-address", "127.0.0.1", "-port", &names]);
    let epmd = Process::start(&mut epmd, &log)?;

    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("RABBITMQ_") || name.starts_with("ERL_") {
            command.env_remove(name.as_ref());
        }
    }
    command
        .current_dir(&home)
        .env("HOME", &home)
        .env("ERL_EPMD_ADDRESS", "127.0.0.1")
        .env("ERL_EPMD_PORT", names)
        .env("ERL_CRASH_DUMP", home.join("erl_crash.dump"))
        .env("RABBITMQ_NODENAME", format!("{}@localhost", instance.name()))
        .env("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
        .env("RABBITMQ_NODE_PORT", port.to_string())
        .env("RABBITMQ_DIST_PORT", distribution)
        .env("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}")
        .env("RABBITMQ_CONF_ENV_FILE", home.join("rabbitmq-env.conf"))
        .env("RABBITMQ_CONFIG_FILE", home.join("rabbitmq.conf"))
        .env("RABBITMQ_ADVANCED_CONFIG_FILE", home.join("advanced.config"))
        .env("RABBITMQ_CONFIG_FILES", home.join("conf.d"))
        .env("RABBITMQ_ENABLED_PLUGINS_FILE", home.join("enabled_plugins"))
        .env("RABBITMQ_MNESIA_BASE", home.join("database"))
        .env("RABBITMQ_LOG_BASE", home.join("log"))
        .env("RABBITMQ_LOGS", "-")
        .env("RABBITMQ_PID_FILE", pid_file(instance));
    match Process::start(&mut command, &log) {
        Ok(broker) => Ok(vec![epmd, broker]),
        Err(error) => {
            epmd.end(Service::Rabbitmq.farewell(), std::time::Duration::from_secs(5));
            Err(error)
        }
    }
}

/// What was started is a script; the broker itself is its child.
pub(super) fn virtual_machine(instance: &Instance) -> Option<Process> {
    let pid = fs::read_to_string(pid_file(instance)).ok()?;
    Process::with_pid(pid.trim().parse().ok()?)
}

fn pid_file(instance: &Instance) -> PathBuf {
    instance.data(Service::Rabbitmq).join("pid")
}
