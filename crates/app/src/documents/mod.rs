//! Tickets and receipts: what they say, making them, and handing them out.

pub mod bar_codes;
mod change_receipt;
pub mod link;
pub mod list;
pub mod make;
mod receipt;
pub mod resend;
pub(crate) mod rules;
pub(crate) mod sold_by;
pub(crate) mod ticket;
