/**
 * Every check of a file's content, while it arrives: as soon as its head is there, and at the end for what
 * only the whole file tells. The type is the bytes' own; the name must agree with it.
 */
import {
  fileActiveContent,
  fileDamaged,
  type FileType,
  fileTypeByName,
  fileTypeMismatch,
  fileTypeNotAccepted,
} from '@portico/contract';
import { Refusal } from '../http/refusal.js';
import { checkArchive } from './archive.js';
import { actsWhenOpened, hasMarkup } from './embedded.js';
import { checkPicture } from './picture.js';
import { HEAD_BYTES, sniff, type Sniffed } from './sniff.js';
import { BeyondHeadError, type ByteSource, headSource } from './source.js';

/** Names that a browser or a shell would run. */
const ACTIVE_NAME =
  /\.(?:svgz?|x?html?|xml|xsl|mht(?:ml)?|m?js|ts|hta|swf|jar|php|exe|bat|cmd|com|scr|ps1|vbs|sh|docm|xlsm)$/i;

/**
 * The type that a name claims.
 * @throws Refusal `file_active_content` or `file_type_not_accepted`
 */
export function checkType(name: string, accept: readonly FileType[]): FileType {
  const type = fileTypeByName(name);
  if (type && accept.includes(type)) return type;
  throw new Refusal(ACTIVE_NAME.test(name) ? fileActiveContent : fileTypeNotAccepted);
}

/** The checks of one file on its way in. Every method throws a Refusal where the file must not come in. */
export class Inspection {
  readonly #type: FileType;
  readonly #size: number;
  /** The head until it is complete; null once it has been judged. */
  #head: Uint8Array | null;
  #filled = 0;
  /** Whether only the whole file tells. */
  #open = true;

  /** @param type what the name claims @param size bytes of the whole file */
  constructor(type: FileType, size: number) {
    this.#type = type;
    this.#size = size;
    this.#head = new Uint8Array(Math.min(size, HEAD_BYTES));
  }

  /** Takes the next bytes. @returns a promise only for the bytes that complete the head */
  push(bytes: Uint8Array): Promise<void> | undefined {
    if (!this.#head) return undefined;
    const part = bytes.subarray(0, this.#head.byteLength - this.#filled);
    this.#head.set(part, this.#filled);
    this.#filled += part.byteLength;
    return this.#filled === this.#head.byteLength ? this.#judge(this.#head) : undefined;
  }

  /** The last word, when every byte is there. */
  async finish(source: ByteSource): Promise<void> {
    // A file can be one thing from its start and another from its end.
    if (source.size > HEAD_BYTES) this.#checkOpenly(await source.read(source.size - HEAD_BYTES, source.size));
    if (!this.#open) return;
    await this.#look(source);
    if (isOffice(this.#type)) {
      const found = await checkArchive(source);
      if (found !== this.#type) throw new Refusal(fileTypeMismatch);
    }
    this.#open = false;
  }

  async #judge(head: Uint8Array): Promise<void> {
    this.#head = null;
    const found = seenAs(this.#type, sniff(head));
    if (found === 'active') throw new Refusal(fileActiveContent);
    if (found !== (isOffice(this.#type) ? 'zip' : this.#type)) throw new Refusal(fileTypeMismatch);
    this.#checkOpenly(head);
    if (found === 'zip') return;
    try {
      await this.#look(headSource(head, this.#size));
      this.#open = false;
    } catch (error) {
      if (!(error instanceof BeyondHeadError)) throw error;
    }
  }

  #checkOpenly(bytes: Uint8Array): void {
    if (hasMarkup(bytes)) throw new Refusal(fileActiveContent);
    if (this.#type === 'application/pdf' && actsWhenOpened(bytes)) throw new Refusal(fileActiveContent);
  }

  async #look(source: ByteSource): Promise<void> {
    try {
      await checkPicture(this.#type, source);
    } catch (error) {
      // A header that points outside of its own numbers is no header.
      throw error instanceof RangeError ? new Refusal(fileDamaged) : error;
    }
  }
}

/** A letter may begin with a word that a program begins with; what does not say it is text may not. */
function seenAs(type: FileType, found: Sniffed): Exclude<Sniffed, 'script'> {
  if (found !== 'script') return found;
  return type === 'text/plain' ? type : 'active';
}

function isOffice(type: FileType): boolean {
  return type.startsWith('application/vnd.openxmlformats');
}
