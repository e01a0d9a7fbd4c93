//! A form with a file in it: the file, and what else the form says.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use airside_app::App;
use airside_app::account::Role;
use airside_app::accounts::Caller;
use futures::StreamExt as _;
use tokio::sync::OwnedSemaphorePermit;

use super::who::staff;
use crate::form::{Fields, TOKEN};
use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// How long a file may take to arrive.
const PATIENCE: Duration = Duration::from_secs(50);
/// No field beside the file is longer.
const LONGEST_FIELD: usize = 2_000;

/// A form of ours that came whole, and the turn to work on its file: memory is bounded by one.
pub(super) struct Upload {
    pub(super) visitor: Visitor,
    /// An administrator: of nobody else a file is read.
    pub(super) caller: Caller,
    pub(super) fields: Fields,
    /// Empty when none was chosen.
    pub(super) file: Vec<u8>,
    _turn: OwnedSemaphorePermit,
}

impl FromRequest for Upload {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let form = Multipart::from_request(&request, payload);
        Box::pin(async move {
            let visitor = Visitor::of(&request).await?;
            let caller = staff(&visitor, Role::Admin)?;
            let again = || Refusal::OldForm { again: visitor.here.clone() };
            let app = request.app_data::<Data<App>>().ok_or(Refusal::Fault)?;
            let turn = app.file_turn.clone().try_acquire_owned().map_err(|_| Refusal::Away)?;
            let form = form.await.map_err(|_| again())?;
            let arriving = collect(form, app.settings.largest_file);
            let came = actix_web::rt::time::timeout(PATIENCE, arriving).await;
            let (fields, file) = came.map_err(|_| Refusal::Away)??;
            if fields.exact(TOKEN) != visitor.form_token() {
                return Err(again());
            }
            Ok(Self { visitor, caller, fields, file, _turn: turn })
        })
    }
}

async fn collect(mut form: Multipart, most: usize) -> Result<(Fields, Vec<u8>), Refusal> {
    let (mut fields, mut file) = (Fields::default(), Vec::new());
    while let Some(part) = form.next().await {
        let mut part = part.map_err(|_| Refusal::TooLong)?;
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = name == "file";
        let most = if is_file { most } else { LONGEST_FIELD };
        let mut bytes = Vec::new();
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(|_| Refusal::TooLong)?;
            if bytes.len() + chunk.len() > most {
                return Err(Refusal::TooLong);
            }
            bytes.extend_from_slice(&chunk);
        }
        if is_file {
            file = bytes;
        } else {
            fields.add(&name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok((fields, file))
}
