//! The life of a payment as a table: the next question to the gateway, and the state that follows
//! from its answer. Pure; the app asks and saves.
//!
//! Events may come twice, late or never, so none is believed: they only make us ask.

use time::OffsetDateTime;

use super::gateway::{Checkout, CheckoutStatus, Intent, IntentStatus};
use super::{CheckoutId, Handle, IntentId, Method, Payment, PaymentState, Progress, Refusal};

/// What happens next with a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It is as it should be.
    Nothing,
    Ask(Question),
    Become(PaymentState),
}

/// What to ask the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// To open the hosted page of this payment.
    OpenPage,
    /// For a charge of this payment method that takes no money yet.
    PrepareCharge(String),
    /// To make the charge that was prepared.
    Charge { id: IntentId, method: String },
    /// How the payment stands; if it is open and not `wanted`, it is given up.
    Intent { id: IntentId, wanted: bool },
    /// To give up the payment.
    CancelIntent(IntentId),
    /// How the page stands.
    Page(CheckoutId),
    /// To close the page.
    ClosePage(CheckoutId),
    /// How the payment that was tried on this page stands.
    IntentOf(Checkout, IntentId),
}

/// What a new request to pay does with the live attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resumption {
    /// It may have moved since we last heard of it: look first.
    Look,
    /// Go on with it.
    GoOn,
    /// Give it up, so that there is never a second.
    GiveUp,
}

impl Payment {
    /// What to do to open it at the gateway.
    pub fn opening(&self) -> Step {
        match (&self.state, &self.method) {
            (PaymentState::Opening { .. }, Method::Checkout) => Step::Ask(Question::OpenPage),
            (PaymentState::Opening { intent: None }, Method::Card(method)) => {
                Step::Ask(Question::PrepareCharge(method.clone()))
            }
            (PaymentState::Opening { intent: Some(id) }, Method::Card(method)) => {
                Step::Ask(Question::Charge { id: id.clone(), method: method.clone() })
            }
            // Nothing is due, so there is nothing to ask.
            (PaymentState::Opening { .. }, Method::Free) => {
                Step::Become(PaymentState::Succeeded { intent: None })
            }
            (
                PaymentState::Open { .. }
                | PaymentState::Succeeded { .. }
                | PaymentState::Failed { .. }
                | PaymentState::Canceled { .. },
                Method::Checkout | Method::Card(_) | Method::Free,
            ) => Step::Nothing,
        }
    }

    /// What to do to bring it up to date, or to give it up when it is not `wanted` any more.
    /// An event may have `told` which of the gateway's payments it is.
    pub fn look(&self, wanted: bool, told: Option<IntentId>) -> Step {
        // A payment that was given up or failed may turn out to be paid, but is not resumed.
        let wanted = wanted && self.is_live();
        let ask = |wanted_question, other| Step::Ask(if wanted { wanted_question } else { other });
        match (&self.state, &self.method, told) {
            (PaymentState::Open { handle: Handle::Intent(id), .. }, ..) => {
                let ask_about = Question::Intent { id: id.clone(), wanted: true };
                ask(ask_about, Question::CancelIntent(id.clone()))
            }
            (PaymentState::Open { handle: Handle::Checkout { id, .. }, .. }, ..) => {
                ask(Question::Page(id.clone()), Question::ClosePage(id.clone()))
            }
            // A payment that we gave up may have gone through at the last moment.
            (
                PaymentState::Canceled { intent: Some(intent) }
                | PaymentState::Failed { intent: Some(intent) },
                ..,
            ) => Step::Ask(Question::Intent { id: intent.clone(), wanted }),
            // Our call to open it brought no answer, but it reached the gateway.
            (PaymentState::Opening { .. }, Method::Card(_) | Method::Free, Some(intent))
            // A page was closed while somebody was paying on it.
            | (
                PaymentState::Canceled { intent: None } | PaymentState::Failed { intent: None },
                Method::Checkout | Method::Card(_) | Method::Free,
                Some(intent),
            ) => Step::Ask(Question::Intent { id: intent, wanted }),
            // A client that asks again goes on with it.
            (PaymentState::Opening { .. }, ..) if wanted => Step::Nothing,
            (PaymentState::Opening { intent: Some(id) }, _, None) => {
                Step::Ask(Question::CancelIntent(id.clone()))
            }
            // Nobody was given its page, and a charge is not made before its intent is written down.
            (PaymentState::Opening { .. }, Method::Checkout, _)
            | (PaymentState::Opening { intent: None }, Method::Card(_) | Method::Free, None) => {
                Step::Become(PaymentState::Canceled { intent: None })
            }
            (PaymentState::Succeeded { .. }, ..)
            | (
                PaymentState::Canceled { intent: None } | PaymentState::Failed { intent: None },
                _,
                None,
            ) => Step::Nothing,
        }
    }

