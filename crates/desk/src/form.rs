//! What a form says, and what is wrong with it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};

use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// The field that ties a form to its visitor.
pub(crate) const TOKEN: &str = "form_token";

/// Names and values, in the order of the page; of a query as of a body.
#[derive(Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(crate) fn of(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The first value of a name, without white space around it; empty when there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// As it was typed, white space and all.
    pub(crate) fn exact(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(it, _)| it == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub(crate) fn all<'f>(&'f self, name: &str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(it, _)| it == name).map(|(_, value)| value.trim())
    }

    /// What a value means, if it means anything.
    pub(crate) fn read<T: FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).parse().ok()
    }

    /// What a value means; one that means nothing is told of.
    pub(crate) fn understood<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
        (wrong, said): (&mut Wrong, &str),
    ) -> Option<T> {
        let typed = Some(self.get(name)).filter(|it| !it.is_empty())?;
        let read = read(typed);
        if read.is_none() {
            wrong.add(name, said);
        }
        read
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Whether a box is ticked: as it was sent, or as it is at first where nothing was sent yet.
    pub(crate) fn is_ticked(&self, name: &str, value: impl fmt::Display, at_first: bool) -> bool {
        if self.0.is_empty() {
            return at_first;
        }
        let value = value.to_string();
        self.all(name).any(|it| it == value)
    }

    /// Puts a value in the place of those that a name has.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(it, _)| it != name);
        self.0.push((name.to_owned(), value.into()));
    }

    pub(crate) fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|(it, _)| it != name);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// As a query string.
    pub(crate) fn encoded(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }
}

impl fmt::Debug for Fields {
    /// Never what people typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// What is wrong, by the field that it stands beside.
#[derive(Default)]
pub(crate) struct Wrong(Vec<(String, String)>);

impl Wrong {
    pub(crate) fn add(&mut self, field: impl Into<String>, said: impl Into<String>) {
        self.0.push((field.into(), said.into()));
    }

    pub(crate) fn with(field: impl Into<String>, said: impl Into<String>) -> Self {
        let mut wrong = Self::default();
        wrong.add(field, said);
        wrong
    }

    pub(crate) fn extend(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(it, _)| it == field).map(|(_, said)| said.as_str())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, said)| (field.as_str(), said.as_str()))
    }
}

/// A form that was sent from a page of ours to this visitor.
pub(crate) struct Posted {
    pub(crate) visitor: Visitor,
    pub(crate) fields: Fields,
}

impl FromRequest for Posted {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let body = Bytes::from_request(&request, payload);
        Box::pin(async move {
            let visitor = Visitor::of(&request).await?;
            let fields = Fields::of(&body.await.map_err(|_| Refusal::TooLong)?);
            if fields.exact(TOKEN) != visitor.form_token() {
                return Err(Refusal::OldForm { again: visitor.here.clone() });
            }
            Ok(Self { visitor, fields })
        })
    }
}
