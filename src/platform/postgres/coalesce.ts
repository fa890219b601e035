/**
 * Many small statements cost more in round trips and commits than in work. What is asked for while others are being
 * answered waits for them, and is then asked for together: alone nobody waits, under load batches form by themselves.
 */

/** Batches that run at a time: one is answered while the next is being asked for. */
const RUNNING = 2;
/** Enough for all jobs that run at a time. */
const BATCH = 50;

interface Waiting<Ask, Answer> {
  ask: Ask;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Makes a function that answers one ask out of one that answers many, in their order. `owner` is who answers them,
 * such as a connection pool: asks of different owners are never mixed. A batch that fails is asked again one by one, so
 * that an ask fails only for what is wrong with itself; `answerAll` must therefore do nothing when it fails.
 */
export function coalesce<Owner extends object, Ask, Answer>(
  answerAll: (owner: Owner, asks: Ask[]) => Promise<Answer[]>,
): (owner: Owner, ask: Ask) => Promise<Answer> {
  const queues = new WeakMap<Owner, (waiting: Waiting<Ask, Answer>) => void>();
  return (owner, ask) => {
    const add = queues.get(owner) ?? createQueue((asks: Ask[]) => answerAll(owner, asks));
    queues.set(owner, add);
    return new Promise((resolve, reject) => add({ ask, resolve, reject }));
  };
}

function createQueue<Ask, Answer>(answerAll: (asks: Ask[]) => Promise<Answer[]>) {
  const waiting: Waiting<Ask, Answer>[] = [];
  let running = 0;
  let looking = false;

  function look(): void {
    looking = false;
    while (running < RUNNING && waiting.length > 0) void run(waiting.splice(0, BATCH));
  }

  async function run(batch: Waiting<Ask, Answer>[]): Promise<void> {
    running += 1;
    await answer(batch);
    running -= 1;
    look();
  }

  async function answer(batch: Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await answerAll(batch.map(({ ask }) => ask));
      for (const [at, { resolve }] of batch.entries()) resolve(answers[at] as Answer);
    } catch (error) {
      const [only, ...others] = batch;
      if (others.length === 0) only?.reject(error);
      else for (const each of batch) await answer([each]);
    }
  }

  return (ask: Waiting<Ask, Answer>) => {
    waiting.push(ask);
    if (looking) return;
    looking = true;
    // After everybody who became ready in this turn has asked.
    setImmediate(look);
  };
}
