/* global document, fetch, location */
/**
 * Tells the portal where a session comes from: our own backend, which knows who is signed in here. It runs before the portal's
 * script, is called whenever a session is needed, and returns the client secret.
 */
const provider = document.querySelector('portal-provider');

provider.fetchSession = async () => {
  const response = await fetch('/portal-session', { method: 'POST' });
  if (response.status === 401) location.assign('/');
  if (!response.ok) throw new Error(`The backend answered ${response.status}`);
  const { clientSecret } = await response.json();
  return clientSecret;
};
