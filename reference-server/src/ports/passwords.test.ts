import { nativePasswords } from './passwords.native.js';
import { passwordsSuite } from './passwords.suite.js';
import { webPasswords } from './passwords.web.js';

passwordsSuite('native', nativePasswords, webPasswords);
passwordsSuite('in a page', webPasswords, nativePasswords);
