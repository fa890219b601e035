import { afterAll, expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { findProgram } from '#test/support/debian-program.ts';
import { endAll, nodeCommand, startGogreen } from '#test/support/process.ts';

/** Runs a command in a terminal of its own. */
const hasScript = await findProgram('script', ['--version'], 'bsdutils');

afterAll(endAll);

test.skipIf(!hasScript)(
  'in a terminal (needs script, Debian: bsdutils), the log is lines of text, without colours where NO_COLOR is set',
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const gogreen = await startGogreen(
      {
        DATABASE_URL: database.url,
        PORT: String(await findFreePort()),
        GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
        GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
        TERM: 'xterm-256color',
        NO_COLOR: '1',
      },
      { command: ['script', '-qefc', `echo pid $$; exec ${nodeCommand.join(' ')}`, '/dev/null'] },
    );
    const [, pid] = await gogreen.waitFor(/pid (\d+)/);
    await gogreen.waitFor(/GoGreen is up/);
    process.kill(Number(pid), 'SIGTERM');
    expect(await gogreen.ended).toBe(0);

    const [, ...lines] = gogreen.output().trim().split(/\r?\n/);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/^\[\d\d:\d\d:\d\d\] [A-Z]+: [^{\p{Cc}]+(\{\P{Cc}*\})?$/u);
    // The last one too, which is written just before the process ends.
    expect(lines.at(-1)).toContain('stopping');
  },
);
