//! Stripe's test payment methods, and what becomes of a payment with each.
//!
//! Source: <https://docs.stripe.com/testing>. A name that is not here does not
//! exist, as at Stripe.

/// What a card does when it is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behaviour {
    Approves,
    Declines(Decline),
    /// The bank wants to see the payer.
    Authenticates,
    /// The bank wants to see the payer if the merchant asks for 3-D Secure.
    AuthenticatesWhenAsked,
    /// Charged; a refund succeeds at first and fails later.
    RefundFails,
    /// Charged; a refund is pending at first and succeeds later.
    RefundPends,
    /// Charged; its bank takes the money back at once.
    Disputes,
    /// Charged; its bank asks what it was for.
    Inquires,
}

/// Why the bank says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decline {
    pub(crate) code: &'static str,
    /// The bank's own reason: Stripe's `decline_code`.
    pub(crate) bank_code: Option<&'static str>,
    pub(crate) message: &'static str,
}

/// A card as receipts show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TestCard {
    pub(crate) brand: &'static str,
    pub(crate) last4: &'static str,
    pub(crate) behaviour: Behaviour,
}

/// The card of a payer who presses Approve.
pub(crate) const DEFAULT: &str = "pm_card_visa";

/// The card of a payer who presses Decline.
pub(crate) const DECLINING: &str = "pm_card_visa_chargeDeclined";

/// What the bank says to a payer who presses Decline on a checkout page.
pub(crate) const DECLINED: Decline = Decline {
    code: "card_declined",
    bank_code: Some("generic_decline"),
    message: "Your card was declined.",
};

/// What is said when the payer fails 3-D Secure.
pub(crate) const NOT_AUTHENTICATED: Decline = Decline {
    code: "payment_intent_authentication_failure",
    bank_code: None,
    message: "The provided payment method has failed authentication.",
};

/// `None` when Stripe has no such test payment method.
pub(crate) fn find(payment_method: &str) -> Option<TestCard> {
    let name = payment_method.strip_prefix("pm_card_")?;
    // Stripe's newer names say the brand too: `pm_card_visa_chargeDeclined`.
    let plain = name.strip_prefix("visa_").filter(|rest| rest.starts_with("chargeDeclined"));
    let name = plain.unwrap_or(name);
    if let Some(decline) = decline(name) {
        return Some(visa("0002", Behaviour::Declines(decline)));
    }

    let card = |brand, last4| TestCard { brand, last4, behaviour: Behaviour::Approves };
    match name {
        "visa" | "us" => Some(card("visa", "4242")),
        "visa_debit" => Some(card("visa", "5556")),
        "mastercard" => Some(card("mastercard", "4444")),
        "mastercard_debit" => Some(card("mastercard", "8210")),
        "mastercard_prepaid" => Some(card("mastercard", "5100")),
        "amex" => Some(card("amex", "8431")),
        "discover" => Some(card("discover", "1117")),
        "diners" => Some(card("diners", "0004")),
        "jcb" => Some(card("jcb", "0505")),
        "unionpay" => Some(card("unionpay", "0005")),
        "in" => Some(card("visa", "0008")),
        "gb" => Some(card("visa", "0000")),
        "authenticationRequired" => Some(visa("3184", Behaviour::Authenticates)),
        "threeDSecure2Required" => Some(visa("3220", Behaviour::Authenticates)),
        "threeDSecureRequired" => Some(visa("3063", Behaviour::Authenticates)),
        "threeDSecureOptional" => Some(visa("3055", Behaviour::AuthenticatesWhenAsked)),
        "refundFail" => Some(visa("5126", Behaviour::RefundFails)),
        "createDispute" => Some(visa("0259", Behaviour::Disputes)),
        "createDisputeInquiry" => Some(visa("1976", Behaviour::Inquires)),
        "pendingRefund" => Some(visa("7726", Behaviour::RefundPends)),
        _ => None,
    }
}

const fn visa(last4: &'static str, behaviour: Behaviour) -> TestCard {
    TestCard { brand: "visa", last4, behaviour }
}

fn decline(name: &str) -> Option<Decline> {
    let declined = |bank_code, message| {
        Some(Decline { code: "card_declined", bank_code: Some(bank_code), message })
    };
    let wrong = |code, message| Some(Decline { code, bank_code: None, message });
    match name {
        "chargeDeclined" => Some(DECLINED),
        "chargeDeclinedInsufficientFunds" => {
            declined("insufficient_funds", "Your card has insufficient funds.")
        }
        "chargeDeclinedLostCard" => declined("lost_card", "Your card was declined."),
        "chargeDeclinedStolenCard" => declined("stolen_card", "Your card was declined."),
        "chargeDeclinedFraudulent" => declined("fraudulent", "Your card was declined."),
        "chargeDeclinedVelocityLimitExceeded" => declined(
            "card_velocity_exceeded",
            "Your card was declined for making repeated attempts too frequently or exceeding its \
             amount limit.",
        ),
        "chargeDeclinedExpiredCard" => wrong("expired_card", "Your card has expired."),
        "chargeDeclinedIncorrectCvc" => {
            wrong("incorrect_cvc", "Your card's security code is incorrect.")
        }
        "chargeDeclinedProcessingError" => wrong(
            "processing_error",
            "An error occurred while processing your card. Try again in a little bit.",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_of_stripes_names_of_a_declining_card_are_known() {
        let old = find("pm_card_chargeDeclinedInsufficientFunds");
        assert_eq!(old, find("pm_card_visa_chargeDeclinedInsufficientFunds"));
        assert!(matches!(old.unwrap().behaviour, Behaviour::Declines(_)));
    }

    #[test]
    fn a_name_stripe_does_not_have_is_no_card() {
        for name in ["", "pm_", "pm_card_", "pm_card_gold", "card_visa", "pm_1Nabc"] {
            assert_eq!(find(name), None, "{name}");
        }
    }
}
