/** What is said around the page as it was captured. */
export const ARCHIVED_TEXTS = {
  title: "The page as captured",
  of: (host: string) => `The page of ${host} as captured`,
  frame: (time: string) => `The captured page, as it was on ${time}`,
  meaning:
    "What the site answered at that time, from the archive. Nothing in it runs, is loaded from elsewhere or leads anywhere: pictures, scripts and outside styles are missing, and a link only shows its address when it is pointed at.",
  tooLong: "This page is too long or too deeply nested to be shown so. Its text can be shown.",
  other: "This capture is no page but a file of another kind, such as a PDF.",
  gone: "The file of the archive that holds it cannot be read here.",
  asText: "Show what was captured as plain text",
  read: "Read the text that was taken from it",
  address: "Address",
  captured: "Captured",
  published: "Published",
  archive: "Archive",
  at: (file: string, offset: number) => `${file}, byte ${offset}`,
  repeated: (time: string) => `unchanged since the capture of ${time}, which holds the bytes`,
  digest: "SHA-256",
} as const;
