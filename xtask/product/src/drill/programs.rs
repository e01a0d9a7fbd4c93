//! Builds what the drill starts, with optimisations: other programs than those that are
//! deployed would prove little.
//!
//! As in `xtask/src/cargo.rs`, cargo must not see what `cargo run` told us about this package,
//! or it builds much again.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use super::say::say;

/// Where the programs are.
pub(super) struct Programs {
    pub(super) api: PathBuf,
    pub(super) worker: PathBuf,
    pub(super) sandbox: PathBuf,
}

const ABOUT_US: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];

const NAMES: [&str; 3] = ["airside-api", "airside-pdf-worker", "airside-stripe-sandbox"];

impl Programs {
    /// Those in a folder.
    pub(super) fn of(folder: &Path) -> anyhow::Result<Self> {
        let paths = NAMES.map(|name| folder.join(name));
        if let Some(missing) = paths.iter().find(|path| !path.is_file()) {
            bail!("{} is not there", missing.display());
        }
        let [api, worker, sandbox] = paths;
        Ok(Self { api, worker, sandbox })
    }

    /// Builds all three. Cargo shows its own progress.
    pub(super) fn build() -> anyhow::Result<Self> {
        say("Building the programs.");
        let built = cargo()
            .args(["build", "--release", "--workspace", "--exclude", "airside-one-build"])
            .args(NAMES.iter().flat_map(|name| ["--bin", name]))
            .arg("--message-format=json-render-diagnostics")
            .stderr(Stdio::inherit())
            .output()
            .context("cannot run cargo")?;
        ensure!(built.status.success(), "the programs do not build: cargo says why, above");

        let messages = String::from_utf8_lossy(&built.stdout);
        let mut messages =
            messages.lines().filter_map(|line| serde_json::from_str::<Message>(line).ok());
        let program = messages.find_map(|message| message.executable);
        let folder = program.as_deref().and_then(Path::parent);
        Self::of(folder.context("the programs were built, but they are not there")?)
    }
}

/// The folder of the workspace, wherever the command was given.
pub(crate) fn workspace() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// The cargo that called us, in the workspace.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if ABOUT_US.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    command.current_dir(workspace());
    command
}

/// One line of what cargo says to programs; most lines lack this.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
}
