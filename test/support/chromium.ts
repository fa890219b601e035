/** Debian's Chromium, driven by Playwright. */

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PROGRAM = '/usr/bin/chromium';

/** False: tests that need it are skipped. */
export const hasChromium = existsSync(PROGRAM);

export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox'] });
}
