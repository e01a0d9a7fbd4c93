// Stripe's library for Node against the sandbox: every call that the sandbox has, and each kind of
// error as the library tells it. Run by `run`, with the sandbox's address.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import Stripe from 'stripe';

const url = process.argv[2];
const { hostname: host, port } = new URL(url);

// It takes a host and a port, and no path.
const client = (key = 'sk_test_node', maxNetworkRetries = 0) =>
  new Stripe(key, { host, port, protocol: 'http', maxNetworkRetries });
const api = client();

const purchase = (card = 'pm_card_visa', more = {}) =>
  ({ amount: 458_900, currency: 'inr', payment_method: card, confirm: true, ...more });

/** The error that a call ends with, which must be of this kind and say this. */
async function refused(kind, call, expected = {}) {
  const error = await call.then(() => assert.fail(`no ${kind}`), (error) => error);
  assert.equal(error.type, kind, error.message);
  for (const [name, value] of Object.entries(expected)) {
    assert.equal(error[name], value, `${name}: ${error.message}`);
  }
  assert.match(error.requestId, /^req_/);
  return error;
}

async function post(path, body = {}) {
  const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer sk_test_node' };
  return fetch(`${url}/sandbox/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const promises = {
  async payments() {
    const made = await api.paymentIntents.create({ amount: 5_000, currency: 'usd' });
    assert.equal(made.status, 'requires_payment_method');
    const card = { payment_method: 'pm_card_visa' };
    const paid = await api.paymentIntents.confirm(made.id, card);
    assert.equal(paid.status, 'succeeded');
    assert.equal((await api.paymentIntents.retrieve(made.id)).latest_charge, paid.latest_charge);
    const waiting = await api.paymentIntents.create(purchase('pm_card_threeDSecure2Required'));
    assert.ok(waiting.next_action.redirect_to_url.url.startsWith(`${url}/sandbox/payments/pi_`));
    assert.equal((await api.paymentIntents.cancel(waiting.id)).status, 'canceled');
  },

  async declines() {
    const call = api.paymentIntents.create(purchase('pm_card_chargeDeclinedInsufficientFunds'));
    const error = await refused('StripeCardError', call, {
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      doc_url: 'https://stripe.com/docs/error-codes/card-declined',
    });
    assert.equal(error.payment_method.card.last4, '0002');
    assert.equal(error.payment_intent.status, 'requires_payment_method');
    assert.equal((await api.charges.retrieve(error.charge)).status, 'failed');
  },

  async pages() {
    const price = { currency: 'inr', unit_amount: 458_900, product_data: { name: 'DEL-BOM' } };
    const made = await api.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ quantity: 1, price_data: price }],
      success_url: 'https://shop.example/done',
    });
    const page = made.url.slice(`${url}/sandbox/`.length);
    assert.deepEqual(await (await post(`${page}/decline`)).json(), { status: 'open' });
    assert.deepEqual(await (await post(`${page}/approve`)).json(), { status: 'complete' });
    const paid = await api.checkout.sessions.retrieve(made.id);
    assert.deepEqual([paid.payment_status, paid.url], ['paid', null]);
    await refused('StripeInvalidRequestError', api.checkout.sessions.expire(made.id));
  },

  async refundsAndLists() {
    const paid = await api.paymentIntents.create(purchase());
    const made = [];
    for (const amount of [5_000, 6_000, 7_000]) {
      made.unshift((await api.refunds.create({ payment_intent: paid.id, amount })).id);
    }
    const of_payment = { payment_intent: paid.id, limit: 1 };
    const ids = async (list) => (await list.autoPagingToArray({ limit: 100 })).map(({ id }) => id);
    assert.deepEqual(await ids(api.refunds.list(of_payment)), made);
    const back = { ...of_payment, ending_before: made.at(-1) };
    // The library reads such a list from its end.
    assert.deepEqual(await ids(api.refunds.list(back)), made.slice(0, -1).reverse());
    assert.equal((await api.refunds.retrieve(made[0])).status, 'succeeded');
    const told = await api.events.list({ type: 'charge.refunded' });
    assert.ok(told.data[0].data.object.payment_method_details.card.exp_year > 2025);
    const all = { payment_intent: paid.id, amount: 458_900 };
    await refused('StripeInvalidRequestError', api.refunds.create(all), { param: 'amount' });
    assert.ok((await ids(api.charges.list({ limit: 2 }))).length >= 3);
  },

  async disputes() {
    const paid = await api.paymentIntents.create(purchase('pm_card_createDispute'));
    const { data: [dispute] } = await api.disputes.list({ payment_intent: paid.id });
    assert.equal((await api.disputes.retrieve(dispute.id)).status, 'needs_response');
    const evidence = { evidence: { uncategorized_text: 'winning_evidence' } };
    assert.equal((await api.disputes.update(dispute.id, evidence)).status, 'won');
    await refused('StripeInvalidRequestError', api.disputes.close(dispute.id));
  },

  async refusals() {
    const invalid = 'StripeInvalidRequestError';
    const charge = (form) => api.paymentIntents.create(form);
    await refused(invalid, charge({ amount: 500, currency: 'zzz' }), { param: 'currency' });
    const small = { code: 'amount_too_small', param: 'amount' };
    await refused(invalid, charge({ amount: 1, currency: 'usd' }), small);
    const missing = { code: 'resource_missing', statusCode: 404 };
    await refused(invalid, api.refunds.retrieve('re_none'), missing);
    const nowhere = api.refunds.list({ starting_after: 're_none' });
    await refused(invalid, nowhere, { param: 'starting_after' });
    const form = { url: 'http://127.0.0.1:9/', enabled_events: ['booking.paid'] };
    const never = { param: 'enabled_events[0]' };
    await refused(invalid, api.webhookEndpoints.create(form), never);
    const another = api.rawRequest('DELETE', '/v1/payment_intents');
    assert.match((await refused(invalid, another, { statusCode: 404 })).message, /DELETE/);
    await refused('StripeAuthenticationError', client('sk_live_1').balance.retrieve());
    const same = { idempotencyKey: 'node-1' };
    const first = await api.paymentIntents.create(purchase(), same);
    assert.equal((await api.paymentIntents.create(purchase(), same)).id, first.id);
    const other = api.paymentIntents.create(purchase('pm_card_amex'), same);
    await refused('StripeIdempotencyError', other);
  },

  async troubles() {
    const fault = (kind) => post('faults', { kind, next: 1 });
    await fault('too_many_requests');
    await refused('StripeRateLimitError', api.paymentIntents.create(purchase()));
    await fault('unavailable');
    await refused('StripeAPIError', api.paymentIntents.create(purchase()));
    await fault('unavailable');
    const patient = await client(undefined, 2).paymentIntents.create(purchase());
    assert.equal(patient.status, 'succeeded');
    assert.equal((await api.balance.retrieve()).object, 'balance');
  },

  async events() {
    let arrive;
    const arrived = new Promise((resolve) => { arrive = resolve; });
    const server = createServer(async (request, response) => {
      const parts = [];
      for await (const part of request) parts.push(part);
      arrive([Buffer.concat(parts), request.headers['stripe-signature']]);
      response.end();
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${server.address().port}/`;
    const enabled_events = ['payment_intent.succeeded'];
    const endpoint = await api.webhookEndpoints.create({ url: address, enabled_events });
    const paid = await api.paymentIntents.create(purchase());
    const [body, signature] = await arrived;
    const event = api.webhooks.constructEvent(body, signature, endpoint.secret);
    assert.deepEqual([event.type, event.data.object.id], [enabled_events[0], paid.id]);
    assert.equal((await api.events.retrieve(event.id)).type, event.type);
    assert.throws(() => api.webhooks.constructEvent(body, signature, 'whsec_other'));
    assert.deepEqual((await api.webhookEndpoints.list()).data.map(({ id }) => id), [endpoint.id]);
    assert.equal((await api.webhookEndpoints.retrieve(endpoint.id)).url, address);
    assert.ok((await api.webhookEndpoints.del(endpoint.id)).deleted);
    server.close();
    server.closeAllConnections();
  },
};

for (const [name, promise] of Object.entries(promises)) {
  await promise();
  console.log(`ok      stripe ${Stripe.PACKAGE_VERSION} for Node: ${name}`);
}
