//! Sign-up, sessions and API keys.

mod api_keys;
mod sessions;
mod users;

use crate::section::section;

section!(
    users::sign_up,
    users::me,
    sessions::log_in,
    sessions::refresh,
    sessions::log_out,
    api_keys::list,
    api_keys::create,
    api_keys::revoke
);
