import { useWords } from "~/words/words.tsx";

/** The ways to take home what one sees. */
export function Save({ csv, svg, png }: { csv?: () => void; svg?: () => void; png?: () => void }) {
  const { t } = useWords();
  const ways = [
    ["CSV", csv],
    ["SVG", svg],
    ["PNG", png],
  ] as const;
  return (
    <span className="save">
      {t("save.as")}
      {ways.map(
        ([name, run]) =>
          run && (
            <button key={name} type="button" onClick={run}>
              {name}
            </button>
          ),
      )}
    </span>
  );
}
