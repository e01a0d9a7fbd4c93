// Looks again while something is awaited: every two seconds for a minute, then every ten.
// Without it, the link "Look again" of the page does the same.

const began = Date.now();

function pause() {
  return Date.now() - began < 60_000 ? 2_000 : 10_000;
}

async function look() {
  const shown = document.querySelector("main[data-waits]");
  if (!shown) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
      if (!answer.headers.get("content-type")?.startsWith("text/html")) return location.reload();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = page.querySelector("main");
      if (answer.status < 500 && main) replace(shown, main, page.title);
    } catch {
      // The network is away for a moment: the next look may find it.
    }
  }
  setTimeout(look, pause());
}

// The element stays, so that what changes in it is read out.
function replace(shown, main, title) {
  if (!("waits" in main.dataset)) delete shown.dataset.waits;
  if (shown.innerHTML === main.innerHTML) return;
  document.title = title;
  shown.replaceChildren(...main.childNodes);
}

setTimeout(look, pause());
