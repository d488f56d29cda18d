import { describe, expect, it } from "vitest";
import { FAILED, refusal, SILENT } from "../src/header/downloads";

const answer = (status: number, text = ""): Response => new Response(text, { status });
const never = (): Promise<Response> => Promise.reject(new Error("not asked"));

describe("what is said about a download", () => {
  it("is nothing where there is a file", async () => {
    expect(await refusal(answer(200), never)).toBeNull();
  });
  it("is the server's own sentence", async () => {
    const words = "The diagram is too large to be drawn. Choose a smaller depth.";
    expect(await refusal(answer(409), () => Promise.resolve(answer(409, words)))).toBe(words);
  });
  it("hides what a broken server says", async () => {
    expect(await refusal(answer(500), never)).toBe(FAILED);
  });
  it("tells of a server that is gone", async () => {
    expect(await refusal(null, never)).toBe(SILENT);
    expect(await refusal(answer(409), never)).toBe(SILENT);
  });
});
