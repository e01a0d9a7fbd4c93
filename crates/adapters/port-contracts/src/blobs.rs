//! What every blob store promises.
//!
//! A subject is empty when a promise starts; keys are never shared between promises.

use std::time::Duration;

use airside_app::ports::Blobs;

const PDF: &str = "application/pdf";

pub async fn a_file_comes_back_as_it_was_put(blobs: &dyn Blobs) {
    let every_byte: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    blobs.put("documents/whole.pdf", PDF, every_byte.clone()).await.unwrap();
    blobs.put("documents/empty.pdf", PDF, Vec::new()).await.unwrap();

    assert_eq!(blobs.get("documents/whole.pdf").await.unwrap(), Some(every_byte));
    assert_eq!(blobs.get("documents/empty.pdf").await.unwrap(), Some(Vec::new()));
}

/// A key that was never put has no file.
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

/// A deleted file is gone, and no other; deleting again is fine.
pub async fn a_deleted_file_is_gone(blobs: &dyn Blobs) {
    blobs.put("documents/kept.pdf", PDF, vec![1]).await.unwrap();
    blobs.put("documents/gone.pdf", PDF, vec![2]).await.unwrap();
    for _ in 0..2 {
        blobs.delete("documents/gone.pdf").await.unwrap();
        assert_eq!(blobs.get("documents/gone.pdf").await.unwrap(), None);
    }
    assert_eq!(blobs.get("documents/kept.pdf").await.unwrap(), Some(vec![1]));
    blobs.delete("elsewhere/never.pdf").await.unwrap();
    blobs.put("documents/gone.pdf", PDF, vec![3]).await.unwrap();
    assert_eq!(blobs.get("documents/gone.pdf").await.unwrap(), Some(vec![3]));
}

/// Text that is no key is refused before any file is touched.
pub async fn what_is_no_key_is_refused(blobs: &dyn Blobs) {
    let lifetime = Duration::from_mins(1);
    for key in
        ["../secret", "/etc/passwd", "a/../../secret", "", "a//b", "a/", ".tmp", "a\\b", "a?b"]
    {
        assert!(blobs.get(key).await.is_err(), "{key}");
        assert!(blobs.put(key, "text/plain", vec![1]).await.is_err(), "{key}");
        assert!(blobs.delete(key).await.is_err(), "{key}");
        assert!(blobs.link(key, "a.txt", lifetime).await.is_err(), "{key}");
    }
}

/// A link is absolute, has its signature last, and differs from file to file; or there is none.
pub async fn a_link_is_absolute_and_its_signature_stands_last(blobs: &dyn Blobs) {
    let lifetime = Duration::from_mins(15);
    let one = blobs.link("documents/one.pdf", "one.pdf", lifetime).await.unwrap();
    let other = blobs.link("documents/other.pdf", "one.pdf", lifetime).await.unwrap();

    assert_eq!(one.is_some(), other.is_some());
    for link in one.iter().chain(&other) {
        assert!(link.starts_with("http://") || link.starts_with("https://"), "{link}");
        let (_, last) = link.rsplit_once('&').unwrap();
        assert!(last.to_lowercase().contains("signature="), "{link}");
    }
    assert!(one.is_none() || one != other);
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
            a_deleted_file_is_gone,
            what_is_no_key_is_refused,
            a_link_is_absolute_and_its_signature_stands_last,
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
