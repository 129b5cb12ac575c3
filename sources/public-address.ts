import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Whether an IP address lies in public space; null for anything that is no IP address. Loopback, private, link-local
 * (with the cloud metadata addresses), carrier NAT, multicast, reserved and IPv4-in-IPv6 forms are not public.
 */
export function isPublicAddress(host: string): boolean | null {
  const bare = host.replace(/^\[|\]$/g, "");
  if (isIP(bare) === 0) return null;
  const address = ipaddr.process(bare);
  if (address.range() !== "unicast") return false;
  // ::a.b.c.d, the deprecated IPv4-compatible form, counts as unicast in ipaddr.js.
  return address.kind() === "ipv4" || (address as ipaddr.IPv6).parts.slice(0, 6).some((part) => part !== 0);
}
