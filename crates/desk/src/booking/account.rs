//! Whose booking it is: who is not logged in yet does so, or opens an account, with the same button.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use airside_app::App;
use airside_app::accounts::{
    Caller, LogInError, PAGE_SESSION_SECONDS, SignUp, SignUpError, authenticate, log_in_on_pages,
    sign_up,
};
use maud::{Markup, html};
use validator::ValidateLength;

use crate::form::{Fields, Wrong};
use crate::limit;
use crate::refusal::Refusal;
use crate::sheet::wrong;
use crate::texts::Texts;
use crate::visitor::Visitor;

/// A login that the form has begun.
pub(super) struct Begun {
    pub(super) caller: Caller,
    pub(super) cookie: Cookie<'static>,
}

/// The fields, for who is not logged in.
pub(super) fn account(texts: &Texts, fields: &Fields, faults: &Wrong) -> Markup {
    let is_known = fields.get("account") == "known";
    html! {
        fieldset.card {
            legend { (texts.account) }
            p.quiet { (texts.account_why) }
            div.choices {
                label { input type="radio" name="account" value="new" checked[!is_known]; (texts.account_new) }
                label { input type="radio" name="account" value="known" checked[is_known]; (texts.account_known) }
            }
            div.field {
                label for="password" { (texts.password) }
                input #password type="password" name="password" minlength="8" maxlength="128" required
                    autocomplete="current-password"
                    aria-describedby="password-wrong" aria-invalid=[faults.of("password").map(|_| "true")];
                (wrong("password-wrong", faults.of("password")))
            }
        }
    }
}

/// Tells of a password that cannot be one.
pub(super) fn no_password(texts: &Texts, fields: &Fields, wrong: &mut Wrong) {
    let password = fields.exact("password");
    let is_known = fields.get("account") == "known";
    if is_known && password.is_empty() {
        wrong.add("password", texts.wrong_login);
    } else if !is_known && !password.validate_length(Some(8), Some(128), None) {
        wrong.add("password", texts.password_short);
    }
}

/// Logs in by what the form says, with the address of the contact.
pub(super) async fn begin(
    app: &App,
    request: &HttpRequest,
    visitor: &Visitor,
    fields: &Fields,
) -> Result<Result<Begun, Wrong>, Refusal> {
    let texts = visitor.texts;
    let (email, password) = (fields.get("email"), fields.exact("password"));
    let said = |text: &str| Ok(Err(Wrong::with("password", text)));
    let mut is_taken = false;
    if fields.get("account") != "known" {
        limit::take(app, app.settings.limits.sign_up, &limit::address(app, request)).await?;
        let wish = SignUp {
            email: email.to_owned(),
            password: password.to_owned(),
            given_name: fields.get("given0").to_owned(),
            family_name: fields.get("family0").to_owned(),
            phone: None,
        };
        match sign_up(app, wish).await {
            Ok(_) => (),
            // By another press of the same button, perhaps: then the password is right.
            Err(SignUpError::EmailTaken) => is_taken = true,
            Err(SignUpError::Closed) => return said(texts.sign_up_closed),
            Err(error) => return Err(Refusal::fault(&error)),
        }
    }
    limit::take_guess(app, request, email).await?;
    let token = match log_in_on_pages(app, email, password.to_owned()).await {
        Ok(token) => token,
        Err(LogInError::InvalidCredentials) if is_taken => return said(texts.email_taken),
        Err(LogInError::InvalidCredentials) => return said(texts.wrong_login),
        Err(error) => return Err(Refusal::fault(&error)),
    };
    match authenticate(app, &token).await {
        Ok(caller) => {
            Ok(Ok(Begun { caller, cookie: visitor.session(token, PAGE_SESSION_SECONDS) }))
        }
        Err(error) => Err(Refusal::fault(&error)),
    }
}
