// Walks through the desk as travellers do: at the width of a phone and of a desk, with scripts and
// without, and judges every page on the way.
//
//   node walk.mjs [--shots FOLDER]
//
// AIRSIDE_URL is a server of the demo's small world with the payment sandbox.

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { WIDTHS, judge, launch, watch } from "../../pages/check/judge.mjs";

const base = process.env.AIRSIDE_URL;
const shots = process.argv[2] === "--shots" ? process.argv[3] : undefined;
const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const TRIP = { from: "Delhi (DEL)", to: "mumbai", depart: day(20), return: day(27) };

const browser = await launch();
const faults = [];
let looks = 0;

// One traveller.
class Walk {
  static async begin(width, scripts) {
    const walk = new Walk();
    walk.name = `${width} px, ${scripts ? "with" : "without"} scripts`;
    walk.scripts = scripts;
    walk.email = `asha-${width}-${scripts}-${Date.now()}@example.com`;
    walk.context = await browser.createBrowserContext();
    walk.page = await walk.tab(width);
    return walk;
  }

  async tab(width = this.page.viewport().width) {
    const page = await this.context.newPage();
    await page.setViewport({ width, height: 844 });
    // Off for the page; what judges it is the browser's own, and works all the same.
    await page.setJavaScriptEnabled(this.scripts);
    watch(page, new URL(base).origin, (text) => this.fault(text, page));
    return page;
  }

  fault(text, page = this.page) {
    faults.push(`${this.name} at ${new URL(page.url()).pathname}: ${text}`);
  }

  async look(name) {
    // Without scripts a page is the same page: it is enough to have judged it once.
    if (this.scripts) looks += await judge(this.page, name, (text) => this.fault(text), shots);
  }

  async go(path) {
    await this.page.goto(`${base}/${path}`, { waitUntil: "load" });
  }

  // Presses what leads to another page. What the browser would refuse to send is sent: the server
  // has to say what is wrong with it.
  async press(selector, page = this.page) {
    const element = await page.waitForSelector(selector, { timeout: 10_000 });
    const press = (it) => {
      if (it.form) it.form.noValidate = true;
      it.click();
    };
    await Promise.all([page.waitForNavigation({ waitUntil: "load", timeout: 10_000 }), element.evaluate(press)]);
  }

  async fill(fields, page = this.page) {
    for (const [id, value] of Object.entries(fields)) {
      await page.$eval(`[id="${id}"]`, (it, value) => {
        it.value = value;
        it.dispatchEvent(new Event("input", { bubbles: true }));
        it.dispatchEvent(new Event("change", { bubbles: true }));
      }, value);
    }
  }

  text(selector, page = this.page) {
    return page.$eval(selector, (it) => it.textContent);
  }

  async expect(selector, wanted, page = this.page) {
    const found = (await page.$(selector)) ? await this.text(selector, page) : "(nothing)";
    if (!found.includes(wanted)) throw new Error(`${selector} says "${found.slice(0, 200)}", not "${wanted}"`);
  }

  async all() {
    await this.search();
    await this.choose();
    const reference = await this.book();
    await this.pay(reference);
    await this.sendAgain(reference);
    await this.cancel(reference);
    await this.several();
    await this.follow();
    await this.find(reference);
    await this.others();
    await this.serve(reference);
  }

  async search() {
    await this.go("");
    await this.look("search");
    if (this.scripts) {
      await this.page.type("#from0", "delh");
      await this.page.waitForSelector("#places option", { timeout: 5_000 });
    }
    await this.fill({ from0: TRIP.from, to0: "Nowhereville", depart0: TRIP.depart, return: TRIP.return });
    await this.press("form.search button.button");
    await this.expect(".wrong", "no such city");
    await this.look("search-wrong");
    const kept = await this.page.$eval("#from0", (it) => it.value);
    if (kept !== TRIP.from) throw new Error(`what was typed is gone: ${kept}`);
    await this.fill({ to0: TRIP.to, adults: "2", infants: "1" });
    await this.press("form.search button.button");
    await this.expect("h1", "Delhi to Mumbai");
    await this.look("results");
  }

