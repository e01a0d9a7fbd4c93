//! No query scans a table that grows: every statement that the store sends is explained.
//!
//! Statements are heard on their way to the database, so none can be forgotten here that a
//! method of the port sends; plans are the ones for any values.

mod decided_and_sent;
mod desk;

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::schema::{Schema, Subject};
use airside_app::account::{MailedToken, Purpose, Role, User};
use airside_app::ports::bus::Message;
use airside_app::ports::changes::{
    AnswerKey, Remembered, SeatClaim, UserChange, Version, Versioned,
};
use airside_app::ports::payments::{EventSubject, GatewayEvent, GatewayEventId};
use airside_app::ports::store::{
    Accounts, Adoption, BookingFilter, Bookings, Carried, CarryOver, Due, Judge, Page,
    PersonalData as _, Restocked, Sales as _, Sold, Stock, Tariffs, Touched, Work, World,
    WorldRows, WorldVersion,
};
use airside_app::ports::{Changes, Store, Write};
use airside_booking::{CheckoutId, GatewayRefundId, IntentId};
use airside_port_contracts::samples::{
    DAY, NOW, airline, airport, api_key, booking, booking_id, cancellation, code, confirmed,
    document, exchange, fare, flight, flight_id, hash, id, inventory, payment, promo_code,
    reference, refresh_token, refund, seat, session, tariff, ticket_numbers, user, user_id,
};
use airside_primitives::{
    Cabin, CancellationId, Currency, DocumentId, ExchangeId, PaymentId, RefundId, SessionId,
};
use airside_store_postgres::PostgresStore;
use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use diesel::sql_types::Text;
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use time::Duration;

/// Loaded whole at start, and emptied whole; one row; or a list that is worked off to nothing.
const READ_WHOLE: [&str; 6] =
    ["airlines", "airports", "fares", "timetables", "touched_departures", "world"];
/// There to be unique; nobody looks anything up by them.
const ONLY_UNIQUE: [&str; 2] = ["mails_cause_key", "payments_one_live"];

thread_local! {
    /// A test has a thread of its own, and its store works there.
    static HEARD: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

struct Ear;

impl Instrumentation for Ear {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let query = query.to_string();
            let (text, _binds) = query.split_once(" -- binds").unwrap_or((&query, ""));
            HEARD.with_borrow_mut(|heard| heard.insert(text.to_owned()));
        }
    }
}

#[derive(QueryableByName)]
struct PlanLine {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    indexname: String,
}

#[tokio::test]
async fn every_query_has_an_index_and_every_index_a_query() {
    set_default_instrumentation(|| Some(Box::new(Ear))).unwrap();
    let Subject { store, schema } = Subject::new().await;
    HEARD.take();
    commit_everything(&store).await;
    ask_everything(&store).await;
    let heard = HEARD.take();
    assert!(heard.len() > 60, "{} statements", heard.len());

    let plans = explain(&schema, heard).await;
    let mut scans = Vec::new();
    for plan in &plans {
        let scanned = plan.lines().filter_map(|line| line.split_once("Seq Scan on "));
        for (_, table) in scanned {
            let table = table.split_whitespace().next().unwrap();
            if !READ_WHOLE.contains(&table) {
                scans.push(format!("{table} is scanned:\n{plan}"));
            }
        }
    }
    assert!(scans.is_empty(), "{}", scans.concat());
    let all: String = plans.concat();
    let is_needed = |index: &String| {
        let is_used = all.contains(&format!(" {index} ")) || all.contains(&format!(" {index}\n"));
        is_used || ONLY_UNIQUE.contains(&&**index)
    };
    let mut unneeded = indexes(&schema).await;
    unneeded.retain(|index| !is_needed(index));
    assert!(unneeded.is_empty(), "{unneeded:?} serve no query");
}

/// The plan of each statement, after the statement.
async fn explain(schema: &Schema, heard: BTreeSet<String>) -> Vec<String> {
    let mut connection = schema.connection().await;
    // Tables are nearly empty here, and then a scan looks cheap.
    let setup = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off";
    connection.batch_execute(setup).await.unwrap();
    let mut plans = Vec::new();
    for text in heard {
        let is_planned = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"]
            .into_iter()
            .any(|verb| text.trim_start().starts_with(verb));
        if is_planned {
            plans.push(plan(&mut connection, &text).await);
        }
    }
    plans
}

