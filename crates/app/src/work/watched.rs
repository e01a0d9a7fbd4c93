//! A handler whose work is counted, and told of in the log as that of one message.

use std::sync::Arc;

use async_trait::async_trait;
use tracing::Instrument as _;

use crate::context::App;
use crate::ports::Envelope;
use crate::ports::bus::{Handler, Outcome};
use crate::traces;

/// A handler that is watched.
pub struct Watched {
    pub app: Arc<App>,
    pub handler: Arc<dyn Handler>,
}

#[async_trait]
impl Handler for Watched {
    async fn handle(&self, envelope: Envelope) -> Outcome {
        let topic = envelope.topic.code();
        let span = tracing::info_span!("message", message.id = %envelope.id, topic);
        if let Some(trace) = &envelope.trace {
            traces::follow(&span, trace);
        }
        traces::name(&span, || format!("message {topic}"));
        let outcome = self.handler.handle(envelope).instrument(span).await;
        self.app.figures.handled(
            topic,
            match outcome {
                Outcome::Done => "done",
                Outcome::Retry => "retried",
                Outcome::GiveUp => "given_up",
            },
        );
        outcome
    }

    async fn missed(&self) -> Outcome {
        self.handler.missed().await
    }
}
