//! The steps, carried out on a node, and what is looked at after each.

use std::rc::Rc;

use airside_app::audit::{Finding, Sources, audit};
use airside_app::bookings::release::ReleaseError;
use airside_app::idempotency::{Answer, Given};
use airside_app::ports::payments::RefundStatus;
use airside_app::work::sweep::{sweep_holds, sweep_money};
use airside_booking::{Booking, RefundState};
use airside_port_contracts::fakes::{CARD, Connection, DECLINED_CARD, OTHER_CARD};
use airside_port_contracts::samples::HOLD;
use airside_primitives::{Amount, CancellationId};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use time::Duration;
use tokio::runtime::{Builder, Runtime};

use super::model::{Card, Fate, Model, Step};
use crate::site::Site;

/// More than any failed refund has waited for in one sequence.
const PATIENCE: usize = 20;

/// A node, and what its clients were told.
pub(super) struct Selling {
    runtime: Rc<Runtime>,
    site: Site,
    bookings: Vec<Booking>,
    /// Every request that was carried out, with its key and its answer.
    answered: Vec<(Asked, String, Answer)>,
    requests: u32,
}

/// What a client asked for.
#[derive(Debug, Clone)]
enum Asked {
    Book { offer: String },
    Pay { booking: usize, card: Option<&'static str> },
    Confirm { quote: CancellationId },
}

impl StateMachineTest for Selling {
    type SystemUnderTest = Self;
    type Reference = Model;

    fn init_test(_model: &Model) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let site = runtime.block_on(Site::open());
        let runtime = Rc::new(runtime);
        Self { runtime, site, bookings: Vec::new(), answered: Vec::new(), requests: 0 }
    }

    fn apply(mut this: Self, _model: &Model, step: Step) -> Self {
        let runtime = this.runtime.clone();
        runtime.block_on(this.carry_out(&step));
        this
    }

    fn check_invariants(this: &Self, model: &<Model as ReferenceStateMachine>::State) {
        this.runtime.block_on(async {
            this.fates_are_as_promised(model).await;
            this.stock_is_what_bookings_hold().await;
            this.money_is_what_bookings_cost(model).await;
            this.answers_are_given_again().await;
        });
    }
}

impl Selling {
    async fn carry_out(&mut self, step: &Step) {
        match step {
            Step::Book => {
                let asked = Asked::Book { offer: self.site.offer() };
                let given = self.ask(asked).await.unwrap();
                self.bookings.push(self.site.booking_of(&Given::First(given)).await);
            }
            Step::Pay { booking, card } => {
                let card = match card {
                    Card::Good => CARD,
                    Card::Other => OTHER_CARD,
                    Card::Declined => DECLINED_CARD,
                };
                self.ask(Asked::Pay { booking: *booking, card: Some(card) }).await;
            }
            Step::OpenPage { booking } => {
                self.ask(Asked::Pay { booking: *booking, card: None }).await;
            }
            Step::PayOnPage { booking, event_arrives } => {
                self.pay_on_page(*booking, *event_arrives).await;
            }
            Step::Cancel { booking } => {
                let quote = self.site.quote(&self.bookings[*booking]).await.id;
                self.ask(Asked::Confirm { quote }).await.unwrap();
            }
            Step::Release { booking } => self.release(*booking).await,
            Step::Wait { minutes } => self.site.clock.advance(Duration::minutes(*minutes)),
            Step::SetConnection(connection) => self.site.gateway.set_connection(*connection),
            Step::RefundsFail(fail) => self.make_refunds(*fail),
            Step::Sweep => self.sweep().await,
            Step::Settle => self.settle().await,
        }
        self.site.work().await;
    }

    /// The answer, if it was not refused; what has one is asked again later.
    async fn ask(&mut self, asked: Asked) -> Option<Answer> {
        self.requests += 1;
        let key = format!("request {}", self.requests);
        let answer = match self.call(&asked, &key).await? {
            Given::First(answer) => answer,
            Given::Again(answer) => panic!("{asked:?} was never asked, and {answer:?} came again"),
        };
        self.answered.push((asked, key, answer.clone()));
        Some(answer)
    }

