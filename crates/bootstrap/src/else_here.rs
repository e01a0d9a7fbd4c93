//! Rate limits that go on in this process while those that all nodes share are away.

use airside_app::ports::{Decision, Limit, Limits, LimitsError};
use airside_local::LocalLimits;
use async_trait::async_trait;

/// Counts with everybody, and alone while that cannot be done: selling goes on, and nobody tries a
/// password more often than there are nodes.
pub(crate) struct ElseHere<L> {
    shared: L,
    own: LocalLimits,
}

impl<L> ElseHere<L> {
    pub(crate) fn of(shared: L) -> Self {
        Self { shared, own: LocalLimits::default() }
    }
}

#[async_trait]
impl<L: Limits> Limits for ElseHere<L> {
    async fn take(&self, limit: Limit, subject: &str) -> Result<Decision, LimitsError> {
        match self.shared.take(limit, subject).await {
            Ok(decision) => Ok(decision),
            // The adapter has logged why.
            Err(_) => self.own.take(limit, subject).await,
        }
    }

    /// A node reports that it does not count with the others.
    async fn ping(&self) -> Result<(), LimitsError> {
        self.shared.ping().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One a minute, five at once.
    const RARE: Limit = Limit { name: "rare", rate: 1, period_seconds: 60, burst: 5 };

    struct Away;

    #[async_trait]
    impl Limits for Away {
        async fn take(&self, _limit: Limit, _subject: &str) -> Result<Decision, LimitsError> {
            Err(LimitsError::new("away"))
        }

        async fn ping(&self) -> Result<(), LimitsError> {
            Err(LimitsError::new("away"))
        }
    }

    #[tokio::test]
    async fn a_password_is_not_tried_without_end_while_the_shared_limits_are_away() {
        let limits = ElseHere::of(Away);
        let mut allowed = 0;
        for _ in 0..20 {
            allowed += u32::from(limits.take(RARE, "asha").await.unwrap().allowed);
        }
        assert_eq!(allowed, RARE.burst);
        assert!(limits.take(RARE, "ravi").await.unwrap().allowed);
        assert!(limits.ping().await.is_err(), "and yet it says that it counts alone");
    }
}
