/** The part of mailsplit that `mhtml.ts` uses; the package brings no types. */
declare module "mailsplit" {
  import type { Transform } from "node:stream";

  export interface MimeHeaders {
    getFirst(name: string): string;
  }

  export interface MimeNode {
    readonly type: "node";
    readonly root: boolean;
    readonly multipart: string | false;
    /** Lower case, without parameters; false where none is given. */
    readonly contentType: string | false;
    readonly charset: string | false;
    readonly headers: MimeHeaders;
    /** Undoes base64 and quoted-printable. */
    getDecoder(): Transform;
  }

  export interface MimeBody {
    readonly type: "body";
    readonly node: MimeNode;
    readonly value: Buffer;
  }

  export interface MimeData {
    readonly type: "data";
    readonly value: Buffer;
  }

  export class Splitter extends Transform {
    constructor(options?: { ignoreEmbedded?: boolean; maxHeadSize?: number });
    [Symbol.asyncIterator](): AsyncIterableIterator<MimeNode | MimeBody | MimeData>;
  }
}
