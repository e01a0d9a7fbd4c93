//! PostgreSQL, which refuses to run as root: it runs as an unprivileged user then.
//!
//! That user must be able to enter the folders on the way to its data. It cannot enter root's home,
//! so the data of a project in there is elsewhere.

use std::fs::{self, DirBuilder};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use nix::unistd::{User, geteuid};

use super::super::instance::Instance;
use super::super::process::Process;
use super::super::secrets::random_text;
use super::super::service::Service;
use super::super::state::State;

/// Passwords for all, on loopback alone.
const ACCESS: &str = "host all all 127.0.0.1/32 scram-sha-256\n";

pub(super) fn start(
    program: &Path,
    port: u16,
    instance: &Instance,
    state: &State,
) -> anyhow::Result<Vec<Process>> {
    let account = account()?;
    let data = match &state.postgres_elsewhere {
        Some(folder) => folder.clone(),
        None => instance.data(Service::Postgres),
    };
    let cluster = data.join("cluster");
    if !cluster.exists() {
        make_private(&data, account.as_ref())?;
        let fresh = data.join("fresh");
        let made = make_cluster(program, &fresh, account.as_ref(), instance, state);
        made.context("cannot make PostgreSQL's data folder")?;
        // Only a whole one gets the name that is looked for.
        fs::rename(&fresh, &cluster)?;
    }

    let mut command = Command::new(program);
    command.arg("-D").arg(&cluster).arg("-p").arg(port.to_string());
    let mut settings = vec![
        "listen_addresses=127.0.0.1",
        // A path to a socket has little room, and nobody needs one.
        "unix_socket_directories=",
        "max_connections=200",
    ];
    if instance.is_for_tests() {
        settings.extend(["fsync=off", "full_page_writes=off", "synchronous_commit=off"]);
    }
    for setting in settings {
        command.args(["-c", setting]);
    }
    become_account(&mut command, account.as_ref()).current_dir(&data);
    Ok(vec![Process::start(&mut command, &instance.log(Service::Postgres))?])
}

/// A folder for the data outside of the project, when PostgreSQL's user cannot get in there.
pub(in super::super) fn needs_another_folder(
    instance: &Instance,
) -> anyhow::Result<Option<PathBuf>> {
    let Some(account) = account()? else { return Ok(None) };
    let parent = instance.folder().join("data");
    let mut enter = Command::new("/bin/sh");
    enter.args(["-c", "cd \"$1\"", "sh"]).arg(&parent).current_dir("/").stderr(Stdio::null());
    let can_enter = become_account(&mut enter, Some(&account)).status()?.success();
    if can_enter {
        return Ok(None);
    }
    // A name that nobody can guess, because the folder above is everybody's.
    let name = format!("airside-postgres-{}", random_text(16)?);
    Ok(Some(std::env::temp_dir().join(name)))
}

fn make_cluster(
    program: &Path,
    folder: &Path,
    account: Option<&User>,
    instance: &Instance,
    state: &State,
) -> anyhow::Result<()> {
    // What an interrupted attempt left.
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let home = folder.parent().unwrap_or(folder);
    let log = || {
        let log = instance.log(Service::Postgres);
        fs::File::options().create(true).append(true).open(log)
    };

    let mut initdb = Command::new(program.with_file_name("initdb"));
    initdb
        .arg("-D")
        .arg(folder)
        .args(["--username=airside", "--encoding=UTF8", "--locale=C", "--auth=trust"])
        .current_dir(home)
        .stdin(Stdio::null())
        .stdout(log()?)
        .stderr(log()?);
    if instance.is_for_tests() {
        initdb.arg("--no-sync");
    }
    let made = become_account(&mut initdb, account).status().context("cannot run initdb")?;
    ensure!(made.success(), "initdb failed");

    // Before it listens for the first time. It runs each line by itself.
    let mut single = Command::new(program);
    single
        .args(["--single", "-j", "-D"])
        .arg(folder)
        .args(["-c", "password_encryption=scram-sha-256", "postgres"])
        .current_dir(home)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(log()?);
    let mut child = become_account(&mut single, account).spawn().context("cannot run postgres")?;
    let statements = format!(
        "ALTER ROLE airside PASSWORD '{}';\n\nCREATE DATABASE airside;\n\n",
        state.secrets.postgres
    );
    if let Some(mut input) = child.stdin.take() {
        input.write_all(statements.as_bytes())?;
    }
    ensure!(child.wait()?.success(), "the database `airside` could not be made");
    fs::write(folder.join("pg_hba.conf"), ACCESS)?;
    Ok(())
}

/// The user that PostgreSQL runs as; `None` for our own.
fn account() -> anyhow::Result<Option<User>> {
    if !geteuid().is_root() {
        return Ok(None);
    }
    for name in ["postgres", "nobody"] {
        if let Some(user) = User::from_name(name)? {
            return Ok(Some(user));
        }
    }
    anyhow::bail!(
        "PostgreSQL does not run as root, and there is neither a user postgres nor nobody"
    )
}

fn become_account<'a>(command: &'a mut Command, account: Option<&User>) -> &'a mut Command {
    match account {
        Some(user) => command.uid(user.uid.as_raw()).gid(user.gid.as_raw()).env("HOME", "/"),
        None => command,
    }
}

fn make_private(folder: &Path, account: Option<&User>) -> anyhow::Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("cannot make {}", folder.display()))?;
    if let Some(user) = account {
        chown(folder, Some(user.uid.as_raw()), Some(user.gid.as_raw()))?;
    }
    Ok(())
}
