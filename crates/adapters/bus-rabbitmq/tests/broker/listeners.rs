//! Handlers that tell the test what they were given.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use airside_app::ports::Envelope;
use airside_app::ports::bus::{Handler, Outcome};
use async_trait::async_trait;
use tokio::sync::{Semaphore, mpsc};

/// What a handler was called for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Heard {
    Message(Envelope),
    Missed,
}

pub(crate) type Hearing = mpsc::UnboundedReceiver<Heard>;

/// Answers by what it is called for and how often it was called before.
pub(crate) struct Listener<F> {
    answer: F,
    calls: AtomicUsize,
    heard: mpsc::UnboundedSender<Heard>,
}

/// A listener, and all that it will hear.
pub(crate) fn listener<F>(answer: F) -> (Arc<Listener<F>>, Hearing)
where
    F: Fn(&Heard, usize) -> Outcome + Send + Sync,
{
    let (heard, hearing) = mpsc::unbounded_channel();
    (Arc::new(Listener { answer, calls: AtomicUsize::new(0), heard }), hearing)
}

impl<F: Fn(&Heard, usize) -> Outcome> Listener<F> {
    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    fn hear(&self, heard: &Heard) -> Outcome {
        let before = self.calls.fetch_add(1, Ordering::SeqCst);
        // The test may have heard enough and be gone.
        let _ = self.heard.send(heard.clone());
        (self.answer)(heard, before)
    }
}

#[async_trait]
impl<F> Handler for Listener<F>
where
    F: Fn(&Heard, usize) -> Outcome + Send + Sync,
{
    async fn handle(&self, envelope: Envelope) -> Outcome {
        self.hear(&Heard::Message(envelope))
    }

    async fn missed(&self) -> Outcome {
        self.hear(&Heard::Missed)
    }
}

/// Begins, and is done when it is told to go on.
pub(crate) struct Slow {
    began: mpsc::UnboundedSender<Envelope>,
    pub(crate) go_on: Semaphore,
}

impl Slow {
    pub(crate) fn new() -> (Arc<Self>, mpsc::UnboundedReceiver<Envelope>) {
        let (began, beginnings) = mpsc::unbounded_channel();
        (Arc::new(Self { began, go_on: Semaphore::new(0) }), beginnings)
    }
}

#[async_trait]
impl Handler for Slow {
    async fn handle(&self, envelope: Envelope) -> Outcome {
        let _ = self.began.send(envelope);
        self.go_on.acquire().await.unwrap().forget();
        Outcome::Done
    }
}
