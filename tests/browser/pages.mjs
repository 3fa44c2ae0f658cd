// The pages in a real browser: they open without errors, lead where they say, keep to WCAG, mark the words of the ledger, and
// work without scripts.
// usage: node --test pages.mjs, with ENTENTE_AT=http://127.0.0.1:PORT of a server on a ledger of examples/,
// ENTENTE_DROP=a folder that is being watched into that ledger, and PICTURES=a folder for screenshots (optional).
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const at = process.env.ENTENTE_AT;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const WIDTHS = [[1280, 900], [390, 800]];

let browser, pages;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const json = async (path) => (await fetch(at + path)).json();
  const event = (await json("/events.json")).items[0];
  const plan = (await json("/plans.json")).items[0];
  const [edge] = (await json("/network.json")).edges;
  const line = (await json("/documents.json")).items[0];
  pages = {
    home: "/", events: "/events", event: `/event/${event.id}`, actors: "/actors", actor: `/actor/${edge.a}`,
    relation: `/relation/${edge.a}/${edge.b}`, network: "/network", plans: "/plans", plan: `/plan/${plan.id}`,
    stances: "/stances", quotes: "/quotes", ties: "/ties", disputes: "/disputes", documents: "/documents",
    document: `/document/${encodeURIComponent(line.sha256 ?? line.doc ?? line.id)}`, search: "/search?q=Manila",
    brief: `/brief/${edge.a}/${edge.b}`, api: "/api",
  };
});
after(() => browser?.close());

// A page, and all that it complains of.
async function open(path, options = {}) {
  const context = await browser.newContext({ locale: "en-GB", bypassCSP: options.bypassCSP ?? false, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (said) => { if (["error", "warning"].includes(said.type())) complaints.push(said.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  const answer = await page.goto(at + path, { waitUntil: "load" });
  return { page, complaints, status: answer.status(), done: () => context.close() };
}

test("every page opens without complaints and has one heading", async () => {
  for (const [name, path] of Object.entries(pages)) {
    const { page, complaints, status, done } = await open(path);
    assert.equal(status, 200, `${name} ${path}`);
    assert.deepEqual(complaints, [], name);
    assert.equal(await page.locator("h1").count(), 1, name);
    await done();
  }
});

test("no page violates WCAG A or AA, in light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    // The dark colours are the same everywhere: some pages show them all.
    const some = ["home", "relation", "network", "document", "plan"];
    for (const [name, path] of Object.entries(pages)) {
      if (colorScheme === "dark" && !some.includes(name)) continue;
      const { page, done } = await open(path, { bypassCSP: true, colorScheme });
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() =>
        axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
      const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact))
        .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
      assert.deepEqual(grave, [], `${name}, ${colorScheme}`);
      await done();
    }
  }
});

test("links of each page lead to pages", async () => {
  const seen = new Map();
  for (const [name, path] of Object.entries(pages)) {
    const { page, done } = await open(path);
    const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")));
    for (const link of links) {
      const to = new URL(link, at + path);
      if (to.origin === at && !seen.has(to.pathname + to.search)) seen.set(to.pathname + to.search, name);
      if (to.origin === at && to.hash.length > 1 && to.pathname === new URL(at + path).pathname) {
        assert.equal(await page.locator(`[id="${decodeURIComponent(to.hash.slice(1))}"]`).count(), 1, `${name}: ${to.hash}`);
      }
    }
    await done();
  }
  assert.ok(seen.size > 80, `${seen.size} links`);
  for (const [link, name] of seen) {
    const { status } = await fetch(at + link);
    assert.ok(status < 400, `${link} on ${name}: ${status}`);
  }
});

test("marked words are the words of the ledger", async () => {
  const { items } = await (await fetch(`${at}/events.json?limit=500`)).json();
  const quotes = new Map();
  for (const { id } of items) {
    const { claims } = await (await fetch(`${at}/event/${id}.json`)).json();
    for (const { doc, quote } of claims) quotes.set(doc, [...(quotes.get(doc) ?? []), quote]);
  }
  let compared = 0;
  for (const [doc, expected] of quotes) {
    const { page, done } = await open(`/document/${encodeURIComponent(doc)}`);
    const marked = await page.evaluate(() => {
      const words = {};
      for (const piece of document.querySelectorAll("[data-lines]")) {
        for (const line of piece.dataset.lines.split(" ")) words[line] = (words[line] ?? "") + piece.textContent;
      }
      return Object.values(words);
    });
    for (const quote of expected) assert.ok(marked.includes(quote), `${doc}: ${quote}`);
    compared += expected.length;
    await done();
  }
  assert.ok(compared > 20, `${compared} quotes compared`);
});

