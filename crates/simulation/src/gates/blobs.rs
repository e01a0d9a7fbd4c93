//! Files in memory, and the way to them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use airside_app::ports::blobs::check_key;
use airside_app::ports::{Blobs, BlobsError};
use async_trait::async_trait;

use super::{Gate, Lost};
use crate::desk::Kind;
use crate::plants::Plant;

/// Files by key.
#[derive(Default)]
pub(crate) struct Files(Mutex<HashMap<String, Vec<u8>>>);

pub(crate) struct BlobsGate {
    pub gate: Gate,
    pub files: Arc<Files>,
}

#[async_trait]
impl Blobs for Files {
    async fn put(&self, key: &str, _content_type: &str, bytes: Vec<u8>) -> Result<(), BlobsError> {
        check_key(key)?;
        self.0.lock().unwrap().insert(key.to_owned(), bytes);
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobsError> {
        check_key(key)?;
        Ok(self.0.lock().unwrap().get(key).cloned())
    }

    async fn delete(&self, key: &str) -> Result<(), BlobsError> {
        check_key(key)?;
        self.0.lock().unwrap().remove(key);
        Ok(())
    }

    async fn link(
        &self,
        key: &str,
        _name: &str,
        _lifetime: Duration,
    ) -> Result<Option<String>, BlobsError> {
        check_key(key).map(|()| None)
    }

    async fn ping(&self) -> Result<(), BlobsError> {
        Ok(())
    }
}

#[async_trait]
impl Blobs for BlobsGate {
    async fn put(&self, key: &str, content_type: &str, bytes: Vec<u8>) -> Result<(), BlobsError> {
        let keep = async {
            if self.gate.has(Plant::LosesFiles) {
                return Ok(());
            }
            let end = if self.gate.has(Plant::CutsFiles) { bytes.len() / 2 } else { bytes.len() };
            self.files.put(key, content_type, bytes[..end].to_vec()).await
        };
        self.gate.pass(Kind::Write, "blobs.put", keep, || BlobsError::new(Lost)).await
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobsError> {
        self.gate.pass(Kind::Read, "blobs.get", self.files.get(key), || BlobsError::new(Lost)).await
    }

    async fn delete(&self, key: &str) -> Result<(), BlobsError> {
        let delete = self.files.delete(key);
        self.gate.pass(Kind::Write, "blobs.delete", delete, || BlobsError::new(Lost)).await
    }

    async fn link(&self, _: &str, _: &str, _: Duration) -> Result<Option<String>, BlobsError> {
        Ok(None)
    }

    async fn ping(&self) -> Result<(), BlobsError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files in memory keep the promises of the real ones.
    struct Subject(Files);

    impl Subject {
        fn blobs(&self) -> &dyn Blobs {
            &self.0
        }
    }

    airside_port_contracts::blobs!(async { Subject(Files::default()) });
}
