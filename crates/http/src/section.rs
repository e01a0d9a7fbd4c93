//! A section of the API: its handlers, each named once, which are its routes and its part of
//! the description.

use actix_web::web::ServiceConfig;
use utoipa::openapi::OpenApi as Document;

/// One section.
#[derive(Clone, Copy)]
pub(crate) struct Section {
    pub(crate) routes: fn(&mut ServiceConfig),
    pub(crate) description: fn() -> Document,
}

/// Makes a `SECTION` of handlers. Those after `undescribed` are pages for browsers.
macro_rules! section {
    ($($module:ident :: $handler:ident),+ $(; undescribed $($pages:ident :: $page:ident),+)?) => {
        #[derive(utoipa::OpenApi)]
        #[openapi(paths($($module::$handler),+))]
        struct Description;

        pub(crate) const SECTION: $crate::section::Section = $crate::section::Section {
            routes: |config| {
                config$(.service($module::$handler))+$($(.service($pages::$page))+)?;
            },
            description: <Description as utoipa::OpenApi>::openapi,
        };
    };
}

pub(crate) use section;
