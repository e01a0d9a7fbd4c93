//! What may happen to a flight and to the nodes that sell it.

use airside_primitives::Cabin;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::timetable::{DAYS, Revision, revisions};

/// One of two nodes.
pub(super) type Node = usize;

/// One event. Its subject is picked from what there is by then; where there is none, nothing
/// happens.
#[derive(Debug, Clone)]
pub(super) enum Happening {
    /// A client finds an offer, and keeps it.
    Search {
        node: Node,
        day: usize,
        cabin: Cabin,
        adults: u8,
        infants: u8,
    },
    /// A client books the offer that was found last.
    BookNewest {
        node: Node,
    },
    /// A client books any offer that was found, which may be an old one.
    Book {
        node: Node,
        offer: Index,
    },
    Pay {
        node: Node,
        booking: Index,
    },
    Read {
        node: Node,
        booking: Index,
    },
    Cancel {
        node: Node,
        booking: Index,
    },
    /// Answers the schedule changes of a booking.
    Answer {
        node: Node,
        booking: Index,
        accepts: bool,
    },
    /// A timetable is planned, and replaces the last plan.
    Plan(Vec<Revision>),
    /// The plan is applied.
    Import,
    /// A node hears of the newest timetable.
    Reload {
        node: Node,
    },
    /// A node's sweepers have their turn.
    Sweep {
        node: Node,
    },
    Wait {
        minutes: i64,
    },
}

pub(super) fn anything() -> impl Strategy<Value = Happening> {
    let node = || 0..2_usize;
    let any_of = any::<Index>;
    let cabin = select(vec![Cabin::Business, Cabin::Economy]);
    let party = select(vec![(1, 0), (1, 1), (2, 0), (2, 1), (4, 1), (4, 0)]);
    let search = (node(), 0..DAYS, cabin, party).prop_map(|(node, day, cabin, party)| {
        let (adults, infants) = party;
        Happening::Search { node, day, cabin, adults, infants }
    });
    let minutes = select(vec![1, 1, 5, 5, 16, 60, 6 * 24 * 60]);
    prop_oneof![
        8 => search,
        8 => node().prop_map(|node| Happening::BookNewest { node }),
        4 => (node(), any_of()).prop_map(|(node, offer)| Happening::Book { node, offer }),
        9 => (node(), any_of()).prop_map(|(node, booking)| Happening::Pay { node, booking }),
        1 => (node(), any_of()).prop_map(|(node, booking)| Happening::Read { node, booking }),
        2 => (node(), any_of()).prop_map(|(node, booking)| Happening::Cancel { node, booking }),
        3 => (node(), any_of(), any::<bool>())
            .prop_map(|(node, booking, accepts)| Happening::Answer { node, booking, accepts }),
        3 => revisions().prop_map(Happening::Plan),
        3 => Just(Happening::Import),
        2 => node().prop_map(|node| Happening::Reload { node }),
        2 => node().prop_map(|node| Happening::Sweep { node }),
        1 => minutes.prop_map(|minutes| Happening::Wait { minutes }),
    ]
}
