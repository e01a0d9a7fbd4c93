//! How many payments a second go through a running sandbox: session opened, page
//! approved, event delivered. It speaks HTTP alone, to whatever address it is given.
//!
//! ```sh
//! cargo run --release -p airside-stripe-sandbox -- --log warn &
//! cargo run --release -p airside-stripe-sandbox --example load -- --payments 5000
//! ```

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use actix_web::web::{Data, Json, post};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::ensure;
use clap::Parser;
use serde_json::Value;

const SESSION: &str = "mode=payment&line_items[0][quantity]=1\
    &line_items[0][price_data][currency]=inr&line_items[0][price_data][unit_amount]=458900\
    &line_items[0][price_data][product_data][name]=DEL-BOM&success_url=https://shop.example/done";
const EVENT: &str = "checkout.session.completed";

/// Pays through a running sandbox, and says how fast that went.
#[derive(Parser)]
struct Arguments {
    /// Where the sandbox answers
    #[arg(long, default_value = "http://127.0.0.1:12111")]
    sandbox: String,
    #[arg(long, default_value_t = 2000)]
    payments: usize,
    /// How many payers there are at a time
    #[arg(long, default_value_t = 16)]
    payers: usize,
}

/// What the payers share.
struct Shop {
    sandbox: String,
    client: reqwest::Client,
    begun: AtomicUsize,
    payments: usize,
}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { sandbox, payments, payers } = Arguments::parse();
    let delivered = Data::new(AtomicUsize::new(0));
    let webhook = listen(delivered.clone())?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    let shop = Arc::new(Shop { sandbox, client, begun: AtomicUsize::new(0), payments });
    shop.call("webhook_endpoints", &format!("url={webhook}&enabled_events[]={EVENT}")).await?;

    let began = Instant::now();
    let payers: Vec<_> = (0..payers).map(|_| tokio::spawn(pay_on(shop.clone()))).collect();
    for payer in payers {
        payer.await??;
    }
    report("paid", payments, began.elapsed());
    while delivered.load(Ordering::Relaxed) < payments {
        ensure!(began.elapsed() < Duration::from_mins(5), "not every event arrived");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    report("delivered", payments, began.elapsed());
    Ok(())
}

#[expect(clippy::print_stdout, reason = "these lines are what it is run for")]
fn report(what: &str, payments: usize, took: Duration) {
    let rate = f64::from(u32::try_from(payments).unwrap_or(u32::MAX)) / took.as_secs_f64();
    println!("{payments} {what} in {took:.2?}: {rate:.0} a second");
}

async fn pay_on(shop: Arc<Shop>) -> anyhow::Result<()> {
    while shop.begun.fetch_add(1, Ordering::Relaxed) < shop.payments {
        let session = shop.call("checkout/sessions", SESSION).await?;
        let page = session["url"].as_str().unwrap_or_default();
        let paid = shop.client.post(format!("{page}/approve")).send().await?;
        ensure!(paid.status().is_success(), "a page was not paid: {}", paid.status());
    }
    Ok(())
}

impl Shop {
    async fn call(&self, path: &str, form: &str) -> anyhow::Result<Value> {
        let answer = self
            .client
            .post(format!("{}/sandbox/stripe/v1/{path}", self.sandbox))
            .bearer_auth("sk_test_load")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(form.to_owned())
            .send()
            .await?;
        Ok(answer.error_for_status()?.json().await?)
    }
}

/// Takes events on a port of its own, and says where.
fn listen(delivered: Data<AtomicUsize>) -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/", listener.local_addr()?);
    let server = HttpServer::new(move || {
        App::new().app_data(delivered.clone()).route("/", post().to(receive))
    });
    actix_web::rt::spawn(server.workers(1).disable_signals().listen(listener)?.run());
    Ok(url)
}

async fn receive(delivered: Data<AtomicUsize>, event: Json<Value>) -> HttpResponse {
    if event["type"] == EVENT {
        delivered.fetch_add(1, Ordering::Relaxed);
    }
    HttpResponse::Ok().finish()
}
