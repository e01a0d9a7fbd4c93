//! What every rate limiter promises.
//!
//! Time moves when the subject is told. An adapter on a clock of its own lets some moments more go
//! by, which do not matter to a limit of one a minute.

use std::time::Duration;

use airside_app::ports::{Decision, Limit, Limits};

/// Limits whose time a test moves.
pub trait LimitsSubject {
    fn limits(&self) -> &dyn Limits;

    /// Moves the time on.
    fn advance(&self, by: Duration);
}

/// One a minute, three at once.
const SLOW: Limit = Limit { name: "slow", rate: 1, period_seconds: 60, burst: 3 };

/// A burst is allowed and one more is not; the answers count down and say when to come back.
pub async fn a_burst_is_allowed_and_one_more_is_not(subject: &impl LimitsSubject) {
    let mut decisions = Vec::new();
    for _ in 0..4 {
        decisions.push(take(subject, SLOW, "asha").await);
    }

    let counts: Vec<_> = decisions.iter().map(|it| (it.allowed, it.remaining)).collect();
    assert_eq!(counts, [(true, 2), (true, 1), (true, 0), (false, 0)]);
    let retries: Vec<_> = decisions.iter().map(|it| it.retry_after_seconds).collect();
    assert_eq!(retries[..3], [0, 0, 0]);
    assert!(is_about(60, retries[3]), "{retries:?}");
    for decision in &decisions {
        assert!(is_about(60, decision.reset_seconds), "{decision:?}");
    }
    assert_eq!(decisions[3].reset_seconds, retries[3]);
}

/// As expected, or less by the time that the calls took.
fn is_about(seconds: u32, told: u32) -> bool {
    (seconds - 10..=seconds).contains(&told)
}

/// Refusals cost nothing: a caller who waits as told is let in.
pub async fn whoever_waits_as_told_is_let_in(subject: &impl LimitsSubject) {
    let mut last = take(subject, SLOW, "asha").await;
    while last.allowed {
        last = take(subject, SLOW, "asha").await;
    }
    for _ in 0..10 {
        last = take(subject, SLOW, "asha").await;
        assert!(!last.allowed);
    }

    subject.advance(Duration::from_secs(last.retry_after_seconds.into()));
    assert!(take(subject, SLOW, "asha").await.allowed);
    assert!(!take(subject, SLOW, "asha").await.allowed);
}

/// After the time that each takes the whole burst is there, and no more than that.
pub async fn the_burst_comes_back_and_does_not_grow(subject: &impl LimitsSubject) {
    let mut last = take(subject, SLOW, "asha").await;
    while last.allowed {
        last = take(subject, SLOW, "asha").await;
    }

    subject.advance(Duration::from_mins(3));
    assert_eq!(allowed_of_ten(subject, SLOW, "asha").await, 3);

    subject.advance(Duration::from_hours(1));
    assert_eq!(allowed_of_ten(subject, SLOW, "asha").await, 3);
}

/// Each subject has a count of its own under each limit.
pub async fn two_subjects_and_two_limits_never_share_a_count(subject: &impl LimitsSubject) {
    let other = Limit { name: "other", ..SLOW };
    assert_eq!(allowed_of_ten(subject, SLOW, "asha").await, 3);

    assert_eq!(allowed_of_ten(subject, SLOW, "ravi").await, 3);
    assert_eq!(allowed_of_ten(subject, other, "asha").await, 3);
    assert_eq!(allowed_of_ten(subject, SLOW, "asha").await, 0);
}

/// A subject may be any text: an address, a space, a separator.
pub async fn any_text_is_a_subject(subject: &impl LimitsSubject) {
    for name in ["", " ", "2001:db8::1", "a:b", "a", "{b}", "zażółć", "a\nb\r\n"] {
        assert_eq!(allowed_of_ten(subject, SLOW, name).await, 3, "{name:?}");
    }
}

/// Many callers at once get no more than one after the other.
pub async fn a_crowd_gets_no_more_than_the_burst(subject: &impl LimitsSubject) {
    let attempts = (0..50).map(|_| take(subject, SLOW, "asha"));
    let decisions = futures::future::join_all(attempts).await;
    assert_eq!(decisions.iter().filter(|decision| decision.allowed).count(), 3);
}

async fn take(subject: &impl LimitsSubject, limit: Limit, name: &str) -> Decision {
    subject.limits().take(limit, name).await.unwrap()
}

async fn allowed_of_ten(subject: &impl LimitsSubject, limit: Limit, name: &str) -> usize {
    let mut allowed = 0;
    for _ in 0..10 {
        allowed += usize::from(take(subject, limit, name).await.allowed);
    }
    allowed
}

/// Runs every promise of the port against an adapter; `$subject` is an expression for a
/// future of a [`LimitsSubject`].
#[macro_export]
macro_rules! limits {
    ($subject:expr) => {
        $crate::limits!($subject =>
            a_burst_is_allowed_and_one_more_is_not,
            whoever_waits_as_told_is_let_in,
            the_burst_comes_back_and_does_not_grow,
            two_subjects_and_two_limits_never_share_a_count,
            any_text_is_a_subject,
            a_crowd_gets_no_more_than_the_burst,
        );
    };
    ($subject:expr => $($promise:ident,)+) => {
        $(
            #[tokio::test]
            async fn $promise() {
                let subject = $subject.await;
                $crate::limits::$promise(&subject).await;
            }
        )+
    };
}
