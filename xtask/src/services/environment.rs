//! The variables that point Airside, or its tests, at an instance.

use std::ffi::OsStr;

use super::service::Service;
use super::state::State;
use crate::shell;
use crate::workspace::workspace;

pub(crate) type Variables = Vec<(&'static str, String)>;

const REGION: &str = "us-east-1";
/// Made when S3 is started.
pub(super) const BUCKET: &str = "airside";

/// Whether payments go to Stripe itself, so that the sandbox is not needed.
pub(super) fn stripe_is_set() -> bool {
    std::env::var_os("AIRSIDE_PAYMENTS__GATEWAY").as_deref() == Some(OsStr::new("stripe"))
}

/// Settings of the server stack. With Stripe, its keys are the user's to set.
pub(super) fn settings(state: &State) -> anyhow::Result<Variables> {
    let secrets = &state.secrets;
    let config = workspace().join("config/server.toml");
    let mut variables = vec![
        ("AIRSIDE_CONFIG", config.to_string_lossy().into_owned()),
        ("AIRSIDE_POSTGRES__URL", postgres(state)?),
        ("AIRSIDE_RABBITMQ__URL", rabbitmq(state)?),
        ("AIRSIDE_REDIS__URL", redis(state)?),
        ("AIRSIDE_S3__ENDPOINT", http(state, Service::S3)?),
        ("AIRSIDE_S3__REGION", REGION.to_owned()),
        ("AIRSIDE_S3__BUCKET", BUCKET.to_owned()),
        ("AIRSIDE_S3__ACCESS_KEY", secrets.s3_access_key.clone()),
        ("AIRSIDE_S3__SECRET_KEY", secrets.s3_secret_key.clone()),
        ("AIRSIDE_KEYS__SECRET", secrets.signing.clone()),
    ];
    if !stripe_is_set() {
        variables.extend([
            ("AIRSIDE_PAYMENTS__SANDBOX_URL", http(state, Service::Sandbox)?),
            ("AIRSIDE_PAYMENTS__SECRET_KEY", secrets.payments.clone()),
            ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", secrets.webhooks.clone()),
        ]);
    }
    Ok(variables)
}

/// What tests of the adapters read.
pub(super) fn of_tests(state: &State) -> anyhow::Result<Variables> {
    Ok(vec![
        ("AIRSIDE_TEST_POSTGRES_URL", postgres(state)?),
        ("AIRSIDE_TEST_RABBITMQ_URL", rabbitmq(state)?),
        ("AIRSIDE_TEST_REDIS_URL", redis(state)?),
        ("AIRSIDE_TEST_S3_ENDPOINT", http(state, Service::S3)?),
        ("AIRSIDE_TEST_S3_ACCESS_KEY", state.secrets.s3_access_key.clone()),
        ("AIRSIDE_TEST_S3_SECRET_KEY", state.secrets.s3_secret_key.clone()),
    ])
}

/// Lines for a shell.
pub(super) fn script(variables: &Variables) -> String {
    variables.iter().map(|(name, value)| shell::export(name, value)).collect()
}

fn postgres(state: &State) -> anyhow::Result<String> {
    let port = state.port(Service::Postgres)?;
    Ok(format!("postgres://airside:{}@127.0.0.1:{port}/airside", state.secrets.postgres))
}

fn rabbitmq(state: &State) -> anyhow::Result<String> {
    let port = state.port(Service::Rabbitmq)?;
    Ok(format!("amqp://airside:{}@127.0.0.1:{port}/%2f", state.secrets.rabbitmq))
}

fn redis(state: &State) -> anyhow::Result<String> {
    let port = state.port(Service::Redis)?;
    Ok(format!("redis://default:{}@127.0.0.1:{port}/0", state.secrets.redis))
}

fn http(state: &State, service: Service) -> anyhow::Result<String> {
    Ok(format!("http://127.0.0.1:{}", state.port(service)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_is_named_to_airside_and_to_the_tests() {
        let mut state = State::new().unwrap();
        assert!(settings(&state).is_err());
        for (port, service) in (21_000..).zip(Service::ALL) {
            state.ports.insert(service, port);
        }

        let script = script(&settings(&state).unwrap());
        assert!(script.lines().all(|line| line.starts_with("export AIRSIDE_")), "{script}");
        assert!(script.contains("/config/server.toml'\n"), "{script}");
        for (port, service) in (21_000..).zip(Service::ALL) {
            assert!(script.contains(&format!("127.0.0.1:{port}")), "{}", service.name());
        }
        assert_eq!(of_tests(&state).unwrap().len(), 6);
    }
}
