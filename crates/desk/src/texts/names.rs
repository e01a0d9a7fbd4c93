//! What the values of the trade are called.

use airside_app::account::Role;
use airside_app::queues::Queue;
use airside_booking::{Booking, BookingStatus, ExpiredBecause};
use airside_primitives::{Brand, Cabin, PassengerType};
use airside_timetable::Sales;
use time::OffsetDateTime;

use super::words::Texts;

impl Texts {
    pub(crate) const fn cabins(&self, cabin: Cabin) -> &'static str {
        let [first, business, premium_economy, economy] = self.cabin_names;
        match cabin {
            Cabin::First => first,
            Cabin::Business => business,
            Cabin::PremiumEconomy => premium_economy,
            Cabin::Economy => economy,
        }
    }

    pub(crate) const fn brands(&self, brand: Brand) -> &'static str {
        let [saver, standard, flexible] = self.brand_names;
        match brand {
            Brand::Saver => saver,
            Brand::Standard => standard,
            Brand::Flexible => flexible,
        }
    }

    pub(crate) const fn status(&self, status: BookingStatus) -> &'static str {
        let [pending, confirmed, partly, cancelled, expired] = self.statuses;
        match status {
            BookingStatus::PendingPayment => pending,
            BookingStatus::Confirmed => confirmed,
            BookingStatus::PartiallyCancelled => partly,
            BookingStatus::Cancelled => cancelled,
            BookingStatus::Expired => expired,
        }
    }

    /// What became of a booking; who gave its places back does not read that its time was over.
    pub(crate) fn state(&self, booking: &Booking, now: OffsetDateTime) -> &'static str {
        match booking.state.expired_because(now) {
            Some(ExpiredBecause::Released) => self.given_back,
            Some(ExpiredBecause::TimeIsOver | ExpiredBecause::ScheduleChanged) | None => {
                self.status(booking.status(now))
            }
        }
    }

    pub(crate) const fn role(&self, role: Role) -> &'static str {
        let [customer, agent, admin] = self.counter.roles;
        match role {
            Role::Customer => customer,
            Role::Agent => agent,
            Role::Admin => admin,
        }
    }

    pub(crate) const fn queue(&self, queue: Queue) -> &'static str {
        let [changes, refunds, payments, documents, webhooks, mails] = self.queue_names;
        match queue {
            Queue::ScheduleChanges => changes,
            Queue::RefundsFailed => refunds,
            Queue::PaymentsUnclear => payments,
            Queue::DocumentsFailed => documents,
            Queue::WebhooksFailing => webhooks,
            Queue::MailsFailed => mails,
        }
    }

    /// What clears a piece of a queue.
    pub(crate) const fn clearing(&self, queue: Queue) -> &'static str {
        let [changes, refunds, payments, documents, webhooks, mails] = self.counter.clearing;
        match queue {
            Queue::ScheduleChanges => changes,
            Queue::RefundsFailed => refunds,
            Queue::PaymentsUnclear => payments,
            Queue::DocumentsFailed => documents,
            Queue::WebhooksFailing => webhooks,
            Queue::MailsFailed => mails,
        }
    }

    pub(crate) const fn sales_state(&self, sales: Sales) -> &'static str {
        let [open, closed, cancelled] = self.sales_states;
        match sales {
            Sales::Open => open,
            Sales::Closed => closed,
            Sales::Cancelled => cancelled,
        }
    }

    pub(crate) const fn kind(&self, kind: PassengerType) -> &'static str {
        let [adult, child, infant] = self.kinds;
        match kind {
            PassengerType::Adult => adult,
            PassengerType::Child => child,
            PassengerType::Infant => infant,
        }
    }
}
