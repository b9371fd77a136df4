// Bundles the editor into public/editor/yaml-editor-HASH.js, from where cargo-leptos takes it into the site. The hash
// is the content's, so browsers may keep the file forever; app/build.rs finds the name. `--watch` builds at each change.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { context } from "esbuild";
import { minify } from "terser";

const FOLDER = fileURLToPath(new URL("../../public/editor/", import.meta.url));

const write = {
  name: "write",
  setup(build) {
    build.onEnd(async ({ outputFiles }) => {
      const bundled = outputFiles?.[0]?.text;
      if (!bundled) return;
      // What the bundler makes small becomes smaller by a thirtieth.
      const { code } = await minify(bundled, { module: true, ecma: 2020, compress: { passes: 3 } });
      const name = `yaml-editor-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.js`;
      mkdirSync(FOLDER, { recursive: true });
      const others = readdirSync(FOLDER).filter((file) => file !== name);
      for (const other of others) rmSync(FOLDER + other);
      if (others.length > 0 || !readdirSync(FOLDER).includes(name)) writeFileSync(FOLDER + name, code);
    });
  },
};

const builder = await context({
  entryPoints: [fileURLToPath(new URL("src/main.ts", import.meta.url))],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  write: false,
  plugins: [write],
});
await builder.rebuild();
if (process.argv.includes("--watch")) await builder.watch();
else await builder.dispose();
