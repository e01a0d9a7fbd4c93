//! Where settings come from, the later over the earlier: the defaults, what a host says by names of
//! its own, the file that `AIRSIDE_CONFIG` names, and the environment.
//!
//! Which defaults there are depends on one setting, the stack, so that one is read first.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use config::{Config, ConfigError, Environment, File, FileFormat};

use super::host::{self, Told};
use super::reading::read;
use super::{Host, Settings, SettingsError, StackKind};

const DEFAULTS: &str = include_str!("../../../../config/embedded.toml");
const SERVER_DEFAULTS: &str = include_str!("../../../../config/server.toml");
/// Names a file, and is no setting itself.
const CONFIG_FILE: &str = "AIRSIDE_CONFIG";

impl Settings {
    /// Reads the settings of this process.
    pub fn load() -> Result<Self, SettingsError> {
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok().filter(|name| name != CONFIG_FILE)?;
            Some((name, value.into_string().ok()?))
        });
        let file = std::env::var_os(CONFIG_FILE).map(PathBuf::from);
        Self::from_sources(file.as_deref(), variables.collect())
    }

    /// The defaults, and over them these variables (`AIRSIDE_SERVER__PORT`).
    pub fn from_variables(variables: Vec<(String, String)>) -> Result<Self, SettingsError> {
        Self::from_sources(None, variables)
    }

    fn from_sources(
        file: Option<&Path>,
        variables: Vec<(String, String)>,
    ) -> Result<Self, SettingsError> {
        if let Some(file) = file
            && !file.is_file()
        {
            return Err(SettingsError::NoFile(file.to_owned()));
        }
        let variables: HashMap<_, _> = variables.into_iter().collect();
        let set = set(file, variables.clone())?;
        if set.get_table("connecting").is_ok() {
            let detail = "moved into the tariff, whose section [connecting] has the least times \
                          between flights: take it out here, and see docs/guides/tariff.md";
            return Err(SettingsError::wrong("connecting", detail));
        }

        let (defaults, host) = match over(defaults(&[DEFAULTS], &[])?, &set)?.get("stack")? {
            StackKind::Embedded => (defaults(&[DEFAULTS], &[])?, Host::default()),
            StackKind::Server => {
                let is_set = |name: &str| set.get::<config::Value>(name).is_ok();
                let told = host::told(&variables, is_set);
                let host = Host::who_told(&told, &variables);
                (defaults(&[DEFAULTS, SERVER_DEFAULTS], &told)?, host)
            }
        };
        let (settings, mut faults) = read(&over(defaults.clone(), &set)?, defaults)?;
        let settings = Self { host, ..settings };
        settings.check(&mut faults);
        faults.none().map(|()| settings)
    }
}

/// What somebody has set: in the file, and over it in the environment.
fn set(file: Option<&Path>, variables: HashMap<String, String>) -> Result<Config, ConfigError> {
    let environment = Environment::with_prefix("AIRSIDE")
        .prefix_separator("_")
        .separator("__")
        .source(Some(variables));
    let mut sources = Config::builder();
    if let Some(file) = file {
        sources = sources.add_source(File::from(file).format(FileFormat::Toml));
    }
    sources.add_source(environment).build()
}

/// What holds where nobody has set anything.
fn defaults(texts: &[&str], told: &[Told]) -> Result<Config, ConfigError> {
    let mut sources = Config::builder();
    for text in texts {
        sources = sources.add_source(File::from_str(text, FileFormat::Toml));
    }
    for Told { setting, value, .. } in told {
        sources = sources.set_override(*setting, value.as_str())?;
    }
    sources.build()
}

