/** A fault of ours must not leave an empty page: it says so, keeps what was typed safe in the outbox, and offers to draw again. */
import { Component, type ErrorInfo, type ReactNode } from "react";
import { say } from "../sentences/say";

interface BoundaryState {
  failed: boolean;
}

export class Boundary extends Component<{ children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { failed: false };

  static getDerivedStateFromError(): BoundaryState {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error("nnblocks could not draw the page", error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="failed" role="alert">
        <p>
          <b>{say("canvas.page.failed")}</b> {say("canvas.page.safe")}
        </p>
        <button type="button" onClick={() => this.setState({ failed: false })}>
          {say("canvas.page.retry")}
        </button>
      </div>
    );
  }
}
