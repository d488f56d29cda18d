/** All that the components of the Build page read: the network, and a part from each slice of the session. */
import { indexTree, type TreeIndex } from "../model/tree";
import type { BuildProps, Problem, TreeNode } from "../protocol";
import { NO_NOTICES, type NoticeState } from "./notices/notices";
import { NOTHING_SELECTED, type SelectionState } from "./selection/selection";
import { firstFolds } from "./selection/view";
import { NO_TABS, type TabState } from "./tools/tabs";
import { NO_TOOL, type ToolState } from "./tools/tools";
import { firstRoom, type Beside } from "./tools/drawers";
import { NO_CATALOGUE, type CatalogueState } from "./transport/catalogue";

/** The network as it is shown: what Python sent, and the edits on their way. */
interface NetworkState {
  props: BuildProps;
  tree: TreeNode;
  index: TreeIndex;
  problems: readonly Problem[];
  readOnly: boolean;
  /** Whether edits are on their way, and whether blocks may stand elsewhere once Python has made them. */
  waiting: boolean;
  stale: boolean;
  /** Inputs that wait until the tree is not stale any more. */
  held: number;
}

export type BuildState = NetworkState & CatalogueState & SelectionState & ToolState & TabState & Beside & NoticeState;

export function firstState(props: BuildProps): BuildState {
  const { tree, problems, document, definitions = [] } = props;
  return {
    ...NOTHING_SELECTED,
    ...NO_TOOL,
    ...NO_NOTICES,
    ...NO_CATALOGUE,
    ...NO_TABS,
    ...firstRoom(),
    props,
    tree,
    index: indexTree(tree),
    problems,
    definitions,
    folded: firstFolds(document, tree),
    tab: props.pane?.tab ?? "code",
    readOnly: false,
    waiting: false,
    stale: false,
    held: 0,
  };
}
