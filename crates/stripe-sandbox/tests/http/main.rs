//! What the sandbox promises, over real HTTP.

mod checkout;
mod faults;
mod idempotency;
#[cfg(test)]
mod lists;
mod payment_intents;
mod refunds;
mod refusals;
mod scenarios;
#[cfg(test)]
mod server;
#[cfg(test)]
mod test_clocks;
mod webhooks;
