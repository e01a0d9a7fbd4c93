//! A client of the Airside API: one method for each call, typed requests and answers.
//!
//! ```text
//! let client = Client::new("http://127.0.0.1:8080")?.with_key(api_key);
//!
//! let search = Search::one_way("DEL", "BOM", date!(2026 - 12 - 01));
//! let found = client.offers().search(&search).await?;
//! let offer = &found.departing[0];
//!
//! let asha = NewPassenger::new("Asha", "Rao", Gender::Female, date!(1990 - 05 - 01));
//! let trip = NewBooking::new([&offer.id], [asha], Contact::new("asha@example.com"));
//! let booked = client.bookings().book(&trip, &IdempotencyKey::random()).await?.value;
//!
//! let card = NewPayment::with_method("pm_card_visa");
//! client.payments().pay(&booked.booking_ref, &card, &IdempotencyKey::random()).await?;
//! ```
//!
//! What a moment may cure is asked again (see [`Retry`]): a write under the same
//! [`IdempotencyKey`], so that it takes effect once. Keep a key until its answer is known, and
//! give the same one to go on after a crash.
//!
//! A code that a later server adds is read as `Other`, and a field that it adds is ignored.
//! Nothing that is a secret or a person's own is shown by `Debug`.
//!
//! TLS is left to whoever builds the program: for `https`, depend on `reqwest` with its feature
//! `rustls`, which turns it on here too, or hand in a client of your own by
//! [`Client::with_http`].

pub mod accounts;
mod answer;
pub mod bookings;
mod call;
pub mod cancellations;
pub mod changes;
mod client;
mod code;
pub mod documents;
mod error;
pub mod health;
mod idempotency;
mod list;
mod money;
pub mod offers;
pub mod payments;
pub mod reference;
mod retry;
pub mod schedule_changes;
mod secret;
mod times;
pub mod webhook;

pub use answer::Answered;
pub use client::Client;
pub use error::{Error, FieldError, Problem};
pub use idempotency::{IdempotencyKey, InvalidIdempotencyKey};
pub use list::{List, Page, Paging};
pub use money::Money;
pub use retry::Retry;
pub use secret::Secret;
