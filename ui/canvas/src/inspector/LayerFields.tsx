/** The arguments of a layer that is itself an argument, as `encoder_layer` is. */
import type { ReactElement } from "react";
import type { Args, Json } from "../protocol";
import { useBuild } from "../session/context";
import { ArgumentField } from "./ArgumentField";

interface LayerFieldsProps {
  value: { kind: string; args: Args };
  prefix: string;
  onSet: (value: Json) => void;
}

export function LayerFields({ value, prefix, onSet }: LayerFieldsProps): ReactElement {
  const kind = useBuild((state) => state.kinds.get(value.kind));
  const args = value.args ?? {};
  const without = (name: string): Args => Object.fromEntries(Object.entries(args).filter(([key]) => key !== name));
  return (
    <div className="layer-fields">
      {kind?.arguments.map((argument) => (
        <ArgumentField
          key={argument.name}
          argument={argument}
          given={args[argument.name]}
          prefix={prefix}
          onSet={(next) => onSet({ ...value, args: { ...args, [argument.name]: next } })}
          onReset={() => onSet({ ...value, args: without(argument.name) })}
        />
      ))}
    </div>
  );
}
