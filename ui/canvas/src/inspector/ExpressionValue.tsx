/** What an expression comes to, beside its field. */
import type { ReactElement } from "react";
import type { Json } from "../protocol";
import { formatValue } from "./values";
import { say } from "../sentences/say";

export function ExpressionValue({ value, testId }: { value: Json | undefined; testId: string }): ReactElement | null {
  if (value === undefined) return null;
  return (
    <output className="worked" data-testid={testId} title={say("canvas.value.worked-out")}>
      = {formatValue(value)}
    </output>
  );
}
