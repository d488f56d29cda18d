/** Written by `make fix` from builder/sentences/sentences.csv: change the row there. */
// prettier-ignore
export const TABLE = {
  "canvas.zoom.fit": "Fit the network (F)",
  "canvas.zoom.fit-label": "Fit",
  "canvas.zoom.in": "Zoom in",
  "canvas.zoom.out": "Zoom out",
  "canvas.zoom.reset": "Back to 100 %",
} as const;
