//! The seats that a paid booking is given, while others are given theirs. Uses the store.
//!
//! Everyone who pays for one flight at the same moment would choose the same best seat, and all
//! but one would lose it. So whoever lost a seat looks on in a few rows drawn at random, and who
//! lost too often is seated at the airport: a booking that was paid is confirmed, come what may.

use std::collections::{HashMap, HashSet};

use airside_booking::{Booking, Issue};
use airside_primitives::{FlightId, SeatNumber};
use time::Date;

use crate::context::App;
use crate::decision::SeatsLost;
use crate::ports::StoreError;
use crate::ports::changes::SeatClaim;
use crate::stock_writes::flights;
use crate::world::Snapshot;

/// Of how many rows one is looked at, after the first loss and after later ones: a party still
/// sits together, and many rivals spread over the whole cabin.
const ONE_ROW_IN: [u64; 2] = [4, 8];

/// Seats and ticket numbers for a booking that keeps what it `held` so far, and has none of the
/// seats that are `gone`.
pub(super) async fn plan(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
    held: &HashSet<SeatClaim>,
    gone: &[SeatClaim],
    lost: SeatsLost,
) -> Result<Issue, StoreError> {
    let taken = taken_by_others(app, booking).await?;
    let issue = |hidden: &dyn Fn(u8) -> bool| {
        let closed = |flight, date| {
            let of_others = taken.get(&(flight, date)).into_iter().flatten().copied();
            let is_ours =
                |seat| held.contains(&SeatClaim { flight, date, seat, booking: booking.id });
            let gone = gone.iter().filter(|it| (it.flight, it.date) == (flight, date));
            let gone = gone.map(|it| it.seat);
            of_others.chain(gone).chain(rows(hidden).filter(|seat| !is_ours(*seat))).collect()
        };
        let (terms, serials) = (&world.terms, &mut || app.ports.entropy.bits());
        Issue::plan(booking, &terms.fleet, &terms.carriers.prefixes, &closed, serials)
    };
    if lost.is_none() {
        return Ok(issue(&|_| false));
    }
    if lost.are_too_many() {
        return Ok(issue(&|_| true));
    }
    let draw = app.ports.entropy.bits();
    let one_in = ONE_ROW_IN[usize::from(lost.are_several())];
    let spread = issue(&|row| !is_drawn(draw, row, one_in));
    let everywhere = issue(&|_| false);
    // The rows drawn may have too little room, or none may have been drawn.
    Ok(if spread.seats_given() < everywhere.seats_given() { everywhere } else { spread })
}

/// Seats that other bookings hold on these flights.
async fn taken_by_others(
    app: &App,
    booking: &Booking,
) -> Result<HashMap<(FlightId, Date), HashSet<SeatNumber>>, StoreError> {
    let rows = app.ports.store.taken_seats(&flights(booking, &booking.directions())).await?;
    let mut taken: HashMap<_, HashSet<SeatNumber>> = HashMap::new();
    for (flight, date, seat, holder) in rows {
        if holder != booking.id {
            taken.entry((flight, date)).or_default().insert(seat);
        }
    }
    Ok(taken)
}

/// Every seat that may be in these rows.
fn rows(which: &dyn Fn(u8) -> bool) -> impl Iterator<Item = SeatNumber> {
    (1..=SeatNumber::LAST_ROW).filter(|row| which(*row)).flat_map(SeatNumber::in_row)
}

/// Whether a row is among those of this draw: each is with the same chance, whatever the others are.
const fn is_drawn(draw: u64, row: u8, one_in: u64) -> bool {
    // The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
    let mixed = draw.wrapping_add((row as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ (mixed >> 31)).is_multiple_of(one_in)
}
