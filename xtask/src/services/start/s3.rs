//! `s3s-fs`: a small S3 server on a folder that, unlike most stand-ins, checks signatures.
//!
//! It takes its keys from its command line alone, where everybody on this machine
//! can read them: they open nothing but files of tests and trials.
//!
//! A shell makes it deaf to the signal of a file that grows beyond its limit, or `services fill`
//! would end it instead of letting it answer 500; and it keeps silent on calls that fail, since it
//! ends a call that it cannot log.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::super::environment::BUCKET;
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
    let root = instance.data(Service::S3);
    // A bucket is a folder.
    fs::create_dir_all(root.join(BUCKET))?;
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#])
        .arg(program)
        .env("RUST_LOG", "off")
        .args(["--host", "127.0.0.1", "--port", &port.to_string()])
        .args(["--access-key", &state.secrets.s3_access_key])
        .args(["--secret-key", &state.secrets.s3_secret_key])
        .arg(&root);
    Ok(vec![Process::start(&mut command, &instance.log(Service::S3))?])
}
