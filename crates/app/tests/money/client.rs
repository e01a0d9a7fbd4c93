//! What a client asks of a site: to search, book, pay and cancel, each under a key.

use airside_app::bookings::place::{PlaceBooking, PlaceError, Traveller, place_booking};
use airside_app::cancellations::confirm::{ConfirmError, confirm_cancellation};
use airside_app::cancellations::quote::quote_cancellation;
use airside_app::cancellations::read::Repayment;
use airside_app::idempotency::{Answer, Given, IdempotencyError, Once, once};
use airside_app::offers::search::{Filters, FoundOffer, SearchOffers, Slice, search_offers};
use airside_app::payments::start::{StartError, StartPayment, start_payment};
use airside_app::ports::changes::AnswerKey;
use airside_booking::cancellation::Selection;
use airside_booking::{Booking, Cancellation, Contact, Payment, TripType};
use airside_fares::ExtraBaggageMode;
use airside_port_contracts::samples::{self, DAY, code};
use airside_primitives::{Cabin, CancellationId, Gender, Party, SeatPreference, UserId};
use airside_search::Sort;
use time::macros::date;

use crate::gateway::CARD;
use crate::site::Site;

/// Who books.
pub(crate) const OWNER: UserId = samples::user_id(1);

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Refusal<E> {
    Once(IdempotencyError),
    Work(E),
}

impl<E> From<IdempotencyError> for Refusal<E> {
    fn from(error: IdempotencyError) -> Self {
        Self::Once(error)
    }
}

impl Site {
    /// The id of an offer for one adult.
    pub(crate) fn offer(&self) -> String {
        self.offers().swap_remove(0).id
    }

    /// The cheapest offer for one adult, if there is one.
    pub(crate) fn offers(&self) -> Vec<FoundOffer> {
        let command = SearchOffers {
            trip_type: TripType::OneWay,
            slices: vec![Slice {
                origin: "DEL".to_owned(),
                destination: "BOM".to_owned(),
                date: DAY,
            }],
            party: Party::new(1, 0, 0).unwrap(),
            cabin: Cabin::Economy,
            filters: any_offer(),
            sort: Sort::Price,
            limit: 1,
            offset: 0,
        };
        let mut found = search_offers(&self.app, &self.app.world.load(), &command).unwrap();
        found.slices.swap_remove(0)
    }

    /// Books an offer; the answer's body is the record locator.
    pub(crate) async fn place(
        &self,
        offer: String,
        promo_code: Option<&str>,
        key: &str,
    ) -> Result<Given, Refusal<PlaceError>> {
        let command = PlaceBooking {
            owner: OWNER,
            offers: vec![offer],
            passengers: vec![traveller()],
            extra_baggage_mode: ExtraBaggageMode::Prepaid,
            contact: Contact { email: "asha@example.com".to_owned(), phone: None },
            promo_code: promo_code.map(str::to_owned),
        };
        let request = request("book", key);
        let render = |booking: &Booking| answer(booking.reference.to_string());
        let work = place_booking(&self.app, command, &request, &render);
        let work = async { work.await.map_err(Refusal::Work) };
        Box::pin(once(&self.app, &request, work)).await
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
    ) -> Result<Given, Refusal<StartError>> {
        let command = StartPayment {
            owner: OWNER,
            reference: booking.reference,
            payment_method: card.map(str::to_owned),
            return_url: None,
        };
        let request = request("pay", key);
        let return_url = |_: &Booking| "https://air.example.com/paid".to_owned();
        let render = |_: &Booking, payment: &Payment| answer(payment.status_code().to_owned());
        let work = start_payment(&self.app, &command, &return_url, &request, &render);
        let work = async { work.await.map_err(Refusal::Work) };
        Box::pin(once(&self.app, &request, work)).await
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
    ) -> Result<Given, Refusal<ConfirmError>> {
        let request = request("confirm", key);
        let render =
            |_: &Cancellation, repayment: &Repayment| answer(repayment.refund.id.to_string());
        let work = confirm_cancellation(&self.app, OWNER, quote, &request, &render);
        let work = async { work.await.map_err(Refusal::Work) };
        Box::pin(once(&self.app, &request, work)).await
    }
}

/// A request that must take effect once, known by its key.
fn request(operation: &str, key: &str) -> Once {
    let key = AnswerKey { user: OWNER, operation: operation.to_owned(), key: key.to_owned() };
    Once { key, fingerprint: [0; 32] }
}

fn answer(body: String) -> Answer {
    Answer { status: 201, body }
}

fn any_offer() -> Filters {
    Filters {
        max_stops: 0,
        airlines: Vec::new(),
        exclude_airlines: Vec::new(),
        max_price: None,
        max_minutes: None,
        min_layover: None,
        max_layover: None,
        via: None,
        refundable: true,
        checked_baggage: false,
        flight_number: None,
        departure_window: None,
        arrival_window: None,
    }
}

fn traveller() -> Traveller {
    Traveller {
        given_name: "Asha".to_owned(),
        middle_name: None,
        family_name: "Rao".to_owned(),
        gender: Gender::Unspecified,
        date_of_birth: date!(1990 - 02 - 28),
        seat_preference: SeatPreference::Window,
        seats: Vec::new(),
        hand_baggage_kg: 7,
        extra_baggage_kg: 0,
        infant_of: None,
    }
}
