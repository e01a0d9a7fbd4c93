//! Files in a folder.
//!
//! A key is a path below the folder and nothing else. Temporary files start with a dot, so no key
//! can name one.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use airside_app::ports::blobs::check_key;
use airside_app::ports::{Blobs, BlobsError};
use async_trait::async_trait;
use tempfile::NamedTempFile;
use tokio::task::spawn_blocking;

/// Keeps each file under its key, as `documents/<id>.pdf`.
#[derive(Debug, Clone)]
pub struct FileBlobs {
    folder: PathBuf,
}

impl FileBlobs {
    /// Keeps files in `folder`, which is made if it is not there.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, BlobsError> {
        let folder = folder.into();
        fs::create_dir_all(&folder).map_err(BlobsError::new)?;
        Ok(Self { folder })
    }

    fn path(&self, key: &str) -> Result<PathBuf, BlobsError> {
        check_key(key)?;
        Ok(self.folder.join(key))
    }
}

#[async_trait]
impl Blobs for FileBlobs {
    async fn put(&self, key: &str, _content_type: &str, bytes: Vec<u8>) -> Result<(), BlobsError> {
        let path = self.path(key)?;
        blocking(move || write_whole(&path, &bytes)).await
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobsError> {
        let path = self.path(key)?;
        blocking(move || match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    async fn delete(&self, key: &str) -> Result<(), BlobsError> {
        let path = self.path(key)?;
        blocking(move || match fs::remove_file(&path) {
            // The name is gone for good once the folder is written.
            Ok(()) => File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all(),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }

    /// A folder has no address.
    async fn link(
        &self,
        key: &str,
        _file_name: &str,
        _lifetime: Duration,
    ) -> Result<Option<String>, BlobsError> {
        check_key(key).map(|()| None)
    }

    /// Writes a file and removes it, which finds a full or read-only disk too.
    async fn ping(&self) -> Result<(), BlobsError> {
        let folder = self.folder.clone();
        blocking(move || NamedTempFile::new_in(folder)?.write_all(b"ping")).await
    }
}

/// Readers see the old file or the new one, also after the power fails.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // The new name is safe once the folder is.
    File::open(folder)?.sync_all()
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, BlobsError> {
    match spawn_blocking(work).await {
        Ok(done) => done.map_err(BlobsError::new),
        Err(stopped) => Err(BlobsError::new(stopped)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_finished_write_leaves_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = FileBlobs::open(folder.path()).unwrap();
        blobs.put("documents/a.pdf", "application/pdf", vec![1]).await.unwrap();
        blobs.put("documents/a.pdf", "application/pdf", vec![2]).await.unwrap();
        blobs.ping().await.unwrap();

        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read_dir(folder.path().join("documents")).unwrap().count(), 1);
    }
}
