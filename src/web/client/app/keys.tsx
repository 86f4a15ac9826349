import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { remember, remembered } from "~/save/storage.ts";
import { places } from "./places.ts";

export const keysOn = (): boolean => remembered("keys") !== "off";
export const setKeysOn = (on: boolean): void => remember("keys", on ? null : "off");

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Moves the focus along the items of the page: the links and buttons marked `data-item`. */
export function step(by: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>("main [data-item]")].filter((item) => item.offsetParent !== null);
  const at = items.findIndex((item) => item === document.activeElement || item.closest("tr,li")?.contains(document.activeElement));
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** Listens to keys pressed outside of fields, unless the reader has switched single keys off. */
export function useKeys(handlers: Record<string, () => void>): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keysOn()) return;
      if (document.querySelector("dialog[open]")) return;
      const run = latest.current[event.key];
      if (!run || event.defaultPrevented) return;
      event.preventDefault();
      run();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}

/** The keys that work on every page. `g` and then a letter opens a page. */
export function useGlobalKeys(help: () => void): void {
  const navigate = useNavigate();
  const pending = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keysOn()) return;
      if (event.key === "g") pending.current = event.timeStamp;
      else if (event.timeStamp - pending.current < 1500) {
        pending.current = Number.NEGATIVE_INFINITY;
        const place = places.find((p) => p.key === event.key);
        if (!place) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        void navigate({ to: place.to });
      }
    };
    addEventListener("keydown", listen, { capture: true });
    return () => removeEventListener("keydown", listen, { capture: true });
  }, [navigate]);
  useKeys({
    "?": help,
    "/": () => document.querySelector<HTMLInputElement>("#search")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    "[": () => document.querySelector<HTMLInputElement>("#known")?.focus(),
    "]": () => document.querySelector<HTMLInputElement>("#as-of")?.focus(),
  });
}
