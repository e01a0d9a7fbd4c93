//! Where the programs of the services are.
//!
//! Packages hide some of them: PostgreSQL's are in a folder of their version, and the
//! `rabbitmq-server` on Debian's PATH is a wrapper that refuses everybody but two users.

use std::path::{Path, PathBuf};
use std::{env, fs};

use super::service::Service;
use crate::workspace::workspace;

const POSTGRES: &[&str] = &[
    "PATH",
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
];
const RABBITMQ: &[&str] = &[
    "/usr/lib/rabbitmq/bin",
    "/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin",
    "/opt/homebrew/sbin",
    "/usr/local/sbin",
    "PATH",
];
const ERLANG: &[&str] = &[
    "PATH",
    "/usr/lib/erlang/erts-*/bin",
    "/opt/homebrew/opt/erlang/lib/erlang/erts-*/bin",
    "/usr/local/opt/erlang/lib/erlang/erts-*/bin",
];
const REDIS: &[&str] = &["PATH", "/opt/homebrew/bin", "/usr/local/bin"];

/// The program of a service, if it is installed with all that it needs.
pub(super) fn installed(service: Service) -> Option<PathBuf> {
    match service {
        Service::Postgres => {
            // By its real name: its other programs and its data are beside it.
            let postgres = fs::canonicalize(find("postgres", POSTGRES)?).ok()?;
            postgres.with_file_name("initdb").exists().then_some(postgres)
        }
        Service::Rabbitmq => {
            find("epmd", ERLANG)?;
            find("erl", ERLANG)?;
            find("rabbitmq-server", RABBITMQ)
        }
        Service::Redis => find("redis-server", REDIS).or_else(|| find("valkey-server", REDIS)),
        Service::S3 => {
            let ours = tools().join("bin");
            find("s3s-fs", &["PATH"]).or_else(|| Some(ours.join("s3s-fs")).filter(|it| it.exists()))
        }
        // Built from this workspace each time.
        Service::Sandbox => None,
    }
}

/// Erlang's name server, which RabbitMQ registers with.
pub(super) fn epmd() -> Option<PathBuf> {
    find("epmd", ERLANG)
}

/// Where tools are installed for this project alone.
pub(super) fn tools() -> PathBuf {
    workspace().join(".airside/tools")
}

/// The first of a name in these folders. `PATH` stands for what the variable lists; where
/// a name has a `*`, the newest version comes first.
pub(super) fn find(name: &str, folders: &[&str]) -> Option<PathBuf> {
    let mut folders = folders.iter().flat_map(|folder| match *folder {
        "PATH" => env::var_os("PATH").map(|it| env::split_paths(&it).collect()).unwrap_or_default(),
        pattern => expanded(pattern),
    });
    folders.find_map(|folder| Some(folder.join(name)).filter(|it| it.is_file()))
}

/// The folders that a pattern with at most one `*`, inside one name, stands for.
fn expanded(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else {
        return vec![PathBuf::from(pattern)];
    };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or((".", before));
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(prefix)).collect();
    names.sort_by_key(|name| std::cmp::Reverse(version(name)));
    let after = after.trim_start_matches('/');
    names.iter().map(|name| Path::new(parent).join(name).join(after)).collect()
}

/// The numbers in a name: 9 is before 15.
fn version(name: &str) -> Vec<u64> {
    name.split(|it: char| !it.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::secrets::random_text;

    #[test]
    fn the_newest_version_is_found_first() {
        let root = env::temp_dir().join(format!("airside-{}", random_text(16).unwrap()));
        for name in ["9.6", "15", "100"] {
            fs::create_dir_all(root.join(name).join("bin")).unwrap();
        }
        for name in ["9.6", "15"] {
            fs::write(root.join(name).join("bin/postgres"), "").unwrap();
        }
        let pattern = format!("{}/*/bin", root.display());
        assert_eq!(find("postgres", &[&pattern]), Some(root.join("15/bin/postgres")));
        assert_eq!(find("mysqld", &[&pattern]), None);
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn a_program_on_the_path_is_found() {
        assert!(find("sh", &["PATH"]).is_some());
    }
}
