//! Account errors as problems.

use airside_app::accounts::{
    AuthenticateError, CreateApiKeyError, LogInError, LogOutError, RefreshSessionError,
    RevokeApiKeyError, SignUpError,
};
use airside_app::personal_data::erase::EraseAccountError;
use airside_app::ports::{CommitError, StoreError};

use super::{FieldError, Kind, Problem};

impl From<SignUpError> for Problem {
    fn from(error: SignUpError) -> Self {
        use SignUpError as E;
        match &error {
            E::EmailTaken => Self::at(Kind::EmailTaken, vec![FieldError::new("/email", error)]),
            E::Hashing(_) | E::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<LogInError> for Problem {
    fn from(error: LogInError) -> Self {
        use LogInError as E;
        match &error {
            E::InvalidCredentials => Self::new(Kind::InvalidCredentials, error),
            E::Hashing(_) | E::Token(_) | E::Store(_) | E::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<RefreshSessionError> for Problem {
    fn from(error: RefreshSessionError) -> Self {
        use RefreshSessionError as E;
        match &error {
            E::Invalid => Self::new(Kind::InvalidRefreshToken, error),
            E::Token(_) | E::Store(_) | E::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<LogOutError> for Problem {
    fn from(error: LogOutError) -> Self {
        match &error {
            LogOutError::NotASession => Self::new(Kind::NotASession, error),
            LogOutError::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<CreateApiKeyError> for Problem {
    fn from(error: CreateApiKeyError) -> Self {
        match &error {
            CreateApiKeyError::TooMany => Self::new(Kind::TooManyKeys, error),
            CreateApiKeyError::Commit(_) | CreateApiKeyError::Store(_) => Self::internal(&error),
        }
    }
}

impl From<RevokeApiKeyError> for Problem {
    fn from(error: RevokeApiKeyError) -> Self {
        match &error {
            RevokeApiKeyError::NotFound => Self::not_found(),
            RevokeApiKeyError::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<EraseAccountError> for Problem {
    fn from(error: EraseAccountError) -> Self {
        use EraseAccountError as E;
        match error {
            E::InvalidCredentials => Self::from(Kind::InvalidCredentials),
            E::NoAccount => Self::from(Kind::Unauthorized),
            E::JourneyAhead { .. } | E::MoneyUnderWay { .. } => {
                Self::new(Kind::HasLiveBookings, error)
            }
            E::Commit(error) => error.into(),
            E::Hashing(_) | E::Store(_) => Self::internal(&error),
        }
    }
}

impl From<AuthenticateError> for Problem {
    fn from(error: AuthenticateError) -> Self {
        match &error {
            AuthenticateError::Unknown => Self::new(Kind::Unauthorized, error),
            AuthenticateError::Store(_) => Self::internal(&error),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::internal(&error)
    }
}

/// What a refused commit means to the client who asked for it.
impl From<CommitError> for Problem {
    fn from(error: CommitError) -> Self {
        match &error {
            CommitError::SoldOut(_) => Self::from(Kind::SoldOut),
            CommitError::Outdated => Self::from(Kind::FlightChanged),
            CommitError::SeatTaken(claim) => {
                Self::new(Kind::SeatTaken, format!("seat {} is taken; pick another", claim.seat))
            }
            CommitError::PromoUsedUp => {
                Self::at_field(Kind::InvalidPromoCode, "/promo_code", error)
            }
            CommitError::AlreadyAnswered => Self::from(Kind::IdempotencyKeyInUse),
            CommitError::Conflict => Self::from(Kind::Conflict),
            CommitError::Leaving => Self::from(Kind::Unauthorized),
            CommitError::EmailTaken | CommitError::Duplicate | CommitError::Store(_) => {
                Self::internal(&error)
            }
        }
    }
}
