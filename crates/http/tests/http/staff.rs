//! Operators and the accounts of others: found, opened, given roles, blocked.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use airside_app::Ports;
use airside_app::account::Role;
use airside_app::history::Subject;
use airside_app::mail::Recipient;
use airside_app::ports::changes::UserChange;
use airside_app::ports::store::Page;
use airside_app::ports::{Changes, Write};
use airside_primitives::UserId;
use serde_json::{Value, json};
use time::Duration;

use crate::service::{Answer, Service, new_user, signed};

const ADMIN: &str = "admin@example.com";
const ASHA: &str = "asha@example.com";

/// An administrator, with a key of every scope.
pub(crate) async fn administrator(service: &Service) -> (UserId, String) {
    let (user, _) = customer(service, ADMIN).await;
    let raise = Write::ChangeUser { user, change: UserChange::Role(Role::Admin) };
    service.app.commit(Changes::default().write(raise)).await.unwrap();
    let token = log_in(service, ADMIN).await;
    let key = call(service, "POST", "/v1/api-keys", &token, json!({})).await.json();
    (user, key["key"].as_str().unwrap().to_owned())
}

async fn customer(service: &Service, email: &str) -> (UserId, String) {
    let new = service.post("/v1/users", new_user(email)).await.json();
    let key = new["api_key"]["key"].as_str().unwrap().to_owned();
    (UserId(new["user"]["id"].as_str().unwrap().parse().unwrap()), key)
}

async fn log_in(service: &Service, email: &str) -> String {
    let body = json!({"email": email, "password": "correct horse"});
    let pair = service.post("/v1/sessions", body).await.json();
    pair["access_token"].as_str().unwrap().to_owned()
}

async fn call(service: &Service, method: &str, path: &str, bearer: &str, body: Value) -> Answer {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let request = TestRequest::default().method(method).uri(path).set_json(body);
    service.call(signed(request, bearer)).await
}

async fn change(service: &Service, by: &str, user: UserId, body: Value) -> Answer {
    call(service, "PATCH", &format!("/v1/admin/users/{user}"), by, body).await
}

#[actix_web::test]
async fn whoever_is_blocked_can_do_nothing_anywhere_within_five_seconds() {
    let service = Service::start();
    let elsewhere = Service::start_with(|ports| Ports {
        store: service.app.ports.store.clone(),
        clock: service.clock.clone(),
        ..ports
    });
    let (_, admin) = administrator(&service).await;
    let (asha, key) = customer(&service, ASHA).await;
    let token = log_in(&service, ASHA).await;
    let answers = async || {
        let mut answers = Vec::new();
        for node in [&service, &elsewhere] {
            for bearer in [&key, &token] {
                answers.push(node.get("/v1/users/me", bearer).await.status.as_u16());
            }
        }
        answers
    };
    assert_eq!(answers().await, [200; 4]);
    let blocked = json!({"is_blocked": true, "reason": "stolen cards"});
    let blocked = change(&service, &admin, asha, blocked).await;
    assert_eq!((blocked.status.as_u16(), &blocked.json()["is_blocked"]), (200, &json!(true)));
    // At once where it was done.
    assert_eq!(answers().await[..2], [401; 2]);
    service.clock.advance(Duration::seconds(5));
    assert_eq!(answers().await, [401; 4]);
    let body = json!({"email": ASHA, "password": "correct horse"});
    let refused = service.post("/v1/sessions", body).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (401, "invalid_credentials"));
    let reset = service.post("/v1/password-resets", json!({"email": ASHA})).await;
    assert_eq!(reset.status, 202);

    let free = json!({"is_blocked": false, "reason": "a mistake"});
    assert_eq!(change(&service, &admin, asha, free).await.status, 200);
    // The key works again, the session does not.
    assert_eq!(answers().await, [200, 401, 200, 401]);
    let mails = service.app.ports.store.mails_to(Recipient::User(asha)).await.unwrap();
    assert!(mails.is_empty(), "nothing is mailed to whoever is blocked");
}

