/**
 * Commands on flags of one project that arrive while its transaction is under way form the next one: one lock for all their
 * flags, the computation for each, one statement that writes everything, one commit. Nobody waits for company: a command
 * that comes alone runs at once. A refused one drops out before anything is written.
 *
 * A flag that somebody else has locked, another process or a session that hangs, is left out: its commands wait for it in a
 * transaction of their own, and nobody waits for them.
 */

import { announceHere, jobDelaySeconds } from '../../events/announce.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import { type App, oncePerApp } from '../../platform/app.ts';
import { inShare } from '../../platform/postgres/connections/connection-queue.ts';
import {
  BusyDatabaseError,
  isDatabaseUnavailable,
  UnknownOutcomeError,
} from '../../platform/postgres/database-unavailable.ts';
import { isStatementTimeout, transaction } from '../../platform/postgres/db.ts';
import type { ChangedFlag } from '../read-flag.ts';
import { flagNotFound, lockFlags, type StoredFlag, toShownFlag } from './stored-flag.ts';
import { type PlannedChange, writeChanges } from './write-changes.ts';

/** Commands of one transaction. */
const MAX_COMMANDS = 100;
/** How large the flags that are read together, and the events that are written together, may be. */
const MAX_BYTES = 4 * 1024 * 1024;
/**
 * How long a command may wait for its transaction, as for a connection. Only a lock that somebody holds makes them wait so
 * long; a client that has given up does not want its change any more.
 */
const MAX_WAIT_MS = 5_000;
/** How long changes are computed before the rest is left to the next transaction, and the process turns to other work. */
const MAX_COMPUTING_MS = 10;

/** What a command did. `event` is null when there was nothing to change. */
export interface FlagCommandResult {
  /** The flag after the command. */
  flag: ChangedFlag;
  event: LoggedEvent | null;
}

/** A command on one flag. */
export interface CommandOnFlag {
  projectKey: string;
  flagKey: string;
  /** Computes the change; null when there is none. An error that it throws rejects this command, and no other. */
  plan(flag: StoredFlag): PlannedChange | null;
}

interface Waiting extends CommandOnFlag {
  since: number;
  resolve(result: FlagCommandResult): void;
  reject(error: unknown): void;
}

type Line = (commands: Waiting[]) => void;

const linesOf = oncePerApp(() => new Map<string, Line>());

/**
 * Runs the command, in a transaction with others on flags of the project. Fails with what `plan` throws, and with
 * NotFoundError.
 */
export function runTogether(app: App, command: CommandOnFlag): Promise<FlagCommandResult> {
  return new Promise((resolve, reject) => {
    const { projectKey, flagKey } = command;
    // Behind those that wait for the same flag, or it would overtake them.
    const line = linesOf(app).get(nameOf(projectKey, flagKey)) ?? lineOfProject(app, projectKey);
    line([{ ...command, since: performance.now(), resolve, reject }]);
  });
}

function lineOfProject(app: App, projectKey: string): Line {
  return openLine(app, nameOf(projectKey), async (commands) => {
    // One share of the connections for each project, whichever credentials send its commands.
    const share = `project ${projectKey}`;
    const { left, locked } = await inShare(share, () => run(app, projectKey, commands, { wait: false }));
    const ofFlags = Map.groupBy(locked, ({ flagKey }) => flagKey);
    for (const [flagKey, ofFlag] of ofFlags) lineOfFlag(app, projectKey, flagKey)(ofFlag);
    return left;
  });
}

/** For commands on a flag that somebody else had locked, or that does not exist. */
function lineOfFlag(app: App, projectKey: string, flagKey: string): Line {
  return openLine(app, nameOf(projectKey, flagKey), async (commands) => {
    // Another share, so that those who wait do not take the connections of those who need not.
    const share = `locked flags of ${projectKey}`;
    const { left, locked } = await inShare(share, () => run(app, projectKey, commands, { wait: true }));
    if (locked.length > 0) {
      const refusal = await flagNotFound(app.database.pool, projectKey, flagKey).catch(
        (error: unknown) => error,
      );
      for (const { reject } of locked) reject(refusal);
    }
    return left;
  });
}

function nameOf(...keys: string[]): string {
  return JSON.stringify(keys);
}

