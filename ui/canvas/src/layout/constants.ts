/** Sizes of everything on the canvas, in pixels at 100 %; the style sheet uses the same ones. */
export const CARD_WIDTH = 236;
export const TITLE_HEIGHT = 32;
export const DETAIL_HEIGHT = 17;
export const GAP = 24;
export const HEADER_HEIGHT = 34;
export const LANE_HEADER_HEIGHT = 28;
export const PADDING = 14;
export const LANE_PADDING = 8;
export const INNER_GAP = 16;
/** Between what a written class holds: nothing flows from one to the next. */
export const HELD_GAP = 8;
export const EMPTY_HEIGHT = 46;
export const COLUMN_GAP = 18;
export const BUS = 16;
export const MERGE_HEIGHT = 24;
export const PILL_HEIGHT = 26;
export const CHIP_WIDTH = 92;
export const CHIP_HEIGHT = 26;
export const FOLDED_HEIGHT = 52;
export const PROBLEM_LINE = 16;
export const PROBLEM_PADDING = 12;
export const FIX_HEIGHT = 26;
export const SHOWN_PROBLEMS = 2;
export const MORE_HEIGHT = 18;
export const LAYER_GAP = 40;
export const PORT_ROW = 13;
export const FUNCTION_HEIGHT = 30;
export const FUNCTION_WIDTH = 64;
/** A number of a graph is drawn smaller than what it goes into. */
export const NUMBER_HEIGHT = 24;
export const NUMBER_WIDTH = 44;
