import { define } from '../core/define.js';
import { PortalProfile } from '../profile/profile.js';

define('portal-profile', PortalProfile);
