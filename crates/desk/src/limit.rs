//! How often an address or an account may ask, counted as the API counts it.

use actix_web::HttpRequest;
use airside_app::App;
use airside_app::ports::Limit;

use crate::refusal::Refusal;

/// Counts a page for a visitor who is not logged in, by address, or for an account.
pub(crate) async fn take(app: &App, limit: Limit, subject: &str) -> Result<(), Refusal> {
    match app.ports.limits.take(limit, subject).await {
        Ok(decision) if decision.allowed => Ok(()),
        Ok(decision) => Err(Refusal::TooMany { seconds: decision.retry_after_seconds.into() }),
        Err(_) => Err(Refusal::Away),
    }
}

/// Counts a guess at a secret, by address and by what is guessed at.
pub(crate) async fn take_guess(
    app: &App,
    request: &HttpRequest,
    subject: &str,
) -> Result<(), Refusal> {
    let limits = app.settings.limits;
    take(app, limits.login_address, &address(app, request)).await?;
    take(app, limits.login_account, &subject.to_lowercase()).await
}

/// The address that a request comes from.
pub(crate) fn address(app: &App, request: &HttpRequest) -> String {
    airside_http::address(request, app.settings.forwarded_hops)
}
