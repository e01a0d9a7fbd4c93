//! What concerns an account: links that set a password or prove an address, and webhooks that end.

use airside_primitives::EndpointId;

use super::told::Said;
use crate::account::Role;
use crate::context::App;
use crate::mail::message::Mail;
use crate::ports::documents::LocalTime;
use crate::ports::mailer::Block;
use crate::words;

pub(super) fn invitation(app: &App, mail: &Mail, role: Role, token: &str) -> Said {
    let until = mail.created_at.saturating_add(app.settings.accounts.proof_lifetime);
    let address = &app.settings.public_url;
    let shop = app.ports.mailer.house().name.unwrap_or_else(|| address.clone());
    linked(
        &format!("Your account at {shop}"),
        &format!(
            "{shop} has opened an account for you, with this address. {} Set its password, and log \
             in with both.",
            what_for(role)
        ),
        "Set the password",
        format!("{address}/account/password?token={token}"),
        &format!(
            "The link works once, until {}. After that, say where you log in that you forgot your \
             password: another link comes to this address.",
            words::moment(&LocalTime::utc(until))
        ),
    )
}

const fn what_for(role: Role) -> &'static str {
    match role {
        Role::Customer => "With it you book flights, and see and change what you booked.",
        Role::Agent => {
            "With it you work at the desk: you find bookings of customers and help them."
        }
        Role::Admin => "With it you run the shop: its flights, prices, bookings and accounts.",
    }
}

pub(super) fn password_reset(app: &App, mail: &Mail, token: &str) -> Said {
    let until = mail.created_at.saturating_add(app.settings.accounts.reset_lifetime);
    linked(
        "Set a new password",
        "Somebody, you we hope, asked for a new password for your account here.",
        "Set a new password",
        format!("{}/account/password?token={token}", app.settings.public_url),
        &format!(
            "The link works once, until {}. If you did not ask for it, there is nothing to do: \
             your password stays as it is.",
            words::moment(&LocalTime::utc(until))
        ),
    )
}

pub(super) fn prove_email(app: &App, mail: &Mail, token: &str) -> Said {
    let until = mail.created_at.saturating_add(app.settings.accounts.proof_lifetime);
    linked(
        "Confirm your e-mail address",
        "Please confirm that this is your address: bookings and their tickets go to it.",
        "Confirm the address",
        format!("{}/account/email?token={token}", app.settings.public_url),
        &format!(
            "The link works until {}. If you opened no account here, there is nothing to do.",
            words::moment(&LocalTime::utc(until))
        ),
    )
}

pub(super) fn endpoint_disabled(id: EndpointId) -> Said {
    Said {
        subject: "Your webhook endpoint is disabled".to_owned(),
        blocks: vec![
            Block::Text(
                "None of our webhooks arrived at this endpoint for five days, so it gets no more \
                 of them."
                    .to_owned(),
            ),
            Block::Facts(vec![("Endpoint".to_owned(), id.to_string())]),
            Block::Text(
                "Once it answers again, enable it; events of the last 30 days are kept and can be \
                 delivered again."
                    .to_owned(),
            ),
        ],
        attachments: Vec::new(),
    }
}

fn linked(subject: &str, why: &str, label: &str, url: String, until: &str) -> Said {
    Said {
        subject: subject.to_owned(),
        blocks: vec![
            Block::Text(why.to_owned()),
            Block::Link { label: label.to_owned(), url },
            Block::Text(until.to_owned()),
        ],
        attachments: Vec::new(),
    }
}
