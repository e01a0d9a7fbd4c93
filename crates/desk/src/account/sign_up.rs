//! `GET, POST /signup`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use airside_app::App;
use airside_app::accounts::{PAGE_SESSION_SECONDS, SignUp, SignUpError, log_in_on_pages, sign_up};
use maud::{Markup, html};
use validator::{ValidateEmail, ValidateLength};

use super::then::then;
use crate::form::{Fields, Posted, Wrong};
use crate::limit;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::visitor::Visitor;

const LONGEST_NAME: u64 = 60;

#[get("/signup")]
pub(super) async fn show(request: HttpRequest, visitor: Visitor) -> HttpResponse {
    let fields = Fields::of(request.query_string().as_bytes());
    let body = form(&visitor, &fields, &Wrong::default());
    Sheet::new(&visitor, visitor.texts.sign_up, body).answer()
}

#[post("/signup")]
pub(super) async fn send(
    app: Data<App>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let texts = visitor.texts;
    let mut faults = faults(&visitor, &fields);
    if faults.is_empty() {
        limit::take(&app, app.settings.limits.sign_up, &limit::address(&app, &request)).await?;
        let password = fields.exact("password").to_owned();
        let wish = SignUp {
            email: fields.get("email").to_owned(),
            password: password.clone(),
            given_name: fields.get("given").to_owned(),
            family_name: fields.get("family").to_owned(),
            phone: None,
        };
        match sign_up(&app, wish).await {
            Ok(signed_up) => {
                let token = log_in_on_pages(&app, &signed_up.user.email, password).await;
                let token = token.map_err(|error| Refusal::fault(&error))?;
                let session = visitor.session(token, PAGE_SESSION_SECONDS);
                return Ok(lead(&visitor, then(fields.get("then")), vec![session]));
            }
            Err(SignUpError::EmailTaken) => faults.add("email", texts.email_taken),
            Err(SignUpError::Closed) => faults.add("email", texts.sign_up_closed),
            Err(error) => return Err(Refusal::fault(&error)),
        }
    }
    let body = form(&visitor, &fields, &faults);
    Ok(Sheet::new(&visitor, texts.sign_up, body).refused().answer())
}

fn faults(visitor: &Visitor, fields: &Fields) -> Wrong {
    let texts = visitor.texts;
    let mut faults = Wrong::default();
    if !fields.get("email").validate_email() {
        faults.add("email", texts.email_wrong);
    }
    if !fields.exact("password").validate_length(Some(8), Some(128), None) {
        faults.add("password", texts.password_short);
    }
    for name in ["given", "family"] {
        if !fields.get(name).validate_length(Some(1), Some(LONGEST_NAME), None) {
            faults.add(name, texts.name_wrong);
        }
    }
    faults
}

fn form(visitor: &Visitor, fields: &Fields, faults: &Wrong) -> Markup {
    let texts = visitor.texts;
    let field = |name: &str, label: &str, kind: &str, completes: &str, value: &str| {
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) name=(name) type=(kind) value=(value) required autocomplete=(completes)
                    aria-describedby=(format!("{name}-wrong")) aria-invalid=[faults.of(name).map(|_| "true")];
                (wrong(&format!("{name}-wrong"), faults.of(name)))
            }
        }
    };
    html! {
        form.card.narrow method="post" action=(visitor.to("signup")) novalidate {
            h1 { (texts.sign_up) }
            (token(visitor))
            input type="hidden" name="then" value=(fields.get("then"));
            (field("given", texts.given_name, "text", "given-name", fields.get("given")))
            (field("family", texts.family_name, "text", "family-name", fields.get("family")))
            (field("email", texts.email, "email", "username", fields.get("email")))
            (field("password", texts.password, "password", "new-password", ""))
            p.quiet { (texts.password_rule) }
            button.button { (texts.sign_up) }
        }
    }
}
