import { useEffect, useRef, useState } from "react";
import { useWords } from "~/words/words.tsx";
import { keysOn, setKeysOn } from "./keys.tsx";
import { places } from "./places.ts";

const general = ["?", "/", "j", "k", "Enter", "[", "]"];
const review = ["a", "x", "e", "m", "s", "u", "n", "p"];

/** The list of keys, and the switch that turns single keys off. */
export function Shortcuts({ open, close }: { open: boolean; close(): void }) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(keysOn);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  const lines = (keys: readonly string[], section: string) =>
    keys.map((key) => (
      <div key={key}>
        <dt>
          <kbd>{key}</kbd>
        </dt>
        <dd>{t(`keys.${section}.${key}`)}</dd>
      </div>
    ));
  return (
    <dialog ref={dialog} className="shortcuts" onClose={close} aria-labelledby="shortcuts-title">
      <h2 id="shortcuts-title">{t("keys.title")}</h2>
      <div className="columns">
        <section>
          <h3>{t("keys.everywhere")}</h3>
          <dl>{lines(general, "general")}</dl>
        </section>
        <section>
          <h3>{t("keys.pages")}</h3>
          <dl>
            {places.map(({ name, key }) => (
              <div key={name}>
                <dt>
                  <kbd>g</kbd> <kbd>{key}</kbd>
                </dt>
                <dd>{t(`${name}.menu`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{t("review.menu")}</h3>
          <dl>{lines(review, "review")}</dl>
        </section>
      </div>
      <p>
        <label>
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => {
              setKeysOn(event.target.checked);
              setOn(event.target.checked);
            }}
          />{" "}
          {t("keys.on")}
        </label>
      </p>
      <form method="dialog">
        <button type="submit">{t("shell.close")}</button>
      </form>
    </dialog>
  );
}
