import { expect, test } from 'vitest';
import { createLogger } from '#src/platform/logger.ts';
import { createTerminalLog } from '#src/platform/terminal-log.ts';

function openLog() {
  const written: string[] = [];
  const destination = createTerminalLog((text) => written.push(text));
  return { log: createLogger('info', destination), written };
}

test('a line of the log in a terminal has time, level, message and fields, and is written before the call returns', () => {
  const { log, written } = openLog();
  log.warn({ port: 4000, token: 'gogreen_secret' }, 'port is taken');
  log.debug('not logged');
  expect(written).toEqual([
    expect.stringMatching(
      /^\[\d\d:\d\d:\d\d\] WARN: port is taken \{"port":4000,"token":"\[Redacted\]"\}\n$/,
    ),
  ]);
});

test('an error in the log of a terminal has its message and where it was thrown', () => {
  const { log, written } = openLog();
  log.error({ err: new TypeError('no such thing') }, 'request failed');
  expect(written.join('')).toMatch(
    /ERROR: request failed.+TypeError: no such thing\n.+terminal-log\.test\.ts/s,
  );
});

test('control characters in the log of a terminal do not reach it: they are written as U+FFFD', () => {
  const { log, written } = openLog();
  const hostile = 'a\u001b[2Jb\rc\u009bd';
  log.info({ host: hostile, err: new Error(hostile) }, hostile);
  const text = written.join('');
  expect(text).toContain('a\ufffd[2Jb\ufffdc\ufffdd');
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
});
