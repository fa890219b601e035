import {
  type GraphQLAbstractType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { printedSchema } from '#test/support/selection.ts';

/** What other people build on, by name and type. Fields may be added, but none of these may change. */
const contract = {
  Query: ['viewer: Viewer', 'node: Node', 'projects: ProjectConnection!', 'project: Project', 'flag: Flag'],
  Project: [
    'id: ID!',
    'key: String!',
    'name: String!',
    'environments: [Environment!]!',
    'lastSequence: Int!',
    'flags: FlagConnection!',
    'events: EventConnection!',
    'integrations: [Integration!]!',
    'deliveries: DeliveryConnection!',
  ],
  Flag: [
    'id: ID!',
    'key: String!',
    'name: String!',
    'description: String',
    'kind: FlagKind!',
    'url: String!',
    'variations: [Variation!]!',
    'tags: [String!]!',
    'owner: String',
    'lifecycle: FlagLifecycle!',
    'version: Int!',
    'environments: [FlagEnvironment!]!',
    'environment: FlagEnvironment',
    'events: EventConnection!',
    'createdAt: DateTime!',
    'updatedAt: DateTime!',
  ],
  FlagEnvironment: [
    'environment: Environment!',
    'enabled: Boolean!',
    'rules: [Rule!]!',
    'fallthrough: Serve!',
    'offVariation: Variation!',
    'codeLike: String!',
  ],
  Rule: ['id: ID!', 'description: String', 'clauses: [Clause!]!', 'serve: Serve!'],
  Clause: ['attribute: String!', 'operator: Operator!', 'values: [JSON!]!', 'negate: Boolean!'],
  Event: [
    'id: ID!',
    'sequence: Int!',
    'type: EventType!',
    'occurredAt: DateTime!',
    'project: Project!',
    'environment: Environment',
    'actor: Actor!',
    'comment: String',
    'deliveries: [Delivery!]!',
  ],
  FlagEvent: [
    'flag: Flag',
    'flagKey: String!',
    'changes: [FlagChange!]!',
    'codeLikeBefore: String',
    'codeLikeAfter: String',
    'codeLikeDiff: String',
  ],
  ApprovalEvent: [
    'changeRequest: ChangeRequest',
    'flag: Flag',
    'flagKey: String!',
    'changes: [FlagChange!]!',
    'codeLikeBefore: String',
    'codeLikeAfter: String',
    'codeLikeDiff: String',
  ],
  ChangeRequest: [
    'id: ID!',
    'title: String!',
    'state: ChangeRequestState!',
    'author: Actor!',
    'approvals: [Approval!]!',
    'changes: [FlagChange!]!',
    'codeLikeDiff: String',
    'scheduledAt: DateTime',
    'events: EventConnection!',
  ],
  FlagChangeSummary: ['summary: String!'],
  Subscription: ['events: Event!', 'flagChanged: FlagEvent!', 'deliveryUpdated: Delivery!'],
  Integration: [
    'id: ID!',
    'name: String!',
    'provider: IntegrationProvider!',
    'enabled: Boolean!',
    'eventTypes: [EventType!]!',
    'environments: [Environment!]!',
    'health: IntegrationHealth!',
    'deliveries: DeliveryConnection!',
  ],
  Delivery: [
    'id: ID!',
    'integration: Integration!',
    'event: Event!',
    'status: DeliveryStatus!',
    'attemptCount: Int!',
    'nextAttemptAt: DateTime',
    'attempts: [Attempt!]!',
    'createdAt: DateTime!',
    'completedAt: DateTime',
  ],
  Attempt: [
    'number: Int!',
    'trigger: AttemptTrigger!',
    'startedAt: DateTime!',
    'durationMs: Int!',
    'request: HttpRequest!',
    'response: HttpResponse',
    'error: AttemptError',
    'nextAttemptAt: DateTime',
  ],
  HttpRequest: ['method: String!', 'url: String!', 'headers: [HttpHeader!]!', 'body: String!'],
  HttpResponse: ['status: Int!', 'headers: [HttpHeader!]!', 'body: String!', 'truncated: Boolean!'],
  CreateIntegrationPayload: ['integration: Integration!', 'signingSecret: String'],
  RotateSigningSecretPayload: ['integration: Integration!', 'signingSecret: String!'],
  PreviewIntegrationPayload: ['requests: [HttpRequest!]!'],
  TestIntegrationPayload: ['attempt: Attempt!', 'delivery: Delivery!'],
  RetryDeliveryPayload: ['delivery: Delivery!'],
  SetFlagEnabledPayload: ['flag: Flag!', 'event: FlagEvent'],
  Error: ['message: String!', 'code: ErrorCode!'],
  InvalidInputError: ['issues: [InputIssue!]!'],
  ConflictError: ['currentFlag: Flag', 'currentChangeRequest: ChangeRequest'],
};

/** Unions and interfaces, without Node: its document depends on the type that the id names. */
const abstractTypes = Object.values(printedSchema.getTypeMap()).filter(
  (type): type is GraphQLAbstractType => isAbstractType(type) && type.name !== 'Node',
);

describe('the API', () => {
  test.each(Object.entries(contract))('%s has its fields', (name, fields) => {
    const type = printedSchema.getType(name);
    if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`there is no type ${name}`);
    const found = Object.values(type.getFields()).map((field) => `${field.name}: ${field.type}`);
    expect(found).toEqual(expect.arrayContaining(fields));
  });

  test('each mutation has one input and one result union, both with its name', () => {
    const mutations = Object.values(printedSchema.getMutationType()?.getFields() ?? {});
    expect(mutations.length).toBeGreaterThan(0);
    for (const { name, args, type } of mutations) {
      const title = name.charAt(0).toUpperCase() + name.slice(1);
      expect(args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([`input: ${title}Input!`]);
      expect(getNamedType(type).name).toBe(`${title}Result`);
    }
  });

  test.each(abstractTypes)('all fields of all members of $name can be selected in one document', (type) => {
    const fields = printedSchema
      .getPossibleTypes(type)
      .flatMap((member) => Object.values(member.getFields()));
    const typesByField = Map.groupBy(fields, ({ name }) => name);
    const colliding = [...typesByField]
      .map(([name, same]) => ({ name, types: [...new Set(same.map((field) => String(field.type)))] }))
      .filter(({ types }) => types.length > 1);
    expect(colliding).toEqual([]);
  });

  test('every type, field, argument and value has a description', () => {
    const builtIn = ['String', 'Int', 'Float', 'Boolean', 'ID'];
    const types = Object.values(printedSchema.getTypeMap()).filter(
      ({ name }) => !name.startsWith('__') && !builtIn.includes(name),
    );
    const described = types.flatMap((type) => {
      const own = [{ name: type.name, description: type.description }];
      if (isEnumType(type)) return [...own, ...type.getValues()];
      if (isInputObjectType(type)) return [...own, ...Object.values(type.getFields())];
      if (!isObjectType(type) && !isInterfaceType(type)) return own;
      const fields = Object.values(type.getFields());
      return [...own, ...fields, ...fields.flatMap(({ args }) => args)].map((part) => ({
        name: `${type.name}.${part.name}`,
        description: part.description,
      }));
    });
    expect(described.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
  });
});
