declare module "*.yaml" {
  import type { Catalogue } from "~/words/messages.ts";

  const catalogue: Catalogue;
  export default catalogue;
}
