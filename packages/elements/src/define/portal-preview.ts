import { define } from '../core/define.js';
import { PortalPreview } from '../preview/preview.js';

define('portal-preview', PortalPreview);
