//! How an endpoint for webhooks is sealed: its address and its secrets, which are needed as they are.

use airside_records::{Column, Row};

use super::ring::KeyRing;
use super::rows::SEALED_WITH;
use crate::ports::store::StoreError;
use crate::webhooks::EndpointRecord;

impl KeyRing {
    pub(super) fn seal_endpoint(&self, row: &mut Row) -> Result<(), StoreError> {
        let mut sealed_with = None;
        if let Some(newest) = self.newest() {
            let mut record: EndpointRecord =
                serde_json::from_str(&row.body).map_err(StoreError::new)?;
            if let Some(private) = record.private.take() {
                let text = serde_json::to_string(&private).map_err(StoreError::new)?;
                let sealed = self.seal_text(&about(&record), &text);
                record.sealed = sealed.map_err(StoreError::new)?;
                row.body = serde_json::to_string(&record).map_err(StoreError::new)?;
                sealed_with = Some(newest.to_owned());
            }
        }
        row.columns.push(Column::maybe(SEALED_WITH, sealed_with));
        Ok(())
    }

    /// The body as it was before it was sealed.
    pub(super) fn open_endpoint(&self, body: &str) -> Result<String, StoreError> {
        let mut record: EndpointRecord = serde_json::from_str(body).map_err(StoreError::new)?;
        if let Some(sealed) = record.sealed.take() {
            let text = self.open_text(&about(&record), &sealed).map_err(StoreError::new)?;
            record.private = serde_json::from_str(&text).map_err(StoreError::new)?;
        }
        serde_json::to_string(&record).map_err(StoreError::new)
    }
}

fn about(record: &EndpointRecord) -> [&[u8]; 2] {
    [b"webhook endpoint", record.id.as_bytes()]
}
