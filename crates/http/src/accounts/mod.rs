//! Sign-up, sessions and API keys; export and erasure.

mod api_keys;
mod erase;
mod export;
mod export_view;
mod sessions;
mod users;

use crate::section::section;

section!(
    users::sign_up,
    users::me,
    export::export,
    erase::erase,
    sessions::log_in,
    sessions::refresh,
    sessions::log_out,
    api_keys::list,
    api_keys::create,
    api_keys::revoke
);
