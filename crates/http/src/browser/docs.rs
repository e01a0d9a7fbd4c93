//! `GET /docs`: the page of the API, which renders `/openapi.json` and lets it be tried.
//!
//! Here is only what stands around it; the rest is in the files of `airside-pages`.

use actix_web::web::{Redirect, redirect};
use actix_web::{HttpResponse, get};
use airside_pages::{Frame, Language};

use super::shown::html;

#[get("/docs")]
pub(crate) async fn page() -> HttpResponse {
    html(&Frame {
        title: "Airside API",
        language: Language::ENGLISH,
        description: None,
        root: "",
        styles: &["docs.css"],
        script: Some("docs.js"),
        body: BODY,
    })
}

/// Whoever writes a slash at the end.
pub(super) fn with_slash() -> Redirect {
    redirect("/docs/", "/docs").permanent()
}

/// Where the page was in release 0.1.0.
pub(super) fn as_it_was() -> Redirect {
    redirect("/docs/index.html", "/docs").permanent()
}

const BODY: &str = "\
<header class=\"bar\"><strong>Airside API</strong>\
<a href=\"about\">About this server</a><a href=\"openapi.json\">OpenAPI description</a></header>\
<div class=\"page\"><nav id=\"ways\" aria-label=\"Calls\"></nav><main>\
<h1>Airside API</h1><div id=\"about-it\"></div><div id=\"account\"></div>\
<div id=\"calls\"><p class=\"waits\">Reading the description …</p></div>\
<noscript><p class=\"note\">This page shows and tries the API by script, and scripts are switched \
off. The same is in the <a href=\"openapi.json\">OpenAPI description</a>.</p></noscript>\
</main></div>";
