//! A booking as whoever serves it needs to see it, line by line.

use airside_booking::{
    Booking, BookingStatus, Journey, Passenger, Payment, PaymentState, Refund, RefundState, Segment,
};
use airside_primitives::{Amount, SeatNumber};
use time::OffsetDateTime;

use crate::operate::today::{day, minute, moment};

/// How it stands, who travels, and when and where.
pub(super) fn lines(booking: &Booking, now: OffsetDateTime) -> Vec<String> {
    let mut lines = vec![
        format!("{}  {}", booking.reference, booking.status(now).code()),
        format!(
            "booked {}, id {}, owner {}",
            moment(booking.created_at),
            booking.id,
            booking.owner
        ),
    ];
    let due = booking.payment_due_by();
    let due = due.filter(|_| booking.status(now) == BookingStatus::PendingPayment);
    lines.extend(due.map(|due| format!("to be paid by {}", moment(due))));
    lines.push(contact(booking));
    lines.push("\nPassengers".to_owned());
    for (at, passenger) in booking.passengers.iter().enumerate() {
        let left = if booking.still_travels(passenger) { "" } else { "  cancelled" };
        lines.push(format!("  {}{left}", traveller(at, passenger, &numbers(booking, at))));
    }
    lines.push("\nJourneys".to_owned());
    for journey in &booking.journeys {
        lines.extend(flights(booking, journey, now));
    }
    lines
}

fn contact(booking: &Booking) -> String {
    match (&booking.contact, booking.erased_at) {
        (Some(contact), _) => {
            let phone = contact.phone.as_deref().unwrap_or("no phone");
            format!("contact {}, {phone}", contact.email)
        }
        (None, Some(at)) => format!("names and contact were erased {}", moment(at)),
        (None, None) => "no contact".to_owned(),
    }
}

/// The ticket numbers of a passenger, one for each ticket, once they are issued.
fn numbers(booking: &Booking, passenger: usize) -> Vec<String> {
    let tickets = booking.tickets.iter();
    let numbers = tickets.filter_map(|ticket| booking.ticket_numbers(ticket.id)?.get(passenger));
    numbers.map(ToString::to_string).collect()
}

/// `1  RAO/ASHA  ADULT  312-4151461696`
fn traveller(at: usize, passenger: &Passenger, numbers: &[String]) -> String {
    let person = passenger.person.as_ref();
    let name = person.map_or_else(|| "-".to_owned(), |it| it.name.ticketed().to_string());
    let lap = passenger.infant_of.map(|adult| format!(" with passenger {}", adult + 1));
    let numbers =
        if numbers.is_empty() { "no ticket number".to_owned() } else { numbers.join(", ") };
    let (kind, lap) = (passenger.kind.code(), lap.unwrap_or_default());
    format!("{}  {name}  {kind}{lap}  {numbers}", at + 1)
}

/// A journey, its flights, and how they are to change where somebody is asked about it.
fn flights(booking: &Booking, journey: &Journey, now: OffsetDateTime) -> Vec<String> {
    let (direction, offer) = (journey.direction, &journey.offer);
    let status = booking.journey_status(direction, now).code();
    let (brand, cabin) = (offer.brand.code(), offer.cabin.code());
    let mut lines = vec![format!("  {direction}  {status}  {brand} {cabin}")];
    for (at, segment) in offer.segments.iter().enumerate() {
        let seats = seats(&booking.passengers, journey.seats.on(at));
        lines.push(format!("    {}  {seats}", flight(segment)));
    }
    let changes = booking.schedule_changes.iter();
    for change in changes.filter(|it| it.direction == direction && it.is_open(now)) {
        let due = moment(change.answer_by);
        lines.push(format!("    {}: to be answered by {due}", change.kind.code()));
        match &change.after {
            Some(after) => lines.extend(after.iter().map(|it| format!("      {}", flight(it)))),
            None => lines.push("      without an alternative".to_owned()),
        }
    }
    lines
}

/// `6E141 DEL-BOM Wed 30 Dec 2026, 06:50 to 08:50`, by the clocks of its airports.
fn flight(segment: &Segment) -> String {
    let Segment { number, origin, destination, departs_at, arrives_at, .. } = segment;
    let days = match segment.arrival_day_offset() {
        0 => String::new(),
        days => format!(" ({days:+} day)"),
    };
    let (on, departs, arrives) = (day(*departs_at), minute(*departs_at), minute(*arrives_at));
    format!("{number} {origin}-{destination} {on}, {departs} to {arrives}{days}")
}

