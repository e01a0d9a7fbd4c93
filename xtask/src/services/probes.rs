//! Whether a service answers as itself, asked in its own protocol.
//!
//! An open port says too little: PostgreSQL opens it while it recovers, and a container's proxy
//! before the service listens.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::secrets::Secrets;
use super::service::Service;

const PATIENCE: Duration = Duration::from_secs(2);

pub(super) fn answers(service: Service, port: u16, secrets: &Secrets) -> bool {
    match service {
        Service::Postgres => starts_with(port, &postgres_greeting(), b"R"),
        // Protocol header; the answer is a frame of type 1, `connection.start`.
        Service::Rabbitmq => starts_with(port, b"AMQP\0\0\x09\x01", b"\x01"),
        Service::Redis => {
            let greeting = format!("AUTH {}\r\nPING\r\n", secrets.redis);
            starts_with(port, greeting.as_bytes(), b"+OK\r\n+PONG")
        }
        // It must refuse what is not signed.
        Service::S3 => status(port, "/") == Some(403),
        Service::Sandbox => status(port, "/healthz") == Some(200),
    }
}

/// Protocol 3.0, and the user; answered by `R`, a request for the password, once connections are
/// taken.
fn postgres_greeting() -> Vec<u8> {
    let body = b"\0\x03\0\0user\0airside\0database\0airside\0\0";
    let length = u32::try_from(body.len() + 4).unwrap_or_default();
    [length.to_be_bytes().as_slice(), body].concat()
}

fn starts_with(port: u16, greeting: &[u8], expected: &[u8]) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let ask = || -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.write_all(greeting)?;
        let mut answer = vec![0; expected.len()];
        stream.read_exact(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer == expected)
}

fn status(port: u16, path: &str) -> Option<u16> {
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .new_agent();
    let answer = agent.get(format!("http://127.0.0.1:{port}{path}")).call();
    answer.ok().map(|answer| answer.status().as_u16())
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    fn peer(answer: &'static [u8]) -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).unwrap();
            stream.write_all(answer).unwrap();
        });
        port
    }

    #[test]
    fn a_server_that_is_still_starting_is_not_ready() {
        let secrets = Secrets::draw().unwrap();
        assert!(answers(Service::Postgres, peer(b"R\0\0\0\x17"), &secrets));
        assert!(!answers(Service::Postgres, peer(b"E\0\0\0\x55SFATAL"), &secrets));
        assert!(!answers(Service::Redis, peer(b"-LOADING try again\r\n"), &secrets));
        assert!(answers(Service::Redis, peer(b"+OK\r\n+PONG\r\n"), &secrets));
        assert!(!answers(Service::Rabbitmq, peer(b""), &secrets));
    }

    #[test]
    fn an_object_store_that_takes_unsigned_requests_will_not_do() {
        let secrets = Secrets::draw().unwrap();
        let open = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
        let closed = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n";
        assert!(!answers(Service::S3, peer(open), &secrets));
        assert!(answers(Service::S3, peer(closed), &secrets));
    }
}
