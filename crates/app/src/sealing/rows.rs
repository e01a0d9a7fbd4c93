//! What of a commit is sealed, and how it is opened: the private part of bookings, and remembered
//! answers whole, since they show bookings.

use airside_booking::Booking;
use airside_records::{BookingRecord, Column, Kept as _, Row};

use super::ring::KeyRing;
use crate::ports::changes::AnswerKey;
use crate::ports::store::StoreError;
use crate::ports::{Changes, Remembered, Write};

/// The column of a booking that says which key sealed it.
const SEALED_WITH: &str = "sealed_with";
/// How the body of an answer begins that is sealed; JSON begins otherwise.
const SEALED_ANSWER: &str = "sealed ";

impl KeyRing {
    /// The changes as a store is to keep them.
    pub fn seal(&self, mut changes: Changes) -> Result<Changes, StoreError> {
        for write in &mut changes.writes {
            match write {
                Write::Record { row, .. } if row.table == Booking::TABLE => {
                    self.seal_booking(row)?;
                }
                Write::Remember(answer) => self.seal_answer(answer)?,
                _ => {}
            }
        }
        Ok(changes)
    }

    fn seal_booking(&self, row: &mut Row) -> Result<(), StoreError> {
        let mut sealed_with = None;
        if let Some(newest) = self.newest() {
            let mut record: BookingRecord =
                serde_json::from_str(&row.body).map_err(StoreError::new)?;
            if let Some(private) = record.take_private() {
                let text = serde_json::to_string(&private).map_err(StoreError::new)?;
                let sealed = self.seal_text(&about_booking(&record), &text);
                record.sealed = sealed.map_err(StoreError::new)?;
                row.body = serde_json::to_string(&record).map_err(StoreError::new)?;
                sealed_with = Some(newest.to_owned());
            }
        }
        row.columns.push(Column::maybe(SEALED_WITH, sealed_with));
        Ok(())
    }

    /// The booking of a body as it was written.
    pub fn open_booking(&self, body: &str) -> Result<Booking, StoreError> {
        let record: BookingRecord = serde_json::from_str(body).map_err(StoreError::new)?;
        self.open_record(record)?.try_into().map_err(StoreError::new)
    }

    /// The body of a record of any kind as it was before it was sealed.
    pub fn open_body(&self, table: &str, body: String) -> Result<String, StoreError> {
        if table != Booking::TABLE || !body.contains("\"sealed\":") {
            return Ok(body);
        }
        let record: BookingRecord = serde_json::from_str(&body).map_err(StoreError::new)?;
        serde_json::to_string(&self.open_record(record)?).map_err(StoreError::new)
    }

    fn open_record(&self, mut record: BookingRecord) -> Result<BookingRecord, StoreError> {
        if let Some(sealed) = record.sealed.take() {
            let text = self.open_text(&about_booking(&record), &sealed).map_err(StoreError::new)?;
            record.put_private(serde_json::from_str(&text).map_err(StoreError::new)?);
        }
        Ok(record)
    }

    fn seal_answer(&self, answer: &mut Remembered) -> Result<(), StoreError> {
        let sealed = self.seal_text(&about_answer(&answer.key), &answer.body);
        if let Some(sealed) = sealed.map_err(StoreError::new)? {
            answer.body = format!("{SEALED_ANSWER}{sealed}");
        }
        Ok(())
    }

    /// The answer as it was given.
    pub fn open_answer(&self, answer: Remembered) -> Result<Remembered, StoreError> {
        let Some(sealed) = answer.body.strip_prefix(SEALED_ANSWER) else { return Ok(answer) };
        let body = self.open_text(&about_answer(&answer.key), sealed).map_err(StoreError::new)?;
        Ok(Remembered { body, ..answer })
    }
}

fn about_booking(record: &BookingRecord) -> [&[u8]; 2] {
    [b"booking", record.id.as_bytes()]
}

fn about_answer(key: &AnswerKey) -> [&[u8]; 4] {
    let AnswerKey { user, operation, key } = key;
    [b"answer", user.0.as_bytes(), operation.as_bytes(), key.as_bytes()]
}
