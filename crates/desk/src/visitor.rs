//! Who looks at a page: their login, their language, and what ties forms to them.
//!
//! Everything is in cookies that no script reads. A login is a session of the API; a form is tied
//! to its visitor by a token that only a page of ours can have given them.

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use airside_app::App;
use airside_app::accounts::{AuthenticateError, Caller, authenticate};
use airside_app::signature::encode;
use airside_booking::Booking;
use airside_primitives::UserId;
use time::{Duration, OffsetDateTime};

use crate::language::{self, LANGUAGE};
use crate::limit;
use crate::refusal::Refusal;
use crate::texts::Texts;

/// The login.
const SESSION: &str = "airside_session";
/// What tells one browser from another, known or not.
const VISITOR: &str = "airside_visitor";
/// Lets its holder see one trip, found by reference and name.
const PASS: &str = "airside_pass";

/// How long a pass lets its holder see a trip.
const PASS_LASTS: Duration = Duration::hours(24);

/// Who looks.
pub(crate) struct Visitor {
    pub(crate) caller: Option<Caller>,
    pub(crate) texts: &'static Texts,
    /// Whom to ask, as the foot of the page says.
    pub(crate) contact: Option<String>,
    /// From the address of this page to where the pages begin, as `../`.
    pub(crate) root: String,
    /// The path and query of this page, from where the pages begin.
    pub(crate) here: String,
    id: String,
    is_new: bool,
    chose_language: bool,
    pass: Option<String>,
    token: String,
    is_https: bool,
}

impl FromRequest for Visitor {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::of(&request).await })
    }
}

impl Visitor {
    pub(crate) async fn of(request: &HttpRequest) -> Result<Self, Refusal> {
        let app = request.app_data::<Data<App>>().ok_or(Refusal::Fault)?;
        let cookie = |name| request.cookie(name).map(|it| it.value().to_owned());
        let caller = match cookie(SESSION) {
            Some(token) => match authenticate(app, &token).await {
                Ok(caller) => Some(caller),
                Err(AuthenticateError::Unknown) => None,
                Err(AuthenticateError::Store(_)) => return Err(Refusal::Away),
            },
            None => None,
        };
        let subject = match &caller {
            Some(caller) => caller.user.to_string(),
            None => limit::address(app, request),
        };
        limit::take(app, app.settings.limits.api, &subject).await?;

        let known = cookie(VISITOR).filter(|id| id.len() == 22);
        let is_new = known.is_none();
        let id = known.unwrap_or_else(|| {
            let mut random = [0; 16];
            app.ports.entropy.fill(&mut random);
            encode(&random)
        });
        let signature = app.secrets.link_key.sign(&[b"desk form 1", id.as_bytes()]);
        let depth = request.path().matches('/').count().saturating_sub(1);
        let query = request.query_string();
        let path = request.path().trim_start_matches('/');
        Ok(Self {
            caller,
            texts: language::spoken(request),
            contact: app.settings.contact.clone(),
            root: "../".repeat(depth),
            here: if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") },
            token: encode(&signature[..16]),
            id,
            is_new,
            chose_language: language::asked(request).is_some(),
            pass: cookie(PASS),
            is_https: app.settings.public_url.starts_with("https:"),
        })
    }

    pub(crate) fn user(&self) -> Option<UserId> {
        self.caller.map(|caller| caller.user)
    }

    /// What every form of a page for this visitor carries.
    pub(crate) fn form_token(&self) -> &str {
        &self.token
    }

    /// The address of another page, from this one.
    pub(crate) fn to(&self, path: &str) -> String {
        let address = format!("{}{path}", self.root);
        if address.is_empty() || address.starts_with('?') {
            format!("./{address}")
        } else {
            address
        }
    }

    /// Cookies to be kept from this page on.
    pub(crate) fn cookies(&self) -> Vec<Cookie<'static>> {
        let mut cookies = Vec::new();
        if self.is_new {
            cookies.push(self.cookie(VISITOR, self.id.clone(), None));
        }
        if self.chose_language {
            let code = self.texts.language.code.to_owned();
            cookies.push(self.cookie(LANGUAGE, code, Some(Duration::days(365))));
        }
        cookies
    }

    /// The cookie of a login that lasts so many seconds.
    pub(crate) fn session(&self, token: String, seconds: i64) -> Cookie<'static> {
        self.cookie(SESSION, token, Some(Duration::seconds(seconds)))
    }

    /// The cookie that ends a login.
    pub(crate) fn no_session(&self) -> Cookie<'static> {
        self.cookie(SESSION, String::new(), Some(Duration::ZERO))
    }

    /// The cookie that lets its holder see a trip.
    pub(crate) fn pass(&self, app: &App, booking: &Booking) -> Cookie<'static> {
        let ends = app.now() + PASS_LASTS;
        self.cookie(PASS, pass(app, booking, ends), Some(PASS_LASTS))
    }

    /// Whether this visitor may see a booking and act for its owner.
    pub(crate) fn may_see(&self, app: &App, booking: &Booking) -> bool {
        let has_pass = || {
            let pass = self.pass.as_deref()?;
            let (ends, _) = pass.split_once('.')?;
            let ends = OffsetDateTime::from_unix_timestamp(ends.parse().ok()?).ok()?;
            Some(app.now() < ends && is_same(pass, &self::pass(app, booking, ends)))
        };
        self.user() == Some(booking.owner) || has_pass().unwrap_or(false)
    }

    fn cookie(
        &self,
        name: &'static str,
        value: String,
        lasts: Option<Duration>,
    ) -> Cookie<'static> {
        let mut cookie = Cookie::build(name, value)
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.is_https)
            .finish();
        cookie.set_max_age(lasts);
        cookie
    }
}

fn pass(app: &App, booking: &Booking, ends: OffsetDateTime) -> String {
    let ends = ends.unix_timestamp();
    let parts: [&[u8]; 3] = [b"desk pass 1", booking.id.0.as_bytes(), &ends.to_le_bytes()];
    format!("{ends}.{}", encode(&app.secrets.link_key.sign(&parts)))
}

/// In the same time wherever they differ.
fn is_same(one: &str, other: &str) -> bool {
    let differs = one.bytes().zip(other.bytes()).fold(0, |sum, (one, other)| sum | (one ^ other));
    one.len() == other.len() && differs == 0
}
