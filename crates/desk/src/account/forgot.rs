//! `GET, POST /forgot`: a link to a new password, mailed to whoever has an account.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use airside_app::App;
use airside_app::accounts::ask_for_reset;
use maud::html;

use crate::form::Posted;
use crate::limit;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, token};
use crate::visitor::Visitor;

#[get("/forgot")]
pub(super) async fn show(visitor: Visitor) -> HttpResponse {
    let texts = visitor.texts;
    let body = html! {
        form.card.narrow method="post" action=(visitor.to("forgot")) {
            h1 { (texts.forgot) }
            (token(&visitor))
            p { (texts.forgot_how) }
            div.field {
                label for="email" { (texts.email) }
                input #email type="email" name="email" required autocomplete="username";
            }
            button.button { (texts.send_link) }
        }
    };
    Sheet::new(&visitor, texts.forgot, body).answer()
}

#[post("/forgot")]
pub(super) async fn send(
    app: Data<App>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let texts = visitor.texts;
    let email = fields.get("email").to_lowercase();
    limit::take(&app, app.settings.limits.strangers, &limit::address(&app, &request)).await?;
    limit::take(&app, app.settings.limits.mailed_links, &email).await?;
    match ask_for_reset(app.clone().into_inner(), &email).await {
        Ok(()) => (),
        Err(error) if error.is_away() => return Err(Refusal::Away),
        Err(error) => return Err(Refusal::fault(&error)),
    }
    let body = html! {
        div.card.narrow {
            h1 { (texts.forgot) }
            p.note.good role="status" { (texts.link_sent) }
        }
    };
    Ok(Sheet::new(&visitor, texts.forgot, body).answer())
}
