//! Exchanges journeys of any booking for those who serve it: a quote, without the fee if they waive
//! it, and its acceptance. Uses the store and the gateway.
//!
//! The quote is one of the booking, so that its owner may accept and pay it as well.

use airside_booking::Booking;
use airside_primitives::ExchangeId;

use super::confirm::{Agreed, ConfirmError, ConfirmExchange, confirm_exchange};
use super::quote::{QuoteError, QuoteExchange, Quoted, quoted};
use super::serving::{Serving, told};
use crate::bookings::read::{ReadError, any_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::history::Deed;
use crate::idempotency::{Given, Once};
use crate::ports::Write;

/// Makes a quote; earlier ones of the same booking no longer count.
pub async fn quote_by_agent(
    app: &App,
    serving: &Serving,
    command: &QuoteExchange,
) -> Result<Quoted, QuoteError> {
    let decide = |_| async {
        let booking = any_booking(app, command.reference).await?;
        let Decision { changes, outcome } = quoted(app, booking, command).await?;
        let line = told(app, serving, Deed::ChangeQuoted, (&outcome.exchange, &outcome.booking));
        let line = line.at(outcome.exchange.quoted_at);
        Ok(Decision { changes: changes.write(Write::AddHistory(line)), outcome })
    };
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

/// Accepts the quote for the owner of the booking; what is due may be paid on a page by whomever.
pub async fn confirm_by_agent(
    app: &App,
    serving: Serving,
    (id, payment_method, return_url): (ExchangeId, Option<String>, Option<String>),
    own_return_url: &(dyn Fn(&Booking) -> String + Sync),
    once: &Once<'_, Agreed>,
) -> Result<Given, ConfirmError> {
    let exchange = app.ports.store.exchange(id).await?.ok_or(ReadError::NotFound)?;
    let booking = app.ports.store.booking(exchange.value.booking).await?;
    let owner = booking.ok_or(ReadError::NotFound)?.value.owner;
    let serving = Some(serving);
    let command = ConfirmExchange { owner, id, payment_method, return_url, serving };
    confirm_exchange(app, &command, own_return_url, once).await
}
