/** Written by `make fix` from builder/sentences/sentences.csv: change the row there. */
// prettier-ignore
export const TABLE = {
  "canvas.console.running": "Running … Stop ends it; variables are kept if it stops within 2 seconds.",
  "canvas.zoom.fit": "Fit the network (F)",
  "canvas.zoom.fit-label": "Fit",
  "canvas.zoom.in": "Zoom in",
  "canvas.zoom.out": "Zoom out",
  "canvas.zoom.reset": "Back to 100 %",
} as const;
