// Measures a release build: node tools/bench.mjs target/release/perigee target/site
// The server runs on core 0, the load (wrk, or this program for orders) on another; medians of interleaved rounds.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { islands } from "./islands.mjs";

const [binary, site] = process.argv.slice(2);
const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 3);
const folder = mkdtempSync(join(tmpdir(), "perigee-bench-"));
const cores = availableParallelism();

// With `BEFORE=folder`, which contains another build's `perigee` and `site`, both builds are measured in turn and compared.
const programs = [{ name: "now", binary, site }];
if (process.env.BEFORE) programs.unshift({ name: "before", binary: join(process.env.BEFORE, "perigee"), site: join(process.env.BEFORE, "site") });
for (const [i, program] of programs.entries()) {
  program.port = 4100 + 20 * i;
  program.root = join(folder, program.name);
  cpSync(program.site, program.root, { recursive: true });
}
const now = programs.at(-1);

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const get = (url) => new Promise((done, fail) => http.get(url, (r) => { const parts = []; r.on("data", (d) => parts.push(d)).on("end", () => done({ status: r.statusCode, body: Buffer.concat(parts) })); }).on("error", fail));

// The cores of a server and of its load: separate if there are enough, otherwise shared.
const apart = cores >= 4;
const one = "0", two = "0,1", load = apart ? "2,3" : "1", loadOfTwo = apart ? "2,3" : "0,1";

async function start(program, offset, env = {}, cpus = "") {
  const url = `http://127.0.0.1:${program.port + offset}`;
  const args = [program.binary, "serve", "--seed", "--with-worker=false"];
  const all = { ...process.env, PERIGEE_ADDR: url.slice(7), PERIGEE_BASE_URL: url, DATABASE_URL: `sqlite://${folder}/${program.name}.db`,
    LEPTOS_SITE_ROOT: program.root, PERIGEE_ASTRONOMY_API: "true", PERIGEE_RATE_LIMIT: "0", PERIGEE_CONNECTIONS_PER_CLIENT: "0", PERIGEE_LOG: "warn", ...env };
  const began = process.hrtime.bigint();
  const [command, ...rest] = cpus ? ["taskset", "-c", cpus, ...args] : args;
  const child = spawn(command, rest, { env: all, stdio: ["ignore", "ignore", "inherit"] });
  for (;;) {
    try { if ((await get(`${url}/readyz`)).status === 200) break; } catch { await new Promise((d) => setTimeout(d, 2)); }
  }
  return { child, url, ready: Number(process.hrtime.bigint() - began) / 1e6 };
}
const stop = (server) => new Promise((done) => { server.child.on("exit", done); server.child.kill("SIGTERM"); });
const resident = (server) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, "utf8"))[1]) / 1024;
// CPU seconds used by a server.
const used = (server) => { const parts = readFileSync(`/proc/${server.child.pid}/stat`, "utf8").split(") ")[1].split(" "); return (Number(parts[11]) + Number(parts[12])) / 100; };

function wrk(url, script, cpus = load) {
  const args = ["-c", cpus, "wrk", `-t${cpus.split(",").length}`, "-c16", `-d${seconds}s`, ...(script ? ["-s", script] : []), url];
  const out = spawnSync("taskset", args, { encoding: "utf8" }).stdout;
  if (/Non-2xx/.test(out) && !script) throw new Error(`${url}: ${out}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
}

// The same while something else is done, which should take about as long.
async function wrkBeside(url, script, cpus, work) {
  const child = spawn("taskset", ["-c", cpus, "wrk", `-t${cpus.split(",").length}`, "-c16", `-d${seconds}s`, "-s", script, url], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text) => { out += text; });
  await Promise.all([new Promise((done) => child.on("close", done)), work()]);
  if (/Non-2xx/.test(out)) throw new Error(`${url}: ${out}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
}

// Buyers, each with a separate cart for one item.
function buyers(url, parallel) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: parallel });
  const post = (path, body) => new Promise((done, fail) => {
    const text = JSON.stringify(body);
    const request = http.request(url + path, { method: "POST", agent, headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) } }, (r) => { r.resume().on("end", () => done(r.statusCode)); });
    request.on("error", fail).end(text);
  });
  const tag = `${Date.now()}`;
  return {
    fill: (i, id) => post("/api/cart", { userId: `${tag}-${i}`, item: { productId: id, quantity: 1 } }),
    order: (i) => post("/api/checkout", { userId: `${tag}-${i}`, email: "bench@example.org", userCurrency: "EUR",
      address: { streetAddress: "1 Road", city: "Town", state: "", country: "Germany", zipCode: "24943" },
      creditCard: { creditCardNumber: "4242-4242-4242-4242", creditCardCvv: 123, creditCardExpirationYear: 2039, creditCardExpirationMonth: 1 } }),
    leave: () => agent.destroy(),
  };
}

