//! The desk: pages to book on, server-rendered, over the same use cases as the API.
//!
//! Every page works without a script; the one script there is saves reloads. A visitor is known
//! by a cookie (`visitor`), what a form says is read in `form`, and the words of all pages are in
//! `texts`, one file for a language.

mod account;
mod booking;
mod form;
mod language;
mod limit;
mod once;
mod refusal;
mod search;
mod sheet;
mod shown;
mod staff;
mod table;
mod texts;
mod trip;
mod visitor;

use actix_web::web::ServiceConfig;
use airside_http::Pages;

/// Every page, before what else is served at `/`.
pub const PAGES: Pages = Pages { routes, refused: language::refused };

fn routes(config: &mut ServiceConfig) {
    search::routes(config);
    booking::routes(config);
    trip::routes(config);
    account::routes(config);
    staff::routes(config);
}