async fn plan(connection: &mut AsyncPgConnection, text: &str) -> String {
    connection.batch_execute(&format!("PREPARE asked AS {text}")).await.unwrap();
    let count = (1..99).take_while(|number| text.contains(&format!("${number}"))).count();
    let values =
        if count == 0 { String::new() } else { format!("({})", ["NULL"].repeat(count).join(", ")) };
    let explained = sql_query(format!("EXPLAIN EXECUTE asked{values}"));
    let lines: Vec<PlanLine> = explained.load(connection).await.unwrap();
    connection.batch_execute("DEALLOCATE asked").await.unwrap();
    let lines: Vec<_> = lines.into_iter().map(|it| it.line).collect();
    format!("{text}\n{}\n", lines.join("\n"))
}

/// All but the primary keys, which a table has anyhow.
async fn indexes(schema: &Schema) -> Vec<String> {
    let all = "SELECT indexname::text FROM pg_indexes \
               WHERE schemaname = current_schema() AND indexname !~ '_pkey$'";
    let all: Vec<Index> = sql_query(all).load(&mut schema.connection().await).await.unwrap();
    all.into_iter().map(|index| index.indexname).collect()
}

/// Every kind of write.
async fn commit_everything(store: &PostgresStore) {
    let of = booking_id(1);
    let session = session(1, user_id(1));
    let taken = SeatClaim { flight: flight_id(1), date: DAY, seat: seat(7), booking: of };
    let answer = Remembered {
        key: AnswerKey { user: user_id(1), operation: "POST".to_owned(), key: "1".to_owned() },
        fingerprint: [0; 32],
        status: 201,
        body: String::new(),
        answered_at: NOW,
        expires_at: NOW,
    };
    let about = EventSubject::Intent { id: IntentId("pi_1".to_owned()), payment: None };
    let event = GatewayEvent { id: event_id(), kind: "payment".to_owned(), about };
    let version = Version(1);
    let world = WorldVersion(0);

    let first = Changes::default()
        .write(Write::AddUser(user(1)))
        .write(Write::AddUser(user(2)))
        .write(Write::AddUser(User { role: Role::Admin, ..user(4) }))
        .write(Write::AddApiKey(api_key(1, user_id(1))))
        .write(Write::AddSession(session))
        .write(Write::AddRefreshToken(refresh_token(1, session.id)))
        .write(Write::Remember(answer))
        .write(Write::TakeInventory { inventory: inventory(1, 1), capacity: 9, world })
        .write(Write::ClaimSeat(taken))
        .write(Write::SavePromoCode(promo_code("FLAT500")))
        .write(Write::add(&booking(1)))
        .write(Write::AddTicketNumbers { booking: of, numbers: ticket_numbers(1) })
        .write(Write::add(&payment(1, of)))
        .write(Write::add(&cancellation(1, of)))
        .write(Write::add(&exchange(1, of)))
        .write(Write::add(&refund(1, of)))
        .write(Write::add(&document(1, of)))
        .write(Write::RecordGatewayEvent { event, at: NOW })
        .send(Message::TimetableChanged);
    let mailed = MailedToken {
        hash: hash(1),
        user: user_id(1),
        purpose: Purpose::ResetPassword,
        created_at: NOW,
        expires_at: NOW + Duration::HOUR,
    };
    let second = Changes::default()
        .write(Write::UsePromo { code: code("FLAT500"), user: user_id(1), booking: of })
        .write(Write::UseRefreshToken { hash: hash(1), at: NOW })
        .write(Write::AddMailedToken(mailed))
        .write(Write::ChangeUser { user: user_id(1), change: UserChange::Role(Role::Agent) })
        .write(Write::KeepsAnAdmin { but: user_id(1) })
        .write(Write::RevokeApiKey { id: api_key(1, user_id(1)).id, user: user_id(1), at: NOW })
        .write(Write::ReturnInventory(inventory(1, 1)))
        .write(Write::ReleaseSeat(taken))
        .write(Write::save(&Versioned { value: confirmed(1, []), version }))
        .write(Write::save(&Versioned { value: payment(1, of), version }))
        .write(Write::save(&Versioned { value: cancellation(1, of), version }))
        .write(Write::save(&Versioned { value: refund(1, of), version }))
        .write(Write::save(&Versioned { value: document(1, of), version }))
        .write(Write::SettleGatewayEvent { id: event_id(), at: NOW })
        .write(Write::AddDepartures { booking: of, departures: vec![(flight_id(2), DAY)] })
        .write(Write::SettleTouched { flight: flight_id(2), date: DAY, world });
    let third = Changes::default()
        .write(Write::ReturnPromo { booking: of })
        .write(Write::RevokeSession { id: session.id, at: NOW })
        .write(Write::UseMailedToken { hash: hash(1), at: NOW })
        .write(Write::ForgetGatewayEvents { about: vec!["pi_1".to_owned()] });
    let fourth = Changes::default()
        .write(Write::Stays(user_id(1)))
        .write(Write::EndSessions { user: user_id(1), at: NOW })
        .write(Write::LeaveAccount { user: user_id(2), at: NOW })
        .write(Write::RemoveAccount(user_id(3)));
    for changes in [first, second, third, fourth] {
        store.commit(changes).await.unwrap();
    }
}

