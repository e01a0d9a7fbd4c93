//! What happens in a story, before anybody knows in which order its parts will meet.

use std::fmt;

use airside_port_contracts::fakes::{CARD, DECLINED_CARD, OTHER_CARD, SLOW_CARD};
use airside_port_contracts::sales::timetable::{AIRCRAFT, DAYS, Revision};
use airside_primitives::Cabin;

use crate::chance::Chance;

/// Bookings that a story tries to make.
const BOOKINGS: usize = 24;

/// How many commands are under way at a time, at most.
const CROWD: usize = 6;

/// A seed, and the commands that were drawn from it.
#[derive(Debug, Clone)]
pub struct Story {
    pub seed: u64,
    /// Each with a number of its own, which it keeps when others are left out.
    pub commands: Vec<(u64, Command)>,
    /// How many commands are under way at a time, at most.
    pub(crate) crowd: usize,
    /// One call in so many goes wrong, 0 being none; where it is not said it is drawn.
    pub(crate) storm: Option<u64>,
}

/// One of the two nodes.
pub(crate) type Node = usize;

/// What somebody begins to do. Which booking or message it is about is drawn when it begins.
#[derive(Debug, Clone)]
pub enum Command {
    Book {
        node: Node,
        day: usize,
        cabin: Cabin,
        adults: u8,
        promo: bool,
    },
    /// With a card, or on a page.
    Pay {
        node: Node,
        card: Option<&'static str>,
    },
    /// The payer pays on the page of a booking.
    PayOnPage,
    /// A payment that the bank took its time over goes through, or not.
    BankDecides {
        succeeds: bool,
    },
    Cancel {
        node: Node,
    },
    /// Wants the dearest or the cheapest flight of another day, and pays for it as for a booking.
    Change {
        node: Node,
        day: usize,
        dearest: bool,
        card: Option<&'static str>,
    },
    /// Gives up what is not paid.
    Release {
        node: Node,
    },
    /// Takes what a schedule change offers, or the money back.
    Answer {
        node: Node,
        accepts: bool,
    },
    /// Wants other seats.
    Sit {
        node: Node,
    },
    /// Wants special services, or gives them up.
    Serve {
        node: Node,
    },
    /// One gets a booking of their own.
    Split {
        node: Node,
    },
    Read {
        node: Node,
    },
    /// An event of the gateway arrives.
    Event {
        node: Node,
    },
    /// A message of the outbox sets off.
    Relay {
        node: Node,
    },
    /// A message arrives.
    Deliver {
        node: Node,
    },
    Sweep {
        node: Node,
        what: Sweep,
    },
    /// The timetable is revised.
    Revise(Vec<Revision>),
    Wait {
        minutes: i64,
    },
    Kill {
        node: Node,
    },
}

/// What a sweeper looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sweep {
    Holds,
    Money,
    Documents,
    Schedules,
}

impl Story {
    /// The story of a seed.
    pub fn drawn(seed: u64) -> Self {
        let chance = Chance::of(seed);
        let mut commands = Vec::new();
        let mut bookings = 0;
        for number in 1.. {
            let command = draw(chance.about(number));
            bookings += usize::from(matches!(command, Command::Book { .. }));
            commands.push((number, command));
            if bookings == BOOKINGS {
                break;
            }
        }
        Self { seed, commands, crowd: CROWD, storm: None }
    }

    pub(crate) const fn chance(&self) -> Chance {
        Chance::of(self.seed)
    }
}

