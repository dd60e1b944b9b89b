/** Every feature of the contract by name; the server must implement each endpoint of each. */
export * as audit from './audit.js';
export * as checklists from './checklists.js';
export * as clients from './clients.js';
export * as credentials from './credentials.js';
export * as documents from './documents.js';
export * as events from './events.js';
export * as health from './health.js';
export * as keys from './keys.js';
export * as matters from './matters.js';
export * as origins from './origins.js';
export * as portalSessions from './portal-sessions.js';
export * as session from './session.js';
export * as settings from './settings.js';
export * as signIn from './sign-in.js';
export * as staff from './staff.js';
export * as uploads from './uploads.js';
