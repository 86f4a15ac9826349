import type { Command } from "commander";
import type { Run } from "./options.ts";

export type Load = () => Promise<Run>;

/** Commands are named here with their options; what they do is loaded when one is called. */
export type Spec = { name: string; summary: string; args?: string; options: ((command: Command) => Command)[]; load: Load };

export const option =
  (flags: string, text: string) =>
  (c: Command): Command =>
    c.option(flags, text);

export const repeated =
  (flags: string, text: string) =>
  (c: Command): Command =>
    c.option(flags, text, (value: string, all: string[] = []) => [...all, value]);
