//! What may happen, and what must come of it.

use airside_port_contracts::fakes::Connection;
use proptest::prelude::*;
use proptest::sample::select;
use proptest_state_machine::ReferenceStateMachine;

/// How long a hold lasts, in minutes.
const HOLD: i64 = 15;
const MOST_BOOKINGS: usize = 6;

/// What must be true by now.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub bookings: Vec<Sale>,
    pub connection: Connection,
    pub refunds_fail: bool,
    /// Whether the gateway may know of money that we do not.
    pub is_unsettled: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Sale {
    pub fate: Fate,
    minutes_left: i64,
    /// Whether a payer may pay on its page.
    has_page: bool,
}

/// What must have become of a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Held,
    Paid,
    Cancelled,
    Expired,
    /// Its owner wants it no more: no money buys it.
    GivenUp,
    /// An answer was lost on the way: it may be paid, and if so it will turn out.
    Unclear,
    /// It was unclear, and by now everything is known: paid, or expired without a charge.
    TurnedOut,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Card {
    Good,
    Other,
    Declined,
}

/// One step. A booking is named by its place in the order of booking.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Book,
    Pay {
        booking: usize,
        card: Card,
    },
    OpenPage {
        booking: usize,
    },
    PayOnPage {
        booking: usize,
        event_arrives: bool,
    },
    Cancel {
        booking: usize,
    },
    Release {
        booking: usize,
    },
    Wait {
        minutes: i64,
    },
    SetConnection(Connection),
    RefundsFail(bool),
    Sweep,
    /// The gateway is well again, every hold runs out, and the sweepers have time.
    Settle,
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        let model = Self {
            bookings: Vec::new(),
            connection: Connection::Up,
            refunds_fail: false,
            is_unsettled: false,
        };
        Just(model).boxed()
    }

    fn transitions(state: &Self) -> BoxedStrategy<Step> {
        let connection = select(vec![
            Connection::Up,
            Connection::Up,
            Connection::Down,
            Connection::LosesAnswers,
        ]);
        let minutes = select(vec![1, 2, 7, 16]);
        let always = prop_oneof![
            4 => Just(Step::Book),
            2 => minutes.prop_map(|minutes| Step::Wait { minutes }),
            3 => connection.prop_map(Step::SetConnection),
            1 => any::<bool>().prop_map(Step::RefundsFail),
            2 => Just(Step::Sweep),
            1 => Just(Step::Settle),
        ];
        if state.bookings.is_empty() {
            return always.boxed();
        }
        let any_booking = || 0..state.bookings.len();
        let card = select(vec![Card::Good, Card::Good, Card::Other, Card::Declined]);
        prop_oneof![
            3 => always,
            3 => (any_booking(), card).prop_map(|(booking, card)| Step::Pay { booking, card }),
            1 => any_booking().prop_map(|booking| Step::OpenPage { booking }),
            2 => (any_booking(), any::<bool>())
                .prop_map(|(booking, event_arrives)| Step::PayOnPage { booking, event_arrives }),
            1 => any_booking().prop_map(|booking| Step::Cancel { booking }),
            1 => any_booking().prop_map(|booking| Step::Release { booking }),
        ]
        .boxed()
    }

    fn preconditions(state: &Self, step: &Step) -> bool {
        let sale = |booking: &usize| state.bookings.get(*booking);
        match step {
            Step::Book => state.bookings.len() < MOST_BOOKINGS,
            Step::Pay { booking, .. } | Step::OpenPage { booking } => sale(booking).is_some(),
            Step::PayOnPage { booking, .. } => sale(booking).is_some_and(|sale| sale.has_page),
            Step::Cancel { booking } => sale(booking).is_some_and(|it| it.fate == Fate::Paid),
            // What is unclear may be paid.
            Step::Release { booking } => {
                sale(booking).is_some_and(|it| !matches!(it.fate, Fate::Unclear | Fate::TurnedOut))
            }
            Step::Wait { .. }
            | Step::SetConnection(_)
            | Step::RefundsFail(_)
            | Step::Sweep
            | Step::Settle => true,
        }
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        match step {
            Step::Book => {
                let sale = Sale { fate: Fate::Held, minutes_left: HOLD, has_page: false };
                state.bookings.push(sale);
            }
            Step::Pay { booking, card } => state.pay(*booking, *card),
            Step::OpenPage { booking } => state.open_page(*booking),
            Step::PayOnPage { booking, event_arrives } => {
                state.pay_on_page(*booking, *event_arrives);
            }
            Step::Cancel { booking } => {
                state.bookings[*booking].fate = Fate::Cancelled;
                state.is_unsettled |= state.connection != Connection::Up || state.refunds_fail;
            }
            Step::Release { booking } => state.release(*booking),
            Step::Wait { minutes } => state.wait(*minutes),
            Step::SetConnection(connection) => state.connection = *connection,
            Step::RefundsFail(fail) => state.refunds_fail = *fail,
            Step::Sweep => state.sweep(),
            Step::Settle => state.settle(),
        }
        state
    }
}

