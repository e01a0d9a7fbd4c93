// What a JSON schema says, as a list for people and as an example.

import { el, spans } from "./dom.js";

export class Schemas {
  constructor(description) {
    this.description = description;
  }

  // What a `$ref` points at, through any number of them.
  resolved(thing) {
    let found = thing ?? {};
    while (found.$ref) {
      const way = found.$ref.slice(2).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
      found = way.reduce((inside, part) => inside?.[part], this.description) ?? {};
    }
    return found;
  }

  // In a few words: `array of Offer`, `string, date-time`, `Money or null`.
  kind(schema) {
    // What has fields has a name; of the rest only the type is of interest.
    if (schema.$ref) return this.#opens(schema) ? schema.$ref.split("/").pop() : this.kind(this.resolved(schema));
    const several = schema.oneOf ?? schema.anyOf;
    if (several) return [...new Set(several.map((one) => this.kind(one)))].join(" or ");
    if (schema.allOf?.length === 1) return this.kind(schema.allOf[0]);
    const types = [schema.type ?? (schema.properties || schema.allOf ? "object" : schema.pattern || schema.enum ? "string" : "any")].flat();
    const named = types.map((type) => type === "array" ? `array of ${this.kind(schema.items ?? {})}` : type);
    const format = /^(int|uint|double|float)/.test(schema.format ?? "int") ? "" : `, ${schema.format}`;
    return named.join(" or ") + format;
  }

  // What is left when null is taken away: the choices of `Cabin or null` are those of `Cabin`.
  plain(schema) {
    const it = this.resolved(schema);
    const several = (it.oneOf ?? it.anyOf)?.filter((one) => one.type !== "null");
    return several?.length === 1 ? { ...this.plain(several[0]), ...it, oneOf: undefined, anyOf: undefined } : it;
  }

  // Limits and fixed values: `1 to 200`, `one of A, B`.
  limits(schema) {
    const it = this.plain(schema);
    const said = [];
    const choices = it.enum?.filter((value) => value !== null);
    if (choices) said.push(`one of ${choices.join(", ")}`);
    if (it.const !== undefined) said.push(`always ${it.const}`);
    const between = (least, most, unit) => {
      if (least !== undefined && most !== undefined) said.push(`${least} to ${most}${unit}`);
      else if (least !== undefined) said.push(`${least}${unit} or more`);
      else if (most !== undefined) said.push(`at most ${most}${unit}`);
    };
    between(it.minimum, it.maximum, "");
    between(it.minLength, it.maxLength, " characters");
    between(it.minItems, it.maxItems, " items");
    if (it.pattern) said.push(`as ${it.pattern}`);
    if (it.default !== undefined && it.default !== null) said.push(`${JSON.stringify(it.default)} by default`);
    return said.join("; ");
  }

  // The fields of an object, or of the objects in an array; of several kinds, those of each.
  fields(schema) {
    const it = this.resolved(schema);
    const several = (it.oneOf ?? it.anyOf)?.filter((one) => one.type !== "null");
    if (several?.length > 1) {
      return several.map((one) => this.#part(this.#title(one), () => this.fields(one)));
    }
    if (several?.length === 1) return this.fields(several[0]);
    if (it.items) return this.fields(it.items);
    const { properties, required } = this.#whole(it);
    const names = Object.keys(properties);
    if (names.length === 0) return [];
    return [el("ul", { class: "fields" }, names.map((name) => this.#field(name, properties[name], required.has(name))))];
  }

  // A value that fits: the example, if there is one.
  sample(schema, depth = 0) {
    const it = { ...this.resolved(schema), ...(schema.$ref ? {} : schema) };
    if (it.example !== undefined) return it.example;
    if (it.examples?.length) return it.examples[0];
    if (it.const !== undefined) return it.const;
    if (it.default !== undefined && it.default !== null) return it.default;
    if (it.enum) return it.enum[0];
    const several = (it.oneOf ?? it.anyOf)?.filter((one) => one.type !== "null");
    if (several?.length) return this.sample(several[0], depth);
    const type = [it.type].flat().find((one) => one !== "null");
    if (type === "array") return depth > 6 ? [] : [this.sample(it.items ?? {}, depth + 1)];
    if (type === "integer" || type === "number") return it.minimum ?? 1;
    if (type === "boolean") return true;
    if (type === "string") return SAMPLES[it.format] ?? "";
    const { properties, required } = this.#whole(it);
    const names = Object.keys(properties).filter((name) => required.has(name));
    return Object.fromEntries(names.map((name) => [name, depth > 6 ? null : this.sample(properties[name], depth + 1)]));
  }

  #field(name, schema, isRequired) {
    const it = this.resolved(schema);
    const limits = this.limits(schema);
    const inner = this.#opens(schema) ? this.#part("Its fields", () => this.fields(schema)) : undefined;
    const about = schema.description ?? it.description ?? this.plain(schema).description;
    return el("li", {},
      el("code", {}, name), " ",
      el("span", { class: "kind" }, this.kind(schema)), isRequired ? el("span", { class: "must" }, " required") : undefined,
      about ? el("div", {}, spans(about)) : undefined,
      limits ? el("div", { class: "quiet" }, limits) : undefined,
      inner);
  }

  // Opened when it is wanted: a schema may hold itself.
  #part(label, fields) {
    const part = el("details", { class: "part" }, el("summary", {}, label));
    part.addEventListener("toggle", () => part.append(...fields()), { once: true });
    return part;
  }

  #opens(schema) {
    const it = this.resolved(schema);
    if (it.items) return this.#opens(it.items);
    const several = (it.oneOf ?? it.anyOf)?.filter((one) => one.type !== "null") ?? [];
    return several.some((one) => this.#opens(one)) || Object.keys(this.#whole(it).properties).length > 0;
  }

  #title(schema) {
    return schema.title ?? this.resolved(schema).title ?? this.kind(schema);
  }

  // An object with all that it takes from others.
  #whole(schema) {
    const parts = [...(schema.allOf ?? []).map((part) => this.#whole(this.resolved(part))), {
      properties: schema.properties ?? {},
      required: new Set(schema.required),
    }];
    return {
      properties: Object.assign({}, ...parts.map((part) => part.properties)),
      required: new Set(parts.flatMap((part) => [...part.required])),
    };
  }
}

const SAMPLES = {
  "date": "2026-12-01",
  "date-time": "2026-12-01T08:00:00Z",
  "email": "asha@example.com",
  "uuid": "00000000-0000-4000-8000-000000000000",
  "uri": "https://example.com/",
};