fn over(defaults: Config, set: &Config) -> Result<Config, ConfigError> {
    Config::builder().add_source(defaults).add_source(set.clone()).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        from(None, variables)
    }

    fn from(file: Option<&Path>, variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let owned = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        Settings::from_sources(file, owned.collect())
    }

    /// What the server stack cannot do without.
    const SERVER: [(&str, &str); 3] = [
        ("AIRSIDE_STACK", "server"),
        ("AIRSIDE_KEYS__SECRET", "0123456789abcdef0123456789abcdef"),
        ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", "whsec_1"),
    ];

    #[test]
    fn the_environment_goes_before_the_defaults() {
        let settings = with(&[("AIRSIDE_SERVER__PORT", "9001")]).unwrap();
        assert_eq!(settings.server.port, 9001);
        assert_eq!(settings.booking.hold_seconds, 900);
        let settings = with(&[("AIRSIDE_DATA_DIR", "/srv/airside")]).unwrap();
        assert_eq!(settings.data_dir, PathBuf::from("/srv/airside"));
    }

    #[test]
    fn a_setting_that_cannot_be_read_is_named_and_not_shown() {
        for name in ["AIRSIDE_PAYMENTS", "AIRSIDE_SERVER__PORT"] {
            let told = with(&[(name, "sk_live_hush")]).unwrap_err().to_string();
            assert!(!told.contains("hush"), "{told}");
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("airside.toml");
        std::fs::write(&file, "[payments]\nsecret_key = sk_live_hush\n").unwrap();
        let told = from(Some(&file), &[]).unwrap_err().to_string();
        assert!(told.contains("line 2") && !told.contains("hush"), "{told}");
    }

    #[test]
    fn the_server_stack_brings_its_own_defaults() {
        let chosen = [&SERVER[..], &[("AIRSIDE_POSTGRES__CONNECTIONS", "5")]].concat();
        let settings = with(&chosen).unwrap();
        let server = settings.server_stack().unwrap();
        assert_eq!((server.postgres.connections, server.rabbitmq.prefetch.get()), (5, 8));
        assert_eq!(settings.booking.hold_seconds, 900);

        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../config/server.toml");
        let named = from(Some(&file), &chosen[1..]).unwrap();
        assert_eq!(named.stack, StackKind::Server);
    }

    #[test]
    fn what_the_host_says_goes_before_the_defaults_and_after_whatever_was_set() {
        let host = [("DATABASE_URL", "postgres://host/its?sslmode=disable"), ("PORT", "5000")];
        let url = |settings: &Settings| settings.postgres.as_ref().unwrap().url.clone();
        let settings = with(&[&SERVER[..], &host].concat()).unwrap();
        assert_eq!((url(&settings).as_str(), settings.server.port), (host[0].1, 5000));
        assert_eq!(Vec::from_iter(settings.host.variables), ["DATABASE_URL", "PORT"]);

        let ours = [("AIRSIDE_POSTGRES__URL", "postgres://ours/it")];
        let settings = with(&[&SERVER[..], &host, &ours].concat()).unwrap();
        assert_eq!((url(&settings).as_str(), settings.server.port), (ours[0].1, 5000));
        assert_eq!(Vec::from_iter(settings.host.variables), ["PORT"]);

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("airside.toml");
        std::fs::write(&file, "[postgres]\nurl = 'postgres://the/file'\n").unwrap();
        let settings = from(Some(&file), &[&SERVER[..], &host].concat()).unwrap();
        assert_eq!((url(&settings).as_str(), settings.server.port), ("postgres://the/file", 5000));
    }

    #[test]
    fn the_embedded_stack_takes_nothing_from_the_host() {
        let others = [("PORT", "5000"), ("DATABASE_URL", "postgres://another/one"), ("DYNO", "1")];
        let settings = with(&others).unwrap();
        assert_eq!(settings.server.port, 8080);
        assert!(settings.host.variables.is_empty() && !settings.host.is_heroku);
    }

    #[test]
    fn what_the_host_says_is_not_shown() {
        let host = [
            ("DATABASE_URL", "postgres://me:hush@host/its"),
            ("REDIS_URL", "rediss://:hush@host"),
            ("S3_BUCKET", "tickets"),
            ("AWS_SECRET_ACCESS_KEY", "hush"),
        ];
        let told = with(&[&SERVER[..], &host].concat()).unwrap_err().to_string();
        assert!(told.contains("s3.access_key is missing") && !told.contains("hush"), "{told}");
        let both = [&SERVER[..], &host, &[("AWS_ACCESS_KEY_ID", "hush")]].concat();
        let shown = format!("{:?}", with(&both).unwrap());
        assert!(shown.contains("AWS_SECRET_ACCESS_KEY") && !shown.contains("hush"), "{shown}");
    }
}
