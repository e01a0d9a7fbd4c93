//! Promo codes: put up, listed with their uses, ended. Uses the store.
//!
//! One that was ended stays in the books with its uses, and its name may be put up again.

use airside_fares::{PromoCode, PromoName};
use airside_primitives::UserId;
use thiserror::Error;
use time::OffsetDateTime;

use crate::context::App;
use crate::history::{Deed, Subject};
use crate::ports::store::StoreError;
use crate::ports::{Changes, CommitError, Write};
use crate::trade::By;

/// A promo code, and how often it was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub code: PromoCode,
    pub uses: u32,
}

/// Promo codes by name, some at a time.
pub async fn list_promo_codes(
    app: &App,
    after: Option<&PromoName>,
    limit: u16,
) -> Result<Vec<Counted>, StoreError> {
    let found = app.ports.store.promo_codes(after, limit).await?;
    Ok(found.into_iter().map(|(code, uses)| Counted { code, uses }).collect())
}

/// Puts up a promo code, unless one of its name may still be used.
pub async fn add_promo_code(app: &App, code: PromoCode, by: &By) -> Result<Counted, PromoError> {
    let store = &app.ports.store;
    let now = app.now();
    let known = store.promo_code(&code.name).await?;
    if known.as_ref().is_some_and(|known| !is_over(known, now)) {
        return Err(PromoError::Exists(code.name));
    }
    let entry = by.entry(
        app,
        (Subject::PromoCode(code.name.clone()), Deed::PromoCodeSaved),
        known.as_ref().map(told),
        Some(told(&code)),
    );
    let changes = Changes::default().write(Write::SavePromoCode(code.clone())).write(entry);
    app.commit(changes).await?;
    // Of one that was ended before.
    let uses = store.promo_uses(&code.name, UserId::NOBODY).await?.total;
    Ok(Counted { code, uses })
}

/// Ends a promo code now; `None` when there is none. One that is over stays as it is.
pub async fn end_promo_code(
    app: &App,
    name: &PromoName,
    by: &By,
) -> Result<Option<()>, PromoError> {
    let now = app.now();
    let Some(before) = app.ports.store.promo_code(name).await? else { return Ok(None) };
    if is_over(&before, now) {
        return Ok(Some(()));
    }
    let ended = ended(&before, now);
    let what = (Subject::PromoCode(name.clone()), Deed::PromoCodeRemoved);
    let entry = by.entry(app, what, Some(told(&before)), Some(told(&ended)));
    app.commit(Changes::default().write(Write::SavePromoCode(ended)).write(entry)).await?;
    Ok(Some(()))
}

/// The same code, which may be used no more from now on.
pub fn ended(code: &PromoCode, now: OffsetDateTime) -> PromoCode {
    // One that is to begin later never does.
    let valid_from = code.valid_from.map(|from| from.min(now));
    PromoCode { valid_from, valid_until: Some(now), ..code.clone() }
}

/// Whether it may be used no more.
pub fn is_over(code: &PromoCode, now: OffsetDateTime) -> bool {
    code.valid_until.is_some_and(|until| until <= now)
}

/// As the history shows it.
fn told(code: &PromoCode) -> String {
    let record = airside_records::PromoCodeRecord::from(code);
    serde_json::to_string(&record).unwrap_or_default()
}

/// Why a promo code is not put up or ended.
#[derive(Debug, Error)]
pub enum PromoError {
    #[error("{0} may still be used: end it first")]
    Exists(PromoName),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
