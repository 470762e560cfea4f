// Three servers on one PostgreSQL behind haproxy, under steady load: restarts, kills, a database outage, overload.
//   node tools/rollout.mjs BINARY SITE [RESTARTS] [KILLS] [SECONDS]      SECONDS: duration of the database outage
// Run by tools/rollout-test. Exit code 1 if a requirement failed.
import { execSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [binary, site, restarts = "20", kills = "20", away = "30"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "perigee-rollout-"));
const FRONT = 4300;
const PORTS = [4301, 4302, 4303];
const PAGES = ["/", "/categories/telescopes", "/products/lowland-8-dobsonian", "/products/halden-102-ed", "/search?q=moon", "/guides/saturn", "/pages/delivery"];
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const failures = [];
const must = (holds, what) => { console.log(`${holds ? "  ok    " : "  FAILED"} ${what}`); if (!holds) failures.push(what); };

// One request. Status 0: no answer.
function ask(port, method, path, { json, form, headers = {}, agent } = {}) {
  const body = json ? JSON.stringify(json) : form && new URLSearchParams(form).toString();
  const all = { accept: json ? "application/json" : "text/html", ...headers };
  if (body !== undefined) Object.assign(all, { "content-type": json ? "application/json" : "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) });
  const started = performance.now();
  return new Promise((done) => {
    const end = (status, answer, text = "") => done({ status, text, headers: answer?.headers ?? {}, started, took: performance.now() - started });
    const sent = http.request({ host: "127.0.0.1", port, method, path, headers: all, agent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part)).on("error", () => end(0)).on("end", () => end(answer.statusCode, answer, Buffer.concat(parts).toString()));
    });
    sent.setTimeout(30_000, () => sent.destroy());
    sent.on("error", () => end(0)).end(body);
  });
}

async function ready(port) {
  while ((await ask(port, "GET", "/readyz", { agent: false })).status !== 200) await sleep(20);
}

