/**
 * Signed notes (c2sp.org/signed-note) with Ed25519: a text, an empty line, and a line for each signature. WebCrypto
 * has had Ed25519 since Node 20, so no library is needed for it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, toBase64 } from './base64.js';
import { sameBytes } from './proof.js';

/** Whose signatures count, as a verifier key `<name>+<id>+<key>` writes it. */
export interface NoteKey {
  /** Of whoever signs, without spaces and plus signs. */
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** A key that signs. */
export interface NoteSigner extends NoteKey {
  readonly sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
}

/** Makes the seed of a new key: 32 random bytes, to be kept secret. */
export function newSeed(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

/** The signer of a seed. @throws where the name cannot be one */
export async function signerOf(name: string, seed: Uint8Array): Promise<NoteSigner> {
  if (!NAME.test(name)) throw new Error('The name of a key has no spaces and no plus signs');
  const secret = new Uint8Array([...PKCS8, ...seed]);
  const key = await crypto.subtle.importKey('pkcs8', secret, ED25519, true, ['sign']);
  const { x = '' } = await crypto.subtle.exportKey('jwk', key);
  const publicKey = fromBase64(`${x.replaceAll('-', '+').replaceAll('_', '/')}=`);
  if (!publicKey) throw new Error('The key has no public half');
  const sign = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.sign(ED25519, key, bytes));
  return { name, publicKey, sign };
}

/** Writes a key as a verifier key. */
export function verifierKey({ name, publicKey }: NoteKey): string {
  const id = [...keyId(name, publicKey)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${name}+${id}+${toBase64(new Uint8Array([TYPE, ...publicKey]))}`;
}

/** Reads a verifier key; undefined for anything else. */
export function parseVerifierKey(text: string): NoteKey | undefined {
  const [, name = '', encoded = ''] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  if (!NAME.test(name) || bytes?.byteLength !== 33 || bytes[0] !== TYPE) return undefined;
  const key = { name, publicKey: bytes.slice(1) };
  return verifierKey(key) === text ? key : undefined;
}

/** @param text ends with a line feed and has no empty line at its end */
export async function signNote(text: string, signer: NoteSigner): Promise<string> {
  const signature = await signer.sign(encoder.encode(text));
  return written(text, signer, signature);
}

/**
 * The text of a note that the key has signed; undefined for any other. Signatures of others beside it, of witnesses
 * for instance, do no harm.
 */
export async function openNote(note: string, key: NoteKey): Promise<string | undefined> {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, end + 1);
  const id = keyId(key.name, key.publicKey);
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [, name, encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = name === key.name ? fromBase64(encoded) : undefined;
    if (bytes && sameBytes(bytes.subarray(0, 4), id)) {
      return (await isSignedBy(key, encoder.encode(text), bytes.slice(4))) ? text : undefined;
    }
  }
  return undefined;
}

/** Whether a note has one signature and no more; an export's notes have the firm's alone. */
export function hasOneSignature(note: string): boolean {
  return note.slice(note.lastIndexOf('\n\n') + 2).split('\n').length === 2;
}

/** Algorithm of the signed-note specification. */
const TYPE = 1;
const ED25519 = 'Ed25519';
const NAME = /^[^\s+]+$/;
/** What precedes the 32 bytes of a seed in PKCS #8 (RFC 8410, section 7). */
const PKCS8 = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
const encoder = new TextEncoder();

function keyId(name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(new Uint8Array([...encoder.encode(`${name}\n`), TYPE, ...publicKey])).subarray(0, 4);
}

function written(text: string, { name, publicKey }: NoteKey, signature: Uint8Array): string {
  return `${text}\n— ${name} ${toBase64(new Uint8Array([...keyId(name, publicKey), ...signature]))}\n`;
}

async function isSignedBy({ publicKey }: NoteKey, bytes: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>) {
  try {
    return await crypto.subtle.verify(ED25519, await imported(publicKey), signature, bytes);
  } catch {
    // Bytes that are no point of the curve.
    return false;
  }
}

/** An export has thousands of signatures of one key. */
const known = new WeakMap<Uint8Array, Promise<CryptoKey>>();

function imported(publicKey: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const key = known.get(publicKey) ?? crypto.subtle.importKey('raw', publicKey, ED25519, false, ['verify']);
  known.set(publicKey, key);
  return key;
}
