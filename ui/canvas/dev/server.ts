/** As much of Python's side as the screen needs: applies edits, guesses shapes, keeps undo. Not part of the bundle. */
import { ahead } from "../src/model/apply/apply";
import { placed } from "../src/model/apply/places";
import { type Block, blockOf, partsOf } from "../src/model/blocks";
import { descendants, indexTree } from "../src/model/tree";
import type {
  BuildProps,
  CommandBatch,
  Edit,
  HeaderProps,
  InputSpec,
  Problem,
  Refusal,
  Tab,
  TreeNode,
} from "../src/protocol";
import { catalogue } from "./catalogue";

type Shape = (number | string)[];

interface State {
  tree: TreeNode;
  inputs: InputSpec[];
  name: string;
}

const CATEGORIES = new Map(catalogue.kinds.map((kind) => [kind.name, kind.category]));

export class FakeServer {
  tab: Tab = "code";
  private past: State[] = [];
  private future: State[] = [];
  private now: State;
  private revision = 0;
  private ack: { [client: string]: number } = {};
  private refused: Refusal[] = [];

  constructor(root: Block) {
    const inputs: InputSpec[] = partsOf(root).some((part) => part.block === "layer" && part.kind === "Conv2d")
      ? [{ name: "X", shape: ["N", 3, 32, 32] }]
      : [{ name: "X", shape: ["N", 20], dtype: "float32" }];
    const empty: TreeNode = {
      id: "nothing",
      block: "sequential",
      name: "",
      named: false,
      path: "",
      access: "net",
      title: "Sequential",
      children: [],
    };
    const tree =
      ahead(empty, [{ edit: "insert", parent: "nothing", index: 0, block: root }]).tree.children?.[0] ?? empty;
    const rooted = this.repath(tree);
    this.now = { tree: rooted, inputs, name: "nested_mlp" };
  }

  apply(batch: CommandBatch): void {
    for (const { number, edit } of batch.commands) {
      if (number <= (this.ack[batch.client] ?? 0)) continue;
      this.ack[batch.client] = number;
      const refusal = this.one(edit);
      if (refusal !== null)
        this.refused = [{ client: batch.client, number, problem: refusal, hint: "This is the harness." }];
    }
    this.revision += 1;
  }

  private repath(tree: TreeNode): TreeNode {
    return placed(tree, tree) ?? tree;
  }

  private one(edit: Edit): string | null {
    if (edit.edit === "undo" || edit.edit === "redo") {
      const [from, to] = edit.edit === "undo" ? [this.past, this.future] : [this.future, this.past];
      const state = from.pop();
      if (state === undefined) return `There is nothing to ${edit.edit}.`;
      to.push(this.now);
      this.now = state;
      return null;
    }
    const next = this.changed(edit);
    if (next === null) return `The harness cannot do “${edit.edit}”.`;
    this.past.push(this.now);
    this.future = [];
    this.now = next;
    return null;
  }

  private changed(edit: Edit): State | null {
    if (edit.edit === "set_inputs") return { ...this.now, inputs: edit.inputs as unknown as InputSpec[] };
    if (edit.edit === "set_name") return { ...this.now, name: String(edit.name) };
    const tree = ahead(this.now.tree, [edit]).tree;
    return tree === this.now.tree ? null : { ...this.now, tree };
  }

