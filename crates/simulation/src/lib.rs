//! Two nodes of one deployment, their clients, the clerk who revises the timetable, the gateway
//! and the network between them, in one process and on one thread of decisions.
//!
//! Every call of a port waits for its turn at the [`desk`]. One seed decides who goes on next, and
//! what becomes of the call: it may fail, take effect and have its answer lost, take effect twice,
//! or kill its node before or after. So the same seed tells the same story, word for word, and a
//! story that ends badly can be told again, and made shorter.

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a simulation that cannot go on panics, and names its seed"
)]

mod cast;
mod chance;
mod check;
mod clerk;
mod client;
mod crash_points;
mod desk;
mod gates;
mod ledger;
mod plants;
mod proof;
mod serving;
mod shorten;
mod site;
mod stage;
mod story;

pub use crash_points::{Points, Reach, crash_points};
pub use plants::Plant;
pub use proof::{Failure, Proof, ending, prove, shortest};
pub use stage::Ending;
pub use story::{Command, Story};
