import { bytesSuite } from './bytes.suite.js';
import { nodeBytes } from './bytes.node.js';
import { webBytes } from './bytes.web.js';
import { createWorkerBytes } from './bytes.workers.js';

bytesSuite('node', nodeBytes);
bytesSuite('web', webBytes);
bytesSuite('workers', createWorkerBytes(2));
