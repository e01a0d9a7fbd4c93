//! What a ticket says, from the booking and the world.

use airside_booking::booking::{Booking, Journey};
use airside_booking::ticket::Ticket;
use airside_booking::{Passenger, Segment, TripType, bcbp, name};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{AirportCode, Amount, TicketId};
use time::OffsetDateTime;

use crate::documents::rules;
use crate::documents::sold_by::SoldBy;
use crate::ports::documents::{
    ExtraBaggage, FareBreakdown, FlightStop, IssuingAirline, JourneyStatus, LocalTime,
    PassengerJourney, ShownBaggage, ShownTicketNumber, TaxLine, TicketDocument, TicketJourney,
    TicketPassenger, TicketSegment,
};
use crate::world::Snapshot;

/// The content of a ticket; `None` when the booking has no such ticket, or it is not issued.
pub(super) fn content(
    world: &Snapshot,
    sold_by: &SoldBy,
    booking: &Booking,
    id: TicketId,
    issued_at: OffsetDateTime,
) -> Option<TicketDocument> {
    let ticket = booking.ticket(id)?;
    let journeys: Vec<&Journey> =
        ticket.journeys.iter().filter_map(|direction| booking.journey(*direction)).collect();
    let passengers = booking
        .ticketed(ticket)
        .into_iter()
        .map(|at| passenger(sold_by, booking, ticket, &journeys, at, issued_at))
        .collect::<Option<_>>()?;
    Some(TicketDocument {
        airline: IssuingAirline { code: ticket.airline, name: world.airline_name(ticket.airline) },
        booking_ref: booking.reference.to_string(),
        trip: trip(booking.trip_type).to_owned(),
        booked_at: LocalTime::utc(booking.created_at),
        issued_at: LocalTime::utc(issued_at),
        journeys: journeys.iter().map(|it| journey(world, booking, it)).collect(),
        passengers,
        fare: fare(sold_by, booking, &journeys),
        rules: rules::groups(sold_by, booking, &journeys),
        boarding: rules::boarding(),
        notice: None,
    })
}

/// A moment on the clock of an airport.
pub(super) fn at_airport(world: &Snapshot, airport: AirportCode, at: OffsetDateTime) -> LocalTime {
    match world.airport(airport) {
        Some(airport) => LocalTime { at, zone: airport.zone.abbreviation_at(at) },
        None => LocalTime { at, zone: at.offset().to_string() },
    }
}

const fn trip(trip_type: TripType) -> &'static str {
    match trip_type {
        TripType::OneWay => "One way",
        TripType::RoundTrip => "Round trip",
        TripType::MultiCity => "Multi-city",
    }
}

fn journey(world: &Snapshot, booking: &Booking, journey: &Journey) -> TicketJourney {
    let segments = &journey.offer.segments;
    let next = segments.iter().skip(1).map(Some).chain([None]);
    TicketJourney {
        direction: rules::direction(journey.direction),
        status: if booking.is_cancelled(journey.direction) {
            JourneyStatus::Cancelled
        } else {
            JourneyStatus::Confirmed
        },
        segments: segments
            .iter()
            .zip(next)
            .map(|(it, next)| segment(world, journey, it, next))
            .collect(),
    }
}

pub(crate) fn segment(
    world: &Snapshot,
    journey: &Journey,
    segment: &Segment,
    next: Option<&Segment>,
) -> TicketSegment {
    let marketing = segment.number.airline();
    let operating = segment.operating_airline;
    let minutes = |minutes: i64| u32::try_from(minutes).unwrap_or_default();
    TicketSegment {
        flight: segment.number,
        airline: world.airline_name(marketing),
        operated_by: (operating != marketing).then(|| world.airline_name(operating)),
        aircraft: world.aircraft_name(segment.aircraft),
        cabin: journey.offer.cabin,
        brand: journey.offer.brand,
        fare_basis: journey.offer.fare_basis(),
        departure: stop(world, segment.origin, segment.departs_at),
        arrival: stop(world, segment.destination, segment.arrives_at),
        duration_minutes: minutes(segment.minutes()),
        arrival_day_offset: i8::try_from(segment.arrival_day_offset()).unwrap_or_default(),
        layover_minutes: next
            .map(|next| minutes((next.departs_at - segment.arrives_at).whole_minutes())),
    }
}

pub(crate) fn stop(world: &Snapshot, code: AirportCode, at: OffsetDateTime) -> FlightStop {
    let time = at_airport(world, code, at);
    match world.airport(code) {
        Some(airport) => FlightStop {
            airport: code,
            city: airport.city.clone(),
            airport_name: airport.name.clone(),
            country: airside_search::country_name(airport.country)
                .unwrap_or_else(|| airport.country.as_str())
                .to_owned(),
            terminal: None,
            time,
        },
        None => FlightStop {
            airport: code,
            city: code.to_string(),
            airport_name: code.to_string(),
            country: String::new(),
            terminal: None,
            time,
        },
    }
}

