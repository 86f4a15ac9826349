/** The two clocks: reports published by `known` count, and what held on the day `asOf` is told (by default `known`, else the last report's day). */
export type Clocks = { known?: string | null; asOf?: string | null };
