import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { byParts, isPartOf } from "../src/model/sources";

const SRC = join(__dirname, "../src");
const OTHERS: Record<string, string> = {
  "model/definitions.ts": "an argument and its default",
};
const APART = /\.(split|indexOf|lastIndexOf)\(\s*["'`][:=]["'`]/;

describe("the text of a wire", () => {
  it("is taken apart in one file", () => {
    const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
    const found = files.filter((file) => APART.test(readFileSync(join(SRC, file), "utf8")));
    expect(found.sort()).toEqual(["model/sources.ts", ...Object.keys(OTHERS)].sort());
  });
  it("orders parts by their numbers", () => {
    expect(["lstm:10", "lstm:1:0", "lstm", "lstm:1", "lstm:2"].sort(byParts)).toEqual([
      ...["lstm", "lstm:1", "lstm:1:0", "lstm:2", "lstm:10"],
    ]);
    expect([isPartOf("lstm:1:0", "lstm:1"), isPartOf("lstm:10", "lstm:1")]).toEqual([true, false]);
  });
});
