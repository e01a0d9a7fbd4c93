//! What is kept about people: handed out to them, and erased when they ask or when its time is over.
//!
//! What each table of a store keeps, and what becomes of it, is said in `tables`.

pub mod erase;
pub mod export;
mod forget;
pub mod sweep;
pub mod tables;