#[actix_web::test]
async fn a_session_that_was_ended_opens_nothing_within_five_seconds() {
    let service = Service::start();
    let elsewhere = Service::start_with(|ports| Ports {
        store: service.app.ports.store.clone(),
        clock: service.clock.clone(),
        ..ports
    });
    customer(&service, ASHA).await;
    let (here, there) = (log_in(&service, ASHA).await, log_in(&service, ASHA).await);
    let list = service.get("/v1/sessions", &here).await.json();
    let current = list["data"].as_array().unwrap().iter().map(|it| it["is_current"] == true);
    assert_eq!(current.collect::<Vec<_>>(), [false, true]);
    assert_eq!(elsewhere.get("/v1/users/me", &there).await.status, 200);
    let path = format!("/v1/sessions/{}", list["data"][0]["id"].as_str().unwrap());
    assert_eq!(service.delete(&path, &here).await.status, 204);
    assert_eq!(service.delete(&path, &here).await.status, 204);
    assert_eq!(service.get("/v1/users/me", &there).await.status, 401);
    service.clock.advance(Duration::seconds(5));
    assert_eq!(elsewhere.get("/v1/users/me", &there).await.status, 401);
    assert_eq!(service.get("/v1/users/me", &here).await.status, 200);

    // Logging out as well.
    assert_eq!(service.delete("/v1/sessions", &here).await.status, 204);
    assert_eq!(service.get("/v1/users/me", &here).await.status, 401);
}

#[actix_web::test]
async fn another_password_ends_every_session_and_needs_the_old_one() {
    let service = Service::start();
    let (_, key) = customer(&service, ASHA).await;
    let (here, there) = (log_in(&service, ASHA).await, log_in(&service, ASHA).await);
    let set = async |current: &str, bearer: &str| {
        let body = json!({"current_password": current, "new_password": "staple battery"});
        call(&service, "PUT", "/v1/users/me/password", bearer, body).await.status.as_u16()
    };
    assert_eq!(set("wrong horse", &here).await, 401);
    assert_eq!(service.get("/v1/users/me", &there).await.status, 200);
    assert_eq!(set("correct horse", &here).await, 204);
    for ended in [&here, &there] {
        assert_eq!(service.get("/v1/users/me", ended).await.status, 401);
    }
    assert_eq!(service.get("/v1/users/me", &key).await.status, 200);
    let body = json!({"email": ASHA, "password": "staple battery"});
    assert_eq!(service.post("/v1/sessions", body).await.status, 201);
}

#[actix_web::test]
async fn an_account_says_what_it_was_changed_to() {
    let service = Service::start();
    let (_, key) = customer(&service, ASHA).await;
    let patch = async |body| call(&service, "PATCH", "/v1/users/me", &key, body).await.json();
    let changed = patch(json!({"family_name": "Menon", "phone": "+91 98765 43210"})).await;
    assert_eq!(changed["given_name"], "Asha");
    assert_eq!(changed["family_name"], "Menon");
    assert_eq!(changed["phone"], "+919876543210");
    assert_eq!(patch(json!({})).await, changed);
    let mut me = service.get("/v1/users/me", &key).await.json();
    me.as_object_mut().unwrap().remove("scopes");
    assert_eq!(me, changed);
    assert_eq!(patch(json!({"phone": null})).await["phone"], Value::Null);
}