  private analyse(): { tree: TreeNode; problems: Problem[] } {
    const problems: Problem[] = [];
    const index = indexTree(this.now.tree);
    const visit = (node: TreeNode, input: Shape | null): [TreeNode, Shape | null] => {
      const shape = (one: Shape | null): string[] => (one === null ? [] : [`[${one.join(", ")}]`]);
      if (node.children !== undefined) {
        let flowing = input;
        const outputs: (Shape | null)[] = [];
        const children = node.children.map((child) => {
          const [next, out] = visit(child, node.block === "parallel" ? input : flowing);
          flowing = out;
          outputs.push(out);
          return next;
        });
        let out = node.block === "parallel" ? (outputs[0] ?? input) : flowing;
        if (node.merge === "cat" && out !== null)
          out = out.map((dim, at) =>
            at === (node.dim ?? 1) ? outputs.reduce((sum, one) => sum + Number(one?.[at] ?? 0), 0) : dim,
          );
        const parameters = children.reduce((sum, child) => sum + (child.parameters ?? 0), 0) * (node.count ?? 1);
        const title = node.class_name ?? (node.block === "parallel" && node.merge === "add" ? "Residual" : node.title);
        return [{ ...node, title, children, parameters, in: shape(input), out: shape(out), problems: [] }, out];
      }
      const target = node.of === undefined ? node : (index.get(node.of)?.node ?? node);
      const args = target.args ?? {};
      const last = input?.[input.length - 1] ?? null;
      let out: Shape | null = input;
      let detail = "";
      let parameters = 0;
      const resolved: { [name: string]: number } = {};
      const mine: number[] = [];
      if (target.kind === "Linear") {
        const before = args.in_features === "auto" ? Number(last ?? 0) : Number(args.in_features);
        resolved.in_features = before;
        detail = `${before} → ${String(args.out_features)}`;
        parameters = (before + 1) * Number(args.out_features);
        if (input !== null && before !== last) {
          mine.push(problems.length);
          problems.push({
            severity: "error",
            id: node.id,
            path: node.path,
            problem: `Linear takes ${before} features and receives ${last}.`,
            hint: `Set in_features to ${last}.`,
            fix: {
              label: `Set in_features to ${last}`,
              edit: { edit: "set_argument", id: node.id, argument: "in_features", value: last },
            },
          });
          out = null;
        } else out = input === null ? null : [...input.slice(0, -1), Number(args.out_features)];
      } else if (target.kind === "Conv2d") {
        detail = `${input?.[1] ?? "?"} → ${String(args.out_channels)}, kernel ${String(args.kernel_size)}`;
        parameters = (Number(input?.[1] ?? 0) * Number(args.kernel_size) ** 2 + 1) * Number(args.out_channels);
        out = input === null ? null : [input[0] ?? "N", Number(args.out_channels), ...input.slice(2)];
      } else if (target.kind === "Flatten" && input !== null) {
        out = [input[0] ?? "N", input.slice(1).reduce((product: number, dim) => product * Number(dim), 1)];
      } else if (target.kind === "Softmax" && args.dim === undefined) {
        mine.push(problems.length);
        problems.push({
          severity: "warning",
          id: node.id,
          path: node.path,
          problem: "Softmax without a dim guesses one, and torch warns about it.",
          hint: "Give dim=1.",
          fix: { label: "Set dim to 1", edit: { edit: "set_argument", id: node.id, argument: "dim", value: 1 } },
        });
      }
      const shared = [...descendants(this.now.tree)].some((other) => other.of === node.id) || node.of !== undefined;
      return [
        {
          ...node,
          title: target.title,
          kind: target.kind ?? node.title,
          category: CATEGORIES.get(target.kind ?? "") ?? "shape",
          detail,
          resolved,
          parameters: node.of === undefined ? parameters : 0,
          multiply_adds: parameters,
          batch_multiply_adds: parameters * 2,
          in: shape(input),
          out: shape(out),
          problems: mine,
          ...(shared ? { group: "A" } : {}),
          ...(node.of === undefined ? {} : { same_as: target.path }),
        },
        out,
      ];
    };
    const [tree] = visit(this.now.tree, [...(this.now.inputs[0]?.shape ?? ["N"])]);
    return { tree, problems };
  }

  private code(tree: TreeNode): { text: string; lines: { [id: string]: [number, number][] } } {
    const rows = [
      '"""A network of nnblocks; the input is X, float32 (N, 20)."""',
      "import torch",
      "from torch import nn",
      "",
      "",
      "def build_net() -> nn.Module:",
      "    torch.manual_seed(0)  # the seed of the document",
    ];
    const lines: { [id: string]: [number, number][] } = {};
    const write = (node: TreeNode, indent: string, lead = ""): void => {
      const first = rows.length + 1;
      const args = Object.entries(node.args ?? {})
        .map(([name, value]) => (value === "auto" ? String(node.resolved?.[name]) : JSON.stringify(value)))
        .join(", ");
      if (node.children === undefined) rows.push(`${indent}${lead}nn.${node.kind}(${args}),`);
      else {
        rows.push(`${indent}${lead}nn.Sequential(`);
        node.children.forEach((child) => write(child, `${indent}    `));
        rows.push(`${indent}),`);
      }
      lines[node.id] = [[first, rows.length]];
    };
    write(tree, "    ", "net = ");
    return { text: [...rows, "    return net"].join("\n"), lines };
  }

  buildProps(): BuildProps {
    const { tree, problems } = this.analyse();
    const code = this.code(tree);
    const text = this.tab === "code" ? code.text : JSON.stringify(blockOf(tree), null, 2);
    return {
      view: "build",
      document: "harness",
      revision: this.revision,
      ack: this.ack,
      refused: this.refused,
      inputs: this.now.inputs,
      tree,
      problems,
      seed: 0,
      batch: 2,
      pane: { tab: this.tab, text, lines: this.tab === "code" ? code.lines : {} },
      catalogue,
    };
  }

  headerProps(): HeaderProps {
    const { tree, problems } = this.analyse();
    const input = this.now.inputs[0];
    return {
      view: "header",
      document: "harness",
      name: this.now.name,
      inputs: `${input?.name} ${input?.dtype ?? "float32"} [${input?.shape.join(", ")}]`,
      parameters: tree.parameters ?? 0,
      bytes: (tree.parameters ?? 0) * 4,
      multiply_adds: 2350,
      batch_multiply_adds: 4700,
      batch: 2,
      errors: problems.filter((one) => one.severity === "error").length,
      warnings: problems.filter((one) => one.severity === "warning").length,
      undo: this.past.length > 0 ? "Add Linear" : null,
      redo: this.future.length > 0 ? "Add Linear" : null,
      revision: this.revision,
      ack: this.ack,
      downloads: [
        { label: "network.py", url: "/x.py" },
        { label: "network.pt", url: "/x.pt", weights: true },
      ],
    };
  }
}
