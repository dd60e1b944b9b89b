import { define } from '../core/define.js';
import { PortalLanguage } from '../language/language.js';

define('portal-language', PortalLanguage);
