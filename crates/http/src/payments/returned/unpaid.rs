//! A booking that is not paid, or not yet, or too late.

use airside_app::App;
use airside_app::payments::return_link::Returned;
use airside_booking::payment::{PaymentState, Progress};
use airside_booking::{ExpiredBecause, Payment, State};
use airside_pages::escape;
use time::{OffsetDateTime, UtcOffset};

use super::{Told, clock, documents, money};
use crate::browser::LOOK_AGAIN;

/// Whether the last attempt is over and another may be begun.
pub(crate) fn can_pay_again(app: &App, returned: &Returned) -> bool {
    let is_over = returned.payment().is_some_and(|payment| match payment.state {
        PaymentState::Failed { .. } | PaymentState::Canceled { .. } => true,
        PaymentState::Opening { .. }
        | PaymentState::Open { .. }
        | PaymentState::Succeeded { .. } => false,
    });
    is_over && returned.is_due(app.now())
}

/// Within the time to pay.
pub(super) fn pending(app: &App, returned: &Returned) -> Told {
    let until = returned.due_by().map(|due| time_left(due, app.now()));
    let until = until.unwrap_or_default();
    let Some(payment) = returned.payment() else { return awaited(None, &until) };
    match &payment.state {
        PaymentState::Open { progress: Progress::Declined, url, .. } => {
            declined(payment, &way_on(url.as_deref(), "Try again"), &until)
        }
        PaymentState::Failed { .. } => declined(payment, PAY_AGAIN, &until),
        PaymentState::Canceled { .. } => Told {
            title: "Not paid yet",
            text: format!(
                "<p>Your payment was given up, and nothing was charged. {until}</p>{PAY_AGAIN}"
            ),
            waits: false,
        },
        PaymentState::Open { progress: Progress::RequiresAction, url, .. } => {
            awaited(url.as_deref(), &until)
        }
        PaymentState::Opening { .. } => awaited(None, &until),
        PaymentState::Open { progress: Progress::Processing, .. }
        | PaymentState::Succeeded { .. } => on_its_way(),
    }
}

/// After it.
pub(super) fn expired(app: &App, returned: &Returned) -> Told {
    let is_given_up =
        matches!(returned.booking.state, State::Expired { because: ExpiredBecause::Released, .. });
    if !returned.refunds.is_empty() {
        let (back, moves) = money::back(returned);
        let (documents, are_made) = documents::list(app, returned);
        let waits = moves || are_made;
        let again = if waits { LOOK_AGAIN } else { "" };
        let why = if is_given_up {
            "Your payment came after this booking was given up."
        } else {
            "Your payment came after the time to pay was over, and the seats were gone."
        };
        let text = format!(
            "<p>{why} You have no booking, and all that you paid goes back.</p>{back}{documents}\
             {again}"
        );
        return Told { title: "Paid too late", text, waits };
    }
    let is_open = returned.payments.iter().any(|payment| match payment.state {
        PaymentState::Opening { .. }
        | PaymentState::Open { .. }
        | PaymentState::Succeeded { .. } => true,
        PaymentState::Failed { .. } | PaymentState::Canceled { .. } => false,
    });
    let because = match returned.booking.state {
        State::Expired { because: ExpiredBecause::ScheduleChanged, .. } => {
            "A flight of this booking was changed before it was paid, so it is not sold any more."
        }
        State::Expired { because: ExpiredBecause::Released, .. } => {
            "This booking was given up, and its seats are for sale again."
        }
        State::Expired { because: ExpiredBecause::TimeIsOver, .. }
        | State::PendingPayment { .. }
        | State::Confirmed { .. } => {
            "The time to pay for this booking is over, and its seats are for sale again."
        }
    };
    let charged = if is_open && is_given_up {
        "If you paid at the last moment, all of it goes back."
    } else if is_open {
        "If you paid at the last moment, the booking is confirmed when its seats are still there; \
         else all of it goes back."
    } else {
        "Nothing was charged. To travel, search and book again where you booked."
    };
    let again = if is_open { LOOK_AGAIN } else { "" };
    Told {
        title: "This booking has expired",
        text: format!("<p>{because}</p><p>{charged}</p>{again}"),
        waits: is_open,
    }
}

/// Nothing was heard yet: the payer may not have paid, or is quicker than the gateway.
fn awaited(url: Option<&str>, until: &str) -> Told {
    let pay = way_on(url, "Go on to the payment");
    let text = format!(
        "<p class=\"waits\">We have not heard of your payment yet. This page looks again by \
         itself.</p>{pay}{LOOK_AGAIN}<p class=\"quiet\">{until} Once it is paid you can close this \
         page: the tickets are made all the same.</p>"
    );
    Told { title: "Waiting for your payment", text, waits: true }
}

fn on_its_way() -> Told {
    let text = format!(
        "<p class=\"waits\">Your payment is on its way to us. This page looks again by \
         itself.</p>{LOOK_AGAIN}<p class=\"quiet\">You can also close it: the tickets are made all \
         the same.</p>"
    );
    Told { title: "Your payment is on its way", text, waits: true }
}

fn declined(payment: &Payment, again: &str, until: &str) -> Told {
    let why = payment.refusal.as_ref().map(|it| escape(&it.message));
    let why = why.unwrap_or_else(|| "The payment was declined.".to_owned());
    let text = format!(
        "<p class=\"note bad\">{why}</p><p>Nothing was charged, and your seats are still held. \
         {until}</p>{again}"
    );
    Told { title: "Not paid: declined", text, waits: false }
}

/// A link to where the payer pays.
fn way_on(url: Option<&str>, label: &str) -> String {
    let link = url.map(|url| {
        let url = escape(url);
        format!("<p class=\"actions\"><a class=\"button wide\" href=\"{url}\">{label}</a></p>")
    });
    link.unwrap_or_default()
}

/// To the address that the page has itself, with its token.
const PAY_AGAIN: &str = "<div class=\"actions\"><form method=\"post\">\
    <button class=\"button\">Pay another way</button></form></div>";

/// `You can pay until 14:23 UTC, 12 minutes from now.`
fn time_left(due: OffsetDateTime, now: OffsetDateTime) -> String {
    let minutes = (due - now).whole_minutes();
    let left = match minutes {
        ..1 => "less than a minute".to_owned(),
        1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    format!("You can pay until {} UTC, {left} from now.", clock(due.to_offset(UtcOffset::UTC)))
}
