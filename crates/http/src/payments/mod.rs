//! `GET, POST /v1/bookings/{booking_ref}/payments`, the page that a payer comes back to,
//! and the gateway's webhook

pub(crate) mod attempts;
pub(crate) mod refund_view;
mod return_page;
mod returned;
pub(crate) mod view;
mod webhook;

use crate::section::section;

section!(
    attempts::create, attempts::list, webhook::receive;
    undescribed return_page::show, return_page::pay_again
);
