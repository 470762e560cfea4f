// What the browser loads for the islands: node tools/sizes.mjs target/site/pkg [title]
// With the page, and when something is first used; each as compressed by tools/compress.mjs.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const [folder, title = "islands"] = process.argv.slice(2);
const files = readdirSync(folder).filter((name) => /\.(js|wasm)\.br$/.test(name));
const kB = (names) => (names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1024).toFixed(1);
const later = (name) => /^(split|chunk)_/.test(name);
console.log(`${title}: ${kB(files.filter((name) => !later(name)))} kB with the page (brotli, Wasm and JavaScript), ${kB(files.filter(later))} kB when used`);
for (const name of files.filter((name) => name.startsWith("split_")).sort()) {
  console.log(`  ${name.replace(/^split_(\w+?)_\d+\..*/, "$1").padEnd(20)} ${kB([name]).padStart(6)} kB`);
}
