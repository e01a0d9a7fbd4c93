//! `/desk/users`: an account by its address; its role, and whether it is blocked.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use airside_app::App;
use airside_app::account::{Role, User};
use airside_app::accounts::staff::{ChangeUserError, StaffChange, change_user, list_users};
use airside_app::ports::CommitError;
use airside_app::ports::store::Page;
use airside_primitives::UserId;
use maud::{Markup, html};

use super::who::staff;
use crate::form::{Fields, Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::visitor::Visitor;

/// So many of the staff are shown.
const MOST: u16 = 100;
const ROLES: [Role; 3] = [Role::Customer, Role::Agent, Role::Admin];

#[get("/desk/users")]
pub(super) async fn show(
    app: Data<App>,
    request: HttpRequest,
    visitor: Visitor,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Admin)?;
    let fields = Fields::of(request.query_string().as_bytes());
    page(&app, &visitor, &fields, &Wrong::default()).await
}

#[post("/desk/users/{id}")]
pub(super) async fn change(
    app: Data<App>,
    posted: Posted,
    id: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let caller = staff(&visitor, Role::Admin)?;
    let user = UserId(id.parse().map_err(|_| Refusal::NotFound)?);
    let reason = fields.get("reason").to_owned();
    let texts = visitor.texts;
    if reason.is_empty() {
        let faults = Wrong::with(format!("reason-{user}"), texts.counter.why_missing);
        return page(&app, &visitor, &fields, &faults).await;
    }
    let wish = StaffChange {
        role: ROLES.into_iter().find(|role| role.code() == fields.get("role")),
        is_blocked: Some(fields.has("blocked")),
    };
    match change_user(&app, (&caller).into(), reason, user, wish).await {
        Ok(_) => {
            let mut back = Fields::default();
            back.add("email", fields.get("email"));
            Ok(lead(&visitor, &format!("desk/users?{}", back.encoded()), Vec::new()))
        }
        Err(ChangeUserError::NotFound) => Err(Refusal::NotFound),
        Err(ChangeUserError::Commit(CommitError::LastAdmin)) => {
            let faults = Wrong::with(format!("reason-{user}"), texts.counter.last_admin);
            page(&app, &visitor, &fields, &faults).await
        }
        Err(error) => Err(Refusal::fault(&error)),
    }
}

async fn page(
    app: &App,
    visitor: &Visitor,
    fields: &Fields,
    faults: &Wrong,
) -> Result<HttpResponse, Refusal> {
    let fault = |error| Refusal::fault(&error);
    let email = fields.get("email");
    let found: Vec<User> = if email.is_empty() {
        let page = Page { limit: MOST, before: None };
        list_users(app, Role::Agent, page).await.map_err(fault)?
    } else {
        app.ports.store.user_by_email(email).await.map_err(fault)?.into_iter().collect()
    };
    let texts = visitor.texts;
    let body = html! {
        h1 { (texts.counter.users) }
        form.card method="get" action=(visitor.to("desk/users")) role="search" {
            div.field {
                label for="email" { (texts.email) }
                input #email name="email" value=(email) autocomplete="off";
            }
            button.button { (texts.counter.show) }
        }
        @if found.is_empty() { p.note { (texts.counter.nobody) } }
        ol.journeys { @for user in &found { li.card { (one(visitor, user, email, faults)) } } }
    };
    let sheet = Sheet::new(visitor, texts.counter.users, body);
    Ok(if faults.is_empty() { sheet } else { sheet.refused() }.answer())
}

fn one(visitor: &Visitor, user: &User, email: &str, faults: &Wrong) -> Markup {
    let texts = visitor.texts;
    let id = user.id;
    let (role, reason) = (format!("role-{id}"), format!("reason-{id}"));
    html! {
        p { b { (user.email) } " · " (user.given_name) " " (user.family_name) }
        form.row method="post" action=(visitor.to(&format!("desk/users/{id}"))) {
            (token(visitor))
            input type="hidden" name="email" value=(email);
            div.field {
                label for=(role) { (texts.counter.role) }
                select id=(role) name="role" {
                    @for (one, name) in ROLES.into_iter().zip(texts.counter.roles) {
                        option value=(one.code()) selected[one == user.role] { (name) }
                    }
                }
            }
            div.field {
                label for=(reason) { (texts.counter.reason) }
                input id=(reason) name="reason" required maxlength="500" aria-describedby=(format!("{reason}-wrong"));
                (wrong(&format!("{reason}-wrong"), faults.of(&reason)))
            }
            label.tick { input type="checkbox" name="blocked" value="1" checked[user.blocked_at.is_some()]; (texts.counter.blocked) }
            div.field { button.button.other { (texts.counter.amend_now) } }
        }
    }
}