// Orders: each buyer orders one item; the carts are filled before the clock starts.
async function orders(url, count, parallel, ids) {
  const { fill, order, leave } = buyers(url, parallel);
  const each = async (work) => { let next = 0; await Promise.all(Array.from({ length: parallel }, async () => { while (next < count) await work(next++); })); };
  await each((i) => fill(i, ids[i % ids.length]));
  const began = process.hrtime.bigint();
  let bad = 0;
  await each(async (i) => { if ((await order(i)) !== 200) bad += 1; });
  const rate = count / (Number(process.hrtime.bigint() - began) / 1e9);
  leave();
  return { rate, bad };
}

// Orders per second. Failed orders would be fast, so they abort the measurement.
async function ordered(url, count, parallel, ids) {
  const { rate, bad } = await orders(url, count, parallel, ids);
  if (bad) throw new Error(`${bad} of ${count} orders failed`);
  return rate;
}

// A line of the table: each program's figure, and the ratio of the newer one to the older one.
function row(what, goal, figures, unit = "/s", digits = 0) {
  const texts = figures.map((figure) => `${figure.toFixed(digits)}${unit}`);
  const ratio = figures.length > 1 ? `   × ${(figures[1] / figures[0]).toFixed(2)}` : "";
  console.log(`${what.padEnd(58)} ${String(goal).padStart(10)}   ${texts.join(" → ")}${ratio}`);
}

