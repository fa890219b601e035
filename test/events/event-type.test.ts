import { describe, expect, it } from 'vitest';
import { EventType } from '#generated/prisma/enums.ts';
import { eventTypes, groupOf, typeNameOfEvent, wireNameOf } from '#src/events/event-type.ts';

describe('event types', () => {
  it('are those that the database knows, in the same order', () => {
    expect(eventTypes.map(({ name }) => name)).toEqual(Object.values(EventType));
  });

  it.each(eventTypes)('$name is $wireName on the wire and described in one sentence', (type) => {
    expect(type.wireName).toBe(type.name.toLowerCase().replace('_', '.'));
    expect(wireNameOf(type.name)).toBe(type.wireName);
    expect(type.description).toMatch(/^[A-Z][^.]*\.$/);
  });

  it('fall into groups, each with a type of its own in the API', () => {
    const groups = eventTypes.map(({ name }) => `${groupOf(name)}: ${typeNameOfEvent(name)}`);
    expect([...new Set(groups)]).toEqual([
      'flag: FlagEvent',
      'approval: ApprovalEvent',
      'experiment: ExperimentEvent',
      'integration: IntegrationEvent',
    ]);
  });
});
