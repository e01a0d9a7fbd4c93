//! Whether a passenger may pick a seat.
//!
//! Only the layout decides here; the store decides whether the seat is still free, since two people
//! may pick it at once.

use airside_primitives::{Cabin, SeatNumber};
use thiserror::Error;

use crate::layout::Layout;
use crate::seeker::Seeker;

/// Why a passenger may not pick a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PickRefused {
    #[error("this aircraft has no such seat")]
    NotOnThisAircraft,
    #[error("this seat is in another cabin: {}", .0.name())]
    OtherCabin(Cabin),
    #[error("this seat is not for sale")]
    Blocked,
    #[error("nobody under 15 and nobody with an infant may sit in an exit row")]
    ExitRow,
}

/// Why `seeker`, who travels in `cabin`, may not pick `seat`; `None` when they may.
pub fn refuse_pick(
    layout: &Layout,
    cabin: Cabin,
    seat: SeatNumber,
    seeker: &Seeker,
) -> Option<PickRefused> {
    let Some(seat) = layout.seat(seat) else {
        return Some(PickRefused::NotOnThisAircraft);
    };
    if seat.cabin != cabin {
        return Some(PickRefused::OtherCabin(seat.cabin));
    }
    if seat.blocked {
        return Some(PickRefused::Blocked);
    }
    (!seeker.may_sit_in(*seat)).then_some(PickRefused::ExitRow)
}

#[cfg(test)]
mod tests {
    use airside_primitives::SeatPreference;

    use super::*;
    use crate::plan::Plan;
    use crate::samples::{a320, laid_out, section};

    const ADULT: Seeker = Seeker {
        preference: SeatPreference::Any,
        picked: None,
        exit_row_allowed: true,
        with_infant: false,
        adult: true,
    };

    fn refusal(seat: &str, seeker: Seeker) -> Option<PickRefused> {
        refuse_pick(&a320(), Cabin::Economy, seat.parse().unwrap(), &seeker)
    }

    #[test]
    fn a_pick_must_be_a_seat_of_the_cabin() {
        assert_eq!(refusal("14A", ADULT), None);
        assert_eq!(refusal("14K", ADULT), Some(PickRefused::NotOnThisAircraft));
        assert_eq!(refusal("1A", ADULT), Some(PickRefused::OtherCabin(Cabin::Business)));
    }

    #[test]
    fn a_blocked_seat_is_nobodys() {
        let seat = "1A".parse().unwrap();
        let sections = vec![section(Cabin::Economy, 1, 2, "A-C")];
        let plan = Plan { sections, blocked_seats: vec![seat], ..Plan::default() };
        let layout = laid_out("Test aircraft", &plan);
        let refused = refuse_pick(&layout, Cabin::Economy, seat, &ADULT);
        assert_eq!(refused, Some(PickRefused::Blocked));
    }

    #[test]
    fn exit_rows_are_not_for_the_young_nor_for_laps_with_an_infant() {
        let young = Seeker { exit_row_allowed: false, ..ADULT };
        let with_infant = Seeker { with_infant: true, ..ADULT };
        assert_eq!(refusal("11A", ADULT), None);
        assert_eq!(refusal("11A", young), Some(PickRefused::ExitRow));
        assert_eq!(refusal("11A", with_infant), Some(PickRefused::ExitRow));
    }
}
