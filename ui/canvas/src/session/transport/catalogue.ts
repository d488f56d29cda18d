/** The kinds that the palette offers, fetched once, and the definitions of the document. */
import type { Stock } from "../../model/newBlocks";
import type { Kinds } from "../../model/graphs";
import type {
  Catalogue as Sent,
  ClassExample,
  Definition,
  FunctionKind,
  Kind,
  ParametrizationKind,
} from "../../protocol";
import type { BuildState } from "../state";
import type { Store } from "../store";

export interface CatalogueState {
  kinds: ReadonlyMap<string, Kind>;
  functions: ReadonlyMap<string, FunctionKind>;
  parametrizations: readonly ParametrizationKind[];
  definitions: readonly Definition[];
  classExamples: readonly ClassExample[] | null;
}
export const NO_CATALOGUE: CatalogueState = {
  kinds: new Map(),
  functions: new Map(),
  parametrizations: [],
  definitions: [],
  classExamples: null,
};

export class Catalogue {
  private url: string | null = null;

  /** `fail` is told that it could not be loaded. */
  constructor(
    private readonly store: Store<BuildState>,
    private readonly fail: () => void,
  ) {}

  kinds(): Kinds {
    const { kinds, functions } = this.store.get();
    return { kinds, functions };
  }

  stock(): Stock {
    const { kinds, functions, definitions } = this.store.get();
    return { kinds, functions, definitions };
  }

  async load(source: string | Sent): Promise<void> {
    if (typeof source !== "string") {
      if (this.store.get().kinds.size === 0) this.take(source);
      return;
    }
    if (source === this.url) return;
    this.url = source;
    try {
      const answer = await fetch(new URL(source, document.baseURI), { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.take((await answer.json()) as Sent);
    } catch {
      this.url = null;
      this.fail();
    }
  }

  private take(catalogue: Sent): void {
    this.store.set({
      kinds: new Map(catalogue.kinds.map((kind) => [kind.name, kind])),
      parametrizations: catalogue.parametrizations ?? [],
      functions: new Map((catalogue.functions ?? []).map((kind) => [kind.name, kind])),
      classExamples: catalogue.classes ?? [],
    });
  }
}
