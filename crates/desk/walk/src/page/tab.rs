//! A second tab: the same browser, and so the same login.

use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;

use super::Page;
use crate::browser::emulate;
use crate::fault::Fault;

impl Page {
    /// Opens a tab beside this one and goes on there; `close_tab` leads back to what is returned.
    pub(crate) async fn open_tab(&mut self) -> Result<WindowHandle, Fault> {
        let opened = async {
            let before = self.client.window().await?;
            let tab = self.client.new_window(true).await?.handle;
            self.client.switch_to_window(tab).await?;
            emulate(&self.client, self.screen, self.scripts).await?;
            Ok::<_, CmdError>(before)
        };
        opened.await.map_err(|it| self.fault(it))
    }

    /// Closes the tab, and goes on in the one before.
    pub(crate) async fn close_tab(&mut self, before: WindowHandle) -> Result<(), Fault> {
        self.read_logs().await?;
        let closed = async {
            self.client.close_window().await?;
            self.client.switch_to_window(before).await
        };
        closed.await.map_err(|it| self.fault(it))
    }
}
