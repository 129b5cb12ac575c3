/** What an error page says. */
export const ERROR_TEXTS = {
  titles: {
    400: "This address or form cannot be read",
    403: "Not allowed",
    404: "Not found",
    409: "Decided meanwhile",
    413: "Too much was sent",
    415: "Not a form this server reads",
    500: "The server failed",
  },
  back: "Back to the queue",
  noEvent: (id: string) => `no event ${id}`,
  nothingHere: "There is nothing at this address.",
  foreignForm: "This form was not sent from a page of this server. Open the page again and retry.",
  largest: (bytes: number) => `The body is larger than ${bytes} bytes.`,
  onlyLocal: "This server answers only to localhost.",
  jsonOnly: "Send the body as application/json.",
  tooLarge: "The body is larger than this server takes.",
  unreadable: "The request cannot be read.",
  failed: "The failure is in the server's log. Nothing was changed.",
} as const;
