//! `/v1/webhook-endpoints` and `/v1/events`: what happened, and who is told of it.

mod change;
mod deliveries;
mod endpoints;
mod events;
mod problems;
pub(crate) mod told;
pub(crate) mod view;

use crate::section::section;

section!(
    endpoints::list,
    endpoints::create,
    endpoints::show,
    change::change,
    change::remove,
    change::rotate_secret,
    change::ping,
    deliveries::list_deliveries,
    events::list_events,
    events::redeliver
);
