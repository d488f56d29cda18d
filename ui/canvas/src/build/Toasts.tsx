/** What Python refused, and why. */
import { useEffect, useState, type ReactElement } from "react";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";
import { QueueNotice } from "./QueueNotice";

const PATIENCE_MS = 6000;

/** Whether edits have been waiting for an answer for so long that it must be said. */
function useSilence(): boolean {
  const waiting = useBuild((state) => state.waiting);
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setSilent(false);
      return undefined;
    }
    const timer = setTimeout(() => setSilent(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return silent;
}

export function Toasts(): ReactElement {
  const session = useSession();
  const toasts = useBuild((state) => state.toasts);
  const silent = useSilence();
  return (
    <div className="toasts" role="status" aria-live="polite">
      <QueueNotice />
      {silent && (
        <div className="toast" data-testid="silence">
          <p>
            <b>{say("canvas.toast.silent")}</b> {say("canvas.toast.silent-hint")}
          </p>
        </div>
      )}
      {toasts.map((toast) => (
        <div key={toast.id} className="toast" data-testid="toast">
          <p>
            <b>{toast.problem}</b>
            {toast.hint !== undefined && <span> {toast.hint}</span>}
          </p>
          {toast.action !== undefined && (
            <button
              type="button"
              className="action"
              data-testid="toast-action"
              onClick={() => {
                session.notices.dismiss(toast.id);
                toast.action?.run();
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button
            type="button"
            aria-label={say("canvas.toast.dismiss")}
            onClick={() => {
              session.notices.dismiss(toast.id);
              session.view?.focus();
            }}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
