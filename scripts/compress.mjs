// Compresses the static files ahead of time: FILE.br and FILE.gz beside each FILE that is worth it.
// A compressed file newer than its source is kept, so a second run takes no time. The browser's programs are optimised
// once more before, by passes of binaryen that cargo-leptos does not ask for.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const WORTH_IT = /\.(css|js|mjs|wasm|svg|txt|json|html|ico)$/;
const COMPRESSED = /\.(br|gz)$/;
const PROGRAM = /\.wasm$/;
/** What rustc's target uses. */
const FEATURES = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];
/** The lowest addresses are the far end of the stack, which nobody reaches. */
const PASSES = ["--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz"];

const files = readdirSync(process.argv[2], { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

for (const file of files.filter((name) => COMPRESSED.test(name))) {
  if (!files.includes(file.replace(COMPRESSED, ""))) rmSync(file);
}
let plain = 0;
let small = 0;
for (const file of files.filter((name) => WORTH_IT.test(name))) {
  const fresh = (path) => {
    const made = statSync(path, { throwIfNoEntry: false });
    return made && made.mtimeMs >= statSync(file).mtimeMs;
  };
  if (PROGRAM.test(file) && !fresh(`${file}.br`)) {
    execFileSync("wasm-opt", [...FEATURES.map((feature) => `--enable-${feature}`), ...PASSES, file, "-o", file]);
  }
  const bytes = readFileSync(file);
  if (!fresh(`${file}.br`)) {
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }));
  }
  if (!fresh(`${file}.gz`)) writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  plain += bytes.length;
  small += statSync(`${file}.br`).size;
}
console.error(`    static files: ${(plain / 1024).toFixed(0)} KiB, ${(small / 1024).toFixed(0)} KiB with brotli`);
