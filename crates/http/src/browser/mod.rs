//! Pages for people with a browser, and the files that they need: none of it is the API.
//!
//! Their look is `airside-pages`. Nothing outside is asked for, and no page has an inline style
//! or script: the policy forbids both.

mod about;
mod assets;
mod docs;
mod errors;
mod refused;
mod shown;

use actix_web::web::ServiceConfig;

pub(crate) use refused::{LOOK_AGAIN, Refused, is_browser};
pub(crate) use shown::html;

/// The pages that belong to no section of the API.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(about::home)
        .service(about::about)
        .service(assets::get)
        .service(docs::page)
        .service(errors::page)
        .service(docs::with_slash())
        .service(docs::as_it_was());
}
