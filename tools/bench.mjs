// Measures a release build: node tools/bench.mjs target/release/perigee target/site
// Server on core 0, load (wrk, or this program for orders) on core 1; medians of interleaved rounds.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { islands } from "./islands.mjs";

const [binary, site] = process.argv.slice(2);
const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 3);
const folder = mkdtempSync(join(tmpdir(), "perigee-bench-"));
const root = join(folder, "site");
cpSync(site, root, { recursive: true });

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const get = (url) => new Promise((done, fail) => http.get(url, (r) => { const parts = []; r.on("data", (d) => parts.push(d)).on("end", () => done({ status: r.statusCode, body: Buffer.concat(parts) })); }).on("error", fail));

async function start(port, env = {}, pinned = true) {
  const args = ["serve", "--seed", "--with-worker=false"];
  const all = { ...process.env, PERIGEE_ADDR: `127.0.0.1:${port}`, PERIGEE_BASE_URL: `http://127.0.0.1:${port}`, DATABASE_URL: `sqlite://${folder}/bench.db`,
    LEPTOS_SITE_ROOT: root, PERIGEE_ASTRONOMY_API: "true", PERIGEE_RATE_LIMIT: "0", PERIGEE_CONNECTIONS_PER_CLIENT: "0", PERIGEE_LOG: "warn", ...env };
  const began = process.hrtime.bigint();
  const child = pinned ? spawn("taskset", ["-c", "0", binary, ...args], { env: all, stdio: ["ignore", "ignore", "inherit"] }) : spawn(binary, args, { env: all, stdio: ["ignore", "ignore", "inherit"] });
  for (;;) {
    try { if ((await get(`http://127.0.0.1:${port}/readyz`)).status === 200) break; } catch { await new Promise((d) => setTimeout(d, 2)); }
  }
  return { child, url: `http://127.0.0.1:${port}`, ready: Number(process.hrtime.bigint() - began) / 1e6 };
}
const stop = (server) => new Promise((done) => { server.child.on("exit", done); server.child.kill("SIGTERM"); });
const resident = (server) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, "utf8"))[1]) / 1024;

