//! What of the money goes back, in a sentence for each way.

use airside_app::payments::return_link::Returned;
use airside_booking::{RefundCause, RefundState};
use airside_pages::escape;
use airside_primitives::Amount;

/// HTML, and whether some of it is still on its way.
pub(super) fn back(returned: &Returned) -> (String, bool) {
    let (mut text, mut moves) = (String::new(), false);
    for refund in &returned.refunds {
        let why = match refund.cause {
            RefundCause::PaidTwice => "The booking was paid twice. ",
            RefundCause::Cancellation(_) | RefundCause::Exchange(_) | RefundCause::TooLate => "",
        };
        if refund.amount.is_zero() {
            text.push_str(
                "<p class=\"note\">By the conditions of the fare nothing is refunded.</p>",
            );
            continue;
        }
        let amount = show(returned, refund.amount);
        let said = match refund.state {
            RefundState::Succeeded { .. } => format!(
                "<p class=\"note good\">{why}{amount} was refunded. Banks take up to ten days to \
                 show it.</p>"
            ),
            RefundState::Pending { .. } => {
                moves = true;
                format!("<p class=\"note\">{why}{amount} is on its way back to you.</p>")
            }
            RefundState::Failed { .. } => format!(
                "<p class=\"note bad\">{why}{amount} is due to you, and could not be sent yet. It \
                 is tried again, and somebody looks at it.</p>"
            ),
        };
        text.push_str(&said);
    }
    let elsewhere: Amount = returned
        .payments
        .iter()
        .flat_map(|payment| &payment.reversals)
        .filter(|reversal| reversal.state.is_away())
        .map(|reversal| reversal.amount)
        .sum();
    if !elsewhere.is_zero() {
        let amount = show(returned, elsewhere);
        let said = format!(
            "<p class=\"note\">{amount} of your payment was moved back by your bank or the payment \
             service.</p>"
        );
        text.push_str(&said);
    }
    (text, moves)
}

fn show(returned: &Returned, amount: Amount) -> String {
    escape(&returned.booking.currency.show(amount))
}
