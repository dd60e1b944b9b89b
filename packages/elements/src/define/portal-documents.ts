import { define } from '../core/define.js';
import { PortalDocuments } from '../documents/documents.js';

define('portal-documents', PortalDocuments);
