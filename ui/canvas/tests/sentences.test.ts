import { expect, test } from "vitest";
import { filled, say, short } from "../src/sentences/say";

test("a key gives its sentence", () => {
  expect(say("canvas.zoom.in")).toBe("Zoom in");
});

test("a field takes its value, and a count its form", () => {
  const text = "{count:,} {count:block|blocks} in {name}";
  expect(filled(text, { count: 1, name: "net" })).toBe("1 block in net");
  expect(filled(text, { count: 2000, name: "net" })).toBe("2,000 blocks in net");
});

test("a person's own text is cut", () => {
  expect(filled("{name} is taken.", { name: "x".repeat(1000) })).toBe(`${"x".repeat(79)}… is taken.`);
  expect(short("x".repeat(80))).toBe("x".repeat(80));
});

test("a key that is not in the table is an error of tsc", () => {
  // @ts-expect-error no such key
  expect(() => say("canvas.nothing")).toThrow();
});
