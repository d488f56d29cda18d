import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Command } from "../src/protocol";
import { Outbox } from "../src/session/outbox";

describe("Outbox", () => {
  let sent: Command[][];
  let outbox: Outbox;
  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    outbox = new Outbox();
    outbox.connect((commands) => sent.push(commands));
  });
  afterEach(() => vi.useRealTimers());

  it("sends the first edit at once", () => {
    outbox.push([{ edit: "undo" }]);
    expect(sent).toEqual([[{ number: 1, edit: { edit: "undo" } }]]);
  });
  it("loses nothing of twenty edits in a burst", () => {
    for (let i = 0; i < 20; i += 1) outbox.push([{ edit: "undo" }]);
    vi.advanceTimersByTime(100);
    expect(sent[sent.length - 1]?.map((command) => command.number)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });
  it("sends again what is not acknowledged", () => {
    outbox.push([{ edit: "undo" }]);
    vi.advanceTimersByTime(1600);
    expect(sent.length).toBe(2);
  });
  it("forgets what is acknowledged and stays quiet", () => {
    outbox.push([{ edit: "undo" }]);
    outbox.acknowledge(1);
    vi.advanceTimersByTime(5000);
    expect([sent.length, outbox.pending.length]).toEqual([1, 0]);
  });
  it("keeps later edits when earlier ones are acknowledged", () => {
    outbox.push([{ edit: "undo" }, { edit: "redo" }]);
    outbox.acknowledge(1);
    expect(outbox.pending.map((command) => command.number)).toEqual([2]);
  });
  it("takes no older acknowledgement for news", () => {
    outbox.push([{ edit: "undo" }]);
    outbox.acknowledge(1);
    expect(outbox.acknowledge(1)).toBe(false);
  });
  it("marks the edits of one action as one step", () => {
    outbox.push([{ edit: "a" }, { edit: "b" }], "step");
    expect(sent[0]?.map((command) => command.step)).toEqual(["step", "step"]);
  });
  it("keeps edits while disconnected and sends them afterwards", () => {
    outbox.connect(null);
    outbox.push([{ edit: "undo" }]);
    outbox.connect((commands) => sent.push(commands));
    vi.advanceTimersByTime(1600);
    expect(sent.length).toBe(1);
  });
});
