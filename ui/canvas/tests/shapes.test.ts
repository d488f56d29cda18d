import { describe, expect, it } from "vitest";
import { parseShape } from "../src/inspector/values";
import { lacksBatch, readings } from "../src/model/shapes";

describe("a shape without N", () => {
  it("may lack its batch, or mean just what it says", () => {
    expect(readings([3, 224, 224], ["N", 20]).map((one) => one.label)).toEqual([
      "N × 3 × 224 × 224",
      "exactly 3 × 224 × 224 (no batch)",
    ]);
  });
  it("of as many dims as before may have a number for the batch", () => {
    expect(readings([8, 3, 32, 32], ["N", 3, 32, 32])[0]?.shape).toEqual(["N", 3, 32, 32]);
  });
  it("has it where it was", () => {
    expect(readings([5, 8, 16], [5, "N", 16])[0]?.shape).toEqual([5, "N", 16]);
  });
  it("is asked about only where the input had a batch", () => {
    expect([lacksBatch([3], ["N", 3]), lacksBatch([3], [4]), lacksBatch(["N", 3], ["N"])]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("a typed shape", () => {
  it.each(["3,224,224", "3x224x224", "3×224×224", "3 X 224 X 224", "[3, 224, 224]"])("is read from %s", (text) => {
    expect(parseShape(text)).toEqual({ ok: true, shape: [3, 224, 224] });
  });
  it.each(["", "  ", "()"])("is refused when it is empty: %j", (text) => {
    expect(parseShape(text)).toMatchObject({ ok: false, problem: expect.stringContaining("at least one dim") });
  });
  it.each([
    ["N,,3", "missing between two commas"],
    ["N, N", "only once"],
  ])("is refused where it is no shape: %s", (text, problem) => {
    expect(parseShape(text)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
  it("may end in a comma, as Python's tuples do", () => {
    expect(parseShape("(3,)")).toEqual({ ok: true, shape: [3] });
  });
});
