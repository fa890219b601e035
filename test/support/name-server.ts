/** Loaded into a process before anything else: it looks names up at the name server of the test, not at the machine's. */

import { systemSources } from '#src/platform/egress/look-up.ts';

Object.assign(systemSources, { resolvConf: '/dev/null', servers: [process.env['TEST_NAME_SERVER']] });
