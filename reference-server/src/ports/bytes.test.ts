import { bytesSuite } from './bytes.suite.js';
import { nodeBytes } from './bytes.node.js';
import { webBytes } from './bytes.web.js';

bytesSuite('node', nodeBytes);
bytesSuite('web', webBytes);
