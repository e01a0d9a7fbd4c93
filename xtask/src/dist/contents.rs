//! What is in the archive, beside the list of libraries.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context;

use super::programs::done;
use crate::workspace::workspace;

/// From the workspace, and where it goes.
const FILES: [(&str, &str); 6] = [
    ("deploy/dist/README.md", "README.md"),
    ("deploy/dist/airside.service", "lib/systemd/system/airside.service"),
    ("config/embedded.toml", "config/embedded.toml"),
    ("config/server.toml", "config/server.toml"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// The shell, and where it looks for completions below `share`.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "share/bash-completion/completions/airside"),
    ("zsh", "share/zsh/site-functions/_airside"),
    ("fish", "share/fish/vendor_completions.d/airside.fish"),
];

/// Lays it out in a folder that is not there yet.
pub(super) fn stage(program: &Path, folder: &Path) -> anyhow::Result<()> {
    let installed = folder.join("bin/airside");
    place(&installed, |file| fs::copy(program, file).map(drop))?;
    // Names of functions, which nobody downloads a program for.
    done(Command::new("strip").arg(&installed))?;
    for (from, to) in FILES {
        place(&folder.join(to), |file| fs::copy(workspace().join(from), file).map(drop))?;
    }
    for (shell, to) in COMPLETIONS {
        let text = done(Command::new(&installed).args(["completions", shell]))?;
        place(&folder.join(to), |file| fs::write(file, text))?;
    }
    done(Command::new(&installed).arg("manual").arg(folder.join("share/man/man1")))?;
    Ok(())
}

fn place(file: &Path, write: impl FnOnce(&Path) -> std::io::Result<()>) -> anyhow::Result<()> {
    let folder = file.parent().context("a file without a folder")?;
    let written = fs::create_dir_all(folder).and_then(|()| write(file));
    written.with_context(|| format!("cannot write {}", file.display()))
}
