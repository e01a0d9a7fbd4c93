//! The sandbox, as a program of its own. `airside sandbox` is the same.

use airside_stripe_sandbox::program::{Arguments, answer};
use clap::Parser;

const EXAMPLES: &str = "\
Examples:
  airside-stripe-sandbox
      Everything in memory, on http://127.0.0.1:12111; Stripe's API is /v1/…, and the same at
      /sandbox/stripe/v1/…

  airside-stripe-sandbox --data sandbox --webhook-secret whsec_0123456789abcdef
      Keeps its state in a folder, and signs events with a secret that its callers know.

  AIRSIDE_PAYMENTS__WEBHOOK_SECRET=whsec_… airside-stripe-sandbox --host 0.0.0.0 \\
      --public-url https://pay.example --secret-key sk_test_mine
      Behind a proxy, for callers with this key alone.

  curl -H 'Authorization: Bearer sk_test_1' -H 'Content-Type: application/json' \\
      -d '{\"kind\": \"unavailable\", \"next\": 3}' http://127.0.0.1:12111/sandbox/faults
      Breaks on purpose: the next three calls of the API are refused.";

/// Stands in for the part of Stripe's HTTP API that Airside uses. No money moves.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
struct Program {
    #[command(flatten)]
    arguments: Arguments,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    answer(Program::parse().arguments).await
}
