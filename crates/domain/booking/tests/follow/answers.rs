//! Yes, and silence.

use airside_booking::schedule_change::CannotAccept;
use airside_booking::{Booking, ChangeState, Direction};
use airside_primitives::{ScheduleChangeId, SeatPreference};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::skies::Skies;
use crate::trips::*;

/// The way out leaves an hour later, on a smaller aircraft.
fn retimed() -> (Skies, Booking) {
    let booking = seated(vec![out()], vec![(adult(SeatPreference::Window), "25A")]);
    let mut skies = Skies::of(&booking);
    skies.sell(&booking);
    skies.retime(&out(), 60);
    skies.equip(&out(), "319");
    let followed = skies.follow(&booking, NOW);
    skies.keep(&followed);
    (skies, followed.booking)
}

fn accept(
    skies: &Skies,
    booking: &Booking,
    id: ScheduleChangeId,
    now: OffsetDateTime,
) -> Result<Booking, CannotAccept> {
    let accepted =
        skies.with_seats(booking.id, |seats| booking.clone().accept_change(id, seats, now));
    accepted.map(|followed| followed.booking)
}

#[test]
fn accepting_takes_the_new_times_and_seats() {
    let (mut skies, booking) = retimed();
    assert_eq!(seats(&booking), ["25A"], "the old seat stands while it is open");
    let id = booking.schedule_changes[0].id;
    let followed = skies
        .with_seats(booking.id, |seats| booking.clone().accept_change(id, seats, NOW))
        .unwrap();
    skies.keep(&followed);
    let flight = &flights(&followed.booking, Direction::Departing)[0];
    assert_eq!(flight.departs_at, OUT + Duration::HOUR);
    assert_eq!(flight.aircraft.as_str(), "319");
    assert_eq!(followed.booking.schedule_changes[0].state, ChangeState::Accepted { at: NOW });
    assert_eq!(followed.released.len(), 1);
    assert_eq!(followed.claimed.len(), 1);
    assert_eq!((&followed.taken[..], &followed.returned[..]), (&[][..], &[][..]));
    assert_eq!(followed.tickets, [booking.tickets[0].id]);
    assert!(!skies.follow(&followed.booking, NOW).is_changed());
}

#[test]
fn an_answer_is_given_once() {
    let (skies, booking) = retimed();
    let id = booking.schedule_changes[0].id;
    let accepted = accept(&skies, &booking, id, NOW).unwrap();
    assert_eq!(accept(&skies, &accepted, id, NOW), Err(CannotAccept::AlreadyAnswered));
    let unknown = ScheduleChangeId(Uuid::nil());
    assert_eq!(accept(&skies, &booking, unknown, NOW), Err(CannotAccept::Unknown));
}

#[test]
fn a_flight_that_is_gone_cannot_be_accepted() {
    let (mut skies, booking) = retimed();
    skies.withdraw(&out());
    let gone = skies.follow(&booking, NOW).booking;
    let id = gone.schedule_changes[0].id;
    assert_eq!(accept(&skies, &gone, id, NOW), Err(CannotAccept::NoAlternative));
}

#[test]
fn silence_accepts_at_the_deadline_and_not_before() {
    let (mut skies, booking) = retimed();
    let change = booking.schedule_changes[0].clone();
    let due = change.answer_by;
    assert_eq!(booking.earliest_answer_by(), Some(due));
    let lapse = |skies: &Skies, now| {
        skies.with_seats(booking.id, |seats| booking.clone().lapse_changes(seats, now))
    };
    assert!(!lapse(&skies, due - Duration::SECOND).followed.is_changed());
    assert_eq!(change.status_code(due - Duration::SECOND), "OPEN");
    assert_eq!(change.status_code(due), "LAPSED", "before anybody wrote it down");
    assert_eq!(accept(&skies, &booking, change.id, due), Err(CannotAccept::AlreadyAnswered));

    let lapsed = lapse(&skies, due);
    assert_eq!(lapsed.to_refund, []);
    skies.keep(&lapsed.followed);
    let after = lapsed.followed.booking;
    assert_eq!(after.schedule_changes[0].state, ChangeState::Lapsed { at: due });
    assert_eq!(flights(&after, Direction::Departing)[0].departs_at, OUT + Duration::HOUR);
    assert_ne!(seats(&after), ["25A"]);
    assert_eq!(after.earliest_answer_by(), None);
}

#[test]
fn following_settles_first_what_silence_has_answered() {
    let (mut skies, booking) = retimed();
    let due = booking.schedule_changes[0].answer_by;
    skies.retime(&out(), 10);
    let followed = skies.follow(&booking, due).booking;
    let [lapsed, next] = &followed.schedule_changes[..] else { panic!("two changes") };
    assert_eq!(lapsed.state, ChangeState::Lapsed { at: due });
    assert_eq!(next.state, ChangeState::Accepted { at: due }, "ten minutes from what was agreed");
}

#[test]
fn silence_about_a_flight_that_is_gone_is_no_consent() {
    let (mut skies, booking) = retimed();
    skies.withdraw(&out());
    let gone = skies.follow(&booking, NOW).booking;
    let change = &gone.schedule_changes[0];
    let lapsed =
        skies.with_seats(gone.id, |seats| gone.clone().lapse_changes(seats, change.answer_by));
    assert!(!lapsed.followed.is_changed());
    assert_eq!(lapsed.to_refund, [change.id]);
    assert_eq!(change.status_code(change.answer_by), "OPEN");
    assert!(gone.refundable_change(change.id, false, change.answer_by).is_ok());
}
