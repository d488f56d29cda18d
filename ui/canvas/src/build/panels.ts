/** Which panels are open and how wide: the same for every document of this browser tab. */

export interface Panels {
  palette: boolean;
  side: boolean;
  width: number;
}

const KEY = "nnblocks:panels";
export const NARROWEST = 280;
export const WIDEST = 720;

export function readPanels(): Panels {
  const usual = { palette: true, side: true, width: window.innerWidth >= 1700 ? 420 : 330 };
  try {
    return { ...usual, ...(JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Panels>) };
  } catch {
    return usual;
  }
}

export function writePanels(panels: Panels): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(panels));
  } catch {
    // Forbidden storage only means that the widths are not remembered.
  }
}
