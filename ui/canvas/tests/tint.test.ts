import { describe, expect, it } from "vitest";
import { shownTint, tintStyle } from "../src/canvas/tint";

const tint = { title: "Time", low: "1", high: "2", token: "a", values: { "0": [0.5, "Time: 1"] as [number, string] } };

describe("the colours of the last run", () => {
  it("are shown for the state that ran alone", () => {
    expect(shownTint({ tint, token: "a" })).toBe(tint);
    expect(shownTint({ tint, token: "b" })).toBeNull();
    expect(shownTint({ tint: null, token: "a" })).toBeNull();
    expect(shownTint({ token: "a" })).toBeNull();
  });

  it("go from nothing to all of the colour", () => {
    expect(tintStyle(0)).toEqual({ "--tint": "0%" });
    expect(tintStyle(0.256)).toEqual({ "--tint": "26%" });
    expect(tintStyle(7)).toEqual({ "--tint": "100%" });
  });
});