test("filters narrow a list and stand in the address", async () => {
  const { page, done } = await open("/events");
  const before = await page.locator("li.event").count();
  await page.locator(".filters summary").click();
  await page.locator(".filters select[name=type]").selectOption("CONSULT");
  await Promise.all([page.waitForNavigation(), page.locator(".filters form button").click()]);
  assert.match(page.url(), /type=CONSULT/);
  const after = await page.locator("li.event").count();
  assert.ok(after > 0 && after < before, `${before} → ${after}`);
  await done();
});

test("the language can be switched and is remembered", async () => {
  const { page, done } = await open("/");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await Promise.all([page.waitForNavigation(), page.locator(".languages a[lang=vi]").click()]);
  assert.equal(await page.locator("html").getAttribute("lang"), "vi");
  await page.goto(`${at}/plans`);
  assert.equal(await page.locator("html").getAttribute("lang"), "vi");
  await done();
});

test("the network follows its slider, and works as a plain form without scripts", async () => {
  const live = await open("/network");
  const slider = live.page.locator("form[data-slider] input[type=range]");
  await slider.focus();
  await Promise.all([
    live.page.waitForResponse((r) => r.url().includes("year=")),
    live.page.keyboard.press("ArrowLeft"),
  ]);
  await live.page.waitForFunction(() => location.search.includes("year="));
  assert.deepEqual(live.complaints, []);
  await live.done();
  const plain = await open("/network", { javaScriptEnabled: false });
  await Promise.all([plain.page.waitForNavigation(), plain.page.locator("form[data-slider] button:not([hidden])").click()]);
  assert.match(plain.page.url(), /year=\d{4}/);
  assert.ok(await plain.page.locator("svg.draw-network .node").count() > 2);
  await plain.done();
});

test("a line of the network leads to what lies between the two", async () => {
  const { page, done } = await open("/network");
  const line = page.locator("svg a.edge").last();
  const href = await line.getAttribute("href");
  assert.match(href, /^\/relation\/[A-Z]/);
  await line.focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.equal(new URL(page.url()).pathname, href);
  assert.equal(await page.locator("svg.draw-curve").count() + await page.locator("section.closeness").count() > 0, true);
  await done();
});

test("every page works with scripts switched off", async () => {
  for (const [name, path] of Object.entries(pages)) {
    const { page, status, done } = await open(path, { javaScriptEnabled: false });
    assert.equal(status, 200, name);
    assert.ok((await page.locator("main").innerText()).length > 40, name);
    await done();
  }
});

test("pages fit a narrow window", async () => {
  for (const [width, height] of process.env.PICTURES ? WIDTHS : WIDTHS.slice(1)) {
    for (const [name, path] of Object.entries(pages)) {
      const { page, done } = await open(path, { viewport: { width, height } });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}-${width}.png`) });
      assert.ok(over <= 1, `${name} at ${width}: ${over} too wide`);
      await done();
    }
  }
});

test("a new article appears in a page that is open", { skip: !process.env.ENTENTE_DROP }, async () => {
  const { page, complaints, done } = await open("/documents");
  assert.equal(await page.getByText("ký thỏa thuận về cầu đường").count(), 0);
  const text = "Nhật Bản và Lào ký thỏa thuận về cầu đường\n\nNgày 3/6/2024, Ngoại trưởng Nhật Bản đã hội đàm với Thủ tướng Lào tại Viêng Chăn.\n";
  writeFileSync(join(process.env.ENTENTE_DROP, "moi.txt"), text);
  await page.getByText("ký thỏa thuận về cầu đường").first().waitFor({ timeout: 30000 });
  assert.deepEqual(complaints, []);
  await done();
});
