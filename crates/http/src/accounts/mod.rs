//! Sign-up, sessions and API keys; export and erasure.

mod api_keys;
mod earlier_names;
mod erase;
mod export;
mod export_view;
mod link_pages;
mod own_sessions;
mod passwords;
mod profile;
mod proofs;
mod sessions;
mod staff;
mod users;

use crate::section::section;

section!(
    users::sign_up,
    users::me,
    profile::change,
    passwords::change,
    passwords::ask,
    passwords::reset,
    proofs::ask,
    proofs::prove,
    export::export,
    erase::erase,
    sessions::log_in,
    sessions::refresh,
    sessions::log_out,
    own_sessions::list,
    own_sessions::end,
    api_keys::list,
    api_keys::create,
    api_keys::revoke,
    staff::list,
    staff::add,
    staff::change;
    undescribed link_pages::password_page, link_pages::set_password,
    link_pages::email_page, link_pages::confirm_email
);
