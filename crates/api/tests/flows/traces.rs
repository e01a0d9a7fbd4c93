//! One trace follows a booking from a request to the work that it causes.

use std::sync::{Mutex, PoisonError};

use actix_web::web::{Bytes, Data, to};
use actix_web::{App, HttpResponse, HttpServer};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message as _;
use serde_json::json;

use crate::call::Client;
use crate::journeys::{DAY, adult};
use crate::program::Program;
use crate::site::eventually;

/// A trace that somebody outside began.
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// What takes traces: the trace of each span, and its name.
type Collector = Data<Mutex<Vec<(String, String)>>>;

#[actix_web::test]
async fn a_refund_at_the_gateway_is_part_of_the_trace_that_asked_for_it() {
    let spans = Collector::default();
    let endpoint = ("AIRSIDE_TRACES__ENDPOINT", collect(spans.clone()));
    let at_once = ("OTEL_BSP_SCHEDULE_DELAY", "100".to_owned());
    let program = Program::start(&[endpoint, at_once]).await;
    let asha = Client::new(program.url.clone()).sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha")]).await;
    asha.pay(&booking, "pm_card_visa").await;
    let quote = asha.quote(&booking, &json!({})).await.expect(201);
    let confirm = format!("/v1/cancellations/{}/confirm", quote["id"].as_str().unwrap());
    let parent = format!("00-{TRACE}-00f067aa0ba902b7-01");

    asha.post(&confirm, &json!({})).once().header("traceparent", &parent).await.expect(200);

    for name in ["POST /v1/cancellations/{id}/confirm", "message settlement"] {
        eventually(name, async || {
            let spans = spans.lock().unwrap_or_else(PoisonError::into_inner);
            let is_there = |(trace, span): &(String, String)| trace == TRACE && span == name;
            spans.iter().any(is_there).then_some(())
        })
        .await;
    }
    let others = spans.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(others.iter().any(|(trace, name)| trace != TRACE && name == "POST /v1/bookings"));
}

/// Takes traces on a port of this machine, whose address it answers.
fn collect(spans: Collector) -> String {
    let server =
        HttpServer::new(move || App::new().app_data(spans.clone()).default_service(to(take)));
    let server = server.workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
    let endpoint = format!("http://{}/v1/traces", server.addrs()[0]);
    actix_web::rt::spawn(server.run());
    endpoint
}

async fn take(spans: Collector, body: Bytes) -> HttpResponse {
    let told = ExportTraceServiceRequest::decode(body).unwrap();
    let told = told.resource_spans.into_iter().flat_map(|it| it.scope_spans);
    let hex = |id: Vec<u8>| format!("{:032x}", u128::from_be_bytes(id.try_into().unwrap()));
    let told = told.flat_map(|it| it.spans).map(|span| (hex(span.trace_id), span.name));
    spans.lock().unwrap_or_else(PoisonError::into_inner).extend(told);
    HttpResponse::Ok().finish()
}
