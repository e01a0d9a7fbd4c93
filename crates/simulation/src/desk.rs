//! Who goes on next, and what becomes of their call.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

use crate::chance::Chance;

/// A call is given a weight when it is made, and the lightest goes on. One that is heavy stands
/// still for as long as others find something to do.
pub(crate) struct Desk(Mutex<State>);

/// What becomes of one call: that of an actor, by its number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Doom {
    pub actor: u64,
    pub call: u64,
    pub fate: Fate,
}

struct State {
    chance: Chance,
    /// One call in so many goes wrong; 0: none.
    storm: u64,
    doom: Option<Doom>,
    /// Whose call it is.
    actor: u64,
    calls: BTreeMap<u64, Vec<Kind>>,
    tickets: u64,
    waiting: BTreeMap<u64, Waiting>,
    /// Kept where somebody wants to read the story.
    told: Option<Vec<String>>,
}

struct Waiting {
    weight: u64,
    actor: u64,
    call: Call,
    chance: Chance,
    /// Where it was decided before.
    fate: Option<Fate>,
    waker: Option<Waker>,
    is_on: bool,
}

/// What is asked of a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Call {
    pub kind: Kind,
    pub name: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Changes nothing: it can only fail.
    Read,
    Write,
    /// Asked over a network that may carry it twice.
    Remote,
    /// Only waits for others.
    Pause,
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Well,
    /// It fails, and nothing has happened.
    NeverArrives,
    /// It takes effect, and fails for its caller.
    AnswerLost,
    Twice,
    NodeDies,
    /// It takes effect, and its node dies before it hears of that.
    NodeDiesAfter,
}

impl Desk {
    pub(crate) fn new(chance: Chance, storm: u64, doom: Option<Doom>, is_told: bool) -> Self {
        Self(Mutex::new(State {
            chance,
            storm,
            doom,
            actor: 0,
            calls: BTreeMap::new(),
            tickets: 0,
            waiting: BTreeMap::new(),
            told: is_told.then(Vec::new),
        }))
    }

    /// Calls that follow are made by this actor.
    pub(crate) fn speak_as(&self, actor: u64) {
        self.state().actor = actor;
    }

    /// Nothing goes wrong any more.
    pub(crate) fn calm(&self) {
        self.state().storm = 0;
    }

    pub(crate) fn tell(&self, line: impl FnOnce() -> String) {
        if let Some(told) = &mut self.state().told {
            told.push(line());
        }
    }

    /// The story so far.
    pub(crate) fn told(&self) -> Vec<String> {
        self.state().told.clone().unwrap_or_default()
    }

    /// Waits for its turn.
    pub(crate) fn turn(self: &Arc<Self>, kind: Kind, name: &'static str) -> Turn {
        Turn { desk: self.clone(), call: Call { kind, name }, ticket: None }
    }

    /// The calls that each actor has made.
    pub(crate) fn calls(&self) -> BTreeMap<u64, Vec<Kind>> {
        self.state().calls.clone()
    }

    /// The weight of the call that would go on next.
    pub(crate) fn lightest(&self) -> Option<u64> {
        let state = self.state();
        state.waiting.values().filter(|it| !it.is_on).map(|it| it.weight).min()
    }

    /// How many actors wait for their turn.
    pub(crate) fn waiting(&self) -> usize {
        let state = self.state();
        let waiting = state.waiting.values().filter(|it| !it.is_on).map(|it| it.actor);
        waiting.collect::<BTreeSet<_>>().len()
    }

    /// Lets the lightest call go on.
    pub(crate) fn go_on(&self) {
        let mut state = self.state();
        let waiting = state.waiting.values_mut().filter(|it| !it.is_on);
        let Some(next) = waiting.min_by_key(|it| it.weight) else { return };
        next.is_on = true;
        let waker = next.waker.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

/// A call that waits.
pub(crate) struct Turn {
    desk: Arc<Desk>,
    call: Call,
    ticket: Option<u64>,
}

impl Future for Turn {
    type Output = Fate;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Fate> {
        let desk = self.desk.clone();
        let mut state = desk.state();
        let ticket = self.ticket.unwrap_or_else(|| state.take_ticket(self.call));
        self.ticket = Some(ticket);
        let waiting = state.waiting.get_mut(&ticket).unwrap();
        if !waiting.is_on {
            waiting.waker = Some(context.waker().clone());
            return Poll::Pending;
        }
        let waiting = state.waiting.remove(&ticket).unwrap();
        self.ticket = None;
        let drawn = || fate(waiting.call.kind, waiting.chance, state.storm);
        let fate = waiting.fate.unwrap_or_else(drawn);
        if let Some(told) = &mut state.told
            && waiting.call.kind != Kind::Pause
        {
            told.push(format!("{:>5}      {}{}", waiting.actor, waiting.call.name, fate.told()));
        }
        Poll::Ready(fate)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.desk.state().waiting.remove(&ticket);
        }
    }
}

impl State {
    fn take_ticket(&mut self, call: Call) -> u64 {
        let calls = self.calls.entry(self.actor).or_default();
        calls.push(call.kind);
        let made = u64::try_from(calls.len()).unwrap();
        let chance = self.chance.about(self.actor).about(made);
        let doom = self.doom.filter(|it| (it.actor, it.call) == (self.actor, made));
        let fate = doom.map(|it| it.fate).filter(|_| call.kind != Kind::Pause);
        self.tickets += 1;
        let (actor, weight) = (self.actor, chance.about(1).number());
        let waiting = Waiting { weight, actor, call, chance, fate, waker: None, is_on: false };
        self.waiting.insert(self.tickets, waiting);
        self.tickets
    }
}

fn fate(kind: Kind, chance: Chance, storm: u64) -> Fate {
    if storm == 0 || !chance.about(2).one_in(storm) {
        return Fate::Well;
    }
    let what = chance.about(3);
    match kind {
        Kind::Read => what.pick(&[Fate::NeverArrives, Fate::NodeDies]),
        Kind::Write => what.pick(&[
            Fate::NeverArrives,
            Fate::AnswerLost,
            Fate::AnswerLost,
            Fate::NodeDies,
            Fate::NodeDiesAfter,
        ]),
        Kind::Remote => what.pick(&[
            Fate::NeverArrives,
            Fate::AnswerLost,
            Fate::AnswerLost,
            Fate::Twice,
            Fate::NodeDies,
            Fate::NodeDiesAfter,
        ]),
        Kind::Pause => Fate::Well,
    }
}

impl Fate {
    const fn told(self) -> &'static str {
        match self {
            Self::Well => "",
            Self::NeverArrives => ": FAILS",
            Self::AnswerLost => ": TAKES EFFECT, AND FAILS FOR THE CALLER",
            Self::Twice => ": TAKES EFFECT TWICE",
            Self::NodeDies => ": THE NODE DIES BEFORE",
            Self::NodeDiesAfter => ": TAKES EFFECT, AND THE NODE DIES",
        }
    }
}
