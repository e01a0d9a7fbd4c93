//! `cargo xtask dist`: what is downloaded, for the machine that this runs on.

mod bill_of_materials;
mod contents;
mod programs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use indicatif::DecimalBytes;

use crate::cargo::{self, Profile, cargo};
use crate::workspace::workspace;
use programs::{done, moment};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Take the program from this file, instead of building it
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// Leave out the list of libraries, which `cargo-cyclonedx` writes
    #[arg(long)]
    without_libraries: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let program = match &arguments.program {
        Some(program) => program.clone(),
        None => cargo::build("airside", Profile::Release)?,
    };
    let folder = workspace().join("target/dist");
    let target = target()?;
    let name = format!("airside-{}-{target}", env!("CARGO_PKG_VERSION"));
    let staged = folder.join(&name);
    if staged.exists() {
        fs::remove_dir_all(&staged)
            .with_context(|| format!("cannot clear {}", staged.display()))?;
    }
    contents::stage(&program, &staged)?;
    if !arguments.without_libraries {
        bill_of_materials::write(&target, &staged.join("airside.cdx.json"))?;
    }

    let archive = format!("{name}.tar.gz");
    // The same bytes for the same contents, whoever makes it and when.
    done(
        Command::new("tar")
            .args([
                "--sort=name",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--mode=u=rwX,go=rX",
            ])
            .arg(format!("--mtime=@{}", moment()?))
            .args(["--use-compress-program=gzip -n", "-cf", &archive, &name])
            .current_dir(&folder),
    )?;
    let sum = done(Command::new("sha256sum").arg(&archive).current_dir(&folder))?;
    let sums = folder.join(format!("{archive}.sha256"));
    fs::write(&sums, sum).with_context(|| format!("cannot write {}", sums.display()))?;
    for file in [folder.join(archive), sums] {
        println!("{}", shown(&file));
    }
    Ok(())
}

/// The machine that cargo builds for: `x86_64-unknown-linux-gnu`.
fn target() -> anyhow::Result<String> {
    let said = cargo().args(["-vV"]).output().context("cannot run cargo")?;
    let said = String::from_utf8_lossy(&said.stdout);
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("cargo does not say what it builds for")?.to_owned())
}

fn shown(file: &Path) -> String {
    let bytes = fs::metadata(file).map_or(0, |it| it.len());
    let file = file.strip_prefix(workspace()).unwrap_or(file);
    format!("{}, {}", file.display(), DecimalBytes(bytes))
}
