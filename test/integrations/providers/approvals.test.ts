/** What products that draw changes on charts are told of change requests: only what is applied has changed anything. */

import { describe, expect, it } from 'vitest';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import type { AnyHttpProvider } from '#src/integrations/providers/registry.ts';
import { providers } from '#src/integrations/providers/registry.ts';
import { approvalEvent } from '#test/support/approval-events.ts';
import { requestOf } from '#test/support/provider-request.ts';

const guid = 'MXxBUE18QVBQTElDQVRJT058MQ';
const configured = {
  datadog: { settings: {}, secrets: { apiKey: 'a'.repeat(32), applicationKey: 'b'.repeat(40) } },
  newRelic: {
    settings: { entityGuids: [guid] },
    secrets: { apiKey: 'NRAK-ABCDEFGHIJKLMNOPQRSTUVWXYZ0' },
  },
  dynatrace: {
    settings: { environmentUrl: 'https://abc12345.live.dynatrace.com' },
    secrets: { apiToken: `dt0c01.${'A'.repeat(24)}.${'B'.repeat(64)}` },
  },
};

function bodyOf(name: keyof typeof configured, event: OutgoingEvent) {
  const provider: AnyHttpProvider = providers[name];
  const { settings, secrets } = configured[name];
  const { body } = requestOf(provider, event, {
    settings: provider.settings.parse(settings),
    secrets: provider.secrets.parse(secrets),
    target: name === 'newRelic' ? guid : '',
  });
  return JSON.parse(body);
}

const requested = approvalEvent('APPROVAL_REQUESTED');
const applied = approvalEvent('APPROVAL_APPLIED', { bypass: true, approvals: [] });
const id = 'cr_01h455vb4pex5vsknk084sn02q';

describe('Datadog', () => {
  it('Datadog: gets old and new values of an applied change request, and only text of a proposed one', () => {
    const [before, after] = [requested, applied].map(
      (event) => bodyOf('datadog', event).data.attributes.attributes,
    );
    expect(before).not.toHaveProperty('prev_value');
    expect(before).not.toHaveProperty('new_value');
    expect(before.change_metadata.change_request).toEqual({
      id,
      title: 'Start the sale',
      state: 'PENDING',
      bypass: false,
    });
    expect(after).toMatchObject({ prev_value: { enabled: false }, new_value: { enabled: true } });
    expect(after.change_metadata.change_request).toMatchObject({ state: 'APPLIED', bypass: true });
    expect(bodyOf('datadog', requested).data.attributes.tags).toContain(`change_request:${id}`);
  });
});

describe('New Relic', () => {
  it('New Relic: gets a feature flag event for an applied change request, and an operational one for a proposed one', () => {
    const [before, after] = [requested, applied].map((event) => bodyOf('newRelic', event).variables.event);
    expect(before.categoryAndTypeData).toEqual({ kind: { category: 'OPERATIONAL', type: 'OTHER' } });
    expect(before.customAttributes).toMatchObject({
      gogreenFlag: 'new-checkout',
      gogreenChangeRequest: id,
      gogreenChangeRequestState: 'PENDING',
    });
    expect(before.customAttributes).not.toHaveProperty('gogreenEnabledAfter');
    expect(after.categoryAndTypeData.kind).toEqual({ category: 'FEATURE_FLAG', type: 'BASIC' });
    expect(after.customAttributes).toMatchObject({ gogreenEnabledAfter: true, gogreenBypass: true });
  });
});

describe('Dynatrace', () => {
  it('Dynatrace: gets the proposed changes and the state of the change request', () => {
    expect(bodyOf('dynatrace', requested).properties).toMatchObject({
      'gogreen.change_request': id,
      'gogreen.change_request_title': 'Start the sale',
      'gogreen.change_request_state': 'PENDING',
      'gogreen.description': expect.stringContaining('Nothing has changed yet.'),
    });
    expect(bodyOf('dynatrace', applied).properties).toMatchObject({ 'gogreen.bypass': 'true' });
  });
});
