//! `GET, POST /login` and `POST /logout`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use airside_app::App;
use airside_app::accounts::{
    Credential, LogInError, PAGE_SESSION_SECONDS, end_session, log_in_on_pages,
};
use maud::{Markup, html};

use super::then::then;
use crate::form::{Fields, Posted, Wrong};
use crate::limit;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::visitor::Visitor;

#[get("/login")]
pub(super) async fn show(request: HttpRequest, visitor: Visitor) -> HttpResponse {
    let fields = Fields::of(request.query_string().as_bytes());
    let body = form(&visitor, &fields, &Wrong::default());
    Sheet::new(&visitor, visitor.texts.log_in, body).answer()
}

#[post("/login")]
pub(super) async fn send(
    app: Data<App>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let email = fields.get("email");
    limit::take_guess(&app, &request, email).await?;
    match log_in_on_pages(&app, email, fields.exact("password").to_owned()).await {
        Ok(token) => {
            let session = visitor.session(token, PAGE_SESSION_SECONDS);
            Ok(lead(&visitor, then(fields.get("then")), vec![session]))
        }
        Err(LogInError::InvalidCredentials) => {
            let faults = Wrong::with("password", visitor.texts.wrong_login);
            let body = form(&visitor, &fields, &faults);
            Ok(Sheet::new(&visitor, visitor.texts.log_in, body).refused().answer())
        }
        Err(LogInError::Store(error)) if error.is_away() => Err(Refusal::Away),
        Err(error) => Err(Refusal::fault(&error)),
    }
}

#[post("/logout")]
pub(super) async fn log_out(app: Data<App>, posted: Posted) -> Result<HttpResponse, Refusal> {
    let visitor = posted.visitor;
    if let Some(caller) = visitor.caller
        && let Credential::Session(session) = caller.credential
        && let Err(error) = end_session(&app, caller.user, session).await
    {
        // The cookie goes in any case, and nobody else has it.
        tracing::warn!(error = airside_app::chain(&error), "a session was not ended");
    }
    let cookies = vec![visitor.no_session()];
    Ok(lead(&visitor, "", cookies))
}

fn form(visitor: &Visitor, fields: &Fields, faults: &Wrong) -> Markup {
    let texts = visitor.texts;
    let then = fields.get("then");
    let with_then = |path: &str| {
        let mut query = Fields::default();
        query.add("then", then);
        visitor.to(&format!("{path}?{}", query.encoded()))
    };
    html! {
        form.card.narrow method="post" action=(visitor.to("login")) {
            h1 { (texts.log_in) }
            (token(visitor))
            input type="hidden" name="then" value=(then);
            div.field {
                label for="email" { (texts.email) }
                input #email type="email" name="email" value=(fields.get("email")) required autocomplete="username";
            }
            div.field {
                label for="password" { (texts.password) }
                input #password type="password" name="password" required autocomplete="current-password"
                    aria-describedby="password-wrong" aria-invalid=[faults.of("password").map(|_| "true")];
                (wrong("password-wrong", faults.of("password")))
            }
            button.button { (texts.log_in) }
            p.quiet { a href=(with_then("signup")) { (texts.sign_up) } " · " a href=(visitor.to("forgot")) { (texts.forgot) } }
        }
    }
}
