// Moves the dates of an example into the time that is sold: it was written down long ago.

const DAY = 24 * 3_600_000;
const IS_DATE = /^\d{4}-\d\d(-\d\d)?$/;
// How long before departure the example books.
const AHEAD = 30 * DAY;

// The same value, its dates as far apart as before. A date of birth stays what it is.
export function upToDate(value) {
  const found = [];
  change(value, (date) => found.push(date) && date);
  const first = Math.min(...found.map((date) => Date.parse(date)));
  if (!(first < Date.now() + DAY)) return value;
  const weeks = Math.ceil((Date.now() + AHEAD - first) / (7 * DAY));
  return change(value, (date) => new Date(Date.parse(date) + weeks * 7 * DAY).toISOString().slice(0, date.length));
}

// A copy, in which every `…date` and `month` is what `by` makes of it.
function change(value, by, name = "") {
  if (typeof value === "string") return /(date|month)$/.test(name) && IS_DATE.test(value) ? by(value) : value;
  if (Array.isArray(value)) return value.map((one) => change(one, by, name));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one, by, key)]));
}
