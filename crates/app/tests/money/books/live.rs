//! An audit beside others who write: what it finds once is looked at again before it counts.

use airside_app::audit::{Finding, audit_live};
use airside_app::ports::Write;
use airside_booking::Booking;
use airside_booking::booking::Inventory;
use airside_port_contracts::samples::DAY;
use airside_primitives::Cabin;
use time::Duration;

use super::{change, sources, whole, write};
use crate::site::{Site, flight};

fn one_seat() -> Inventory {
    Inventory { flight: flight().id, date: DAY, cabin: Cabin::Economy, count: 1 }
}

/// Lets a booking show its first flight later than it flies, or earlier.
async fn shift(site: &Site, booking: &Booking, by: Duration) {
    let read = site.app.ports.store.booking(booking.id).await.unwrap();
    let later = |it: &mut Booking| it.journeys[0].offer.segments[0].departs_at += by;
    change(site, read, later).await;
}

#[tokio::test]
async fn what_is_right_is_not_looked_at_again() {
    let (site, _booking) = whole().await;
    let snapshot = site.app.world.load();
    let mut pauses = 0;
    let pause = async || {
        pauses += 1;
        true
    };
    let found = audit_live(sources(&site, &snapshot), pause, &|_| ()).await.unwrap();
    assert_eq!((found.findings, pauses), (Vec::new(), 0));
}

#[tokio::test]
async fn what_is_right_again_a_moment_later_was_a_half_read_commit() {
    let (site, _booking) = whole().await;
    let snapshot = site.app.world.load();
    let world = snapshot.version;
    let taken = || Write::TakeInventory { inventory: one_seat(), capacity: 70, world };
    write(&site, taken()).await;

    let settled = async || {
        write(&site, Write::ReturnInventory(one_seat())).await;
        true
    };
    let found = audit_live(sources(&site, &snapshot), settled, &|_| ()).await.unwrap();
    assert_eq!(found.findings, []);

    // No server would settle this: a second look is enough.
    write(&site, taken()).await;
    let mut pauses = 0;
    let pause = async || {
        pauses += 1;
        true
    };
    let found = audit_live(sources(&site, &snapshot), pause, &|_| ()).await.unwrap();
    assert_eq!((found.findings.len(), pauses), (1, 1));
}

#[tokio::test]
async fn a_booking_that_follows_its_flight_late_is_waited_for() {
    let (site, booking) = whole().await;
    let snapshot = site.app.world.load();
    shift(&site, &booking, Duration::HOUR).await;
    let mut pauses = 0;
    let pause = async || {
        pauses += 1;
        if pauses == 4 {
            shift(&site, &booking, -Duration::HOUR).await;
        }
        true
    };
    let found = audit_live(sources(&site, &snapshot), pause, &|_| ()).await.unwrap();
    assert_eq!((found.findings, pauses), (Vec::new(), 4));
}

#[tokio::test]
async fn a_booking_that_follows_never_is_found_when_time_is_up() {
    let (site, booking) = whole().await;
    let snapshot = site.app.world.load();
    shift(&site, &booking, Duration::HOUR).await;
    let mut pauses = 0;
    let pause = async || {
        pauses += 1;
        pauses < 6
    };
    let found = audit_live(sources(&site, &snapshot), pause, &|_| ()).await.unwrap();
    assert_eq!(pauses, 6);
    let is_behind = |it: &Finding| matches!(it, Finding::Behind { reference, .. } if *reference == booking.reference);
    assert!(found.findings.len() == 1 && found.findings.iter().all(is_behind), "{found:?}");
}
