import { define } from '../core/define.js';
import { PortalProvider } from '../provider/provider.js';

define('portal-provider', PortalProvider);
