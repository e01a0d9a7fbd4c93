//! `GET /` and `GET /about`: what this server is, for whoever comes upon it.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_pages::{Frame, Language};

use super::shown::html;

/// Of the workspace, and so of the server.
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[get("/")]
pub(crate) async fn home(app: Data<App>) -> HttpResponse {
    page(&app)
}

#[get("/about")]
pub(crate) async fn about(app: Data<App>) -> HttpResponse {
    page(&app)
}

fn page(app: &App) -> HttpResponse {
    let is_demo = app.world.load().provenance.as_deref() == Some("demo");
    let demo = if is_demo { DEMO } else { "" };
    let body = format!(
        "<main class=\"sheet\"><p class=\"over\">Airside {VERSION}</p>\
         <h1>A server that sells flights</h1>\
         <p>Search, book, pay, seats, tickets as PDF, cancel, refund: the whole life of a ticket, \
         by one HTTP API.</p>{demo}{WAYS}</main>"
    );
    html(&Frame {
        title: "Airside",
        language: Language::ENGLISH,
        description: None,
        root: "",
        styles: &[],
        script: None,
        body: &body,
    })
}

const DEMO: &str = "<p class=\"note\">This one has the demo in it: airports, airlines and routes \
    are real, times and prices are made up.</p>";

const WAYS: &str = "\
<p class=\"actions\"><a class=\"button\" href=\"docs\">Try the API</a>\
<a class=\"button other\" href=\"openapi.json\">OpenAPI description</a></p>\
<h2>Where to read on</h2>\
<p>The guides are in the repository that this server was built from, in the folder \
<code>docs</code>:</p>\
<ul class=\"plain\">\
<li><code>guides/quick-start.md</code><span>A booking in three calls</span></li>\
<li><code>guides/booking-flow.md</code><span>Payments, idempotency, errors</span></li>\
<li><code>guides/your-own-airline.md</code><span>From nothing to live, with your own flights</span></li>\
<li><code>operations/server-stack.md</code><span>How to run it on many machines</span></li></ul>\
<p class=\"foot\">Is it well? <a href=\"readyz\">What it depends on</a>, each with its state.</p>";
