import type { FC } from "hono/jsx";
import { ERROR_TEXTS } from "../texts/errors.ts";
import { Layout, type Place } from "./layout.tsx";

/** A page that says one thing, such as an error. */
export const Message: FC<{ title: string; text: string; visit: Place }> = ({ title, text, visit }) => (
  <Layout title={title} visit={visit}>
    <h1>{title}</h1>
    <p class="error">{text}</p>
    <p>
      <a href="/">{ERROR_TEXTS.back}</a>
    </p>
  </Layout>
);