    async fn call(&self, asked: &Asked, key: &str) -> Option<Given> {
        match asked {
            Asked::Book { offer } => self.site.place(offer.clone(), None, key).await.ok(),
            Asked::Pay { booking, card } => {
                self.site.pay(&self.bookings[*booking], *card, key).await.ok()
            }
            Asked::Confirm { quote } => self.site.confirm(*quote, key).await.ok(),
        }
    }

    async fn pay_on_page(&self, booking: usize, event_arrives: bool) {
        let payments = self.site.payments(&self.bookings[booking]).await;
        let page = payments.iter().find(|payment| payment.is_live()).unwrap().id;
        self.site.gateway.pay_on_page(page);
        if event_arrives {
            self.site.hear(&self.site.gateway.event_of_payment(page)).await;
        }
    }

    async fn release(&self, booking: usize) {
        match self.site.release(&self.bookings[booking]).await {
            Ok(()) | Err(ReleaseError::AlreadyPaid) => (),
            Err(error) => panic!("{error:?}"),
        }
    }

    fn make_refunds(&self, fail: bool) {
        let status = if fail { RefundStatus::Failed } else { RefundStatus::Succeeded };
        self.site.gateway.make_refunds(status);
    }

    async fn sweep(&self) {
        sweep_holds(&self.site.app).await.unwrap();
        sweep_money(&self.site.app).await.unwrap();
    }

    async fn settle(&self) {
        self.site.gateway.set_connection(Connection::Up);
        self.make_refunds(false);
        self.site.clock.advance(HOLD);
        self.sweep().await;
        for _ in 0..PATIENCE {
            self.site.clock.advance(Duration::MINUTE);
            self.sweep().await;
            self.site.work().await;
        }
    }

    async fn fates_are_as_promised(&self, model: &Model) {
        for (booking, sale) in self.bookings.iter().zip(&model.bookings) {
            let status = self.site.status(booking).await;
            let promised: &[&str] = match sale.fate {
                Fate::Held => &["PENDING_PAYMENT"],
                Fate::Paid => &["CONFIRMED"],
                Fate::Cancelled => &["CANCELLED"],
                Fate::Expired | Fate::GivenUp => &["EXPIRED"],
                Fate::Unclear => &["PENDING_PAYMENT", "CONFIRMED", "EXPIRED"],
                Fate::TurnedOut => &["CONFIRMED", "EXPIRED"],
            };
            assert!(promised.contains(&status), "{status}, and it should be {promised:?}");
        }
    }

    /// Counters and seats are those of the bookings, and each seat has one holder.
    async fn stock_is_what_bookings_hold(&self) {
        let app = &self.site.app;
        let world = app.world.load();
        let sources = Sources::of_store(&*app.ports.store, &world, app.now());
        let books = audit(sources, &|_| ()).await.unwrap();
        // What waits for a sweeper may wait: here it comes when the machine says so.
        let findings = books.findings.into_iter();
        let wrong: Vec<_> = findings.filter(|it| !matches!(it, Finding::Waiting { .. })).collect();
        assert_eq!(wrong, []);
    }

    /// What the gateway has kept is what the bookings cost that were paid for, less what was
    /// promised back.
    async fn money_is_what_bookings_cost(&self, model: &Model) {
        if model.is_unsettled {
            return;
        }
        let mut cost = Amount::ZERO;
        for booking in &self.bookings {
            if !["CONFIRMED", "CANCELLED"].contains(&self.site.status(booking).await) {
                continue;
            }
            cost += booking.price().total;
            for refund in self.site.refunds(booking).await {
                assert!(matches!(refund.state, RefundState::Succeeded { .. }), "{refund:?}");
                cost -= refund.amount;
            }
        }
        assert_eq!(self.site.gateway.kept(), cost);
    }

    async fn answers_are_given_again(&self) {
        for (asked, key, answer) in &self.answered {
            let again = self.call(asked, key).await;
            assert_eq!(again, Some(Given::Again(answer.clone())), "{asked:?}");
        }
    }
}
