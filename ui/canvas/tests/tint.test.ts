import { describe, expect, it } from "vitest";
import { shownTint, tintStyle } from "../src/canvas/tint";
import { tintAfter } from "../src/session/liveTint";

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

describe("colours of a run that goes on", () => {
  const live = { ...tint, address: "run/1/tint" };
  const now = { title: "Step", low: "3", high: "4", values: {} };

  it("are those of the last answer, on the state that they were asked for", () => {
    expect(tintAfter(live, "run/1/tint", { tint: now, going: true })).toEqual({
      ...now,
      token: "a",
      address: "run/1/tint",
    });
  });

  it("stay where nothing was seen yet, or where others are shown by now", () => {
    expect(tintAfter(live, "run/1/tint", { tint: null, going: true })).toBe(live);
    expect(tintAfter(tint, "run/1/tint", { tint: now, going: true })).toBe(tint);
    expect(tintAfter(null, "run/1/tint", { tint: now, going: true })).toBeNull();
  });
});
