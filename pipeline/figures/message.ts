import { configOf, type FigureSpec, type Look, widthOf } from "./frame.ts";

/** A picture of one sentence, where there is nothing to draw. */
export function messageSpec(text: string, look: Look): FigureSpec {
  return {
    config: configOf(look),
    width: widthOf(look),
    height: 60,
    data: { values: [{}] },
    mark: { type: "text", text, align: "left", fontSize: 14 },
    encoding: { x: { value: 0 }, y: { value: 30 } },
  };
}
