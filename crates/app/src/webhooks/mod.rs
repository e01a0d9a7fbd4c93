//! Webhooks out: what happened is kept, and sent to those who asked to be told.
//!
//! A use case writes its event in its own commit ([`Changes::tell`]). A message rings the bell of
//! whoever delivers; what is to be sent, and when, is read from the store.
//!
//! [`Changes::tell`]: crate::ports::Changes::tell

pub mod deliver;
mod delivery;
mod endpoint;
mod endpoints;
mod event;
mod events;
mod happened;
mod record;
mod rules;
mod secret;

pub use delivery::{
    Answered, Attempt, ClaimedDelivery, Delivery, DeliveryState, NoAnswer, Then, Tried, Tries,
};
pub use endpoint::{
    DisabledBecause, Endpoint, EndpointState, FailingEndpoint, Health, HearsOf, OLD_SECRET_SIGNS,
};
pub use endpoints::{
    EndpointChange, EndpointError, LONGEST_URL, NewEndpoint, Watched, add_endpoint,
    change_endpoint, own_endpoint, own_endpoints, ping_endpoint, remove_endpoint, rotate_secret,
};
pub use event::{Event, EventKind};
pub use events::{RedeliverError, list_deliveries, list_events, redeliver};
pub use record::EndpointRecord;
pub use rules::Rules;
pub use secret::EndpointSecret;
