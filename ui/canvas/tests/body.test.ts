import { describe, expect, it } from "vitest";
import { bodyOf, hasSkip, insideOf } from "../src/model/body";
import type { TreeNode } from "../src/protocol";
import { box, leaf } from "./trees";

const skip = leaf("skip", { kind: "Identity" });

function parallel(children: TreeNode[], more: Partial<TreeNode> = {}): TreeNode {
  return box("p", children, { block: "parallel", merge: "add", ...more });
}
function repeat(child: TreeNode): TreeNode {
  return box("r", [child], { block: "repeat", count: 2 });
}

describe("the body of a residual block", () => {
  it("is the branch that is no Identity", () => {
    expect(bodyOf(parallel([skip, leaf("f")]))?.id).toBe("f");
  });
  it("is none of two", () => {
    expect(bodyOf(parallel([leaf("f"), leaf("g"), skip]))).toBeNull();
  });
  it("is not there in a parallel without a skip", () => {
    expect(hasSkip(parallel([leaf("f"), leaf("g")]))).toBe(false);
  });
});

describe("inside", () => {
  it("of a residual block is its body's end", () => {
    const body = box("body", [leaf("f")]);
    expect(insideOf(parallel([body, skip]))).toEqual({ container: body });
  });
  it("of a body of one layer is a Sequential around it", () => {
    const f = leaf("f");
    expect(insideOf(parallel([f, skip]))).toEqual({ around: f });
  });
  it("of a repeat is its child", () => {
    const child = box("s", []);
    expect(insideOf(repeat(child))).toEqual({ container: child });
  });
  it("of a repeat of one layer is a Sequential around that", () => {
    const f = leaf("f");
    expect(insideOf(repeat(f))).toEqual({ around: f });
  });
  it("goes down through repeats and residual blocks", () => {
    const body = box("body", []);
    expect(insideOf(repeat(parallel([body, skip])))).toEqual({ container: body });
  });
  it("of a parallel without a skip is one more branch", () => {
    const branches = parallel([leaf("f"), leaf("g")]);
    expect(insideOf(branches)).toEqual({ container: branches });
  });
  it("of two branches beside a skip is one more branch", () => {
    const branches = parallel([leaf("f"), leaf("g"), skip]);
    expect(insideOf(branches)).toEqual({ container: branches });
  });
  it("of a layer is nothing", () => {
    expect(insideOf(leaf("f"))).toBeNull();
  });
  it("of a written class is for its text to say", () => {
    expect(insideOf(parallel([box("body", []), skip], { written_in: "Net" }))).toBeNull();
  });
});
