import type pg from 'pg';

/**
 * The statements that ran on the pool while `work` did, in order, those of transactions too: ours by their names, such as
 * `lock-flag`, others by verb and table, such as `SELECT flags`. Without those by which the process keeps its rulesets up to
 * date: they belong to no request.
 */
export async function statementsOf(pool: pg.Pool, work: () => Promise<unknown>): Promise<string[]> {
  const ran = await watchStatements(pool, work);
  return ran
    .filter(({ name }) => name !== 'look-at-ruleset')
    .map(({ name, text }) => (name && !NUMBERED.test(name) ? name : describe(text)));
}

/** The same as SQL. */
export async function textsOf(pool: pg.Pool, work: () => Promise<unknown>): Promise<string[]> {
  const ran = await watchStatements(pool, work);
  return ran.map(({ text }) => text);
}

/** A node of a plan, as EXPLAIN (ANALYZE, FORMAT JSON) writes it. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

/** The nodes of the plans of the reading statements that ran meanwhile, each run again with the same values. */
export async function plansOf(pool: pg.Pool, work: () => Promise<unknown>): Promise<PlanNode[]> {
  const ran = await watchStatements(pool, work);
  const nodes: PlanNode[] = [];
  for (const { text, values } of ran.filter((statement) => /^\s*(SELECT|WITH)\b/i.test(statement.text))) {
    const { rows } = await pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
    nodes.push(...flatten(rows[0]['QUERY PLAN'][0].Plan));
  }
  return nodes;
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

async function watchStatements(pool: pg.Pool, work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const watched = new Map<pg.PoolClient, pg.PoolClient['query']>();
  const watch = (client: pg.PoolClient) => {
    if (watched.has(client)) return;
    const { query } = client;
    watched.set(client, query);
    client.query = ((...args: [statement: string | pg.QueryConfig, values?: unknown[]]) => {
      const [statement, given = []] = args;
      const {
        name = '',
        text,
        values = given,
      } = typeof statement === 'string' ? { text: statement } : statement;
      statements.push({ name, text, values });
      return Reflect.apply(query, client, args);
    }) as typeof query;
  };
  pool.on('acquire', watch);
  try {
    await work();
    return statements;
  } finally {
    pool.off('acquire', watch);
    for (const [client, query] of watched) client.query = query;
  }
}

/** Names that Prisma and kysely number as they come, which say nothing. */
const NUMBERED = /^(prisma|kysely)-\d+$/;

function describe(text: string): string {
  const verb = text.trim().split(/[\s;]/)[0]?.toUpperCase() ?? '';
  const table = /\b(?:FROM|INTO|UPDATE) (?:"public"\.)?"?(\w+)"?/i.exec(text)?.[1];
  return table ? `${verb} ${table}` : verb;
}
