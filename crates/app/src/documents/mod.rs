//! Tickets and receipts: what they say, making them, and handing them out.

pub mod link;
pub mod list;
pub mod make;
mod receipt;
mod rules;
mod sold_by;
mod ticket;
