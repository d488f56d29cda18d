import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Command, Edit } from "../src/protocol";
import { MOST, Outbox, type Failure } from "../src/session/transport/outbox";

describe("Outbox", () => {
  let sent: Command[][];
  let outbox: Outbox;
  let told: string[];
  let fail: (failure: Failure) => void;
  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    outbox = new Outbox();
    told = [];
    outbox.connect(
      (commands, failed) => {
        sent.push(commands);
        fail = failed;
      },
      (problem) => told.push(problem),
    );
  });
  const numbers = (): number[] => (sent[sent.length - 1] ?? []).map((command) => command.number);
  const many = (count: number) => Array.from({ length: count }, (): Edit => ({ edit: "undo" }));
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
    outbox.push(many(2), "step");
    expect(sent[0]?.map((command) => command.step)).toEqual(["step", "step"]);
  });
  it("keeps edits while disconnected and sends them afterwards", () => {
    outbox.connect(null);
    outbox.push([{ edit: "undo" }]);
    outbox.connect((commands) => sent.push(commands));
    vi.advanceTimersByTime(1600);
    expect(sent.length).toBe(1);
  });

  it("sends no more than a request holds, and the rest afterwards", () => {
    for (const edit of many(MOST + 50)) outbox.push([edit]);
    vi.advanceTimersByTime(100);
    expect(numbers().length).toBe(MOST);
    outbox.acknowledge(MOST);
    vi.advanceTimersByTime(100);
    expect(numbers()).toEqual(Array.from({ length: 50 }, (_, i) => MOST + 1 + i));
  });
  it("never parts a step, and makes several of one that is too long", () => {
    outbox.push(many(60), "a");
    outbox.push(many(60), "b");
    vi.advanceTimersByTime(100);
    expect(numbers().length).toBe(60);
    outbox.acknowledge(120);
    outbox.push(many(MOST + 1), "c");
    expect(new Set(outbox.pending.map(({ step }) => step))).toEqual(new Set(["c", "c-1"]));
  });
  it("lets go of the one step that cannot be read, and keeps those behind it", () => {
    for (const edit of many(3)) outbox.push([edit]);
    vi.advanceTimersByTime(100);
    fail({ status: 400, sentence: "" });
    vi.advanceTimersByTime(1600);
    expect(numbers()).toEqual([1]);
    fail({ status: 400, sentence: "This is no edit." });
    expect([told, outbox.pending.map(({ number }) => number)]).toEqual([["This is no edit."], [2, 3]]);
  });
  it("gives a server that fails several tries before it lets go of a step", () => {
    outbox.push([{ edit: "undo" }]);
    for (let i = 0; i < 4; i += 1) {
      fail({ status: 500, sentence: "" });
      vi.advanceTimersByTime(1600);
    }
    expect(outbox.pending.length).toBe(1);
    fail({ status: 500, sentence: "" });
    expect(outbox.pending.length).toBe(0);
  });
  it.each([0, 404, 502, 503, 504])("keeps all edits upon %i, however often", (status) => {
    outbox.push([{ edit: "undo" }]);
    for (let i = 0; i < 20; i += 1) {
      fail({ status, sentence: "The disk is full." });
      vi.advanceTimersByTime(1600);
    }
    expect([outbox.pending.length, told.length]).toEqual([1, status === 503 ? 1 : 0]);
  });
});
