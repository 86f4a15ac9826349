import { memo, useEffect, useMemo, useRef } from "react";
import type { Claim } from "#model";
import { paragraphsOf, type Segment } from "./segments.ts";

/** What is lit up: a claim, and those of its fields that are pointed at or that the words pointed at gave. */
export type Lit = { claim: string; fields: readonly string[] } | null;

type Props = {
  text: string;
  lang: string | null;
  claims: readonly Claim[];
  headings: readonly { start: number; end: number }[];
  lit: Lit;
  selected: string | null;
  /** the reader points at words, or away from them */
  point(lit: Lit): void;
  select(claim: string): void;
  /** it has a height of its own and scrolls */
  scrolls?: boolean;
};

/** A report's text with its claims marked in place. */
export function MarkedText({ text, lang, claims, headings, lit, selected, point, select, scrolls }: Props) {
  const paragraphs = useMemo(() => paragraphsOf(text, claims, headings), [text, claims, headings]);
  const kinds = useMemo(() => new Map(claims.map((c) => [c.id, c.kind])), [claims]);
  const body = useRef<HTMLDivElement>(null);
  const told = useRef({ point, select, selected });
  told.current = { point, select, selected };
  const all = useMemo(() => paragraphs.flatMap((p) => p.segments), [paragraphs]);

  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const segmentAt = (event: Event): Segment | undefined => {
      const at = (event.target as HTMLElement).closest<HTMLElement>("[data-at]")?.dataset.at;
      return at === undefined ? undefined : all[Number(at)];
    };
    /** Of several claims over the same words the selected one, else the shortest that has a field there, else the last. */
    const claimAt = (s: Segment): string | undefined =>
      s.claims.find((id) => id === told.current.selected) ?? s.fields[0]?.claim ?? s.claims.at(-1);
    const over = (event: Event) => {
      const segment = segmentAt(event);
      const claim = segment && claimAt(segment);
      told.current.point(claim ? { claim, fields: segment.fields.filter((f) => f.claim === claim).map((f) => f.field) } : null);
    };
    const click = (event: Event) => {
      const segment = segmentAt(event);
      const claim = segment && claimAt(segment);
      if (claim && getSelection()?.isCollapsed !== false) told.current.select(claim);
    };
    const out = () => told.current.point(null);
    element.addEventListener("mouseover", over);
    element.addEventListener("mouseleave", out);
    element.addEventListener("click", click);
    return () => {
      element.removeEventListener("mouseover", over);
      element.removeEventListener("mouseleave", out);
      element.removeEventListener("click", click);
    };
  }, [all]);

  useEffect(() => {
    if (selected) body.current?.querySelector(`[data-first~="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: "center" });
  }, [selected]);

  let n = 0;
  return (
    <div className="text" lang={lang ?? undefined} ref={body} {...(scrolls ? { tabIndex: 0 } : {})}>
      {paragraphs.map((p) => {
        const from = n;
        n += p.segments.length;
        const Tag = p.heading ? "h2" : "p";
        return (
          <Tag key={p.start}>
            {p.segments.map((s, i) => (
              <Piece
                key={s.start}
                at={from + i}
                words={text.slice(s.start, s.end)}
                kind={kinds.get(s.claims.at(-1) ?? "")}
                first={claims
                  .filter((c) => c.start === s.start)
                  .map((c) => c.id)
                  .join(" ")}
                claimed={s.claims.length > 0}
                many={s.claims.length > 1}
                selected={selected !== null && s.claims.includes(selected)}
                claim={lit !== null && s.claims.includes(lit.claim)}
                field={lit !== null && s.fields.some((f) => f.claim === lit.claim && lit.fields.includes(f.field))}
              />
            ))}
          </Tag>
        );
      })}
    </div>
  );
}

type PieceProps = {
  at: number;
  words: string;
  kind?: string;
  first: string;
  claimed: boolean;
  many: boolean;
  selected: boolean;
  claim: boolean;
  field: boolean;
};

const Piece = memo(function Piece({ at, words, kind, first, claimed, many, selected, claim, field }: PieceProps) {
  if (!claimed && !field) return words;
  return (
    <span
      className="piece"
      data-at={at}
      data-first={first || undefined}
      data-kind={kind}
      data-many={many || undefined}
      data-selected={selected || undefined}
      data-lit={field ? "field" : claim ? "claim" : undefined}
    >
      {words}
    </span>
  );
});
