// Who calls: a key that was pasted, or one that comes with a new account. It is kept in this tab,
// until the tab is closed.

import { copies, el } from "./dom.js";

const KEPT_AS = "airside.key";

export function key() {
  return sessionStorage.getItem(KEPT_AS) ?? "";
}

function keep(value) {
  if (value) sessionStorage.setItem(KEPT_AS, value);
  else sessionStorage.removeItem(KEPT_AS);
  document.dispatchEvent(new Event("key"));
}

// What is wrong, in the words of a problem.
export function faults(problem, status) {
  const each = problem?.errors?.map((error) => `${error.pointer.slice(1)}: ${error.detail}`);
  return each?.length ? each.join("; ") : problem?.detail ?? `It was answered with ${status}.`;
}

// The panel at the top of the page.
export function account(root) {
  const said = el("p", { role: "status", class: "quiet" });
  const shown = el("p", { class: "own-key" });
  const pasted = el("input", { id: "key", name: "key", autocomplete: "off", spellcheck: "false", placeholder: "air_test_…" });

  const show = () => {
    const own = key();
    said.textContent = own ? "Calls carry this key, until you close this tab." : "Calls carry no key yet.";
    shown.replaceChildren(...(own
      ? [el("code", {}, own), " ", copies("Copy", () => own), " ", el("button", { type: "button", class: "button other small", onclick: () => keep("") }, "Forget it")]
      : []));
  };
  document.addEventListener("key", show);
  show();

  const paste = el("form", { class: "row" },
    el("label", { for: "key" }, "API key or access token"), pasted,
    el("button", { class: "button other" }, "Use it"));
  paste.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(pasted.value.trim());
    pasted.value = "";
  });

  return el("section", { class: "account", "aria-labelledby": "who-calls" },
    el("h2", { id: "who-calls" }, "Who calls"), said, shown, paste, signUp(root, said));
}

function signUp(root, said) {
  const field = (name, label, type, autocomplete) => el("div", { class: "field" },
    el("label", { for: `new-${name}` }, label),
    el("input", { id: `new-${name}`, name, type, autocomplete, required: true, minlength: name === "password" ? "8" : undefined }));
  const form = el("form", { class: "grid" },
    field("given_name", "Given name", "text", "given-name"),
    field("family_name", "Family name", "text", "family-name"),
    field("email", "E-mail address", "email", "email"),
    field("password", "Password, 8 characters or more", "password", "new-password"),
    el("div", { class: "field" }, el("button", { class: "button" }, "Sign up")));
  const panel = el("details", { class: "part" }, el("summary", {}, "No key yet? Sign up here"), form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(`${root}v1/users`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify(Object.fromEntries(new FormData(form))),
      });
      const body = await answer.json();
      if (answer.ok) {
        keep(body.api_key.key);
        form.reset();
        panel.open = false;
        said.textContent = "Your account is there. Calls carry its key; copy it now, for it is not shown again.";
      } else {
        said.textContent = faults(body, answer.status);
      }
    } catch (error) {
      said.textContent = `The server cannot be reached: ${error.message}`;
    }
  });
  return panel;
}
