/** Gives a file to the browser's downloads. */
export function save(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  // The browser reads it after the click; nobody is told when it has.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
