//! Figures for those who watch over a server: what this process did, counted as it happens.
//!
//! What waits is no figure of a process: it is read from the store by whoever asks.

mod kinds;

use std::time::Duration;

use airside_booking::{Payment, PaymentState, Refund, RefundState};
use airside_search::Index;

use crate::mail::{Mail, MailState};
use crate::ports::bus::Topic;
use crate::webhooks::{EventKind, Then, Tried};

pub use kinds::{Counter, Gauge, Registry, Times};

/// Seconds that the making of a document takes.
const RENDERING: [f64; 8] = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// What was done, by its outcome. Names and units follow Prometheus' rules.
pub struct Figures {
    pub registry: Registry,
    /// What happened to bookings and flights, by the words of webhooks.
    events: Counter<1>,
    payments: Counter<1>,
    refunds: Counter<1>,
    mails: Counter<1>,
    deliveries: Counter<1>,
    messages: Counter<2>,
    sweeps: Counter<2>,
    swept_at: Gauge<1>,
    rendering: Times<1>,
    index_size: Gauge<1>,
    index_loaded_at: Gauge<0>,
}

impl Default for Figures {
    fn default() -> Self {
        let registry = Registry::default();
        let outcome = ["outcome"];
        let figures = Self {
            events: registry.counter(
                "airside_events_total",
                "What happened to bookings and flights, by the type that webhooks have.",
                ["type"],
            ),
            payments: registry.counter(
                "airside_payments_total",
                "Payments that the gateway decided on, by what came of them.",
                outcome,
            ),
            refunds: registry.counter(
                "airside_refunds_total",
                "Refunds that the gateway decided on, by what came of them.",
                outcome,
            ),
            mails: registry.counter(
                "airside_mails_total",
                "Mails that were handed over or not, by what came of it.",
                outcome,
            ),
            deliveries: registry.counter(
                "airside_webhook_deliveries_total",
                "Tries to deliver a webhook, by what came of them.",
                outcome,
            ),
            messages: registry.counter(
                "airside_messages_total",
                "Messages of the bus that this process acted on, by what it asked for them then.",
                ["topic", "outcome"],
            ),
            sweeps: registry.counter(
                "airside_sweeps_total",
                "Rounds of the sweepers, by whether they could be finished.",
                ["sweep", "outcome"],
            ),
            swept_at: registry.gauge(
                "airside_sweep_last_success_timestamp_seconds",
                "When a sweeper finished a round last, or began its first.",
                ["sweep"],
            ),
            rendering: registry.times(
                "airside_document_render_duration_seconds",
                "Time that the making of a PDF took.",
                ["kind"],
                &RENDERING,
            ),
            index_size: registry.gauge(
                "airside_index_rows",
                "How much the index has that this process searches.",
                ["of"],
            ),
            index_loaded_at: registry.gauge(
                "airside_index_loaded_timestamp_seconds",
                "When it was loaded.",
                [],
            ),
            registry,
        };
        figures.begin();
        figures
    }
}

impl Figures {
    /// An alert on a counter wants it to be there before it first counts.
    fn begin(&self) {
        for kind in EventKind::ALL.into_iter().filter(|kind| kind.is_asked_for()) {
            self.events.begin([kind.code()]);
        }
        for (counter, outcomes) in [
            (&self.payments, &["succeeded", "failed", "canceled"][..]),
            (&self.refunds, &["succeeded", "failed"]),
            (&self.mails, &["sent", "retried", "given_up", "dropped"]),
            (&self.deliveries, &["succeeded", "retried", "given_up"]),
        ] {
            for outcome in outcomes {
                counter.begin([outcome]);
            }
        }
        for topic in Topic::ALL {
            for outcome in ["done", "retried", "given_up"] {
                self.messages.begin([topic.code(), outcome]);
            }
        }
        for kind in ["TICKET", "REFUND_RECEIPT", "CHANGE_RECEIPT"] {
            self.rendering.begin([kind]);
        }
    }

    pub(crate) fn happened(&self, kind: EventKind) {
        self.events.count([kind.code()]);
    }

    /// A payment that was saved; one that is still open is not counted yet.
    pub(crate) fn paid(&self, payment: &Payment) {
        let outcome = match payment.state {
            PaymentState::Succeeded { .. } => "succeeded",
            PaymentState::Failed { .. } => "failed",
            PaymentState::Canceled { .. } => "canceled",
            PaymentState::Opening { .. } | PaymentState::Open { .. } => return,
        };
        self.payments.count([outcome]);
    }

    /// A refund that was saved; one that the gateway has not decided on is not counted yet.
    pub(crate) fn refunded(&self, refund: &Refund) {
        let outcome = match refund.state {
            RefundState::Succeeded { .. } => "succeeded",
            RefundState::Failed { .. } => "failed",
            RefundState::Pending { .. } => return,
        };
        self.refunds.count([outcome]);
    }

    /// A mail after it was tried.
    pub(crate) fn mailed(&self, mail: &Mail) {
        self.mails.count([match mail.state {
            MailState::Sent { .. } => "sent",
            MailState::Waiting { .. } => "retried",
            MailState::Failed { .. } => "given_up",
            MailState::Dropped { .. } => "dropped",
        }]);
    }

    pub(crate) fn delivered(&self, tried: &Tried) {
        self.deliveries.count([match tried.then {
            Then::HasArrived => "succeeded",
            Then::Again(_) => "retried",
            Then::IsGivenUp => "given_up",
        }]);
    }

    pub(crate) fn handled(&self, topic: &str, outcome: &str) {
        self.messages.count([topic, outcome]);
    }

    /// A sweeper that begins at `now`, in Unix seconds: one that never finishes a round is late, too.
    pub(crate) fn sweeping(&self, sweep: &str, now: i64) {
        self.swept_at.set([sweep], now);
        for outcome in ["done", "failed"] {
            self.sweeps.begin([sweep, outcome]);
        }
    }

    /// A round of a sweeper that ended at `now`, in Unix seconds.
    pub(crate) fn swept(&self, sweep: &str, is_done: bool, now: i64) {
        self.sweeps.count([sweep, if is_done { "done" } else { "failed" }]);
        if is_done {
            self.swept_at.set([sweep], now);
        }
    }

    /// The index that is searched from now on, `now` in Unix seconds.
    pub(crate) fn loaded(&self, index: &Index, now: i64) {
        for (of, rows) in [("airports", index.airports().len()), ("flights", index.flights().len())]
        {
            self.index_size.set([of], i64::try_from(rows).unwrap_or(i64::MAX));
        }
        self.index_loaded_at.set([], now);
    }

    pub(crate) fn rendered(&self, kind: &str, took: Duration) {
        self.rendering.observe([kind], took);
    }
}
