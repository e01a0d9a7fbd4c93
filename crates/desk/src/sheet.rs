//! What stands around the text of every page: its head, who is logged in, and its foot.

use actix_web::HttpResponse;
use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, VARY,
};
use actix_web::web;
use airside_app::account::Role;
use airside_pages::{Frame, policy};
use maud::{Markup, html};

use crate::form::{TOKEN, Wrong};
use crate::refusal::Refusal;
use crate::texts;
use crate::visitor::Visitor;

/// A page for a visitor.
pub(crate) struct Sheet<'a> {
    pub(crate) visitor: &'a Visitor,
    pub(crate) title: &'a str,
    pub(crate) status: StatusCode,
    /// Whether it looks again by itself, as something is awaited.
    pub(crate) waits: bool,
    /// What the page is about, for those who search the web: told of pages that are for anybody.
    pub(crate) description: Option<&'a str>,
    pub(crate) body: Markup,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(visitor: &'a Visitor, title: &'a str, body: Markup) -> Self {
        Self { visitor, title, status: StatusCode::OK, waits: false, description: None, body }
    }

    /// A page that says what is wrong with what was sent.
    pub(crate) fn refused(self) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, ..self }
    }

    pub(crate) fn answer(self) -> HttpResponse {
        let Self { visitor, title, status, waits, description, ref body } = self;
        let page = html! {
            a.skip href="#main" { (visitor.texts.skip) }
            (head(visitor))
            main #main .desk data-waits[waits] aria-live=[waits.then_some("polite")] { (body) }
            (foot(visitor))
        };
        let frame = Frame {
            title: &format!("{title} – Airside"),
            language: visitor.texts.language,
            description,
            root: &visitor.root,
            styles: &["desk.css"],
            script: Some(if waits { "wait.js" } else { "desk.js" }),
            body: &page.into_string(),
        };
        let mut answer = HttpResponse::build(status);
        answer
            .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((CONTENT_SECURITY_POLICY, policy("")))
            // So that a browser that goes back still has what was typed.
            .insert_header((CACHE_CONTROL, "private, no-cache"))
            .insert_header((VARY, "Accept-Language, Cookie"));
        for cookie in visitor.cookies() {
            answer.cookie(cookie);
        }
        answer.body(frame.html())
    }
}

/// Leads on to another page, told from where the pages begin.
pub(crate) fn lead(visitor: &Visitor, path: &str, cookies: Vec<Cookie<'static>>) -> HttpResponse {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, visitor.to(path)));
    for cookie in visitor.cookies().into_iter().chain(cookies) {
        answer.cookie(cookie);
    }
    answer.finish()
}

/// A page that was worked out beside the threads that answer.
pub(crate) enum Shown {
    Page {
        title: String,
        body: Markup,
    },
    /// With what is wrong with what was sent.
    Refused {
        title: String,
        body: Markup,
    },
    /// On to another page.
    Lead(String),
}

impl Shown {
    pub(crate) fn answer(self, visitor: &Visitor) -> HttpResponse {
        match self {
            Self::Page { title, body } => Sheet::new(visitor, &title, body).answer(),
            Self::Refused { title, body } => Sheet::new(visitor, &title, body).refused().answer(),
            Self::Lead(path) => lead(visitor, &path, Vec::new()),
        }
    }
}

/// Works a page out beside the threads that answer: it takes a while of one core.
pub(crate) async fn beside(
    visitor: Visitor,
    page: impl FnOnce(&Visitor) -> Result<Shown, Refusal> + Send + 'static,
) -> Result<HttpResponse, Refusal> {
    let worked_out = web::block(move || page(&visitor).map(|shown| (visitor, shown)));
    let (visitor, shown) = worked_out.await.map_err(|error| Refusal::fault(&error))??;
    Ok(shown.answer(&visitor))
}

/// What every form that is posted carries.
pub(crate) fn token(visitor: &Visitor) -> Markup {
    html! { input type="hidden" name=(TOKEN) value=(visitor.form_token()); }
}

/// What is wrong, beside its field: `id` is that of the text, which the field names.
pub(crate) fn wrong(id: &str, said: Option<&str>) -> Markup {
    html! { @if let Some(said) = said { p.wrong id=(id) { (said) } } }
}

/// What is wrong with a form further down the page, said where the page begins, with the way there.
pub(crate) fn told(faults: &Wrong) -> Markup {
    html! {
        @for (field, said) in faults.iter() {
            p.note.bad role="alert" { a href=(format!("#{field}")) { (said) } }
        }
    }
}

fn head(visitor: &Visitor) -> Markup {
    let texts = visitor.texts;
    html! {
        header.top {
            a.home href=(visitor.to("")) { (MARK) span { "Airside" } }
            nav aria-label=(texts.navigation) {
                a href=(visitor.to("find")) { (texts.find_trip) }
                @if visitor.caller.is_some_and(|caller| caller.role >= Role::Agent) {
                    a href=(visitor.to("desk")) { (texts.desk) }
                }
                @if visitor.caller.is_some() {
                    a href=(visitor.to("trips")) { (texts.my_trips) }
                    form method="post" action=(visitor.to("logout")) {
                        (token(visitor))
                        button.plain { (texts.log_out) }
                    }
                } @else {
                    a href=(visitor.to("login")) { (texts.log_in) }
                }
            }
        }
    }
}

fn foot(visitor: &Visitor) -> Markup {
    let path = visitor.here.split('?').next().unwrap_or_default();
    html! {
        footer.bottom {
            p { (visitor.texts.foot) }
            @if let Some(contact) = &visitor.contact { p #ask { (visitor.texts.ask_us) " " b { (contact) } } }
            nav aria-label=(visitor.texts.languages) {
                @for other in texts::ALL {
                    @let code = other.language.code;
                    @if code == visitor.texts.language.code {
                        span lang=(code) aria-current="true" { (other.name) }
                    } @else {
                        a lang=(code) hreflang=(code) rel="nofollow"
                            href=(visitor.to(&with_language(path, &visitor.here, code))) { (other.name) }
                    }
                }
                a href=(visitor.to("docs")) { "API" }
                a href=(visitor.to("about")) { (visitor.texts.about) }
            }
        }
    }
}

/// This page in another language. A page that was posted is shown as it is without the form.
fn with_language(path: &str, here: &str, code: &str) -> String {
    let query = here.split_once('?').map_or("", |(_, query)| query);
    let pairs = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "language");
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs).append_pair("language", code);
    format!("{path}?{}", query.finish())
}

/// The mark of the product: a tail fin.
const MARK: maud::PreEscaped<&str> = maud::PreEscaped(
    "<svg viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" aria-hidden=\"true\">\
     <path d=\"M3 20h18L17 4h-4z\" fill=\"currentColor\"/></svg>",
);
