//! Two commits that want the same rows take them in the same order, and neither waits for ever.

use airside_app::ports::Write;
use airside_app::ports::changes::{SeatClaim, Version, Versioned};
use airside_app::ports::store::WorldVersion;
use airside_port_contracts::samples::{
    DAY, booking, booking_id, code, expired, flight_id, inventory, promo_code, seat, user_id,
};

fn sorted(mut writes: Vec<Write>) -> String {
    Write::sort(&mut writes);
    format!("{writes:?}")
}

fn take(flight: u128) -> Write {
    Write::TakeInventory { inventory: inventory(flight, 1), capacity: 9, world: WorldVersion(0) }
}

fn claim(row: u8) -> Write {
    let (flight, booking) = (flight_id(1), booking_id(1));
    Write::ClaimSeat(SeatClaim { flight, date: DAY, seat: seat(row), booking })
}

#[test]
fn rows_are_locked_in_one_order_whoever_wants_them() {
    let first = vec![take(2), claim(9), take(1), claim(7)];
    let second = vec![claim(7), take(1), take(2), claim(9)];
    assert_eq!(sorted(first), sorted(second));
}

#[test]
fn what_was_decided_on_a_version_is_judged_first() {
    let saved = || Write::save(&Versioned { value: expired(1), version: Version(1) });
    let given_back = || Write::ReturnInventory(inventory(1, 1));
    let right = format!("{:?}", [saved(), given_back()]);
    assert_eq!(sorted(vec![given_back(), saved()]), right);
}

#[test]
fn writes_meet_when_one_has_to_see_the_other() {
    let code_and_use = [
        Write::SavePromoCode(promo_code("FLAT500")),
        Write::UsePromo { code: code("FLAT500"), user: user_id(1), booking: booking_id(1) },
    ];
    assert!(Write::meet(&code_and_use));
    assert!(Write::meet(&[take(1), Write::ReturnInventory(inventory(1, 1))]));
    assert!(!Write::meet(&[take(1), take(2), claim(7), claim(9), Write::add(&booking(1))]));
}
