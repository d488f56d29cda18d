/** What Python refused, and why. */
import type { ReactElement } from "react";
import { useBuild, useSession } from "../session/context";

export function Toasts(): ReactElement {
  const session = useSession();
  const toasts = useBuild((state) => state.toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className="toast" data-testid="toast">
          <p><b>{toast.problem}</b>{toast.hint !== undefined && <span> {toast.hint}</span>}</p>
          <button type="button" aria-label="Dismiss" onClick={() => session.dismiss(toast.id)}>×</button>
        </div>
      ))}
    </div>
  );
}
