//! A tool: what a model reads of it, who may use it, and what it does.

use airside_client::bookings::Booking;
use futures::future::BoxFuture;
use rmcp::model::{CallToolResult, ContentBlock, Tool as Description, ToolAnnotations};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::caller::{Caller, Scope};
use crate::refusal::Refusal;

/// What a tool does to the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing.
    Reads,
    /// Nothing that anybody notices: a quote is written down.
    Quotes,
    /// Something new, once.
    Adds,
    /// Something is taken away, or money moves; once.
    Ends,
}

/// What a tool answers: one sentence, and all of it as data.
pub(crate) struct Said<T> {
    pub(crate) sentence: String,
    pub(crate) value: T,
}

/// A tool.
pub(crate) struct Tool {
    pub(crate) description: Description,
    /// One of them is needed.
    pub(crate) scopes: &'static [Scope],
    call: Box<dyn Fn(Caller, Value) -> BoxFuture<'static, CallToolResult> + Send + Sync>,
}

impl Tool {
    /// A tool that takes `In` and answers `Out`.
    pub(crate) fn new<In, Out, F>(
        (name, title, text): (&'static str, &'static str, &'static str),
        effect: Effect,
        scopes: &'static [Scope],
        act: fn(Caller, In) -> F,
    ) -> Self
    where
        In: DeserializeOwned + JsonSchema + Send + 'static,
        Out: Serialize + JsonSchema + 'static,
        F: Future<Output = Result<Said<Out>, Refusal>> + Send + 'static,
    {
        let description = Description::new(name, text, serde_json::Map::new())
            .with_title(title)
            .with_input_schema::<In>()
            .with_output_schema::<Out>()
            .with_annotations(effect.annotations());
        let call = move |caller, arguments| -> BoxFuture<'static, CallToolResult> {
            Box::pin(async move {
                let arguments = serde_json::from_value(arguments).map_err(|error| {
                    Refusal::new("invalid_request", format!("the arguments: {error}"))
                });
                let said = match arguments {
                    Ok(arguments) => act(caller, arguments).await,
                    Err(refusal) => Err(refusal),
                };
                said.and_then(Said::into_result).unwrap_or_else(Refusal::into_result)
            })
        };
        Self { description, scopes, call: Box::new(call) }
    }

    pub(crate) async fn call(&self, caller: Caller, arguments: Value) -> CallToolResult {
        (self.call)(caller, arguments).await
    }

    /// Whether a key with these scopes may use it. Where the API does not tell them, it refuses
    /// itself.
    pub(crate) fn is_open_to(&self, scopes: Option<&[String]>) -> bool {
        scopes.is_none_or(|has| {
            self.scopes.is_empty()
                || self.scopes.iter().any(|scope| has.iter().any(|it| it == scope.code()))
        })
    }
}

impl<T: Serialize> Said<T> {
    pub(crate) fn new(sentence: impl Into<String>, value: T) -> Self {
        Self { sentence: sentence.into(), value }
    }

    /// A client that does not know structured content reads the same as text.
    fn into_result(self) -> Result<CallToolResult, Refusal> {
        let value = serde_json::to_value(self.value)
            .map_err(|error| Refusal::new("internal_error", error.to_string()))?;
        let mut result = CallToolResult::structured(value);
        result.content.insert(0, ContentBlock::text(self.sentence));
        Ok(result)
    }
}

impl Effect {
    fn annotations(self) -> ToolAnnotations {
        let (reads, ends) = (self == Self::Reads, self == Self::Ends);
        ToolAnnotations::new().read_only(reads).destructive(ends).idempotent(true).open_world(false)
    }
}

/// How a sentence names a booking: never by what people wrote into it.
pub(crate) fn named(booking: &Booking) -> String {
    format!("Booking {} is {}.", booking.booking_ref, booking.status)
}
