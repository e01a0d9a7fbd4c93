//! The life of a payment: every pair of a state and an answer.

use airside_primitives::{Amount, BookingId, PaymentId};
use time::macros::datetime;
use uuid::Uuid;

use super::gateway::{Checkout, CheckoutStatus, Intent, IntentStatus};
use super::steps::{Question, Resumption, Step};
use super::{CheckoutId, Handle, IntentId, Method, Payment, PaymentState, Progress, Refusal};

const STATUSES: [IntentStatus; 5] = [
    IntentStatus::RequiresAction,
    IntentStatus::Processing,
    IntentStatus::Succeeded,
    IntentStatus::Failed,
    IntentStatus::Canceled,
];

fn payment(method: Method, state: PaymentState) -> Payment {
    let at = datetime!(2026-01-01 00:00 UTC);
    Payment {
        id: PaymentId(Uuid::nil()),
        booking: BookingId(Uuid::nil()),
        exchange: None,
        amount: Amount::minor(100),
        method,
        return_url: "https://air.example.com/paid".to_owned(),
        begun_with: "key".to_owned(),
        created_at: at,
        updated_at: at,
        refusal: None,
        state,
        reversals: Vec::new(),
        given: Amount::ZERO,
        part_of: None,
    }
}

fn card() -> Method {
    Method::Card("pm_1".to_owned())
}

fn pi() -> IntentId {
    IntentId("pi_1".to_owned())
}

fn cs() -> CheckoutId {
    CheckoutId("cs_1".to_owned())
}

fn open_intent(progress: Progress, url: Option<&str>) -> PaymentState {
    PaymentState::Open { handle: Handle::Intent(pi()), progress, url: url.map(str::to_owned) }
}

fn open_page(intent: Option<IntentId>, progress: Progress) -> PaymentState {
    let handle = Handle::Checkout { id: cs(), intent };
    PaymentState::Open { handle, progress, url: Some("page".to_owned()) }
}

fn page(status: CheckoutStatus, intent: Option<IntentId>) -> Checkout {
    let url = (status != CheckoutStatus::Expired).then(|| "page".to_owned());
    Checkout { id: cs(), url, status, intent }
}

fn ask_about(wanted: bool) -> Step {
    Step::Ask(Question::Intent { id: pi(), wanted })
}

fn news(status: IntentStatus) -> Intent {
    let amount = Amount::minor(100);
    let received = if status == IntentStatus::Succeeded { amount } else { Amount::ZERO };
    Intent { id: pi(), status, amount, received, next_url: None, decline: None }
}

fn short() -> Intent {
    Intent { received: Amount::minor(99), ..news(IntentStatus::Succeeded) }
}

/// Every state that is over, with and without the gateway's id.
fn over() -> [PaymentState; 5] {
    [
        PaymentState::Succeeded { intent: Some(pi()) },
        PaymentState::Failed { intent: Some(pi()) },
        PaymentState::Failed { intent: None },
        PaymentState::Canceled { intent: Some(pi()) },
        PaymentState::Canceled { intent: None },
    ]
}

#[test]
fn a_payment_is_opened_by_its_method_and_once() {
    let opening = |method| payment(method, PaymentState::Opening { intent: None }).opening();
    assert_eq!(opening(Method::Checkout), Step::Ask(Question::OpenPage));
    let method = "pm_1".to_owned();
    assert_eq!(opening(card()), Step::Ask(Question::PrepareCharge(method.clone())));
    let prepared = payment(card(), PaymentState::Opening { intent: Some(pi()) });
    assert_eq!(prepared.opening(), Step::Ask(Question::Charge { id: pi(), method }));
    let free = PaymentState::Succeeded { intent: None };
    assert_eq!(opening(Method::Free), Step::Become(free));
    let open = [open_intent(Progress::Processing, None), open_page(None, Progress::Declined)];
    for state in open.into_iter().chain(over()) {
        assert_eq!(payment(card(), state.clone()).opening(), Step::Nothing, "{state:?}");
    }
}

#[test]
fn an_open_payment_is_asked_about_while_it_is_wanted_and_given_up_after() {
    for told in [None, Some(pi())] {
        for progress in [Progress::RequiresAction, Progress::Processing, Progress::Declined] {
            let by_card = payment(card(), open_intent(progress, None));
            assert_eq!(by_card.look(true, told.clone()), ask_about(true));
            assert_eq!(by_card.look(false, told.clone()), Step::Ask(Question::CancelIntent(pi())));
            let on_page = payment(Method::Checkout, open_page(None, progress));
            assert_eq!(on_page.look(true, told.clone()), Step::Ask(Question::Page(cs())));
            assert_eq!(on_page.look(false, told.clone()), Step::Ask(Question::ClosePage(cs())));
        }
    }
}