impl Model {
    fn pay(&mut self, booking: usize, card: Card) {
        let connection = self.connection;
        let sale = &mut self.bookings[booking];
        let can_be_paid = sale.minutes_left > 0 && matches!(sale.fate, Fate::Held | Fate::Unclear);
        if !can_be_paid {
            return;
        }
        match (connection, card) {
            (Connection::Up, Card::Good | Card::Other) => sale.fate = Fate::Paid,
            // Declined, unless an earlier try turns out to have paid.
            (Connection::Up, Card::Declined) => (),
            // Nothing arrives; what was begun is begun.
            (Connection::Down, _) => return,
            (Connection::LosesAnswers, _) => {
                sale.fate = Fate::Unclear;
                self.is_unsettled = true;
            }
        }
        // One way to pay at a time.
        sale.has_page = false;
    }

    fn open_page(&mut self, booking: usize) {
        let connection = self.connection;
        let sale = &mut self.bookings[booking];
        match (connection, sale.fate) {
            (Connection::Up, Fate::Held) if sale.minutes_left > 0 => sale.has_page = true,
            (Connection::LosesAnswers, Fate::Held) if sale.minutes_left > 0 => {
                // A card that nobody answered for may have been given up, or not.
                sale.fate = Fate::Unclear;
                sale.has_page = false;
                self.is_unsettled = true;
            }
            _ => (),
        }
    }

    fn pay_on_page(&mut self, booking: usize, event_arrives: bool) {
        let is_heard = event_arrives && self.connection == Connection::Up;
        let sale = &mut self.bookings[booking];
        sale.has_page = false;
        if sale.fate == Fate::GivenUp {
            // All of it goes back.
            self.is_unsettled |= !is_heard || self.refunds_fail;
            return;
        }
        // Late, the seats are taken again: there are enough.
        sale.fate = if is_heard { Fate::Paid } else { Fate::Unclear };
        self.is_unsettled |= !is_heard;
    }

    /// What is paid stays; the page of what is not is closed, if that reaches the gateway.
    fn release(&mut self, booking: usize) {
        let sale = &mut self.bookings[booking];
        if matches!(sale.fate, Fate::Held | Fate::Expired) {
            sale.fate = Fate::GivenUp;
            sale.has_page &= self.connection == Connection::Down;
        }
    }

    fn wait(&mut self, minutes: i64) {
        for sale in &mut self.bookings {
            sale.minutes_left -= minutes;
            if sale.fate == Fate::Held && sale.minutes_left <= 0 {
                sale.fate = Fate::Expired;
            }
        }
    }

    /// Pages of what has expired are closed, if that reaches the gateway.
    fn sweep(&mut self) {
        for sale in &mut self.bookings {
            let is_wanted = sale.minutes_left > 0 && sale.fate != Fate::GivenUp;
            sale.has_page &= is_wanted || self.connection == Connection::Down;
        }
    }

    fn settle(&mut self) {
        self.wait(HOLD);
        self.connection = Connection::Up;
        self.refunds_fail = false;
        self.is_unsettled = false;
        for sale in &mut self.bookings {
            sale.has_page = false;
            if sale.fate == Fate::Unclear {
                sale.fate = Fate::TurnedOut;
            }
        }
    }
}
