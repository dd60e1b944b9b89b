import { define } from '../core/define.js';
import { PortalUpload } from '../upload/upload.js';

define('portal-upload', PortalUpload);