#[test]
fn a_payment_that_nobody_answered_for_is_left_to_its_client_or_given_up() {
    let by_card = payment(card(), PaymentState::Opening { intent: None });
    assert_eq!(by_card.look(true, None), Step::Nothing);
    let given_up = Step::Become(PaymentState::Canceled { intent: None });
    assert_eq!(by_card.look(false, None), given_up, "no charge is made before it is prepared");
    let prepared = payment(card(), PaymentState::Opening { intent: Some(pi()) });
    assert_eq!(prepared.look(true, None), Step::Nothing);
    assert_eq!(prepared.look(false, None), Step::Ask(Question::CancelIntent(pi())));
    let on_page = payment(Method::Checkout, PaymentState::Opening { intent: None });
    for told in [None, Some(pi())] {
        assert_eq!(on_page.look(true, told.clone()), Step::Nothing);
        assert_eq!(on_page.look(false, told), given_up);
    }
    // An event knows it all the same.
    for wanted in [true, false] {
        assert_eq!(by_card.look(wanted, Some(pi())), ask_about(wanted));
    }
}

#[test]
fn what_is_over_is_asked_about_only_where_money_may_have_come_after_all() {
    // It is not taken up again.
    let ask = ask_about(false);
    for method in [card(), Method::Checkout] {
        for wanted in [true, false] {
            for state in over() {
                let payment = payment(method.clone(), state.clone());
                let expected = match &state {
                    PaymentState::Failed { intent: Some(_) }
                    | PaymentState::Canceled { intent: Some(_) } => ask.clone(),
                    _ => Step::Nothing,
                };
                assert_eq!(payment.look(wanted, None), expected, "{state:?}");
                let told = match &state {
                    PaymentState::Succeeded { .. } => Step::Nothing,
                    _ => ask.clone(),
                };
                assert_eq!(payment.look(wanted, Some(pi())), told, "{state:?}");
            }
        }
    }
}

#[test]
fn a_payment_becomes_what_the_gateway_says_of_it() {
    let by_card = payment(card(), PaymentState::Opening { intent: None });
    for status in STATUSES {
        let expected = match status {
            // Nothing is asked of the payer yet: it was prepared only.
            IntentStatus::RequiresAction => PaymentState::Opening { intent: Some(pi()) },
            IntentStatus::Processing => open_intent(Progress::Processing, None),
            IntentStatus::Succeeded => PaymentState::Succeeded { intent: Some(pi()) },
            IntentStatus::Failed => PaymentState::Failed { intent: Some(pi()) },
            IntentStatus::Canceled => PaymentState::Canceled { intent: Some(pi()) },
        };
        assert_eq!(by_card.hear_intent(news(status), true), Step::Become(expected.clone()));
        let known = payment(card(), expected);
        assert_eq!(known.hear_intent(news(status), true), Step::Nothing, "it is known already");
    }
    let bank = Some("bank".to_owned());
    let asks = Intent { next_url: bank, ..news(IntentStatus::RequiresAction) };
    let asked = Step::Become(open_intent(Progress::RequiresAction, Some("bank")));
    assert_eq!(by_card.hear_intent(asks, true), asked);
    let prepared = by_card.hear_intent(news(IntentStatus::RequiresAction), false);
    assert_eq!(prepared, Step::Ask(Question::CancelIntent(pi())), "nobody wants it any more");
    let less = Step::Become(open_intent(Progress::Processing, None));
    assert_eq!(by_card.hear_intent(short(), true), less, "less than was asked buys nothing");
    let refusal = Refusal { code: "no".to_owned(), message: "No.".to_owned() };
    let refused = by_card.refused(refusal.clone(), datetime!(2026-01-02 00:00 UTC));
    assert_eq!(refused.refusal, Some(refusal));
    assert_eq!(refused.state, PaymentState::Failed { intent: None });
}

#[test]
fn what_is_not_wanted_and_still_open_is_given_up_next() {
    let given_up = payment(card(), PaymentState::Canceled { intent: Some(pi()) });
    for status in STATUSES {
        let expected = match status {
            IntentStatus::RequiresAction | IntentStatus::Processing => {
                Step::Ask(Question::CancelIntent(pi()))
            }
            IntentStatus::Succeeded => Step::Become(PaymentState::Succeeded { intent: Some(pi()) }),
            IntentStatus::Failed => Step::Become(PaymentState::Failed { intent: Some(pi()) }),
            IntentStatus::Canceled => Step::Nothing,
        };
        assert_eq!(given_up.hear_intent(news(status), false), expected, "{status:?}");
    }
}

#[test]
fn the_way_to_the_bank_stays_while_no_other_is_named() {
    let asked = payment(card(), open_intent(Progress::RequiresAction, Some("bank")));
    let processing = open_intent(Progress::Processing, Some("bank"));
    assert_eq!(asked.hear_intent(news(IntentStatus::Processing), true), Step::Become(processing));
    let other = Intent { next_url: Some("other".to_owned()), ..news(IntentStatus::RequiresAction) };
    let there = open_intent(Progress::RequiresAction, Some("other"));
    assert_eq!(asked.hear_intent(other, true), Step::Become(there));
}

