//! The promises of the port, kept over real HTTP against the sandbox, and what
//! happens when the gateway is away.

mod outages;
#[cfg(test)]
mod subject;

airside_port_contracts::payments!(subject::subject());
