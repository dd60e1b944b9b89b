/** The part of a page's globals that is used; TypeScript's library does not know Trusted Types. */
interface Scope {
  readonly location: Location;
  readonly trustedTypes?: {
    readonly createPolicy: (
      name: string,
      rules: { readonly createScriptURL: (text: string) => string },
    ) => { readonly createScriptURL: (text: string) => string };
  };
}

let policy: ReturnType<NonNullable<Scope['trustedTypes']>['createPolicy']> | undefined;

/**
 * Starts a worker of our own from the address of its file. A browser starts one only from the page's own origin, and under
 * Trusted Types only by a policy, which is `portico`: a page that names its policies names that one too, or has no workers.
 * @returns undefined where the page may not have it
 */
export function startWorker({ origin, href }: URL): Worker | undefined {
  if (origin !== location.origin) return undefined;
  try {
    return new Worker(scriptAddress(href), { type: 'module' });
  } catch {
    return undefined;
  }
}

/** The address of a script as a page under Trusted Types takes it. @throws TypeError where the page does not allow our policy */
export function scriptAddress(href: string): string {
  const { trustedTypes }: Scope = globalThis;
  policy ??= trustedTypes?.createPolicy('portico', { createScriptURL: (text) => text });
  return policy?.createScriptURL(href) ?? href;
}
