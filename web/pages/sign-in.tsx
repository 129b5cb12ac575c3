import type { FC } from "hono/jsx";
import { SIGN_IN_TEXTS } from "../texts/sign-in.ts";
import { Layout, type Place } from "./layout.tsx";

interface Props {
  readonly visit: Place;
  /** Where it leads afterwards. */
  readonly to: string;
  readonly name: string;
  readonly notice?: string;
  readonly error?: string;
}

/** The form that asks who is there. */
export const SignInPage: FC<Props> = ({ visit, to, name, notice, error }) => (
  <Layout title={SIGN_IN_TEXTS.title} visit={visit}>
    <div class="sign-in">
      <h1>{SIGN_IN_TEXTS.title}</h1>
      <p class="soft" id="sign-in-meaning">
        {SIGN_IN_TEXTS.meaning}
      </p>
      {notice && (
        <p class="notice" role="status">
          {notice}
        </p>
      )}
      {error && (
        <p class="error" role="alert" id="sign-in-error">
          {error}
        </p>
      )}
      <form method="post" action="/sign-in">
        <input type="hidden" name="to" value={to} />
        <label for="sign-in-name">{SIGN_IN_TEXTS.name}</label>
        <input
          id="sign-in-name"
          name="name"
          value={name}
          required
          maxlength={100}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          autofocus={name === ""}
          aria-describedby="sign-in-meaning"
        />
        <label for="sign-in-password">{SIGN_IN_TEXTS.password}</label>
        <input
          id="sign-in-password"
          name="password"
          type="password"
          required
          maxlength={1000}
          autocomplete="current-password"
          autofocus={name !== ""}
          {...(error ? { "aria-describedby": "sign-in-error" } : {})}
        />
        <button type="submit" class="primary">
          {SIGN_IN_TEXTS.send}
        </button>
      </form>
    </div>
  </Layout>
);
