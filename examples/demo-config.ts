/** Where the demo stands, what opens it and who is in it. The keys unlock nothing but this demo. */

/** The demo on a port; its sites take the two ports that follow. */
export function demo(port: number) {
  const api = `http://localhost:${port}`;
  const sites = {
    plainHtml: `http://localhost:${port + 1}`,
    // Another site than the API's, and not only another origin: `127.0.0.1` is not `localhost`.
    firmBackend: `http://127.0.0.1:${port + 2}`,
  };
  return {
    api,
    publishableKey: 'pk_PorticoDemoPublishableKeyOpensTheSignInOnly03wqt2n',
    secretKey: 'sk_PorticoDemoSecretKeyForTheExampleSitesOnly01c6txiv',
    // And the usual ports of a page that somebody tries on this machine.
    allowedOrigins: [...Object.values(sites), ...[3000, 5173, 8000, 8080].map((own) => `http://localhost:${own}`)],
    sites,
  };
}

export type DemoSite = ReturnType<typeof demo>;

/** The port that `PORT` names, else 8787. @throws where it is no port */
export function demoPort(): number {
  const port = Number(process.env['PORT'] ?? 8787);
  if (!Number.isInteger(port) || port < 1 || port > 65533) throw new Error('PORT must be a number from 1 to 65533');
  return port;
}
