//! What a host like Heroku says by names of its own, as the settings that it stands for.
//!
//! It counts on the server stack alone, and where nobody has set anything. The embedded stack runs
//! on desks, whose shells have a `PORT`, a `DATABASE_URL` and keys for AWS that are for others.

use std::collections::{BTreeSet, HashMap};

/// One setting of the host's.
pub(super) struct Told {
    pub(super) setting: &'static str,
    pub(super) value: String,
    variable: &'static str,
}

/// The host, as far as it said something.
#[derive(Debug, Clone, Default)]
pub struct Host {
    pub is_heroku: bool,
    /// Those that settings come from. What they hold may be secret, and is not here.
    pub variables: BTreeSet<&'static str>,
}

impl Host {
    pub(super) fn who_told(told: &[Told], variables: &HashMap<String, String>) -> Self {
        let is_heroku = Variables(variables).is_heroku();
        Self { is_heroku, variables: told.iter().map(|it| it.variable).collect() }
    }
}

/// What these variables say of settings that are not set.
pub(super) fn told(
    variables: &HashMap<String, String>,
    is_set: impl Fn(&str) -> bool,
) -> Vec<Told> {
    let host = Variables(variables);
    let mut told = Vec::new();
    if host.is_heroku() {
        told.extend(DYNO.map(|(setting, value)| tell(setting, value, "DYNO")));
    }
    told.extend(host.value("PORT").map(|port| tell("server.port", port, "PORT")));
    told.extend(host.database());
    let broker = host.value("CLOUDAMQP_URL");
    told.extend(broker.map(|url| tell("rabbitmq.url", url, "CLOUDAMQP_URL")));
    // What belongs together is taken together, or a host would change what others set.
    if !is_set("redis.url") {
        told.extend(host.redis());
    }
    if !["s3.endpoint", "s3.bucket", "s3.access_key", "s3.secret_key"].into_iter().any(&is_set) {
        told.extend(host.bucket());
    }
    told.retain(|it| !is_set(it.setting));
    told
}

/// What goes without saying on a dyno of Heroku's.
///
/// No server runs beside it, so addresses of this machine are none: what is missing is to be told.
const DYNO: [(&str, &str); 7] = [
    // Its router adds the client's address to X-Forwarded-For.
    ("server.forwarded_hops", "1"),
    // The release phase brings the tables up to date.
    ("postgres.migrate", "false"),
    ("postgres.url", ""),
    ("rabbitmq.url", ""),
    ("redis.url", ""),
    ("s3.endpoint", ""),
    ("payments.sandbox_url", ""),
];

/// How a bucket is named, with what leads there.
struct BucketNames {
    bucket: &'static [&'static str],
    access_key: &'static str,
    secret_key: &'static str,
    region: &'static [&'static str],
    endpoint: &'static [&'static str],
}

const BUCKETS: [BucketNames; 2] = [
    // Heroku's add-on, a bucket at Amazon.
    BucketNames {
        bucket: &["BUCKETEER_BUCKET_NAME"],
        access_key: "BUCKETEER_AWS_ACCESS_KEY_ID",
        secret_key: "BUCKETEER_AWS_SECRET_ACCESS_KEY",
        region: &["BUCKETEER_AWS_REGION"],
        endpoint: &[],
    },
    // Amazon's own names, which have none for a bucket: the first two are those of Heroku's guides
    // to S3, the third is what Fly.io sets for Tigris.
    BucketNames {
        bucket: &["S3_BUCKET_NAME", "S3_BUCKET", "BUCKET_NAME"],
        access_key: "AWS_ACCESS_KEY_ID",
        secret_key: "AWS_SECRET_ACCESS_KEY",
        region: &["AWS_REGION", "AWS_DEFAULT_REGION"],
        endpoint: &["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"],
    },
];

/// Where a bucket is that says no region.
const REGION: &str = "us-east-1";

/// The environment of this process; an empty variable is none.
struct Variables<'a>(&'a HashMap<String, String>);

