/**
 * SHA-256 of a file, so that the same file is noticed before it is sent twice. The platform's own digest is fastest but wants
 * all bytes at once, so larger files are read in pieces, between which the page stays responsive. What that takes is loaded with
 * the first large file.
 */
const AT_ONCE = 32 * 1024 * 1024;
const PIECE = 1024 * 1024;

/** SHA-256 in lower-case hex. Rejects where the file cannot be read, or with the signal's reason. */
export async function sha256(file: Blob, signal?: AbortSignal): Promise<string> {
  // Pages without TLS have no subtle crypto.
  if (file.size <= AT_ONCE && crypto.subtle) {
    return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())));
  }
  const { sha256: streaming } = await import('@noble/hashes/sha2.js');
  const hash = streaming.create();
  for (let start = 0; start < file.size; start += PIECE) {
    signal?.throwIfAborted();
    hash.update(new Uint8Array(await file.slice(start, start + PIECE).arrayBuffer()));
  }
  return hex(hash.digest());
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
