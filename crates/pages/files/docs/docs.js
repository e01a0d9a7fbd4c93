// The page of the API: renders /openapi.json, whatever it describes, and lets it be tried.

import { account } from "./account.js";
import { el, prose, spans } from "./dom.js";
import { Operation } from "./operation.js";
import { Schemas } from "./schema.js";

const METHODS = ["get", "post", "put", "patch", "delete"];
const wide = matchMedia("(min-width: 64rem)");
// Where the server begins: the page may be below a path of a proxy's.
const root = new URL("./", location.href).href;

async function start() {
  const place = document.querySelector("#calls");
  try {
    const answer = await fetch("openapi.json");
    if (!answer.ok) throw new Error(`it was answered with ${answer.status}`);
    render(place, await answer.json());
  } catch (error) {
    place.replaceChildren(el("p", { class: "note bad" }, `The description of the API cannot be read: ${error.message}`));
  }
}

function render(place, description) {
  const schemas = new Schemas(description);
  const operations = Object.entries(description.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => new Operation(schemas, root, method, path, item[method], item.parameters)));
  const tags = sections(description, operations);

  document.querySelector("#about-it").replaceChildren(...prose(description.info.description), el("p", { class: "quiet" }, `Version ${description.info.version}`));
  document.querySelector("#account").replaceChildren(account(root));
  document.querySelector("#ways").replaceChildren(ways(tags));
  place.replaceChildren(...tags.map(({ name, about, calls }) => el("section", { "aria-labelledby": anchor(name) },
    el("h2", { id: anchor(name) }, name), about ? el("p", {}, spans(about)) : undefined,
    calls.map((operation) => operation.element()))));
  addEventListener("hashchange", open);
  open();
}

// The tags in the order of the description, then whatever it forgot.
function sections(description, operations) {
  const listed = (description.tags ?? []).map((tag) => ({ name: tag.name, about: tag.description }));
  const known = new Set(listed.map((tag) => tag.name));
  const tagOf = (operation) => operation.described.tags?.[0] ?? "Others";
  const others = [...new Set(operations.map(tagOf))].filter((name) => !known.has(name)).map((name) => ({ name }));
  return [...listed, ...others]
    .map((tag) => ({ ...tag, calls: operations.filter((operation) => tagOf(operation) === tag.name) }))
    .filter((tag) => tag.calls.length > 0);
}

// The list of all calls: beside the page where there is room, else above it and closed.
function ways(tags) {
  const find = el("input", { id: "find", type: "search", autocomplete: "off", spellcheck: "false" });
  const lists = tags.map(({ name, calls }) => el("div", {},
    el("a", { class: "tag", href: `#${anchor(name)}` }, name),
    el("ul", { class: "plain" }, calls.map((call) => el("li", { "data-text": `${call.method} ${call.path} ${call.title} ${name}`.toLowerCase() },
      el("a", { href: `#${call.id}` }, call.title))))));
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase().split(/\s+/);
    for (const list of lists) {
      const items = [...list.querySelectorAll("li")];
      for (const item of items) item.hidden = !words.every((word) => item.dataset.text.includes(word));
      list.hidden = items.every((item) => item.hidden);
    }
  });
  const all = el("details", {}, el("summary", {}, "All calls"),
    el("div", { class: "field" }, el("label", { for: "find" }, "Find a call"), find), lists);
  const fit = () => { all.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
  return all;
}

// Opens the call that the address names.
function open() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!named) return;
  if (named.matches("details")) named.open = true;
  if (!wide.matches && named.closest("main")) document.querySelector("#ways details").open = false;
  named.scrollIntoView();
}

function anchor(name) {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

start();