/** The line of that name, which lasts until it is empty: one batch at a time, of what has come since the last one began. */
function openLine(app: App, name: string, runBatch: (batch: Waiting[]) => Promise<Waiting[]>): Line {
  const lines = linesOf(app);
  const open = lines.get(name);
  if (open) return open;
  let queue: Waiting[] = [];
  let isRunning = false;

  async function serve(): Promise<void> {
    while (queue.length > 0) {
      const oldest = performance.now() - MAX_WAIT_MS;
      const batch = queue.splice(0, MAX_COMMANDS);
      for (const { since, reject } of batch)
        if (since < oldest) reject(new BusyDatabaseError('a command waited too long for its transaction'));
      const left = await runBatch(batch.filter(({ since }) => since >= oldest));
      queue = [...left, ...queue];
    }
    lines.delete(name);
  }

  const line: Line = (commands) => {
    queue.push(...commands);
    if (isRunning) return;
    isRunning = true;
    // After all requests of this turn of the event loop.
    setImmediate(serve);
  };
  lines.set(name, line);
  return line;
}

/** What was not decided: `left` for the next transaction; `locked` because its flag could not be locked. */
interface Undecided {
  left: Waiting[];
  locked: Waiting[];
}

/** Runs the commands in one transaction and answers those that it decides. Never fails. */
async function run(
  app: App,
  projectKey: string,
  commands: Waiting[],
  options: { wait: boolean },
): Promise<Undecided> {
  if (commands.length === 0) return { left: [], locked: [] };
  const outcome = await change(app, projectKey, commands, options).catch((error: unknown) => ({ error }));
  if (!('error' in outcome)) {
    announceHere(app, outcome.events);
    for (const answer of outcome.answers) answer();
    return outcome;
  }
  const { error } = outcome;
  if (commands.length === 1 || !isOfOne(error)) {
    for (const { reject } of commands) reject(error);
    return { left: [], locked: [] };
  }
  const alone: Undecided = { left: [], locked: [] };
  for (const command of commands) {
    const { left, locked } = await run(app, projectKey, [command], options);
    alone.left.push(...left);
    alone.locked.push(...locked);
  }
  return alone;
}

/** Whether nothing was written because of one of the commands, so that the others would succeed without it. */
function isOfOne(error: unknown): boolean {
  return !(error instanceof UnknownOutcomeError || isDatabaseUnavailable(error) || isStatementTimeout(error));
}

interface Done extends Undecided {
  /** To be called once the transaction is committed. */
  answers: (() => void)[];
  events: LoggedEvent[];
}

function change(
  app: App,
  projectKey: string,
  commands: Waiting[],
  { wait }: { wait: boolean },
): Promise<Done> {
  return transaction(app.database.pool, async (tx) => {
    const keys = [...new Set(commands.map(({ flagKey }) => flagKey))];
    const { flags, later } = await lockFlags(tx, projectKey, keys, { wait, maxBytes: MAX_BYTES });
    const done: Done = { left: [], locked: [], answers: [], events: [] };
    const written: { change: PlannedChange; command: Waiting }[] = [];
    const startedAt = performance.now();
    let bytes = 0;
    for (const command of commands) {
      const flag = flags.get(command.flagKey);
      const isFull = bytes > MAX_BYTES || performance.now() - startedAt > MAX_COMPUTING_MS;
      if (later.has(command.flagKey) || (flag && isFull)) done.left.push(command);
      else if (!flag) done.locked.push(command);
      else {
        try {
          const planned = command.plan(flag);
          if (planned) {
            written.push({ change: planned, command });
            flags.set(command.flagKey, planned.after);
            bytes += Buffer.byteLength(JSON.stringify(planned.event.payload));
          } else done.answers.push(() => command.resolve({ flag: toShownFlag(flag), event: null }));
        } catch (error) {
          done.answers.push(() => command.reject(error));
        }
      }
    }
    done.events = await writeChanges(
      tx,
      written.map(({ change }) => change),
      jobDelaySeconds(app),
    );
    for (const [index, event] of done.events.entries()) {
      const { change, command } = written[index] as (typeof written)[number];
      done.answers.push(() => command.resolve({ flag: toShownFlag(change.after), event }));
    }
    return done;
  });
}
