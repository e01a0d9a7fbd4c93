//! Seats on a flight that has changed: kept where they are, else given anew.
//!
//! A seat is kept by its number while the new cabin has it, its holder may sit there, and
//! nobody else has it; but not if it was of the kind that its holder likes and no longer is. All
//! others are seated as after payment: near the party, then by preference or, without one, in a
//! seat of the kind they had.

use std::collections::HashSet;

use airside_primitives::{AircraftCode, FlightId, SeatKind, SeatNumber, SeatPreference};
use airside_seating::{Layout, Seeker, allocate, refuse_pick};
use time::{Date, OffsetDateTime};

use crate::booking::{Booking, Journey, State};
use crate::offer::Segment;
use crate::passenger::Passenger;
use crate::seat_rows::SeatRows;

/// Where seats are, and which are free.
#[derive(Clone, Copy)]
pub struct Seats<'a> {
    /// The seat plan of an aircraft type. Without one nothing is known of its seats, and
    /// everybody keeps the number they have.
    pub plan: &'a dyn Fn(AircraftCode) -> Option<&'a Layout>,
    /// The seats of a departure that other bookings hold.
    pub taken: &'a dyn Fn(FlightId, Date) -> HashSet<SeatNumber>,
}

/// The seats of one flight, an entry for each passenger.
type Row = [Option<SeatNumber>];

impl Seats<'_> {
    /// The seats of a journey when it flies as `segments`.
    pub(crate) fn on(
        &self,
        booking: &Booking,
        journey: &Journey,
        segments: &[Segment],
        now: OffsetDateTime,
    ) -> SeatRows {
        let held = booking.held_segments(journey);
        let mut flights = journey.offer.segments.iter().enumerate();
        SeatRows::of(segments, |segment| {
            let Some((at, was)) = flights.next() else { return nobody(booking) };
            let row = journey.seats.on(at);
            let holds_it = held.get(at).map(Segment::stock) == Some(segment.stock());
            let is_as_it_was = was == segment && holds_it;
            if is_as_it_was && (segment.has_departed(now) || !booking.lacks_seats(journey, row)) {
                row.to_vec()
            } else {
                self.seated(booking, journey, was, segment, row)
            }
        })
    }

    /// The seats of a journey whose inventory moves to those of `segments`, while its old times
    /// still stand. A number that is taken there is lost.
    pub(crate) fn carried(
        &self,
        booking: &Booking,
        journey: &Journey,
        segments: &[Segment],
    ) -> SeatRows {
        let mut held = booking.held_segments(journey).iter().zip(journey.seats.iter());
        SeatRows::of(segments, |segment| {
            let Some((held, row)) = held.next() else { return nobody(booking) };
            if held.stock() == segment.stock() {
                row.to_vec()
            } else {
                not_taken(row, &(self.taken)(segment.inventory, segment.date))
            }
        })
    }

    /// Whether the aircraft of some flight was changed for one without the cabin.
    pub(crate) fn lack_cabin(&self, journey: &Journey, segments: &[Segment]) -> bool {
        journey.offer.segments.iter().zip(segments).any(|(was, is)| {
            let plan = (self.plan)(is.aircraft);
            was.aircraft != is.aircraft
                && plan.is_some_and(|plan| plan.capacity(journey.offer.cabin) == 0)
        })
    }

    /// Whether a passenger would lose a seat, or a seat of the kind that they like.
    ///
    /// After payment it is not known which seats were picked, so a seat of the kind that a
    /// passenger prefers counts as picked.
    pub(crate) fn are_worse(
        &self,
        booking: &Booking,
        journey: &Journey,
        segments: &[Segment],
        rows: &SeatRows,
    ) -> bool {
        let flights = journey.offer.segments.iter().zip(segments).enumerate();
        flights.into_iter().any(|(at, (was, is))| {
            let Some(plan) = (self.plan)(is.aircraft) else { return false };
            let pairs = booking.passengers.iter().zip(journey.seats.on(at)).zip(rows.on(at));
            pairs.into_iter().any(|((passenger, had), gets)| match (had, gets) {
                (None, _) => false,
                (Some(_), None) => true,
                (Some(had), Some(gets)) => {
                    let kind = plan.seat(*gets).map(|seat| seat.kind);
                    is_disliked(passenger, self.kind(was, *had), kind)
                }
            })
        })
    }

    fn seated(
        &self,
        booking: &Booking,
        journey: &Journey,
        was: &Segment,
        is: &Segment,
        row: &Row,
    ) -> Vec<Option<SeatNumber>> {
        let taken = (self.taken)(is.inventory, is.date);
        let free = not_taken(row, &taken);
        let Some(plan) = (self.plan)(is.aircraft) else { return free };
        let cabin = journey.offer.cabin;
        let (places, party): (Vec<usize>, Vec<Seeker>) = booking
            .travellers(journey)
            .filter(|(_, passenger)| passenger.kind.has_seat())
            .map(|(at, passenger)| {
                let seeker = passenger.seeker(is.date, booking.has_lap_on(journey, at));
                let had = row.get(at).copied().flatten().and_then(|seat| self.kind(was, seat));
                let likes_it = |seat: &SeatNumber| {
                    !is_disliked(passenger, had, plan.seat(*seat).map(|seat| seat.kind))
                };
                let picked = free.get(at).copied().flatten().filter(likes_it);
                let preference = wish(passenger.seat_preference, had);
                (at, Seeker { picked, preference, ..seeker })
            })
            .unzip();

        let given = match booking.state {
            State::Confirmed { .. } => allocate(plan, cabin, &taken, &party),
            State::PendingPayment { .. } | State::Expired { .. } => {
                let kept = |seeker: &Seeker| {
                    seeker.picked.filter(|it| refuse_pick(plan, cabin, *it, seeker).is_none())
                };
                party.iter().map(kept).collect()
            }
        };
        let mut seats = nobody(booking);
        for (at, seat) in places.into_iter().zip(given) {
            seats[at] = seat;
        }
        seats
    }

    fn kind(&self, segment: &Segment, seat: SeatNumber) -> Option<SeatKind> {
        (self.plan)(segment.aircraft)?.seat(seat).map(|seat| seat.kind)
    }
}

