import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';

/**
 * The SQL that migrates from one schema, or from an empty database (null), to another; undefined when they are equal. Runs
 * Prisma's schema engine as WebAssembly from npm, so that nothing is downloaded. The engine requires a database to connect
 * to, but reads nothing from it: it cannot read Postgres' catalogue through a driver adapter (7.10 panics).
 */
export async function diffSchemas(
  before: string | null,
  after: string,
  databaseUrl: string,
): Promise<string | undefined> {
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(databaseUrl));
  const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', after]] }, () => undefined, adapter);
  const target = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'schema.prisma', content }],
  });
  const { exitCode, stdout } = await engine.diff({
    from: before === null ? { tag: 'empty' } : target(before),
    to: target(after),
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return exitCode === 0 ? undefined : (stdout ?? undefined);
}