fn passenger(
    sold_by: &SoldBy,
    booking: &Booking,
    ticket: &Ticket,
    journeys: &[&Journey],
    at: usize,
    issued_at: OffsetDateTime,
) -> Option<TicketPassenger> {
    let passenger = booking.passengers.get(at)?;
    let person = passenger.person.as_ref()?;
    let number = booking.ticket_numbers(ticket.id)?.get(at)?;
    let prefixes = &sold_by.terms(journeys.first()?).carriers.prefixes;
    let bearer = bcbp::Bearer {
        name: person.name.ticketed().clone(),
        description: bcbp::Description::of(
            passenger.kind,
            person.gender,
            booking.carries_infant(at),
        ),
        accounting_code: prefixes.told(ticket.airline).filter(|it| *it == number.accounting_code()),
        serial: number.serial(),
        issuer: ticket.airline,
        issued_on: issued_at.date(),
    };
    Some(TicketPassenger {
        ticket_name: name::with_title(person.name.ticketed(), passenger.kind, person.gender),
        typed_name: person.name.shown(),
        kind: passenger.kind,
        ticket_number: ShownTicketNumber {
            number: number.to_string(),
            check_digit: number.check_digit(1),
        },
        exchanged_from: booking.exchanged_numbers(ticket.id, at).last().map(ToString::to_string),
        services: services(sold_by, journeys, passenger),
        journeys: journeys.iter().map(|it| held(sold_by, booking, it, passenger, at)).collect(),
        bar_codes: bar_codes(booking, journeys, &bearer, (at, passenger)),
    })
}

/// What is done for somebody on these journeys: on which of them, where it is not all.
fn services(sold_by: &SoldBy, journeys: &[&Journey], passenger: &Passenger) -> Vec<String> {
    let lines = passenger.services.iter().filter_map(|service| {
        let on: Vec<_> =
            journeys.iter().filter(|it| service.journeys.contains(&it.direction)).collect();
        let name = sold_by.terms(on.first()?).services.name(service.code);
        let mut line = format!("{} {name}", service.code);
        if let Some(text) = &service.text {
            line = format!("{line}: {text}");
        }
        if on.len() < journeys.len() {
            let on: Vec<_> = on.iter().map(|it| it.direction.to_string()).collect();
            line = format!("{line} ({})", on.join(", "));
        }
        Some(line)
    });
    lines.collect()
}

fn held(
    sold_by: &SoldBy,
    booking: &Booking,
    journey: &Journey,
    passenger: &Passenger,
    at: usize,
) -> PassengerJourney {
    let travels = journey.carries(passenger);
    let seats = if travels && passenger.kind.has_seat() {
        (0..journey.offer.segments.len()).map(|flight| journey.seats.seat(flight, at)).collect()
    } else {
        Vec::new()
    };
    let kg = u16::from(passenger.extra_baggage_kg);
    let extra = match (kg, booking.extra_baggage_mode) {
        (0, ExtraBaggageMode::Prepaid | ExtraBaggageMode::AtAirport) => ExtraBaggage::None,
        (kg, ExtraBaggageMode::Prepaid) => ExtraBaggage::Prepaid { kg },
        (kg, ExtraBaggageMode::AtAirport) => {
            let per_kg = sold_by.terms(journey).tariff.baggage.at_airport_per_kg;
            ExtraBaggage::AtAirport { kg, per_kg }
        }
    };
    // An infant on a lap has no allowance of their own.
    let included = |kg: u8| if passenger.kind.has_seat() { u16::from(kg) } else { 0 };
    let baggage = ShownBaggage {
        hand_kg: included(journey.offer.baggage.hand_kg),
        checked_kg: included(journey.offer.baggage.checked_kg),
        extra,
    };
    PassengerJourney { travels, seats, baggage }
}

/// Bar codes of at most four legs each, over the journeys that the passenger can still fly.
fn bar_codes(
    booking: &Booking,
    journeys: &[&Journey],
    bearer: &bcbp::Bearer,
    (at, passenger): (usize, &Passenger),
) -> Vec<String> {
    let is_live = |it: &&&Journey| !booking.is_cancelled(it.direction) && it.carries(passenger);
    let live = journeys.iter().filter(is_live);
    let legs: Vec<bcbp::Leg> = live
        .flat_map(|journey| {
            let segments = journey.offer.segments.iter().enumerate();
            segments.map(|(flight, segment)| bcbp::Leg {
                locator: booking.reference,
                from: segment.origin,
                to: segment.destination,
                carrier: segment.operating_airline,
                seller: segment.number.airline(),
                flight_number: segment.number.number(),
                suffix: segment.number.suffix(),
                date: segment.date,
                cabin: journey.offer.cabin,
                seat: journey.seats.seat(flight, at),
            })
        })
        .collect();
    legs.chunks(bcbp::MOST_LEGS).filter_map(|legs| bcbp::encode(bearer, legs).ok()).collect()
}

fn fare(sold_by: &SoldBy, booking: &Booking, journeys: &[&Journey]) -> FareBreakdown {
    let sum = |part: fn(&Journey) -> Amount| journeys.iter().map(|it| part(it)).sum::<Amount>();
    let base = sum(|journey| journey.offer.price.base());
    let extra_baggage = sum(|journey| journey.extra_baggage);
    let discount = sum(|journey| journey.discount);

    let mut taxes: Vec<TaxLine> = Vec::new();
    let lines = journeys.iter().flat_map(|journey| {
        let tariff = &sold_by.terms(journey).tariff;
        journey.offer.price.taxes().iter().map(move |tax| (tariff, tax))
    });
    for (tariff, tax) in lines {
        let same = taxes
            .iter_mut()
            .find(|line| line.code == tax.code.as_str() && line.refundable == tax.refundable);
        match same {
            Some(line) => line.amount += tax.amount,
            None => taxes.push(TaxLine {
                code: tax.code.to_string(),
                name: tariff.tax_name(tax.code).map(str::to_owned),
                amount: tax.amount,
                refundable: tax.refundable,
            }),
        }
    }
    let total = base + taxes.iter().map(|line| line.amount).sum() + extra_baggage - discount;
    FareBreakdown {
        currency: booking.currency,
        base,
        taxes,
        extra_baggage,
        discount,
        promo_code: booking.promo_code.as_ref().map(|code| code.as_str().to_owned()),
        total,
    }
}
