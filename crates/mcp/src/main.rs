//! The program; what it does is in the library.

fn main() -> anyhow::Result<()> {
    airside_mcp::run()
}
