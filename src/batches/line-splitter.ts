import { ServiceError } from '../errors.ts';

/** Cuts bytes into lines, however they arrive. */
export interface LineSplitter {
  /** The lines that end in these bytes. */
  push(bytes: Uint8Array): readonly Uint8Array[];
  /** The last line, if nothing ended it. */
  end(): readonly Uint8Array[];
}

/** How much is cut: what is more is `too_large`. */
export interface LineLimits {
  readonly lineBytes: number;
  /** Blank ones count as well: a small file can unpack to billions of them. */
  readonly lines: number;
}

/** The lines so far, blank ones too, across the files of a batch. */
export interface LineTally {
  lines: number;
}

const newline = 0x0a;

/** Cuts bytes into lines without their ends: LF or CRLF; blank lines are counted and left out. A line that is too long is given up before it is held. */
export function createLineSplitter(limits: LineLimits, tally: LineTally): LineSplitter {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let lineNumber = 1;

  const hold = (piece: Uint8Array): void => {
    heldBytes += piece.length;
    if (heldBytes > limits.lineBytes) {
      throw new ServiceError('too_large', `line ${lineNumber} has more than ${limits.lineBytes} bytes`);
    }
    held.push(piece);
  };
  const countLine = (): void => {
    lineNumber += 1;
    tally.lines += 1;
    if (tally.lines > limits.lines) {
      throw new ServiceError('too_large', `the files have more than ${limits.lines} lines, blank ones too`);
    }
  };
  const takeLine = (): readonly Uint8Array[] => {
    countLine();
    const line = held.length === 1 ? (held[0] as Uint8Array) : Buffer.concat(held);
    held = [];
    heldBytes = 0;
    if (isBlank(line)) return [];
    return [line.at(-1) === 0x0d ? line.subarray(0, -1) : line];
  };
  return {
    push(bytes) {
      const lines: Uint8Array[] = [];
      let start = 0;
      for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
        if (end === start && heldBytes === 0) countLine();
        else {
          hold(bytes.subarray(start, end));
          lines.push(...takeLine());
        }
        start = end + 1;
      }
      if (start < bytes.length) hold(bytes.subarray(start));
      return lines;
    },
    end: () => (heldBytes === 0 ? [] : takeLine()),
  };
}

// By index, the fastest there is: there may be ten gigabytes of spaces.
function isBlank(line: Uint8Array): boolean {
  for (let index = 0; index < line.length; index += 1) {
    const byte = line[index];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
