//! What the files promise, seen from outside.
//!
//! Text is looked for in the file's own content streams, through the character
//! maps that a reader uses to copy text, so a word found here can be extracted.

mod extract;

use airside_app::ports::documents::{
    Balance, Document, Documents, JourneyStatus, ReceiptStatus, RuleGroup, TicketDocument,
};
use airside_documents_pdf::PdfDocuments;
use airside_documents_pdf::samples::{
    sample_change_receipt, sample_long_ticket, sample_passenger_list, sample_receipt, sample_ticket,
};
use airside_primitives::Amount;

#[expect(clippy::unwrap_used, reason = "a document that is not made fails the test")]
fn render(document: &Document) -> Vec<u8> {
    PdfDocuments::new().unwrap().render(document).unwrap()
}

fn ticket(ticket: TicketDocument) -> Vec<u8> {
    render(&Document::Ticket(ticket))
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert_eq!(ticket(sample_ticket(3)), ticket(sample_ticket(3)));
    let other_renderer = render(&Document::RefundReceipt(sample_receipt()));
    assert_eq!(other_renderer, render(&Document::RefundReceipt(sample_receipt())));
}

#[test]
fn a_ticket_is_at_most_60_kilobytes_however_many_travel() {
    for passengers in 1..=10 {
        assert!(ticket(sample_ticket(passengers)).len() <= 60_000, "{passengers}");
        assert!(ticket(sample_long_ticket(passengers)).len() <= 60_000, "{passengers}");
    }
}

#[test]
fn reference_seats_codes_and_ticket_numbers_can_be_extracted_whole() {
    let text = extract::text(&ticket(sample_ticket(2)));
    for wanted in [
        "K7Q2MZ",
        "12A",
        "23A",
        "12B",
        "DEL",
        "BOM",
        "LHR",
        "QZ2045",
        "098-1234567890",
        "RAO/ASHA MS",
        "Tue 1 Dec 2026",
        "08:00",
        "IST",
        "GMT",
        "+1 day",
        "WELCOME10",
        "127,428.00",
        "Demo data: not valid for travel",
    ] {
        assert!(text.iter().any(|line| line.contains(wanted)), "{wanted:?} in {text:#?}");
    }
}

#[test]
fn names_are_shown_as_they_were_typed() {
    let text = extract::text(&ticket(sample_ticket(10)));
    for name in [
        "Şule Gülşen Öztürk",
        "Søren Ærø Nørgaard",
        "Łukasz Świętosławski",
        "Núria Muñoz i Peña",
        "Őry Győző",
        "Дмитрий Щукин",
        "Ελένη Παπαδοπούλου",
    ] {
        assert!(text.iter().any(|line| line == name), "{name:?} in {text:#?}");
    }
}

#[test]
fn a_name_in_a_script_without_a_font_is_spelled_in_latin_letters() {
    let mut content = sample_ticket(1);
    content.passengers[0].typed_name = "王小明 🛫".to_owned();
    let text = extract::text(&ticket(content));
    assert!(text.iter().any(|line| line.starts_with("Wang Xiao Ming")), "{text:#?}");
}

#[test]
fn every_page_has_the_reference_its_number_and_the_notice() {
    let file = ticket(sample_long_ticket(10));
    let pages = extract::pages(&file);
    let count = pages.len();
    assert!(count > 2);
    for (number, page) in (1..).zip(&pages) {
        let strip = format!("K7Q2MZ  ·  Page {number} of {count}");
        assert!(page.contains(&strip), "{page:#?}");
        assert!(page.contains(&"Demo data: not valid for travel".to_owned()));
    }
}

#[test]
fn no_page_ends_in_a_heading() {
    let headings = [
        "Departing",
        "Returning",
        "Passengers and seats",
        "Bar codes for check-in",
        "Fare, taxes and charges",
        "Before you board",
        "Fare rules",
    ];
    for passengers in 1..=10 {
        for page in extract::pages(&ticket(sample_long_ticket(passengers))) {
            let last = page.last().unwrap();
            assert!(!headings.contains(&last.as_str()), "{passengers}: {last}");
        }
    }
}

#[test]
fn a_cancelled_journey_is_marked_and_its_seats_are_gone() {
    let mut content = sample_ticket(1);
    content.journeys[0].status = JourneyStatus::Cancelled;
    content.passengers[0].bar_codes.clear();
    let text = extract::text(&ticket(content));
    let has = |wanted: &str| text.iter().any(|line| line == wanted);
    assert!(has("Cancelled") && has("Electronic ticket, partly cancelled") && has("34A"));
    assert!(has("QZ2045") && !has("12A") && !has("Bar codes for check-in"));
}

