export type Thing = Record<string, unknown>;

/** A value as an object, where it is one. */
export const object = (value: unknown): Thing | null =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Thing) : null;

export const strings = (value: unknown): string[] => [value].flat().filter((one) => typeof one === "string");

/** The texts in a value: itself, those of a list, or the value of `{"@value": ...}`. */
export const texts = (value: unknown): string[] =>
  [value].flat().flatMap((one) => (typeof one === "string" ? [one] : strings(object(one)?.["@value"] ?? object(one)?.name)));

/** A string that is not empty, or nothing. */
export const said = (value: unknown): string | undefined => (typeof value === "string" && value.trim() !== "" ? value.trim() : undefined);