/// `seats 12A, 12B`, in the order of the passengers who have one.
fn seats(passengers: &[Passenger], given: &[Option<SeatNumber>]) -> String {
    if given.iter().all(Option::is_none) {
        return "no seats given".to_owned();
    }
    let seated = passengers.iter().zip(given).filter(|(passenger, _)| passenger.kind.has_seat());
    let seats = seated.map(|(_, seat)| seat.map_or_else(|| "-".to_owned(), |it| it.to_string()));
    format!("seats {}", seats.collect::<Vec<_>>().join(", "))
}

/// What it costs, what was paid and what went back.
pub(super) fn money(booking: &Booking, payments: &[Payment], refunds: &[Refund]) -> Vec<String> {
    let show = |amount| booking.currency.show(amount);
    let paid = payments.iter().filter(|it| matches!(it.state, PaymentState::Succeeded { .. }));
    let paid: Amount = paid.map(Payment::pays).sum();
    let is_back = |refund: &&Refund| matches!(refund.state, RefundState::Succeeded { .. });
    let back: Amount = refunds.iter().filter(is_back).map(|refund| refund.amount).sum();
    let promised = refunds.iter().map(|refund| refund.amount).sum::<Amount>() - back;
    let promised = if promised.is_zero() {
        String::new()
    } else {
        format!(", {} still to go back", show(promised))
    };

    let price = show(booking.price().total);
    let mut lines =
        vec![format!("\nPrice {price}, paid {}, refunded {}{promised}", show(paid), show(back))];
    lines.extend(
        payments
            .iter()
            .map(|it| format!("  payment {}  {}  {}", it.id, it.status_code(), show(it.amount))),
    );
    lines.extend(
        refunds
            .iter()
            .map(|it| format!("  refund {}  {}  {}", it.id, it.status_code(), show(it.amount))),
    );
    lines
}

#[cfg(test)]
mod tests {
    use airside_booking::{Name, Person};
    use airside_primitives::{FlightId, Gender, PassengerId, PassengerType, SeatPreference};
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;

    fn passenger(kind: PassengerType, given: &str) -> Passenger {
        let person = Person {
            name: Name::plain(given, "Rao").unwrap(),
            corrections: Vec::new(),
            gender: Gender::Unspecified,
            date_of_birth: date!(1990 - 02 - 28),
            travel_document: None,
        };
        Passenger {
            id: PassengerId(Uuid::nil()),
            kind,
            person: Some(person),
            seat_preference: SeatPreference::Window,
            hand_baggage_kg: 7,
            extra_baggage_kg: 0,
            services: Vec::new(),
            infant_of: (kind == PassengerType::Infant).then_some(0),
        }
    }

    #[test]
    fn a_flight_is_told_by_the_clocks_of_its_airports() {
        let flight_id = FlightId(Uuid::nil());
        let segment = Segment {
            flight: flight_id,
            inventory: flight_id,
            number: "6E141".parse().unwrap(),
            operating_airline: "6E".parse().unwrap(),
            origin: "DEL".parse().unwrap(),
            destination: "BOM".parse().unwrap(),
            date: date!(2026 - 12 - 30),
            departs_at: datetime!(2026-12-30 6:50 +05:30),
            arrives_at: datetime!(2026-12-30 8:50 +05:30),
            aircraft: "320".parse().unwrap(),
        };
        assert_eq!(flight(&segment), "6E141 DEL-BOM Wed 30 Dec 2026, 06:50 to 08:50");
        let late = Segment { arrives_at: datetime!(2026-12-31 0:10 +05:30), ..segment };
        assert_eq!(flight(&late), "6E141 DEL-BOM Wed 30 Dec 2026, 06:50 to 00:10 (+1 day)");
    }

    #[test]
    fn a_traveller_is_told_as_ticketed() {
        let asha = passenger(PassengerType::Adult, "Asha");
        let number = ["312-4151461696".to_owned()];
        assert_eq!(traveller(0, &asha, &number), "1  RAO/ASHA  ADULT  312-4151461696");
        let anuj = passenger(PassengerType::Infant, "Anuj");
        let told = traveller(1, &anuj, &[]);
        assert_eq!(told, "2  RAO/ANUJ  INFANT with passenger 1  no ticket number");
        let erased = Passenger { person: None, ..asha };
        assert_eq!(traveller(0, &erased, &number), "1  -  ADULT  312-4151461696");
    }

    #[test]
    fn seats_are_in_the_order_of_those_who_have_one() {
        let family = [PassengerType::Adult, PassengerType::Infant, PassengerType::Child]
            .map(|kind| passenger(kind, "Asha"));
        let seat = "12A".parse().ok();
        assert_eq!(seats(&family, &[seat, None, None]), "seats 12A, -");
        assert_eq!(seats(&family, &[None, None, None]), "no seats given");
    }
}
