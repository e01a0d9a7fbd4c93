//! Every code that a client can meet, in one list.
//!
//! Clients are written against codes and statuses: add to the list, never change a row.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use serde::{Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

macro_rules! codes {
    ($($name:ident $status:literal $code:literal $title:literal,)+) => {
        /// What went wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Kind {
            $(#[doc = $title] $name,)+
        }

        impl Kind {
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)+];

            /// The word that clients test for, as `sold_out`.
            pub(crate) const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// One line for people, the same for every problem of this kind.
            pub(crate) const fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)+
                }
            }

            const fn status_number(self) -> u16 {
                match self {
                    $(Self::$name => $status,)+
                }
            }
        }
    };
}

codes! {
    BadRequest 400 "bad_request" "The request cannot be read",
    MalformedJson 400 "malformed_json" "The body is not JSON",
    IdempotencyKeyRequired 400 "idempotency_key_required" "An Idempotency-Key is required",
    InvalidIdempotencyKey 400 "invalid_idempotency_key" "The Idempotency-Key is not well formed",
    InvalidSignature 400 "invalid_signature" "The signature is not valid",

    Unauthorized 401 "unauthorized" "A valid API key or access token is required",
    InvalidCredentials 401 "invalid_credentials" "The e-mail address or the password is wrong",
    InvalidRefreshToken 401 "invalid_refresh_token" "The refresh token is not valid",
    Forbidden 403 "forbidden" "This is for operators",
    SignUpClosed 403 "sign_up_closed" "Accounts are opened by the operator",
    InsufficientScope 403 "insufficient_scope" "The key lacks a scope that this needs",
    NotFound 404 "not_found" "There is no such thing here",
    MethodNotAllowed 405 "method_not_allowed" "This method is not allowed here",
    RequestTimeout 408 "request_timeout" "The request took too long to arrive",

    Conflict 409 "conflict" "Somebody else changed this at the same time",
    InUse 409 "in_use" "Flights or bookings need it",
    NeedsConfirmation 409 "needs_confirmation" "It takes away much, and has to be confirmed",
    PromoCodeExists 409 "promo_code_exists" "A promo code of this name may be used",
    EmailTaken 409 "email_taken" "An account with this e-mail address exists",
    IdempotencyKeyInUse 409 "idempotency_key_in_use" "The first request with this key is running",
    SoldOut 409 "sold_out" "Too few places are left",
    SeatTaken 409 "seat_taken" "The seat is taken",
    ServiceFull 409 "service_full" "The special service is taken as often as the departure has it",
    HasLiveBookings 409 "has_live_bookings" "Something of the account lies ahead",
    LastAdmin 409 "last_admin" "Somebody has to be administrator",
    TooManyEndpoints 409 "too_many_endpoints" "The account has as many webhook endpoints as it may",
    EndpointDisabled 409 "endpoint_disabled" "The webhook endpoint is disabled",
    TooManyKeys 409 "too_many_keys" "The account has as many API keys as it may",
    TooManyHolds 409 "too_many_holds" "Too many seats are held unpaid",
    FlightChanged 409 "flight_changed" "The flight was cancelled or retimed",
    BookingNotPayable 409 "booking_not_payable" "The booking cannot be paid",
    AlreadyPaid 409 "already_paid" "The booking is paid",
    BookingNotConfirmed 409 "booking_not_confirmed" "The booking is not confirmed",
    TooLateToCancel 409 "too_late_to_cancel" "It is too late to cancel",
    NotChangeable 409 "not_changeable" "The fare cannot be changed",
    TooLateToChange 409 "too_late_to_change" "It is too late to change this",
    AlreadyCancelled 409 "already_cancelled" "This is cancelled already",
    AlreadyCorrected 409 "already_corrected" "The name was corrected before",
    AlreadySold 409 "already_sold" "More seats are sold than that",
    AlreadyAnswered 409 "already_answered" "The schedule change has been answered",
    NoAlternative 409 "no_alternative" "There is nothing to accept",
    QuoteSuperseded 409 "quote_superseded" "There is a newer quote",

    OfferExpired 410 "offer_expired" "The offer has expired",
    QuoteExpired 410 "quote_expired" "The quote has expired",
    PayloadTooLarge 413 "payload_too_large" "The body is too large",
    UnsupportedMediaType 415 "unsupported_media_type" "The body must be application/json",

    InvalidRequest 422 "invalid_request" "The request is not valid",
    PaymentRefused 422 "payment_refused" "The payment gateway refuses for good",
    InvalidCursor 422 "invalid_cursor" "The cursor is not one of ours",
    IdempotencyKeyReused 422 "idempotency_key_reused" "The key was used with another body",
    InvalidResetToken 422 "invalid_reset_token" "The link does not work any more",
    InvalidProofToken 422 "invalid_proof_token" "The link does not work any more",
    UnsafeUrl 422 "unsafe_url" "No webhook goes to this address",
    NotASession 422 "not_a_session" "An API key has no session",
    UnknownPlace 422 "unknown_place" "No airport or city has this name",
    InvalidOffer 422 "invalid_offer" "The offer is not one of ours",
    PartyMismatch 422 "party_mismatch" "The passengers are not those of the offer",
    LatinNameRequired 422 "latin_name_required" "A name is needed in Latin letters",
    NameTooDifferent 422 "name_too_different" "The name is too different from the one that was booked",
    InvalidPromoCode 422 "invalid_promo_code" "The promo code cannot be used",
    TooManyPassengers 422 "too_many_passengers" "Too many passengers for one booking",
    JourneysRequired 422 "journeys_required" "Say which journeys to cancel",

    RateLimited 429 "rate_limited" "Too many requests",
    Internal 500 "internal" "Something went wrong on our side",
    PaymentGatewayUnavailable 502 "payment_gateway_unavailable" "The payment gateway is away",
    Unavailable 503 "unavailable" "The service cannot answer now",
}

impl Kind {
    /// The HTTP status of every problem of this kind.
    pub(crate) fn status(self) -> StatusCode {
        StatusCode::from_u16(self.status_number()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The kind with this code, if there is one.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// The kind for an answer that only has a status, as the framework's own have.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::Unauthorized,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Self::RequestTimeout,
            StatusCode::PAYLOAD_TOO_LARGE => Self::PayloadTooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::UNPROCESSABLE_ENTITY => Self::InvalidRequest,
            StatusCode::SERVICE_UNAVAILABLE => Self::Unavailable,
            other if other.as_u16() < 500 => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl PartialSchema for Kind {
    fn schema() -> RefOr<Schema> {
        let codes = Self::ALL.iter().map(|kind| kind.code());
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).into()
    }
}

impl ToSchema for Kind {
    fn name() -> Cow<'static, str> {
        "ProblemCode".into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_a_word_of_its_own_with_an_error_status() {
        let words: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(words.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert!(kind.status().is_client_error() || kind.status().is_server_error());
            assert!(kind.code().bytes().all(|it| it.is_ascii_lowercase() || it == b'_'));
            assert_eq!(kind.status().as_u16(), kind.status_number());
        }
    }
}
