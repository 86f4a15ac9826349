/** The pages of the desk in the order of the menu, with the key that opens each after "g". */
export const places = [
  { to: "/", name: "overview", key: "o" },
  { to: "/agreements", name: "agreements", key: "a" },
  { to: "/commitments", name: "commitments", key: "c" },
  { to: "/activities", name: "activities", key: "t" },
  { to: "/net", name: "net", key: "n" },
  { to: "/actors", name: "actors", key: "p" },
  { to: "/sources", name: "sources", key: "s" },
  { to: "/applies", name: "applies", key: "w" },
  { to: "/try", name: "try", key: "y" },
  { to: "/review", name: "review", key: "r" },
] as const;
