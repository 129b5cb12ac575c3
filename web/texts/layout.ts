/** The words around every page. */
export const LAYOUT_TEXTS = {
  product: "Jingwu",
  tagline: "A checkable record of China's police diplomacy",
  skip: "Skip to the content",
  main: "Main",
  deciding: "You decide as",
  feeds: { events: "New events", changes: "Changed pages" },
  theme: {
    name: "Colours",
    choices: { light: "Light", dark: "Dark", system: "System" },
  },
  shortcuts: "Keyboard shortcuts",
  close: "Close",
  keys: [
    ["j", "next"],
    ["k", "previous"],
    ["Enter", "open the chosen event"],
    ["a", "accept and go to the next"],
    ["r", "reject: choose a reason"],
    ["1 … 7", "take the reason of that place; Enter sends it"],
    ["c", "correct"],
    ["s", "second look"],
    ["u", "undo the last decision"],
    ["/", "search"],
    ["?", "this list"],
  ],
} as const;