impl Booking {
    /// Whether it was paid and a passenger who needs a seat has none in this row.
    fn lacks_seats(&self, journey: &Journey, row: &Row) -> bool {
        let seat = |at: usize| row.get(at).copied().flatten();
        let mut travellers = self.travellers(journey);
        matches!(self.state, State::Confirmed { .. })
            && travellers.any(|(at, passenger)| passenger.kind.has_seat() && seat(at).is_none())
    }
}

fn nobody(booking: &Booking) -> Vec<Option<SeatNumber>> {
    vec![None; booking.passengers.len()]
}

fn not_taken(row: &Row, taken: &HashSet<SeatNumber>) -> Vec<Option<SeatNumber>> {
    row.iter().map(|seat| seat.filter(|seat| !taken.contains(seat))).collect()
}

/// Whether a passenger loses a kind of seat that they like and had.
fn is_disliked(passenger: &Passenger, had: Option<SeatKind>, gets: Option<SeatKind>) -> bool {
    let likes = |kind: Option<SeatKind>| kind.map(|it| passenger.seat_preference.likes(it));
    likes(had) == Some(true) && likes(gets) == Some(false)
}

/// The kind to look for: the stated preference, else the kind they had.
fn wish(preference: SeatPreference, had: Option<SeatKind>) -> SeatPreference {
    match (preference, had) {
        (SeatPreference::Any, Some(SeatKind::Window)) => SeatPreference::Window,
        (SeatPreference::Any, Some(SeatKind::Middle)) => SeatPreference::Middle,
        (SeatPreference::Any, Some(SeatKind::Aisle)) => SeatPreference::Aisle,
        (stated, Some(_) | None) => stated,
    }
}
