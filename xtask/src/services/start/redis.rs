//! Redis with a password, and nothing on disk: it holds counts of a few minutes.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::super::instance::Instance;
use super::super::process::Process;
use super::super::service::Service;
use super::super::state::{State, write_private};

pub(super) fn start(
    program: &Path,
    port: u16,
    instance: &Instance,
    state: &State,
) -> anyhow::Result<Vec<Process>> {
    let folder = instance.data(Service::Redis);
    fs::create_dir_all(&folder)?;
    // A password on the command line could be read by everybody on this machine.
    let settings = format!(
        "bind 127.0.0.1\nport {port}\nrequirepass {}\nsave \"\"\nappendonly no\n",
        state.secrets.redis
    );
    write_private(&folder.join("redis.conf"), settings.as_bytes())?;
    let mut command = Command::new(program);
    command.arg("redis.conf").current_dir(&folder);
    Ok(vec![Process::start(&mut command, &instance.log(Service::Redis))?])
}
