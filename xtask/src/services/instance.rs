//! One set of services with data of its own: `.airside/services/NAME` in the project.
//!
//! Developers have `dev`; tests have `test`, so that they never touch a developer's data.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::service::Service;
use super::state::State;
use crate::workspace::workspace;

pub(crate) const DEVELOPMENT: &str = "dev";
pub(crate) const TESTS: &str = "test";

pub(crate) struct Instance {
    name: String,
    folder: PathBuf,
}

/// Held for as long as it lives.
#[expect(dead_code, reason = "an open file is the lock")]
pub(crate) struct Lock(File);

impl Instance {
    pub(crate) fn named(name: &str) -> anyhow::Result<Self> {
        let is_plain = name.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
        ensure!(
            is_plain && (1..=20).contains(&name.len()),
            "the name of an instance is 1 to 20 small letters and digits, not {name:?}"
        );
        let folder = workspace().join(".airside/services").join(name);
        Ok(Self { name: name.to_owned(), folder })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether its data need not survive a crash of the machine.
    pub(super) fn is_for_tests(&self) -> bool {
        self.name == TESTS
    }

    /// The command that does something with this instance, for people to type.
    pub(super) fn command(&self, what: &str) -> String {
        if self.name == DEVELOPMENT {
            format!("cargo xtask services {what}")
        } else {
            format!("cargo xtask services --name {} {what}", self.name)
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a service keeps its files.
    pub(super) fn data(&self, service: Service) -> PathBuf {
        self.folder.join("data").join(service.name())
    }

    pub(super) fn log(&self, service: Service) -> PathBuf {
        self.folder.join("logs").join(format!("{}.log", service.name()))
    }

    /// For `status` and `env`: as it stands, `None` when there is nothing.
    pub(super) fn state(&self) -> anyhow::Result<Option<State>> {
        State::load(&self.state_file())
    }

    pub(super) fn save(&self, state: &State) -> anyhow::Result<()> {
        state.save(&self.state_file())
    }

    fn state_file(&self) -> PathBuf {
        self.folder.join("state.json")
    }

    /// Makes the folders and waits until no other command changes the instance.
    pub(super) fn lock(&self) -> anyhow::Result<Lock> {
        for folder in [self.folder.join("data"), self.folder.join("logs")] {
            fs::create_dir_all(&folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
        }
        // Beside the folder, which `down --wipe` deletes while it holds the lock.
        lock(&self.folder.with_extension("lock"), "another command changes them")
    }

    /// Held by a command for as long as it needs the services to stay as they are.
    pub(crate) fn reserve(&self) -> anyhow::Result<Lock> {
        fs::create_dir_all(&self.folder)?;
        lock(&self.folder.with_extension("reserved"), "another run of the tests uses them")
    }
}

fn lock(path: &Path, why: &str) -> anyhow::Result<Lock> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => return Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => eprintln!("Waiting for the services: {why}."),
        Err(TryLockError::Error(error)) => return Err(error).context("cannot lock the services"),
    }
    file.lock().context("cannot lock the services")?;
    Ok(Lock(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leads_out_of_the_folder() {
        for name in ["", "..", "a/b", "Dev", "a b", &"a".repeat(21)] {
            assert!(Instance::named(name).is_err(), "{name:?}");
        }
        assert_eq!(Instance::named("drill2").unwrap().command("down").split(' ').count(), 6);
    }
}