    /// What follows from a page that was opened, asked about or closed. Once a payment was tried on
    /// it, only that payment tells whether money arrived, and is asked about next.
    pub fn hear_page(&self, page: Checkout) -> Step {
        let known = page.intent.clone().or_else(|| self.intent().cloned());
        if let Some(intent) = known {
            return Step::Ask(Question::IntentOf(page, intent));
        }
        let Checkout { id, url, status, .. } = page;
        let open = |progress| {
            let handle = Handle::Checkout { id, intent: None };
            PaymentState::Open { handle, progress, url }
        };
        self.becoming(match status {
            CheckoutStatus::Open => open(Progress::RequiresAction),
            CheckoutStatus::Complete => open(Progress::Processing),
            CheckoutStatus::Expired => PaymentState::Canceled { intent: None },
        })
    }

    /// What follows from a charge that was prepared: it is written down before it is made.
    pub fn hear_prepared(&self, id: IntentId) -> Step {
        self.becoming(PaymentState::Opening { intent: Some(id) })
    }

    /// What follows from a payment that was tried on this page.
    pub fn hear_intent_of(&self, page: Checkout, news: &Intent) -> Step {
        self.becoming(self.of_page(page, news))
    }

    /// What follows from a payment that was charged, given up or asked about. If it is not `wanted`
    /// and the payer could still pay on it, it is given up next.
    pub fn hear_intent(&self, news: Intent, wanted: bool) -> Step {
        match self.of_intent(news) {
            PaymentState::Opening { intent: Some(id) }
            | PaymentState::Open { handle: Handle::Intent(id), .. }
                if !wanted =>
            {
                Step::Ask(Question::CancelIntent(id))
            }
            state => self.becoming(state),
        }
    }

    /// The gateway refuses for good to open it: another attempt is needed.
    #[must_use]
    pub fn refused(self, refusal: Refusal, now: OffsetDateTime) -> Self {
        let intent = self.intent().cloned();
        self.moved(PaymentState::Failed { intent }, Some(refusal), now)
    }

    /// What to do with this live attempt when a client wants to pay by `method`, and to return to
    /// `return_url` if given.
    pub fn resumed_by(&self, method: &Method, return_url: Option<&str>) -> Resumption {
        let is_another = self.method != *method
            || return_url.is_some_and(|return_url| return_url != self.return_url);
        if is_another {
            return Resumption::GiveUp;
        }
        match &self.state {
            PaymentState::Open { handle: Handle::Checkout { .. }, .. } => Resumption::Look,
            // Not yet answered, or the bank is at work on it.
            PaymentState::Opening { .. }
            | PaymentState::Open {
                handle: Handle::Intent(_),
                progress: Progress::Processing,
                ..
            } => Resumption::GoOn,
            PaymentState::Open {
                handle: Handle::Intent(_),
                progress: Progress::RequiresAction | Progress::Declined,
                ..
            }
            | PaymentState::Succeeded { .. }
            | PaymentState::Failed { .. }
            | PaymentState::Canceled { .. } => Resumption::GiveUp,
        }
    }

