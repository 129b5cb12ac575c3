import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { isPublicAddress } from "./public-address.ts";
import type { Settings } from "./settings.ts";

/** A connection that was not made because it would have reached into the local machine or network. */
export class AddressRefused extends Error {
  readonly code = "ADDRESS_REFUSED";
}

function refuse(host: string, address: string): AddressRefused {
  const what = host === address ? address : `${host} (${address})`;
  return new AddressRefused(`${what} is not a public address, and fetch.allow_private_addresses is false`);
}

/** DNS look-up that fails when any address of the name is not public, so that the checked address is the one used. */
const guardedLookup: LookupFunction = (host, options, callback) => {
  systemLookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "", 0);
    const bad = addresses.find(({ address }) => isPublicAddress(address) !== true);
    if (bad) return callback(refuse(host, bad.address), "", 0);
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    if (!first) return callback(new Error(`${host} has no address`), "", 0);
    callback(null, first.address, first.family);
  });
};

function guardedConnector(timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout, lookup: guardedLookup });
  return (options, callback) => {
    // The look-up is not asked about literal addresses.
    if (isPublicAddress(options.hostname) === false)
      return callback(refuse(options.hostname, options.hostname), null);
    connect(options, callback);
  };
}

/**
 * The connections of one fetcher. Private addresses are refused unless the settings permit them. A request to an
 * origin named in `connect_to` goes to the other place; its address and Host header stay the real ones.
 */
export function createDispatcher(settings: Settings["fetch"]): Dispatcher {
  const agent = new Agent({
    connections: 1,
    keepAliveTimeout: 15_000,
    connect: settings.allow_private_addresses
      ? { timeout: settings.timeout_ms }
      : guardedConnector(settings.timeout_ms),
  });
  const places = new Map(Object.entries(settings.connect_to));
  if (places.size === 0) return agent;
  return agent.compose((dispatch) => (options, handler) => {
    const origin = new URL(String(options.origin));
    const place = places.get(origin.origin);
    if (!place) return dispatch(options, handler);
    return dispatch({ ...options, origin: place, headers: withHost(options.headers, origin.host) }, handler);
  });
}

function withHost(headers: Dispatcher.DispatchOptions["headers"], host: string): string[] {
  const flat: string[] = ["host", host];
  const add = (name: string, value: string | string[] | undefined) => {
    if (name.toLowerCase() === "host" || value === undefined) return;
    for (const one of [value].flat()) flat.push(name, one);
  };
  if (Array.isArray(headers))
    for (let i = 0; i + 1 < headers.length; i += 2) add(headers[i]!, headers[i + 1]!);
  else if (headers && Symbol.iterator in headers) for (const [name, value] of headers) add(name, value);
  else for (const [name, value] of Object.entries(headers ?? {})) add(name, value);
  return flat;
}
