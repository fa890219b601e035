import type { z } from 'zod';
import type { EventType } from '../../events/event-type.ts';
import type { OutboundRequest, OutboundResponse } from '../../platform/egress/outbound.ts';
import type { CurrentFlag } from '../event/current-flag.ts';
import type { OutgoingEvent } from '../event/outgoing-event.ts';
import type { Conversation } from './conversation.ts';
import type { Verdict } from './verdict.ts';

export type { Verdict } from './verdict.ts';

/** Settings and secrets of an integration, parsed by its provider's schemas. */
export interface Configuration<Settings, Secrets> {
  settings: Settings;
  secrets: Secrets;
}

/** Generates secrets. An argument, so that forms stay pure. */
export interface SecretGenerator {
  signingSecret(): string;
}

/** Input by field, parsed by the schema that it is for: a provider narrows it to what its schema answers. */
export type FormInput = Record<string, unknown>;

/** The input of an integration, and how settings and secrets are made from it. */
export interface Form<Settings, Secrets> {
  /** Input of a new integration. The GraphQL input is derived from it: describe every field. */
  readonly input: z.ZodObject;
  /** Input of a change: fields that are omitted or null stay unchanged. */
  readonly change: z.ZodObject;
  /** The configuration of a new integration, from parsed `input`. */
  configure(input: FormInput, generator: SecretGenerator): Configuration<Settings, Secrets>;
  /** The changed configuration, from parsed `change`. */
  reconfigure(current: Configuration<Settings, Secrets>, change: FormInput): Configuration<Settings, Secrets>;
}

/** Base of links and identifiers in bodies. */
export interface Links {
  /** The public URL of this GoGreen, without a trailing slash. */
  publicUrl: string;
}

/** Inputs for rendering a body, besides the event. No secrets: bodies are stored. */
export interface RenderContext<Settings> {
  settings: Settings;
  target: string;
  links: Links;
}

/** The body of a request. It is stored, and all attempts of a delivery send the same bytes. */
export interface RequestBody {
  body: string;
  contentType: string;
}

/** A request without its body. */
export type RequestAddress = Omit<OutboundRequest, 'body'>;

/** Inputs of a multi-step delivery, besides the event. */
export interface ConversationContext<Settings, Secrets> extends Configuration<Settings, Secrets> {
  target: string;
  links: Links;
  /** The flag as it is now. Null when the event has none or the flag was deleted. */
  flag: CurrentFlag | null;
  /** Whether the event may have been delivered before: an attempt failed or was interrupted. */
  repeated: boolean;
  /** The time that a Retry-After date is compared with. */
  now: Date;
}

/** Limits of a provider's API. */
export interface Limits {
  /** The largest body that may be sent, in bytes of UTF-8. */
  bodyBytes: number;
  /** Concurrent requests of an integration, over all workers. Default: ten. */
  inFlight?: number;
  /**
   * Concurrent requests to one target. Default: those of the integration. With 1, a request with the present state is
   * never overtaken by one with an older state.
   */
  inFlightPerTarget?: number;
  /** Requests per second to one target, over all workers. Default: unlimited. */
  perSecond?: number;
  /** Maximum age of an event, in milliseconds since it occurred. Older ones fail without being sent. */
  maxAgeMs?: number;
}

/** The hosts that requests are sent to. The egress guard checks each when an integration is saved and at every request. */
export interface Destinations<Settings, Secrets> {
  /** The field of the form that sets `main`, named in the error when the guard blocks it. Default: the whole form. */
  field?: string;
  main(configuration: Configuration<Settings, Secrets>): string;
  /** Further URLs, by the field of the form that sets each. */
  others?(configuration: Configuration<Settings, Secrets>): Record<string, string>;
  /**
   * Who receives the secrets: when it changes, secrets have to be entered again. Default: the origin of `main`. Needed where
   * several hosts belong to the same owner.
   */
  audience?(configuration: Configuration<Settings, Secrets>): string;
}

/** A request that tests the connection and changes nothing. */
export interface ConnectionTest<Settings, Secrets> {
  request(configuration: Configuration<Settings, Secrets>): OutboundRequest;
  /** Whether the response means that deliveries will succeed. */
  verdict(response: OutboundResponse, configuration: Configuration<Settings, Secrets>, now: Date): Verdict;
}