    fn becoming(&self, state: PaymentState) -> Step {
        if state == self.state { Step::Nothing } else { Step::Become(state) }
    }

    /// By the payment that was tried on a page.
    fn of_page(&self, page: Checkout, news: &Intent) -> PaymentState {
        let Checkout { id, url, status, .. } = page;
        let intent = news.id.clone();
        let open = |progress, url| {
            let handle = Handle::Checkout { id, intent: Some(intent.clone()) };
            PaymentState::Open { handle, progress, url }
        };
        match (status, news.status) {
            // The page takes another card.
            (CheckoutStatus::Open, IntentStatus::Failed) => {
                open(Progress::Declined, url.or_else(|| self.url()))
            }
            // The page will say that it is complete.
            (CheckoutStatus::Open, IntentStatus::Processing | IntentStatus::Succeeded) => {
                open(Progress::Processing, url.or_else(|| self.url()))
            }
            (CheckoutStatus::Open, IntentStatus::RequiresAction | IntentStatus::Canceled) => {
                open(self.progress(), url.or_else(|| self.url()))
            }
            (CheckoutStatus::Complete, IntentStatus::RequiresAction) => {
                open(Progress::RequiresAction, url)
            }
            (CheckoutStatus::Complete, IntentStatus::Processing) => open(Progress::Processing, url),
            (CheckoutStatus::Complete, IntentStatus::Succeeded) if news.is_short(self.amount) => {
                open(Progress::Processing, url)
            }
            // It may have been paid just before the page was closed.
            (CheckoutStatus::Complete | CheckoutStatus::Expired, IntentStatus::Succeeded) => {
                PaymentState::Succeeded { intent: Some(intent) }
            }
            (CheckoutStatus::Complete, IntentStatus::Failed) => {
                PaymentState::Failed { intent: Some(intent) }
            }
            (CheckoutStatus::Complete, IntentStatus::Canceled)
            | (
                CheckoutStatus::Expired,
                IntentStatus::RequiresAction
                | IntentStatus::Processing
                | IntentStatus::Failed
                | IntentStatus::Canceled,
            ) => PaymentState::Canceled { intent: Some(intent) },
        }
    }

    /// By a payment of its own.
    fn of_intent(&self, news: Intent) -> PaymentState {
        let is_short = news.is_short(self.amount);
        let Intent { id, status, next_url, .. } = news;
        // The address of the bank stays until the gateway names another.
        let open = |id, progress, url: Option<String>| PaymentState::Open {
            handle: Handle::Intent(id),
            progress,
            url: url.or_else(|| self.url()),
        };
        match status {
            // It was prepared, and is not charged yet: whoever opens it goes on.
            IntentStatus::RequiresAction
                if next_url.is_none() && matches!(self.state, PaymentState::Opening { .. }) =>
            {
                PaymentState::Opening { intent: Some(id) }
            }
            IntentStatus::RequiresAction => open(id, Progress::RequiresAction, next_url),
            IntentStatus::Processing => open(id, Progress::Processing, next_url),
            IntentStatus::Succeeded if is_short => open(id, Progress::Processing, next_url),
            IntentStatus::Succeeded => PaymentState::Succeeded { intent: Some(id) },
            IntentStatus::Failed => PaymentState::Failed { intent: Some(id) },
            IntentStatus::Canceled => PaymentState::Canceled { intent: Some(id) },
        }
    }

    fn url(&self) -> Option<String> {
        match &self.state {
            PaymentState::Open { url, .. } => url.clone(),
            PaymentState::Opening { .. }
            | PaymentState::Succeeded { .. }
            | PaymentState::Failed { .. }
            | PaymentState::Canceled { .. } => None,
        }
    }

    fn progress(&self) -> Progress {
        match &self.state {
            PaymentState::Open { progress, .. } => *progress,
            PaymentState::Opening { .. }
            | PaymentState::Succeeded { .. }
            | PaymentState::Failed { .. }
            | PaymentState::Canceled { .. } => Progress::RequiresAction,
        }
    }
}
