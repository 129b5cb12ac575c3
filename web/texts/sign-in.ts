/** What is said where reviewers sign in and out. */
export const SIGN_IN_TEXTS = {
  title: "Sign in",
  meaning: "Your decisions are written under this name.",
  name: "Name",
  password: "Password",
  send: "Sign in",
  out: "Sign out",
  left: "You have signed out.",
  wrong: "This name and password do not belong together.",
  busy: "Many people sign in at this moment. Try again in a few seconds.",
  paused: (seconds: number) => `Too many attempts that failed. Try again in ${duration(seconds)}.`,
  needed: "Sign in at /sign-in, or send name and password by HTTP Basic.",
  first: "Sign in first.",
} as const;

function duration(seconds: number): string {
  if (seconds < 120) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