function wrk(url, script) {
  const args = ["-c", "1", "wrk", "-t1", "-c16", `-d${seconds}s`, ...(script ? ["-s", script] : []), url];
  const out = spawnSync("taskset", args, { encoding: "utf8" }).stdout;
  if (/Non-2xx/.test(out) && !script) throw new Error(`${url}: ${out}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
}

// Orders: each buyer puts one thing into a cart of their own and checks out; the carts are filled before the clock starts.
async function orders(url, count, parallel) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: parallel });
  const post = (path, body) => new Promise((done, fail) => {
    const text = JSON.stringify(body);
    const request = http.request(url + path, { method: "POST", agent, headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) } }, (r) => { r.resume().on("end", () => done(r.statusCode)); });
    request.on("error", fail).end(text);
  });
  const tag = `${Date.now()}`;
  const each = async (work) => { let next = 0; await Promise.all(Array.from({ length: parallel }, async () => { while (next < count) await work(next++); })); };
  await each((i) => post("/api/cart", { userId: `${tag}-${i}`, item: { productId: "LS4PSXUNUM", quantity: 1 } }));
  const began = process.hrtime.bigint();
  let bad = 0;
  await each(async (i) => {
    const status = await post("/api/checkout", { userId: `${tag}-${i}`, email: "bench@example.org", userCurrency: "EUR",
      address: { streetAddress: "1 Road", city: "Town", state: "", country: "Germany", zipCode: "24943" },
      creditCard: { creditCardNumber: "4242-4242-4242-4242", creditCardCvv: 123, creditCardExpirationYear: 2039, creditCardExpirationMonth: 1 } });
    if (status !== 200) bad += 1;
  });
  const rate = count / (Number(process.hrtime.bigint() - began) / 1e9);
  agent.destroy();
  if (bad) console.log(`  ${bad} of ${count} orders failed`);
  return rate;
}

const rows = [];
const row = (what, goal, measured) => { rows.push([what, goal, measured]); console.log(`${what.padEnd(58)} ${String(goal).padStart(10)}   ${measured}`); };

try {
  await stop(await start(4100)); // seeds
  const cached = await start(4101);
  const rendered = await start(4102, { PERIGEE_PAGE_CACHE: "false" });
  const product = "/products/halden-102-ed", category = "/categories/telescopes";
  const idle = resident(cached);
  const sizes = {};
  for (const path of [product, category]) {
    const page = (await get(cached.url + path)).body;
    sizes[path] = page.length;
    writeFileSync(join(root, "fonts", `bench${path.replaceAll("/", "-")}.bin`), page);
  }
  const still = (path) => `${cached.url}/fonts/bench${path.replaceAll("/", "-")}.bin`;
  const lua = join(folder, "add.lua");
  writeFileSync(lua, `wrk.method = "POST"\nwrk.body = "sku=LS4PSXUNUM&quantity=1&back=/cart"\nwrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n`);
  const runs = {};
  const run = (name, measure) => (runs[name] ??= []).push(measure());
  for (let i = 0; i < rounds; i += 1) {
    for (const path of [product, category]) {
      run(`rendered ${path}`, () => wrk(rendered.url + path));
      run(`cached ${path}`, () => wrk(cached.url + path));
      run(`static ${path}`, () => wrk(still(path)));
    }
    run("add", () => wrk(`${cached.url}/cart/lines`, lua));
  }
  const of = (name) => median(runs[name]);
  console.log(`\nOne core for the server, one for the load; ${rounds} rounds of ${seconds} s; a second's requests, medians\n`);
  row(`product page (${(sizes[product] / 1024).toFixed(0)} kB), rendered`, "1500/s", `${of(`rendered ${product}`).toFixed(0)}/s`);
  row("product page, from the cache", "8000/s", `${of(`cached ${product}`).toFixed(0)}/s, ${(of(`cached ${product}`) / of(`static ${product}`)).toFixed(2)} of a static file of its size (${of(`static ${product}`).toFixed(0)}/s)`);
  row(`category of 24 cards (${(sizes[category] / 1024).toFixed(0)} kB), rendered`, "800/s", `${of(`rendered ${category}`).toFixed(0)}/s`);
  row("category of 24 cards, from the cache", "", `${of(`cached ${category}`).toFixed(0)}/s, ${(of(`cached ${category}`) / of(`static ${category}`)).toFixed(2)} of static (${of(`static ${category}`).toFixed(0)}/s)`);
  row("add to cart (form post, SQLite)", "1500/s", `${of("add").toFixed(0)}/s`);
  row("resident memory, idle / under load", "30/80 MB", `${idle.toFixed(0)} MB / ${Math.max(resident(cached), resident(rendered)).toFixed(0)} MB`);
  await stop(cached); await stop(rendered);

  const whole = await start(4103, {}, false);
  const lite = []; for (let i = 0; i < rounds; i += 1) lite.push(await orders(whole.url, 1000, 32));
  row("place order, SQLite (whole machine)", "500/s", `${median(lite).toFixed(0)}/s`);
  row("start to ready, migrated database", "150 ms", `${median(await (async () => { await stop(whole); const t = []; for (let i = 0; i < 5; i += 1) { const s = await start(4104, {}, false); t.push(s.ready); await stop(s); } return t; })()).toFixed(0)} ms`);
  if (process.env.PERIGEE_TEST_POSTGRES) {
    const pg = await start(4105, { DATABASE_URL: process.env.PERIGEE_TEST_POSTGRES }, false);
    const list = []; for (let i = 0; i < rounds; i += 1) list.push(await orders(pg.url, 600, 32));
    row("place order, PostgreSQL with fsync (whole machine)", "300/s", `${median(list).toFixed(0)}/s`);
    await stop(pg);
  }
  const pkg = readdirSync(join(site, "pkg"));
  const size = (ending) => pkg.filter((n) => n.endsWith(ending)).reduce((sum, n) => sum + statSync(join(site, "pkg", n)).size, 0) / 1024;
  row("first load, Wasm + JS, brotli", "100 kB", `${(size(".wasm.br") + size(".js.br")).toFixed(1)} kB (${size(".wasm.br").toFixed(1)} + ${size(".js.br").toFixed(1)}); style ${size(".css.br").toFixed(1)} kB`);
  const named = join(binary, "../../front/wasm32-unknown-unknown/wasm-release/frontend.wasm");
  if (existsSync(named)) {
    const { all, shares } = islands(named);
    console.log("  of its code, before it is optimised:");
    for (const [name, bytes] of shares) console.log(`    ${name.padEnd(36)} ${((100 * bytes) / all).toFixed(1).padStart(5)} %`);
  }
  row("binary", "", `${(statSync(binary).size / 1048576).toFixed(1)} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