#[test]
fn a_page_that_nobody_paid_on_tells_of_itself() {
    let opening = payment(Method::Checkout, PaymentState::Opening { intent: None });
    for (status, expected) in [
        (CheckoutStatus::Open, open_page(None, Progress::RequiresAction)),
        (CheckoutStatus::Complete, open_page(None, Progress::Processing)),
        (CheckoutStatus::Expired, PaymentState::Canceled { intent: None }),
    ] {
        assert_eq!(opening.hear_page(page(status, None)), Step::Become(expected));
    }
}

#[test]
fn a_page_that_somebody_tried_leads_to_the_payment() {
    let fresh = payment(Method::Checkout, open_page(None, Progress::RequiresAction));
    let tried = payment(Method::Checkout, open_page(Some(pi()), Progress::RequiresAction));
    for status in [CheckoutStatus::Open, CheckoutStatus::Complete, CheckoutStatus::Expired] {
        let told = page(status, Some(pi()));
        let ask = Step::Ask(Question::IntentOf(told.clone(), pi()));
        assert_eq!(fresh.hear_page(told), ask);
        // The page may forget what we know.
        let forgot = page(status, None);
        let ask = Step::Ask(Question::IntentOf(forgot.clone(), pi()));
        assert_eq!(tried.hear_page(forgot), ask);
    }
}

#[test]
fn a_page_and_its_payment_together_tell_what_became_of_it() {
    let before = payment(Method::Checkout, open_page(None, Progress::RequiresAction));
    for status in STATUSES {
        let on = |page_status| before.hear_intent_of(page(page_status, Some(pi())), &news(status));
        let open = |progress| Step::Become(open_page(Some(pi()), progress));
        let succeeded = Step::Become(PaymentState::Succeeded { intent: Some(pi()) });
        let failed = Step::Become(PaymentState::Failed { intent: Some(pi()) });
        let canceled = Step::Become(PaymentState::Canceled { intent: Some(pi()) });
        let [while_open, complete, expired] = match status {
            IntentStatus::RequiresAction => {
                [open(Progress::RequiresAction), open(Progress::RequiresAction), canceled]
            }
            IntentStatus::Processing => {
                [open(Progress::Processing), open(Progress::Processing), canceled]
            }
            IntentStatus::Succeeded => [open(Progress::Processing), succeeded.clone(), succeeded],
            IntentStatus::Failed => [open(Progress::Declined), failed, canceled],
            IntentStatus::Canceled => [open(Progress::RequiresAction), canceled.clone(), canceled],
        };
        assert_eq!(on(CheckoutStatus::Open), while_open, "{status:?}");
        assert_eq!(on(CheckoutStatus::Complete), complete, "{status:?}");
        assert_eq!(on(CheckoutStatus::Expired), expired, "{status:?}");
    }
    let less = before.hear_intent_of(page(CheckoutStatus::Complete, Some(pi())), &short());
    assert_eq!(less, Step::Become(open_page(Some(pi()), Progress::Processing)));
}

#[test]
fn a_client_goes_on_with_what_is_the_same_and_gives_up_what_is_not() {
    let page = payment(Method::Checkout, open_page(None, Progress::Declined));
    let here = page.return_url.clone();
    assert_eq!(page.resumed_by(&Method::Checkout, None), Resumption::Look);
    assert_eq!(page.resumed_by(&Method::Checkout, Some(&here)), Resumption::Look);
    assert_eq!(page.resumed_by(&Method::Checkout, Some("elsewhere")), Resumption::GiveUp);
    assert_eq!(page.resumed_by(&card(), None), Resumption::GiveUp);

    let by_card = |state| payment(card(), state).resumed_by(&card(), None);
    assert_eq!(by_card(PaymentState::Opening { intent: None }), Resumption::GoOn);
    assert_eq!(by_card(open_intent(Progress::Processing, None)), Resumption::GoOn);
    for progress in [Progress::RequiresAction, Progress::Declined] {
        assert_eq!(by_card(open_intent(progress, None)), Resumption::GiveUp);
    }
    for state in over() {
        assert_eq!(by_card(state), Resumption::GiveUp);
    }
}

#[test]
fn the_api_calls_a_payment_by_what_it_waits_for() {
    let code = |state| payment(card(), state).status_code();
    assert_eq!(code(PaymentState::Opening { intent: None }), "REQUIRES_ACTION");
    assert_eq!(code(open_intent(Progress::RequiresAction, None)), "REQUIRES_ACTION");
    assert_eq!(code(open_intent(Progress::Processing, None)), "PROCESSING");
    assert_eq!(code(open_page(None, Progress::Declined)), "FAILED");
    let over = over().map(code);
    assert_eq!(over, ["SUCCEEDED", "FAILED", "FAILED", "CANCELED", "CANCELED"]);
}

#[test]
fn a_payment_that_moves_says_when() {
    let later = datetime!(2026-01-02 00:00 UTC);
    let moved = payment(card(), PaymentState::Opening { intent: None }).moved(
        open_intent(Progress::Processing, None),
        None,
        later,
    );
    assert_eq!(moved.updated_at, later);
    assert_eq!(moved.created_at, datetime!(2026-01-01 00:00 UTC));
}
