//! Pages of others, which stand in front of our own and pass what every request passes.

use actix_web::web::ServiceConfig;
use actix_web::{Error, HttpRequest, HttpResponse};

/// Pages of others in front of our own.
#[derive(Clone, Copy)]
pub struct Pages {
    pub routes: fn(&mut ServiceConfig),
    /// What is answered in the place of an error that a page ended with, where there is more to say
    /// to whoever asked; `None` for errors of others.
    pub refused: fn(&HttpRequest, &Error) -> Option<HttpResponse>,
}

impl Pages {
    /// No pages but our own.
    pub const NONE: Self = Self { routes: |_| (), refused: |_, _| None };
}
