//! `/desk/promo-codes`: the codes with their uses, a new one, and the end of one.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::account::Role;
use airside_app::trade::By;
use airside_app::trade::promo_codes::{
    Counted, PromoError, add_promo_code, end_promo_code, is_over, list_promo_codes,
};
use airside_fares::{Percent, PromoCode, PromoName, Reduction};
use maud::{Markup, html};

use super::who::staff;
use crate::form::{Fields, Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::shown::money::money;
use crate::visitor::Visitor;

/// So many are shown.
const MOST: u16 = 200;
const HERE: &str = "desk/promo-codes";

#[get("/desk/promo-codes")]
pub(super) async fn show(app: Data<App>, visitor: Visitor) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Admin)?;
    page(&app, &visitor, &Fields::default(), &Wrong::default()).await
}

#[post("/desk/promo-codes")]
pub(super) async fn add(app: Data<App>, posted: Posted) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let caller = staff(&visitor, Role::Admin)?;
    let texts = visitor.texts;
    let mut faults = Wrong::default();
    let name = fields.read::<PromoName>("code");
    if name.is_none() {
        faults.add("code", texts.counter.code_wrong);
    }
    let percent = fields.read::<u8>("percent").and_then(Percent::new);
    if percent.is_none() {
        faults.add("percent", texts.counter.percent_wrong);
    }
    let mut limit = |name: &str| {
        let read = |typed: &str| typed.parse::<u32>().ok().filter(|limit| *limit > 0);
        fields.understood(name, read, (&mut faults, texts.counter.limit_wrong))
    };
    let (limit_total, limit_per_user) = (limit("limit"), limit("per_user"));
    let reason = fields.get("reason").to_owned();
    if reason.is_empty() {
        faults.add("reason", texts.counter.why_missing);
    }
    let (Some(name), Some(percent), true) = (name, percent, faults.is_empty()) else {
        return page(&app, &visitor, &fields, &faults).await;
    };
    let code = PromoCode {
        limit_total,
        limit_per_user,
        ..PromoCode::unlimited(name, Reduction::Percent(percent))
    };
    match add_promo_code(&app, code, &By { actor: (&caller).into(), reason }).await {
        Ok(_) => Ok(lead(&visitor, HERE, Vec::new())),
        Err(PromoError::Exists(_)) => {
            page(&app, &visitor, &fields, &Wrong::with("code", texts.counter.code_exists)).await
        }
        Err(error) => Err(Refusal::fault(&error)),
    }
}

#[post("/desk/promo-codes/{name}/end")]
pub(super) async fn end(
    app: Data<App>,
    posted: Posted,
    name: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let caller = staff(&visitor, Role::Admin)?;
    let name = name.parse::<PromoName>().map_err(|_| Refusal::NotFound)?;
    let reason = fields.get("reason").to_owned();
    if reason.is_empty() {
        let faults = Wrong::with(format!("end-{name}"), visitor.texts.counter.why_missing);
        return page(&app, &visitor, &Fields::default(), &faults).await;
    }
    match end_promo_code(&app, &name, &By { actor: (&caller).into(), reason }).await {
        Ok(Some(())) => Ok(lead(&visitor, HERE, Vec::new())),
        Ok(None) => Err(Refusal::NotFound),
        Err(error) => Err(Refusal::fault(&error)),
    }
}

async fn page(
    app: &App,
    visitor: &Visitor,
    fields: &Fields,
    faults: &Wrong,
) -> Result<HttpResponse, Refusal> {
    let found = list_promo_codes(app, None, MOST).await.map_err(|error| Refusal::fault(&error))?;
    let texts = visitor.texts;
    let body = html! {
        h1 { (texts.counter.promo_codes) }
        (form(visitor, fields, faults))
        ol.journeys { @for counted in &found { li.card { (code(app, visitor, counted, faults)) } } }
    };
    let sheet = Sheet::new(visitor, texts.counter.promo_codes, body);
    Ok(if faults.is_empty() { sheet } else { sheet.refused() }.answer())
}

fn form(visitor: &Visitor, fields: &Fields, faults: &Wrong) -> Markup {
    let texts = visitor.texts;
    let field = |name: &str, label: &str, kind: &str| {
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) name=(name) type=(kind) value=(fields.get(name)) autocomplete="off"
                    aria-describedby=(format!("{name}-wrong")) aria-invalid=[faults.of(name).map(|_| "true")];
                (wrong(&format!("{name}-wrong"), faults.of(name)))
            }
        }
    };
    html! {
        form.card method="post" action=(visitor.to(HERE)) novalidate {
            h2 { (texts.counter.new_code) }
            (token(visitor))
            div.row {
                (field("code", texts.promo, "text"))
                (field("percent", texts.counter.percent, "number"))
                (field("limit", texts.counter.limit_total, "number"))
                (field("per_user", texts.counter.limit_per_user, "number"))
                (field("reason", texts.counter.reason, "text"))
            }
            button.button { (texts.counter.add_code) }
        }
    }
}

fn code(app: &App, visitor: &Visitor, counted: &Counted, faults: &Wrong) -> Markup {
    let texts = visitor.texts;
    let Counted { code, uses } = counted;
    let currency = app.world.load().terms.tariff.currency;
    let worth = match code.reduction {
        Reduction::Percent(percent) => format!("{} %", percent.get()),
        Reduction::Fixed(amount) => money(texts, currency, amount),
    };
    let limit = code.limit_total.map(|limit| format!(" / {limit}")).unwrap_or_default();
    let id = format!("end-{}", code.name);
    html! {
        p { b { (code.name) } " · " (worth) " · " (texts.counter.uses) " " (uses) (limit) }
        @if is_over(code, app.now()) { p.quiet { (texts.counter.code_over) } } @else {
            form.row method="post" action=(visitor.to(&format!("{HERE}/{}/end", code.name))) {
                (token(visitor))
                div.field {
                    label for=(id) { (texts.counter.reason) }
                    input id=(id) name="reason" required maxlength="500" aria-describedby=(format!("{id}-wrong"));
                    (wrong(&format!("{id}-wrong"), faults.of(&id)))
                }
                div.field { button.button.no { (texts.counter.end_code) } }
            }
        }
    }
}
