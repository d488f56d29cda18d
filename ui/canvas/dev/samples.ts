/** Networks to look at: the picture of the design, an Inception cell, nothing, and a thousand blocks. */
import type { Block } from "../src/model/blocks";
import type { Args } from "../src/protocol";

let number = 0;
function layer(kind: string, args: Args = {}, name?: string): Block {
  number += 1;
  return { block: "layer", id: `${kind.toLowerCase()}${number}`, kind, args, ...(name === undefined ? {} : { name }) };
}
function sequential(id: string, children: Block[], name?: string): Block {
  return { block: "sequential", id, children, ...(name === undefined ? {} : { name }) };
}
const linear = (before: number | "auto", after: number): Block =>
  layer("Linear", { in_features: before, out_features: after });
const conv = (channels: number, size: number): Block =>
  layer("Conv2d", { in_channels: "auto", out_channels: channels, kernel_size: size, padding: (size - 1) / 2 });

function mock(): Block {
  const first = linear("auto", 32);
  return sequential("root", [
    sequential("nest", [
      linear("auto", 32),
      layer("ReLU"),
      {
        block: "repeat",
        id: "rep",
        count: 2,
        names: "block {i}",
        child: {
          block: "parallel",
          id: "res",
          merge: "add",
          class_name: "Residual",
          children: [
            sequential("body", [layer("LayerNorm", { normalized_shape: "auto" }), linear("auto", 32)], "body"),
            layer("Identity", {}, "skip"),
          ],
        },
      },
    ]),
    first,
    { block: "shared", id: "again", of: first.id },
    linear(64, 10),
    layer("Softmax"),
  ]);
}

function inception(): Block {
  return sequential("root", [
    conv(64, 3),
    layer("ReLU"),
    {
      block: "parallel",
      id: "inception",
      merge: "cat",
      dim: 1,
      class_name: "Inception",
      children: [
        sequential("b0", [conv(16, 1)]),
        sequential("b1", [conv(16, 1), conv(24, 3), layer("ReLU")]),
        sequential("b2", []),
        layer("MaxPool2d"),
      ],
    },
    {
      block: "parallel",
      id: "res2",
      merge: "add",
      children: [
        sequential("body2", [conv(64, 3), layer("BatchNorm2d", { num_features: "auto" }), layer("ReLU")], "body"),
        layer("Identity", {}, "skip"),
      ],
    },
    layer("Flatten"),
    linear("auto", 10),
  ]);
}

function many(count: number): Block {
  const stages = Array.from({ length: count / 20 }, (_, i) =>
    sequential(
      `stage${i}`,
      Array.from({ length: 19 }, (__, j) => (j % 2 === 0 ? linear("auto", 32) : layer("ReLU"))),
    ),
  );
  return sequential("root", stages);
}

export function samples(name: string): Block {
  number = 0;
  if (name === "inception") return inception();
  if (name === "empty") return sequential("root", []);
  if (name.startsWith("many")) return many(Number(name.slice(4)) || 1000);
  return mock();
}
