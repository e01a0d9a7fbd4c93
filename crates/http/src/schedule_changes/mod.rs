//! `POST /v1/bookings/{booking_ref}/schedule-changes/{id}/accept` and `…/refund`

mod answer;
pub(crate) mod view;

use crate::section::section;

section!(answer::accept, answer::refund);
