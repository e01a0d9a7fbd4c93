//! The data folder belongs to one server at a time.
//!
//! Two would each see only their own sales in memory and hand out each other's work
//! twice. The lock is the operating system's: it ends with the process, however that ends.

use std::fs::{DirBuilder, File, TryLockError};
use std::path::Path;

use anyhow::{Context, bail};

/// Accounts, the world, bookings, money.
pub(crate) const DATABASE: &str = "airside.db";
/// What the payment sandbox knows.
pub(crate) const SANDBOX: &str = "sandbox.db";
pub(crate) const SIGNING_KEYS: &str = "signing-keys";
/// The folder of documents.
pub(crate) const BLOBS: &str = "blobs";

/// A claim on a data folder, for as long as it is held.
pub(crate) struct DataFolder {
    _lock: File,
}

impl DataFolder {
    /// Makes the folder if need be, and claims it.
    pub(crate) fn claim(folder: &Path) -> anyhow::Result<Self> {
        let shown = folder.display();
        make(folder)?;
        let lock = File::create(folder.join("server.lock"))
            .with_context(|| format!("cannot write in the data folder {shown}"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { _lock: lock }),
            Err(TryLockError::WouldBlock) => {
                bail!("another server uses the data folder {shown}; stop it, or set data_dir")
            }
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock the data folder {shown}"))
            }
        }
    }
}

/// Makes the folder if it is not there, for its owner alone.
pub(crate) fn make(folder: &Path) -> anyhow::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.create(folder);
    made.with_context(|| format!("cannot make the data folder {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_new_folder_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;

        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("data");
        make(&folder).unwrap();
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        make(&folder).unwrap();
    }

    #[test]
    fn a_folder_has_one_server_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = DataFolder::claim(folder.path()).unwrap();
        let second = DataFolder::claim(folder.path()).err().unwrap();
        assert!(second.to_string().contains("another server"), "{second}");
        drop(first);
        assert!(DataFolder::claim(folder.path()).is_ok());
    }
}
