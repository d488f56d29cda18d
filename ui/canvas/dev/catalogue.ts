/** A few kinds, enough to try every type of argument. */
import type { Argument, Catalogue, Kind } from "../src/protocol";

function int(name: string, more: Partial<Argument> = {}): Argument {
  return {
    name,
    type: "int",
    help: `How large ${name} is.`,
    required: more.default === undefined,
    minimum: 1,
    maximum: 2 ** 31 - 1,
    ...more,
  };
}
const bias: Argument = {
  name: "bias",
  type: "bool",
  help: "Adds a learned bias.",
  default: true,
  required: false,
};
const dtype: Argument = {
  name: "dtype",
  type: "dtype",
  help: "dtype of the parameters.",
  default: null,
  optional: true,
  required: false,
};
const inplace: Argument = {
  name: "inplace",
  type: "bool",
  help: "Overwrites the input.",
  default: false,
  required: false,
};

function kind(name: string, category: string, summary: string, args: Argument[] = [], follows: string[] = []): Kind {
  return { name, category, summary, arguments: args, inputs: ["input"], follows };
}

const padding: Argument = {
  name: "padding",
  type: "ints",
  help: "Zeros on both sides.",
  default: 0,
  choices: ["same", "valid"],
  lengths: [2],
  scalar: true,
  required: false,
  minimum: 0,
};
const kernel: Argument = {
  name: "kernel_size",
  type: "ints",
  help: "Size of the kernel.",
  required: true,
  lengths: [2],
  scalar: true,
  minimum: 1,
};

function others(category: string, names: string): Kind[] {
  return names.split(" ").map((name) => kind(name, category, `${name}, as in torch.nn.`));
}

export const catalogue: Catalogue = {
  kinds: [
    kind(
      "Linear",
      "linear",
      "Affine transformation of the last dim: y = x A^T + b.",
      [int("in_features", { auto: true, required: true }), int("out_features"), bias, dtype],
      ["ReLU", "GELU", "Dropout"],
    ),
    kind("Bilinear", "linear", "y = x1 A x2 + b.", [
      int("in1_features"),
      int("in2_features"),
      int("out_features"),
      bias,
    ]),
    kind("Identity", "linear", "Returns its input."),
    kind(
      "ReLU",
      "activation",
      "Rectified linear unit, element by element: max(0, x).",
      [inplace],
      ["Linear", "Conv2d", "MaxPool2d"],
    ),
    kind("GELU", "activation", "x Phi(x).", [
      { name: "approximate", type: "choice", choices: ["none", "tanh"], default: "none", required: false },
    ]),
    kind("Softmax", "activation", "Exponentials that sum to 1.", [
      { name: "dim", type: "int", default: null, optional: true, required: false },
    ]),
    ...others("activation", "Tanh Sigmoid ELU SELU SiLU Mish Hardswish Softplus LogSoftmax PReLU"),
    kind(
      "Conv2d",
      "convolution",
      "Cross-correlation over height and width.",
      [int("in_channels", { auto: true, required: true }), int("out_channels"), kernel, padding, bias],
      ["ReLU", "BatchNorm2d"],
    ),
    ...others("convolution", "Conv1d Conv3d ConvTranspose1d ConvTranspose2d"),
    kind("BatchNorm2d", "normalisation", "Normalises each channel over the batch.", [
      int("num_features", { auto: true, required: true }),
      { name: "eps", type: "float", default: 1e-5, required: false, minimum: 0 },
    ]),
    kind("LayerNorm", "normalisation", "Normalises over the last dims.", [
      { name: "normalized_shape", type: "ints", auto: true, required: true, scalar: true, lengths: [], minimum: 1 },
    ]),
    ...others("normalisation", "BatchNorm1d GroupNorm InstanceNorm2d"),
    ...others("pooling", "MaxPool2d AvgPool2d AdaptiveAvgPool2d MaxPool1d MaxPool3d"),
    ...others("recurrent", "LSTM GRU RNN"),
    ...others("attention", "MultiheadAttention TransformerEncoderLayer TransformerDecoderLayer"),
    kind("TransformerEncoder", "attention", "A stack of encoder layers.", [
      { name: "encoder_layer", type: "layer", choices: ["TransformerEncoderLayer"], required: true },
      int("num_layers"),
    ]),
    ...others("embedding", "Embedding EmbeddingBag"),
    kind("Dropout", "dropout", "Zeroes elements at random in training.", [
      { name: "p", type: "float", default: 0.5, required: false, minimum: 0, maximum: 1 },
      inplace,
    ]),
    ...others("shape", "Flatten Unflatten Upsample PixelShuffle"),
    ...others("loss", "CrossEntropyLoss MSELoss L1Loss"),
    { ...kind("ModuleList", "container", "A list of modules."), instead: "Use a Sequential or a Repeat." },
  ],
};