/** A signing secret that GoGreen generates. */
export interface SigningSecret<Settings, Secrets> {
  /** The secret as it is shown once, when the integration is created. */
  reveal(secrets: Secrets): string;
  /**
   * The configuration with a new secret. The present one stays valid until the given time, and earlier ones until theirs.
   * Fails with ConflictError when too many would be valid.
   */
  rotate(
    current: Configuration<Settings, Secrets>,
    signingSecret: string,
    previousValidUntil: Date,
    now: Date,
  ): Configuration<Settings, Secrets>;
}

/**
 * The members that all kinds of integration have. All of them are pure: providers never send, retry, log, or read the
 * database or the clock. Methods rather than function-typed properties, so that providers with different settings fit into one registry.
 */
interface ProviderBase<Settings, Secrets> {
  readonly name: string;
  readonly label: string;
  readonly category: 'webhook' | 'chat' | 'issues' | 'observability';
  /** One sentence for the API's documentation. */
  readonly description: string;
  /** The page of the product that says how to get the keys and URLs that the form asks for. */
  readonly docsUrl: string;
  /** Event types that a form chooses at first. Default: none, which means all. */
  readonly defaultEventTypes?: readonly EventType[];
  /** Whether the product also sends webhooks to GoGreen. */
  readonly receives?: boolean;
  /** The part that may be shown. The GraphQL type is derived from it: describe every field. */
  readonly settings: z.ZodObject & z.ZodType<Settings>;
  /** Never shown once stored. */
  readonly secrets: z.ZodObject & z.ZodType<Secrets>;
  /** The form. Default: all fields of `settings` and `secrets`. */
  readonly form?: Form<Settings, Secrets>;
  /** The secrets that requests carry, each with its field of the form. Default: all, in fields of the same names. */
  readonly sentSecrets?: Readonly<Record<string, string>>;
  /**
   * The secrets for which a hint is shown, by field of the form. Default: all members of `secrets`. Leave out members that
   * are not secret, such as a date.
   */
  secretFields?(secrets: Secrets): Record<string, string>;
  readonly signingSecret?: SigningSecret<Settings, Secrets>;
  readonly limits: Limits;
  readonly destinations: Destinations<Settings, Secrets>;
  readonly connectionTest?: ConnectionTest<Settings, Secrets>;
  /** The request with its secrets masked, as it may be stored and shown. */
  redact(request: OutboundRequest, configuration: Configuration<Settings, Secrets>): OutboundRequest;
}

/** A provider that gets an event in one request. The body is rendered once, at the fan-out; all attempts send it. */
export interface HttpProvider<Settings, Secrets> extends ProviderBase<Settings, Secrets> {
  readonly kind: 'http';
  /** Targets such as channels: each gets its own delivery. Default: one target, the empty string. */
  targets?(settings: Settings): string[];
  /** The body for an event. 'skip' when the provider does not handle the event. */
  body(event: OutgoingEvent, context: RenderContext<Settings>): RequestBody | 'skip';
  /**
   * One body for the events of a burst. All are of one project and by one actor, in their order. Providers without it get
   * each event in a request of its own.
   */
  digest?(events: readonly OutgoingEvent[], context: RenderContext<Settings>): RequestBody;
  /** Method, URL and headers, except Content-Type and the headers of `sign`. */
  address(configuration: Configuration<Settings, Secrets>): RequestAddress;
  /** Headers made for every attempt over the bytes that are sent. They override those of `address`. */
  sign?(
    body: string,
    context: Configuration<Settings, Secrets> & { deliveryId: string; wireName: string; now: Date },
  ): Record<string, string>;
  /** Whether the response means delivered. */
  verdict(response: OutboundResponse, now: Date): Verdict;
}

/**
 * A provider whose next request depends on the response to the previous one. Each attempt starts again from the present
 * state, so deliveries have no stored body. An attempt may take 25 seconds and 20 requests; a request without a response
 * ends it.
 */
export interface ConversationProvider<Settings, Secrets> extends ProviderBase<Settings, Secrets> {
  readonly kind: 'conversation';
  /** The targets of an event: each gets its own delivery. `integrationId` is the id of this integration. */
  targets(settings: Settings, event: OutgoingEvent, integrationId: string): string[];
  converse(event: OutgoingEvent, context: ConversationContext<Settings, Secrets>): Conversation;
}

/** A kind of integration. */
export type Provider<Settings, Secrets> =
  | HttpProvider<Settings, Secrets>
  | ConversationProvider<Settings, Secrets>;
