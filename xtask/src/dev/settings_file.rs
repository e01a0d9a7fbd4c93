//! Notices that a file was saved.
//!
//! By its time and size: a change is seen whichever way an editor saves it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub(super) struct SettingsFile {
    path: PathBuf,
    seen: Option<(SystemTime, u64)>,
}

impl SettingsFile {
    pub(super) fn at(path: PathBuf) -> Self {
        let seen = mark(&path);
        Self { path, seen }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file has changed since the last call. A missing file does not count: some
    /// editors remove a file before they put the new one there.
    pub(super) fn has_changed(&mut self) -> bool {
        let now = mark(&self.path);
        let has_changed = now.is_some() && now != self.seen;
        if has_changed {
            self.seen = now;
        }
        has_changed
    }
}

fn mark(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_file_is_noticed_once() {
        let path = std::env::temp_dir().join(format!("airside-{}.toml", std::process::id()));
        fs::write(&path, "a = 1").unwrap();
        let mut file = SettingsFile::at(path.clone());
        assert!(!file.has_changed());

        fs::remove_file(&path).unwrap();
        assert!(!file.has_changed());
        fs::write(&path, "a = 12").unwrap();
        assert!(file.has_changed());
        assert!(!file.has_changed());
        fs::remove_file(&path).unwrap();
    }
}