impl Variables<'_> {
    fn value(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The first of these that is there, with its name.
    fn first(&self, names: &[&'static str]) -> Option<(&'static str, &str)> {
        names.iter().find_map(|name| Some((*name, self.value(name)?)))
    }

    fn is_heroku(&self) -> bool {
        self.value("DYNO").is_some()
    }

    /// Heroku's databases take no connection that is not encrypted and show a certificate that
    /// nobody has signed, so `require` is the strictest mode that works with all of them.
    fn database(&self) -> Option<Told> {
        let url = self.value("DATABASE_URL")?;
        let mode = match url {
            _ if url.contains("sslmode=") => "",
            _ if url.contains('?') => "&sslmode=require",
            _ => "?sslmode=require",
        };
        Some(tell("postgres.url", format!("{url}{mode}"), "DATABASE_URL"))
    }

    /// Heroku Key-Value Store shows a certificate that nobody has signed.
    fn redis(&self) -> Vec<Told> {
        let Some(url) = self.value("REDIS_URL") else { return Vec::new() };
        let mut told = vec![tell("redis.url", url, "REDIS_URL")];
        if self.is_heroku() && url.starts_with("rediss://") {
            told.push(tell("redis.certificate", "any", "REDIS_URL"));
        }
        told
    }

    fn bucket(&self) -> Vec<Told> {
        let mut found = BUCKETS.into_iter();
        let found = found.find_map(|names| Some((self.first(names.bucket)?, names)));
        let Some(((variable, bucket), names)) = found else { return Vec::new() };
        let (of_region, region) = self.first(names.region).unwrap_or((variable, REGION));
        let (of_endpoint, endpoint) = match self.first(names.endpoint) {
            Some((name, endpoint)) => (name, endpoint.to_owned()),
            None => (variable, format!("https://s3.{region}.amazonaws.com")),
        };
        let key = |setting, name| Some(tell(setting, self.value(name)?, name));
        let mut told = vec![
            tell("s3.bucket", bucket, variable),
            tell("s3.region", region, of_region),
            tell("s3.endpoint", endpoint, of_endpoint),
            // As Amazon's own libraries do, also at another endpoint.
            tell("s3.path_style", "false", variable),
        ];
        told.extend(key("s3.access_key", names.access_key));
        told.extend(key("s3.secret_key", names.secret_key));
        told
    }
}

fn tell(setting: &'static str, value: impl Into<String>, variable: &'static str) -> Told {
    Told { setting, value: value.into(), variable }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of the settings that are not set; of one that is told twice, the last.
    fn settings(variables: &[(&str, &str)], set: &[&str]) -> HashMap<&'static str, String> {
        let owned = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        let told = told(&owned.collect(), |name| set.contains(&name));
        told.into_iter().map(|it| (it.setting, it.value)).collect()
    }

    fn expected(list: &[(&'static str, &str)]) -> HashMap<&'static str, String> {
        list.iter().map(|(setting, value)| (*setting, (*value).to_owned())).collect()
    }

    #[test]
    fn a_host_that_says_nothing_changes_nothing() {
        assert!(settings(&[("HOME", "/root"), ("PORT", ""), ("DATABASE_URL", "")], &[]).is_empty());
    }

    #[test]
    fn the_variables_of_add_ons_become_the_addresses_of_servers() {
        let host = [
            ("PORT", "5000"),
            ("DATABASE_URL", "postgres://db/airside"),
            ("CLOUDAMQP_URL", "amqps://broker/airside"),
            ("REDIS_URL", "redis://redis:6379"),
        ];
        let all = [
            ("server.port", "5000"),
            ("postgres.url", "postgres://db/airside?sslmode=require"),
            ("rabbitmq.url", "amqps://broker/airside"),
            ("redis.url", "redis://redis:6379"),
        ];
        assert_eq!(settings(&host, &[]), expected(&all));
        assert_eq!(settings(&host, &["server.port", "redis.url"]), expected(&all[1..3]));
    }

    #[test]
    fn a_database_is_reached_encrypted_unless_its_address_says_how() {
        for (url, wanted) in [
            ("postgres://db/a", "postgres://db/a?sslmode=require"),
            ("postgres://db/a?x=1", "postgres://db/a?x=1&sslmode=require"),
            ("postgres://db/a?sslmode=verify-full", "postgres://db/a?sslmode=verify-full"),
        ] {
            let told = settings(&[("DATABASE_URL", url)], &[]);
            assert_eq!(told, expected(&[("postgres.url", wanted)]));
        }
    }

    #[test]
    fn a_dyno_is_behind_a_router_leaves_tables_to_the_release_and_has_no_servers_beside_it() {
        let told = settings(&[("DYNO", "web.1")], &[]);
        assert_eq!(told, expected(&DYNO));
        let told = settings(
            &[("DYNO", "web.1"), ("DATABASE_URL", "postgres://db/a?sslmode=x")],
            &["server.forwarded_hops", "s3.endpoint"],
        );
        let rest = [
            ("postgres.migrate", "false"),
            ("postgres.url", "postgres://db/a?sslmode=x"),
            ("rabbitmq.url", ""),
            ("redis.url", ""),
            ("payments.sandbox_url", ""),
        ];
        assert_eq!(told, expected(&rest));
    }

    #[test]
    fn only_the_redis_that_heroku_gives_shows_any_certificate() {
        let heroku = ("DYNO", "web.1");
        let certificate = |variables: &[(&str, &str)], set: &[&str]| {
            settings(variables, set).remove("redis.certificate")
        };
        let given = [heroku, ("REDIS_URL", "rediss://redis:6380")];
        assert_eq!(certificate(&given, &[]).as_deref(), Some("any"));
        assert_eq!(certificate(&given, &["redis.url"]), None, "an address of one's own");
        assert_eq!(certificate(&given, &["redis.certificate"]), None);
        assert_eq!(certificate(&given[1..], &[]), None, "another host");
        assert_eq!(certificate(&[heroku, ("REDIS_URL", "redis://redis:6379")], &[]), None);
    }

    #[test]
    fn a_bucket_is_found_by_the_names_of_bucketeer_of_amazon_and_of_fly() {
        let bucketeer = [
            ("BUCKETEER_BUCKET_NAME", "bucketeer-1"),
            ("BUCKETEER_AWS_ACCESS_KEY_ID", "key"),
            ("BUCKETEER_AWS_SECRET_ACCESS_KEY", "secret"),
            ("BUCKETEER_AWS_REGION", "eu-west-1"),
        ];
        let wanted = [
            ("s3.bucket", "bucketeer-1"),
            ("s3.region", "eu-west-1"),
            ("s3.endpoint", "https://s3.eu-west-1.amazonaws.com"),
            ("s3.path_style", "false"),
            ("s3.access_key", "key"),
            ("s3.secret_key", "secret"),
        ];
        assert_eq!(settings(&bucketeer, &[]), expected(&wanted));
        assert_eq!(settings(&bucketeer, &["s3.bucket"]), expected(&[]), "a bucket of one's own");
        assert_eq!(settings(&bucketeer, &["s3.path_style"]).len(), wanted.len() - 1);

        let amazon = [
            ("S3_BUCKET", "bucketeer-1"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
        ];
        assert_eq!(settings(&amazon, &[]), expected(&wanted));
        assert_eq!(settings(&amazon[1..], &[]), expected(&[]), "keys without a bucket");

        let fly = [
            ("BUCKET_NAME", "bucketeer-1"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_REGION", "auto"),
            ("AWS_ENDPOINT_URL_S3", "https://fly.storage.tigris.dev"),
            ("AWS_ENDPOINT_URL", "https://elsewhere.example"),
        ];
        let told = settings(&fly, &[]);
        assert_eq!(told["s3.endpoint"], "https://fly.storage.tigris.dev");
        assert_eq!(told["s3.region"], "auto");
    }
}
