//! People of the house: accounts that were given a role.

use airside_app::account::Role;
use airside_app::ports::changes::UserChange;
use airside_app::ports::{Changes, Write};
use airside_primitives::UserId;
use serde_json::json;
use time::Duration;

use crate::call::{Client, PASSWORD};
use crate::site::Site;

impl Site {
    /// An administrator; their calls carry a key with every scope.
    pub(crate) async fn admin(&self, name: &str) -> Client {
        self.operator(name, Role::Admin).await
    }

    /// Somebody of this role. It takes a few seconds of the clock until all nodes know of it.
    pub(crate) async fn operator(&self, name: &str, role: Role) -> Client {
        let customer = self.sign_up(name).await;
        let me = customer.get("/v1/users/me").await.expect(200);
        let user = UserId(me["id"].as_str().unwrap().parse().unwrap());
        let raise = Write::ChangeUser { user, change: UserChange::Role(role) };
        self.store().await.commit(Changes::default().write(raise)).await.unwrap();
        self.clock.advance(Duration::seconds(5));

        let credentials = json!({"email": me["email"], "password": PASSWORD});
        let pair = self.anybody().post("/v1/sessions", &credentials).await.expect(201);
        let token = pair["access_token"].as_str().unwrap();
        let signed_in = self.anybody().with_bearer(token);
        let key = signed_in.post("/v1/api-keys", &json!({})).await.expect(201);
        self.anybody().with_bearer(key["key"].as_str().unwrap())
    }
}
