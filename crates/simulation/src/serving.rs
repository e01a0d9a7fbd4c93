//! What travellers ask for after they have booked: other seats, and special services.
//!
//! These calls have no key: done again they are as they were.

use std::fmt::Debug;

use airside_app::App;
use airside_app::bookings::read::own_booking;
use airside_app::bookings::reseat::reseat;
use airside_app::bookings::serve::{Serve, serve};
use airside_booking::reseating::WantedSeat;
use airside_booking::{Booking, RecordLocator, WantedService};
use airside_port_contracts::samples::OWNER;
use airside_primitives::{SeatNumber, ServiceCode};

use crate::chance::Chance;
use crate::client::{TRIES, may_pass, owner};
use crate::desk::Kind;
use crate::site::Site;

/// The seats that everybody wants.
const BEST: usize = 8;

/// Those of a booking pick seats at the front of their first flight, where others want to sit, too.
pub(crate) async fn sit(site: &Site, node: usize, reference: RecordLocator, chance: Chance) {
    let app = site.app(node);
    let Some(Ok(found)) = site.alive(node, own_booking(&app, OWNER, reference)).await else {
        return;
    };
    let wanted = seats(&app, &found.value, chance);
    let sit = async |app: &App| reseat(app, OWNER, reference, &wanted).await;
    until_answered(site, node, sit).await;
}

fn seats(app: &App, booking: &Booking, chance: Chance) -> Vec<WantedSeat> {
    let world = app.world.load();
    let Some((journey, segment)) = booking.flights_to_sit_on(app.now()).into_iter().next() else {
        return Vec::new();
    };
    let flown = &journey.offer.segments[segment];
    let layout = world.terms.fleet.layout(flown.aircraft);
    let rows = layout.map_or(&[][..], |it| it.rows(journey.offer.cabin));
    let best: Vec<SeatNumber> =
        rows.iter().flat_map(|row| row.seats().map(|seat| seat.number)).take(BEST).collect();
    if best.is_empty() {
        return Vec::new();
    }
    let first = chance.below(best.len());
    let people = booking.travellers(journey).filter(|(_, it)| it.kind.has_seat());
    let seats = people.enumerate().map(|(at, (_, passenger))| WantedSeat {
        passenger: passenger.id,
        journey: journey.direction,
        segment,
        seat: best[(first + at) % best.len()],
    });
    seats.collect()
}

/// The first who still travels gets a wheelchair on board, of which there is one, and a meal; or gives
/// them up.
pub(crate) async fn ask_for_services(
    site: &Site,
    node: usize,
    reference: RecordLocator,
    chance: Chance,
) {
    let app = site.app(node);
    let Some(Ok(found)) = site.alive(node, own_booking(&app, OWNER, reference)).await else {
        return;
    };
    let booking = found.value;
    let passenger = booking.passengers.iter().find(|it| booking.still_travels(it));
    let Some(passenger) = passenger.map(|it| it.id) else { return };
    let codes: &[&str] = [&["WCHC", "VGML"][..], &["WCHC"], &[]][chance.below(3)];
    let service = |code: &&str| WantedService {
        code: code.parse::<ServiceCode>().unwrap(),
        journeys: None,
        text: None,
    };
    let command = Serve { reference, passenger, services: codes.iter().map(service).collect() };
    let owner = owner();
    let ask = async |app: &App| serve(app, &owner, &command).await;
    until_answered(site, node, ask).await;
}

async fn until_answered<T, E: Debug>(
    site: &Site,
    node: usize,
    call: impl AsyncFn(&App) -> Result<T, E>,
) {
    for attempt in 0..TRIES {
        let node = (node + attempt) % 2;
        let app = site.app(node);
        match site.alive(node, Box::pin(call(&app))).await {
            Some(Ok(_)) => return,
            Some(Err(error)) if !may_pass(&error) => return,
            Some(Err(_)) | None => site.desk.turn(Kind::Pause, "tries again").await,
        };
    }
}
