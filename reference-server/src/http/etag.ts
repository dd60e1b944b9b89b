/** Versions of what two people may edit, as ETags (RFC 9110, section 8.8.3). */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** A missing or foreign ETag matches no version. */
export function versionOf(etag: string | null): number {
  return Number(/^"(\d{1,9})"$/.exec(etag ?? '')?.[1] ?? -1);
}
