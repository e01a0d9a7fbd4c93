//! Files of operators: larger than any other body, so that one is read at a time.
//!
//! What a file may have is bounded by a setting, packed and unpacked, and no chunk of a second one is
//! kept while the first is in work: memory is bounded by one file, whoever sends how many.

use std::io::{self, Write};
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER};
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest};
use airside_app::App;
use flate2::write::MultiGzDecoder;
use futures::StreamExt;
use futures::future::{FutureExt, LocalBoxFuture};
use tokio::sync::OwnedSemaphorePermit;

use crate::body::Coding;
use crate::described::refuse_needless_query;
use crate::problem::{Kind, Problem};

/// How long a file may take to arrive.
const PATIENCE: Duration = Duration::from_secs(50);
/// What a second one is told to wait for.
const SECONDS_WHILE_BUSY: u32 = 10;

/// A file that came whole, and the turn to work on it.
pub(super) struct Upload {
    pub bytes: Vec<u8>,
    _turn: OwnedSemaphorePermit,
}

impl FromRequest for Upload {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let coding = refuse_needless_query(request)
            .and_then(|()| refuse_json(request))
            .and_then(|()| Coding::of(request.headers()));
        let app = request.app_data::<Data<App>>().cloned();
        let payload = payload.take();
        async move {
            let coding = coding?;
            let app = app.ok_or_else(|| Problem::from(Kind::Internal))?;
            let turn = app.file_turn.clone().try_acquire_owned().map_err(|_| busy())?;
            let arriving = collect(coding, payload, app.settings.largest_file);
            let came = actix_web::rt::time::timeout(PATIENCE, arriving).await;
            let bytes = came.map_err(|_| Problem::from(Kind::RequestTimeout))??;
            if bytes.is_empty() {
                return Err(Problem::new(Kind::BadRequest, "the body must be the file"));
            }
            Ok(Self { bytes, _turn: turn })
        }
        .boxed_local()
    }
}

/// A file is never JSON: whoever sends that means another call.
fn refuse_json(request: &HttpRequest) -> Result<(), Problem> {
    let media = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    if media.is_some_and(|it| it.trim_start().to_ascii_lowercase().starts_with("application/json"))
    {
        let detail = "the body must be the file itself, and not JSON";
        return Err(Problem::new(Kind::UnsupportedMediaType, detail));
    }
    Ok(())
}

fn busy() -> Problem {
    let detail = "another file is being read at the moment: send it again in a little while";
    Problem::new(Kind::Unavailable, detail).with_header(RETRY_AFTER, SECONDS_WHILE_BUSY)
}

/// Takes chunk by chunk, and stops at the first that is too much.
async fn collect(coding: Coding, mut payload: Payload, most: usize) -> Result<Vec<u8>, Problem> {
    let mut file = Collected::new(coding, most);
    while let Some(chunk) = payload.next().await {
        let chunk: Bytes = chunk.map_err(|_| cut_off())?;
        file.take(&chunk)?;
    }
    file.finish()
}

fn cut_off() -> Problem {
    Problem::new(Kind::BadRequest, "the body was cut off")
}

/// What came so far, unpacked.
enum Collected {
    Plain(Bounded),
    Gzip(Box<MultiGzDecoder<Bounded>>),
}

impl Collected {
    fn new(coding: Coding, most: usize) -> Self {
        let bounded = Bounded { bytes: Vec::new(), most };
        match coding {
            Coding::Plain => Self::Plain(bounded),
            Coding::Gzip => Self::Gzip(Box::new(MultiGzDecoder::new(bounded))),
        }
    }

    fn take(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        let (taken, most) = match self {
            Self::Plain(bounded) => (bounded.write_all(chunk), bounded.most),
            Self::Gzip(unpacking) => (unpacking.write_all(chunk), unpacking.get_ref().most),
        };
        taken.map_err(|error| refused(&error, most))
    }

    fn finish(self) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Plain(bounded) => Ok(bounded.bytes),
            Self::Gzip(unpacking) => {
                let most = unpacking.get_ref().most;
                unpacking.finish().map(|it| it.bytes).map_err(|error| refused(&error, most))
            }
        }
    }
}

fn refused(error: &io::Error, most: usize) -> Problem {
    match error.kind() {
        io::ErrorKind::FileTooLarge => {
            let detail = format!("a file may have {most} bytes, unpacked");
            Problem::new(Kind::PayloadTooLarge, detail)
        }
        _ => Problem::new(Kind::BadRequest, "the body is not gzip"),
    }
}

/// Bytes, up to so many.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + chunk.len() > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(chunk);
        Ok(chunk.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn collected(coding: Coding, most: usize, chunks: &[&[u8]]) -> Result<Vec<u8>, Kind> {
        let mut file = Collected::new(coding, most);
        for chunk in chunks {
            file.take(chunk).map_err(|problem| problem.kind())?;
        }
        file.finish().map_err(|problem| problem.kind())
    }

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_file_is_as_large_as_it_may_be_packed_or_not() {
        assert_eq!(collected(Coding::Plain, 4, &[b"ab", b"cd"]), Ok(b"abcd".to_vec()));
        let too_large = Err(Kind::PayloadTooLarge);
        assert_eq!(collected(Coding::Plain, 3, &[b"ab", b"cd"]), too_large);
        let packed = gzip(&vec![b'a'; 100_000]);
        assert_eq!(collected(Coding::Gzip, 100_000, &[&packed]).unwrap().len(), 100_000);
        assert_eq!(collected(Coding::Gzip, 99_999, &[&packed]), too_large);
        let (one, other) = packed.split_at(20);
        assert_eq!(collected(Coding::Gzip, 100_000, &[one, other]).unwrap().len(), 100_000);
    }

    #[test]
    fn what_is_not_gzip_is_refused() {
        assert_eq!(collected(Coding::Gzip, 100, &[b"a,b\n"]), Err(Kind::BadRequest));
    }
}
