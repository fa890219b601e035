/** What is sent to Jira, by Atlassian's own descriptions of its APIs and documents. */

import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { toComment } from '#src/integrations/providers/jira/comment-body.ts';
import { toRemoteLink } from '#src/integrations/providers/jira/link.ts';
import { toSubmission } from '#src/integrations/providers/jira/panel/panel-flag.ts';
import { jiraSettings } from '#src/integrations/providers/jira/settings.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { currentFlag } from '#test/support/current-flag.ts';
import { everyEvent, hostileText } from '#test/support/flag-events.ts';
import { CLOUD_ID } from '#test/support/jira-routes.ts';

const folder = contractUrl('jira/');
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const links = { publicUrl: 'https://flags.example.com' };
const settings = jiraSettings.parse({ siteUrl: 'https://acme.atlassian.net', email: 'a@example.com' });
const flags = {
  usual: currentFlag(),
  archived: currentFlag({ lifecycle: 'ARCHIVED' }),
  'without environments': currentFlag({ environments: [] }),
  hostile: currentFlag({ name: hostileText.repeat(20) }),
  wide: currentFlag({
    jiraIssues: Array.from({ length: 120 }, (_, index) => `WEB-${index + 1}`),
    environments: Array.from({ length: 60 }, (_, index) => ({
      key: `env-${index}`,
      name: `Environment ${index} ${'x'.repeat(300)}`,
      enabled: true,
      ruleCount: 0,
      serves: 'x'.repeat(300),
      rollout: null,
      offVariation: 'y'.repeat(300),
      codeLine: 'SERVE "on"',
    })),
  }),
  'in a rollout': currentFlag({
    environments: [
      {
        key: 'prod-eu',
        name: 'EU',
        enabled: true,
        ruleCount: 0,
        serves: null,
        offVariation: 'off',
        rollout: [{ variation: 'on', weight: 0.1, value: true }],
        codeLine: 'SERVE ROLLOUT BY userId ("on" 0.1%)',
      },
    ],
  }),
};
const [[, event] = []] = everyEvent;
const anyEvent = event as OutgoingEvent;

const remoteLink = z.strictObject({
  globalId: z.string().min(1).max(255),
  application: z.strictObject({ type: z.string(), name: z.string() }),
  relationship: z.string(),
  object: z.strictObject({
    url: z.url(),
    title: z.string().min(1).max(255),
    summary: z.string().max(500),
    icon: z.strictObject({ url16x16: z.url(), title: z.string() }),
    status: z.strictObject({ resolved: z.boolean() }),
  }),
});

describe('the link on a Jira issue', () => {
  it.each(Object.entries(flags))('is complete and within the limits of Jira: %s', (_name, flag) => {
    remoteLink.parse(toRemoteLink(flag, anyEvent, links));
  });

  it('has an id within the limit when keys and URLs are long', () => {
    const far = { publicUrl: `https://${'flags.'.repeat(40)}example.com` };
    remoteLink.parse(toRemoteLink(flags.usual, anyEvent, far));
  });
});

describe('a comment', () => {
  it.each(everyEvent)('is within the limits of Jira and has no empty text: %s', (_name, each) => {
    const text = JSON.stringify(toComment(each));
    expect(text.length).toBeLessThan(32_767);
    expect(text).not.toContain('"text":""');
  });
});

describe.skipIf(!existsSync(folder))('by the contracts beside the project', () => {
  const fails = (validate: ValidateFunction, data: unknown) => {
    validate(data);
    return validate.errors;
  };

  /** The request body of an operation of an OpenAPI description. */
  function openApi(name: string, path: string): ValidateFunction {
    const { paths, components } = read(name);
    const { schema } = paths[path].post.requestBody.content['application/json'];
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    return ajv.compile({ ...schema, components });
  }

  it('every link is valid', () => {
    const validate = openApi('platform-rest-v3-subset.json', '/rest/api/3/issue/{issueIdOrKey}/remotelink');
    for (const [name, flag] of Object.entries(flags)) {
      expect(fails(validate, toRemoteLink(flag, anyEvent, links)), name).toBeNull();
    }
    expect(fails(validate, { globalId: 'x' })).not.toBeNull();
  });

  it('every comment is valid, and its body is a valid document', () => {
    const comment = openApi('platform-rest-v3-subset.json', '/rest/api/3/issue/{issueIdOrKey}/comment');
    // Draft 4, with nothing in it that later drafts read differently.
    const { $schema: _, ...adf } = read('adf-full.json');
    const document = new Ajv({ strict: false }).compile(adf);
    for (const [name, each] of everyEvent) {
      const made = toComment(each);
      expect(fails(comment, made), name).toBeNull();
      expect(fails(document, made['body']), name).toBeNull();
    }
    expect(fails(document, { version: 1, type: 'doc', content: [{ type: 'text' }] })).not.toBeNull();
  });

  it('the request for a transition is valid', () => {
    const path = '/rest/api/3/issue/{issueIdOrKey}/transitions';
    const validate = openApi('platform-rest-v3-subset.json', path);
    expect(fails(validate, { transition: { id: '31' } })).toBeNull();
    expect(fails(validate, { transition: { id: 31 } })).not.toBeNull();
  });

  it('every flag for the panel is valid by the old and the new schema', () => {
    const old = openApi('software-featureflags-0.1.json', '/featureflags/0.1/bulk');
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const { $schema: _, ...schema } = read('featureflags-bulk-request.jirajs-6.2.0.schema.json');
    const now = ajv.compile(schema);
    for (const [name, flag] of Object.entries(flags)) {
      // Which is not sent.
      if (flag.environments.length === 0) continue;
      const submission = toSubmission(anyEvent, flag, flag.jiraIssues, settings);
      expect(fails(old, submission), name).toBeNull();
      expect(fails(now, submission), name).toBeNull();
    }
    expect(fails(old, { flags: [{ id: 'x' }] })).not.toBeNull();
  });

  it('the response of the fake panel API is valid', () => {
    const { $schema: _, ...schema } = read('featureflags-bulk-response.jirajs-6.2.0.schema.json');
    const validate = new Ajv({ strict: false }).compile(schema);
    const answer = { acceptedFeatureFlags: ['x'], failedFeatureFlags: {}, unknownIssueKeys: [] };
    expect(fails(validate, answer)).toBeNull();
    expect(fails(validate, { acceptedFeatureFlags: CLOUD_ID })).not.toBeNull();
  });
});
