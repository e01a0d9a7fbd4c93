//! What of a commit is sealed, and how it is opened: the private part of bookings and of endpoints,
//! and remembered answers whole, since they show bookings.

use airside_booking::Booking;
use airside_records::{BookingRecord, Column, Kept as _, Row};

use super::ring::KeyRing;
use crate::mail::{Mail, MailRecord};
use crate::ports::changes::AnswerKey;
use crate::ports::store::StoreError;
use crate::ports::{Changes, Remembered, Write};
use crate::webhooks::Endpoint;

/// The column of a booking or an endpoint that says which key sealed it.
pub(super) const SEALED_WITH: &str = "sealed_with";
/// How the body of an answer begins that is sealed; JSON begins otherwise.
const SEALED_ANSWER: &str = "sealed ";

impl KeyRing {
    /// Writes that go along with something else, as a store is to keep them.
    pub fn seal_writes(&self, writes: Vec<Write>) -> Result<Vec<Write>, StoreError> {
        Ok(self.seal(Changes::default().write_all(writes))?.writes)
    }

    /// The changes as a store is to keep them.
    pub fn seal(&self, mut changes: Changes) -> Result<Changes, StoreError> {
        for write in &mut changes.writes {
            match write {
                Write::Record { row, .. } if row.table == Booking::TABLE => {
                    self.seal_booking(row)?;
                }
                Write::Record { row, .. } if row.table == Endpoint::TABLE => {
                    self.seal_endpoint(row)?;
                }
                Write::Record { row, .. } if row.table == Mail::TABLE => self.seal_mail(row)?,
                Write::AddMail(row) => self.seal_mail(row)?,
                Write::AddHistory(entry) => self.seal_history(entry)?,
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
        if !body.contains("\"sealed\":") {
            return Ok(body);
        }
        if table == Mail::TABLE {
            return self.open_mail(&body);
        }
        if table == Endpoint::TABLE {
            return self.open_endpoint(&body);
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

    /// What opens something in a mail, until it was sent.
    fn seal_mail(&self, row: &mut Row) -> Result<(), StoreError> {
        let mut record: MailRecord = serde_json::from_str(&row.body).map_err(StoreError::new)?;
        let Some(token) = &record.token else { return Ok(()) };
        let sealed = self.seal_text(&about_mail(&record), token).map_err(StoreError::new)?;
        if sealed.is_some() {
            (record.sealed, record.token) = (sealed, None);
            row.body = serde_json::to_string(&record).map_err(StoreError::new)?;
        }
        Ok(())
    }

    fn open_mail(&self, body: &str) -> Result<String, StoreError> {
        let mut record: MailRecord = serde_json::from_str(body).map_err(StoreError::new)?;
        if let Some(sealed) = record.sealed.take() {
            let token = self.open_text(&about_mail(&record), &sealed).map_err(StoreError::new)?;
            record.token = Some(token);
        }
        serde_json::to_string(&record).map_err(StoreError::new)
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

fn about_mail(record: &MailRecord) -> [&[u8]; 2] {
    [b"mail", record.id.as_bytes()]
}

fn about_answer(key: &AnswerKey) -> [&[u8]; 4] {
    let AnswerKey { user, operation, key } = key;
    [b"answer", user.0.as_bytes(), operation.as_bytes(), key.as_bytes()]
}
