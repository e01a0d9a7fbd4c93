//! A way to the broker that can be cut, and that can fall silent.

use std::net::SocketAddr;

use airside_bus_rabbitmq::Settings;
use lapin::uri::AMQPUri;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::site;

/// How it is now. A cut that was restored at once still broke what was there.
#[derive(Debug, Clone, Copy)]
struct State {
    way: Way,
    cuts: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    /// Connections break, and new ones break as well.
    Cut,
    /// Connections stay, and nothing comes through.
    Silent,
}

pub(crate) struct Proxy {
    address: SocketAddr,
    state: watch::Sender<State>,
}

impl Proxy {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = watch::Sender::new(State { way: Way::Open, cuts: 0 });
        tokio::spawn({
            let state = state.subscribe();
            async move {
                while let Ok((client, _)) = listener.accept().await {
                    tokio::spawn(carry(client, state.clone()));
                }
            }
        });
        Self { address, state }
    }

    /// Settings of a bus that goes this way.
    pub(crate) fn settings(&self) -> Settings {
        let settings = site::settings();
        let mut uri: AMQPUri = settings.url.parse().unwrap();
        uri.authority.host = self.address.ip().to_string();
        uri.authority.port = self.address.port();
        Settings { url: uri.to_string(), ..settings }
    }

    pub(crate) fn cut(&self) {
        self.state.send_modify(|state| *state = State { way: Way::Cut, cuts: state.cuts + 1 });
    }

    pub(crate) fn fall_silent(&self) {
        self.state.send_modify(|state| state.way = Way::Silent);
    }

    pub(crate) fn restore(&self) {
        self.state.send_modify(|state| state.way = Way::Open);
    }
}

/// Carries bytes until either end closes, or the way is no longer open.
async fn carry(mut client: TcpStream, mut state: watch::Receiver<State>) {
    let State { way, cuts } = *state.borrow();
    if way == Way::Open {
        let broker: AMQPUri = site::url().parse().unwrap();
        let address = (broker.authority.host, broker.authority.port);
        let Ok(mut server) = TcpStream::connect(address).await else { return };
        tokio::select! {
            _ = copy_bidirectional(&mut client, &mut server) => return,
            _ = state.wait_for(|state| state.way != Way::Open || state.cuts != cuts) => {}
        }
    }
    // What was silent once lost bytes: it cannot go on.
    let _ = state.wait_for(|state| state.way != Way::Silent).await;
}
