//! A letter as plain text and as a page. Both say the same, in the same order.

mod page;
mod text;

pub(crate) use page::page;
pub(crate) use text::text;