fn draw(chance: Chance) -> Command {
    let node = chance.about(1).below(2);
    let detail = chance.about(2);
    match chance.below(100) {
        0..16 => Command::Book {
            node,
            day: detail.about(1).pick(&[0, 0, 0, 1, 1, 2]),
            cabin: detail.about(2).pick(&[Cabin::Economy, Cabin::Economy, Cabin::Business]),
            adults: detail.about(3).pick(&[1, 1, 2, 3]),
            promo: detail.about(4).one_in(4),
        },
        16..34 => {
            let cards = [Some(CARD), Some(CARD), Some(CARD), None, None, Some(OTHER_CARD)];
            let rare = [Some(DECLINED_CARD), Some(SLOW_CARD)];
            let card = if detail.one_in(4) {
                rare[detail.about(1).below(2)]
            } else {
                detail.about(1).pick(&cards)
            };
            Command::Pay { node, card }
        }
        34..39 => Command::PayOnPage,
        39..41 => Command::BankDecides { succeeds: !detail.one_in(3) },
        41..47 if detail.one_in(4) => Command::Release { node },
        41..47 => Command::Cancel { node },
        47..51 => Command::Answer { node, accepts: detail.one_in(2) },
        51..53 if detail.one_in(8) => Command::Read { node },
        51..53 => Command::Change {
            node,
            day: detail.about(1).below(DAYS),
            dearest: detail.about(2).one_in(2),
            card: detail.about(3).pick(&[Some(CARD), Some(CARD), None, Some(DECLINED_CARD)]),
        },
        53..55 => match detail.below(5) {
            0..2 => Command::Sit { node },
            2..4 => Command::Serve { node },
            _ => Command::Split { node },
        },
        55..60 => Command::Event { node },
        60..68 => Command::Relay { node },
        68..80 => Command::Deliver { node },
        80..88 => {
            let kinds =
                [Sweep::Holds, Sweep::Money, Sweep::Documents, Sweep::Schedules, Sweep::Schedules];
            Command::Sweep { node, what: detail.pick(&kinds) }
        }
        88..92 => Command::Revise(revisions(detail)),
        92..98 => Command::Wait { minutes: detail.pick(&[1, 1, 1, 5, 9, 16]) },
        _ => Command::Kill { node },
    }
}

fn revisions(chance: Chance) -> Vec<Revision> {
    (0..=u64::try_from(chance.below(2)).unwrap())
        .map(|at| {
            let chance = chance.about(10 + at);
            let day = chance.about(1).below(DAYS);
            match chance.below(6) {
                0..2 => {
                    Revision::Retime { day, minutes: chance.about(2).pick(&[-300, -10, 5, 90]) }
                }
                2..4 => Revision::Equip { day, aircraft: chance.about(2).pick(&AIRCRAFT) },
                4 => Revision::Withdraw { day },
                _ => Revision::Add { day },
            }
        })
        .collect()
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Book { node, day, cabin, adults, promo } => {
                let code = if *promo { " with the promo code" } else { "" };
                let cabin = cabin.code();
                write!(f, "book {adults} in {cabin} on day {day} at node {node}{code}")
            }
            Self::Pay { node, card: Some(card) } => write!(f, "pay by {card} at node {node}"),
            Self::Pay { node, card: None } => write!(f, "open a page at node {node}"),
            Self::PayOnPage => write!(f, "pay on the page"),
            Self::BankDecides { succeeds: true } => write!(f, "the bank says yes at last"),
            Self::BankDecides { succeeds: false } => write!(f, "the bank says no at last"),
            Self::Cancel { node } => write!(f, "cancel at node {node}"),
            Self::Change { node, day, dearest, card } => {
                let (which, card) =
                    (if *dearest { "dearest" } else { "cheapest" }, card.unwrap_or("page"));
                write!(f, "change to the {which} of day {day} by {card} at node {node}")
            }
            Self::Release { node } => write!(f, "give up a booking at node {node}"),
            Self::Answer { node, accepts: true } => write!(f, "accept a change at node {node}"),
            Self::Answer { node, accepts: false } => {
                write!(f, "take the money for a change at node {node}")
            }
            Self::Sit { node } => write!(f, "sit elsewhere, asked at node {node}"),
            Self::Serve { node } => write!(f, "special services, asked at node {node}"),
            Self::Split { node } => write!(f, "somebody parts, asked at node {node}"),
            Self::Read { node } => write!(f, "read a booking at node {node}"),
            Self::Event { node } => write!(f, "an event reaches node {node}"),
            Self::Relay { node } => write!(f, "node {node} relays"),
            Self::Deliver { node } => write!(f, "a message reaches node {node}"),
            Self::Sweep { node, what } => write!(f, "node {node} sweeps {what:?}"),
            Self::Revise(revisions) => write!(f, "the timetable is revised: {revisions:?}"),
            Self::Wait { minutes } => write!(f, "{minutes} minutes pass"),
            Self::Kill { node } => write!(f, "node {node} is killed"),
        }
    }
}
