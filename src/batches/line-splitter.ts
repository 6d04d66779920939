import { ServiceError } from '../errors.ts';

/** Cuts bytes into lines, however they arrive. */
export interface LineSplitter {
  /** The lines that end in these bytes. */
  push(bytes: Uint8Array): readonly Uint8Array[];
  /** The last line, if nothing ended it. */
  end(): readonly Uint8Array[];
}

const newline = 0x0a;
const blank: ReadonlySet<number> = new Set([0x09, 0x0d, 0x20]);

/** Cuts bytes into lines without their ends: LF or CRLF; blank lines are none. A line that is too long is `too_large`, before it is held. */
export function createLineSplitter(maxLineBytes: number): LineSplitter {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let lineNumber = 1;

  const hold = (piece: Uint8Array): void => {
    heldBytes += piece.length;
    if (heldBytes > maxLineBytes) {
      throw new ServiceError('too_large', `line ${lineNumber} has more than ${maxLineBytes} bytes`);
    }
    held.push(piece);
  };
  const takeLine = (): readonly Uint8Array[] => {
    const line = held.length === 1 ? (held[0] as Uint8Array) : Buffer.concat(held);
    held = [];
    heldBytes = 0;
    lineNumber += 1;
    if (line.every((byte) => blank.has(byte))) return [];
    return [line.at(-1) === 0x0d ? line.subarray(0, -1) : line];
  };
  return {
    push(bytes) {
      const lines: Uint8Array[] = [];
      let start = 0;
      for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
        hold(bytes.subarray(start, end));
        lines.push(...takeLine());
        start = end + 1;
      }
      if (start < bytes.length) hold(bytes.subarray(start));
      return lines;
    },
    end: takeLine,
  };
}
