import type { Ledger } from "#ledger";
import { claimOn, documentOf } from "./ledger-material.ts";

export const evil = `<script>alert(1)</script><img src=x onerror=alert(2)>`;

/** A report whose text, title and address try to be markup. */
export async function fillHostile(ledger: Ledger): Promise<void> {
  const text = `Japan and Britain signed the ${evil} pact on 11 January 2023.`;
  const claim = claimOn("hostile", text, text, { kind: "agreement", type: "access", name: evil, parties: ["JP", "GB"], stage: "signed" });
  const [document, report] = documentOf("hostile", text, "2023-01-12", [claim]);
  const url = `javascript:alert(3)//${evil}`;
  await ledger.put({ ...document, title: evil, url }, { ...report, title: evil, url }, { reader: "test" });
}
