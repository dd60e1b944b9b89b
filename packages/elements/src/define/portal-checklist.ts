import { define } from '../core/define.js';
import { PortalChecklist } from '../checklist/checklist.js';

define('portal-checklist', PortalChecklist);