#[test]
fn texts_of_any_length_are_laid_out() {
    let mut content = sample_ticket(10);
    let long = "Wolfeschlegelsteinhausenbergerdorff ".repeat(20);
    content.airline.name.clone_from(&long);
    content.trip.clone_from(&long);
    content.notice = Some(long.clone());
    for passenger in &mut content.passengers {
        passenger.typed_name = "W".repeat(400);
        passenger.ticket_name.clone_from(&long);
        passenger.journeys.clear();
    }
    for journey in &mut content.journeys {
        journey.direction.clone_from(&long);
        for segment in &mut journey.segments {
            segment.operated_by = Some(long.clone());
            segment.aircraft.clone_from(&long);
            segment.departure.city.clone_from(&long);
            segment.departure.airport_name.clone_from(&long);
            segment.departure.terminal = Some(long.clone());
        }
    }
    content.boarding = vec![long.repeat(30)];
    content.rules = vec![RuleGroup { title: long.clone(), sentences: vec![long.repeat(9); 3] }];
    content.fare.total = Amount::minor(i64::MAX);
    assert!(extract::pages(&ticket(content)).len() > 5);
}

#[test]
fn a_document_with_next_to_nothing_in_it_is_a_page() {
    let mut content = sample_ticket(0);
    content.journeys.clear();
    content.rules.clear();
    content.boarding.clear();
    content.notice = None;
    content.airline.name.clear();
    assert_eq!(extract::pages(&ticket(content)).len(), 1);
}

#[test]
fn a_receipt_says_what_came_back_and_where_it_went() {
    let text = extract::text(&render(&Document::RefundReceipt(sample_receipt())));
    for wanted in [
        "INR 63,400.00",
        "Refunded",
        "68,245.00",
        "−3,000.00",
        "−1,845.00",
        "Returning, LHR – BOM – DEL",
        "Şule Gülşen Öztürk",
        "To the card that paid, through Stripe",
    ] {
        assert!(text.iter().any(|line| line == wanted), "{wanted:?} in {text:#?}");
    }
}

#[test]
fn the_receipt_of_a_change_says_what_it_cost_and_how_that_was_settled() {
    let text = extract::text(&render(&Document::ChangeReceipt(sample_change_receipt()))).join(" ");
    for said in [
        "Receipt of a change",
        "K7Q2MZ",
        "LHR – BOM – DEL",
        "QZ132, QZ2046",
        "−68,245.00",
        "70,123.00",
        "1,500.00",
        "3,378.00",
        "pi_3QmVx2KZf0sample",
        "Şule Gülşen Öztürk",
        "Demo data: not valid for travel",
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }

    let mut cheaper = sample_change_receipt();
    cheaper.balance = Balance::Refund {
        amount: Amount::minor(20_000),
        status: ReceiptStatus::Pending,
        refunded_to: "The card that paid".to_owned(),
    };
    let text = extract::text(&render(&Document::ChangeReceipt(cheaper.clone()))).join(" ");
    assert!(text.contains("On its way") && text.contains("200.00"), "{text}");
    cheaper.balance = Balance::Even;
    let text = extract::text(&render(&Document::ChangeReceipt(cheaper))).join(" ");
    assert!(text.contains("Nothing due"), "{text}");
}

#[test]
fn a_ticket_that_was_reissued_says_which_it_was_exchanged_for() {
    let mut ticket = sample_ticket(1);
    ticket.passengers[0].exchanged_from = Some("098-7777777777".to_owned());
    let text = extract::text(&render(&Document::Ticket(ticket))).join(" ");
    assert!(text.contains("098-7777777777"), "{text}");
}

#[test]
fn a_refund_of_nothing_has_a_receipt_too() {
    let mut content = sample_receipt();
    content.status = ReceiptStatus::NothingDue;
    content.gateway_reference = None;
    content.refunded_at = None;
    content.total_refund = Amount::ZERO;
    let text = extract::text(&render(&Document::RefundReceipt(content)));
    assert!(text.contains(&"Nothing due".to_owned()) && text.contains(&"INR 0.00".to_owned()));
}

#[test]
fn a_passenger_list_has_seats_names_numbers_bags_and_totals() {
    let text = extract::text(&render(&Document::PassengerList(sample_passenger_list(40))));
    for wanted in [
        "QZ2045",
        "Passenger list",
        "DEL New Delhi",
        "Travelling (41)",
        "Held and not paid: not to be boarded (2)",
        "1A",
        "RAOA/ASHA MS",
        "RAO/TARA MISS",
        "On lap",
        "098-1234567800",
        "K7Q2MA",
        "15 kg + 5 kg paid",
        "Adult  ·  Economy",
        "Sold as AI9045",
        "Travelling: 40 adults, 1 infant  ·  Held: 2 adults",
    ] {
        assert!(text.iter().any(|line| line == wanted), "{wanted:?} in {text:#?}");
    }
}

#[test]
fn a_list_of_a_full_aircraft_is_some_pages_and_no_more() {
    let list = render(&Document::PassengerList(sample_passenger_list(180)));
    let pages = extract::pages(&list).len();
    assert!((5..=8).contains(&pages), "{pages}");
    assert!(list.len() <= 200_000, "{}", list.len());
}
