import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { client } from "~/app/api.ts";
import { router } from "~/app/router.tsx";
import { currentTheme, setTheme } from "~/app/theme.ts";
import { WordsProvider } from "~/words/words.tsx";
import "~/styles/base.css";
import "~/styles/shell.css";
import "~/styles/parts.css";
import "~/styles/pages.css";
import "~/styles/print.css";

setTheme(currentTheme());
const place = document.getElementById("desk");
if (place)
  createRoot(place).render(
    <StrictMode>
      <WordsProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </WordsProvider>
    </StrictMode>,
  );
