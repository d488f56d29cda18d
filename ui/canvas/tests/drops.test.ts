import { describe, expect, it } from "vitest";
import { sent } from "../src/header/drops";

const HEAD = 64 * 1024;

describe("what is sent of a dropped file", () => {
  it("is a text as it stands, however long", async () => {
    const file = new File(["x".repeat(3 * HEAD)], "net.py");
    expect(await sent(file)).toBe(file);
  });
  it("is a text in UTF-16 as it stands", async () => {
    const file = new File([new Uint8Array([0xff, 0xfe]), "x\0".repeat(3 * HEAD)], "net.py");
    expect(await sent(file)).toBe(file);
  });
  it("is the beginning of anything else", async () => {
    const found = await sent(new File(["PK\u0003\u0004\0", "x".repeat(3 * HEAD)], "net.pt"));
    expect([found.size, found.name]).toEqual([HEAD, "net.pt"]);
  });
});
