import type { z } from 'zod';
import type { OutboundRequest, OutboundResponse } from '../../platform/egress/outbound.ts';
import type { CurrentFlag } from '../event/current-flag.ts';
import type { OutgoingEvent } from '../event/outgoing-event.ts';
import type { Conversation } from './conversation.ts';
import type { Verdict } from './verdict.ts';

export type { Verdict } from './verdict.ts';

/** What an integration was configured with, parsed by its provider's schemas. */
export interface Configuration<Settings, Secrets> {
  settings: Settings;
  secrets: Secrets;
}

/** Chance, as an argument. */
export interface Chance {
  signingSecret(): string;
}

/** What people fill in, and how that becomes settings and secrets. */
export interface Form<Settings, Secrets> {
  /** What a new integration takes. The GraphQL input follows from it: describe every field. */
  readonly input: z.ZodType;
  /** What a change takes: fields that are left out or null stay. */
  readonly change: z.ZodType;
  /** A new integration, from what `input` parsed. */
  configure(input: never, chance: Chance): Configuration<Settings, Secrets>;
  /** A changed one, from what `change` parsed. */
  reconfigure(current: Configuration<Settings, Secrets>, change: never): Configuration<Settings, Secrets>;
}

/** What a provider makes links and identifiers from. */
export interface Links {
  /** Where this GoGreen can be reached, without a slash at the end. */
  publicUrl: string;
}

/** What a provider builds requests from, besides the event. */
export interface RequestContext<Settings, Secrets> extends Configuration<Settings, Secrets> {
  target: string;
  links: Links;
  /** The flag as it is now, for providers that read it; null when it is no more. */
  flag?: CurrentFlag | null;
}

/** What a provider converses from, besides the event. */
export interface ConversationContext<Settings, Secrets> extends RequestContext<Settings, Secrets> {
  flag: CurrentFlag | null;
  /** Whether it may have been delivered before: an attempt failed, or was broken off. */
  repeated: boolean;
  /** What a Retry-After date is counted from. */
  now: Date;
}

/**
 * A kind of integration. Everything here is pure: providers never send, retry, log, read the database or the clock.
 * Methods rather than function-typed properties, so that providers of different settings fit into one registry.
 */
export interface Provider<Settings, Secrets> {
  readonly name: string;
  readonly label: string;
  readonly category: 'webhook' | 'chat' | 'issues' | 'observability';
  /** One sentence for the API's documentation: what it is. */
  readonly description: string;
  /** What can be shown. The GraphQL type follows from it: describe every field. */
  readonly settings: z.ZodObject & z.ZodType<Settings>;
  /** Never shown again once stored. */
  readonly secrets: z.ZodObject & z.ZodType<Secrets>;
  /** What people fill in, where that is not just the fields of settings and secrets. */
  readonly form?: Form<Settings, Secrets>;
  /**
   * The secrets that requests carry, each with the field of the form that it is given in. Left out: all of them, in
   * fields of their own names.
   */
  readonly sentSecrets?: Readonly<Record<string, string>>;
  /**
   * The secrets one by one, named as the form names them, for people to tell them apart by their last characters. Left
   * out: as they are. What is no secret, such as a date among them, is not in it.
   */
  secretFields?(secrets: Secrets): Record<string, string>;
  /** The field of the form that decides where requests go, to name when that may not be called. */
  readonly urlField?: string;
  readonly limits: {
    /** The largest body that may be sent, in bytes of UTF-8. */
    bodyBytes: number;
    /** How many requests may be under way at a time, those of all workers together. Left out: ten. */
    inFlight?: number;
    /**
     * How many of them to each target. Left out: as many as to all. With 1, what shows the present state is never
     * overtaken by what showed an older one.
     */
    inFlightPerTarget?: number;
    /** How many requests a second each target takes, those of all workers together. Left out: any number. */
    perSecond?: number;
    /** The oldest event that is accepted, in milliseconds since it occurred. Older ones fail without being sent. */
    maxAgeMs?: number;
  };

  /** The request that delivers an event, unsigned. Its body is stored and stays the same in every attempt. */
  request(event: OutgoingEvent, context: RequestContext<Settings, Secrets>): OutboundRequest | 'skip';

  /**
   * For deliveries whose next request depends on the answer to the last. It is begun anew in every attempt, from what is
   * then so: such deliveries keep no body. `request` then only shows the first step, and `verdict` is not asked. The
   * whole has 25 seconds and 20 steps; an exchange without an answer ends it.
   */
  converse?(event: OutgoingEvent, context: ConversationContext<Settings, Secrets>): Conversation;

  /** What the provider has to see besides the event, at the moment of the attempt. */
  readonly reads?: 'flag';

  /**
   * One request that tells of several events, for the bursts that one person makes and a target takes one by one. All
   * events are of one project and by one actor, in their order, and were given to `request` before. Providers without
   * it get each event by itself.
   */
  digest?(events: readonly OutgoingEvent[], context: RequestContext<Settings, Secrets>): OutboundRequest;

  /** Where requests go; looked at by the guard when an integration is saved, and again at every request. */
  destination(configuration: Configuration<Settings, Secrets>): string;

  /** Where some of them go instead, by the field of the form that decides about it; looked at alike. */
  otherDestinations?(configuration: Configuration<Settings, Secrets>): Record<string, string>;

  /**
   * Whom the secrets are meant for, so that a change does not send them to somebody else. Left out: the origin of
   * `destination`; needed where requests go to several hosts of the same owner.
   */
  audience?(configuration: Configuration<Settings, Secrets>): string;

  /** Headers made anew for every attempt, over the very bytes that are sent. They win over those of `request`. */
  sign?(
    body: string,
    context: Configuration<Settings, Secrets> & { deliveryId: string; wireName: string; now: Date },
  ): Record<string, string>;

  /** Whether the response means delivered. `now` is what a Retry-After date is counted from. */
  verdict(response: OutboundResponse, now: Date): Verdict;

  /**
   * One delivery is made for each, such as a channel. Providers without it have one target, the empty string. With
   * `targetsByEvent` an event is given, and what it concerns may decide; `integrationId` is the integration's own.
   */
  targets?(settings: Settings, event?: OutgoingEvent, integrationId?: string): string[];
  readonly targetsByEvent?: true;

  /** The same integration with a new signing secret, while the present one signs on until the given time. */
  rotate?(
    current: Configuration<Settings, Secrets>,
    signingSecret: string,
    previousValidUntil: Date,
  ): Configuration<Settings, Secrets>;

  /** What is shown once when the integration is made: the signing secret of a webhook. */
  reveal?(secrets: Secrets): string;

  /** A request that tests the connection and changes nothing, where the API has one. */
  check?(context: Configuration<Settings, Secrets>): OutboundRequest;

  /** Whether the answer to `check` means that deliveries will work. Left out: `verdict` tells. */
  checkVerdict?(response: OutboundResponse, context: Configuration<Settings, Secrets>, now: Date): Verdict;

  /** The request as it may be stored and shown: whatever is secret in it masked. */
  redact(request: OutboundRequest, context: Configuration<Settings, Secrets>): OutboundRequest;
}
