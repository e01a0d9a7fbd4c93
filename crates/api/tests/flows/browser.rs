//! A browser without scripts: forms, cookies and where pages lead.

use std::collections::BTreeMap;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, RequestBuilder, Response, redirect};

use crate::call::PASSWORD;
use crate::journeys::DAY;
use crate::site::Site;

/// A browser: it keeps cookies, and follows no redirect by itself.
pub(crate) struct Browser {
    base: String,
    client: Client,
    pub(crate) cookies: BTreeMap<String, String>,
}

/// What it was shown.
pub(crate) struct Shown {
    pub(crate) status: u16,
    /// Of a redirect, from the root.
    pub(crate) leads_to: String,
    pub(crate) page: String,
}

impl Browser {
    pub(crate) fn of(site: &Site) -> Self {
        let client = Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .redirect(redirect::Policy::none())
            .build()
            .unwrap();
        Self { base: site.url(), client, cookies: BTreeMap::new() }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Shown {
        let request = self.client.get(format!("{}{path}", self.base));
        self.send(path, request).await
    }

    /// Sends a form as a page of this browser's has it.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Shown {
        let token = self.form_token().await;
        let fields = fields.iter().cloned().chain([("form_token".to_owned(), token)]);
        self.post_without_token(path, &fields.collect::<Vec<_>>()).await
    }

    pub(crate) async fn post_without_token(
        &mut self,
        path: &str,
        fields: &[(String, String)],
    ) -> Shown {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.client.post(format!("{}{path}", self.base)).body(body);
        let form = "application/x-www-form-urlencoded";
        self.send(path, request.header("Content-Type", form)).await
    }

    async fn form_token(&mut self) -> String {
        let login = self.get("/login").await;
        between(&login.page, "name=\"form_token\" value=\"", "\"").to_owned()
    }

    pub(crate) async fn log_in(&mut self, email: &str) {
        let fields = pairs(&[("email", email), ("password", PASSWORD)]);
        assert_eq!(self.post("/login", &fields).await.leads_to, "/trips");
    }

    async fn send(&mut self, path: &str, request: RequestBuilder) -> Shown {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let response = request.header(COOKIE, cookies.join("; ")).send().await.unwrap();
        self.keep_cookies(&response);
        let location = response.headers().get(LOCATION).map(|it| it.to_str().unwrap().to_owned());
        Shown {
            status: response.status().as_u16(),
            leads_to: location.map(|to| resolved(path, &to)).unwrap_or_default(),
            page: response.text().await.unwrap(),
        }
    }

    fn keep_cookies(&mut self, response: &Response) {
        for cookie in response.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Searches a direct flight, takes the first and comes to the form that books it.
    pub(crate) async fn book_form(&mut self, adults: u8) -> Vec<(String, String)> {
        let search =
            format!("/search?trip=one&from=DEL&to=BOM&depart={DAY}&stops=0&adults={adults}");
        let found = self.get(&search).await;
        let brands = found.page.split("class=\"brands\"").nth(1).unwrap();
        let chosen = between(brands, "href=\"", "\"").replace("&amp;", "&");
        let on = self.get(&format!("/{chosen}")).await;
        assert_eq!(on.status, 303, "{}", on.page);
        let form = self.get(&on.leads_to).await;
        assert!(form.page.contains("Your booking"), "{}", form.page);
        let query = on.leads_to.split_once('?').unwrap().1;
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }
}

/// Where a relative address leads from a page.
fn resolved(path: &str, to: &str) -> String {
    if to.starts_with('/') || to.starts_with("http") {
        return to.to_owned();
    }
    let mut folder: Vec<&str> = path.split('?').next().unwrap().split('/').collect();
    folder.pop();
    let mut rest = to.trim_start_matches("./");
    while let Some(further) = rest.strip_prefix("../") {
        folder.pop();
        rest = further;
    }
    format!("{}/{rest}", folder.join("/"))
}

pub(crate) fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    let rest = text.split_once(begin).unwrap_or_else(|| panic!("no {begin} in {text}")).1;
    rest.split_once(end).unwrap().0
}

pub(crate) fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub(crate) fn with(form: &[(String, String)], fields: &[(&str, &str)]) -> Vec<(String, String)> {
    form.iter().cloned().chain(pairs(fields)).collect()
}
