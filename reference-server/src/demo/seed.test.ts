import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { codeNow, demoStory, seedDemo } from '@portico/reference-server';
import { asPage, createTestServer, ok, ORIGIN, startStaffSession, type TestServer, TotpApp } from '@portico/testing';

const origins = [ORIGIN];
const keys = {
  publishable: 'pk_PorticoDemoPublishableKeyOpensTheSignInOnly03wqt2n',
  secret: 'sk_PorticoDemoSecretKeyForTheExampleSitesOnly01c6txiv',
};
let server: TestServer;
before(async () => {
  server = await createTestServer();
});
after(() => server.close());

test('the demo is seeded once, and its staff sign in by code and the app whose secret is printed', async () => {
  const demo = await seedDemo(server.app, server.deps, { origins, keys });
  assert.ok(demo);
  assert.equal(await seedDemo(server.app, server.deps, { origins, keys }), undefined);

  for (const { email, app } of demoStory.firm.staff) {
    const owing = asPage(server, demo.firm, await startStaffSession(server, demo.firm, email));
    const code = new TotpApp(app).at(server.clock.now());
    const session = await (await ok(owing('POST', '/v1/firm/session/totp', { code }))).json();
    assert.deepEqual([session.staff.email, session.secondFactor], [email, 'given']);
  }
});

test('the code that the listing prints is the one of this moment', async () => {
  const [first] = demoStory.firm.staff;
  const { code, seconds } = await codeNow(first.app);
  const now = new Date();
  const around = [-1, 0].map((steps) => new TotpApp(first.app).at(now, steps));
  assert.ok(around.includes(code));
  assert.ok(seconds > 0 && seconds <= 30);
});
