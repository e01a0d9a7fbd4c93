//! The promises of the ports, kept by what lives inside this process.
//!
//! The tests are in `port-contracts`, the same for every adapter.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]
#![expect(clippy::unused_async, reason = "other adapters take a while to be there")]

mod blobs {
    use airside_app::ports::Blobs;
    use airside_local::FileBlobs;
    use tempfile::TempDir;

    struct Subject {
        blobs: FileBlobs,
        _folder: TempDir,
    }

    impl Subject {
        fn blobs(&self) -> &dyn Blobs {
            &self.blobs
        }
    }

    async fn subject() -> Subject {
        let folder = tempfile::tempdir().unwrap();
        Subject { blobs: FileBlobs::open(folder.path()).unwrap(), _folder: folder }
    }

    airside_port_contracts::blobs!(subject());
}

mod bus {
    use std::sync::Arc;

    use airside_app::ports::Bus;
    use airside_local::LocalBus;

    async fn subject() -> Arc<dyn Bus> {
        Arc::new(LocalBus::default())
    }

    airside_port_contracts::bus!(subject());
}

mod limits {
    use std::time::Duration;

    use airside_app::ports::Limits;
    use airside_local::LocalLimits;
    use airside_port_contracts::limits::LimitsSubject;
    use governor::clock::FakeRelativeClock;

    struct Subject {
        clock: FakeRelativeClock,
        limits: LocalLimits<FakeRelativeClock>,
    }

    impl LimitsSubject for Subject {
        fn limits(&self) -> &dyn Limits {
            &self.limits
        }

        fn advance(&self, by: Duration) {
            self.clock.advance(by);
        }
    }

    async fn subject() -> Subject {
        let clock = FakeRelativeClock::default();
        Subject { limits: LocalLimits::with_clock(clock.clone()), clock }
    }

    airside_port_contracts::limits!(subject());
}
