//! The pages that are on nobody's way, and one in German.

use crate::fault::Fault;
use crate::page::Page;
use crate::plan::Plan;

pub(super) async fn others(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.begin("others");
    let Plan { depart, back, .. } = plan;
    let calendar = format!("calendar?trip=round&from=DEL&to=BOM&depart={depart}&return={back}");
    for (name, path) in [
        ("signup", "signup"),
        ("forgot", "forgot"),
        ("calendar", &calendar),
        ("multi", "?trip=multi"),
        ("search-de", "?language=de"),
    ] {
        page.go(path).await?;
        page.look(name).await?;
    }
    page.expect("h1", "Wohin").await?;
    page.go("?language=en").await
}
