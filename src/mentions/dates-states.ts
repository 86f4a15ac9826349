import type { CompiledCalendar } from "#knowledge";

type PatternNode = CompiledCalendar["nodes"][number];
/** A way on: what the slot is called, whether the token must touch the one before, the marks, and the state reached. */
export type Way = { readonly slot: string; readonly glued: boolean; readonly marks: number; readonly to: State };
type Ways = ReadonlyMap<string, readonly Way[]>;

/** The root of the patterns' graph. States that one token reaches together are one; each is laid out when it is first visited. */
export function stateOf(nodes: readonly PatternNode[]): State {
  const known = new Map<string, State>();
  const merged = (ids: number[]): State => {
    const key = ids.join();
    let state = known.get(key);
    if (!state) known.set(key, (state = new State(ids, nodes, merged)));
    return state;
  };
  return merged([0]);
}

export class State {
  readonly ends: PatternNode["ends"];
  private laid: { words: Ways; slots: Ways } | null = null;
  constructor(
    private readonly ids: number[],
    private readonly nodes: readonly PatternNode[],
    private readonly merged: (ids: number[]) => State,
  ) {
    this.ends = ids.flatMap((id) => (nodes[id] as PatternNode).ends);
  }

  get words(): Ways {
    return (this.laid ??= this.layOut()).words;
  }

  get slots(): Ways {
    return (this.laid ??= this.layOut()).slots;
  }

  private layOut() {
    const own = this.ids.map((id) => this.nodes[id] as PatternNode);
    return { words: this.ways(own.flatMap((node) => node.words)), slots: this.ways(own.flatMap((node) => node.slots)) };
  }

  private ways(edges: PatternNode["words"]): Ways {
    const groups = new Map<string, { edge: PatternNode["words"][number]; ids: Set<number> }>();
    for (const edge of edges) {
      const [text, name, glue, next, marks] = edge;
      const key = `${text} ${name} ${glue} ${marks}`;
      const group = groups.get(key);
      if (group) group.ids.add(next);
      else groups.set(key, { edge, ids: new Set([next]) });
    }
    const found = new Map<string, Way[]>();
    for (const { edge, ids } of groups.values()) {
      const way = { slot: edge[1], glued: edge[2] === 1, marks: edge[4], to: this.merged([...ids].sort((a, b) => a - b)) };
      const list = found.get(edge[0]);
      if (list) list.push(way);
      else found.set(edge[0], [way]);
    }
    return found;
  }
}
