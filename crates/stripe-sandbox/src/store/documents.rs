//! Stored objects: found by id, by payment, or because their time has come.

use diesel::prelude::*;

use super::schema::objects;
use super::transaction::milliseconds;
use super::{StoreError, Transaction};
use crate::listing::{From, Listing};
use crate::objects::Document;
use crate::objects::webhook_endpoint::{self, WebhookEndpoint};

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = objects, treat_none_as_null = true)]
struct Row<'a> {
    id: &'a str,
    kind: &'a str,
    payment_intent: Option<String>,
    due_at: Option<i64>,
    created_at: i64,
    document: String,
}

impl Transaction<'_> {
    pub(crate) fn find<D: Document>(&mut self, id: &str) -> Result<Option<D>, StoreError> {
        let found: Option<String> = objects::table
            .find(id)
            .filter(objects::kind.eq(D::KIND))
            .select(objects::document)
            .first(self.connection)
            .optional()?;
        Ok(found.map(|document| serde_json::from_str(&document)).transpose()?)
    }

    /// Writes the object over whatever was stored of it.
    pub(crate) fn save<D: Document>(&mut self, object: &D) -> Result<(), StoreError> {
        let row = Row {
            id: object.id(),
            kind: D::KIND,
            payment_intent: object.payment_intent().map(str::to_owned),
            due_at: object.due_at(),
            created_at: object.created(),
            document: serde_json::to_string(object)?,
        };
        self.has_work |= row.due_at.is_some();
        diesel::insert_into(objects::table)
            .values(&row)
            .on_conflict(objects::id)
            .do_update()
            .set(&row)
            .execute(self.connection)?;
        Ok(())
    }

    /// All objects of a kind, newest first.
    pub(crate) fn all<D: Document>(&mut self, limit: i64) -> Result<Vec<D>, StoreError> {
        let documents: Vec<String> = objects::table
            .filter(objects::kind.eq(D::KIND))
            .order(objects::rowid.desc())
            .limit(limit)
            .select(objects::document)
            .load(self.connection)?;
        documents.iter().map(|document| Ok(serde_json::from_str(document)?)).collect()
    }

    /// A page of the objects of a kind, of one payment if it is given, in the order in which the
    /// page is sought. `None` when the object that it begins at does not exist.
    pub(crate) fn listed<D: Document>(
        &mut self,
        listing: &Listing,
        of_payment: Option<&str>,
    ) -> Result<Option<Vec<D>>, StoreError> {
        use objects::{created_at, document, kind, payment_intent, rowid};

        let (from, to) = listing.made;
        let mut query = objects::table
            .filter(kind.eq(D::KIND))
            .filter(created_at.between(from, to))
            .limit(listing.sought())
            .select(document)
            .into_boxed();
        if let Some(of_payment) = of_payment {
            query = query.filter(payment_intent.eq(of_payment));
        }
        query = match &listing.from {
            From::Newest => query.order(rowid.desc()),
            From::After(id) => {
                let Some(position) = self.position::<D>(id)? else { return Ok(None) };
                query.filter(rowid.lt(position)).order(rowid.desc())
            }
            From::Before(id) => {
                let Some(position) = self.position::<D>(id)? else { return Ok(None) };
                query.filter(rowid.gt(position)).order(rowid.asc())
            }
        };
        let documents: Vec<String> = query.load(self.connection)?;
        let read = documents.iter().map(|text| Ok(serde_json::from_str(text)?));
        read.collect::<Result<_, _>>().map(Some)
    }

    /// Where an object stands among those that were made.
    fn position<D: Document>(&mut self, id: &str) -> Result<Option<i64>, StoreError> {
        let found = objects::table
            .find(id)
            .filter(objects::kind.eq(D::KIND))
            .select(objects::rowid)
            .first(self.connection)
            .optional()?;
        Ok(found)
    }

    /// The objects of a kind that belong to a payment, newest first.
    pub(crate) fn of_payment<D: Document>(
        &mut self,
        payment_intent: &str,
    ) -> Result<Vec<D>, StoreError> {
        let documents: Vec<String> = objects::table
            .filter(objects::kind.eq(D::KIND))
            .filter(objects::payment_intent.eq(payment_intent))
            .order(objects::rowid.desc())
            .select(objects::document)
            .load(self.connection)?;
        documents.iter().map(|document| Ok(serde_json::from_str(document)?)).collect()
    }

    /// The ids of some objects of a kind whose time has come, most overdue first.
    pub(crate) fn due<D: Document>(&mut self) -> Result<Vec<String>, StoreError> {
        const AT_ONCE: i64 = 100;
        let ids = objects::table
            .filter(objects::kind.eq(D::KIND))
            .filter(objects::due_at.le(milliseconds(self.now())))
            .order(objects::due_at.asc())
            .limit(AT_ONCE)
            .select(objects::id)
            .load(self.connection)?;
        Ok(ids)
    }

    /// When the next object's time comes, in Unix milliseconds.
    pub(crate) fn next_due_at(&mut self) -> Result<Option<i64>, StoreError> {
        let next = objects::table
            .filter(objects::due_at.is_not_null())
            .order(objects::due_at.asc())
            .select(objects::due_at)
            .first::<Option<i64>>(self.connection)
            .optional()?;
        Ok(next.flatten())
    }

    /// Removes an endpoint and what is owed to it; `false` if there is none.
    pub(crate) fn delete_endpoint(&mut self, id: &str) -> Result<bool, StoreError> {
        let endpoint = objects::table.find(id).filter(objects::kind.eq(WebhookEndpoint::KIND));
        Ok(diesel::delete(endpoint).execute(self.connection)? > 0)
    }

    /// Makes the endpoint of the settings what the settings now say.
    pub(crate) fn keep_settings_endpoint(
        &mut self,
        endpoint: Option<WebhookEndpoint>,
    ) -> Result<(), StoreError> {
        match endpoint {
            Some(endpoint) => self.save(&endpoint),
            None => self.delete_endpoint(webhook_endpoint::FROM_SETTINGS).map(|_| ()),
        }
    }
}