async fn ask_about_people(store: &PostgresStore) {
    let of = booking_id(1);
    store.every_api_key(user_id(1), Page { limit: 9, before: None }).await.unwrap();
    store.sessions(user_id(1), Page { limit: 9, before: None }).await.unwrap();
    store.refresh_tokens(SessionId(id(1))).await.unwrap();
    store.mailed_tokens(user_id(1)).await.unwrap();
    store.answers(user_id(1), None, 9).await.unwrap();
    store.promo_use(of).await.unwrap();
    store.events_about(&["pi_1".to_owned()]).await.unwrap();
    store.bookings_ahead(user_id(1), NOW, Page { limit: 9, before: None }).await.unwrap();
    store.money_under_way(user_id(1)).await.unwrap();
    store.leaving(None, 9).await.unwrap();
    store.forget_logins(user_id(2), 9).await.unwrap();
    store.over_since(NOW, 9).await.unwrap();
    store.undated_bookings(None, 9).await.unwrap();
    store.erasing_documents(9).await.unwrap();
}

/// Every question, and the rest of the port.
async fn ask_everything(store: &PostgresStore) {
    let rows = WorldRows {
        airports: vec![airport("DEL")],
        airlines: vec![airline("AI")],
        fares: vec![fare("LHR", 1)],
        promo_codes: vec![promo_code("OTHER")],
        replace_fares: true,
        provenance: Some("demo".to_owned()),
        fares_currency: Some(Currency::INR),
    };
    World::load(store, rows).await.unwrap();
    adopt_another(store).await;
    store.airports().await.unwrap();
    store.airlines().await.unwrap();
    store.flights().await.unwrap();
    store.fares().await.unwrap();
    store.provenance().await.unwrap();
    store.fares_currency().await.unwrap();
    store.save_tariff(tariff("demo"), Vec::new()).await.unwrap();
    store.tariff().await.unwrap();
    store.tariff_version(1).await.unwrap();
    store.promo_code(&code("FLAT500")).await.unwrap();
    store.promo_uses(&code("FLAT500"), user_id(1)).await.unwrap();
    store.promo_codes(None, 9).await.unwrap();
    store.user(user_id(1)).await.unwrap();
    store.user_by_email("asha@example.com").await.unwrap();
    store.live_api_key(hash(1)).await.unwrap();
    store.live_session(SessionId(id(1))).await.unwrap();
    let page = Page { limit: 9, before: None };
    store.live_sessions(user_id(1), NOW, page).await.unwrap();
    store.users(Role::Agent, Page { limit: 9, before: None }).await.unwrap();
    store.mailed_token(hash(1)).await.unwrap();
    store.api_keys(user_id(1), Page { limit: 9, before: None }).await.unwrap();
    store.session(SessionId(id(1))).await.unwrap();
    store.refresh_token(hash(1)).await.unwrap();
    let key = AnswerKey { user: user_id(1), operation: "POST".to_owned(), key: "1".to_owned() };
    store.remembered(&key, NOW).await.unwrap();
    ask_about_people(store).await;
    desk::ask_at_the_desk(store).await;
    decided_and_sent::ask_what_was_decided(store).await;
    decided_and_sent::ask_what_is_sent(store).await;
    store.sold_from(DAY).await.unwrap();
    store.sold_on(&[(flight_id(1), DAY)]).await.unwrap();
    store.taken_seats(&[(flight_id(1), DAY)]).await.unwrap();
    store.touched_departures(Some((flight_id(2), DAY)), 9).await.unwrap();
    store.touched_among(&[(flight_id(1), DAY)]).await.unwrap();
    store.unanswered_changes(NOW, 9).await.unwrap();
    store.booked_from(DAY).await.unwrap();
    store.bookings_on(flight_id(1), DAY).await.unwrap();

    let of = booking_id(1);
    store.booking(of).await.unwrap();
    store.booking_by_reference(reference(1)).await.unwrap();
    let filter = BookingFilter { owner: user_id(1), status: None, now: NOW };
    store.bookings(filter, Page { limit: 9, before: None }).await.unwrap();
    store.unpaid_bookings(user_id(1), NOW, 9).await.unwrap();
    store.sales(NOW..NOW + Duration::DAY, None, 9).await.unwrap();
    store.exchanged(NOW..NOW + Duration::DAY, None, 9).await.unwrap();
    store.given_back(NOW..NOW + Duration::DAY, None, 9).await.unwrap();
    store.sales_lines(of).await.unwrap();
    store.unposted(9).await.unwrap();
    store.payment(PaymentId(id(1))).await.unwrap();
    store.payment_by_intent(&IntentId("pi_1".to_owned())).await.unwrap();
    store.payment_by_checkout(&CheckoutId("cs_1".to_owned())).await.unwrap();
    store.payments(of).await.unwrap();
    store.payments_to_look_at().await.unwrap();
    store.cancellation(CancellationId(id(1))).await.unwrap();
    store.cancellations(of).await.unwrap();
    store.exchange(ExchangeId(id(1))).await.unwrap();
    store.exchanges(of).await.unwrap();
    store.refund(RefundId(id(1))).await.unwrap();
    store.refund_by_gateway_id(&GatewayRefundId("re_1".to_owned())).await.unwrap();
    store.refunds(of).await.unwrap();
    store.document(DocumentId(id(1))).await.unwrap();
    store.documents(of).await.unwrap();

    let unsent = store.unsent(9).await.unwrap();
    store.take_off(&[unsent[0].id]).await.unwrap();
    store.overdue_holds(NOW, 9).await.unwrap();
    store.live_payments(NOW, 9).await.unwrap();
    store.unfinished_refunds(NOW, 9).await.unwrap();
    store.pending_documents(NOW, 9).await.unwrap();
    store.gateway_event(&event_id()).await.unwrap();
    store.unsettled_events(NOW, 9).await.unwrap();
    for work in [Work::Events, Work::Refunds, Work::Payments, Work::Closings] {
        store.claim(work, NOW, NOW, 9).await.unwrap();
    }
    // Late enough for every login to be over.
    let late = refresh_token(1, SessionId(id(1))).expires_at + time::Duration::DAY;
    store.forget(late, late).await.unwrap();
    store.ping().await.unwrap();
    carry_over(store).await;
}

