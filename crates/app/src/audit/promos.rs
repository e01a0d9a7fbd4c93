//! How often promo codes are counted as used, against the bookings that have them.

use std::collections::BTreeMap;

use airside_booking::{Booking, State};
use airside_fares::PromoName;
use airside_primitives::UserId;

use super::finding::Finding;
use crate::ports::{Store, StoreError};

/// The uses of promo codes by bookings.
#[derive(Default)]
pub(super) struct Uses(BTreeMap<PromoName, BTreeMap<UserId, u32>>);

impl Uses {
    /// A booking uses its code until its hold is over.
    pub(super) fn add(&mut self, booking: &Booking) {
        let Some(code) = &booking.promo_code else { return };
        let by_user = self.0.entry(code.clone()).or_default();
        let uses = by_user.entry(booking.owner).or_default();
        match booking.state {
            State::PendingPayment { .. } | State::Confirmed { .. } => *uses += 1,
            State::Expired { .. } => (),
        }
    }

    pub(super) async fn compare(&self, store: &dyn Store) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        for (code, by_user) in &self.0 {
            let total: u32 = by_user.values().sum();
            for (user, by_user) in by_user {
                let counted = store.promo_uses(code, *user).await?;
                if (counted.total, counted.by_user) != (total, *by_user) {
                    let (code, counted) = (code.clone(), counted.total);
                    findings.push(Finding::PromoMiscounted { code, counted, used: total });
                    break;
                }
            }
        }
        Ok(findings)
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}
