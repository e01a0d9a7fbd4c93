// Judges a page in a browser: axe, what the browser complains of, what is asked for from outside, and
// whether it fits its window.

import { createRequire } from "node:module";
import { mkdir, readFile } from "node:fs/promises";

// Installed where the tools are, and not beside this file.
const require = createRequire(`${process.env.PAGES_TOOLS}/`);
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

export const WIDTHS = [390, 1280];
const SCHEMES = ["light", "dark"];

export function launch() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });
}

// Tells of everything that a page does and should not.
export function watch(page, own, fault) {
  page.on("request", (request) => {
    const outside = !/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== own;
    if (outside) fault(`asks for ${request.url()}`);
  });
  page.on("console", (message) => {
    // A refusal of the page itself is what some pages are about.
    const isRefusal = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
    if (message.type() === "error" && !isRefusal) fault(message.text());
  });
  page.on("pageerror", (error) => fault(error.message));
}

// By day and by night, with a picture of each if there is a folder for them.
export async function judge(page, name, fault, shots) {
  if (shots) await mkdir(shots, { recursive: true });
  const { width } = page.viewport();
  for (const scheme of SCHEMES) {
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    for (const { id, impact, nodes } of await findings(page)) {
      for (const node of nodes) fault(`${scheme}: ${id} (${impact}): ${node.target} ${node.failureSummary}`);
    }
    if (shots) await page.screenshot({ path: `${shots}/${name}-${width}-${scheme}.png`, fullPage: true });
  }
  for (const text of await edges(page)) fault(text);
  return SCHEMES.length;
}

async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations;
}

async function edges(page) {
  return page.evaluate(() => {
    const said = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const wide = [...document.querySelectorAll("body *")].find((it) => it.getBoundingClientRect().right > clientWidth + 1);
      said.push(`is ${scrollWidth} px wide in a window of ${clientWidth} px, by ${wide?.outerHTML.slice(0, 120)}`);
    }
    const { left, right } = document.querySelector("main").getBoundingClientRect();
    if (left < 12 || right > clientWidth - 12) said.push(`touches an edge: ${left} to ${right}`);
    return said;
  });
}
