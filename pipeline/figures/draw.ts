import type { FigureSpec } from "./frame.ts";

/**
 * Draws a figure as SVG text. Nothing is fetched: a figure holds its data. The libraries are read at the first call, so that
 * who never draws does not pay for them.
 */
export async function drawSvg(spec: FigureSpec): Promise<string> {
  const [{ compile }, { Error: quiet, loader, parse, View }] = await Promise.all([
    import("vega-lite"),
    import("vega"),
  ]);
  const refused: string[] = [];
  const load = (address: string) => {
    refused.push(address);
    return Promise.resolve("[]");
  };
  const view = new View(parse(compile(spec).spec), {
    renderer: "none",
    loader: { ...loader(), load },
    logLevel: quiet,
  });
  try {
    const svg = await view.toSVG();
    if (refused.length > 0) throw new Error(`a figure names an address, but holds its data: ${refused[0]}`);
    return svg;
  } finally {
    view.finalize();
  }
}
