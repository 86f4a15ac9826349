import { remember, remembered } from "~/save/storage.ts";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const currentTheme = (): Theme => themes.find((t) => t === remembered("theme")) ?? "auto";

/** Sets the colours; `auto` follows the system. */
export function setTheme(theme: Theme): void {
  remember("theme", theme === "auto" ? null : theme);
  if (theme === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = theme;
}
