//! Booking, and reading one's bookings.

mod booked;
mod corrected_name;
mod new_booking;
mod schedule_change;
mod serving;

pub use booked::{
    BookedSegment, Booking, BookingPrice, BookingStatus, Direction, Journey, JourneyStatus, Links,
    Passenger, SeatOf, SpecialService, Ticket, TicketOf, TicketStatus,
};
pub use corrected_name::CorrectedName;
pub use new_booking::{
    Contact, ExtraBaggageMode, Gender, NewBooking, NewPassenger, SeatPreference,
};
pub use schedule_change::{Flown, ScheduleChange, ScheduleChangeKind, ScheduleChangeStatus};
pub use serving::{BookedSeatMap, BookedSeatMaps, NewSeat, NewSpecialService};
use serving::{Parting, Seated, Served};

use crate::answer::Answered;
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::idempotency::IdempotencyKey;
use crate::list::List;

/// Calls about bookings; see [`Client::bookings`].
#[derive(Debug, Clone, Copy)]
pub struct Bookings<'a>(&'a Client);

impl Client {
    /// Booking, and reading one's bookings.
    pub const fn bookings(&self) -> Bookings<'_> {
        Bookings(self)
    }
}

/// Which bookings; all of one's own when nothing is said.
#[derive(Debug, Clone, Default)]
pub struct BookingFilter {
    /// Those with this status.
    pub status: Option<BookingStatus>,
}

impl Bookings<'_> {
    /// Books offers. Places and picked seats are held until `payment_due_by`.
    pub async fn book(
        &self,
        booking: &NewBooking,
        key: &IdempotencyKey,
    ) -> Result<Answered<Booking>, Error> {
        self.0.write(&Call::post(&["v1", "bookings"]).json(booking)?.under(key)).await
    }

    /// One's bookings, newest first.
    pub fn list(&self, filter: &BookingFilter) -> List<Booking> {
        let call = Call::get(&["v1", "bookings"]).query("status", filter.status.as_ref());
        List::new(self.0, call)
    }

    /// One booking.
    pub async fn get(&self, booking_ref: &str) -> Result<Booking, Error> {
        self.0.ask(&Call::get(&["v1", "bookings", booking_ref])).await
    }

    /// Corrects the name of a passenger. The same name once more corrects nothing.
    pub async fn correct_name(
        &self,
        booking_ref: &str,
        passenger_id: &str,
        name: &CorrectedName,
    ) -> Result<Booking, Error> {
        let path = ["v1", "bookings", booking_ref, "passengers", passenger_id];
        self.0.ask(&Call::patch(&path).json(name)?.harmless()).await
    }

    /// Says what is to be done for a passenger: this takes the place of what was said before.
    pub async fn set_special_services(
        &self,
        booking_ref: &str,
        passenger_id: &str,
        services: &[NewSpecialService],
    ) -> Result<Booking, Error> {
        let path = ["v1", "bookings", booking_ref, "passengers", passenger_id, "special-services"];
        let said = Served { special_services: services };
        self.0.ask(&Call::put(&path).json(&said)?.harmless()).await
    }

    /// The seats that a booking could have, flight by flight.
    pub async fn seat_maps(&self, booking_ref: &str) -> Result<BookedSeatMaps, Error> {
        self.0.ask(&Call::get(&["v1", "bookings", booking_ref, "seat-maps"])).await
    }

    /// Gives passengers other seats, all of these or none; who is not named stays.
    pub async fn change_seats(
        &self,
        booking_ref: &str,
        seats: &[NewSeat],
    ) -> Result<Booking, Error> {
        let path = ["v1", "bookings", booking_ref, "seats"];
        self.0.ask(&Call::put(&path).json(&Seated { seats })?.harmless()).await
    }

    /// Gives some passengers a booking of their own, which is answered: with the same flights, seats
    /// and ticket numbers, and their share of what was paid.
    pub async fn split(
        &self,
        booking_ref: &str,
        passengers: &[String],
        key: &IdempotencyKey,
    ) -> Result<Answered<Booking>, Error> {
        let path = ["v1", "bookings", booking_ref, "split"];
        self.0.write(&Call::post(&path).json(&Parting { passengers })?.under(key)).await
    }

    /// Gives up a booking that is not paid: nothing is held any more. Once more does no harm.
    pub async fn release(&self, booking_ref: &str) -> Result<(), Error> {
        let call = Call::delete(&["v1", "bookings", booking_ref]).harmless();
        self.0.send(&call).await?.accepted().map(drop)
    }
}
