import { FetchError } from "./response.ts";

/** The address to request: http or https, no credentials, no fragment. Throws `FetchError` about `item`. */
export function requestUrl(text: string, item: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href))
    throw new FetchError("fetch-failed", item, `"${text.slice(0, 200)}" is not an address`);
  const url = new URL(text, base);
  if (!/^https?:$/.test(url.protocol) || url.hostname === "") {
    throw new FetchError(
      "fetch-failed",
      item,
      `${url.protocol} addresses are not fetched, only http and https`,
    );
  }
  if (url.username || url.password)
    throw new FetchError("fetch-failed", item, "addresses with a password are not fetched");
  url.hash = "";
  // "host." and "host" are one host; robots.txt, pace and records know it by one name.
  url.hostname = url.hostname.replace(/\.$/, "");
  return url;
}
