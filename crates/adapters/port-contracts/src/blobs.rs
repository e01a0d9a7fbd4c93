//! What every blob store promises.
//!
//! A subject is empty when a promise starts; keys are never shared between promises.

use airside_app::ports::Blobs;

const PDF: &str = "application/pdf";

/// A file comes back as it was put.
pub async fn a_file_comes_back_as_it_was_put(blobs: &dyn Blobs) {
    let every_byte: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    blobs.put("documents/whole.pdf", PDF, every_byte.clone()).await.unwrap();
    blobs.put("documents/empty.pdf", PDF, Vec::new()).await.unwrap();

    assert_eq!(blobs.get("documents/whole.pdf").await.unwrap(), Some(every_byte));
    assert_eq!(blobs.get("documents/empty.pdf").await.unwrap(), Some(Vec::new()));
}

/// What was never put is not there.
pub async fn an_unknown_key_is_none(blobs: &dyn Blobs) {
    blobs.put("documents/known.pdf", PDF, vec![1]).await.unwrap();

    assert_eq!(blobs.get("documents/unknown.pdf").await.unwrap(), None);
    assert_eq!(blobs.get("elsewhere/known.pdf").await.unwrap(), None);
}

/// The same key again replaces the file, and touches no other.
pub async fn the_same_key_replaces_the_file(blobs: &dyn Blobs) {
    blobs.put("documents/other.pdf", PDF, vec![9]).await.unwrap();
    blobs.put("documents/same.pdf", PDF, vec![1, 2, 3]).await.unwrap();
    blobs.put("documents/same.pdf", PDF, vec![4]).await.unwrap();

    assert_eq!(blobs.get("documents/same.pdf").await.unwrap(), Some(vec![4]));
    assert_eq!(blobs.get("documents/other.pdf").await.unwrap(), Some(vec![9]));
}

/// A reader meets one whole file or the other, never a mixture or a part.
pub async fn a_reader_never_meets_half_a_file(blobs: &dyn Blobs) {
    let key = "documents/busy.pdf";
    let versions = [vec![b'a'; 200_000], vec![b'b'; 100_000]];
    blobs.put(key, PDF, versions[0].clone()).await.unwrap();

    let write = async {
        for turn in 0..20 {
            blobs.put(key, PDF, versions[turn % 2].clone()).await.unwrap();
        }
    };
    let read = async {
        for _ in 0..20 {
            let found = blobs.get(key).await.unwrap().unwrap();
            assert!(versions.contains(&found), "{} bytes", found.len());
        }
    };
    futures::join!(write, read);
}

/// A store that can be used says so.
pub async fn a_ping_is_answered(blobs: &dyn Blobs) {
    blobs.ping().await.unwrap();
}

/// Runs every promise of the port against an adapter.
///
/// `$subject` is an expression for a future of something that has a method
/// `blobs(&self) -> &dyn Blobs`, and keeps alive what the adapter needs.
#[macro_export]
macro_rules! blobs {
    ($subject:expr) => {
        $crate::blobs!($subject =>
            a_file_comes_back_as_it_was_put,
            an_unknown_key_is_none,
            the_same_key_replaces_the_file,
            a_reader_never_meets_half_a_file,
            a_ping_is_answered,
        );
    };
    ($subject:expr => $($promise:ident,)+) => {
        $(
            #[tokio::test]
            async fn $promise() {
                let subject = $subject.await;
                $crate::blobs::$promise(subject.blobs()).await;
            }
        )+
    };
}
