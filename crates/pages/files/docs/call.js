// One call: from the fields of a form to a request, a line of curl, and the answer shown.

import { key } from "./account.js";
import { copies, el, long } from "./dom.js";
import { remember } from "./seen.js";

// What the form says, as a request.
export function requestOf({ root, method, path, form, takesKey, mediaType }) {
  const query = new URLSearchParams();
  const headers = {};
  let way = path;
  for (const input of form.querySelectorAll("[data-in]")) {
    const { name, value, dataset } = input;
    if (dataset.in === "path") way = way.replace(`{${name}}`, encodeURIComponent(value.trim()));
    else if (value === "") continue;
    else if (dataset.in === "query") query.append(name, value);
    else if (dataset.in === "header") headers[name] = value;
  }
  if (takesKey && key()) headers.Authorization = `Bearer ${key()}`;
  const written = form.elements.body?.value;
  const body = written?.trim() ? written : undefined;
  if (body) headers["Content-Type"] = mediaType;
  const asked = query.toString();
  return { method, url: `${root}${way.slice(1)}${asked && `?${asked}`}`, headers, body };
}

// The same for a shell; the key is in a variable there.
export function curlOf({ method, url, headers, body }) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const parts = [`curl -i ${method === "GET" ? "" : `-X ${method} `}${quoted(url)}`];
  for (const [name, value] of Object.entries(headers)) {
    parts.push(name === "Authorization" ? '-H "Authorization: Bearer $KEY"' : `-H ${quoted(`${name}: ${value}`)}`);
  }
  if (body) parts.push(`-d ${quoted(body)}`);
  return parts.join(" \\\n  ");
}

// Sends it, and shows what came back in `place`.
export async function send(request, path, place) {
  const began = performance.now();
  place.replaceChildren(el("p", { class: "waits" }, "Waiting for the answer …"));
  try {
    const { method, url, headers, body } = request;
    const answer = await fetch(url, { method, headers, body, cache: "no-store" });
    const bytes = await answer.blob();
    const took = Math.round(performance.now() - began);
    place.replaceChildren(...await shown(answer, bytes, took, path));
    return answer.ok;
  } catch (error) {
    place.replaceChildren(el("p", { class: "note bad" }, `No answer came: ${error.message}`));
    return false;
  }
}

async function shown(answer, bytes, took, path) {
  const kind = answer.ok ? "good" : "bad";
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return [
    el("p", { class: `note ${kind}` }, el("strong", {}, `${answer.status} ${answer.statusText}`.trim()), `, after ${took} ms`),
    el("details", { class: "part" }, el("summary", {}, "Headers of the answer"), long("Headers of the answer", headers)),
    ...await content(answer, bytes, path),
  ];
}

async function content(answer, bytes, path) {
  const type = answer.headers.get("content-type") ?? "";
  if (bytes.size === 0) return [el("p", { class: "quiet" }, "The answer has no body.")];
  if (!/json|text/.test(type)) {
    const open = el("a", { href: URL.createObjectURL(bytes), target: "_blank", rel: "noopener" }, "Open it in a new tab");
    return [el("p", {}, `${bytes.size.toLocaleString("en")} bytes of ${type}. `, open)];
  }
  let text = await bytes.text();
  if (type.includes("json")) {
    const value = JSON.parse(text);
    if (answer.ok) remember(path, value);
    text = JSON.stringify(value, null, 2);
  }
  return [long("The answer", text), el("div", { class: "actions" }, copies("Copy the answer", () => text), links(text))];
}

// The first addresses in an answer, such as the page where it is paid.
function links(text) {
  const found = [...new Set(text.match(/"https?:[^"\s]+"/g))].slice(0, 4).map((quoted) => JSON.parse(quoted));
  return found.map((url) => el("a", { href: url, target: "_blank", rel: "noopener", class: "button other small" }, `Open ${new URL(url).pathname}`));
}
