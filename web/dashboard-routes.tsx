import type { Hono } from "hono";
import { z } from "zod";
import { readNumbers } from "../pipeline/figures/numbers.ts";
import { lastDays } from "../store/throughput.ts";
import { type AppOptions, timeNow, visitOf } from "./context.ts";
import { openFigureCache } from "./figure-cache.ts";
import { figuresOf } from "./figures.ts";
import { DashboardPage } from "./pages/dashboard.tsx";
import { readParameters } from "./parameters.ts";

/** How a picture is asked for. `of` is the digest of its numbers; without it, or when it is not known any more, they are counted now. */
const Asked = z.strictObject({
  theme: z.enum(["light", "dark"]).default("light"),
  size: z.enum(["wide", "narrow"]).default("wide"),
  of: z.string().max(40).optional(),
});

/** `/dashboard`, and its pictures each at an address of its own: `/dashboard/NAME.svg`. */
export function addDashboardRoutes(app: Hono, options: AppOptions): void {
  const { db } = options;
  const cache = openFigureCache();

  const read = async () => {
    const at = timeNow(options);
    const numbers = await readNumbers(db, at);
    return { numbers, figures: await figuresOf(numbers, lastDays(at)) };
  };

  app.get("/dashboard", async (c) => {
    const { numbers, figures } = await read();
    return c.html(
      <DashboardPage
        visit={await visitOf(c, options)}
        numbers={numbers}
        figures={figures.map((figure) => ({ ...figure, digest: cache.remember(figure) }))}
      />,
    );
  });

  app.get("/dashboard/:file{[a-z-]+\\.svg}", async (c) => {
    const name = c.req.param("file").slice(0, -".svg".length);
    const { theme, size, of } = readParameters(Asked, c.req.query());
    const known = of === undefined ? undefined : cache.find(of);
    const figure = known?.name === name ? known : (await read()).figures.find((one) => one.name === name);
    if (!figure) return c.notFound();
    const picture = await cache.picture(figure, { theme, narrow: size === "narrow" });
    return c.body(picture, 200, { "Content-Type": "image/svg+xml; charset=utf-8" });
  });
}
