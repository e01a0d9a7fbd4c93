//! `GET, POST /account/password?token=…`, `GET, POST /account/email?token=…`: where links in mails
//! lead. They are for a person, and ask for no key: all they trust is the token in the address.
//!
//! Looking does nothing, since programs of mail providers follow links too; a button does.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError, get, post};
use airside_app::accounts::{prove_email, reset_password};
use airside_app::context::App;
use airside_pages::{Frame, Language, escape};
use validator::ValidateLength as _;

use crate::browser::{Refused, html, is_browser};
use crate::json::Raw;
use crate::limits;
use crate::problem::Problem;
use crate::query::Params;
use crate::request::plain_requests;

/// What the link carries.
#[derive(Default, validator::Validate)]
pub(crate) struct LinkQuery {
    token: String,
}

plain_requests! {
    LinkQuery { token }
}

type Query = Result<Params<LinkQuery>, Problem>;

const SET_PASSWORD: &str = "Set a new password";
const PROVE_EMAIL: &str = "Confirm your address";

#[get("/account/password")]
pub(crate) async fn password_page(request: HttpRequest, query: Query) -> HttpResponse {
    match query {
        Ok(_) => sheet(SET_PASSWORD, &password_form("")),
        Err(problem) => refused(&request, &problem),
    }
}

#[post("/account/password")]
pub(crate) async fn set_password(
    app: Data<App>,
    request: HttpRequest,
    query: Query,
    body: Result<Raw, Problem>,
) -> HttpResponse {
    match password_set(&app, &request, query, body).await {
        Ok(page) => page,
        Err(problem) => refused(&request, &problem),
    }
}

async fn password_set(
    app: &App,
    request: &HttpRequest,
    query: Query,
    body: Result<Raw, Problem>,
) -> Result<HttpResponse, Problem> {
    let Params(LinkQuery { token }) = query?;
    let Raw(body) = body?;
    let mut fields = form_urlencoded::parse(&body);
    let password = fields.find(|(name, _)| name == "new_password").map(|(_, value)| value);
    let password = password.unwrap_or_default().into_owned();
    if !password.validate_length(Some(8), Some(128), None) {
        return Ok(sheet(SET_PASSWORD, &password_form("It must have 8 to 128 characters.")));
    }
    limits::take_stranger(app, request).await?;
    reset_password(app, &token, password).await?;
    let text = "<p class=\"note good\" role=\"status\">The new password is set. Log in with it where \
                you did before.</p><p class=\"quiet\">Whoever was logged in to your account is \
                logged out.</p>";
    Ok(sheet("Your password is set", text))
}

#[get("/account/email")]
pub(crate) async fn email_page(request: HttpRequest, query: Query) -> HttpResponse {
    match query {
        Ok(_) => sheet(PROVE_EMAIL, PROOF_FORM),
        Err(problem) => refused(&request, &problem),
    }
}

#[post("/account/email")]
pub(crate) async fn confirm_email(
    app: Data<App>,
    request: HttpRequest,
    query: Query,
) -> HttpResponse {
    match email_confirmed(&app, &request, query).await {
        Ok(page) => page,
        Err(problem) => refused(&request, &problem),
    }
}

async fn email_confirmed(
    app: &App,
    request: &HttpRequest,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let Params(LinkQuery { token }) = query?;
    limits::take_stranger(app, request).await?;
    prove_email(app, &token).await?;
    let text = "<p class=\"note good\" role=\"status\">Your address is confirmed. You can go on \
                where you were.</p>";
    Ok(sheet("Your address is confirmed", text))
}

const PROOF_FORM: &str = "<p>Press the button, so that we know that you read what is mailed to \
    you.</p><form class=\"actions\" method=\"post\"><button class=\"button\">Confirm</button></form>";

/// What is wrong is said beside the field.
fn password_form(wrong: &str) -> String {
    let told = match wrong {
        "" => String::new(),
        wrong => format!("<p class=\"note bad\" role=\"alert\">{}</p>", escape(wrong)),
    };
    format!(
        "{told}<form method=\"post\"><p><label for=\"new_password\">New password</label>\
         <input id=\"new_password\" name=\"new_password\" type=\"password\" \
         autocomplete=\"new-password\" minlength=\"8\" maxlength=\"128\" required></p>\
         <p class=\"quiet\">8 characters or more.</p>\
         <p class=\"actions\"><button class=\"button\">Set it</button></p></form>"
    )
}

fn sheet(title: &str, text: &str) -> HttpResponse {
    let body = format!("<main class=\"sheet\"><h1>{}</h1>{text}</main>", escape(title));
    let page = Frame {
        title,
        language: Language::ENGLISH,
        description: None,
        root: "../",
        styles: &[],
        script: None,
        body: &body,
    };
    html(&page)
}

fn refused(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    if !is_browser(request) {
        return problem.error_response();
    }
    let page = Refused {
        title: "This link does not work any more",
        next: "It works once, and for a while. Ask for another one where you asked for this.",
        root: "../",
    };
    page.answer(problem)
}
