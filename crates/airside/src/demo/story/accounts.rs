//! An account, with the API key that all other calls carry.

use std::time::{SystemTime, UNIX_EPOCH};

use super::{Account, PASSWORD, Story};
use crate::demo::answers::{Airport, List, SignedUp};
use crate::demo::call::Call;
use crate::demo::page;
use crate::demo::requests::NewUser;

impl Story {
    pub(super) fn sign_up(&mut self) -> anyhow::Result<Account> {
        self.chapter("Sign up", "The answer has an API key, shown this once.");
        let email = fresh_address()?;
        let user = NewUser {
            email: &email,
            password: PASSWORD,
            given_name: "Zoë",
            family_name: "Müller-Ruiz",
        };
        let call = Call::post(self.api.at("/v1/users")).json(&user)?.unsigned();
        let SignedUp { user, api_key } = self.api.show(&call)?.body;

        self.api.variables.set("KEY", &api_key.key);
        page::fact("API key", &api_key.key);
        Ok(Account { email, key: api_key.key, today: user.created_at.date() })
    }

    pub(super) fn look_for_airports(&mut self) -> anyhow::Result<()> {
        self.chapter("Look for airports", "Real ones, by code, name, city or country.");
        let call = Call::get(self.api.at("/v1/airports?q=mumbai&limit=3"));
        let airports: List<Airport> = self.api.show(&call)?.body;
        for Airport { iata, name, city, country, time_zone } in airports.data {
            page::answer(&format!("{iata}  {name}, {city}, {country} ({time_zone})"));
        }
        Ok(())
    }
}

/// An address that no earlier run has taken.
fn fresh_address() -> anyhow::Result<String> {
    #[expect(clippy::disallowed_methods, reason = "no Clock port here; any new number will do")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(format!("zoe.{}@example.com", now.as_millis()))
}
