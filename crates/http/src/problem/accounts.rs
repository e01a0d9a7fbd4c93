//! Account errors as problems.

use airside_app::accounts::staff::{AddUserError, ChangeUserError};
use airside_app::accounts::{
    AuthenticateError, ChangePasswordError, ChangeProfileError, CreateApiKeyError, EndSessionError,
    LogInError, ProveEmailError, RefreshSessionError, ResetPasswordError, RevokeApiKeyError,
    SignUpError,
};
use airside_app::personal_data::erase::EraseAccountError;
use airside_app::ports::{CommitError, StoreError};

use super::{FieldError, Kind, Problem};

impl From<SignUpError> for Problem {
    fn from(error: SignUpError) -> Self {
        use SignUpError as E;
        match &error {
            E::Closed => Self::new(Kind::SignUpClosed, error),
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

impl From<EndSessionError> for Problem {
    fn from(error: EndSessionError) -> Self {
        match &error {
            EndSessionError::NotFound => Self::not_found(),
            EndSessionError::NotASession => Self::new(Kind::NotASession, error),
            EndSessionError::Store(_) | EndSessionError::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<ChangePasswordError> for Problem {
    fn from(error: ChangePasswordError) -> Self {
        use ChangePasswordError as E;
        match error {
            E::InvalidCredentials => Self::from(Kind::InvalidCredentials),
            E::NoAccount => Self::from(Kind::Unauthorized),
            E::Hashing(_) | E::Store(_) | E::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<ResetPasswordError> for Problem {
    fn from(error: ResetPasswordError) -> Self {
        use ResetPasswordError as E;
        match &error {
            E::InvalidToken => Self::at_field(Kind::InvalidResetToken, "/token", error),
            E::Hashing(_) | E::Store(_) | E::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<ProveEmailError> for Problem {
    fn from(error: ProveEmailError) -> Self {
        use ProveEmailError as E;
        match &error {
            E::InvalidToken => Self::at_field(Kind::InvalidProofToken, "/token", error),
            E::NoAccount => Self::from(Kind::Unauthorized),
            E::Store(_) | E::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<AddUserError> for Problem {
    fn from(error: AddUserError) -> Self {
        match &error {
            AddUserError::EmailTaken => {
                Self::at(Kind::EmailTaken, vec![FieldError::new("/email", error)])
            }
            AddUserError::Hashing(_) | AddUserError::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<ChangeUserError> for Problem {
    fn from(error: ChangeUserError) -> Self {
        match error {
            ChangeUserError::NotFound => Self::not_found(),
            ChangeUserError::Store(error) => Self::internal(&error),
            ChangeUserError::Commit(error) => error.into(),
        }
    }
}

impl From<ChangeProfileError> for Problem {
    fn from(error: ChangeProfileError) -> Self {
        match &error {
            ChangeProfileError::NoAccount => Self::from(Kind::Unauthorized),
            ChangeProfileError::Store(_) | ChangeProfileError::Commit(_) => Self::internal(&error),
        }
    }
}

impl From<CreateApiKeyError> for Problem {
    fn from(error: CreateApiKeyError) -> Self {
        match &error {
            CreateApiKeyError::TooMany { .. } => Self::new(Kind::TooManyKeys, error),
            CreateApiKeyError::MoreThanItsMaker => Self::new(Kind::InsufficientScope, error),
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
            CommitError::ServiceFull(at) => {
                let detail =
                    format!("{} is taken as often as the departure of {} has it", at.code, at.date);
                Self::new(Kind::ServiceFull, detail)
            }
            CommitError::PromoUsedUp => {
                Self::at_field(Kind::InvalidPromoCode, "/promo_code", error)
            }
            CommitError::AlreadyAnswered => Self::from(Kind::IdempotencyKeyInUse),
            CommitError::Conflict => Self::from(Kind::Conflict),
            CommitError::Leaving => Self::from(Kind::Unauthorized),
            CommitError::LastAdmin => Self::new(Kind::LastAdmin, error),
            CommitError::EmailTaken | CommitError::Duplicate | CommitError::Store(_) => {
                Self::internal(&error)
            }
        }
    }
}
