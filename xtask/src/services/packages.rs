//! Installs Debian packages for their programs, not for the services in them.
//!
//! Debian starts a service as it installs it, unless `policy-rc.d` forbids it; so ours does during
//! the installation.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use nix::unistd::geteuid;

use super::programs::find;

const POLICY: &str = "/usr/sbin/policy-rc.d";

/// Whether we may install packages here.
pub(super) fn may_install() -> bool {
    geteuid().is_root() && find("apt-get", &["PATH"]).is_some()
}

/// Installs packages and starts nothing.
pub(super) fn install(packages: &[&str]) -> anyhow::Result<()> {
    let _policy = Policy::put_up()?;
    println!("Installing Debian packages: {}", packages.join(" "));
    apt(&["update"])?;
    let options = ["install", "--yes", "--no-install-recommends"];
    apt(&[&options, packages].concat())
}

fn apt(arguments: &[&str]) -> anyhow::Result<()> {
    let output = Command::new("apt-get")
        // Another installation may be under way: wait for it.
        .args(["-qq", "-o", "DPkg::Lock::Timeout=300"])
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        // An older way to say what the policy says.
        .env("RUNLEVEL", "1")
        .stdin(Stdio::null())
        .output()
        .context("cannot run apt-get")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "apt-get {} failed:\n{said}", arguments.join(" "));
    Ok(())
}

/// Forbids that services are started by packages, until it is dropped.
struct Policy {
    is_ours: bool,
}

impl Policy {
    /// One that is there already is the administrator's, and stays.
    fn put_up() -> anyhow::Result<Self> {
        let mut options = fs::File::options();
        match options.write(true).create_new(true).mode(0o755).open(POLICY) {
            Ok(mut file) => {
                std::io::Write::write_all(&mut file, b"#!/bin/sh\nexit 101\n")?;
                Ok(Self { is_ours: true })
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Self { is_ours: false }),
            Err(error) => Err(error).with_context(|| format!("cannot write {POLICY}")),
        }
    }
}

impl Drop for Policy {
    fn drop(&mut self) {
        if self.is_ours && fs::remove_file(Path::new(POLICY)).is_err() {
            eprintln!("Delete {POLICY}: packages start no services while it is there.");
        }
    }
}
