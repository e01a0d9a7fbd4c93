//! Faults that are planted on purpose, to see whether the simulation finds them.
//!
//! A use case tells its store, its gateway and its files what to do, and nothing else comes out of
//! it. So what a faulty one would have said is said here, between the use case and its ports.

use airside_app::ports::{Changes, Message, Write};
use airside_booking::Payment;
use airside_records::{Kept as _, Row};

macro_rules! plants {
    ($($(#[doc = $what:literal])+ $name:ident,)+) => {
        /// A fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Plant {
            $($(#[doc = $what])+ $name,)+
        }

        impl Plant {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// What it does wrong.
            pub const fn what(self) -> &'static str {
                match self { $(Self::$name => concat!($($what),+).trim_ascii(),)+ }
            }
        }
    };
}

plants! {
    /// A booking is sold without being counted.
    SellsUncounted,
    /// Inventory of what ended is not put back on sale.
    KeepsInventory,
    /// Inventory is put back on sale twice.
    ReturnsInventoryTwice,
    /// Any number of seats is sold of a cabin.
    IgnoresCapacity,
    /// A seat that a booking shows is not given to it.
    ClaimsNoSeat,
    /// Seats of what ended stay given.
    KeepsSeats,
    /// A special service is given and not counted.
    ServesUncounted,
    /// Special services of what ended stay counted.
    KeepsServices,
    /// Those who part bring no payment of their own.
    PartsWithoutMoney,
    /// What parts with some still counts for those who stay.
    KeepsWhatParts,
    /// A record is replaced whatever became of it since it was read.
    IgnoresVersions,
    /// The answer of a request is not remembered.
    ForgetsAnswers,
    /// The answer of a request is remembered in a commit of its own, after its effect.
    RemembersLate,
    /// A booking is saved in one commit, and what it takes in the next.
    TearsCommits,
    /// The use of a promo code is not counted.
    UsesPromoUncounted,
    /// A promo code of a booking that ended stays used.
    KeepsPromo,
    /// A booking does not depend on its departures, so that it never follows them.
    ForgetsDepartures,
    /// A node that missed a timetable writes bookings as they were before it.
    IgnoresWorlds,
    /// Each try to charge is a charge of its own.
    ChargesUnderNewKeys,
    /// Each try to pay back is a refund of its own.
    RefundsUnderNewKeys,
    /// A charge without an answer counts as declined.
    BelievesInSilence,
    /// A refund counts as made before the gateway says so.
    RefundsUnasked,
    /// A page counts as closed when nobody closed it.
    LeavesPagesOpen,
    /// A minor unit more is charged than the price.
    ChargesMore,
    /// A minor unit less is paid back than was promised.
    RefundsLess,
    /// Holds that are over stay.
    NeverExpires,
    /// Refunds that failed are not tried again.
    NeverRefundsAgain,
    /// Payments whose outcome is unknown are not asked about.
    NeverLooksAtPayments,
    /// Bookings do not follow a timetable until somebody reads them.
    NeverFollows,
    /// A document counts as made when its file was not kept.
    LosesFiles,
    /// A file is cut off half way.
    CutsFiles,
    /// A document that waits is never made, if its message was lost.
    NeverMakesDocuments,
}

impl Plant {
    /// The fault of this name, as `cargo xtask simulate --plant` has it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| format!("{it:?}") == name)
    }

    /// What is committed in place of these changes.
    pub(crate) fn on_changes(self, mut changes: Changes) -> Changes {
        let without = |changes: &mut Changes, is_left_out: fn(&Write) -> bool| {
            changes.writes.retain(|write| !is_left_out(write));
        };
        match self {
            Self::SellsUncounted => {
                without(&mut changes, |it| matches!(it, Write::TakeInventory { .. }));
            }
            Self::KeepsInventory => {
                without(&mut changes, |it| matches!(it, Write::ReturnInventory(_)));
            }
            Self::ReturnsInventoryTwice => {
                let returned = changes.writes.iter().filter_map(|write| match write {
                    Write::ReturnInventory(inventory) => Some(Write::ReturnInventory(*inventory)),
                    _ => None,
                });
                let again: Vec<_> = returned.collect();
                changes.writes.extend(again);
            }
            Self::IgnoresCapacity => {
                for write in &mut changes.writes {
                    if let Write::TakeInventory { capacity, .. } = write {
                        *capacity = 1_000;
                    }
                }
            }
            Self::ClaimsNoSeat => without(&mut changes, |it| matches!(it, Write::ClaimSeat(_))),
            Self::KeepsSeats => without(&mut changes, |it| matches!(it, Write::ReleaseSeat(_))),
            Self::ServesUncounted => {
                without(&mut changes, |it| matches!(it, Write::TakeService { .. }));
            }
            Self::KeepsServices => {
                without(&mut changes, |it| matches!(it, Write::ReturnService { .. }));
            }
            Self::PartsWithoutMoney => {
                without(&mut changes, |it| is_payment(it, |row| row.body.contains("\"part_of\"")));
            }
            Self::KeepsWhatParts => {
                without(&mut changes, |it| {
                    is_payment(it, |row| {
                        row.body.contains("\"given\"") && !row.body.contains("\"part_of\"")
                    })
                });
            }
            Self::ForgetsAnswers => without(&mut changes, |it| matches!(it, Write::Remember(_))),
            Self::UsesPromoUncounted => {
                without(&mut changes, |it| matches!(it, Write::UsePromo { .. }));
            }
            Self::KeepsPromo => without(&mut changes, |it| matches!(it, Write::ReturnPromo { .. })),
            Self::ForgetsDepartures => {
                without(&mut changes, |it| matches!(it, Write::AddDepartures { .. }));
            }
            Self::IgnoresWorlds => without(&mut changes, |it| matches!(it, Write::InWorld(_))),
            Self::NeverMakesDocuments => {
                changes.messages.retain(|it| !matches!(it, Message::DocumentRequested(_)));
            }
            _ => (),
        }
        changes
    }

    /// What is committed first, and what is left for a commit of its own.
    pub(crate) fn torn(self, changes: Changes) -> (Changes, Option<Changes>) {
        let is_left: fn(&Write) -> bool = match self {
            Self::RemembersLate => |it| matches!(it, Write::Remember(_)),
            Self::TearsCommits => |it| {
                matches!(
                    it,
                    Write::TakeInventory { .. } | Write::ReturnInventory(_) | Write::ClaimSeat(_)
                )
            },
            _ => return (changes, None),
        };
        let Changes { writes, messages, trace } = changes;
        let (later, first): (Vec<_>, Vec<_>) = writes.into_iter().partition(is_left);
        let first = Changes { writes: first, messages, trace };
        if later.is_empty() || first.writes.is_empty() {
            let writes = first.writes.into_iter().chain(later).collect();
            return (Changes { writes, ..first }, None);
        }
        (first, Some(Changes { writes: later, ..Changes::default() }))
    }
}

/// Whether a payment is written that this is true of.
fn is_payment(write: &Write, is_it: impl Fn(&Row) -> bool) -> bool {
    matches!(write, Write::Record { row, .. } if row.table == Payment::TABLE && is_it(row))
}
