//! `airside admin` and `airside user`: who may do what, for whoever has a shell.

use airside_app::account::{Role, Scopes, User};
use airside_app::accounts::staff::{Doing, NewPerson, StaffChange, changed, first_account};
use airside_app::history::Actor;
use airside_app::ports::CommitError;
use airside_app::ports::store::Page;
use airside_bootstrap::{Desk, Settings, open_desk};
use anyhow::{Context, bail, ensure};

use crate::operate::password::new_password;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Admin {
    /// Open an account that may do everything, and print a key of it, once
    ///
    /// Asks for its password, or reads it as a line of standard input.
    #[command(after_help = "Examples: airside admin create ops@example.com\n          \
                            printf '%s\\n' \"$PASSWORD\" | airside admin create ops@example.com")]
    Create(Create),
    /// Give an account that exists the role of an operator
    #[command(after_help = "Example: airside admin grant asha@example.com --role agent")]
    Grant(Grant),
    /// Make a customer of an operator
    #[command(after_help = "Example: airside admin revoke asha@example.com --reason left")]
    Revoke(Whom),
    /// List the operators
    #[command(after_help = "Example: airside admin list")]
    List,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Users {
    /// Block an account: its sessions end, its keys rest; or let it go
    #[command(
        after_help = "Examples: airside user block mallory@example.com --reason \"stolen cards\"\n          \
                            airside user block mallory@example.com --undo"
    )]
    Block(Block),
}

#[derive(clap::Args)]
pub(crate) struct Create {
    /// The address to log in with
    #[arg(value_name = "EMAIL", value_parser = address)]
    email: String,
    #[arg(long, value_name = "NAME", default_value = "Airside")]
    given_name: String,
    #[arg(long, value_name = "NAME", default_value = "Operator")]
    family_name: String,
    /// `agent` serves any booking, `admin` may do everything
    #[arg(long, value_name = "ROLE", default_value = "admin", value_parser = operators_role)]
    role: Role,
}

#[derive(clap::Args)]
pub(crate) struct Whom {
    /// The address of the account
    #[arg(value_name = "EMAIL")]
    email: String,
    /// Why; it stands in the history
    #[arg(long, value_name = "TEXT", default_value = "by command")]
    reason: String,
}

airside_primitives::hide_in_debug!(Create, Whom);

#[derive(Debug, clap::Args)]
pub(crate) struct Grant {
    #[command(flatten)]
    whom: Whom,
    /// `agent` serves any booking, `admin` may do everything
    #[arg(long, value_name = "ROLE", default_value = "admin", value_parser = operators_role)]
    role: Role,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Block {
    #[command(flatten)]
    whom: Whom,
    /// Let it go
    #[arg(long)]
    undo: bool,
}

pub(crate) async fn run_admin(admin: Admin) -> anyhow::Result<()> {
    let desk = open_desk(&Settings::load()?).await?;
    match admin {
        Admin::Create(create) => open(&desk, create).await,
        Admin::Grant(Grant { whom, role }) => {
            let wish = StaffChange { role: Some(role), is_blocked: None };
            let user = change(&desk, whom, wish).await?;
            println!("{} is {} within 5 seconds.", user.email, called(user.role));
            println!("Keys of before stay what they were: a new one has the new scopes.");
            Ok(())
        }
        Admin::Revoke(whom) => {
            let wish = StaffChange { role: Some(Role::Customer), is_blocked: None };
            let user = change(&desk, whom, wish).await?;
            println!("{} is {} within 5 seconds.", user.email, called(user.role));
            Ok(())
        }
        Admin::List => list(&desk).await,
    }
}

pub(crate) async fn run_users(users: Users) -> anyhow::Result<()> {
    let Users::Block(Block { whom, undo }) = users;
    let desk = open_desk(&Settings::load()?).await?;
    let user = change(&desk, whom, StaffChange { role: None, is_blocked: Some(!undo) }).await?;
    if undo {
        println!("{} is not blocked any more: its keys work again.", user.email);
    } else {
        println!("{} is blocked: its keys and sessions end within 5 seconds.", user.email);
    }
    Ok(())
}

async fn open(desk: &Desk, create: Create) -> anyhow::Result<()> {
    let Create { email, given_name, family_name, role } = create;
    let known = desk.store.user_by_email(&email).await?;
    ensure!(known.is_none(), "{email} has an account: see airside admin grant --help");
    let password = new_password()?;
    let person = NewPerson { email: email.clone(), given_name, family_name, phone: None, role };
    let doing = doing(desk, "by command");
    let (key, changes) =
        first_account(&*desk.entropy, desk.is_live, person, password, &doing).await?;
    desk.store.commit(changes).await.context("no account was opened")?;
    println!("{email} is {}.", called(role));
    println!("Its API key, shown this once, with the scopes {}:", Scopes::of(role).text());
    println!("{}", key.reveal());
    Ok(())
}

async fn change(desk: &Desk, whom: Whom, wish: StaffChange) -> anyhow::Result<User> {
    let Whom { email, reason } = whom;
    let known = desk.store.user_by_email(&email).await?;
    let Some(known) = known else { bail!("{email} has no account") };
    let (user, changes) = changed(&*desk.entropy, known, wish, &doing(desk, &reason));
    match desk.store.commit(changes).await {
        Ok(()) => Ok(user),
        Err(CommitError::LastAdmin) => {
            bail!("{email} is the last administrator: make another one first, with airside admin")
        }
        Err(error) => Err(error).context("nothing was changed"),
    }
}

fn doing(desk: &Desk, reason: &str) -> Doing {
    Doing { by: Actor::System, at: desk.clock.now(), reason: reason.to_owned() }
}

async fn list(desk: &Desk) -> anyhow::Result<()> {
    let (mut before, mut count) = (None, 0);
    loop {
        let users = desk.store.users(Role::Agent, Page { limit: 100, before }).await?;
        let Some(last) = users.last() else { break };
        before = Some(last.id);
        for user in &users {
            let blocked = if user.blocked_at.is_some() { "  blocked" } else { "" };
            println!("{:<8} {}{blocked}", user.role.code(), user.email);
        }
        count += users.len();
    }
    if count == 0 {
        println!("There is no operator yet: airside admin create EMAIL makes the first.");
    }
    Ok(())
}

const fn called(role: Role) -> &'static str {
    match role {
        Role::Customer => "a customer",
        Role::Agent => "an agent",
        Role::Admin => "an administrator",
    }
}

fn operators_role(text: &str) -> Result<Role, String> {
    match Role::of_code(&text.to_uppercase()) {
        Some(role @ (Role::Agent | Role::Admin)) => Ok(role),
        Some(Role::Customer) | None => Err("an operator is agent or admin".to_owned()),
    }
}

fn address(text: &str) -> Result<String, String> {
    let is_address = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace)
    });
    if is_address { Ok(text.to_owned()) } else { Err("this is no e-mail address".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_addresses_are_read_as_people_write_them() {
        assert_eq!(operators_role("Agent"), Ok(Role::Agent));
        assert_eq!(operators_role("ADMIN"), Ok(Role::Admin));
        assert!(operators_role("customer").is_err() && operators_role("root").is_err());
        assert!(address("ops@example.com").is_ok());
        for wrong in ["ops", "@example.com", "ops@", "o ps@example.com"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
