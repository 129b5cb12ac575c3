import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** 32 MB and about a tenth of a second for each guess. `ln` is the logarithm of the cost N. */
const COST = { ln: 15, r: 8, p: 3 } as const;
/** Bounds on what a file may ask for: a slip must not take the memory of the machine. */
const LEAST_LN = 15;
const MOST_LN = 18;
const HASH_BYTES = 32;
const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/;

interface Parsed {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** The scrypt hash of a password with a salt of its own, as `$scrypt$ln=…,r=…,p=…$salt$hash` (PHC string). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return write({ ...COST, salt, hash: await derive(password, { ...COST, salt }) });
}

/** A hash that no password has, for names that are not known: looking costs the same time. */
export function hashOfNothing(): string {
  return write({ ...COST, salt: randomBytes(16), hash: randomBytes(HASH_BYTES) });
}

/** Whether this is the password, compared in the same time whatever it is. Throws for what is no hash. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parsed = parse(stored);
  if (!parsed) throw new Error("expected a scrypt hash");
  return timingSafeEqual(await derive(password, parsed), parsed.hash);
}

/** Whether a text is a hash that {@link verifyPassword} takes. */
export function isPasswordHash(text: string): boolean {
  return parse(text) !== null;
}

function parse(text: string): Parsed | null {
  const [, ln, r, p, salt, hash] = FORM.exec(text) ?? [];
  if (hash === undefined) return null;
  const parsed = {
    ln: Number(ln),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt!, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
  const fits =
    parsed.ln >= LEAST_LN && parsed.ln <= MOST_LN && between(parsed.r, 1, 16) && between(parsed.p, 1, 16);
  return fits ? parsed : null;
}

function between(number: number, least: number, most: number): boolean {
  return number >= least && number <= most;
}

function write({ ln, r, p, salt, hash }: Parsed): string {
  const text = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `$scrypt$ln=${ln},r=${r},p=${p}$${text(salt)}$${text(hash)}`;
}

function derive(password: string, { ln, r, p, salt }: Omit<Parsed, "hash">): Promise<Buffer> {
  const cost = 2 ** ln;
  const options: ScryptOptions = {
    cost,
    blockSize: r,
    parallelization: p,
    maxmem: 256 * cost * r + 1024 * r * p,
  };
  return new Promise((resolve, reject) => {
    // What is typed the same must be the same bytes, on whatever keyboard.
    scrypt(password.normalize("NFC"), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
