// What saves reloads. Every page works without it: each thing here is a form or a link as well.

// The kind of trip decides which dates are asked for.
for (const form of document.querySelectorAll("form.search")) {
  form.addEventListener("change", (event) => {
    if (event.target.name !== "trip") return;
    if (event.target.value === "multi" || form.dataset.trip === "MULTI_CITY") {
      const query = new URLSearchParams(new FormData(form));
      location.search = query;
      if (location.pathname.endsWith("/search")) location.href = form.action.replace(/search$/, "") + "?" + query;
      return;
    }
    form.dataset.trip = event.target.value === "one" ? "ONE_WAY" : "ROUND_TRIP";
  });
}

// Places complete as one types.
const places = document.getElementById("places");
let asked = 0;
for (const input of document.querySelectorAll("input[data-places]")) {
  input.addEventListener("input", async () => {
    const typed = input.value.trim();
    if (typed.length < 2 || typed.endsWith(")")) return;
    const turn = ++asked;
    const answer = await fetch(`${input.dataset.places}?q=${encodeURIComponent(typed)}`).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    places.replaceChildren(...page.querySelectorAll("option"));
  });
}

// A filter holds as soon as it is chosen.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// Seats and prices change in their places on the page.
for (const form of document.querySelectorAll("form[data-parts]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-look]")) change(form, "look", event.target);
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || ["book", "save"].includes(button.value)) return;
    event.preventDefault();
    change(form, button.value, button);
  });
}

async function change(form, what, focused) {
  const body = new URLSearchParams(new FormData(form));
  body.set("do", what);
  const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } }).catch(() => null);
  // 422 has its page too, with what is wrong said on it.
  if (![200, 422].includes(answer?.status)) return form.submit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const it of page.querySelectorAll("[autofocus]")) it.removeAttribute("autofocus");
  const open = [...form.querySelectorAll("details")].map((it) => it.open);
  for (const part of document.querySelectorAll("[data-part]")) {
    const now = page.getElementById(part.id);
    if (now && now.innerHTML !== part.innerHTML) part.replaceChildren(...now.childNodes);
  }
  [...form.querySelectorAll("details")].forEach((it, at) => { it.open = open[at] ?? it.open; });
  (document.getElementById(focused.id) ?? document.getElementById("seats"))?.focus({ preventScroll: true });
}

// What was wrong is said until the field is typed in again.
document.addEventListener("input", ({ target }) => {
  const said = document.getElementById(target.getAttribute?.("aria-describedby") ?? "");
  if (!said?.classList.contains("wrong")) return;
  said.remove();
  target.removeAttribute("aria-invalid");
});

document.getElementById("faults")?.focus();
