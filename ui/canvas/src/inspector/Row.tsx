import type { ReactElement, ReactNode } from "react";

interface RowProps {
  label: string;
  help?: string;
  children: ReactNode;
}

/** A label with its help, and what stands beside it. */
export function Row({ label, help, children }: RowProps): ReactElement {
  return (
    <div className="row">
      <span className={help === undefined ? "label" : "label helped"} title={help}>
        {label}
      </span>
      <div className="field">{children}</div>
    </div>
  );
}
