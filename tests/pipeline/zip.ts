import { crc32 } from "node:zlib";

/** A ZIP file of members that are not compressed, as WACZ asks for them. */
export function zipOf(members: Readonly<Record<string, Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(members)) {
    const local = head(0x04034b50, name, data);
    parts.push(local, data);
    const entry = Buffer.concat([
      Buffer.from([0x50, 0x4b, 1, 2, 20, 0]),
      local.subarray(4, 30),
      Buffer.alloc(14),
      Buffer.from(name),
    ]);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry);
    offset += local.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function head(signature: number, name: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(signature, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt32LE(crc32(data), 14);
  bytes.writeUInt32LE(data.length, 18);
  bytes.writeUInt32LE(data.length, 22);
  bytes.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([bytes, Buffer.from(name)]);
}
