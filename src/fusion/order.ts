/** Order of texts by their code units: the same in every place and language. */
export const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
