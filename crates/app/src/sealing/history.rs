//! How a line of the history is sealed: what it says, for a note may be about anybody.
//!
//! A line is never written again, so the key that sealed it has to stay in the ring for as long as
//! the line is to be read.

use super::ring::KeyRing;
use crate::history::{HistoryEntry, Said};
use crate::ports::store::StoreError;

impl KeyRing {
    pub(super) fn seal_history(&self, entry: &mut HistoryEntry) -> Result<(), StoreError> {
        if self.newest().is_none() {
            return Ok(());
        }
        let sealed = self.seal_text(&about(entry), &entry.said.written());
        let sealed = sealed.map_err(StoreError::new)?;
        entry.said = Said { sealed, ..Said::default() };
        Ok(())
    }

    /// The line as it was written.
    pub fn open_history(&self, mut entry: HistoryEntry) -> Result<HistoryEntry, StoreError> {
        if let Some(sealed) = entry.said.sealed.take() {
            let opened = self.open_text(&about(&entry), &sealed).map_err(StoreError::new)?;
            let said = Said::read(opened);
            entry.said = said.ok_or_else(|| StoreError::new("a line says nothing readable"))?;
        }
        Ok(entry)
    }
}

fn about(entry: &HistoryEntry) -> [&[u8]; 2] {
    [b"history", entry.id.0.as_bytes()]
}
