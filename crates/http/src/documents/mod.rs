//! `GET /v1/bookings/{booking_ref}/documents`, `GET /v1/documents/{id}`

mod file;
mod list;

pub(crate) use list::DocumentView;

use crate::section::section;

section!(list::list, file::get);