async function serve(port, env = {}, pin = []) {
  const command = [...pin, binary, "serve", "--seed"];
  const child = spawn(command[0], command.slice(1), {
    env: { ...process.env, PERIGEE_ADDR: `127.0.0.1:${port}`, PERIGEE_BASE_URL: `http://127.0.0.1:${FRONT}`, DATABASE_URL: process.env.PERIGEE_TEST_POSTGRES, LEPTOS_SITE_ROOT: site,
      PERIGEE_ASTRONOMY_API: "true", PERIGEE_RATE_LIMIT: "0", PERIGEE_CONNECTIONS_PER_CLIENT: "0", PERIGEE_LOG: "error", PERIGEE_SHUTDOWN_DELAY: "1", PERIGEE_MAIL_FOLDER: join(folder, "mail"), PERIGEE_WITH_WORKER: "false", ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  child.gone = new Promise((done) => child.on("exit", () => done(performance.now())));
  await ready(port);
  return child;
}

// Steady load: some browse, some order; all failures are recorded.
class Load {
  going = true;
  failed = [];
  inFlight = new Set();
  orders = new Map();
  doubled = 0;
  requests = 0;

  async request(agent, method, path, options = {}) {
    const flight = {};
    this.inFlight.add(flight);
    const answer = await ask(FRONT, method, path, { ...options, agent });
    this.inFlight.delete(flight);
    this.requests += 1;
    if (answer.status === 0 || answer.status >= 500 || answer.status === 429) this.failed.push({ method, path, status: answer.status, started: answer.started, ended: answer.started + answer.took });
    return answer;
  }

  async browse() {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    while (this.going) {
      await this.request(agent, "GET", PAGES[Math.floor(Math.random() * PAGES.length)]);
      await sleep(10);
    }
    agent.destroy();
  }

  async buy(number) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let n = 0; this.going; n += 1) {
      const user = `rollout-${process.pid}-${this.name}-${number}-${n}`;
      const again = async (path, json, headers) => {
        for (;;) {
          const answer = await this.request(agent, "POST", path, { json, headers });
          if (answer.status !== 0 && answer.status < 500) return answer;
          await sleep(50);
        }
      };
      await again("/api/cart", { userId: user, item: { productId: "LS4PSXUNUM", quantity: 1 } });
      const checkout = { userId: user, email: "shopper@perigee.example", userCurrency: "EUR", address: { streetAddress: "Sternwartweg 12", city: "Flensburg", state: "", country: "Germany", zipCode: "24943" },
        creditCard: { creditCardNumber: "4242-4242-4242-4242", creditCardCvv: 123, creditCardExpirationYear: 2039, creditCardExpirationMonth: 1 } };
      const placed = await again("/api/checkout", checkout, { "idempotency-key": user });
      if (placed.status === 200) {
        const id = JSON.parse(placed.text).orderId;
        if ([...this.orders.values()].includes(id)) this.doubled += 1;
        this.orders.set(user, id);
      } else {
        failures.push(`order of ${user}: ${placed.status} ${placed.text.slice(0, 200)}`);
      }
      await sleep(20);
    }
    agent.destroy();
  }

  constructor(name, browsers = 12, buyers = 4) {
    this.name = name;
    this.streams = [...Array.from({ length: browsers }, () => this.browse()), ...Array.from({ length: buyers }, (_, i) => this.buy(i))];
  }

  async end() {
    this.going = false;
    await Promise.all(this.streams);
  }
}

const sql = (text) => Number(execSync(`psql -AtX "${process.env.PERIGEE_TEST_POSTGRES}"`, { input: text }).toString());
const orders = () => sql("SELECT COUNT(*) FROM orders");
// Not one per line: adding to the cart again after a server died in between adds a second unit.
const units = () => sql("SELECT COALESCE(SUM(quantity), 0) FROM order_lines WHERE sku = 'LS4PSXUNUM'");
const stock = () => sql("SELECT stock FROM variants WHERE sku = 'LS4PSXUNUM'");

async function roll(name, times, act) {
  const before = { orders: orders(), units: units(), stock: stock() };
  const load = new Load(name);
  await sleep(1000);
  const started = performance.now();
  for (let i = 0; i < times; i += 1) {
    await act(i % PORTS.length, load);
    await sleep(700);
  }
  const seconds = (performance.now() - started) / 1000;
  await load.end();
  console.log(`${name}: ${times} in ${seconds.toFixed(0)} s, ${load.requests} requests, ${load.orders.size} orders, ${load.failed.length} failed`);
  const placed = orders() - before.orders;
  must(placed === load.orders.size && load.doubled === 0, `${name}: no order lost or doubled (${load.orders.size} confirmed, ${placed} in the books)`);
  const [sold, fell] = [units() - before.units, before.stock - stock()];
  must(fell === sold && sold >= placed, `${name}: stock fell by what was ordered (${fell} units, ${sold} in the orders)`);
  return load;
}

const servers = [];
let haproxy;
try {
  // Sequentially: the first migrates and seeds.
  for (const port of PORTS) servers.push(await serve(port));
  const config = join(folder, "haproxy.cfg");
  writeFileSync(config, `
defaults
  mode http
  timeout connect 1s
  timeout client 60s
  timeout server 60s
  timeout check 1s
  option redispatch 1
  retries 3
  # A request that a server took and gave no answer to is sent to another, unless it may have changed something.
  retry-on conn-failure empty-response
frontend shop
  bind 127.0.0.1:${FRONT}
  default_backend servers
backend servers
  balance roundrobin
  http-request disable-l7-retry unless METH_GET
  option httpchk GET /readyz/pages
  default-server check inter 100ms fall 1 rise 1
${PORTS.map((port) => `  server s${port} 127.0.0.1:${port}`).join("\n")}
`);
  haproxy = spawn("haproxy", ["-db", "-f", config], { stdio: ["ignore", "ignore", "inherit"] });
  await ready(FRONT);

  const rolled = await roll("rolling restarts", Number(restarts), async (i) => {
    servers[i].kill("SIGTERM");
    await servers[i].gone;
    servers[i] = await serve(PORTS[i]);
  });
  must(rolled.failed.length === 0, `rolling restarts: no request failed${rolled.failed.length ? `: ${JSON.stringify(rolled.failed.slice(0, 5))}` : ""}`);

  const killed = [];
  const rolledHard = await roll("kills", Number(kills), async (i, load) => {
    servers[i].kill("SIGKILL");
    const at = await servers[i].gone;
    killed.push({ at, inFlight: load.inFlight.size });
    servers[i] = await serve(PORTS[i]);
  });
  // Requests that started before the process exited and ended with it, or when haproxy noticed, were in flight.
  const after = rolledHard.failed.filter((failure) => !killed.some((kill) => failure.started <= kill.at && Math.abs(failure.ended - kill.at) < 500));
  must(after.length === 0, `kills: only requests under way failed (${rolledHard.failed.length} of ${rolledHard.requests})${after.length ? `: ${JSON.stringify(after.slice(0, 5))}` : ""}`);

  for (const port of PORTS) for (const page of PAGES) for (let i = 0; i < 2; i += 1) await ask(port, "GET", page);
  const control = process.env.PERIGEE_PG_CONTROL.split(" ");
  spawnSync(control[0], [...control.slice(1), "-m", "fast", "stop"], { stdio: "ignore" });
  const stopped = performance.now();
  const seen = { pages: 0, badPages: [], writes: 0, badWrites: [], slowest: 0 };
  while (performance.now() - stopped < Number(away) * 1000) {
    for (const page of PAGES) {
      const answer = await ask(FRONT, "GET", page, { agent: false });
      seen.pages += 1;
      if (answer.status !== 200) seen.badPages.push([page, answer.status]);
    }
    const write = await ask(FRONT, "POST", "/cart/lines", { form: { sku: "LS4PSXUNUM", quantity: "1" }, agent: false });
    seen.writes += 1;
    seen.slowest = Math.max(seen.slowest, write.took);
    if (write.status !== 503 || !write.headers["retry-after"]) seen.badWrites.push([write.status, write.headers["retry-after"]]);
    await sleep(50);
  }
  spawnSync(control[0], [...control.slice(1), "start"], { stdio: "ignore" });
  const back = performance.now();
  while ((await ask(FRONT, "POST", "/cart/lines", { form: { sku: "LS4PSXUNUM", quantity: "1" }, agent: false })).status !== 303) await sleep(20);
  const recovery = (performance.now() - back) / 1000;
  console.log(`database away for ${away} s: ${seen.pages} pages, ${seen.writes} writes, slowest refusal ${seen.slowest.toFixed(0)} ms, writing again ${recovery.toFixed(2)} s after its return`);
  must(seen.badPages.length === 0, `database away: pages from the cache go on${seen.badPages.length ? `: ${JSON.stringify(seen.badPages.slice(0, 5))}` : ""}`);
  must(seen.badWrites.length === 0, `database away: writes answer 503 with Retry-After${seen.badWrites.length ? `: ${JSON.stringify(seen.badWrites.slice(0, 5))}` : ""}`);
  must(recovery <= 5, "database away: writing again within 5 s of its return");
} finally {
  for (const server of servers) server.kill("SIGKILL");
  haproxy?.kill("SIGKILL");
}

// One server on one core that renders every page; the load generator on the other. Its peak is what it answers without queueing; ten times
// that only lengthens the queue. Then ten times as many shoppers as its queue holds: refused shoppers retry when the response says, as browsers and
// people do, and together they request many times what can be rendered.
const QUEUE = 0.1;
const RETRY = `
-- A refused connection waits for as long as the response says. Which of the connections waits is all the same.
local again = {}
function response(status, headers)
  if status == 503 then again[#again + 1] = tonumber(headers["retry-after"]) end
end
function delay()
  local seconds = table.remove(again)
  return seconds and seconds * 1000 or 0
end
`;
try {
  const port = 4310;
  const url = `http://127.0.0.1:${port}/categories/telescopes`;
  const polite = join(folder, "polite.lua");
  writeFileSync(polite, RETRY);
  const env = { DATABASE_URL: `sqlite://${folder}/overload.db`, PERIGEE_PAGE_CACHE: "false", PERIGEE_CONNECTIONS: "20000", PERIGEE_QUEUE_TIME: String(QUEUE) };
  const server = await serve(port, env, ["taskset", "-c", "0"]);
  const wrk = (connections) => new Promise((done) => {
    const child = spawn("taskset", ["-c", "1", "wrk", "-t1", `-c${connections}`, "-d10s", "--timeout", "10s", "--latency", "-s", polite, url]);
    let out = "";
    child.stdout.on("data", (part) => { out += part; });
    child.on("exit", () => {
      const [total, seconds] = /(\d+) requests in ([\d.]+)s/.exec(out).slice(1).map(Number);
      const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1] ?? 0);
      done({ good: (total - refused) / seconds, refused: refused / seconds, errors: /Socket errors: (.*)/.exec(out)?.[1] ?? "none" });
    });
  });
  const peak = await wrk(8);
  const carries = Math.ceil(peak.good * QUEUE);
  console.log(`peak: ${peak.good.toFixed(0)} pages/s with 8 connections on one core; its queue of ${QUEUE * 1000} ms holds ${carries}`);
  for (const [connections, excess] of [[80, false], [10 * carries, true]]) {
    const buyers = { placed: 0, failed: 0, slowest: 0, refusal: [] };
    let going = true;
    const buy = async () => {
      while (going) {
        const started = performance.now();
        const user = `busy-${connections}-${Math.random()}`;
        const filled = await ask(port, "POST", "/api/cart", { json: { userId: user, item: { productId: "LS4PSXUNUM", quantity: 1 } } });
        const placed = filled.status === 200 && await ask(port, "POST", "/api/checkout", { json: { userId: user, email: "shopper@perigee.example", userCurrency: "EUR", address: { streetAddress: "Sternwartweg 12", city: "Flensburg", state: "", country: "Germany", zipCode: "24943" },
          creditCard: { creditCardNumber: "4242-4242-4242-4242", creditCardCvv: 123, creditCardExpirationYear: 2039, creditCardExpirationMonth: 1 } } });
        if (placed && placed.status === 200) buyers.placed += 1; else buyers.failed += 1;
        buyers.slowest = Math.max(buyers.slowest, performance.now() - started);
        // Only some orders, so that pages are measured: an order takes as much CPU time as twenty pages.
        await sleep(250);
      }
    };
    const look = async () => {
      while (going) {
        const answer = await ask(port, "GET", "/categories/telescopes", { agent: false });
        if (answer.status === 503) buyers.refusal.push({ took: answer.took, again: answer.headers["retry-after"] });
        await sleep(100);
      }
    };
    const beside = [buy(), look()];
    const busy = await wrk(connections);
    going = false;
    await Promise.all(beside);
    const refusal = buyers.refusal.map(({ took }) => took).sort((a, b) => a - b)[Math.floor(buyers.refusal.length / 2)];
    console.log(`${connections} connections: ${busy.good.toFixed(0)} pages/s (${(100 * busy.good / peak.good).toFixed(0)} % of the peak), ${busy.refused.toFixed(0)} refused/s${refusal ? ` after ${refusal.toFixed(0)} ms` : ""}, errors: ${busy.errors}; beside it ${buyers.placed} orders placed, ${buyers.failed} not, the slowest in ${buyers.slowest.toFixed(0)} ms`);
    const load = excess ? "ten times what its queue holds" : "ten times the load";
    must(busy.good >= 0.9 * peak.good, `${load}: goodput stays above 90 % of the peak`);
    if (excess) {
      must(busy.refused > 0 && buyers.refusal.length > 0 && buyers.refusal.every(({ again }) => again > 0), `${load}: a refused shopper learns when to retry`);
      must(refusal < 1000, `${load}: and is refused within a second (the median ${refusal?.toFixed(0)} ms)`);
    }
    must(buyers.failed === 0 && buyers.placed > 0, `${load}: who orders is not refused`);
  }
  server.kill("SIGTERM");
  await server.gone;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures.length ? `\n${failures.length} failures:\n${failures.join("\n")}` : "\nAll requirements are met.");
process.exit(failures.length ? 1 : 0);
