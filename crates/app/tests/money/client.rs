//! What a client asks of a site: to search, book, pay and cancel, each under a key.

use airside_app::bookings::place::{PlaceBooking, PlaceError, place_booking};
use airside_app::bookings::release::{ReleaseError, release_booking};
use airside_app::cancellations::confirm::{ConfirmError, Confirmed, confirm_cancellation};
use airside_app::cancellations::quote::quote_cancellation;
use airside_app::idempotency::{Answer, Given};
use airside_app::offers::search::{FoundOffer, search_offers};
use airside_app::payments::start::{Attempt, StartError, StartPayment, start_payment};
use airside_booking::cancellation::Selection;
use airside_booking::{Booking, Cancellation};
use airside_port_contracts::fakes::CARD;
use airside_port_contracts::samples::{self, DAY, OWNER, code, traveller};
use airside_primitives::{Cabin, CancellationId, Party};

use crate::site::Site;

impl Site {
    /// The id of an offer for one adult.
    pub(crate) fn offer(&self) -> String {
        self.offers().swap_remove(0).id
    }

    /// The cheapest offer for one adult, if there is one.
    pub(crate) fn offers(&self) -> Vec<FoundOffer> {
        let party = Party::new(1, 0, 0).unwrap();
        let command = samples::search(party, Cabin::Economy, DAY);
        let mut found = search_offers(&self.app, &self.app.world.load(), &command).unwrap();
        found.slices.swap_remove(0)
    }

    /// Books an offer; the answer's body is the record locator.
    pub(crate) async fn place(
        &self,
        offer: String,
        promo_code: Option<&str>,
        key: &str,
    ) -> Result<Given, PlaceError> {
        let promo_code = promo_code.map(str::to_owned);
        let command = PlaceBooking { promo_code, ..samples::place(offer, vec![traveller()]) };
        self.place_for(command, key).await
    }

    pub(crate) async fn place_for(
        &self,
        command: PlaceBooking,
        key: &str,
    ) -> Result<Given, PlaceError> {
        let render = |booking: &Booking| answer(booking.reference.to_string());
        let once = samples::once("book", key, &render);
        Box::pin(place_booking(&self.app, OWNER, &command, &once)).await
    }

    /// A booking that waits for its payment.
    pub(crate) async fn book(&self, key: &str) -> Booking {
        let given = self.place(self.offer(), None, key).await.unwrap();
        self.booking_of(&given).await
    }

    /// A booking that was paid by card, with everything done that follows.
    pub(crate) async fn book_and_pay(&self) -> Booking {
        let booking = self.book("book").await;
        self.pay(&booking, Some(CARD), "pay").await.unwrap();
        self.work().await;
        self.booking(booking.id).await
    }

    /// The booking that an answer names.
    pub(crate) async fn booking_of(&self, given: &Given) -> Booking {
        let (Given::First(answer) | Given::Again(answer)) = given;
        let reference = code(&answer.body);
        self.app.ports.store.booking_by_reference(reference).await.unwrap().unwrap().value
    }

    /// Pays with a card, or on a page without one; the answer's body is the payment's status.
    pub(crate) async fn pay(
        &self,
        booking: &Booking,
        card: Option<&str>,
        key: &str,
    ) -> Result<Given, StartError> {
        let command = StartPayment {
            owner: OWNER,
            reference: booking.reference,
            exchange: None,
            payment_method: card.map(str::to_owned),
            return_url: None,
        };
        let return_url = |_: &Booking| "https://air.example.com/paid".to_owned();
        let render = |attempt: &Attempt| answer(attempt.payment.status_code().to_owned());
        let once = samples::once("pay", key, &render);
        Box::pin(start_payment(&self.app, &command, &return_url, &once)).await
    }

    /// Gives up what is not paid.
    pub(crate) async fn release(&self, booking: &Booking) -> Result<(), ReleaseError> {
        Box::pin(release_booking(&self.app, OWNER, booking.reference)).await
    }

    pub(crate) async fn quote(&self, booking: &Booking) -> Cancellation {
        let all = Selection::default();
        quote_cancellation(&self.app, OWNER, booking.reference, &all).await.unwrap()
    }

    /// Confirms a quote; the answer's body is the refund's id.
    pub(crate) async fn confirm(
        &self,
        quote: CancellationId,
        key: &str,
    ) -> Result<Given, ConfirmError> {
        let render = |confirmed: &Confirmed| answer(confirmed.repayment.refund.id.to_string());
        let once = samples::once("confirm", key, &render);
        Box::pin(confirm_cancellation(&self.app, OWNER, quote, &once)).await
    }
}

fn answer(body: String) -> Answer {
    Answer { status: 201, body }
}
