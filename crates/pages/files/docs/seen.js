// What earlier answers told, so that the next call is filled in with it: the first thing that each
// kind of call answered, until the tab is closed.

const KEPT_AS = "airside.seen";

function kept() {
  return JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "{}");
}

// `/v1/bookings/{booking_ref}/payments` answers `payments`.
function kindOf(path) {
  return path.split("/").filter((part) => part && !part.startsWith("{")).pop();
}

export function remember(path, answer) {
  const things = [answer?.data, answer?.departing, answer].flat().filter((one) => one && typeof one === "object");
  const values = Object.entries(things[0] ?? {}).filter(([, value]) => typeof value === "string");
  if (values.length === 0) return;
  const seen = kept();
  seen[kindOf(path)] = { ...seen[kindOf(path)], ...Object.fromEntries(values) };
  if (answer.departing) {
    seen.offers = { ...seen.offers, all: [answer.departing[0], answer.returning?.[0]].flatMap((one) => one?.id ?? []) };
  }
  sessionStorage.setItem(KEPT_AS, JSON.stringify(seen));
  document.dispatchEvent(new Event("seen"));
}

// The value of a parameter of a path: the booking_ref after `bookings`.
export function valueFor(path, name) {
  const before = path.split(`/{${name}}`)[0];
  const value = kept()[kindOf(before)]?.[name];
  return typeof value === "string" ? value : undefined;
}

// An example whose offers are those that were found.
export function withOffers(example) {
  const found = kept().offers?.all;
  return found?.length && example && Array.isArray(example.offers) ? { ...example, offers: found } : example;
}
