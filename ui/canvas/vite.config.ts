/** Builds the one bundle that Streamlit serves, and writes beside it what it was built from and whose licences it carries. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = dirname(fileURLToPath(import.meta.url));

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(here, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** SHA-256 over `path NUL content NUL` of every source, paths in code-point order: a test repeats it without Node. */
function sourcesDigest(): string {
  const paths = [
    ...filesBelow(join(here, "src")),
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
  ];
  const digest = createHash("sha256");
  for (const path of paths.sort((a, b) => (a < b ? -1 : 1))) {
    digest
      .update(path)
      .update("\0")
      .update(readFileSync(join(here, path)))
      .update("\0");
  }
  return digest.digest("hex");
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
}

/** The folder of the package that a bundled module comes from. */
function packageFolder(module: string): string | null {
  const marker = `node_modules${sep}`;
  const start = module.lastIndexOf(marker);
  if (start < 0) return null;
  const [scope = "", name = ""] = module.slice(start + marker.length).split(sep);
  const folder = join(module.slice(0, start + marker.length), scope.startsWith("@") ? join(scope, name) : scope);
  return existsSync(join(folder, "package.json")) ? folder : null;
}

function provenance(): Plugin {
  const folders = new Set<string>();
  return {
    name: "provenance",
    apply: "build",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        for (const module of Object.keys(chunk.modules)) {
          const folder = packageFolder(module.replace(/^\0/, "").replace(/\?.*$/, "").split("/").join(sep));
          if (folder !== null) folders.add(folder);
        }
      }
    },
    writeBundle(options) {
      const out = options.dir ?? join(here, "dist");
      const parts = [...folders].sort().map((folder) => {
        const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
        return `${about.name} ${about.version} (${about.license})\n\n${licenceText(folder)}`;
      });
      writeFileSync(join(out, "LICENSES.txt"), `${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
      writeFileSync(join(out, "SOURCES.sha256"), `${sourcesDigest()}\n`);
    },
  };
}

export default defineConfig({
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  plugins: [provenance()],
  build: {
    target: "es2022",
    lib: { entry: join(here, "src/index.tsx"), formats: ["es"], fileName: () => "index.js", cssFileName: "index" },
    // A library keeps its white space by default, for the sake of bundlers after it; a browser is next here.
    rolldownOptions: { output: { minify: true } },
    reportCompressedSize: false,
  },
});
