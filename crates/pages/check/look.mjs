// Looks at pages as people do: at the width of a phone and of a desk, by day and by night.
//
//   node look.mjs [--shots FOLDER] NAME=URL …
//
// Fails on any finding of axe, on what a page asks for from outside, on whatever the browser
// complains of (its policy too), and on a page that is wider than its window or touches its edges.
// `docs` is used as well: somebody signs up there, opens calls and sends one. So is
// `return-waiting`: somebody pays in another tab, and it says so by itself.

import { WIDTHS, judge, launch, watch } from "./judge.mjs";

const words = process.argv.slice(2);
const shots = words[0] === "--shots" ? words.splice(0, 2)[1] : undefined;
const pages = words.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]);

const browser = await launch();
const faults = [];
let looks = 0;
for (const [name, url] of pages) {
  for (const width of WIDTHS) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width, height: 844 });
    const fault = (text) => faults.push(`${name}, ${width} px: ${text}`);
    watch(page, new URL(url).origin, fault);
    await page.goto(url, { waitUntil: "load" });
    if (name === "docs") await useDocs(page, width);
    looks += await judge(page, name, fault, shots);
    if (name === "return-waiting" && width === WIDTHS.at(-1)) await pay(context, page);
    await context.close();
  }
}
await browser.close();
for (const text of faults) console.error(text);
console.log(`${pages.length} pages, ${looks} looks: ${faults.length ? `${faults.length} faults` : "no finding"}`);
process.exitCode = faults.length ? 1 : 0;

// Signs up, opens what has a body and what has parameters, and sends a search for airports.
async function useDocs(page, width) {
  await page.waitForSelector("details.operation");
  await page.evaluate(() => {
    document.querySelector(".account details").open = true;
    const calls = [...document.querySelectorAll("details.operation")];
    const named = (method, path) => calls.find((call) =>
      call.querySelector(".method").textContent === method && call.querySelector("h3 code").textContent === path);
    for (const call of [named("GET", "/v1/offers"), named("POST", "/v1/bookings"), named("GET", "/v1/airports")]) call.open = true;
  });
  await page.waitForFunction(() => document.querySelectorAll(".inside").length === 3);
  await page.type("#new-given_name", "Asha");
  await page.type("#new-family_name", "Rao");
  await page.type("#new-email", `asha-${width}-${Date.now()}@example.com`);
  await page.type("#new-password", "correct horse battery");
  await page.evaluate(() => document.querySelector(".account .grid").requestSubmit());
  await page.waitForSelector(".own-key code");
  await page.evaluate(() => {
    for (const part of document.querySelectorAll(".inside > .fields > li > .part")) part.open = true;
    const input = document.querySelector("main [name=q]");
    input.value = "delhi";
    input.form.requestSubmit();
  });
  await page.waitForSelector(".answer .note");
  const told = await page.$eval(".answer .note", (note) => note.textContent);
  if (!told.startsWith("200")) throw new Error(`a search for airports was answered with ${told}`);
}

// Follows the link to the payment and approves it: both tabs end up with the ticket.
async function pay(context, waiting) {
  const paying = await context.newPage();
  await paying.goto(await waiting.$eval("a.wide", (link) => link.href));
  await Promise.all([paying.waitForNavigation(), paying.click("button.yes")]);
  for (const page of [paying, waiting]) {
    await page.bringToFront();
    await page.waitForSelector("a[href*='/v1/documents/']");
    const heading = await page.$eval("h1", (it) => it.textContent);
    if (heading !== "Paid and confirmed") throw new Error(`after Approve the page says ${heading}`);
  }
}
