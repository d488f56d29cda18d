import { expect, test } from "vitest";
import { indentAfter, isComplete } from "../src/console/complete";

test.each(["net", "x = 1\ny = 2", "for p in q:\n    p\n", "print('(')", "f(1)  # (", "'''a\nb'''", "", "if a: b"])(
  "Enter runs %j",
  (text) => {
    expect(isComplete(text)).toBe(true);
  },
);

test.each(["for p in q:", "for p in q:\n    p", "print(", "x = [1,\n 2,", "'''a", "x = \\", "@staticmethod"])(
  "Enter begins another line of %j",
  (text) => {
    expect(isComplete(text)).toBe(false);
  },
);

test.each(["print(1\uff09", "f(\n1\uff09", "for p in q\uff1a", "x = [1\uff0c"])("Enter runs full-width %j", (text) => {
  expect(isComplete(text)).toBe(true);
});

test("full-width punctuation in a string is text", () => {
  expect(isComplete("print('\uff09',")).toBe(false);
});

test("a line after a colon is indented", () => {
  expect(indentAfter("for p in q:")).toBe("    ");
  expect(indentAfter("    x = 1")).toBe("    ");
});