try {
  for (const program of programs) await stop(await start(program, 0)); // seeds
  // Products with enough stock for all orders.
  const stocked = readFileSync("catalog/variants.csv", "utf8").split("\n").filter((line) => /,[A-Z]{3},\d{6,},/.test(line));
  const ids = stocked.map((line) => line.split(",")[0]);
  now.cached = await start(now, 1, {}, one);
  const [sku] = ids, product = "/products/halden-102-ed", category = "/categories/telescopes";
  const lua = join(folder, "add.lua");
  writeFileSync(lua, `wrk.method = "POST"\nwrk.body = "sku=${sku}&quantity=1&back=/cart"\nwrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n`);
  const sizes = {};
  for (const program of programs) {
    program.runs = {};
    program.cached ??= await start(program, 1, {}, one);
    program.rendered = await start(program, 2, { PERIGEE_PAGE_CACHE: "false" }, one);
    program.idle = resident(program.cached);
    for (const path of [product, category]) {
      const page = (await get(program.cached.url + path)).body;
      sizes[path] = page.length;
      writeFileSync(join(program.root, "fonts", `bench${path.replaceAll("/", "-")}.bin`), page);
    }
  }
  const still = (program, path) => `${program.cached.url}/fonts/bench${path.replaceAll("/", "-")}.bin`;
  const run = (program, name, figure) => (program.runs[name] ??= []).push(figure);
  const of = (name) => programs.map((program) => median(program.runs[name]));
  // Requests, and the server's CPU time per request in microseconds.
  const priced = (program, server, name, measure) => {
    const before = used(server), rate = measure();
    run(program, name, rate);
    run(program, `${name}, cost`, (1e6 * (used(server) - before)) / (rate * seconds));
  };
  for (let i = 0; i < rounds; i += 1) for (const program of programs) {
    for (const path of [product, category]) {
      priced(program, program.rendered, `rendered ${path}`, () => wrk(program.rendered.url + path));
      run(program, `cached ${path}`, wrk(program.cached.url + path));
      run(program, `static ${path}`, wrk(still(program, path)));
    }
    run(program, "add", wrk(`${program.cached.url}/cart/lines`, lua));
  }
  console.log(`\nOne core for the server, another for the load; ${rounds} rounds of ${seconds} s; requests a second, medians${programs.length > 1 ? "; before → now" : ""}\n`);
  const share = (path) => programs.map((program) => median(program.runs[`cached ${path}`]) / median(program.runs[`static ${path}`]));
  row(`product page (${(sizes[product] / 1024).toFixed(0)} kB), rendered`, "1500/s", of(`rendered ${product}`));
  row("product page, from the cache", "8000/s", of(`cached ${product}`));
  row("  of a static file of its size", "0.50", share(product), "", 2);
  row(`category of 24 cards (${(sizes[category] / 1024).toFixed(0)} kB), rendered`, "800/s", of(`rendered ${category}`));
  row("category of 24 cards, from the cache", "8000/s", of(`cached ${category}`));
  row("  of a static file of its size", "0.50", share(category), "", 2);
  row("add to cart (form post, SQLite)", "1500/s", of("add"));
  row("resident memory, idle", "30 MB", programs.map((program) => program.idle), " MB");
  row("resident memory, under load", "80 MB", programs.map((program) => Math.max(resident(program.cached), resident(program.rendered))), " MB");
  for (const program of programs) { await stop(program.cached); await stop(program.rendered); }

  // Two cores: by the rate if the load has its own cores, otherwise by the CPU time per page.
  for (const program of programs) program.both = await start(program, 3, { PERIGEE_PAGE_CACHE: "false" }, two);
  for (let i = 0; i < rounds; i += 1) for (const program of programs) for (const path of [product, category])
    priced(program, program.both, `two ${path}`, () => wrk(program.both.url + path, undefined, loadOfTwo));
  for (const [name, path] of [["product", product], ["category", category]]) {
    const ratio = (program) => apart ? median(program.runs[`two ${path}`]) / median(program.runs[`rendered ${path}`])
      : (2 * median(program.runs[`rendered ${path}, cost`])) / median(program.runs[`two ${path}, cost`]);
    row(`${name} page rendered on two cores, of one${apart ? "" : ", by its cost"}`, "1.80", programs.map(ratio), "", 2);
  }
  for (const program of programs) await stop(program.both);

  for (const program of programs) { program.whole = await start(program, 4); program.runs.orders = []; }
  for (let i = 0; i < rounds; i += 1) for (const program of programs) program.runs.orders.push(await ordered(program.whole.url, 1000, 32, [sku]));
  row("place order, SQLite (whole machine)", "500/s", of("orders"));
  for (const program of programs) { await stop(program.whole); program.runs.ready = []; }
  for (let i = 0; i < 5; i += 1) for (const program of programs) { const server = await start(program, 5); program.runs.ready.push(server.ready); await stop(server); }
  row("start to ready, migrated database", "150 ms", of("ready"), " ms");

  // All pages in turn, from the cache, and the same while last units are sold: a catalogue in which there is one of everything.
  const scarce = join(folder, "scarce"), perSecond = 16;
  cpSync("catalog", scarce, { recursive: true });
  const single = readFileSync("catalog/variants.csv", "utf8").split("\n").map((line) => line.replace(/(,[A-Z]{3},)\d+,/, (_, currency) => `${currency}1,`));
  writeFileSync(join(scarce, "variants.csv"), single.join("\n"));
  // Light ones: freight needs a telephone number, which these buyers do not give.
  const light = single.filter((line) => Number(/,[A-Z]{3},1,(\d+),/.exec(line)?.[1] ?? Infinity) < 10000).map((line) => line.split(",")[0]);
  for (let i = 0; i < rounds; i += 1) for (const program of programs) {
    const server = await start(program, 7, { PERIGEE_CATALOGUE: scarce, DATABASE_URL: `sqlite://${folder}/scarce-${program.name}-${i}.db` }, two);
    const paths = [...(await get(`${server.url}/sitemap.xml`)).body.toString().matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address.replaceAll("&amp;", "&")).pathname);
    const turns = join(folder, `pages-${program.name}.lua`);
    writeFileSync(turns, `local paths, at = {${paths.map((path) => JSON.stringify(path)).join(", ")}}, 0\nrequest = function() at = at % #paths + 1 return wrk.format("GET", paths[at]) end\n`);
    for (const path of paths) await get(server.url + path);
    const { fill, order, leave } = buyers(server.url, perSecond);
    const wanted = perSecond * seconds;
    let filled = 0;
    // Some variants are not for sale.
    for (const id of light) if (filled < wanted && (await fill(filled, id)) === 200) filled += 1;
    if (filled < wanted) throw new Error(`${filled} last units for ${wanted} orders: set SECONDS to less`);
    run(program, "pages alone", await wrkBeside(server.url, turns, loadOfTwo, async () => {}));
    const sell = async () => {
      const began = Date.now();
      const sold = [];
      for (let n = 0; n < filled; n += 1) {
        await new Promise((done) => setTimeout(done, Math.max(0, began + (1000 * n) / perSecond - Date.now())));
        sold.push(order(n));
      }
      const bad = (await Promise.all(sold)).filter((status) => status !== 200);
      if (bad.length) throw new Error(`${bad.length} of ${filled} orders of last units failed`);
    };
    run(program, "pages beside", await wrkBeside(server.url, turns, loadOfTwo, sell));
    leave();
    await stop(server);
  }
  row("all pages in turn, from the cache", "", of("pages alone"));
  row(`  pages from the cache beside ${perSecond} last-unit orders a second, of without`, "0.95", programs.map((program) => median(program.runs["pages beside"]) / median(program.runs["pages alone"])), "", 2);

  // One product for all orders, and ten: a row's lock must not cost more as the pool grows.
  const postgres = process.env.PERIGEE_TEST_POSTGRES;
  if (postgres) for (const pool of [6, 20, 64]) {
    for (const program of programs) {
      // Each program has its own database: their schemas differ.
      const url = new URL(postgres);
      if (programs.length > 1) {
        const name = `bench_${program.name}`;
        if (pool === 6) spawnSync("psql", [postgres, "-qc", `CREATE DATABASE ${name}`], { stdio: "inherit" });
        url.pathname = `/${name}`;
      }
      program.pg = await start(program, 6, { DATABASE_URL: url.href, PERIGEE_DATABASE_CONNECTIONS: String(pool) });
    }
    for (let i = 0; i < rounds; i += 1) for (const program of programs) for (const [name, wanted] of [["one", [sku]], ["ten", ids.slice(0, 10)]])
      run(program, `${name} of ${pool}`, await ordered(program.pg.url, 600, 64, wanted));
    row(`place order, PostgreSQL with fsync, ${pool} connections: one SKU`, "300/s", of(`one of ${pool}`));
    row("  of ten SKUs", "0.80", programs.map((program) => median(program.runs[`one of ${pool}`]) / median(program.runs[`ten of ${pool}`])), "", 2);
    for (const program of programs) await stop(program.pg);
  }
  for (const program of programs) {
    const pkg = join(program.site, "pkg");
    // Chunks of the Wasm load on first use.
    program.size = (ending) => readdirSync(pkg).filter((n) => n.endsWith(ending) && !/^(split|chunk)_/.test(n)).reduce((sum, n) => sum + statSync(join(pkg, n)).size, 0) / 1024;
  }
  row("first load, Wasm and JS, brotli", "100 kB", programs.map(({ size }) => size(".wasm.br") + size(".js.br")), " kB", 1);
  row("  style", "", programs.map(({ size }) => size(".css.br")), " kB", 1);
  const named = join(binary, "../../front/wasm32-unknown-unknown/wasm-release/storefront.wasm");
  if (existsSync(named)) {
    const { all, shares } = islands(named);
    console.log("  of its code, before it is optimised:");
    for (const [name, bytes] of shares) console.log(`    ${name.padEnd(36)} ${((100 * bytes) / all).toFixed(1).padStart(5)} %`);
  }
  row("binary", "", programs.map((program) => statSync(program.binary).size / 1048576), " MB", 1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
