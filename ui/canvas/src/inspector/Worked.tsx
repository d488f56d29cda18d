/** What an expression comes to, beside its field. */
import type { ReactElement } from "react";
import type { Json } from "../protocol";
import { formatValue } from "./values";

export function Worked({ value, testId }: { value: Json | undefined; testId: string }): ReactElement | null {
  if (value === undefined) return null;
  return (
    <output className="worked" data-testid={testId} title="What the expression comes to here">
      = {formatValue(value)}
    </output>
  );
}
