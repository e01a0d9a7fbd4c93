//! The promises of the port, kept over real HTTP against the sandbox, and what
//! happens when the gateway is away, or has yet to learn where events go; and that an
//! amount is the same one everywhere.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

mod amounts;
mod outages;
mod registration;
#[cfg(test)]
mod subject;

airside_port_contracts::payments!(subject::subject());
