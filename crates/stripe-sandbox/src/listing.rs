//! Which part of a list is asked for, as Stripe pages lists: newest first, from the object that
//! the page before ended with, or back from the one that it began with.

use serde_json::{Value, json};

use crate::call::Answer;
use crate::form::Form;
use crate::objects::Document;
use crate::refusal::Refusal;
use crate::store::Transaction;

/// The page that a call wants.
#[derive(Debug)]
pub(crate) struct Listing {
    limit: i64,
    pub(crate) from: From,
    /// When its objects were made, in Unix seconds, both ends included.
    pub(crate) made: (i64, i64),
}

/// Where the page begins.
#[derive(Debug)]
pub(crate) enum From {
    Newest,
    /// With the next older object.
    After(String),
    /// So that it ends with the next newer object.
    Before(String),
}

impl Listing {
    /// The parameters that every list takes.
    pub(crate) const PARAMETERS: &[&str] = &[
        "created",
        "created[gt]",
        "created[gte]",
        "created[lt]",
        "created[lte]",
        "ending_before",
        "limit",
        "starting_after",
    ];

    /// Reads them, and refuses every other but `more`.
    pub(crate) fn read(form: &Form, more: &[&str]) -> Result<Self, Refusal> {
        form.only(&[Self::PARAMETERS, more].concat())?;
        let from = match (form.owned("starting_after"), form.owned("ending_before")) {
            (None, None) => From::Newest,
            (Some(after), None) => From::After(after),
            (None, Some(before)) => From::Before(before),
            (Some(_), Some(_)) => {
                return Err(Refusal::invalid(
                    "You cannot parameterize both starting_after and ending_before.",
                )
                .about("starting_after"));
            }
        };
        Ok(Self { limit: form.limit()?, from, made: made(form)? })
    }

    /// How many to look for: one more than is shown tells whether the list goes on.
    pub(crate) const fn sought(&self) -> i64 {
        self.limit + 1
    }

    /// The parameter that names an object which is not there.
    pub(crate) fn no_such(&self, kind: &str) -> Refusal {
        match &self.from {
            From::Newest => Refusal::invalid("The list has no beginning."),
            From::After(id) => Refusal::no_such(kind, id, "starting_after"),
            From::Before(id) => Refusal::no_such(kind, id, "ending_before"),
        }
    }

    /// The page with what was found, in the order in which it was sought.
    pub(crate) fn page(&self, address: &str, mut found: Vec<Value>) -> Answer {
        let limit = usize::try_from(self.limit).unwrap_or_default();
        let has_more = found.len() > limit;
        found.truncate(limit);
        match &self.from {
            From::Newest | From::After(_) => (),
            // Sought from the object on, so oldest first.
            From::Before(_) => found.reverse(),
        }
        Answer::ok(json!({
            "object": "list",
            "url": address,
            "has_more": has_more,
            "data": Value::Array(found),
        }))
    }
}

/// A page of the objects of a kind: all, or those of the payment that is named.
pub(crate) fn list<D: Document>(
    transaction: &mut Transaction,
    form: &Form,
    address: &str,
    show: impl Fn(&Transaction, &D) -> Value,
) -> Result<Answer, Refusal> {
    let of_payment = D::OF_PAYMENT.then_some("payment_intent");
    let listing = Listing::read(form, of_payment.as_slice())?;
    let Some(found) = transaction.listed::<D>(&listing, form.text("payment_intent"))? else {
        return Err(listing.no_such(D::KIND));
    };
    let shown = found.iter().map(|object| show(transaction, object)).collect();
    Ok(listing.page(address, shown))
}

fn made(form: &Form) -> Result<(i64, i64), Refusal> {
    if let Some(at) = form.integer("created")? {
        return Ok((at, at));
    }
    let after = form.integer("created[gt]")?.map_or(i64::MIN, |after| after.saturating_add(1));
    let before = form.integer("created[lt]")?.map_or(i64::MAX, |before| before.saturating_sub(1));
    let from = form.integer("created[gte]")?.map_or(after, |from| from.max(after));
    let to = form.integer("created[lte]")?.map_or(before, |to| to.min(before));
    Ok((from, to))
}
