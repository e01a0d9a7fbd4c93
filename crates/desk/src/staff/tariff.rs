//! `GET /desk/tariff`: the tariff as it stands.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::account::Role;
use maud::html;

use super::who::staff;
use crate::refusal::Refusal;
use crate::sheet::Sheet;
use crate::visitor::Visitor;

#[get("/desk/tariff")]
pub(super) async fn show(app: Data<App>, visitor: Visitor) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Admin)?;
    let found = app.ports.store.tariff().await.map_err(|error| Refusal::fault(&error))?;
    let texts = visitor.texts;
    let body = html! {
        @match found {
            Some(tariff) => {
                h1 { span.over { (texts.counter.version) " " (tariff.version) } (texts.counter.tariff) }
                pre.card.wide-table tabindex="0" role="region" aria-label=(texts.counter.tariff) { (tariff.text) }
            }
            None => { h1 { (texts.counter.tariff) } p.note { (texts.counter.no_tariff) } }
        }
    };
    Ok(Sheet::new(&visitor, texts.counter.tariff, body).answer())
}
