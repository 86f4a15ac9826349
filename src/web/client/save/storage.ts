/** What this browser remembers for its reader: language, colours, filters left open. Nothing of the ledger. */
const prefix = "foedera.";

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null; // storage may be forbidden; the desk works without
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // as above
  }
}