#[actix_web::test]
async fn an_operator_finds_opens_and_changes_accounts_and_it_stands_in_the_history() {
    let service = Service::start();
    let (admin_id, admin) = administrator(&service).await;
    let (asha, _) = customer(&service, ASHA).await;
    let found = service.get("/v1/admin/users?email=ASHA@example.com", &admin).await.json();
    assert_eq!(found["data"][0]["id"], asha.to_string());
    assert_eq!(found["data"].as_array().unwrap().len(), 1);
    let nobody = service.get("/v1/admin/users?email=nobody@example.com", &admin).await.json();
    assert_eq!(nobody["data"], json!([]));
    let staff = service.get("/v1/admin/users?role=agent", &admin).await.json();
    assert_eq!(staff["data"][0]["email"], ADMIN);
    assert_eq!(staff["data"].as_array().unwrap().len(), 1);

    let new = json!({
        "email": "meera@example.com", "given_name": "Meera", "family_name": "Rao",
        "role": "AGENT", "reason": "joins the desk",
    });
    let opened = call(&service, "POST", "/v1/admin/users", &admin, new.clone()).await;
    assert_eq!((opened.status.as_u16(), &opened.json()["role"]), (201, &json!("AGENT")));
    let meera = UserId(opened.json()["id"].as_str().unwrap().parse().unwrap());
    let mails = service.app.ports.store.mails_to(Recipient::User(meera)).await.unwrap();
    assert_eq!(mails.len(), 1, "a link to set the password");
    let taken = call(&service, "POST", "/v1/admin/users", &admin, new).await;
    assert_eq!((taken.status.as_u16(), taken.code().as_str()), (409, "email_taken"));

    let without = change(&service, &admin, asha, json!({"role": "AGENT"})).await;
    assert_eq!((without.status.as_u16(), without.pointers()), (422, vec!["/reason".to_owned()]));
    let raised = json!({"role": "AGENT", "reason": "promoted"});
    assert_eq!(change(&service, &admin, asha, raised.clone()).await.json()["role"], "AGENT");
    // The same once more changes nothing, and is told nowhere.
    assert_eq!(change(&service, &admin, asha, raised).await.status, 200);
    let page = || Page { limit: 9, before: None };
    let lines =
        async |of| service.app.ports.store.history(&Subject::User(of), page()).await.unwrap();
    let [line] = &lines(asha).await[..] else { panic!("one line") };
    assert_eq!(line.by.user(), Some(admin_id));
    assert_eq!(line.said.reason.as_deref(), Some("promoted"));
    assert_eq!(line.said.before.as_deref(), Some(r#"{"role":"CUSTOMER","is_blocked":false}"#));
    assert_eq!(line.said.after.as_deref(), Some(r#"{"role":"AGENT","is_blocked":false}"#));
    assert_eq!(lines(meera).await.len(), 1);
    let gone = change(&service, &admin, UserId(uuid_of(9)), json!({"reason": "?"})).await;
    assert_eq!(gone.status, 404);
}

fn uuid_of(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

#[actix_web::test]
async fn somebody_stays_administrator() {
    let service = Service::start();
    let (admin, key) = administrator(&service).await;
    for wish in [
        json!({"role": "CUSTOMER", "reason": "tired"}),
        json!({"role": "AGENT", "reason": "tired"}),
        json!({"is_blocked": true, "reason": "tired"}),
    ] {
        let refused = change(&service, &key, admin, wish).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (409, "last_admin"));
    }
    let erase = json!({"password": "correct horse"});
    let refused = call(&service, "POST", "/v1/users/me/erase", &key, erase).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (409, "last_admin"));

    let (asha, _) = customer(&service, ASHA).await;
    let raised = json!({"role": "ADMIN", "reason": "a second one"});
    assert_eq!(change(&service, &key, asha, raised).await.status, 200);
    let left = json!({"role": "CUSTOMER", "reason": "tired"});
    assert_eq!(change(&service, &key, admin, left).await.status, 200);
    // A key of an operator of before is a customer's.
    let refused = service.get("/v1/admin/users", &key).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "forbidden"));
    assert_eq!(service.get("/v1/users/me", &key).await.status, 200);
}

#[actix_web::test]
async fn where_sign_up_is_closed_operators_open_accounts() {
    let service = Service::start();
    let (_, admin) = administrator(&service).await;
    let closed = Service::start_closed(&service);
    for email in [ASHA, ADMIN] {
        let refused = closed.post("/v1/users", new_user(email)).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "sign_up_closed"));
    }
    let new = json!({
        "email": ASHA, "given_name": "Asha", "family_name": "Rao", "reason": "asked on the phone",
    });
    assert_eq!(call(&closed, "POST", "/v1/admin/users", &admin, new).await.status, 201);
}

#[actix_web::test]
async fn a_key_does_what_it_was_made_for_and_makes_no_stronger_one() {
    let service = Service::start();
    let (_, first) = customer(&service, ASHA).await;
    let make =
        async |bearer: &str, body| call(&service, "POST", "/v1/api-keys", bearer, body).await;
    let made = make(&first, json!({"name": "shop", "scopes": ["Search", "account"]})).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let made = made.json();
    assert_eq!((&made["name"], &made["scopes"]), (&json!("shop"), &json!(["search", "account"])));
    let key = made["key"].as_str().unwrap();
    let listed = service.get("/v1/api-keys", key).await.json();
    assert_eq!(listed["data"][0]["name"], "shop");
    assert_eq!(listed["data"][0]["scopes"], json!(["search", "account"]));
    assert_eq!(listed["data"][1]["name"], Value::Null);

    let refused = service.get("/v1/bookings", key).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "insufficient_scope"));
    let stronger = make(key, json!({"scopes": ["search", "pay"]})).await;
    assert_eq!((stronger.status.as_u16(), stronger.code().as_str()), (403, "insufficient_scope"));
    let same = make(key, json!({})).await.json();
    assert_eq!(same["scopes"], json!(["search", "account"]));
    let raised = make(&first, json!({"scopes": ["admin"]})).await;
    assert_eq!((raised.status.as_u16(), raised.code().as_str()), (403, "insufficient_scope"));
}
