import { createRootRoute, createRoute, createRouter, lazyRouteComponent, stripSearchParams } from "@tanstack/react-router";
import { Failure, Loading } from "~/parts/States.tsx";
import { parseSearch, printSearch, type Search } from "./clocks.ts";
import { Missing, Shell } from "./Shell.tsx";

/** The clocks stay when a reader goes from page to page; filters belong to their page. */
const kept = ["known", "as-of"];

const root = createRootRoute({
  validateSearch: (search: Search): Search => search,
  search: {
    middlewares: [
      ({ search, next }) => {
        const result: Search = next(search);
        const clocks = Object.fromEntries(kept.filter((name) => !(name in result)).map((name) => [name, search[name]]));
        return { ...clocks, ...result };
      },
      stripSearchParams({ known: "", "as-of": "" }),
    ],
  },
  component: Shell,
  notFoundComponent: Missing,
});

const page = <P extends string>(path: P, load: () => Promise<{ default: () => React.ReactNode }>) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) });

const tree = root.addChildren([
  page("/", () => import("~/pages/Overview.tsx")),
  page("/agreements", () => import("~/pages/Agreements.tsx")),
  page("/facts/$id", () => import("~/pages/Dossier.tsx")),
  page("/commitments", () => import("~/pages/Commitments.tsx")),
  page("/activities", () => import("~/pages/Activities.tsx")),
  page("/net", () => import("~/pages/Net.tsx")),
  page("/actors", () => import("~/pages/Actors.tsx")),
  page("/actors/$code", () => import("~/pages/Actor.tsx")),
  page("/people/$name", () => import("~/pages/Person.tsx")),
  page("/sources", () => import("~/pages/Sources.tsx")),
  page("/reports/$doc", () => import("~/pages/Report.tsx")),
  page("/applies", () => import("~/pages/Applies.tsx")),
  page("/try", () => import("~/pages/Try.tsx")),
  page("/review", () => import("~/pages/Review.tsx")),
  page("/search", () => import("~/pages/Search.tsx")),
]);

export const router = createRouter({
  routeTree: tree,
  parseSearch,
  stringifySearch: printSearch,
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error }) => <Failure error={error} />,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
