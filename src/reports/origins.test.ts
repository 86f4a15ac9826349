import { describe, expect, it } from "vitest";
import { furniture, originsOf } from "#reports";
import { raw, tables } from "../../test/report-tables.ts";
