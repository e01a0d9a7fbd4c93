// Receives webhooks of a server and verifies them as its users would: receiver.mjs URL

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

import { Webhook } from "standardwebhooks";

const server = process.argv[2];

/** The answer to one request, which has this status. */
async function call(method, path, { body, key, status = 200 } = {}) {
  const headers = { "Content-Type": "application/json" };
  if (key) headers.Authorization = `Bearer ${key}`;
  const answer = await fetch(server + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  assert.equal(answer.status, status, path);
  return answer.json();
}

const receiver = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  response.writeHead(204).end();
  receiver.emit("webhook", request.headers, body);
});
await once(receiver.listen(0, "127.0.0.1"), "listening");

const person = {
  email: `${randomUUID()}@example.com`,
  password: "correct horse battery",
  given_name: "Asha",
  family_name: "Rao",
};
const { api_key } = await call("POST", "/v1/users", { body: person, status: 201 });
const key = api_key.key;
const url = `http://127.0.0.1:${receiver.address().port}/hooks`;
const wanted = { url, events: ["booking.created"] };
const endpoint = await call("POST", "/v1/webhook-endpoints", { body: wanted, key, status: 201 });
const path = `/v1/webhook-endpoints/${endpoint.id}`;

/** What arrives when the endpoint is tried. */
async function pinged() {
  const arriving = once(receiver, "webhook", { signal: AbortSignal.timeout(30_000) });
  const sent = await call("POST", `${path}/ping`, { key, status: 202 });
  const [headers, body] = await arriving;
  return { sent, headers, body };
}

const first = await pinged();
assert.deepEqual(new Webhook(endpoint.secret).verify(first.body, first.headers), first.sent);
assert.equal(first.headers["webhook-id"], first.sent.id);
const changed = first.body.replace("ping", "pong");
assert.throws(() => new Webhook(endpoint.secret).verify(changed, first.headers));

const rotated = await call("POST", `${path}/rotate-secret`, { key });
const second = await pinged();
for (const secret of [endpoint.secret, rotated.secret]) {
  assert.equal(new Webhook(secret).verify(second.body, second.headers).type, "ping");
}
receiver.close();
receiver.closeAllConnections();
console.log("standardwebhooks for JavaScript verifies what was sent");
