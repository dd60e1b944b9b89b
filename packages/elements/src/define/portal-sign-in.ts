import { define } from '../core/define.js';
import { PortalSignIn } from '../sign-in/sign-in.js';

define('portal-sign-in', PortalSignIn);
