// Writes .br and .gz beside each style sheet, module and Wasm file of a folder, unless they are there and newer.
import { readdirSync, readFileSync, statSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync, constants } from "node:zlib";

const folder = process.argv[2];
const newer = (made, source) => existsSync(made) && statSync(made).mtimeMs >= statSync(source).mtimeMs;
for (const name of readdirSync(folder)) {
  if (!/\.(css|js|wasm)$/.test(name)) continue;
  const path = join(folder, name);
  const bytes = readFileSync(path);
  if (!newer(`${path}.br`, path)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  }
  if (!newer(`${path}.gz`, path)) writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
