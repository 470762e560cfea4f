import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "../lib/test";

const source = join(dirname(fileURLToPath(import.meta.url)), "../../app/src/islands");

/** The islands whose source is in a folder, or anywhere below it. */
function written(folder: string, { below }: { below: boolean }): string[] {
  const path = join(source, folder);
  if (!existsSync(path)) return [];
  const files = readdirSync(path, { recursive: below, encoding: "utf8" });
  const texts = files.filter((name) => name.endsWith(".rs")).map((name) => readFileSync(join(path, name), "utf8"));
  return texts.flatMap((text) => [...text.matchAll(/#\[island[^\]]*\](?:\s*#\[[^\]]*\])*\s*pub fn (\w+)/g)].map((found) => found[1]!));
}

/** The islands that the Wasm in a folder of the site can start. */
function exported(folder: string): string[] {
  const path = join(process.env.PERIGEE_SITE!, folder);
  const [file] = readdirSync(path).filter((name) => /^perigee[^/]*\.wasm$/.test(name));
  const names = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(join(path, file!)))).map(({ name }) => name);
  return names.flatMap((name) => /^([A-Z]\w*)_[0-9a-f]{16}$/.exec(name)?.[1] ?? []).sort();
}

test("the shop's pages load none of the desk's islands, and the desk none of the shop's", () => {
  const shared = written(".", { below: false });
  const storefront = written("storefront", { below: true });
  const desk = written("admin", { below: true });
  expect(storefront).toContain("CartDrawer");
  expect(desk).toContain("CommandPalette");
  expect(exported("pkg")).toEqual([...storefront, ...shared].sort());
  expect(exported("pkg/desk")).toEqual([...desk, ...shared].sort());
});
