//! `GET /trips`: the trips of an account, newest first.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::bookings::read::own_bookings;
use airside_app::ports::store::Page;
use airside_booking::Booking;
use maud::{Markup, html};

use crate::refusal::Refusal;
use crate::sheet::Sheet;
use crate::shown::journey::{ends, line};
use crate::shown::money::money;
use crate::shown::times::day;
use crate::visitor::Visitor;

/// So many are shown.
const MOST: u16 = 50;

#[get("/trips")]
pub(super) async fn show(app: Data<App>, visitor: Visitor) -> Result<HttpResponse, Refusal> {
    let Some(user) = visitor.user() else {
        return Err(Refusal::LogIn { then: "trips".to_owned() });
    };
    let found = own_bookings(&app, user, None, Page { limit: MOST, before: None }).await;
    let found = found.map_err(|error| Refusal::fault(&error))?;
    let texts = visitor.texts;
    let body = html! {
        h1 { (texts.my_trips) }
        @if found.is_empty() {
            div.card {
                p { (texts.no_trips) }
                a.button href=(visitor.to("")) { (texts.search_flights) }
            }
        }
        ol.journeys { @for booking in &found { li.card { (trip(&app, &visitor, booking)) } } }
    };
    Ok(Sheet::new(&visitor, texts.my_trips, body).answer())
}

fn trip(app: &App, visitor: &Visitor, booking: &Booking) -> Markup {
    let texts = visitor.texts;
    let world = app.world.load();
    let status = booking.status(app.now());
    html! {
        p.seller {
            a href=(visitor.to(&format!("trips/{}", booking.reference))) { (booking.reference) }
            " " b.status.(status.code().to_lowercase()) { (texts.state(booking, app.now())) }
            " " (money(texts, booking.currency, booking.price().total))
        }
        @for journey in &booking.journeys {
            p.over { (ends(texts, &world, &journey.offer)) ", " (day(texts, journey.offer.departs_at().date())) }
            (line(texts, &journey.offer))
        }
    }
}
