import { describe, expect, it } from "vitest";
import { roomFor, shown, type Beside } from "../src/session/tools/drawers";

const panels = { palette: true, side: false, width: 330 };
const beside = (room: Beside["room"], drawer: Beside["drawer"] = null): Beside => ({ room, panels, drawer });

describe("what a window has room for", () => {
  it.each([
    [1440, 1308, "wide"],
    [1024, 892, "drawers"],
    [820, 688, "drawers"],
    [700, 700, "drawers"],
    [699, 699, "reading"],
  ])("a window of %i px has a page of %i px: %s", (window, page, room) => {
    expect(roomFor(window, page)).toBe(room);
  });
});

describe("bringing a part into sight", () => {
  it("opens its drawer", () => {
    expect(shown(beside("drawers"), "code", "key")).toEqual({ drawer: { name: "code", by: "key" } });
  });
  it("leaves an open drawer as it was opened", () => {
    expect(shown(beside("drawers", { name: "code", by: "button" }), "code", "key")).toBeNull();
  });
  it("opens a hidden side in a wide window", () => {
    expect(shown(beside("wide"), "fields", "key")).toEqual({ panels: { ...panels, side: true } });
  });
  it("leaves what is in sight", () => {
    expect(shown(beside("wide"), "blocks", "key")).toBeNull();
  });
  it("has nowhere to show it in a phone's window", () => {
    expect(shown(beside("reading"), "blocks", "key")).toBeNull();
  });
});
