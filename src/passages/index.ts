export { quotations } from "./quotes.ts";
export { type Sentence, sentences } from "./sentences.ts";
