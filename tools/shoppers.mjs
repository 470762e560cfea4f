// Simulated shoppers: each opens its own connection and browses (home, category, product, picture, search); some add something to the
// cart, some order with a test card; then the connection closes and another shopper comes. Every fourth reuses the previous connection,
// as behind a proxy. No request is retried, so that every failure shows.
//   node tools/shoppers.mjs URL FOLDER [SHOPPERS] [THINK]
// FOLDER/wanted holds "SHOPPERS THINK", how many at once and how many milliseconds between two of their requests, and is read twice a second.
// FOLDER/counts.json is written four times a second; FOLDER/failures.jsonl gets a line for each request that failed: no answer, 5xx or 429.
import { Agent, request } from "node:http";
import { appendFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [url, folder, shoppers = "10", think = "500"] = process.argv.slice(2);
const base = new URL(url);
let wanted = Number(shoppers);
let pause = Number(think);
// Longer than the server's own timeout.
const TIMEOUT = 35_000;
const counts = { requests: 0, failed: 0, orders: 0, journeys: 0, refused: {}, slowest: 0, shoppers: 0, milliseconds: [] };
// Responses by duration in milliseconds, the last bucket for all longer ones.
const durations = new Uint32Array(20_001);

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

class Failed extends Error {}

class Shopper {
  cookies = new Map();

  constructor(agent) {
    this.agent = agent;
  }

  ask(method, path, form) {
    const body = form && new URLSearchParams(form).toString();
    const headers = { host: base.host, accept: "text/html,image/webp,*/*" };
    if (this.cookies.size) headers.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (body !== undefined) {
      headers["content-type"] = "application/x-www-form-urlencoded";
      headers["content-length"] = Buffer.byteLength(body);
    }
    const started = performance.now();
    return new Promise((resolve) => {
      const sent = request({ host: base.hostname, port: base.port || 80, agent: this.agent, method, path, headers }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("error", (error) => resolve({ status: 0, error: `${error.code ?? error.message} in the answer`, reused: sent.reusedSocket }));
        answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text: () => Buffer.concat(parts).toString() }));
      });
      sent.setTimeout(TIMEOUT, () => sent.destroy(new Error("no answer in time")));
      sent.on("error", (error) => resolve({ status: 0, error: error.code ?? error.message, reused: sent.reusedSocket }));
      sent.end(body);
    }).then((answer) => {
      const took = performance.now() - started;
      counts.requests += 1;
      counts.slowest = Math.max(counts.slowest, Math.round(took));
      durations[Math.min(Math.ceil(took), durations.length - 1)] += 1;
      if (answer.status === 0 || answer.status >= 500 || answer.status === 429) {
        counts.failed += 1;
        const line = { at: Date.now() / 1000, method, path, status: answer.status, error: answer.error, reused: answer.reused, milliseconds: Math.round(took) };
        appendFileSync(join(folder, "failures.jsonl"), `${JSON.stringify(line)}\n`);
        throw new Failed();
      }
      if (answer.status >= 400) {
        const what = `${method} ${path.split("?")[0].replace(/\/(products|categories|orders|media)\/.*/, "/$1/…")} ${answer.status}`;
        counts.refused[what] = (counts.refused[what] ?? 0) + 1;
      }
      for (const line of answer.headers["set-cookie"] ?? []) {
        const [name, value] = line.split(";")[0].split(/=(.*)/s);
        if (line.includes("Max-Age=0")) this.cookies.delete(name);
        else this.cookies.set(name, value);
      }
      return answer;
    });
  }

  async look(path) {
    const answer = await this.ask("GET", path);
    await sleep(pause * (0.5 + Math.random()));
    return answer.text();
  }

  async post(path, form) {
    const answer = await this.ask("POST", path, form);
    await sleep(pause * (0.5 + Math.random()));
    return answer.headers.location ?? "";
  }

  async shop() {
    const one = (text, pattern) => {
      const found = [...text.matchAll(pattern)].map((match) => match[1].replaceAll("&amp;", "&"));
      // The first products are requested most, as in any shop.
      return found[Math.floor(Math.random() ** 3 * found.length)];
    };
    const home = await this.look("/");
    const list = await this.look(one(home, /href="(\/categories\/[^"#]+)"/g) ?? "/");
    const product = await this.look(one(list, /href="(\/products\/[^"#]+)"/g) ?? one(home, /href="(\/products\/[^"#]+)"/g));
    const picture = one(product, /src="(\/media\/[^"]+)"/g);
    if (picture) await this.look(picture);
    await this.look(`/search?q=${one("telescope moon eyepiece mount filter camera", /(\w+)/g)}`);
    const sku = product.includes('id="add-to-cart"') ? one(product, /name="sku" value="([^"]*)"/g) : undefined;
    if (!sku || Math.random() < 0.5) return;
    await this.post("/cart/lines", { sku, quantity: "1" });
    const cart = await this.look("/cart");
    if (!cart.includes("data-line=") || Math.random() < 0.4) return;
    await this.post("/checkout/contact", { email: "shopper@perigee.example", country: "DE", name: "A Shopper", street: "Sternwartweg 12", postcode: "24943", city: "Flensburg", "billing-same": "yes" });
    await this.post("/checkout/delivery", { "shipping-method": "standard", phone: "0461 123456" });
    await this.post("/checkout/payment", { "card-number": "4242424242424242", expiry: "12/39", code: "123" });
    const page = await this.look("/checkout?step=review");
    const key = one(page, /name="key" value="([^"]*)"/g);
    const review = one(page, /name="review" value="([^"]*)"/g);
    if (!key || !review) return;
    const order = await this.post("/checkout/place", { key, review });
    if (order.startsWith("/orders/")) {
      counts.orders += 1;
      await this.look(order);
    }
  }
}

async function stream(number) {
  // Spread over time.
  await sleep(Math.random() * Math.max(pause, 50));
  let agent;
  while (number < wanted) {
    if (!agent || number % 4) agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const shopper = new Shopper(agent);
    try {
      await shopper.shop();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      await sleep(100);
    } finally {
      if (number % 4) agent.destroy();
      counts.journeys += 1;
    }
  }
  running.delete(number);
}

const running = new Set();
function fill() {
  for (let number = 0; number < wanted; number += 1) {
    if (!running.has(number)) {
      running.add(number);
      stream(number);
    }
  }
}

function write() {
  counts.shoppers = running.size;
  counts.milliseconds = Array.from(durations.entries()).filter(([, number]) => number > 0);
  writeFileSync(join(folder, "counts.new"), JSON.stringify({ at: Date.now() / 1000, ...counts }));
  renameSync(join(folder, "counts.new"), join(folder, "counts.json"));
}

setInterval(write, 250);
setInterval(() => {
  try {
    [wanted, pause] = readFileSync(join(folder, "wanted"), "utf8").trim().split(/\s+/).map(Number);
  } catch {
    // As given at the start.
  }
  fill();
}, 500);
process.on("SIGTERM", () => {
  write();
  process.exit(0);
});
fill();
