//! HEAD: whatever answers GET answers it, with the same status and headers and no body.
//!
//! No handler knows of it. The request goes through as GET, and its answer keeps the length of
//! the body that it is sent without.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::web::Bytes;

/// Turns HEAD into GET; whether it was HEAD.
pub(crate) fn as_get(request: &mut ServiceRequest) -> bool {
    let is_head = request.method() == Method::HEAD;
    if is_head {
        request.head_mut().method = Method::GET;
    }
    is_head
}

/// The answer without its body.
pub(crate) fn without_body(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    response.map_body(|_, body| BoxBody::new(LengthAlone(body.size())))
}

/// The length of a body, and nothing of it.
struct LengthAlone(BodySize);

impl MessageBody for LengthAlone {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        self.0
    }

    fn poll_next(
        self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(None)
    }
}
