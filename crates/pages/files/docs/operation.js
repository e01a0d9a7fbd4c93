// One call of the API: what it says of itself, the form that tries it, and what it answers.

import { key } from "./account.js";
import { curlOf, requestOf, send } from "./call.js";
import { upToDate } from "./dates.js";
import { copies, el, long, prose, spans } from "./dom.js";
import { valueFor, withOffers } from "./seen.js";

const REPEATED = "Idempotency-Key";
// So many parameters are seen at a glance.
const MANY = 8;

export class Operation {
  constructor(schemas, root, method, path, described, shared) {
    Object.assign(this, { schemas, root, path, described, method: method.toUpperCase() });
    this.id = described.operationId ?? `${method}${path.replace(/[^a-z0-9]+/gi, "-")}`;
    this.title = described.summary ?? this.id;
    const parameters = [...(shared ?? []), ...(described.parameters ?? [])];
    this.parameters = parameters.map((parameter) => schemas.resolved(parameter));
    const body = schemas.resolved(described.requestBody).content ?? {};
    [this.mediaType, this.body] = Object.entries(body)[0] ?? [];
    const security = described.security ?? schemas.description.security ?? [];
    this.takesKey = security.length > 0;
    this.needsKey = this.takesKey && security.every((one) => Object.keys(one).length > 0);
  }

  // Closed at first; its inside is made when it is opened.
  element() {
    const says = el("summary", {}, el("h3", {},
      el("span", { class: `method ${this.method.toLowerCase()}` }, this.method), " ",
      el("code", {}, this.path), el("span", { class: "says" }, this.title)));
    const panel = el("details", { class: "operation", id: this.id }, says);
    panel.addEventListener("toggle", () => panel.append(this.#inside()), { once: true });
    return panel;
  }

  #inside() {
    const { description } = this.described;
    return el("div", { class: "inside" },
      prose(description), this.#form(), this.#requestFields(), el("h4", {}, "What it answers"), this.#answers());
  }

  #form() {
    const curl = long("The same by curl", "");
    const answer = el("div", { class: "answer", "aria-live": "polite" });
    const needs = el("p", { class: "note" }, "This call needs a key. ", el("a", { href: "#who-calls" }, "Sign up or paste one"), ".");
    const form = el("form", { novalidate: true },
      el("h4", {}, "Try it"), needs,
      ...this.#inputs(),
      this.body ? this.#bodyField() : undefined,
      el("div", { class: "actions" }, el("button", { class: "button" }, "Send"), copies("Copy as curl", () => curl.textContent)),
      curl, answer);
    const request = () => requestOf({ ...this, form });
    const refresh = () => {
      curl.textContent = curlOf(request());
      needs.hidden = !this.needsKey || key() !== "";
    };
    form.addEventListener("input", ({ target }) => {
      target.dataset.own = "";
      // Another request is not a repetition.
      if (target.name !== REPEATED) renew(form);
      refresh();
    });
    // What others answered meanwhile, where nobody wrote.
    document.addEventListener("seen", () => {
      for (const input of form.querySelectorAll("[data-in=path]:not([data-own])")) {
        input.value = valueFor(this.path, input.name) ?? input.value;
      }
      const text = form.querySelector("textarea:not([data-own])");
      if (text) text.value = rewritten(text.value);
      refresh();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(request(), this.path, answer);
    });
    document.addEventListener("key", refresh);
    refresh();
    return form;
  }

  // What is required first; of what is not, much is folded away.
  #inputs() {
    const isMore = (parameter) => !parameter.required && this.parameters.length > MANY;
    const grid = (some) => el("div", { class: "grid" }, some.map((parameter) => this.#field(parameter)));
    const first = this.parameters.filter((parameter) => !isMore(parameter));
    const more = this.parameters.filter(isMore);
    return [
      first.length ? grid(first) : undefined,
      more.length ? el("details", { class: "part" }, el("summary", {}, `${more.length} more parameters`), grid(more)) : undefined,
    ];
  }

  #field({ name, in: place, required, description, schema = {}, example, examples }) {
    const id = `${this.id}-${name}`;
    const it = this.schemas.plain(schema);
    const choices = it.enum?.filter((value) => value !== null) ?? ([it.type].flat().includes("boolean") ? ["true", "false"] : undefined);
    const suggested = upToDate({ [name]: example ?? Object.values(examples ?? {})[0]?.value ?? it.example ?? it.examples?.[0] })[name];
    const value = place === "path" ? valueFor(this.path, name) ?? suggested : required ? suggested : undefined;
    const about = { id, name, "data-in": place, "aria-describedby": `${id}-about`, required };
    const input = choices
      ? el("select", about, [required ? [] : "", ...choices].flat().map((one) => el("option", { value: one, selected: one === value }, one || "not said")))
      : el("input", { ...about, value, placeholder: suggested ?? it.default, autocomplete: "off", spellcheck: "false", inputmode: [it.type].flat().includes("integer") ? "numeric" : undefined });
    if (name === REPEATED) input.value = drawn();
    const limits = this.schemas.limits({ ...schema, enum: undefined });
    return el("div", { class: "field" },
      el("label", { for: id }, el("code", {}, name), required ? el("span", { class: "must" }, " required") : undefined),
      input,
      el("div", { id: `${id}-about`, class: "quiet" },
        spans(description ?? it.description ?? ""), " ",
        el("span", { class: "kind" }, [this.schemas.kind(schema), limits].filter((said) => said && said !== "any").join("; "))));
  }

  #bodyField() {
    const id = `${this.id}-body`;
    const written = (value) => JSON.stringify(withOffers(upToDate(value)), null, 2);
    const examples = Object.entries(this.body.examples ?? {}).map(([name, one]) => {
      const { value, summary } = this.schemas.resolved(one);
      return [summary ?? name, value];
    });
    const first = this.body.example ?? examples[0]?.[1] ?? this.schemas.sample(this.body.schema ?? {});
    const text = el("textarea", { id, name: "body", spellcheck: "false", class: "code" }, written(first));
    text.rows = Math.min(24, text.value.split("\n").length + 1);
    const choose = el("select", { id: `${id}-example` }, examples.map(([name], at) => el("option", { value: at }, name)));
    choose.addEventListener("change", () => {
      text.value = written(examples[choose.value][1]);
      delete text.dataset.own;
    });
    return el("div", { class: "field" },
      examples.length > 1 ? [el("label", { for: `${id}-example` }, "Example"), choose] : [],
      el("label", { for: id }, `Body, ${this.mediaType}`), text);
  }

