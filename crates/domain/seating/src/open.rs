//! Which seats of a cabin can still be picked.
//!
//! A place is sold without a seat, too: who picked none gets one later. Until then that seat is
//! nobody's, and still gone.

use std::collections::HashSet;

use airside_primitives::{Cabin, SeatNumber};

use crate::layout::{Layout, Row};

impl Layout {
    /// The seats that nobody has, as many as there are places `left`: those at the back go to
    /// whoever has a place and no seat.
    pub fn open_seats(
        &self,
        cabin: Cabin,
        taken: &HashSet<SeatNumber>,
        left: u16,
    ) -> HashSet<SeatNumber> {
        let seats = self.rows(cabin).iter().flat_map(Row::seats).filter(|seat| !seat.blocked);
        let free = seats.map(|seat| seat.number).filter(|number| !taken.contains(number));
        free.take(left.into()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::samples::{laid_out, section};

    #[test]
    fn no_more_seats_are_open_than_places_are_left() {
        let sections = vec![section(Cabin::Economy, 1, 3, "AB-C")];
        let blocked_seats = vec!["2C".parse().unwrap()];
        let layout = laid_out("Small", &Plan { sections, blocked_seats, ..Plan::default() });
        let taken: HashSet<SeatNumber> = ["1B".parse().unwrap()].into();
        let open = |left| {
            let open = layout.open_seats(Cabin::Economy, &taken, left);
            let mut open: Vec<_> = open.iter().map(ToString::to_string).collect();
            open.sort();
            open
        };
        assert_eq!(open(7), ["1A", "1C", "2A", "2B", "3A", "3B", "3C"]);
        assert_eq!(open(99), open(7));
        assert_eq!(open(3), ["1A", "1C", "2A"]);
        assert_eq!(open(0), Vec::<String>::new());
        assert!(layout.open_seats(Cabin::First, &taken, 9).is_empty());
    }
}