  async choose() {
    await this.press(".brands a");
    await this.expect("h1", "Mumbai to");
    await this.expect(".chosen", "Choose other flights");
    await this.press(".brands a");
    await this.expect("h1", "Your booking");
    await this.look("book");
    this.form = this.page.url();
  }

  travellers() {
    return {
      given0: "Asha", family0: "Rao", born0: "1990-05-01", gender0: "FEMALE",
      given1: "Ravi", family1: "Rao", born1: "1988-02-11", gender1: "MALE",
      given2: "Mira", family2: "Rao", born2: day(-300), gender2: "FEMALE",
      email: this.email, phone: "+91 98765 43210", password: "correct horse battery",
    };
  }

  async book() {
    await this.press("aside button.button");
    await this.expect("#faults", "missing");
    await this.look("book-wrong");
    await this.fill(this.travellers());
    await this.seat();
    await this.fill({ extra0: "10" });
    if (this.scripts) await this.page.waitForFunction(() => document.querySelector("#price").textContent.includes("Extra baggage"));
    await this.fill({ password: "correct horse battery" });
    // Pressed twice, as people do.
    await this.press("aside button.button");
    await this.expect("h1", "Trip");
    await this.look("trip-unpaid");
    return (await this.text(".reference")).trim();
  }

  async seat() {
    await this.page.$eval("details.cabin", (it) => { it.open = true; });
    const free = "details.cabin button.seat:not([disabled])";
    if (this.scripts) {
      await this.page.$eval(free, (it) => it.click());
      await this.page.waitForSelector("button.seat.mine");
      await this.look("book-seats");
    } else {
      await this.press(free);
      await this.expect("button.seat.mine", "");
    }
    const kept = await this.page.$eval("#given1", (it) => it.value);
    if (kept !== "Ravi") throw new Error(`what was typed is gone: ${kept}`);
  }

  // The button leads to a page of ours, and that to the gateway's.
  async toGateway() {
    await this.press("button.yes");
    await this.page.waitForSelector("button.no", { timeout: 10_000 });
  }

  async approve() {
    await this.toGateway();
    await this.press("button.yes");
  }

