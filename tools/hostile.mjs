// A hostile client that takes all the resources it can, and a second client that views pages meanwhile.
//   node tools/hostile.mjs BINARY SITE [SCALE] [ROUND] [ATTACK]
// SCALE: 1 is the full load, 0.1 a tenth. ROUND: direct, one (behind a proxy, one address) or many (one address per connection); default all.
// ATTACK: part of an attack's name, such as "slow readers"; default all.
// Run by tools/hostile-test. Exit code 1 if a requirement failed. Linux only: the clients are two loopback addresses.
import { fork, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { getPriority, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [binary, site, scale = "1", only = "", part = ""] = process.argv.slice(2);
const PORT = Number(process.env.PORT ?? 4320);
const HOSTILE = "127.0.0.2";
const SLOWEST = 100; // milliseconds, for 99 of 100 pages
const MEMORY = 256; // megabytes
const PAGES = ["/", "/categories/telescopes", "/products/lowland-8-dobsonian", "/pages/delivery", "/cart"];
const failures = [];
const must = (holds, what) => { console.log(`${holds ? "  ok    " : "  FAILED"} ${what}`); if (!holds) failures.push(what); };
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const many = (count) => Math.max(1, Math.round(count * Number(scale)));

// One request of the second client. Status 0: no answer within ten seconds.
function ask(method, path, { form, agent = false, via, cookie } = {}) {
  const body = form && new URLSearchParams(form).toString();
  const headers = { accept: "text/html", ...(via && { "x-forwarded-for": "198.51.100.7" }), ...(cookie && { cookie }), ...(body && { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) }) };
  const started = performance.now();
  return new Promise((done) => {
    const end = (status, cart) => done({ status, took: performance.now() - started, cart });
    const sent = http.request({ host: "127.0.0.1", port: PORT, method, path, headers, agent }, (answer) => answer.resume().on("error", () => end(0)).on("end", () => end(answer.statusCode, answer.headers["set-cookie"]?.find((line) => line.startsWith("cart="))?.split(";")[0])));
    sent.setTimeout(10_000, () => sent.destroy());
    sent.on("error", () => end(0)).end(body);
  });
}

// Connections of the hostile client: the given number, reopened when the server closes them. In a separate process, so that its work is not
// measured as the shop's, and at lower priority, because a client on another machine would not use the shop's CPU.
class Crowd {
  sockets = new Set();
  opened = 0;
  wanted = 0;

  constructor(act) { this.act = act; }

  open() {
    const socket = net.connect({ host: "127.0.0.1", port: PORT, localAddress: HOSTILE, noDelay: true });
    this.sockets.add(socket);
    this.opened += 1;
    socket.on("connect", () => this.act(socket)).on("error", () => {}).on("close", () => { clearInterval(socket.beat); this.sockets.delete(socket); });
    return socket;
  }

  // Limits new connections per second: the hostile client is a single machine.
  async fill(wanted, rate = 400) {
    this.wanted = wanted;
    for (;;) {
      for (let i = 0; i < rate / 20 && this.sockets.size < this.wanted; i += 1) this.open();
      await sleep(50);
    }
  }
}

// The header that a proxy would add; ignored without trusted proxies. In the round "many", each connection has another address.
const ADDRESSES = process.env.ADDRESSES === "many" ? 65_000 : 1;
let clients = 0;
const host = () => { clients = (clients + 1) % ADDRESSES; return `Host: shop\r\nX-Forwarded-For: 198.18.${clients >> 8}.${clients & 255}\r\n`; };
const post = (path, rest) => `POST ${path} HTTP/1.1\r\n${host()}Content-Type: application/x-www-form-urlencoded\r\n${rest}`;
const slowly = (socket, text) => { let at = 0; socket.resume(); socket.beat = setInterval(() => { if (at < text.length) socket.write(text[at++]); }, 1000); };
const drop = (socket, text) => { socket.resume(); socket.write(text); };
let turn = 0;
const all = [
  ["slow readers", 5000, (socket) => { socket.pause(); socket.write(`GET /categories/telescopes HTTP/1.1\r\n${host()}\r\n`.repeat(60)); }],
  ["slow writers", 5000, (socket) => slowly(socket, turn++ % 2 ? `GET / HTTP/1.1\r\n${host()}X: ${"a".repeat(600)}` : post("/cart/lines", `Content-Length: 20000\r\n\r\n${"sku=x&quantity=1&".repeat(1000)}`))],
  ["unfinished bodies", 2000, (socket) => {
    const path = ["/preferences", "/cart/lines", "/checkout/contact", "/track", "/back-in-stock", "/api/cart"][turn++ % 6];
    drop(socket, turn % 2 ? post(path, `Content-Length: 64000\r\n\r\n${"a".repeat(63_000)}`) : post(path, `Transfer-Encoding: chunked\r\n\r\nF000\r\n${"a".repeat(0xf000)}\r\n`));
  }],
  ["unfinished heads", 2000, (socket) => drop(socket, `GET / HTTP/1.1\r\n${host()}X: ${"a".repeat(60_000)}`)],
  ["forms of half a million fields", 64, (socket) => drop(socket, turn++ % 2 ? post("/preferences", `Content-Length: 1000000\r\n\r\n${"a&".repeat(500_000)}`) : post("/preferences", `Content-Length: 64000\r\n\r\n${"a&".repeat(32_000)}`))],
];

const attacks = all.filter(([what]) => what.includes(part));

const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

// Measures the second client for some seconds.
async function look(what, pid, crowds, via) {
  const seen = { took: [], bad: [], memory: 0 };
  let cookie;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const until = performance.now() + 8000;
  for (let n = 0; performance.now() < until; n += 1) {
    const answer = await ask("GET", PAGES[n % PAGES.length], { via, ...(n % 2 && { agent }) });
    seen.took.push(answer.took);
    if (answer.status !== 200) seen.bad.push(answer.status);
    if (n % 20 === 0) {
      const added = await ask("POST", "/cart/lines", { via, cookie, form: { sku: "LS4PSXUNUM", quantity: "1" } });
      cookie ??= added.cart;
      if (added.status !== 303) seen.bad.push(added.status);
    }
    seen.memory = Math.max(seen.memory, resident(pid));
    await sleep(25);
  }
  agent.destroy();
  seen.took.sort((a, b) => a - b);
  const of = (share) => seen.took[Math.min(seen.took.length - 1, Math.floor(seen.took.length * share))];
  const sum = (count) => crowds.reduce((all, crowd) => all + count(crowd), 0);
  console.log(`  ${what}: ${sum((crowd) => crowd.held)} connections held of ${sum((crowd) => crowd.opened)} opened; ${seen.took.length} pages: median ${of(0.5).toFixed(0)}, 99 % ${of(0.99).toFixed(0)}, slowest ${of(1).toFixed(0)} ms; ${seen.memory.toFixed(0)} MB`);
  must(seen.bad.length === 0, `${what}: the second client is answered${seen.bad.length ? ` (${seen.bad.length} not: ${[...new Set(seen.bad)].join(", ")})` : ""}`);
  must(of(0.99) < SLOWEST, `${what}: its pages within ${SLOWEST} ms`);
  must(seen.memory < MEMORY, `${what}: memory under ${MEMORY} MB`);
}

// One attack, in a separate process.
function attack([what, count], addresses) {
  const child = fork(fileURLToPath(import.meta.url), ["attack", what, String(many(count))], { env: { ...process.env, ADDRESSES: addresses } });
  const crowd = { held: 0, opened: 0, end: () => new Promise((done) => { child.on("exit", done); child.kill("SIGKILL"); }) };
  child.on("message", (report) => Object.assign(crowd, report));
  return crowd;
}

async function round(key, name, env) {
  if (only && only !== key) return;
  const via = key !== "direct";
  console.log(`\n${name}`);
  const server = spawn(binary, ["serve", "--seed", "--with-worker=false"], {
    env: { ...process.env, PERIGEE_ADDR: `127.0.0.1:${PORT}`, PERIGEE_BASE_URL: `http://127.0.0.1:${PORT}`, DATABASE_URL: `sqlite://${folder}/shop.db`, LEPTOS_SITE_ROOT: site,
      PERIGEE_ASTRONOMY_API: "true", PERIGEE_LOG: "error", PERIGEE_SHUTDOWN_GRACE: "1", PERIGEE_MAIL_FOLDER: join(folder, "mail"), ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const gone = new Promise((done) => server.on("exit", done));
  let crowds = [];
  const end = async () => { await Promise.all(crowds.map((crowd) => crowd.end())); crowds = []; await sleep(500); };
  try {
    while ((await ask("GET", "/readyz")).status !== 200) await sleep(50);
    for (const page of PAGES) for (let i = 0; i < 3; i += 1) await ask("GET", page);
    await look("before any attack", server.pid, [], via);
    for (const one of attacks) {
      crowds.push(attack(one, key));
      // Waits until all connections that fit are open.
      await sleep(Math.min(14_000, many(one[1]) * 3 + 1000));
      await look(`${many(one[1])} ${one[0]}`, server.pid, crowds, via);
      await end();
    }
    if (!via && !part) {
      for (const one of attacks) crowds.push(attack(one, key));
      await sleep(14_000);
      await look("all of them at once", server.pid, crowds, via);
      await end();
    }
    const after = await ask("GET", "/", { via });
    must(after.status === 200 && after.took < SLOWEST, `afterwards: ${after.status} in ${after.took.toFixed(0)} ms, ${resident(server.pid).toFixed(0)} MB`);
  } finally {
    await end();
    server.kill("SIGTERM");
    await Promise.race([gone, sleep(20_000)]);
    server.kill("SIGKILL");
  }
}

if (binary === "attack") {
  setPriority(Math.min(19, getPriority() + 10));
  const [, , act] = all.find(([what]) => what === site);
  const crowd = new Crowd(act);
  setInterval(() => process.send({ held: [...crowd.sockets].filter((socket) => socket.readyState === "open").length, opened: crowd.opened }), 1000);
  process.on("disconnect", () => process.exit());
  await crowd.fill(Number(scale));
}
const folder = mkdtempSync(join(tmpdir(), "perigee-hostile-"));
try {
  await round("direct", "Without a proxy: one client has so many connections", {});
  // In that round the proxy's connections do not count for a client, and all of them are held.
  const proxied = { PERIGEE_TRUSTED_PROXIES: "1", PERIGEE_CONNECTIONS: "20000" };
  await round("one", "Behind a trusted proxy: requests in flight, bodies and posts are counted by client, connections are not", proxied);
  await round("many", "Behind a trusted proxy, each connection another client's", proxied);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures.length ? `\n${failures.length} failures:\n${failures.join("\n")}` : "\nAll requirements are met.");
process.exit(failures.length ? 1 : 0);
