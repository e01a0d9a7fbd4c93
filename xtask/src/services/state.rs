//! What is known of one instance between two commands.
//!
//! The file holds every secret of the instance: only its owner may read it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::process::Process;
use super::secrets::{Secrets, random_text};
use super::service::Service;

#[derive(Serialize, Deserialize)]
pub(super) struct State {
    pub(super) secrets: Secrets,
    /// Kept while services are down, so that they come back where they were.
    pub(super) ports: BTreeMap<Service, u16>,
    /// What was started and not stopped since; it may have ended by itself.
    pub(super) running: BTreeMap<Service, Running>,
    /// What containers and their volumes are named after.
    pub(super) compose_project: String,
    /// Where PostgreSQL's files are, when its user cannot enter the project's folder.
    pub(super) postgres_elsewhere: Option<PathBuf>,
}

/// How a service runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Running {
    Container,
    Program {
        program: PathBuf,
        /// In the order they were started: the service is the last.
        processes: Vec<Process>,
    },
}

impl State {
    pub(super) fn new() -> anyhow::Result<Self> {
        Ok(Self {
            secrets: Secrets::draw()?,
            ports: BTreeMap::new(),
            running: BTreeMap::new(),
            compose_project: format!("airside-{}", random_text(8)?.to_lowercase()),
            postgres_elsewhere: None,
        })
    }

    /// `None` when nothing was ever started there.
    pub(super) fn load(path: &Path) -> anyhow::Result<Option<Self>> {
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        let state = serde_json::from_slice(&text)
            .with_context(|| format!("{} makes no sense", path.display()))?;
        Ok(Some(state))
    }

    /// Written whole or not at all: a command may be killed half way.
    pub(super) fn save(&self, path: &Path) -> anyhow::Result<()> {
        let fresh = path.with_extension("new");
        write_private(&fresh, &serde_json::to_vec_pretty(self)?)?;
        fs::rename(&fresh, path).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Where a service listens.
    pub(super) fn port(&self, service: Service) -> anyhow::Result<u16> {
        let port = self.ports.get(&service).copied();
        port.with_context(|| format!("{} has no port yet", service.title()))
    }
}

/// Writes a file that only its owner may read, from its first byte on.
pub(super) fn write_private(path: &Path, text: &[u8]) -> anyhow::Result<()> {
    let write = || {
        let mut options = File::options();
        let options = options.create(true).write(true).truncate(true).mode(0o600);
        options.open(path)?.write_all(text)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_state_is_read_as_it_was_written_and_by_its_owner_only() {
        let folder = std::env::temp_dir().join(format!("airside-{}", random_text(16).unwrap()));
        fs::create_dir(&folder).unwrap();
        let path = folder.join("state.json");
        assert!(State::load(&path).unwrap().is_none());

        let mut state = State::new().unwrap();
        let running = Running::Program {
            program: PathBuf::from("/usr/bin/redis-server"),
            processes: Process::with_pid(1).into_iter().collect(),
        };
        state.ports.insert(Service::Redis, 21_000);
        state.running.insert(Service::Redis, running.clone());
        state.running.insert(Service::Postgres, Running::Container);
        state.save(&path).unwrap();
        state.save(&path).unwrap();

        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let read = State::load(&path).unwrap().unwrap();
        assert_eq!(read.port(Service::Redis).unwrap(), 21_000);
        assert_eq!(read.running.get(&Service::Redis), Some(&running));
        assert_eq!(read.running.get(&Service::Postgres), Some(&Running::Container));
        assert_eq!(read.secrets.signing, state.secrets.signing);
        fs::remove_dir_all(&folder).unwrap();
    }
}
