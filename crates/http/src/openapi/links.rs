//! Which call comes next, with what of an answer: the way of a trip, for tools that follow it.

use serde_json::{Map, Value, json};

/// A call and the status of its answer; the call that may come next, and a parameter of that with
/// the place in the answer that has it.
const LINKS: [(&str, &str, &str, &str, &str); 16] = [
    ("createBooking", "201", "getBooking", "booking_ref", "/booking_ref"),
    ("createBooking", "201", "createPayment", "booking_ref", "/booking_ref"),
    ("createBooking", "201", "releaseBooking", "booking_ref", "/booking_ref"),
    ("getBooking", "200", "listDocuments", "booking_ref", "/booking_ref"),
    ("getBooking", "200", "quoteCancellation", "booking_ref", "/booking_ref"),
    ("getBooking", "200", "listPayments", "booking_ref", "/booking_ref"),
    ("createPayment", "201", "getBooking", "booking_ref", "/booking_ref"),
    ("createPayment", "201", "listDocuments", "booking_ref", "/booking_ref"),
    ("quoteCancellation", "201", "confirmCancellation", "id", "/id"),
    ("quoteCancellation", "201", "getCancellation", "id", "/id"),
    ("confirmCancellation", "200", "getCancellation", "id", "/id"),
    ("getOffer", "200", "getSeatMap", "id", "/id"),
    ("createApiKey", "201", "revokeApiKey", "id", "/id"),
    ("createWebhookEndpoint", "201", "getWebhookEndpoint", "id", "/id"),
    ("createWebhookEndpoint", "201", "pingWebhookEndpoint", "id", "/id"),
    ("createWebhookEndpoint", "201", "listWebhookDeliveries", "id", "/id"),
];

/// Adds to an answer of a call what may come next.
pub(super) fn write(response: &mut Value, operation: &str, status: &str) {
    let ours = LINKS.iter().filter(|(of, with, ..)| (*of, *with) == (operation, status));
    let links: Map<String, Value> = ours
        .map(|(_, _, next, parameter, place)| {
            let link = json!({
                "operationId": next,
                "parameters": {*parameter: format!("$response.body#{place}")},
            });
            ((*next).to_owned(), link)
        })
        .collect();
    if !links.is_empty() {
        response["links"] = links.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_leads_from_an_answer_to_a_parameter_of_a_call() {
        let document = crate::description().unwrap();
        let calls = document["paths"].as_object().unwrap().values();
        let calls: Vec<&Value> = calls.flat_map(|it| it.as_object().unwrap().values()).collect();
        let named = |id: &str| {
            let found = calls.iter().find(|call| call["operationId"] == id);
            *found.unwrap_or_else(|| panic!("no call is named {id}"))
        };
        for (from, status, next, parameter, place) in LINKS {
            let answer = &named(from)["responses"][status];
            assert_eq!(answer["links"][next]["operationId"], next, "{from}");
            let schema = &answer["content"]["application/json"]["schema"];
            assert!(has(&document, schema, &place[1..]), "{from}: {place}");
            let taken = named(next)["parameters"].as_array().unwrap();
            assert!(taken.iter().any(|it| it["name"] == parameter), "{next}: {parameter}");
        }
    }

    /// Whether what follows a schema has this member.
    fn has(document: &Value, schema: &Value, member: &str) -> bool {
        let referred = schema["$ref"].as_str().and_then(|at| document.pointer(&at[1..]));
        let parts = schema["allOf"].as_array().into_iter().flatten();
        schema["properties"].get(member).is_some()
            || referred.into_iter().chain(parts).any(|it| has(document, it, member))
    }
}