  async pay(reference) {
    await this.toGateway();
    await this.press("button.no");
    await this.go(`trips/${reference}`);
    await this.approve();
    await this.go(`trips/${reference}`);
    const ticket = "a[href*='/v1/documents/']";
    for (let tries = 0; !(await this.page.$(ticket)); tries += 1) {
      if (tries > 60) throw new Error("there is no ticket");
      if (this.scripts) await this.page.waitForSelector(ticket, { timeout: 30_000 });
      else { await new Promise((done) => setTimeout(done, 500)); await this.go(`trips/${reference}`); }
    }
    await this.expect(".status", "Confirmed");
    await this.look("trip-paid");
    const files = await this.page.$$eval(`${ticket}, a[href$='.ics']`, (links) => links.map((it) => it.href));
    for (const file of files) {
      const cookies = (await this.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
      const answer = await fetch(file, { headers: { cookie: cookies } });
      const start = Buffer.from(await answer.arrayBuffer()).subarray(0, 15).toString();
      if (!/^(%PDF|BEGIN:VCALENDAR)/.test(start)) throw new Error(`${file} begins with ${start}`);
    }
  }

  // Gone back to, in another tab, the same people on the same flights are the same trip.
  async sendAgain(reference) {
    const tab = await this.tab();
    await tab.goto(this.form, { waitUntil: "load" });
    await this.fill(Object.fromEntries(Object.entries(this.travellers()).filter(([name]) => name !== "password")), tab);
    await this.press("aside button.button", tab);
    const again = (await this.text(".reference", tab)).trim();
    if (again !== reference) {
      // Other seats and baggage: another trip, unpaid, which is given back.
      await this.press("form[action$='/release'] button", tab);
      await this.expect(".status", "Expired", tab);
    }
    await tab.goto(this.form, { waitUntil: "load" });
    await this.fill(Object.fromEntries(Object.entries(this.travellers()).filter(([name]) => name !== "password")), tab);
    await this.press("aside button.button", tab);
    const third = (await this.text(".reference", tab)).trim();
    await tab.goto(this.form, { waitUntil: "load" });
    await this.fill(Object.fromEntries(Object.entries(this.travellers()).filter(([name]) => name !== "password")), tab);
    await this.press("aside button.button", tab);
    const fourth = (await this.text(".reference", tab)).trim();
    if (third !== fourth) throw new Error(`one wish became two trips: ${third} and ${fourth}`);
    await this.press("form[action$='/release'] button", tab);
    await tab.close();
  }

  async cancel(reference) {
    await this.go(`trips/${reference}/cancel`);
    await this.look("cancel");
    await this.press("form.narrow button.button");
    await this.expect(".wrong", "Choose");
    await this.page.$eval("input[name=journey]", (it) => it.click());
    await this.press("form.narrow button.button");
    await this.expect(".amount", "You get back");
    await this.look("cancel-quote");
    const form = await this.page.$eval("form[action*='/cancel/']", (it) => it.action);
    await this.press("button.no");
    await this.expect(".status", "Partly cancelled");
    await this.look("trip-cancelled");
    if (!form.includes("/cancel/")) throw new Error("there was no quote");
  }

  // Several cities, sorted and filtered, with a promo code; and the places given back.
  async several() {
    const ways = [["DEL", "BOM", day(33)], ["BOM", "BLR", day(36)]];
    const query = ways.map(([from, to, depart]) => `from=${from}&to=${to}&depart=${depart}`).join("&");
    await this.go(`search?trip=multi&${query}&adults=1&stops=0`);
    await this.fill({ sort: "PRICE" });
    if (this.scripts) await this.page.waitForFunction(() => location.search.includes("sort=PRICE"));
    else await this.press(".filters button");
    const prices = await this.page.$$eval(".brands li:first-child b", (all) => all.map((it) => Number(it.textContent.replace(/[^0-9.]/g, ""))));
    if (prices.some((price, at) => price < prices[at - 1])) throw new Error(`not by price: ${prices}`);
    await this.press(".brands a");
    await this.expect("h1", "Mumbai to");
    await this.press(".brands a");
    await this.fill({ given0: "Asha", family0: "Rao", born0: "1990-05-01", gender0: "FEMALE", email: this.email, promo: "NOSUCH1" });
    await this.press("aside button.button");
    await this.expect("#promo-wrong", "no such code");
    await this.fill({ promo: "WELCOME10" });
    await this.press("aside button.button");
    await this.expect(".price", "Discount");
    await this.press("form[action$='/release'] button");
    await this.expect(".status", "Expired");
  }

  // A flight that changes after it was paid for: the name plays it.
  async follow() {
    await this.go(`search?trip=one&from=DEL&to=BOM&depart=${day(30)}&adults=1&stops=0`);
    await this.press(".brands a");
    await this.fill({ given0: "Asha", family0: "RETIMED", born0: "1990-05-01", gender0: "FEMALE", email: this.email });
    await this.press("aside button.button");
    const reference = (await this.text(".reference")).trim();
    await this.approve();
    for (let tries = 0; !(await this.page.$(".change")); tries += 1) {
      if (tries > 60) throw new Error("no flight has changed");
      await new Promise((done) => setTimeout(done, 500));
      await this.go(`trips/${reference}`);
    }
    await this.look("trip-changed");
    await this.press("form[action$='/accept'] button");
    if (await this.page.$(".change")) throw new Error("the change is still asked about");
  }

  async find(reference) {
    await this.go("trips");
    await this.expect(".journeys", reference);
    await this.look("trips");
    await this.press(".top form button");
    await this.go(`trips/${reference}`);
    await this.expect("h1", "Log in");
    await this.look("login");
    await this.go("find");
    await this.look("find");
    await this.fill({ reference, family: "Nobody" });
    await this.press("form.narrow button.button");
    await this.expect(".wrong", "no trip");
    await this.fill({ reference: reference.toLowerCase(), family: "RAO" });
    await this.press("form.narrow button.button");
    await this.expect(".reference", reference);
  }

  // The other side of the counter.
  async serve(reference) {
    await this.go("desk");
    await this.expect("h1", "Log in");
    await this.fill({ email: process.env.OPERATOR, password: process.env.OPERATOR_PASSWORD });
    await this.press("form.narrow button.button");
    await this.expect("h1", "Desk");
    await this.look("desk");
    await this.fill({ "find-q": "rao", "find-email": this.email });
    await this.press("form[role=search] button");
    await this.expect("table", reference);
    await this.look("desk-bookings");
    await this.press(`table a[href$="${reference}"]`);
    await this.expect(".reference", reference);
    await this.look("desk-booking");
    await this.press("form[action$='/notes'] button");
    await this.expect("#note-wrong", "Say");
    await this.fill({ note: "Called about a wheelchair." });
    await this.press("form[action$='/notes'] button");
    await this.expect(".history", "wheelchair");
    await this.fill({ resend: "Lost the mail." });
    await this.press("form[action$='/resend'] button");
    await this.expect(".history", "Lost the mail");
    await this.departure();
    for (const path of ["desk/queues/schedule-changes", "desk/sales"]) {
      await this.go(path);
      await this.look(path.replaceAll("/", "-"));
    }
    await this.trade();
    await this.go(`desk/bookings/${reference}`);
    await this.page.$eval("input[name=journey]", (it) => it.click());
    await this.page.$eval("input[name=waive]", (it) => it.click());
    await this.fill({ cancel: "A death in the family." });
    await this.press("form[action$='/cancel'] button");
    await this.expect(".status", "Cancelled");
    await this.expect(".history", "death in the family");
  }

  // What administrators do.
  async trade() {
    await this.go("desk/promo-codes");
    await this.press("form.card button");
    await this.expect("#code-wrong", "letters");
    await this.look("desk-promo-codes");
    const code = `WALK${String(Date.now()).slice(-8)}`;
    await this.fill({ code, percent: "10", reason: "A walk." });
    await this.press("form.card button");
    await this.expect(".journeys", code);
    await this.fill({ [`end-${code}`]: "It is over." });
    await this.press(`form[action*="${code}"] button`);
    await this.go(`desk/users?email=${encodeURIComponent(this.email)}`);
    await this.look("desk-users");
    await this.press("form.row button");
    await this.expect(".wrong", "why");
    await this.page.$eval("select[name=role]", (it) => { it.value = "AGENT"; });
    await this.page.$eval("form.row input[name=reason]", (it) => { it.value = "Serves with us now."; });
    await this.press("form.row button");
    if ((await this.page.$eval("select[name=role]", (it) => it.value)) !== "AGENT") throw new Error("the role stayed");
    await this.timetable();
    await this.go("desk/tariff");
    await this.expect("pre", "currency");
    await this.look("desk-tariff");
  }

  // A file that is wrong, then one that is not: its plan, and the same file in force.
  async timetable() {
    const folder = await mkdtemp(join(tmpdir(), "walk-"));
    const head = "airline,flight_number,origin,destination,departure_local,arrival_local,days_of_week,valid_from,valid_until,aircraft\n";
    const [bad, good] = [join(folder, "bad.csv"), join(folder, "good.csv")];
    await writeFile(bad, `${head}X9,101,DEL,XXX,07:00,09:10,1234567,${day(40)},${day(90)},320\n`);
    await writeFile(good, `${head}X9,101,DEL,BOM,07:00,09:10,1234567,${day(40)},${day(90)},320\n`);
    const send = async (file, button) => {
      await (await this.page.$("#file")).uploadFile(file);
      await this.press(button);
    };
    await this.go("desk/timetable");
    await this.look("desk-timetable");
    await send(bad, "main form button.button");
    await this.expect(".wrong", "Line 2");
    await send(good, "main form button.button");
    await this.expect("h1", "What it changes");
    await this.look("desk-timetable-plan");
    await this.fill({ reason: "The winter." });
    await send(bad, "main form button.no");
    await this.expect(".wrong", "Line 2");
    await send(good, "main form button.button");
    await this.fill({ reason: "The winter." });
    await send(good, "main form button.no");
    await this.expect(".note.good", "in force");
    await this.fly();
  }

  // A departure of that file: another hour, another aircraft, and then none.
  async fly() {
    const date = day(41 + 2 * WIDTHS.indexOf(this.page.viewport().width) + Number(this.scripts));
    // The server takes it up in a moment.
    for (let tries = 0; !(await this.page.$("table a")); tries += 1) {
      if (tries > 40) throw new Error("the departure is not there");
      if (tries > 0) await new Promise((done) => setTimeout(done, 250));
      await this.go(`desk/departures?date=${date}&flight=X9101`);
    }
    await this.press("table a");
    await this.fill({ departs: `${date}T08:00`, arrives: `${date}T10:10`, amend: "A slot." });
    await this.press("form[action*='/departures/'] button");
    await this.expect(".summary", "08:00 – 10:10");
    const aircraft = await this.page.$eval("#aircraft", (it) => {
      it.selectedIndex = it.options.length - 1;
      return it.selectedOptions[0].textContent;
    });
    await this.fill({ amend: "Ours is in repair." });
    await this.press("form[action*='/departures/'] button");
    await this.expect(".summary", aircraft);
    await this.go(`${this.page.url().slice(base.length + 1)}/cancel`);
    await this.page.$eval("input[value=AT_ONCE]", (it) => it.click());
    await this.fill({ reason: "A storm." });
    await this.press("button.no");
    await this.expect(".summary", "Cancelled");
  }

  async departure() {
    await this.go(`desk/departures?date=${TRIP.return}&origin=BOM`);
    await this.expect("table", "BOM–DEL");
    await this.look("desk-departures");
    await this.press("table a");
    await this.expect("h1", "BOM – ");
    await this.look("desk-departure");
    const here = this.page.url().slice(base.length + 1);
    for (const [sales, said] of [["CLOSED", "Closed"], ["OPEN", "Open"]]) {
      await this.fill({ sales, amend: "Weather." });
      await this.press("form[action*='/departures/'] button");
      await this.expect(".summary", said);
    }
    await this.go(`${here}/cancel`);
    await this.expect("main form", "never flies again");
    await this.look("desk-departure-cancel");
    await this.press("button.no");
    await this.expect(".wrong", "why");
  }

  async others() {
    for (const [name, path] of [
      ["signup", "signup"],
      ["forgot", "forgot"],
      ["calendar", `calendar?trip=round&from=DEL&to=BOM&depart=${TRIP.depart}&return=${TRIP.return}`],
      ["multi", "?trip=multi"],
      ["search-de", "?language=de"],
    ]) {
      await this.go(path);
      await this.look(name);
    }
    await this.expect("h1", "Wohin");
    await this.go("?language=en");
  }
}

let walks = 0;
for (const width of WIDTHS) {
  for (const scripts of [true, false]) {
    const walk = await Walk.begin(width, scripts);
    try {
      await walk.all();
    } catch (error) {
      faults.push(`${walk.name} at ${walk.page.url()}: ${error.message}`);
      if (shots) await walk.page.screenshot({ path: `${shots}/failed-${width}-${scripts}.png`, fullPage: true });
    }
    await walk.context.close();
    walks += 1;
  }
}
await browser.close();
for (const text of faults) console.error(text);
console.log(`${walks} walks, ${looks} looks: ${faults.length ? `${faults.length} faults` : "no finding"}`);
process.exitCode = faults.length ? 1 : 0;
