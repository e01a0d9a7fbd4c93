//! Who calls: recognised once for each request, before its body is read.
//!
//! The middleware only finds out; the extractors refuse. So a call that needs nobody
//! is not refused for a stale token that a client happens to send.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use airside_app::account::Role;
use airside_app::accounts::{Caller, authenticate, is_stranger};
use airside_app::context::App;
use airside_primitives::UserId;

use crate::access;
use crate::described::refuse_needless_query;
use crate::limits;
use crate::problem::{Kind, Problem};

/// What a request is told that names nobody.
const NOBODY: &str = "send the header `Authorization: Bearer …` with an API key or an access token";

/// Makes extractors of callers who have at least a role.
macro_rules! callers {
    ($($(#[doc = $doc:literal])+ $name:ident: $role:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct $name(pub Caller);

        impl FromRequest for $name {
            type Error = Problem;
            type Future = Ready<Result<Self, Problem>>;

            fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
                ready(admitted(request, Role::$role).map(Self))
            }
        }

        impl Deref for $name {
            type Target = Caller;

            fn deref(&self) -> &Caller {
                &self.0
            }
        }
    )+};
}

callers! {
    /// The caller, who is known. Put it first among a handler's arguments: what is wrong
    /// with the rest of a request is nobody's business but the caller's.
    Signed: Customer;
    /// An operator who serves any booking; put first, as [`Signed`].
    Agent: Agent;
    /// An operator who may do everything; put first, as [`Signed`].
    Admin: Admin;
}

/// What the middleware found out; missing when the request names nobody.
#[derive(Clone)]
struct Recognised(Result<Caller, Problem>);

/// Finds out who calls, and counts the call.
pub(crate) async fn recognise(
    app: Data<App>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if let Some(bearer) = bearer(&request) {
        let recognised = caller_of(&app, request.request(), &bearer).await;
        request.extensions_mut().insert(Recognised(recognised));
    }
    next.call(request).await
}

async fn caller_of(app: &App, request: &HttpRequest, bearer: &str) -> Result<Caller, Problem> {
    if is_stranger(app, bearer) {
        limits::take_stranger(app, request).await?;
    }
    let caller = authenticate(app, bearer).await?;
    count(app, request, caller).await
}

fn bearer(request: &ServiceRequest) -> Option<String> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// All keys and tokens of a user share one count: another key buys no more calls.
async fn count(app: &App, request: &HttpRequest, caller: Caller) -> Result<Caller, Problem> {
    let subject = format!("user:{}", caller.user);
    limits::take(app, request, app.settings.limits.api, &subject).await?;
    Ok(caller)
}

/// Whose request it is, for the log; nobody's when that was not asked or not found out.
pub(crate) fn user_of(request: &HttpRequest) -> Option<UserId> {
    match request.extensions().get::<Recognised>() {
        Some(Recognised(Ok(caller))) => Some(caller.user),
        Some(Recognised(Err(_))) | None => None,
    }
}

/// The caller, who may make this call.
pub(crate) fn caller(request: &HttpRequest) -> Result<Caller, Problem> {
    let extensions = request.extensions();
    let caller = match extensions.get::<Recognised>() {
        Some(Recognised(recognised)) => recognised.clone()?,
        None => return Err(Problem::new(Kind::Unauthorized, NOBODY)),
    };
    access::check(request, &caller)?;
    Ok(caller)
}

/// The table says it of each call; what a handler says of itself holds beside it.
fn admitted(request: &HttpRequest, least: Role) -> Result<Caller, Problem> {
    let caller = caller(request)?;
    if caller.role < least {
        return Err(Problem::from(Kind::Forbidden));
    }
    refuse_needless_query(request)?;
    Ok(caller)
}