/// A timetable in the place of none, which touches what was sold.
async fn adopt_another(store: &PostgresStore) {
    for _ in 0..2 {
        let stage = store.stage(vec![flight(1)], &|_| ()).await.unwrap();
        let (flight, date) = (flight_id(1), DAY);
        let adoption = Adoption {
            planned_at: store.world_version().await.unwrap(),
            timetable: Some((stage, vec![code("AI")])),
            provenance: Some("file".to_owned()),
            restocked: vec![Restocked { flight, date, cabin: Cabin::Economy, capacity: 1 }],
            touched: vec![Touched { flight, date, moved_to: None }],
            planned_when: NOW,
            judge: Judge::nothing_changes(),
            also: Vec::new(),
        };
        store.adopt(adoption).await.unwrap();
    }
}

/// As if a migration had asked for it.
async fn carry_over(store: &PostgresStore) {
    store.is_carry_over_due().await.unwrap();
    let booking = store.all_bookings(None, 1).await.unwrap().remove(0);
    store.all_bookings(Some(booking.value.id), 1).await.unwrap();
    store.sealed_otherwise("k", None, 1).await.unwrap();
    let (flight_id, of) = (flight_id(3), booking.value.id);
    let carried = Carried {
        flights: vec![flight(3)],
        stock: vec![Sold { inventory: inventory(3, 1), capacity: 9 }],
        claims: vec![SeatClaim { flight: flight_id, date: DAY, seat: seat(1), booking: of }],
        departures: vec![(flight_id, DAY, of)],
        bookings: vec![booking],
    };
    store.carry_over(carried).await.unwrap();
}

fn event_id() -> GatewayEventId {
    GatewayEventId("evt_1".to_owned())
}
