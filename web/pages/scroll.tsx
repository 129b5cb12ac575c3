import type { Child, FC } from "hono/jsx";

/** A box in which what is wider than the screen scrolls sideways, also by keyboard. `label` says what is in it. */
export const Scroll: FC<{ label: string; children?: Child }> = ({ label, children }) => (
  <section class="scroll" tabindex={0} aria-label={label}>
    {children}
  </section>
);
