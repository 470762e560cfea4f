// Size of each island in the Wasm: node tools/islands.mjs target/front/wasm32-unknown-unknown/wasm-release/storefront.wasm
// Measured before optimisation, which removes names. A function counts for the island whose name its own name contains, even inside
// another crate's generic function. Code shared by several islands, and code of no island, is listed separately.
import { readFileSync } from "node:fs";

export function islands(file) {
  const bytes = readFileSync(file);
  let at = 8;
  const leb = () => { let value = 0, shift = 0, byte; do { byte = bytes[at++]; value += (byte & 127) * 2 ** shift; shift += 7; } while (byte & 128); return value; };
  const text = () => { const length = leb(); at += length; return bytes.toString("utf8", at - length, at); };
  let imported = 0;
  const sizes = [];
  const names = new Map();
  while (at < bytes.length) {
    const id = bytes[at++];
    const size = leb();
    const end = at + size;
    if (id === 2) {
      for (let n = leb(); n > 0; n -= 1) {
        text(); text();
        const kind = bytes[at++];
        if (kind === 0) { leb(); imported += 1; } else if (kind === 1) { at += 1; const flags = leb(); leb(); if (flags & 1) leb(); } else if (kind === 2) { const flags = leb(); leb(); if (flags & 1) leb(); } else if (kind === 3) at += 2; else { at += 1; leb(); }
      }
    } else if (id === 10) {
      for (let n = leb(); n > 0; n -= 1) { const length = leb(); sizes.push(length); at += length; }
    } else if (id === 0 && text() === "name") {
      while (at < end) {
        const kind = bytes[at++];
        const stop = leb() + at;
        if (kind === 1) for (let n = leb(); n > 0; n -= 1) { const index = leb(); names.set(index, text()); }
        at = stop;
      }
    }
    at = end;
  }
  const shares = new Map();
  const add = (name, size) => shares.set(name, (shares.get(name) ?? 0) + size);
  let all = 0;
  sizes.forEach((size, i) => {
    const name = names.get(imported + i) ?? "";
    const found = new Set([...name.matchAll(/islands(?:::|[0-9]+)([a-z_]+)/g)].map((match) => match[1]).filter((island) => island !== "mod" && island !== "h"));
    add(found.size === 1 ? [...found][0] : found.size ? "shared by several" : "framework, allocator, formatting", size);
    all += size;
  });
  return { all, shares: [...shares].sort((a, b) => b[1] - a[1]) };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const { all, shares } = islands(process.argv[2]);
  for (const [name, size] of shares) console.log(`${name.padEnd(36)} ${(size / 1024).toFixed(1).padStart(8)} kB ${((100 * size) / all).toFixed(1).padStart(6)} %`);
}