  #requestFields() {
    const fields = this.body ? this.schemas.fields(this.body.schema ?? {}) : [];
    return fields.length ? [el("h4", {}, "What the body may say"), ...fields] : [];
  }

  // What went well is shown, and how it may be refused can be opened.
  #answers() {
    const all = Object.entries(this.described.responses ?? {});
    const list = (some) => el("ul", { class: "fields" }, some.map(([status, answer]) => this.#answer(status, answer)));
    const refusals = all.filter(([status]) => status >= "400");
    return [
      list(all.filter(([status]) => status < "400")),
      refusals.length ? el("details", { class: "part" }, el("summary", {}, `${refusals.length} ways of being refused`), list(refusals)) : undefined,
    ];
  }

  #answer(status, told) {
    const { description = "", headers = {}, content = {} } = this.schemas.resolved(told);
    const names = Object.keys(headers);
    return el("li", {},
      el("code", { class: status < "400" ? "good" : "bad" }, status), " ", spans(description),
      names.length ? el("div", { class: "quiet" }, "Headers: ", names.join(", ")) : undefined,
      Object.entries(content).map(([type, { schema = {} }]) => el("div", {},
        el("span", { class: "kind" }, `${this.schemas.kind(schema)}, ${type}`),
        // Every refusal has the same fields.
        status < "400" ? opened(this.schemas.fields(schema)) : [])));
  }
}

// Fields that are shown when they are wanted.
function opened(fields) {
  return fields.length ? [el("details", { class: "part" }, el("summary", {}, "Its fields"), ...fields)] : [];
}

// The example once more, with the offers that were found.
function rewritten(text) {
  return JSON.stringify(withOffers(JSON.parse(text)), null, 2);
}

function renew(form) {
  const input = form.elements[REPEATED];
  if (input) input.value = drawn();
}

// A key that was never used, also where the page does not come by https.
function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
