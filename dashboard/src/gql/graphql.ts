/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Change request to apply. */
export type ApplyChangeRequestInput = {
  /** Emergency bypass: applies the change request without its approvals and before its scheduled time. Only for admins. Requires a comment, and the event is marked. */
  bypass?: boolean | null | undefined;
  /** The id of the change request. */
  changeRequestId: string | number;
  /** Comment, at most 2,000 characters. Stored with the event. Default: the event of the flag has the comment of the author. */
  comment?: string | null | undefined;
  /** With `bypass`: The key of the environment, where it has `confirmChanges`: without it the change is rejected with an issue at `confirm`. Elsewhere it is ignored. */
  confirm?: string | null | undefined;
  /** Revision that was reviewed. Fails with ConflictError if the change request has another one. */
  expectedRevision?: number | null | undefined;
};

/** Change request to approve. */
export type ApproveChangeRequestInput = {
  /** The id of the change request. */
  changeRequestId: string | number;
  /** Comment, at most 2,000 characters. Stored with the event. */
  comment?: string | null | undefined;
  /** Revision that was reviewed. Fails with ConflictError if the change request has another one. */
  expectedRevision?: number | null | undefined;
};

/** Class of the failure. */
export type AttemptErrorClass =
  /** The request was aborted. */
  | 'ABORTED'
  /** The address is not allowed. */
  | 'BLOCKED'
  /** The host name could not be resolved. */
  | 'DNS'
  /** The response was not one that the provider counts as success. */
  | 'HTTP'
  /** GoGreen could not make the request or read the response, for example because a secret cannot be decrypted. */
  | 'INTERNAL'
  /** The egress proxy of this instance could not be reached or made no connection. Nothing was sent. */
  | 'PROXY'
  /** The connection was refused or lost. */
  | 'REFUSED'
  /** There was nothing to do, or nothing that could be done. It counts neither as success nor as failure. */
  | 'SKIPPED'
  /** No complete response within the timeout. */
  | 'TIMEOUT'
  /** TLS failed, for example because of the certificate. */
  | 'TLS'
  /** The body is larger than the provider accepts. Nothing was sent. */
  | 'TOO_LARGE'
  /** The event is older than the provider accepts. Nothing was sent. */
  | 'TOO_OLD';

/** Why an attempt was made. */
export type AttemptTrigger =
  /** The first attempt. */
  | 'FIRST'
  /** `retryDelivery` or `retryFailedDeliveries`. */
  | 'MANUAL'
  /** `replayEvents`. */
  | 'REPLAY'
  /** A retry of the schedule, after a failed attempt. */
  | 'RETRY'
  /** `testIntegration`. */
  | 'TEST';

/** Why something needs somebody. */
export type AttentionKind =
  /** A scheduled change request that could not be applied at its time, for 7 days. For its author and those who may apply changes. */
  | 'CHANGE_NOT_APPLIED'
  /** A change request that was approved and will be applied at its scheduled time. */
  | 'CHANGE_SCHEDULED'
  /** A change request that was approved, and that the viewer may apply. */
  | 'CHANGE_TO_APPLY'
  /** A change request that waits for an approval, which the viewer may give. */
  | 'CHANGE_TO_APPROVE'
  /** A change request that waits for somebody else. */
  | 'CHANGE_WAITING'
  /** A running experiment whose exposures are not split as planned. */
  | 'EXPERIMENT_MISTRUSTED'
  /** A running experiment with a treatment that differs significantly from control. */
  | 'EXPERIMENT_READY'
  /** An integration that GoGreen disabled. */
  | 'INTEGRATION_DISABLED'
  /** An integration whose last attempt failed. */
  | 'INTEGRATION_FAILING';

/** Kind of action. */
export type AuditAction =
  /** The recovery was cancelled. */
  | 'CANCELLED'
  /** The object was changed. */
  | 'CHANGED'
  /** The object was created, or a role given. */
  | 'CREATED'
  /** The object was deleted, or a role removed. */
  | 'DELETED'
  /** The object was disabled, or a user deactivated. */
  | 'DISABLED'
  /** The delivery was retried by hand. */
  | 'RETRIED'
  /** The token or client key was revoked, or the session ended. */
  | 'REVOKED'
  /** The integration got a new signing secret. */
  | 'ROTATED'
  /** The user signed in to the dashboard, which started the session. */
  | 'SIGNED_IN';

/** Filter of audit entries. All conditions must match. */
export type AuditFilter = {
  /** Entries with these actions. At most 1,000 entries. */
  actions?: Array<AuditAction> | null | undefined;
  /** Entries with this actor: the id of a user, or of an integration that GoGreen disabled. */
  actorId?: string | number | null | undefined;
  /** Entries after this time. */
  occurredAfter?: string | null | undefined;
  /** Entries before this time. */
  occurredBefore?: string | null | undefined;
  /** Entries about the object with this id. */
  subjectId?: string | number | null | undefined;
  /** Entries about these kinds of objects. At most 1,000 entries. */
  subjects?: Array<AuditSubject> | null | undefined;
};

/** Kind of object that an audit entry is about. */
export type AuditSubject =
  /** An access token. */
  | 'ACCESS_TOKEN'
  /** A client key of an environment. */
  | 'CLIENT_KEY'
  /** A delivery. Its name is that of its integration. */
  | 'DELIVERY'
  /** An environment. */
  | 'ENVIRONMENT'
  /** The design of an experiment. Its start, results and conclusion are events instead. */
  | 'EXPERIMENT'
  /** An integration. */
  | 'INTEGRATION'
  /** A project. */
  | 'PROJECT'
  /** A bulk retry or a replay. Its name is its kind. */
  | 'RECOVERY'
  /** The role of a user in a project. */
  | 'ROLE'
  /** A server key of an environment. */
  | 'SERVER_KEY'
  /** A session of the dashboard. Its name is the address or network that it was started from. */
  | 'SESSION'
  /** A user or a service account. */
  | 'USER';

/** Change request to cancel. */
export type CancelChangeRequestInput = {
  /** The id of the change request. */
  changeRequestId: string | number;
  /** Comment, at most 2,000 characters. Stored with the event. */
  comment?: string | null | undefined;
};

/** The delivery to cancel. */
export type CancelDeliveryInput = {
  /** Id of the delivery, `dlv_…`. */
  deliveryId: string | number;
};

/** The recovery to cancel. */
export type CancelRecoveryInput = {
  /** Id of the recovery, `rcv_…`. */
  recoveryId: string | number;
};

/** Filter of change requests. All conditions must match. */
export type ChangeRequestFilter = {
  /** Change requests for this environment. */
  environmentKey?: string | null | undefined;
  /** Change requests for the flag with this key. */
  flagKey?: string | null | undefined;
  /** Change requests in one of these states. At most 1,000 entries. */
  states?: Array<ChangeRequestState> | null | undefined;
};

/** State of a change request. */
export type ChangeRequestState =
  /** The flag was changed. */
  | 'APPLIED'
  /** It was approved: it can be applied, or will be at its scheduled time. */
  | 'APPROVED'
  /** It was cancelled, or could not be applied at its scheduled time. */
  | 'CANCELLED'
  /** It waits for approvals. */
  | 'PENDING'
  /** It was rejected, which is final. */
  | 'REJECTED';

/** The integration to check, a draft, or both. */
export type CheckIntegrationInput = {
  /** Settings that are not saved: without `integrationId` those of a new integration, with it changes of that integration. A draft that could not be saved fails as saving it would. */
  draft?: IntegrationDraftInput | null | undefined;
  /** Id of the integration, `intg_…`. Required without `draft`. */
  integrationId?: string | number | null | undefined;
};

/** Condition on one attribute of the evaluation context. */
export type ClauseInput = {
  /** Name of the attribute, 1 to 100 characters. */
  attribute: string;
  /** Negates the condition. Default: false. A negated condition also matches contexts without the attribute; add a clause with EXISTS to exclude them. An attribute that the operator cannot compare, such as "yesterday" with a date or a list with text, matches neither the condition nor its negation. */
  negate?: boolean | null | undefined;
  /** Comparison of the attribute with the values. */
  operator: Operator;
  /** Values to compare with. How many there may be, and of which type, depends on the operator. Default: none. Numbers may be from -9007199254740991 to 9007199254740991: larger ones lose digits and are to be written in quotes. */
  values?: Array<unknown> | null | undefined;
};

/** Comment to write. */
export type CommentOnChangeRequestInput = {
  /** The id of the change request. */
  changeRequestId: string | number;
  /** The comment, 1 to 2,000 characters. */
  text: string;
};

/** Conclusion of an experiment. */
export type ConcludeExperimentInput = {
  /** Whether to change the flag so that it serves the winner in the environment: the flag is switched on, and every rollout among the variations of the experiment is replaced by the winner; if there is no such rollout, the winner becomes the fallthrough. Default: false. */
  apply?: boolean | null | undefined;
  /** Reason, at most 2,000 characters. Stored with the event. */
  comment?: string | null | undefined;
  /** With `apply`: The key of the environment, where it has `confirmChanges`: without it the change is rejected with an issue at `confirm`. Elsewhere it is ignored. */
  confirm?: string | null | undefined;
  /** The id of the experiment, `exp_…`. */
  experimentId: string | number;
  /** Key of the winning variation, which may be control. Default: no winner. */
  winner?: string | null | undefined;
};

/** Access token to create. */
export type CreateAccessTokenInput = {
  /** Time of expiry, at most 10 years from now. Default: the token does not expire. */
  expiresAt?: string | null | undefined;
  /** Purpose of the token, 1 to 200 characters. */
  name: string;
  /** Id of the user who gets the token, `user_…`. Default: the viewer. */
  userId?: string | number | null | undefined;
};

/** Client key to create. */
export type CreateClientKeyInput = {
  /** The key of the environment. */
  environmentKey: string;
  /** Time of expiry, at most 10 years from now. Default: the key does not expire. */
  expiresAt?: string | null | undefined;
  /** Purpose of the key, 1 to 200 characters. */
  name: string;
  /** The key of the project. */
  projectKey: string;
};

/** Environment to create. */
export type CreateEnvironmentInput = {
  /** Whether direct changes of flags in this environment must carry `confirm` with its key. Default: false. */
  confirmChanges?: boolean | null | undefined;
  /** The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique in the project. */
  key: string;
  /** Number of approvals that a change request needs before it can be applied, 1 to 10. Default: 1. */
  minimumApprovals?: number | null | undefined;
  /** Display name, 1 to 200 characters. */
  name: string;
  /** The key of the project. */
  projectKey: string;
  /** Whether changes of flags in this environment require an approval. Default: false. */
  requiresApproval?: boolean | null | undefined;
};

/** Experiment to create. */
export type CreateExperimentInput = {
  /** Significance level, 0.0001 to 0.5. Default: 0.05. */
  alpha?: number | null | undefined;
  /** Key of the variation that the treatments are compared with. */
  control: string;
  /** Where the totals come from. Fixed once the experiment runs. Default: RECORDED. */
  counting?: ExperimentCounting | null | undefined;
  /** The key of the environment. */
  environmentKey: string;
  /** The key of the flag. */
  flagKey: string;
  /** Expected effect of the treatments and the reason, 1 to 2,000 characters. */
  hypothesis: string;
  /** Metric. */
  metric: ExperimentMetricInput;
  /** Number of exposures (or values of a MEAN metric) that a variation needs before it is compared, at least 2. Default: 100. */
  minimumSample?: number | null | undefined;
  /** Display name, 1 to 200 characters. */
  name: string;
  /** The key of the project. */
  projectKey: string;
  /** Interval with at most one event about results, from 1 minute to 30 days. Default: one day. */
  reportEveryMinutes?: number | null | undefined;
  /** Expected split of exposures among control and treatments, at most 21 entries, for the sample ratio check. Default: equal shares. */
  split?: Array<ExperimentShareInput> | null | undefined;
  /** Keys of the variations that are compared with control, 1 to 20. */
  treatments: Array<string>;
};

/** Flag to create. */
export type CreateFlagInput = {
  /** Purpose of the flag, at most 2,000 characters. */
  description?: string | null | undefined;
  /** The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique in the project. */
  key: string;
  /** Type of the variations. It cannot be changed later. */
  kind: FlagKind;
  /** Display name, 1 to 200 characters. Default: the key. */
  name?: string | null | undefined;
  /** Person or team responsible for the flag, 1 to 200 characters. */
  owner?: string | null | undefined;
  /** The key of the project. */
  projectKey: string;
  /** Tags: at most 50, each of 1 to 50 characters. */
  tags?: Array<string> | null | undefined;
  /** Values that the flag can serve, at most 100. The variations and the rules of all environments together take at most 256 KiB as JSON. Default for BOOLEAN: `on` (true) and `off` (false); required for the other kinds. */
  variations?: Array<VariationInput> | null | undefined;
};

/** A new integration. */
export type CreateIntegrationInput = {
  /** Whether events are delivered. Default: true. */
  enabled?: boolean | null | undefined;
  /** Keys of the environments whose events are delivered to it, at most 1,000. Empty: all. Events that concern no environment in particular are always delivered. */
  environmentKeys?: Array<string> | null | undefined;
  /** Event types that are delivered to it, at most 14. Empty: all. */
  eventTypes?: Array<EventType> | null | undefined;
  /** Display name, 1 to 200 characters. */
  name: string;
  /** The key of the project. */
  projectKey: string;
  /** The provider and its settings. */
  provider: IntegrationProviderInput;
};

/** Project to create. */
export type CreateProjectInput = {
  /** Environments of the project, 1 to 50. Default: development and production. */
  environments?: Array<NewEnvironmentInput> | null | undefined;
  /** The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique. */
  key: string;
  /** Display name, 1 to 200 characters. */
  name: string;
};

/** Server key to create. */
export type CreateServerKeyInput = {
  /** The key of the environment. */
  environmentKey: string;
  /** Time of expiry, at most 10 years from now. Default: the key does not expire. */
  expiresAt?: string | null | undefined;
  /** Purpose of the key, 1 to 200 characters. */
  name: string;
  /** The key of the project. */
  projectKey: string;
};

/** Service account to create. */
export type CreateServiceAccountInput = {
  /** Display name, 1 to 200 characters. */
  name: string;
};

/** Person to create. */
export type CreateUserInput = {
  /** E-mail address. Unique, not case-sensitive. */
  email: string;
  /** Display name, 1 to 200 characters. */
  name: string;
  /** Whether the person is an owner of this instance, who may do everything in every project and manages users. Default: false. */
  owner?: boolean | null | undefined;
};

/** Kind of event that is sent to Datadog. */
export type DatadogApi =
  /** Plain events, for the event explorer and overlays. They need no application key. */
  | 'V1'
  /** Change events, which Change Tracking shows beside the affected services. */
  | 'V2';

/** Datadog, which shows changes of flags beside the affected services. Fields that are left out or null keep their values. */
export type DatadogChangeInput = {
  /** Kind of event that is sent. Default: V2, but V1 on the government sites, which have no Change Tracking. */
  api?: DatadogApi | null | undefined;
  /** An API key, from Organization Settings > API Keys. Not shown again. */
  apiKey?: string | null | undefined;
  /** Base URL that requests are sent to instead of the site, for proxies and gateways. Left out or empty: the site. */
  apiUrl?: string | null | undefined;
  /** An application key, which is sent with V2 events. Left out or empty: none. Not shown again. */
  applicationKey?: string | null | undefined;
  /** Names in APM of the services that the flags affect, at most 100. V2 events are shown beside them. */
  services?: Array<string> | null | undefined;
  /** Datadog site, such as datadoghq.com or datadoghq.eu: the address of your Datadog without "app.". Default: datadoghq.com. */
  site?: string | null | undefined;
  /** Tags that are added to every event besides those of GoGreen, such as team:web. At most 90. */
  tags?: Array<string> | null | undefined;
};

/** Datadog, which shows changes of flags beside the affected services. No field must be sent: what is missing is an issue of the draft. */
export type DatadogDraftInput = {
  /** Kind of event that is sent. Default: V2, but V1 on the government sites, which have no Change Tracking. */
  api?: DatadogApi | null | undefined;
  /** An API key, from Organization Settings > API Keys. Not shown again. */
  apiKey?: string | null | undefined;
  /** Base URL that requests are sent to instead of the site, for proxies and gateways. Left out or empty: the site. */
  apiUrl?: string | null | undefined;
  /** An application key, which is sent with V2 events. Left out or empty: none. Not shown again. */
  applicationKey?: string | null | undefined;
  /** Names in APM of the services that the flags affect, at most 100. V2 events are shown beside them. */
  services?: Array<string> | null | undefined;
  /** Datadog site, such as datadoghq.com or datadoghq.eu: the address of your Datadog without "app.". Default: datadoghq.com. */
  site?: string | null | undefined;
  /** Tags that are added to every event besides those of GoGreen, such as team:web. At most 90. */
  tags?: Array<string> | null | undefined;
};

/** Datadog, which shows changes of flags beside the affected services. */
export type DatadogInput = {
  /** Kind of event that is sent. Default: V2, but V1 on the government sites, which have no Change Tracking. */
  api?: DatadogApi | null | undefined;
  /** An API key, from Organization Settings > API Keys. Not shown again. */
  apiKey: string;
  /** Base URL that requests are sent to instead of the site, for proxies and gateways. Left out or empty: the site. */
  apiUrl?: string | null | undefined;
  /** An application key, which is sent with V2 events. Left out or empty: none. Not shown again. */
  applicationKey?: string | null | undefined;
  /** Names in APM of the services that the flags affect, at most 100. V2 events are shown beside them. */
  services?: Array<string> | null | undefined;
  /** Datadog site, such as datadoghq.com or datadoghq.eu: the address of your Datadog without "app.". Default: datadoghq.com. */
  site?: string | null | undefined;
  /** Tags that are added to every event besides those of GoGreen, such as team:web. At most 90. */
  tags?: Array<string> | null | undefined;
};

/** Environment to delete. */
export type DeleteEnvironmentInput = {
  /** The key of the environment again, as a confirmation. */
  confirm: string;
  /** The key of the environment. */
  key: string;
  /** The key of the project. */
  projectKey: string;
};

/** View to delete. */
export type DeleteFlagViewInput = {
  /** The name of the view. */
  name: string;
  /** The key of the project. */
  projectKey: string;
};

/** The integration to delete. */
export type DeleteIntegrationInput = {
  /** The id of the integration, `intg_…`. */
  integrationId: string | number;
};

/** Project to delete. */
export type DeleteProjectInput = {
  /** The key again, as a confirmation. */
  confirm: string;
  /** The key of the project. */
  key: string;
};

/** Filter of deliveries. All conditions must hold; omitted ones do not filter. */
export type DeliveryFilter = {
  /** Only deliveries that were created at this time or later. */
  createdAfter?: string | null | undefined;
  /** Only deliveries that were created before this time. */
  createdBefore?: string | null | undefined;
  /** Only deliveries of events about one of the environments with these keys, without events that concern no environment in particular. At most 1,000 entries. */
  environmentKeys?: Array<string> | null | undefined;
  /** Only deliveries whose last attempt failed with one of these classes. At most 1,000 entries. */
  errorClasses?: Array<AttemptErrorClass> | null | undefined;
  /** Only deliveries of this event, `evt_…`. */
  eventId?: string | number | null | undefined;
  /** Only deliveries of events of these types. At most 1,000 entries. */
  eventTypes?: Array<EventType> | null | undefined;
  /** Only deliveries of events about the flag with this key. */
  flagKey?: string | null | undefined;
  /** Only deliveries to this integration, `intg_…`. */
  integrationId?: string | number | null | undefined;
  /** Whether the event is a test event, of `testIntegration`. */
  isTest?: boolean | null | undefined;
  /** Whether the delivery is queued: due, but held back by a limit, as `queuedAt` shows. */
  isWaiting?: boolean | null | undefined;
  /** Only deliveries that this recovery, `rcv_…`, queued and no later one did. */
  recoveryId?: string | number | null | undefined;
  /** Only deliveries whose last attempt was answered with a status code of this range. Of attempts that were made before the upgrade to the version with this filter, only the failed ones are found. */
  responseStatuses?: ResponseStatusesInput | null | undefined;
  /** Only deliveries with one of these statuses. At most 1,000 entries. */
  statuses?: Array<DeliveryStatus> | null | undefined;
  /** Only deliveries to one of these targets, such as channels, exactly as `target` shows them. At most 1,000 entries. */
  targets?: Array<string> | null | undefined;
  /** Only deliveries with this text in the key of the flag, the name of the integration or the message of the last error, in capital or small letters; at most 200 characters. Only the newest 10,000 deliveries that meet the other conditions are searched. */
  text?: string | null | undefined;
};

/** Status of a delivery. */
export type DeliveryStatus =
  /** The integration was disabled or deleted, or the replay or the delivery was cancelled, before an attempt succeeded. Also when there was nothing to do: the error class of the last attempt is then SKIPPED. */
  | 'CANCELLED'
  /** An attempt succeeded. */
  | 'DELIVERED'
  /** All attempts failed and no further one is planned; `retryDelivery` makes one more. */
  | 'FAILED'
  /** The first attempt or a retry is planned or queued. */
  | 'PENDING'
  /** An attempt is being made. */
  | 'SENDING';

/** Dynatrace (SaaS, Managed or an ActiveGate), which shows changes of flags on the affected entities. Fields that are left out or null keep their values. */
export type DynatraceChangeInput = {
  /** An access token with the scope events.ingest, from Access tokens. Not shown again. */
  apiToken?: string | null | undefined;
  /** The entities that the flags affect, such as type(SERVICE),tag("app:checkout"). Only those that were active in the last 24 hours are found, unless entityId(…) names them. Left out or empty: the whole environment. */
  entitySelector?: string | null | undefined;
  /** Base URL before /api/v2: https://{environment}.live.dynatrace.com, https://{domain}/e/{environment} of a Managed cluster, https://{activegate}:9999/e/{environment}, or a proxy. */
  environmentUrl?: string | null | undefined;
  /** Type of the events. Default: CUSTOM_CONFIGURATION. */
  eventType?: DynatraceEventType | null | undefined;
  /** Properties that are added to every event, at most 50. Properties of GoGreen begin with gogreen. */
  properties?: Array<DynatracePropertyInput> | null | undefined;
};

/** Dynatrace (SaaS, Managed or an ActiveGate), which shows changes of flags on the affected entities. No field must be sent: what is missing is an issue of the draft. */
export type DynatraceDraftInput = {
  /** An access token with the scope events.ingest, from Access tokens. Not shown again. */
  apiToken?: string | null | undefined;
  /** The entities that the flags affect, such as type(SERVICE),tag("app:checkout"). Only those that were active in the last 24 hours are found, unless entityId(…) names them. Left out or empty: the whole environment. */
  entitySelector?: string | null | undefined;
  /** Base URL before /api/v2: https://{environment}.live.dynatrace.com, https://{domain}/e/{environment} of a Managed cluster, https://{activegate}:9999/e/{environment}, or a proxy. */
  environmentUrl?: string | null | undefined;
  /** Type of the events. Default: CUSTOM_CONFIGURATION. */
  eventType?: DynatraceEventType | null | undefined;
  /** Properties that are added to every event, at most 50. Properties of GoGreen begin with gogreen. */
  properties?: Array<DynatracePropertyInput> | null | undefined;
};

/** Type of the events in Dynatrace. None of the types opens a problem. */
export type DynatraceEventType =
  /** An annotation. */
  | 'CUSTOM_ANNOTATION'
  /** A change of configuration. */
  | 'CUSTOM_CONFIGURATION'
  /** A deployment. */
  | 'CUSTOM_DEPLOYMENT'
  /** Any other information. */
  | 'CUSTOM_INFO';

/** Dynatrace (SaaS, Managed or an ActiveGate), which shows changes of flags on the affected entities. */
export type DynatraceInput = {
  /** An access token with the scope events.ingest, from Access tokens. Not shown again. */
  apiToken: string;
  /** The entities that the flags affect, such as type(SERVICE),tag("app:checkout"). Only those that were active in the last 24 hours are found, unless entityId(…) names them. Left out or empty: the whole environment. */
  entitySelector?: string | null | undefined;
  /** Base URL before /api/v2: https://{environment}.live.dynatrace.com, https://{domain}/e/{environment} of a Managed cluster, https://{activegate}:9999/e/{environment}, or a proxy. */
  environmentUrl: string;
  /** Type of the events. Default: CUSTOM_CONFIGURATION. */
  eventType?: DynatraceEventType | null | undefined;
  /** Properties that are added to every event, at most 50. Properties of GoGreen begin with gogreen. */
  properties?: Array<DynatracePropertyInput> | null | undefined;
};

/** Property of the events in Dynatrace. */
export type DynatracePropertyInput = {
  /** Name: a letter, then letters, digits and any of _ . - */
  name: string;
  /** Value, 1 to 4,096 characters. */
  value: string;
};

/** Kind of an error. */
export type ErrorCode =
  /** The environment requires an approval of the change. */
  | 'APPROVAL_REQUIRED'
  /** The object has changed since it was read, or its state does not allow this. */
  | 'CONFLICT'
  /** The viewer lacks the permission. */
  | 'FORBIDDEN'
  /** The input is not valid. */
  | 'INVALID_INPUT'
  /** No object has that key or id. */
  | 'NOT_FOUND';

/** Reason why a variation is served. */
export type EvaluationReason =
  /** The flag is archived: it serves its off variation. */
  | 'ARCHIVED'
  /** No rule matched. */
  | 'FALLTHROUGH'
  /** The flag is off in the environment. */
  | 'OFF'
  /** A rule matched; `ruleId` names it. */
  | 'RULE_MATCH';

/** Conditions on events. An event must match all of them. */
export type EventFilter = {
  /** Only events that this user, service account or integration caused. */
  actorId?: string | number | null | undefined;
  /** Only events after this sequence. */
  afterSequence?: number | null | undefined;
  /** Key of an environment: only events about it. */
  environmentKey?: string | null | undefined;
  /** Key of a flag: only events about it. */
  flagKey?: string | null | undefined;
  /** Keys of flags: only events about one of them. At most 1,000 entries. */
  flagKeys?: Array<string> | null | undefined;
  /** Only events after this time. */
  occurredAfter?: string | null | undefined;
  /** Only events before this time. */
  occurredBefore?: string | null | undefined;
  /** Only events that have this text in the key of the flag, in the comment or in the name of the actor, at most 200 characters. Not case-sensitive. In a list only the newest 10,000 events that match the other conditions are searched: for older ones, narrow the time or the sequence. */
  text?: string | null | undefined;
  /** Only events of these types. At most 1,000 entries. */
  types?: Array<EventType> | null | undefined;
  /** Only events up to and including this sequence. */
  untilSequence?: number | null | undefined;
};

/** The kind of an event. */
export type EventType =
  /** An approved change was applied. */
  | 'APPROVAL_APPLIED'
  /** A change request was approved. */
  | 'APPROVAL_APPROVED'
  /** A change request was cancelled before it was applied. */
  | 'APPROVAL_CANCELLED'
  /** A change request was rejected. */
  | 'APPROVAL_REJECTED'
  /** Approval of a change was requested. */
  | 'APPROVAL_REQUESTED'
  /** An experiment was concluded. */
  | 'EXPERIMENT_CONCLUDED'
  /** An experiment reported results. */
  | 'EXPERIMENT_RESULTS'
  /** An experiment was started. */
  | 'EXPERIMENT_STARTED'
  /** A flag was archived: it is kept, but should no longer be used. */
  | 'FLAG_ARCHIVED'
  /** A flag was created. */
  | 'FLAG_CREATED'
  /** A flag was deleted permanently. */
  | 'FLAG_DELETED'
  /** An archived flag was restored. */
  | 'FLAG_RESTORED'
  /** A flag was changed in any way, which includes being switched on or off. */
  | 'FLAG_UPDATED'
  /** An integration was disabled, because its receiver refused further deliveries or failed for five days. */
  | 'INTEGRATION_DISABLED';

/** Where the totals of an experiment come from. */
export type ExperimentCounting =
  /** GoGreen counts the exposures and events that applications report with `POST /sdk/v1/usage`, every five minutes. */
  | 'AUTOMATIC'
  /** Totals are sent with `recordExperimentResults`. */
  | 'RECORDED';

/** Filter of experiments. All conditions must match. */
export type ExperimentFilter = {
  /** Experiments in this environment. */
  environmentKey?: string | null | undefined;
  /** Experiments with the flag with this key. */
  flagKey?: string | null | undefined;
  /** Experiments in one of these states. At most 1,000 entries. */
  states?: Array<ExperimentState> | null | undefined;
};

/** Metric of an experiment. */
export type ExperimentMetricInput = {
  /** Whether higher values are better. Default: true. */
  higherIsBetter?: boolean | null | undefined;
  /** Kind of metric. */
  kind: ExperimentMetricKind;
  /** Name of the metric, 1 to 200 characters. An experiment that counts automatically counts the events of this name. */
  name: string;
};

/** What a metric measures. */
export type ExperimentMetricKind =
  /** A rate: the share of exposures that converted. */
  | 'CONVERSION'
  /** A mean of values, such as revenue per user. */
  | 'MEAN';

/** Expected share of exposures of one variation. */
export type ExperimentShareInput = {
  /** The key of the variation. */
  variation: string;
  /** Weight relative to the other variations: 90 and 10 mean the same as 9 and 1. */
  weight: number;
};

/** State of an experiment. */
export type ExperimentState =
  /** It has ended, with or without a winner. */
  | 'CONCLUDED'
  /** It has not been started. Everything about it can be changed. */
  | 'DRAFT'
  /** It takes results. Its design is fixed. */
  | 'RUNNING';

/** Totals of one variation from the start of the experiment until `occurredAt`. A CONVERSION metric takes `exposures` and `conversions`, a MEAN metric `count`, `mean` and `standardDeviation`. */
export type ExperimentTotalsInput = {
  /** Number of exposed users who converted, each counted once. */
  conversions?: number | null | undefined;
  /** Number of values, one for each user. */
  count?: number | null | undefined;
  /** Number of exposed users (or other units of the split), each counted once. */
  exposures?: number | null | undefined;
  /** Mean of the values. */
  mean?: number | null | undefined;
  /** Sample standard deviation of the values (divided by count - 1). */
  standardDeviation?: number | null | undefined;
  /** The key of the variation. */
  variation: string;
};

/** Result of comparing a treatment with control. */
export type ExperimentVerdict =
  /** It is significantly different, in the direction that is better. */
  | 'BETTER'
  /** There is not enough data to compare them; see `notEnoughData`. */
  | 'NOT_ENOUGH_DATA'
  /** It is not significantly different: chance would explain the difference. */
  | 'UNDECIDED'
  /** It is significantly different, in the direction that is worse. */
  | 'WORSE';

/** A behaviour of a flag to evaluate in place of the stored one. What is left out is as it is stored. */
export type FlagDraftInput = {
  /** Whether the flag is on. */
  enabled?: boolean | null | undefined;
  /** Served when no rule matches. */
  fallthrough?: ServeInput | null | undefined;
  /** The key of the flag. */
  flagKey: string;
  /** Key of the variation that is served while the flag is off. */
  offVariation?: string | null | undefined;
  /** Replaces all rules, at most 200. */
  rules?: Array<RuleInput> | null | undefined;
};

/** Filter of flags by their state in one environment. */
export type FlagEnvironmentFilter = {
  /** Flags that are switched on there, or those that are not. Archived flags count by their switch. */
  enabled: boolean;
  /** The key of the environment. No flag matches an unknown one. */
  key: string;
};

/** Filter of flags. All conditions must match. */
export type FlagFilter = {
  /** Flags that are on, or off, in an environment. */
  environment?: FlagEnvironmentFilter | null | undefined;
  /** Flags with a change request that is PENDING or APPROVED in any environment, or those without one. */
  hasOpenChangeRequest?: boolean | null | undefined;
  /** Flags with a RUNNING experiment in any environment, or those without one. */
  hasRunningExperiment?: boolean | null | undefined;
  /** Flags linked to the Jira issue with this key. */
  jiraIssue?: string | null | undefined;
  /** Flags of this kind. */
  kind?: FlagKind | null | undefined;
  /** Flags in one of these stages. At most 1,000 entries. */
  lifecycle?: Array<FlagLifecycle> | null | undefined;
  /** Flags that no application has evaluated for some time. */
  notEvaluated?: FlagNotEvaluatedFilter | null | undefined;
  /** Flags with exactly this owner. */
  owner?: string | null | undefined;
  /** Part of the key, the name, the description, the owner or a tag. Not case-sensitive. */
  search?: string | null | undefined;
  /** Flags that have all of these tags. At most 1,000 entries. */
  tags?: Array<string> | null | undefined;
  /** Flags whose last change was after this time. */
  updatedAfter?: string | null | undefined;
  /** Flags whose last change was before this time. */
  updatedBefore?: string | null | undefined;
};

/** Type of the variations of a flag. */
export type FlagKind =
  /** Its variations are true and false. */
  | 'BOOLEAN'
  /** Its variations are any JSON but null. */
  | 'JSON'
  /** Its variations are numbers. */
  | 'NUMBER'
  /** Its variations are text. */
  | 'STRING';

/** Stage in the lifecycle of a flag. */
export type FlagLifecycle =
  /** In use. */
  | 'ACTIVE'
  /** Out of use: it serves its off variation everywhere. */
  | 'ARCHIVED'
  /** Meant to stay, such as an operational switch. */
  | 'PERMANENT'
  /** No longer needed; its code should go. */
  | 'STALE';

/** Filter of flags by their last evaluation, as applications report it. A flag that was never reported matches, and so does a flag whose applications do not report. */
export type FlagNotEvaluatedFilter = {
  /** The key of the environment in which they were not. Default: in none. */
  environmentKey?: string | null | undefined;
  /** Flags that were not evaluated at this time or later. */
  since: string;
};

/** Order of flags. */
export type FlagOrder = {
  /** Default: ASC. */
  direction?: OrderDirection | null | undefined;
  /** What they are ordered by. */
  field: FlagOrderField;
};

/** What flags are ordered by. */
export type FlagOrderField =
  /** The time of creation. */
  | 'CREATED'
  /** The time of the last evaluation in any environment; never is the oldest. */
  | 'EVALUATED'
  /** The key. */
  | 'KEY'
  /** The display name. */
  | 'NAME'
  /** The time of the last change. */
  | 'UPDATED';

/** The change that each of the flags gets: one of these. */
export type FlagsChangeInput =
  {   /** Switches the flags on or off in one environment. */
  enabled: FlagsEnabledInput; lifecycle?: never; owner?: never; tags?: never; }
  |  { enabled?: never;   /** Stage of the lifecycle: ARCHIVED archives the flags. */
  lifecycle: FlagLifecycle; owner?: never; tags?: never; }
  |  { enabled?: never; lifecycle?: never;   /** Gives the flags an owner. */
  owner: FlagsOwnerInput; tags?: never; }
  |  { enabled?: never; lifecycle?: never; owner?: never;   /** Adds tags and removes others. */
  tags: FlagsTagsInput; };

/** A switch in one environment. */
export type FlagsEnabledInput = {
  /** Whether the flags are on. */
  enabled: boolean;
  /** The key of the environment. */
  environmentKey: string;
};

/** The owner of the flags. */
export type FlagsOwnerInput = {
  /** Person or team responsible for the flag, 1 to 200 characters. null removes it. */
  name?: string | null | undefined;
};

/** Tags to add and to remove. Other tags stay. At least one must be given. */
export type FlagsTagsInput = {
  /** Tags to add, at most 50, each of 1 to 50 characters. No flag may have more. */
  add?: Array<string> | null | undefined;
  /** Tags to remove, at most 50, each of 1 to 50 characters. */
  remove?: Array<string> | null | undefined;
};

/** An integration that is not saved. Nothing of it is stored. */
export type IntegrationDraftInput = {
  /** Keys of the environments whose events are delivered to it, at most 1,000. Empty: all. Events that concern no environment in particular are always delivered. */
  environmentKeys?: Array<string> | null | undefined;
  /** Event types that are delivered to it, at most 14. Empty: all. */
  eventTypes?: Array<EventType> | null | undefined;
  /** Display name, 1 to 200 characters. It is only checked. */
  name?: string | null | undefined;
  /** Key of the project. Required without `integrationId`; with it, it must be that of the integration. */
  projectKey?: string | null | undefined;
  /** The provider and its settings. Required without `integrationId`. With it the settings that are left out, and their secrets, are the saved ones. */
  provider?: IntegrationProviderDraftInput | null | undefined;
};

/** Whether an integration works. */
export type IntegrationHealthStatus =
  /** It is disabled: no events are delivered. */
  | 'DISABLED'
  /** The last attempt failed. */
  | 'FAILING'
  /** The last attempt succeeded, or there has been none yet. */
  | 'HEALTHY';

/** The kind of an integration. */
export type IntegrationProvider =
  /** Datadog, which shows changes of flags beside the affected services. */
  | 'DATADOG'
  /** Dynatrace (SaaS, Managed or an ActiveGate), which shows changes of flags on the affected entities. */
  | 'DYNATRACE'
  /** Jira Cloud, where the Jira issues that a flag is linked to show its state, get a comment for each change and change their status with its lifecycle. */
  | 'JIRA'
  /** New Relic, which marks changes of flags on the charts of the affected entities. */
  | 'NEW_RELIC'
  /** Messages in Slack, by an incoming webhook or by a bot that posts to channels. */
  | 'SLACK'
  /** Cards in a channel of Microsoft Teams, posted by a workflow. A delivery succeeds when the workflow accepts it; only the run history of the workflow shows whether the card was posted. */
  | 'TEAMS'
  /** An HTTP endpoint that receives signed requests. */
  | 'WEBHOOK';

/** Changed settings of one provider. */
export type IntegrationProviderChangeInput =
  {   /** Datadog, which shows changes of flags beside the affected services. */
  datadog: DatadogChangeInput; dynatrace?: never; jira?: never; newRelic?: never; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never;   /** Dynatrace (SaaS, Managed or an ActiveGate), which shows changes of flags on the affected entities. */
  dynatrace: DynatraceChangeInput; jira?: never; newRelic?: never; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never;   /** Jira Cloud, where the Jira issues that a flag is linked to show its state, get a comment for each change and change their status with its lifecycle. */
  jira: JiraChangeInput; newRelic?: never; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never;   /** New Relic, which marks changes of flags on the charts of the affected entities. */
  newRelic: NewRelicChangeInput; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never; newRelic?: never;   /** Messages in Slack, by an incoming webhook or by a bot that posts to channels. */
  slack: SlackChangeInput; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never; newRelic?: never; slack?: never;   /** Cards in a channel of Microsoft Teams, posted by a workflow. A delivery succeeds when the workflow accepts it; only the run history of the workflow shows whether the card was posted. */
  teams: TeamsChangeInput; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never; newRelic?: never; slack?: never; teams?: never;   /** An HTTP endpoint that receives signed requests. */
  webhook: WebhookChangeInput; };

/** The settings of one provider in a draft. */
export type IntegrationProviderDraftInput =
  {   /** Datadog, which shows changes of flags beside the affected services. */
  datadog: DatadogDraftInput; dynatrace?: never; jira?: never; newRelic?: never; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never;   /** Dynatrace (SaaS, Managed or an ActiveGate), which shows changes of flags on the affected entities. */
  dynatrace: DynatraceDraftInput; jira?: never; newRelic?: never; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never;   /** Jira Cloud, where the Jira issues that a flag is linked to show its state, get a comment for each change and change their status with its lifecycle. */
  jira: JiraDraftInput; newRelic?: never; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never;   /** New Relic, which marks changes of flags on the charts of the affected entities. */
  newRelic: NewRelicDraftInput; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never; newRelic?: never;   /** Messages in Slack, by an incoming webhook or by a bot that posts to channels. */
  slack: SlackDraftInput; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never; newRelic?: never; slack?: never;   /** Cards in a channel of Microsoft Teams, posted by a workflow. A delivery succeeds when the workflow accepts it; only the run history of the workflow shows whether the card was posted. */
  teams: TeamsDraftInput; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never; newRelic?: never; slack?: never; teams?: never;   /** An HTTP endpoint that receives signed requests. */
  webhook: WebhookDraftInput; };

/** The settings of one provider. */
export type IntegrationProviderInput =
  {   /** Datadog, which shows changes of flags beside the affected services. */
  datadog: DatadogInput; dynatrace?: never; jira?: never; newRelic?: never; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never;   /** Dynatrace (SaaS, Managed or an ActiveGate), which shows changes of flags on the affected entities. */
  dynatrace: DynatraceInput; jira?: never; newRelic?: never; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never;   /** Jira Cloud, where the Jira issues that a flag is linked to show its state, get a comment for each change and change their status with its lifecycle. */
  jira: JiraInput; newRelic?: never; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never;   /** New Relic, which marks changes of flags on the charts of the affected entities. */
  newRelic: NewRelicInput; slack?: never; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never; newRelic?: never;   /** Messages in Slack, by an incoming webhook or by a bot that posts to channels. */
  slack: SlackInput; teams?: never; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never; newRelic?: never; slack?: never;   /** Cards in a channel of Microsoft Teams, posted by a workflow. A delivery succeeds when the workflow accepts it; only the run history of the workflow shows whether the card was posted. */
  teams: TeamsInput; webhook?: never; }
  |  { datadog?: never; dynatrace?: never; jira?: never; newRelic?: never; slack?: never; teams?: never;   /** An HTTP endpoint that receives signed requests. */
  webhook: WebhookInput; };

/** Jira Cloud, where the Jira issues that a flag is linked to show its state, get a comment for each change and change their status with its lifecycle. Fields that are left out or null keep their values. */
export type JiraChangeInput = {
  /** An API token of that account, from id.atlassian.com > Security > API tokens. The account needs the permissions Browse projects, Link issues, Add comments and Transition issues; a token with scopes needs read:jira-work, write:jira-work and read:jira-user, and cloudId. Not shown again. */
  apiToken?: string | null | undefined;
  /** Base URL of Atlassian's API, for proxies and gateways. It is used only for the panel and for tokens with scopes. Left out or empty: https://api.atlassian.com. */
  apiUrl?: string | null | undefined;
  /** For Jira's own feature-flag panel: client ID of OAuth credentials, which a site administrator creates in Jira under Settings > Apps > OAuth credentials. Left out or empty: the panel is not used. */
  clientId?: string | null | undefined;
  /** Client secret, required with clientId. Not shown again. */
  clientSecret?: string | null | undefined;
  /** Cloud id of the site, from /_edge/tenant_info of the site. Required for an API token with scopes, which works only at https://api.atlassian.com/ex/jira/<cloudId>. Left out or empty: the token has no scopes and is sent to the site. */
  cloudId?: string | null | undefined;
  /** Which changes are written as comments on the linked Jira issues. Default: ALL. */
  comments?: JiraCommentScope | null | undefined;
  /** The e-mail address of the Atlassian account that the API token belongs to. */
  email?: string | null | undefined;
  /** Jira environment types of environments, at most 100. For environments that are not listed, the key decides: prod… is PRODUCTION, stag… is STAGING, test… and qa… are TESTING, all others are DEVELOPMENT. */
  environmentTypes?: Array<JiraEnvironmentInput> | null | undefined;
  /** Lifecycles that flags get when one of their Jira issues reaches a status, at most 100. Empty: Jira changes no flags. */
  lifecycles?: Array<JiraLifecycleInput> | null | undefined;
  /** Keys of the Jira projects whose Jira issues it handles, such as WEB; at most 100. Empty: all. */
  projectKeys?: Array<string> | null | undefined;
  /** The address of the Jira Cloud site, such as https://acme.atlassian.net. */
  siteUrl?: string | null | undefined;
  /** Statuses that the Jira issues of a flag are moved to when its lifecycle changes, at most 4. Empty: they are never moved. */
  transitions?: Array<JiraTransitionInput> | null | undefined;
};

/** Which changes of flags are written as comments on their Jira issues. */
export type JiraCommentScope =
  /** All. */
  | 'ALL'
  /** None. */
  | 'OFF'
  /** Changes in production environments, and changes that concern no environment in particular. */
  | 'PRODUCTION';

/** Jira Cloud, where the Jira issues that a flag is linked to show its state, get a comment for each change and change their status with its lifecycle. No field must be sent: what is missing is an issue of the draft. */
export type JiraDraftInput = {
  /** An API token of that account, from id.atlassian.com > Security > API tokens. The account needs the permissions Browse projects, Link issues, Add comments and Transition issues; a token with scopes needs read:jira-work, write:jira-work and read:jira-user, and cloudId. Not shown again. */
  apiToken?: string | null | undefined;
  /** Base URL of Atlassian's API, for proxies and gateways. It is used only for the panel and for tokens with scopes. Left out or empty: https://api.atlassian.com. */
  apiUrl?: string | null | undefined;
  /** For Jira's own feature-flag panel: client ID of OAuth credentials, which a site administrator creates in Jira under Settings > Apps > OAuth credentials. Left out or empty: the panel is not used. */
  clientId?: string | null | undefined;
  /** Client secret, required with clientId. Not shown again. */
  clientSecret?: string | null | undefined;
  /** Cloud id of the site, from /_edge/tenant_info of the site. Required for an API token with scopes, which works only at https://api.atlassian.com/ex/jira/<cloudId>. Left out or empty: the token has no scopes and is sent to the site. */
  cloudId?: string | null | undefined;
  /** Which changes are written as comments on the linked Jira issues. Default: ALL. */
  comments?: JiraCommentScope | null | undefined;
  /** The e-mail address of the Atlassian account that the API token belongs to. */
  email?: string | null | undefined;
  /** Jira environment types of environments, at most 100. For environments that are not listed, the key decides: prod… is PRODUCTION, stag… is STAGING, test… and qa… are TESTING, all others are DEVELOPMENT. */
  environmentTypes?: Array<JiraEnvironmentInput> | null | undefined;
  /** Lifecycles that flags get when one of their Jira issues reaches a status, at most 100. Empty: Jira changes no flags. */
  lifecycles?: Array<JiraLifecycleInput> | null | undefined;
  /** Keys of the Jira projects whose Jira issues it handles, such as WEB; at most 100. Empty: all. */
  projectKeys?: Array<string> | null | undefined;
  /** The address of the Jira Cloud site, such as https://acme.atlassian.net. */
  siteUrl?: string | null | undefined;
  /** Statuses that the Jira issues of a flag are moved to when its lifecycle changes, at most 4. Empty: they are never moved. */
  transitions?: Array<JiraTransitionInput> | null | undefined;
  /** Secret that Jira signs its webhooks with, 16 to 200 ASCII characters without spaces. Left out: one is generated and shown once as signingSecret. */
  webhookSecret?: string | null | undefined;
};

/** Jira environment type of one environment. */
export type JiraEnvironmentInput = {
  /** The key of the environment. */
  environmentKey: string;
  /** Jira environment type of the environment. */
  type: JiraEnvironmentType;
};

/** Jira environment type. */
export type JiraEnvironmentType =
  /** Development. */
  | 'DEVELOPMENT'
  /** Production. */
  | 'PRODUCTION'
  /** Staging, the last environment before production. */
  | 'STAGING'
  /** Testing. */
  | 'TESTING';

/** Jira Cloud, where the Jira issues that a flag is linked to show its state, get a comment for each change and change their status with its lifecycle. */
export type JiraInput = {
  /** An API token of that account, from id.atlassian.com > Security > API tokens. The account needs the permissions Browse projects, Link issues, Add comments and Transition issues; a token with scopes needs read:jira-work, write:jira-work and read:jira-user, and cloudId. Not shown again. */
  apiToken: string;
  /** Base URL of Atlassian's API, for proxies and gateways. It is used only for the panel and for tokens with scopes. Left out or empty: https://api.atlassian.com. */
  apiUrl?: string | null | undefined;
  /** For Jira's own feature-flag panel: client ID of OAuth credentials, which a site administrator creates in Jira under Settings > Apps > OAuth credentials. Left out or empty: the panel is not used. */
  clientId?: string | null | undefined;
  /** Client secret, required with clientId. Not shown again. */
  clientSecret?: string | null | undefined;
  /** Cloud id of the site, from /_edge/tenant_info of the site. Required for an API token with scopes, which works only at https://api.atlassian.com/ex/jira/<cloudId>. Left out or empty: the token has no scopes and is sent to the site. */
  cloudId?: string | null | undefined;
  /** Which changes are written as comments on the linked Jira issues. Default: ALL. */
  comments?: JiraCommentScope | null | undefined;
  /** The e-mail address of the Atlassian account that the API token belongs to. */
  email: string;
  /** Jira environment types of environments, at most 100. For environments that are not listed, the key decides: prod… is PRODUCTION, stag… is STAGING, test… and qa… are TESTING, all others are DEVELOPMENT. */
  environmentTypes?: Array<JiraEnvironmentInput> | null | undefined;
  /** Lifecycles that flags get when one of their Jira issues reaches a status, at most 100. Empty: Jira changes no flags. */
  lifecycles?: Array<JiraLifecycleInput> | null | undefined;
  /** Keys of the Jira projects whose Jira issues it handles, such as WEB; at most 100. Empty: all. */
  projectKeys?: Array<string> | null | undefined;
  /** The address of the Jira Cloud site, such as https://acme.atlassian.net. */
  siteUrl: string;
  /** Statuses that the Jira issues of a flag are moved to when its lifecycle changes, at most 4. Empty: they are never moved. */
  transitions?: Array<JiraTransitionInput> | null | undefined;
  /** Secret that Jira signs its webhooks with, 16 to 200 ASCII characters without spaces. Left out: one is generated and shown once as signingSecret. */
  webhookSecret?: string | null | undefined;
};

/** Lifecycle that linked flags get when a Jira issue reaches a status. */
export type JiraLifecycleInput = {
  /** Lifecycle that the linked flags get. */
  lifecycle: FlagLifecycle;
  /** Name or id of the new status of the Jira issue. Case is ignored. */
  status: string;
};

/** Status that the Jira issues of a flag are moved to when the flag gets a lifecycle. */
export type JiraTransitionInput = {
  /** New lifecycle of the flag. */
  lifecycle: FlagLifecycle;
  /** Name of the status that the Jira issues of the flag are moved to, or of the transition to use. Case is ignored. */
  status: string;
};

/** Outcome of a webhook from Jira. */
export type JiraWebhookOutcome =
  /** At least one flag was changed. */
  | 'APPLIED'
  /** It does not apply to this integration, or it arrived too late. */
  | 'IGNORED'
  /** It has not been processed yet. */
  | 'RECEIVED'
  /** The change needs an approval. Nothing was changed. */
  | 'REFUSED'
  /** No flag had to be changed. */
  | 'UNCHANGED';

/** Flag and issue to link. */
export type LinkJiraIssueInput = {
  /** Reason, at most 2,000 characters. Stored with the event. */
  comment?: string | null | undefined;
  /** The key of the flag. */
  flagKey: string;
  /** The key of the issue in any case, such as WEB-123: `^[A-Z][A-Z0-9_]{1,49}-[1-9][0-9]{0,9}$` */
  issueKey: string;
  /** The key of the project. */
  projectKey: string;
};

/** Environment to move. */
export type MoveEnvironmentInput = {
  /** The key of the environment. */
  key: string;
  /** Its new place; 1 is the first. */
  position: number;
  /** The key of the project. */
  projectKey: string;
};

/** Environment of the new project. */
export type NewEnvironmentInput = {
  /** The key: `^[a-z0-9][a-z0-9._-]{0,99}$`. */
  key: string;
  /** Display name, 1 to 200 characters. */
  name: string;
};

/** Custom attribute of the events in New Relic. */
export type NewRelicAttributeInput = {
  /** Name in NRQL: a letter, then letters, digits and any of _ . : */
  name: string;
  /** Value, at most 4,000 characters. */
  value: string;
};

/** New Relic, which marks changes of flags on the charts of the affected entities. Fields that are left out or null keep their values. */
export type NewRelicChangeInput = {
  /** A user key, which begins with NRAK-, from your name > API keys. Not shown again. */
  apiKey?: string | null | undefined;
  /** Base URL before /graphql, for proxies and gateways. Left out or empty: the one of the region. */
  apiUrl?: string | null | undefined;
  /** Custom attributes that are added to every event, at most 30. Attributes of GoGreen begin with gogreen. */
  attributes?: Array<NewRelicAttributeInput> | null | undefined;
  /** GUIDs of the entities that the flags affect, 1 to 100. Every event is created on each of them. */
  entityGuids?: Array<string> | null | undefined;
  /** The data region of the account: US, EU, JP or GOV (FedRAMP). Default: US. */
  region?: string | null | undefined;
};

/** New Relic, which marks changes of flags on the charts of the affected entities. No field must be sent: what is missing is an issue of the draft. */
export type NewRelicDraftInput = {
  /** A user key, which begins with NRAK-, from your name > API keys. Not shown again. */
  apiKey?: string | null | undefined;
  /** Base URL before /graphql, for proxies and gateways. Left out or empty: the one of the region. */
  apiUrl?: string | null | undefined;
  /** Custom attributes that are added to every event, at most 30. Attributes of GoGreen begin with gogreen. */
  attributes?: Array<NewRelicAttributeInput> | null | undefined;
  /** GUIDs of the entities that the flags affect, 1 to 100. Every event is created on each of them. */
  entityGuids?: Array<string> | null | undefined;
  /** The data region of the account: US, EU, JP or GOV (FedRAMP). Default: US. */
  region?: string | null | undefined;
};

/** New Relic, which marks changes of flags on the charts of the affected entities. */
export type NewRelicInput = {
  /** A user key, which begins with NRAK-, from your name > API keys. Not shown again. */
  apiKey: string;
  /** Base URL before /graphql, for proxies and gateways. Left out or empty: the one of the region. */
  apiUrl?: string | null | undefined;
  /** Custom attributes that are added to every event, at most 30. Attributes of GoGreen begin with gogreen. */
  attributes?: Array<NewRelicAttributeInput> | null | undefined;
  /** GUIDs of the entities that the flags affect, 1 to 100. Every event is created on each of them. */
  entityGuids: Array<string>;
  /** The data region of the account: US, EU, JP or GOV (FedRAMP). Default: US. */
  region?: string | null | undefined;
};

/** Reason why two variations cannot be compared yet. */
export type NotEnoughDataReason =
  /** The observations do not vary: without variance there is no test. */
  | 'NO_VARIANCE'
  /** At the current rates one of the two is expected to have fewer than 5 conversions, or fewer than 5 exposures without one: the test would not be valid. */
  | 'TOO_FEW_CONVERSIONS'
  /** One of the two has fewer exposures, or values, than the minimum sample of the experiment. */
  | 'TOO_FEW_EXPOSURES';

/** How a clause compares an attribute of the evaluation context with its values. */
export type Operator =
  /** The attribute is a string that contains at least one of the values; case counts. Takes 1 to 100 strings. */
  | 'CONTAINS'
  /** The attribute is a list that has every one of the values. Takes 1 to 1000 strings, numbers or booleans. */
  | 'CONTAINS_ALL'
  /** The attribute is a list that has at least one of the values. Takes 1 to 1000 strings, numbers or booleans. */
  | 'CONTAINS_ANY'
  /** The attribute is a moment after the value: an ISO 8601 string with a zone ("2026-03-04T12:00Z", "2026-03-04 13:00:00.123456+01", "20260304T120000Z"), a date alone, which is midnight UTC, or a number of milliseconds since 1970. Takes one ISO 8601 string, in the same forms. */
  | 'DATE_AFTER'
  /** The attribute is a moment before the value: an ISO 8601 string with a zone ("2026-03-04T12:00Z", "2026-03-04 13:00:00.123456+01", "20260304T120000Z"), a date alone, which is midnight UTC, or a number of milliseconds since 1970. Takes one ISO 8601 string, in the same forms. */
  | 'DATE_BEFORE'
  /** The attribute is a string that ends with at least one of the values; case counts. Takes 1 to 100 strings. */
  | 'ENDS_WITH'
  /** The attribute is exactly this value, of the same type: "1" is not 1. Takes one string, number or boolean. */
  | 'EQUALS'
  /** The context has the attribute and it is not null. Takes no values. */
  | 'EXISTS'
  /** The attribute is exactly one of the values, of the same type. Takes 1 to 1000 strings, numbers or booleans. */
  | 'IN'
  /** The attribute is a string in which the regular expression is found anywhere; use ^ and $ to match the whole. Takes one string in RE2 syntax (no lookaround, no backreferences), at most 1,000 characters. An attribute of more than 1000 characters matches neither a pattern nor its negation. */
  | 'MATCHES_REGEX'
  /** The same as IN negated: a context without the attribute matches, one where it is a list or an object does not. Takes 1 to 1000 strings, numbers or booleans. */
  | 'NOT_IN'
  /** The attribute is a number from the first value to the second, both included. Takes two numbers, the lower one first; strings that look like numbers do not match. */
  | 'NUMBER_BETWEEN'
  /** The attribute is a number equal to the value. Takes one number; strings that look like numbers do not match. */
  | 'NUMBER_EQUALS'
  /** The attribute is a number greater than the value. Takes one number; strings that look like numbers do not match. */
  | 'NUMBER_GREATER'
  /** The attribute is a number greater than or equal to the value. Takes one number; strings that look like numbers do not match. */
  | 'NUMBER_GREATER_OR_EQUAL'
  /** The attribute is a number less than the value. Takes one number; strings that look like numbers do not match. */
  | 'NUMBER_LESS'
  /** The attribute is a number less than or equal to the value. Takes one number; strings that look like numbers do not match. */
  | 'NUMBER_LESS_OR_EQUAL'
  /** The attribute is a semantic version the same as the value; pre-releases come before their release and build metadata is ignored. In attributes a leading "v" is allowed, and missing parts are 0: "v1.2" is 1.2.0. Takes one full version such as "1.2.3". */
  | 'SEMVER_EQUALS'
  /** The attribute is a semantic version higher than the value; pre-releases come before their release and build metadata is ignored. In attributes a leading "v" is allowed, and missing parts are 0: "v1.2" is 1.2.0. Takes one full version such as "1.2.3". */
  | 'SEMVER_GREATER'
  /** The attribute is a semantic version the same as or higher than the value; pre-releases come before their release and build metadata is ignored. In attributes a leading "v" is allowed, and missing parts are 0: "v1.2" is 1.2.0. Takes one full version such as "1.2.3". */
  | 'SEMVER_GREATER_OR_EQUAL'
  /** The attribute is a semantic version lower than the value; pre-releases come before their release and build metadata is ignored. In attributes a leading "v" is allowed, and missing parts are 0: "v1.2" is 1.2.0. Takes one full version such as "1.2.3". */
  | 'SEMVER_LESS'
  /** The attribute is a semantic version the same as or lower than the value; pre-releases come before their release and build metadata is ignored. In attributes a leading "v" is allowed, and missing parts are 0: "v1.2" is 1.2.0. Takes one full version such as "1.2.3". */
  | 'SEMVER_LESS_OR_EQUAL'
  /** The attribute is a string that starts with at least one of the values; case counts. Takes 1 to 100 strings. */
  | 'STARTS_WITH';

/** What the values of an operator are. */
export type OperatorValueKind =
  /** A date, or a date with time and zone, in ISO 8601. */
  | 'DATE'
  /** It takes no values. */
  | 'NONE'
  /** Numbers. */
  | 'NUMBER'
  /** A regular expression in RE2 syntax. */
  | 'PATTERN'
  /** Strings, numbers or booleans. They match attributes of the same type. */
  | 'SCALAR'
  /** Strings to look for in text. */
  | 'TEXT'
  /** A semantic version such as "1.2.3". */
  | 'VERSION';

/** The direction of an order. */
export type OrderDirection =
  /** The smallest or oldest first. */
  | 'ASC'
  /** The largest or newest first. */
  | 'DESC';

/** A permission in a project. */
export type PermissionName =
  /** Only admins of the project may apply changes without their approvals, in an emergency. */
  | 'BYPASS_APPROVALS'
  /** Only editors and admins of the project may create, change and delete flags. */
  | 'CHANGE_FLAGS'
  /** Only editors and admins of the project may comment on changes. */
  | 'COMMENT_ON_CHANGES'
  /** Only admins of the project may create and change environments. */
  | 'CONFIGURE_ENVIRONMENTS'
  /** Only admins of the project may configure and test integrations. */
  | 'CONFIGURE_INTEGRATIONS'
  /** Only admins of the project may change its settings. */
  | 'CONFIGURE_PROJECT'
  /** Only viewers, editors and admins of the project, and its client keys and server keys, may evaluate flags and subscribe to their changes. */
  | 'EVALUATE_FLAGS'
  /** Only admins of the project may grant and revoke roles, client keys and server keys. */
  | 'GRANT_ACCESS'
  /** Only editors and admins of the project may request, edit and cancel changes. */
  | 'PROPOSE_CHANGES'
  /** Only admins of the project may read its audit log. */
  | 'READ_AUDIT'
  /** Only viewers, editors and admins of the project may read it. */
  | 'READ_PROJECT'
  /** Only editors and admins of the project may retry, replay and cancel deliveries. */
  | 'REPEAT_DELIVERIES'
  /** Only editors and admins of the project may approve, reject and apply changes. */
  | 'REVIEW_CHANGES'
  /** Only editors and admins of the project may run experiments. */
  | 'RUN_EXPERIMENTS';

/** The integration, a draft, or both, and the event to preview. */
export type PreviewIntegrationInput = {
  /** Settings that are not saved: without `integrationId` those of a new integration, with it changes of that integration. A draft that could not be saved fails as saving it would. */
  draft?: IntegrationDraftInput | null | undefined;
  /** Id of an event of its project, `evt_…`. Default: the newest event that matches the integration, or a sample event when there is none. */
  eventId?: string | number | null | undefined;
  /** Id of the integration, `intg_…`. Required without `draft`. */
  integrationId?: string | number | null | undefined;
};

/** Role in a project. Each role includes the rights of the roles before it. */
export type ProjectRole =
  /** Manages environments, integrations, roles and client keys, and reads the audit log. */
  | 'ADMIN'
  /** Changes flags, proposes and reviews changes, runs experiments, and retries and replays deliveries. */
  | 'EDITOR'
  /** Reads everything but tokens, client keys and the audit log. */
  | 'VIEWER';

/** Change of a flag in one environment to propose. */
export type ProposeFlagChangeInput = {
  /** Reason for the change, at most 2,000 characters. */
  comment?: string | null | undefined;
  /** Whether the flag is on. */
  enabled?: boolean | null | undefined;
  /** The key of the environment. */
  environmentKey: string;
  /** Version of the flag that the change was made for. Fails with ConflictError if the flag has another one. */
  expectedVersion?: number | null | undefined;
  /** Served when no rule matches. */
  fallthrough?: ServeInput | null | undefined;
  /** The key of the flag. */
  flagKey: string;
  /** Key of the variation that is served while the flag is off. */
  offVariation?: string | null | undefined;
  /** The key of the project. */
  projectKey: string;
  /** Replaces all rules, at most 200. The first that matches is served. */
  rules?: Array<RuleInput> | null | undefined;
  /** Time at which the change request is applied automatically, at most 365 days from now. It is cancelled if it lacks approvals then, or if the flag has changed so that the result would differ. Default: it is applied with applyChangeRequest. */
  scheduledAt?: string | null | undefined;
  /** Title, 1 to 200 characters. Default: the summary of the first change. */
  title?: string | null | undefined;
};

/** Flag, environment, and the event after which it behaved as it is proposed to behave again. */
export type ProposeFlagRestoreInput = {
  /** Reason for the change, at most 2,000 characters. */
  comment?: string | null | undefined;
  /** The key of the environment. */
  environmentKey: string;
  /** Id of an event of the flag, `evt_…`: how the flag behaved after it is restored, in this environment only. Its variations, name, tags and lifecycle stay as they are. */
  eventId: string | number;
  /** Version of the flag that the change was made for. Fails with ConflictError if the flag has another one. */
  expectedVersion?: number | null | undefined;
  /** The key of the flag. */
  flagKey: string;
  /** The key of the project. */
  projectKey: string;
  /** Time at which the change request is applied automatically, at most 365 days from now. It is cancelled if it lacks approvals then, or if the flag has changed so that the result would differ. Default: it is applied with applyChangeRequest. */
  scheduledAt?: string | null | undefined;
  /** Title, 1 to 200 characters. Default: the summary of the first change. */
  title?: string | null | undefined;
};

/** What kind of product a provider is. */
export type ProviderCategory =
  /** A chat. */
  | 'CHAT'
  /** A tracker of issues. */
  | 'ISSUES'
  /** A product that watches applications. */
  | 'OBSERVABILITY'
  /** An endpoint of your own. */
  | 'WEBHOOK';

/** How a field of a form is filled in. */
export type ProviderFieldKind =
  /** True or false. */
  | 'BOOLEAN'
  /** One of `choices`. */
  | 'CHOICE'
  /** A list of texts. */
  | 'LIST'
  /** A list of objects with the fields in `fields`. The first of them is the key: no two entries have the same. */
  | 'MAP'
  /** A number. */
  | 'NUMBER'
  /** A text that is not shown again. In a change, a secret that is left out stays. */
  | 'SECRET'
  /** A text. */
  | 'TEXT'
  /** A URL, as a text. */
  | 'URL';

/** Cumulative totals of an experiment. */
export type RecordExperimentResultsInput = {
  /** Id of these totals, chosen by the sender, unique in the experiment, at most 200 characters. Sending the same totals again changes nothing and returns the same answer. */
  batchId: string;
  /** The id of the experiment, `exp_…`. */
  experimentId: string | number;
  /** Time of the totals. The results are computed from the newest totals, in whatever order they arrive. */
  occurredAt: string;
  /** Control and every treatment, each once, in any order; at most 50. */
  variations: Array<ExperimentTotalsInput>;
};

/** Kind of a recovery. */
export type RecoveryKind =
  /** Events of the log for one integration, by `replayEvents`. */
  | 'REPLAY'
  /** One more attempt for failed deliveries, by `retryFailedDeliveries`. */
  | 'RETRY';

/** Status of a recovery. */
export type RecoveryStatus =
  /** It was cancelled by `cancelRecovery`, or because the integration of a replay was disabled or deleted. */
  | 'CANCELLED'
  /** It has queued all deliveries. Some may not have ended yet: see `waiting`. */
  | 'COMPLETED'
  /** It is still queueing deliveries, batch by batch. */
  | 'RUNNING';

/** Change request to reject, with the reason. */
export type RejectChangeRequestInput = {
  /** The id of the change request. */
  changeRequestId: string | number;
  /** Reason, such as what should be different, 1 to 2,000 characters. Stored with the event. */
  comment: string;
  /** Revision that was reviewed. Fails with ConflictError if the change request has another one. */
  expectedRevision?: number | null | undefined;
};

/** The events to replay. All conditions must hold. */
export type ReplayEventsInput = {
  /** Only events after this sequence. Default: 0, from the first event. */
  afterSequence?: number | null | undefined;
  /** Only count the deliveries; no recovery is started. Default: false. */
  countOnly?: boolean | null | undefined;
  /** Which events of the range. Default: MISSING. */
  include?: ReplayInclude | null | undefined;
  /** Id of the integration, `intg_…`. It must be enabled. */
  integrationId: string | number;
  /** Only events of this time or later. */
  occurredAfter?: string | null | undefined;
  /** Only events before this time. */
  occurredBefore?: string | null | undefined;
  /** Only events up to and including this sequence. Default: the newest event. */
  untilSequence?: number | null | undefined;
};

/** Which events of the range are replayed. */
export type ReplayInclude =
  /** All events, also those that were delivered; with the same `webhook-id` as before while their deliveries are kept. Deliveries that are PENDING or SENDING are not changed. */
  | 'ALL'
  /** Events that the integration has not received: without a delivery, or with one that is FAILED or CANCELLED. Reaches back RETENTION_DAYS at most, because older deliveries are not kept. */
  | 'MISSING';

/** A range of status codes of HTTP, such as 500 to 599. */
export type ResponseStatusesInput = {
  /** The first status code, from 100 to 599. */
  from: number;
  /** The last status code, from 100 to 599; not smaller than `from`. */
  to: number;
};

/** Flag, environment, and the event after which it behaved as it is to behave again. */
export type RestoreFlagInput = {
  /** Reason for the change, at most 2,000 characters. Stored with the event and shown in messages. Jira issues named in it are linked to the flag if an integration handles their project. */
  comment?: string | null | undefined;
  /** The key of the environment, where it has `confirmChanges`: without it the change is rejected with an issue at `confirm`. Elsewhere it is ignored. */
  confirm?: string | null | undefined;
  /** The key of the environment. */
  environmentKey: string;
  /** Id of an event of the flag, `evt_…`: how the flag behaved after it is restored, in this environment only. Its variations, name, tags and lifecycle stay as they are. */
  eventId: string | number;
  /** Version of the flag that the change was made for. Fails with ConflictError if the flag has another one. */
  expectedVersion?: number | null | undefined;
  /** The key of the flag. */
  flagKey: string;
  /** The key of the project. */
  projectKey: string;
};

/** The delivery to retry. */
export type RetryDeliveryInput = {
  /** Id of the delivery, `dlv_…`. */
  deliveryId: string | number;
};

/** The failed deliveries to retry. All conditions must hold; omitted ones do not filter. */
export type RetryFailedDeliveriesInput = {
  /** Only count the deliveries; no recovery is started. Default: false. */
  countOnly?: boolean | null | undefined;
  /** Only these deliveries, `dlv_…`. 1 to 1,000 ids. */
  deliveryIds?: Array<string | number> | null | undefined;
  /** Only deliveries whose last attempt failed with one of these classes, at most 12. */
  errorClasses?: Array<AttemptErrorClass> | null | undefined;
  /** Only deliveries whose last attempt failed at this time or later. */
  failedAfter?: string | null | undefined;
  /** Only deliveries whose last attempt failed before this time. Default: now. */
  failedBefore?: string | null | undefined;
  /** Filter, as of the list of deliveries: of those that it shows, the failed ones are retried. While processes of a version without this filter still run, failures that they record may be missed by `errorClasses`, `responseStatuses` and `text`. */
  filter?: DeliveryFilter | null | undefined;
  /** Only deliveries to this integration, `intg_…`. It must be enabled. */
  integrationId?: string | number | null | undefined;
  /** Key of the project. */
  projectKey: string;
};

/** Access token to revoke. */
export type RevokeAccessTokenInput = {
  /** The id of the token, `tok_…`. */
  accessTokenId: string | number;
};

/** Client key to revoke. */
export type RevokeClientKeyInput = {
  /** The id of the client key, `tok_…`. */
  clientKeyId: string | number;
  /** The key of the project. */
  projectKey: string;
};

/** Server key to revoke. */
export type RevokeServerKeyInput = {
  /** The key of the project. */
  projectKey: string;
  /** The id of the server key, `tok_…`. */
  serverKeyId: string | number;
};

/** Session to end. */
export type RevokeSessionInput = {
  /** The id of the session, `sess_…`. */
  sessionId: string | number;
};

/** Percentage rollout: splits contexts by the hash of one attribute. */
export type RolloutInput = {
  /** Attribute whose value is hashed, such as `userId`. Contexts with the same value always get the same variation, and those for which it is missing, null or an empty string, or a list or an object, the first one that has a weight. */
  bucketBy: string;
  /** Shares of the variations, at most 100. They must add up to 100. */
  weights: Array<RolloutWeightInput>;
};

/** Share of one variation in a rollout. */
export type RolloutWeightInput = {
  /** The key of the variation. */
  variation: string;
  /** Share in percent, from 0 to 100, with at most three decimals. */
  weight: number;
};

/** The integration whose signing secret is rotated. */
export type RotateSigningSecretInput = {
  /** Hours for which the old secret stays valid, 0 to 720. Default: 24. */
  graceHours?: number | null | undefined;
  /** The id of the integration, `intg_…`. */
  integrationId: string | number;
};

/** Serves a variation or a rollout to the contexts that match all of its clauses. */
export type RuleInput = {
  /** Conditions, 1 to 50. All of them must match. */
  clauses: Array<ClauseInput>;
  /** Purpose of the rule, at most 2,000 characters. */
  description?: string | null | undefined;
  /** Id of the existing rule to change. Default: an existing rule with the same content is kept, otherwise a new one is created. */
  id?: string | number | null | undefined;
  /** Served to contexts that match. */
  serve: ServeInput;
};

/** View to save. */
export type SaveFlagViewInput = {
  /** The name, 1 to 200 characters. */
  name: string;
  /** The key of the project. */
  projectKey: string;
  /** What the address of the flag list has after the `?`: filter, order and columns, such as `lifecycle=["STALE"]&order=updated`. At most 2,000 characters; empty for all flags. */
  search: string;
};

/** Kind of thing that a search found. */
export type SearchHitKind =
  /** A change request. */
  | 'CHANGE_REQUEST'
  /** An experiment. */
  | 'EXPERIMENT'
  /** A flag. */
  | 'FLAG'
  /** An integration. */
  | 'INTEGRATION';

/** Either a variation or a rollout. */
export type ServeInput =
  {   /** Percentage rollout to serve. */
  rollout: RolloutInput; variation?: never; }
  |  { rollout?: never;   /** Key of the variation to serve. */
  variation: string; };

/** Flag to switch on or off. */
export type SetFlagEnabledInput = {
  /** Reason for the change, at most 2,000 characters. Stored with the event and shown in messages. Jira issues named in it are linked to the flag if an integration handles their project. */
  comment?: string | null | undefined;
  /** The key of the environment, where it has `confirmChanges`: without it the change is rejected with an issue at `confirm`. Elsewhere it is ignored. */
  confirm?: string | null | undefined;
  /** Whether the flag is on. */
  enabled: boolean;
  /** The key of the environment. */
  environmentKey: string;
  /** The key of the flag. */
  flagKey: string;
  /** The key of the project. */
  projectKey: string;
};

/** Role of a user in a project. Name the user by either userId or email. */
export type SetProjectRoleInput = {
  /** The e-mail address of the user. */
  email?: string | null | undefined;
  /** The key of the project. */
  projectKey: string;
  /** Role of the user. Required; null removes the role. */
  role?: ProjectRole | null | undefined;
  /** The id of the user, `user_…`. */
  userId?: string | number | null | undefined;
};

/** Whether the tour is closed. */
export type SetTourClosedInput = {
  /** true closes the tour, false opens it again. */
  closed: boolean;
};

/** How a user signed in. */
export type SignInMethod =
  /** With the link that is printed at the start of embedded mode. */
  | 'LINK'
  /** By the OIDC issuer. */
  | 'OIDC'
  /** With an access token, the admin token or a JWT, which was pasted. */
  | 'TOKEN';

/** Messages in Slack, by an incoming webhook or by a bot that posts to channels. Fields that are left out or null keep their values. */
export type SlackChangeInput = {
  /** With a bot token: base URL of the Web API. Default: https://slack.com/api. */
  apiUrl?: string | null | undefined;
  /** Instead of webhookUrl: a bot token, `xoxb-…`, with the scope `chat:write`, and `chat:write.public` for channels that the bot has not joined. Not shown again. */
  botToken?: string | null | undefined;
  /** With a bot token: 1 to 20 channels, as ID (`C0123456789`) or name (`#releases`). */
  channels?: Array<string> | null | undefined;
  /** The URL of an incoming webhook, `https://hooks.slack.com/services/…`. Not shown again. */
  webhookUrl?: string | null | undefined;
};

/** Messages in Slack, by an incoming webhook or by a bot that posts to channels. No field must be sent: what is missing is an issue of the draft. */
export type SlackDraftInput = {
  /** With a bot token: base URL of the Web API. Default: https://slack.com/api. */
  apiUrl?: string | null | undefined;
  /** Instead of webhookUrl: a bot token, `xoxb-…`, with the scope `chat:write`, and `chat:write.public` for channels that the bot has not joined. Not shown again. */
  botToken?: string | null | undefined;
  /** With a bot token: 1 to 20 channels, as ID (`C0123456789`) or name (`#releases`). */
  channels?: Array<string> | null | undefined;
  /** The URL of an incoming webhook, `https://hooks.slack.com/services/…`. Not shown again. */
  webhookUrl?: string | null | undefined;
};

/** Messages in Slack, by an incoming webhook or by a bot that posts to channels. */
export type SlackInput = {
  /** With a bot token: base URL of the Web API. Default: https://slack.com/api. */
  apiUrl?: string | null | undefined;
  /** Instead of webhookUrl: a bot token, `xoxb-…`, with the scope `chat:write`, and `chat:write.public` for channels that the bot has not joined. Not shown again. */
  botToken?: string | null | undefined;
  /** With a bot token: 1 to 20 channels, as ID (`C0123456789`) or name (`#releases`). */
  channels?: Array<string> | null | undefined;
  /** The URL of an incoming webhook, `https://hooks.slack.com/services/…`. Not shown again. */
  webhookUrl?: string | null | undefined;
};

/** Experiment to start. */
export type StartExperimentInput = {
  /** Reason, at most 2,000 characters. Stored with the event. */
  comment?: string | null | undefined;
  /** The id of the experiment, `exp_…`. */
  experimentId: string | number;
};

/** Cards in a channel of Microsoft Teams, posted by a workflow. A delivery succeeds when the workflow accepts it; only the run history of the workflow shows whether the card was posted. Fields that are left out or null keep their values. */
export type TeamsChangeInput = {
  /** URL of a workflow that posts to a channel (Workflows, formerly Power Automate). URLs of Office 365 connectors no longer work. Not shown again. */
  workflowUrl?: string | null | undefined;
};

/** Cards in a channel of Microsoft Teams, posted by a workflow. A delivery succeeds when the workflow accepts it; only the run history of the workflow shows whether the card was posted. No field must be sent: what is missing is an issue of the draft. */
export type TeamsDraftInput = {
  /** URL of a workflow that posts to a channel (Workflows, formerly Power Automate). URLs of Office 365 connectors no longer work. Not shown again. */
  workflowUrl?: string | null | undefined;
};

/** Cards in a channel of Microsoft Teams, posted by a workflow. A delivery succeeds when the workflow accepts it; only the run history of the workflow shows whether the card was posted. */
export type TeamsInput = {
  /** URL of a workflow that posts to a channel (Workflows, formerly Power Automate). URLs of Office 365 connectors no longer work. Not shown again. */
  workflowUrl: string;
};

/** The draft to test, and the event to send. */
export type TestIntegrationDraftInput = {
  /** Settings that are not saved: without `integrationId` those of a new integration, with it changes of that integration. A draft that could not be saved fails as saving it would. */
  draft: IntegrationDraftInput;
  /** Id of an event of its project, `evt_…`, of which a copy is sent: marked as a test, with a new id, the sequence 0 and the present time. Default: an event about a flag that does not exist. */
  eventId?: string | number | null | undefined;
  /** Id of the integration that the draft changes, `intg_…`. Left out: it is a new one. */
  integrationId?: string | number | null | undefined;
};

/** The integration to test, and the event to send. */
export type TestIntegrationInput = {
  /** Id of an event of its project, `evt_…`, of which a copy is sent: marked as a test, with a new id, the sequence 0 and the present time. Default: an event about a flag that does not exist. */
  eventId?: string | number | null | undefined;
  /** Id of the integration, `intg_…`. */
  integrationId: string | number;
};

/** Flag and issue to unlink. */
export type UnlinkJiraIssueInput = {
  /** Reason, at most 2,000 characters. Stored with the event. */
  comment?: string | null | undefined;
  /** The key of the flag. */
  flagKey: string;
  /** The key of the issue in any case, such as WEB-123: `^[A-Z][A-Z0-9_]{1,49}-[1-9][0-9]{0,9}$` */
  issueKey: string;
  /** The key of the project. */
  projectKey: string;
};

/** Change of an environment. */
export type UpdateEnvironmentInput = {
  /** Whether direct changes of flags in this environment must carry `confirm` with its key. */
  confirmChanges?: boolean | null | undefined;
  /** The key of the environment. */
  key: string;
  /** Number of approvals that a change request needs before it can be applied, 1 to 10. Also applies to open change requests. */
  minimumApprovals?: number | null | undefined;
  /** Display name, 1 to 200 characters. */
  name?: string | null | undefined;
  /** The key of the project. */
  projectKey: string;
  /** Whether changes of flags in this environment require an approval. */
  requiresApproval?: boolean | null | undefined;
};

/** Change of an experiment. Fields that are left out or null keep their values. */
export type UpdateExperimentInput = {
  /** Significance level, 0.0001 to 0.5. Default: 0.05. */
  alpha?: number | null | undefined;
  /** Key of the variation that the treatments are compared with. */
  control?: string | null | undefined;
  /** Where the totals come from. Fixed once the experiment runs. Default: RECORDED. */
  counting?: ExperimentCounting | null | undefined;
  /** The id of the experiment, `exp_…`. */
  experimentId: string | number;
  /** Expected effect of the treatments and the reason, 1 to 2,000 characters. */
  hypothesis?: string | null | undefined;
  /** Metric. */
  metric?: ExperimentMetricInput | null | undefined;
  /** Number of exposures (or values of a MEAN metric) that a variation needs before it is compared, at least 2. Default: 100. */
  minimumSample?: number | null | undefined;
  /** Display name, 1 to 200 characters. */
  name?: string | null | undefined;
  /** Interval with at most one event about results, from 1 minute to 30 days. Default: one day. */
  reportEveryMinutes?: number | null | undefined;
  /** Expected split of exposures among control and treatments, at most 21 entries, for the sample ratio check. Default: equal shares. */
  split?: Array<ExperimentShareInput> | null | undefined;
  /** Keys of the variations that are compared with control, 1 to 20. */
  treatments?: Array<string> | null | undefined;
};

/** Change of a flag in one environment. Fields that are left out keep their values. */
export type UpdateFlagEnvironmentInput = {
  /** Reason for the change, at most 2,000 characters. Stored with the event and shown in messages. Jira issues named in it are linked to the flag if an integration handles their project. */
  comment?: string | null | undefined;
  /** The key of the environment, where it has `confirmChanges`: without it the change is rejected with an issue at `confirm`. Elsewhere it is ignored. */
  confirm?: string | null | undefined;
  /** Whether the flag is on. */
  enabled?: boolean | null | undefined;
  /** The key of the environment. */
  environmentKey: string;
  /** Version of the flag that the change was made for. Fails with ConflictError if the flag has another one. */
  expectedVersion?: number | null | undefined;
  /** Served when no rule matches. */
  fallthrough?: ServeInput | null | undefined;
  /** The key of the flag. */
  flagKey: string;
  /** Key of the variation that is served while the flag is off. */
  offVariation?: string | null | undefined;
  /** The key of the project. */
  projectKey: string;
  /** Replaces all rules, at most 200. The first that matches is served. The variations and the rules of all environments together take at most 256 KiB as JSON. What the event of one change says, with values before and after, takes at most 2,048 KiB. */
  rules?: Array<RuleInput> | null | undefined;
};

/** Change of a flag. Fields that are left out keep their values. */
export type UpdateFlagInput = {
  /** Reason for the change, at most 2,000 characters. Stored with the event and shown in messages. Jira issues named in it are linked to the flag if an integration handles their project. */
  comment?: string | null | undefined;
  /** Keys of the environments with `confirmChanges` in which this makes a difference to what is served, at most 50: without them it is rejected with an issue at `confirm`. */
  confirm?: Array<string> | null | undefined;
  /** Purpose of the flag, at most 2,000 characters. null removes it. */
  description?: string | null | undefined;
  /** Version of the flag that the change was made for. Fails with ConflictError if the flag has another one. */
  expectedVersion?: number | null | undefined;
  /** The key of the flag. */
  key: string;
  /** Stage of the lifecycle. */
  lifecycle?: FlagLifecycle | null | undefined;
  /** Display name, 1 to 200 characters. */
  name?: string | null | undefined;
  /** Person or team responsible for the flag, 1 to 200 characters. null removes it. */
  owner?: string | null | undefined;
  /** The key of the project. */
  projectKey: string;
  /** Replaces all tags: at most 50, each of 1 to 50 characters. */
  tags?: Array<string> | null | undefined;
  /** Replaces all variations, at most 100. The variations and the rules of all environments together take at most 256 KiB as JSON. What the event of one change says, with values before and after, takes at most 2,048 KiB. */
  variations?: Array<VariationInput> | null | undefined;
};

/** Flags, and the change that each of them gets. */
export type UpdateFlagsInput = {
  /** The change. */
  change: FlagsChangeInput;
  /** Reason for the change, at most 2,000 characters. Stored with the event and shown in messages. Jira issues named in it are linked to the flag if an integration handles their project. */
  comment?: string | null | undefined;
  /** Keys of the environments with `confirmChanges` in which this makes a difference to what is served, at most 50: without them it is rejected with an issue at `confirm`. */
  confirm?: Array<string> | null | undefined;
  /** Keys of the flags, 1 to 100. A key that stands twice counts once. */
  flagKeys: Array<string>;
  /** The key of the project. */
  projectKey: string;
};

/** Changes of an integration. */
export type UpdateIntegrationInput = {
  /** Whether events are delivered. An integration that is enabled again gets the events from then on, not the ones from before. */
  enabled?: boolean | null | undefined;
  /** Keys of the environments whose events are delivered to it, at most 1,000. Empty: all. Events that concern no environment in particular are always delivered. */
  environmentKeys?: Array<string> | null | undefined;
  /** Event types that are delivered to it, at most 14. Empty: all. */
  eventTypes?: Array<EventType> | null | undefined;
  /** The id of the integration, `intg_…`. */
  integrationId: string | number;
  /** New display name, 1 to 200 characters. */
  name?: string | null | undefined;
  /** Changed settings. The provider itself cannot be changed. */
  provider?: IntegrationProviderChangeInput | null | undefined;
};

/** Change of a project. */
export type UpdateProjectInput = {
  /** The key of the project. */
  key: string;
  /** Display name, 1 to 200 characters. */
  name: string;
};

/** Change of a user. */
export type UpdateUserInput = {
  /** Whether the user is deactivated. A deactivated user cannot sign in, and none of their tokens and sessions is valid; reactivating makes those that have not ended valid again. */
  deactivated?: boolean | null | undefined;
  /** Display name, 1 to 200 characters. */
  name?: string | null | undefined;
  /** Whether the user is an owner of this instance, who may do everything in every project and manages users. The admin always is. */
  owner?: boolean | null | undefined;
  /** The id of the user, `user_…`. */
  userId: string | number;
};

/** Filter of users. All conditions must match. */
export type UserFilter = {
  /** true: deactivated users. false: active users. */
  isDeactivated?: boolean | null | undefined;
  /** true: owners of this instance. false: all others. */
  isOwner?: boolean | null | undefined;
  /** Users of one of these kinds. At most 1,000 entries. */
  kinds?: Array<UserKind> | null | undefined;
  /** Part of the name or the e-mail address. Not case-sensitive. */
  text?: string | null | undefined;
};

/** Kind of user. */
export type UserKind =
  /** A person, with an e-mail address. */
  | 'PERSON'
  /** A service account: a program, without an e-mail address. */
  | 'SERVICE';

/** One of the values that a flag can serve. */
export type VariationInput = {
  /** Meaning of the variation, at most 2,000 characters. */
  description?: string | null | undefined;
  /** The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique in the flag. */
  key: string;
  /** Display name, 1 to 200 characters. Default: the key. */
  name?: string | null | undefined;
  /** Value that is served. Its type follows the kind of the flag: BOOLEAN, NUMBER, STRING of at most 10,000 characters, or JSON of at most 100 KiB. Numbers may be from -9007199254740991 to 9007199254740991: larger ones lose digits and are to be written in quotes. */
  value: unknown;
};

/** An HTTP endpoint that receives signed requests. Fields that are left out or null keep their values. */
export type WebhookChangeInput = {
  /** All headers, at most 20. Headers that are not in the list are removed. */
  headers?: Array<WebhookHeaderChangeInput> | null | undefined;
  /** Most requests at the same time, 1 to 100. Default: 10. Further deliveries are queued. */
  maxInFlight?: number | null | undefined;
  /** Most requests per second, 0.01 to 1,000; 0: no limit, which is the default. Further deliveries are queued. */
  maxPerSecond?: number | null | undefined;
  /** Format of the body. */
  payloadFormat?: WebhookPayloadFormat | null | undefined;
  /** http or https, at most 2,000 characters. */
  url?: string | null | undefined;
};

/** An HTTP endpoint that receives signed requests. No field must be sent: what is missing is an issue of the draft. */
export type WebhookDraftInput = {
  /** All headers, at most 20. Headers that are not in the list are removed. */
  headers?: Array<WebhookHeaderChangeInput> | null | undefined;
  /** Most requests at the same time, 1 to 100. Default: 10. Further deliveries are queued. */
  maxInFlight?: number | null | undefined;
  /** Most requests per second, 0.01 to 1,000; 0: no limit, which is the default. Further deliveries are queued. */
  maxPerSecond?: number | null | undefined;
  /** Format of the body. */
  payloadFormat?: WebhookPayloadFormat | null | undefined;
  /** Signing secret: `whsec_` and the base64 of 24 to 64 bytes. Left out: one is generated and shown once. */
  signingSecret?: string | null | undefined;
  /** http or https, at most 2,000 characters. */
  url?: string | null | undefined;
};

/** A header of an existing webhook. */
export type WebhookHeaderChangeInput = {
  /** Name of the header, at most 200 characters. Headers that GoGreen sets are rejected. */
  name: string;
  /** New value. Left out or null: the value is kept. */
  value?: string | null | undefined;
};

/** A header that is added to every request, such as Authorization. */
export type WebhookHeaderInput = {
  /** Name of the header, at most 200 characters. Headers that GoGreen sets are rejected. */
  name: string;
  /** Value: printable ASCII, at most 4,096 characters. Not shown again. */
  value: string;
};

/** An HTTP endpoint that receives signed requests. */
export type WebhookInput = {
  /** Headers that are added to every request, at most 20. */
  headers?: Array<WebhookHeaderInput> | null | undefined;
  /** Most requests at the same time, 1 to 100. Default: 10. Further deliveries are queued. */
  maxInFlight?: number | null | undefined;
  /** Most requests per second, 0.01 to 1,000; 0: no limit, which is the default. Further deliveries are queued. */
  maxPerSecond?: number | null | undefined;
  /** Format of the body. Default: GOGREEN. */
  payloadFormat?: WebhookPayloadFormat | null | undefined;
  /** Signing secret: `whsec_` and the base64 of 24 to 64 bytes. Left out: one is generated and shown once. */
  signingSecret?: string | null | undefined;
  /** http or https, at most 2,000 characters. */
  url: string;
};

/** Format of the body of a webhook. */
export type WebhookPayloadFormat =
  /** CloudEvents 1.0 in structured mode, with the GOGREEN body as its data. */
  | 'CLOUDEVENTS'
  /** GoGreen's own format: the event, the changes by field, and the actor. */
  | 'GOGREEN'
  /** The format of Tggl webhooks, with the typed changes. */
  | 'TGGL';

type CommandError_ApprovalRequiredError_Fragment = { __typename: 'ApprovalRequiredError', message: string };

type CommandError_ConflictError_Fragment = { __typename: 'ConflictError', message: string };

type CommandError_ForbiddenError_Fragment = { __typename: 'ForbiddenError', message: string };

type CommandError_InvalidInputError_Fragment = { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> };

type CommandError_NotFoundError_Fragment = { __typename: 'NotFoundError', message: string };

export type CommandErrorFragment =
  | CommandError_ApprovalRequiredError_Fragment
  | CommandError_ConflictError_Fragment
  | CommandError_ForbiddenError_Fragment
  | CommandError_InvalidInputError_Fragment
  | CommandError_NotFoundError_Fragment
;

export type InstanceQueryVariables = Exact<{ [key: string]: never; }>;


export type InstanceQuery = { instance: { version: string, signedIn: boolean, graphiql: boolean, signIn: { token: boolean, oidcLabel: string | null } } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, name: string, email: string | null, kind: UserKind | null, isOwner: boolean, roles: Array<{ role: ProjectRole, project: { id: string, key: string, name: string } }> } | null };

export type ProjectsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ProjectsQuery = { projects: { edges: Array<{ node: { id: string, key: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditRowFragment = { id: string, action: AuditAction, subject: AuditSubject, subjectId: string, subjectName: string, occurredAt: string, before: unknown, after: unknown, actor: { actorId: string, name: string }, project: { id: string, key: string, name: string } | null };

export type ProjectAuditQueryVariables = Exact<{
  projectKey: string;
  filter?: AuditFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ProjectAuditQuery = { project: { id: string, auditLog: { edges: Array<{ node: { id: string, action: AuditAction, subject: AuditSubject, subjectId: string, subjectName: string, occurredAt: string, before: unknown, after: unknown, actor: { actorId: string, name: string }, project: { id: string, key: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type InstanceAuditQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type InstanceAuditQuery = { auditLog: { edges: Array<{ node: { id: string, action: AuditAction, subject: AuditSubject, subjectId: string, subjectName: string, occurredAt: string, before: unknown, after: unknown, actor: { actorId: string, name: string }, project: { id: string, key: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProjectAuditExportQueryVariables = Exact<{
  projectKey: string;
  filter?: AuditFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ProjectAuditExportQuery = { project: { id: string, auditLog: { edges: Array<{ node: { id: string, action: AuditAction, subject: AuditSubject, subjectId: string, subjectName: string, occurredAt: string, before: unknown, after: unknown, actor: { actorId: string, name: string }, project: { id: string, key: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean } } } | null };

export type InstanceAuditExportQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type InstanceAuditExportQuery = { auditLog: { edges: Array<{ node: { id: string, action: AuditAction, subject: AuditSubject, subjectId: string, subjectName: string, occurredAt: string, before: unknown, after: unknown, actor: { actorId: string, name: string }, project: { id: string, key: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean } } };

export type ChangeRowFragment = { id: string, title: string, state: ChangeRequestState, flagKey: string, createdAt: string, updatedAt: string, scheduledAt: string | null, author: { actorId: string, name: string }, environment: { id: string, key: string, name: string, minimumApprovals: number }, approvals: Array<{ approvedAt: string, comment: string | null, approver: { actorId: string, name: string } }> };

export type ChangesQueryVariables = Exact<{
  projectKey: string;
  filter?: ChangeRequestFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ChangesQuery = { project: { id: string, changeRequests: { edges: Array<{ node: { id: string, title: string, state: ChangeRequestState, flagKey: string, createdAt: string, updatedAt: string, scheduledAt: string | null, author: { actorId: string, name: string }, environment: { id: string, key: string, name: string, minimumApprovals: number }, approvals: Array<{ approvedAt: string, comment: string | null, approver: { actorId: string, name: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ChangeDetailsFragment = { comment: string | null, reason: string | null, revision: number, bypassed: boolean, closedAt: string | null, flagVersion: number, url: string, codeLikeDiff: string | null, id: string, title: string, state: ChangeRequestState, flagKey: string, createdAt: string, updatedAt: string, scheduledAt: string | null, viewerMay: { approve: { allowed: boolean, because: string | null }, apply: { allowed: boolean, because: string | null }, reject: { allowed: boolean, because: string | null }, cancel: { allowed: boolean, because: string | null }, bypass: { allowed: boolean, because: string | null } }, events: { edges: Array<{ node:
        | { __typename: 'ApprovalEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
        | { __typename: 'ExperimentEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
        | { __typename: 'FlagEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
        | { __typename: 'IntegrationEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
       }> }, flag: { id: string, key: string, name: string, version: number } | null, changes: Array<
    | { __typename: 'FlagConditionChanged', summary: string }
    | { __typename: 'FlagConditionCreated', summary: string }
    | { __typename: 'FlagConditionDeleted', summary: string }
    | { __typename: 'FlagConditionsReordered', summary: string }
    | { __typename: 'FlagCreated', summary: string }
    | { __typename: 'FlagDeleted', summary: string }
    | { __typename: 'FlagDescriptionChanged', summary: string }
    | { __typename: 'FlagEnabledChanged', summary: string }
    | { __typename: 'FlagFallthroughChanged', summary: string }
    | { __typename: 'FlagIssueLinked', summary: string }
    | { __typename: 'FlagIssueUnlinked', summary: string }
    | { __typename: 'FlagLifecycleChanged', summary: string }
    | { __typename: 'FlagNameChanged', summary: string }
    | { __typename: 'FlagOffVariationChanged', summary: string }
    | { __typename: 'FlagOwnerChanged', summary: string }
    | { __typename: 'FlagTagsChanged', summary: string }
    | { __typename: 'FlagVariationChanged', summary: string }
    | { __typename: 'FlagVariationCreated', summary: string }
    | { __typename: 'FlagVariationDeleted', summary: string }
    | { __typename: 'FlagVariationsReordered', summary: string }
  >, author: { actorId: string, name: string }, environment: { id: string, key: string, name: string, minimumApprovals: number }, approvals: Array<{ approvedAt: string, comment: string | null, approver: { actorId: string, name: string } }>, comments: Array<{ id: string, text: string, createdAt: string, author: { actorId: string, name: string } }> };

export type ChangePageQueryVariables = Exact<{
  id: string | number;
}>;


export type ChangePageQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string, comment: string | null, reason: string | null, revision: number, bypassed: boolean, closedAt: string | null, flagVersion: number, url: string, codeLikeDiff: string | null, title: string, state: ChangeRequestState, flagKey: string, createdAt: string, updatedAt: string, scheduledAt: string | null, viewerMay: { approve: { allowed: boolean, because: string | null }, apply: { allowed: boolean, because: string | null }, reject: { allowed: boolean, because: string | null }, cancel: { allowed: boolean, because: string | null }, bypass: { allowed: boolean, because: string | null } }, events: { edges: Array<{ node:
            | { __typename: 'ApprovalEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
            | { __typename: 'ExperimentEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
            | { __typename: 'FlagEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
            | { __typename: 'IntegrationEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
           }> }, flag: { id: string, key: string, name: string, version: number } | null, changes: Array<
        | { __typename: 'FlagConditionChanged', summary: string }
        | { __typename: 'FlagConditionCreated', summary: string }
        | { __typename: 'FlagConditionDeleted', summary: string }
        | { __typename: 'FlagConditionsReordered', summary: string }
        | { __typename: 'FlagCreated', summary: string }
        | { __typename: 'FlagDeleted', summary: string }
        | { __typename: 'FlagDescriptionChanged', summary: string }
        | { __typename: 'FlagEnabledChanged', summary: string }
        | { __typename: 'FlagFallthroughChanged', summary: string }
        | { __typename: 'FlagIssueLinked', summary: string }
        | { __typename: 'FlagIssueUnlinked', summary: string }
        | { __typename: 'FlagLifecycleChanged', summary: string }
        | { __typename: 'FlagNameChanged', summary: string }
        | { __typename: 'FlagOffVariationChanged', summary: string }
        | { __typename: 'FlagOwnerChanged', summary: string }
        | { __typename: 'FlagTagsChanged', summary: string }
        | { __typename: 'FlagVariationChanged', summary: string }
        | { __typename: 'FlagVariationCreated', summary: string }
        | { __typename: 'FlagVariationDeleted', summary: string }
        | { __typename: 'FlagVariationsReordered', summary: string }
      >, author: { actorId: string, name: string }, environment: { id: string, key: string, name: string, minimumApprovals: number }, approvals: Array<{ approvedAt: string, comment: string | null, approver: { actorId: string, name: string } }>, comments: Array<{ id: string, text: string, createdAt: string, author: { actorId: string, name: string } }> }
    | { __typename: 'DatadogIntegration', id: string }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string }
    | { __typename: 'NewRelicIntegration', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string }
    | { __typename: 'TeamsIntegration', id: string }
    | { __typename: 'WebhookIntegration', id: string }
   | null };

export type ApproveChangeMutationVariables = Exact<{
  input: ApproveChangeRequestInput;
}>;


export type ApproveChangeMutation = { approveChangeRequest:
    | { __typename: 'ApproveChangeRequestPayload', changeRequest: { comment: string | null, reason: string | null, revision: number, bypassed: boolean, closedAt: string | null, flagVersion: number, url: string, codeLikeDiff: string | null, id: string, title: string, state: ChangeRequestState, flagKey: string, createdAt: string, updatedAt: string, scheduledAt: string | null, viewerMay: { approve: { allowed: boolean, because: string | null }, apply: { allowed: boolean, because: string | null }, reject: { allowed: boolean, because: string | null }, cancel: { allowed: boolean, because: string | null }, bypass: { allowed: boolean, because: string | null } }, events: { edges: Array<{ node:
              | { __typename: 'ApprovalEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'ExperimentEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'FlagEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'IntegrationEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
             }> }, flag: { id: string, key: string, name: string, version: number } | null, changes: Array<
          | { __typename: 'FlagConditionChanged', summary: string }
          | { __typename: 'FlagConditionCreated', summary: string }
          | { __typename: 'FlagConditionDeleted', summary: string }
          | { __typename: 'FlagConditionsReordered', summary: string }
          | { __typename: 'FlagCreated', summary: string }
          | { __typename: 'FlagDeleted', summary: string }
          | { __typename: 'FlagDescriptionChanged', summary: string }
          | { __typename: 'FlagEnabledChanged', summary: string }
          | { __typename: 'FlagFallthroughChanged', summary: string }
          | { __typename: 'FlagIssueLinked', summary: string }
          | { __typename: 'FlagIssueUnlinked', summary: string }
          | { __typename: 'FlagLifecycleChanged', summary: string }
          | { __typename: 'FlagNameChanged', summary: string }
          | { __typename: 'FlagOffVariationChanged', summary: string }
          | { __typename: 'FlagOwnerChanged', summary: string }
          | { __typename: 'FlagTagsChanged', summary: string }
          | { __typename: 'FlagVariationChanged', summary: string }
          | { __typename: 'FlagVariationCreated', summary: string }
          | { __typename: 'FlagVariationDeleted', summary: string }
          | { __typename: 'FlagVariationsReordered', summary: string }
        >, author: { actorId: string, name: string }, environment: { id: string, key: string, name: string, minimumApprovals: number }, approvals: Array<{ approvedAt: string, comment: string | null, approver: { actorId: string, name: string } }>, comments: Array<{ id: string, text: string, createdAt: string, author: { actorId: string, name: string } }> } }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type RejectChangeMutationVariables = Exact<{
  input: RejectChangeRequestInput;
}>;


export type RejectChangeMutation = { rejectChangeRequest:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RejectChangeRequestPayload', changeRequest: { comment: string | null, reason: string | null, revision: number, bypassed: boolean, closedAt: string | null, flagVersion: number, url: string, codeLikeDiff: string | null, id: string, title: string, state: ChangeRequestState, flagKey: string, createdAt: string, updatedAt: string, scheduledAt: string | null, viewerMay: { approve: { allowed: boolean, because: string | null }, apply: { allowed: boolean, because: string | null }, reject: { allowed: boolean, because: string | null }, cancel: { allowed: boolean, because: string | null }, bypass: { allowed: boolean, because: string | null } }, events: { edges: Array<{ node:
              | { __typename: 'ApprovalEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'ExperimentEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'FlagEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'IntegrationEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
             }> }, flag: { id: string, key: string, name: string, version: number } | null, changes: Array<
          | { __typename: 'FlagConditionChanged', summary: string }
          | { __typename: 'FlagConditionCreated', summary: string }
          | { __typename: 'FlagConditionDeleted', summary: string }
          | { __typename: 'FlagConditionsReordered', summary: string }
          | { __typename: 'FlagCreated', summary: string }
          | { __typename: 'FlagDeleted', summary: string }
          | { __typename: 'FlagDescriptionChanged', summary: string }
          | { __typename: 'FlagEnabledChanged', summary: string }
          | { __typename: 'FlagFallthroughChanged', summary: string }
          | { __typename: 'FlagIssueLinked', summary: string }
          | { __typename: 'FlagIssueUnlinked', summary: string }
          | { __typename: 'FlagLifecycleChanged', summary: string }
          | { __typename: 'FlagNameChanged', summary: string }
          | { __typename: 'FlagOffVariationChanged', summary: string }
          | { __typename: 'FlagOwnerChanged', summary: string }
          | { __typename: 'FlagTagsChanged', summary: string }
          | { __typename: 'FlagVariationChanged', summary: string }
          | { __typename: 'FlagVariationCreated', summary: string }
          | { __typename: 'FlagVariationDeleted', summary: string }
          | { __typename: 'FlagVariationsReordered', summary: string }
        >, author: { actorId: string, name: string }, environment: { id: string, key: string, name: string, minimumApprovals: number }, approvals: Array<{ approvedAt: string, comment: string | null, approver: { actorId: string, name: string } }>, comments: Array<{ id: string, text: string, createdAt: string, author: { actorId: string, name: string } }> } }
   };

export type ApplyChangeMutationVariables = Exact<{
  input: ApplyChangeRequestInput;
}>;


export type ApplyChangeMutation = { applyChangeRequest:
    | { __typename: 'ApplyChangeRequestPayload', changeRequest: { comment: string | null, reason: string | null, revision: number, bypassed: boolean, closedAt: string | null, flagVersion: number, url: string, codeLikeDiff: string | null, id: string, title: string, state: ChangeRequestState, flagKey: string, createdAt: string, updatedAt: string, scheduledAt: string | null, viewerMay: { approve: { allowed: boolean, because: string | null }, apply: { allowed: boolean, because: string | null }, reject: { allowed: boolean, because: string | null }, cancel: { allowed: boolean, because: string | null }, bypass: { allowed: boolean, because: string | null } }, events: { edges: Array<{ node:
              | { __typename: 'ApprovalEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'ExperimentEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'FlagEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'IntegrationEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
             }> }, flag: { id: string, key: string, name: string, version: number } | null, changes: Array<
          | { __typename: 'FlagConditionChanged', summary: string }
          | { __typename: 'FlagConditionCreated', summary: string }
          | { __typename: 'FlagConditionDeleted', summary: string }
          | { __typename: 'FlagConditionsReordered', summary: string }
          | { __typename: 'FlagCreated', summary: string }
          | { __typename: 'FlagDeleted', summary: string }
          | { __typename: 'FlagDescriptionChanged', summary: string }
          | { __typename: 'FlagEnabledChanged', summary: string }
          | { __typename: 'FlagFallthroughChanged', summary: string }
          | { __typename: 'FlagIssueLinked', summary: string }
          | { __typename: 'FlagIssueUnlinked', summary: string }
          | { __typename: 'FlagLifecycleChanged', summary: string }
          | { __typename: 'FlagNameChanged', summary: string }
          | { __typename: 'FlagOffVariationChanged', summary: string }
          | { __typename: 'FlagOwnerChanged', summary: string }
          | { __typename: 'FlagTagsChanged', summary: string }
          | { __typename: 'FlagVariationChanged', summary: string }
          | { __typename: 'FlagVariationCreated', summary: string }
          | { __typename: 'FlagVariationDeleted', summary: string }
          | { __typename: 'FlagVariationsReordered', summary: string }
        >, author: { actorId: string, name: string }, environment: { id: string, key: string, name: string, minimumApprovals: number }, approvals: Array<{ approvedAt: string, comment: string | null, approver: { actorId: string, name: string } }>, comments: Array<{ id: string, text: string, createdAt: string, author: { actorId: string, name: string } }> }, flagEvent: { id: string } | null }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type CancelChangeMutationVariables = Exact<{
  input: CancelChangeRequestInput;
}>;


export type CancelChangeMutation = { cancelChangeRequest:
    | { __typename: 'CancelChangeRequestPayload', changeRequest: { comment: string | null, reason: string | null, revision: number, bypassed: boolean, closedAt: string | null, flagVersion: number, url: string, codeLikeDiff: string | null, id: string, title: string, state: ChangeRequestState, flagKey: string, createdAt: string, updatedAt: string, scheduledAt: string | null, viewerMay: { approve: { allowed: boolean, because: string | null }, apply: { allowed: boolean, because: string | null }, reject: { allowed: boolean, because: string | null }, cancel: { allowed: boolean, because: string | null }, bypass: { allowed: boolean, because: string | null } }, events: { edges: Array<{ node:
              | { __typename: 'ApprovalEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'ExperimentEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'FlagEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
              | { __typename: 'IntegrationEvent', id: string, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string } }
             }> }, flag: { id: string, key: string, name: string, version: number } | null, changes: Array<
          | { __typename: 'FlagConditionChanged', summary: string }
          | { __typename: 'FlagConditionCreated', summary: string }
          | { __typename: 'FlagConditionDeleted', summary: string }
          | { __typename: 'FlagConditionsReordered', summary: string }
          | { __typename: 'FlagCreated', summary: string }
          | { __typename: 'FlagDeleted', summary: string }
          | { __typename: 'FlagDescriptionChanged', summary: string }
          | { __typename: 'FlagEnabledChanged', summary: string }
          | { __typename: 'FlagFallthroughChanged', summary: string }
          | { __typename: 'FlagIssueLinked', summary: string }
          | { __typename: 'FlagIssueUnlinked', summary: string }
          | { __typename: 'FlagLifecycleChanged', summary: string }
          | { __typename: 'FlagNameChanged', summary: string }
          | { __typename: 'FlagOffVariationChanged', summary: string }
          | { __typename: 'FlagOwnerChanged', summary: string }
          | { __typename: 'FlagTagsChanged', summary: string }
          | { __typename: 'FlagVariationChanged', summary: string }
          | { __typename: 'FlagVariationCreated', summary: string }
          | { __typename: 'FlagVariationDeleted', summary: string }
          | { __typename: 'FlagVariationsReordered', summary: string }
        >, author: { actorId: string, name: string }, environment: { id: string, key: string, name: string, minimumApprovals: number }, approvals: Array<{ approvedAt: string, comment: string | null, approver: { actorId: string, name: string } }>, comments: Array<{ id: string, text: string, createdAt: string, author: { actorId: string, name: string } }> } }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type RightFragment = { allowed: boolean, because: string | null };

export type CommentsFragment = { id: string, comments: Array<{ id: string, text: string, createdAt: string, author: { actorId: string, name: string } }> };

export type CommentOnChangeMutationVariables = Exact<{
  input: CommentOnChangeRequestInput;
}>;


export type CommentOnChangeMutation = { commentOnChangeRequest:
    | { __typename: 'CommentOnChangeRequestPayload', changeRequest: { id: string, comments: Array<{ id: string, text: string, createdAt: string, author: { actorId: string, name: string } }> } }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type ChangeCommentedSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type ChangeCommentedSubscription = { changeRequestCommented: { id: string, comments: Array<{ id: string, text: string, createdAt: string, author: { actorId: string, name: string } }> } };

export type AccessTokenRowFragment = { id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } };

export type CreateAccessTokenMutationVariables = Exact<{
  input: CreateAccessTokenInput;
}>;


export type CreateAccessTokenMutation = { createAccessToken:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateAccessTokenPayload', token: string, accessToken: { id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type RevokeAccessTokenMutationVariables = Exact<{
  input: RevokeAccessTokenInput;
}>;


export type RevokeAccessTokenMutation = { revokeAccessToken:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RevokeAccessTokenPayload', accessToken: { id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } } }
   };

export type DeliveryRowFragment = { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
  , event:
    | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
    | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
    | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
    | { id: string, sequence: number, type: EventType, test: boolean }
  , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null };

export type DeliveriesQueryVariables = Exact<{
  projectKey: string;
  filter?: DeliveryFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type DeliveriesQuery = { project: { id: string, deliveries: { totalCount: number, edges: Array<{ node: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
            | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          , event:
            | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
            | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
            | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
            | { id: string, sequence: number, type: EventType, test: boolean }
          , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DeliveryUpdatedSubscriptionVariables = Exact<{
  projectKey: string;
  filter?: DeliveryFilter | null | undefined;
}>;


export type DeliveryUpdatedSubscription = { deliveryUpdated: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
    , event:
      | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
      | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
      | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
      | { id: string, sequence: number, type: EventType, test: boolean }
    , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } };

type IntegrationState_DatadogIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } };

type IntegrationState_DynatraceIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } };

type IntegrationState_JiraIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } };

type IntegrationState_NewRelicIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } };

type IntegrationState_SlackIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } };

type IntegrationState_TeamsIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } };

type IntegrationState_WebhookIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } };

export type IntegrationStateFragment =
  | IntegrationState_DatadogIntegration_Fragment
  | IntegrationState_DynatraceIntegration_Fragment
  | IntegrationState_JiraIntegration_Fragment
  | IntegrationState_NewRelicIntegration_Fragment
  | IntegrationState_SlackIntegration_Fragment
  | IntegrationState_TeamsIntegration_Fragment
  | IntegrationState_WebhookIntegration_Fragment
;

export type IntegrationStatesQueryVariables = Exact<{
  projectKey: string;
}>;


export type IntegrationStatesQuery = { project: { id: string, integrations: Array<
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
    > } | null };

export type IntegrationStateUpdatedSubscriptionVariables = Exact<{
  projectKey: string;
}>;


export type IntegrationStateUpdatedSubscription = { integrationUpdated:
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, health: { status: IntegrationHealthStatus, failingSince: string | null, consecutiveFailures: number, lastError: string | null, lastErrorAt: string | null, circuitOpen: boolean, disabledReason: string | null } }
   };

export type MessageFragment = { method: string, url: string, body: string, bodyBytes: number, truncated: boolean, headers: Array<{ name: string, value: string }> };

export type AnswerFragment = { status: number, body: string, bodyBytes: number | null, truncated: boolean, headers: Array<{ name: string, value: string }> };

export type AttemptDetailsFragment = { id: string, number: number, trigger: AttemptTrigger, startedAt: string, durationMs: number, nextAttemptAt: string | null, address: string | null, error: { class: AttemptErrorClass, message: string } | null, exchanges: Array<{ durationMs: number, request: { method: string, url: string, body: string, bodyBytes: number, truncated: boolean, headers: Array<{ name: string, value: string }> }, response: { status: number, body: string, bodyBytes: number | null, truncated: boolean, headers: Array<{ name: string, value: string }> } | null }> };

export type DeliveryQueryVariables = Exact<{
  id: string | number;
}>;


export type DeliveryQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string }
    | { __typename: 'Delivery', url: string, id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, recovery: { id: string, kind: RecoveryKind } | null, event:
        | { flagKey: string, id: string, sequence: number, occurredAt: string, type: EventType, test: boolean, actor: { actorId: string, name: string }, environment: { id: string, name: string } | null }
        | { flagKey: string, id: string, sequence: number, occurredAt: string, type: EventType, test: boolean, actor: { actorId: string, name: string }, environment: { id: string, name: string } | null }
        | { flagName: string, flagKey: string, id: string, sequence: number, occurredAt: string, type: EventType, test: boolean, actor: { actorId: string, name: string }, environment: { id: string, name: string } | null }
        | { id: string, sequence: number, occurredAt: string, type: EventType, test: boolean, actor: { actorId: string, name: string }, environment: { id: string, name: string } | null }
      , attempts: Array<{ id: string, number: number, trigger: AttemptTrigger, startedAt: string, durationMs: number, nextAttemptAt: string | null, address: string | null, error: { class: AttemptErrorClass, message: string } | null, exchanges: Array<{ durationMs: number, request: { method: string, url: string, body: string, bodyBytes: number, truncated: boolean, headers: Array<{ name: string, value: string }> }, response: { status: number, body: string, bodyBytes: number | null, truncated: boolean, headers: Array<{ name: string, value: string }> } | null }> }>, integration:
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      , lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null }
    | { __typename: 'DynatraceIntegration', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string }
    | { __typename: 'NewRelicIntegration', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string }
    | { __typename: 'TeamsIntegration', id: string }
    | { __typename: 'WebhookIntegration', id: string }
   | null };

export type RetryDeliveryMutationVariables = Exact<{
  input: RetryDeliveryInput;
}>;


export type RetryDeliveryMutation = { retryDelivery:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RetryDeliveryPayload', delivery: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
        , event:
          | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
          | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
          | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
          | { id: string, sequence: number, type: EventType, test: boolean }
        , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }
   };

export type CancelDeliveryMutationVariables = Exact<{
  input: CancelDeliveryInput;
}>;


export type CancelDeliveryMutation = { cancelDelivery:
    | { __typename: 'CancelDeliveryPayload', delivery: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
          | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
        , event:
          | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
          | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
          | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
          | { id: string, sequence: number, type: EventType, test: boolean }
        , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type RecoveryProgressFragment = { id: string, kind: RecoveryKind, status: RecoveryStatus, total: number, queued: number, skipped: number, waiting: number, delivered: number, failed: number, cancelled: number, createdAt: string, completedAt: string | null, actor: { actorId: string, name: string }, integration:
    | { id: string, name: string }
    | { id: string, name: string }
    | { id: string, name: string }
    | { id: string, name: string }
    | { id: string, name: string }
    | { id: string, name: string }
    | { id: string, name: string }
   | null };

export type RecoveriesQueryVariables = Exact<{
  projectKey: string;
}>;


export type RecoveriesQuery = { project: { id: string, recoveries: { edges: Array<{ node: { id: string, kind: RecoveryKind, status: RecoveryStatus, total: number, queued: number, skipped: number, waiting: number, delivered: number, failed: number, cancelled: number, createdAt: string, completedAt: string | null, actor: { actorId: string, name: string }, integration:
            | { id: string, name: string }
            | { id: string, name: string }
            | { id: string, name: string }
            | { id: string, name: string }
            | { id: string, name: string }
            | { id: string, name: string }
            | { id: string, name: string }
           | null } }> } } | null };

export type RecoveriesUpdatedSubscriptionVariables = Exact<{
  projectKey: string;
}>;


export type RecoveriesUpdatedSubscription = { recoveries: { id: string, kind: RecoveryKind, status: RecoveryStatus, total: number, queued: number, skipped: number, waiting: number, delivered: number, failed: number, cancelled: number, createdAt: string, completedAt: string | null, actor: { actorId: string, name: string }, integration:
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
     | null } };

export type RecoveryUpdatedSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type RecoveryUpdatedSubscription = { recoveryUpdated: { id: string, kind: RecoveryKind, status: RecoveryStatus, total: number, queued: number, skipped: number, waiting: number, delivered: number, failed: number, cancelled: number, createdAt: string, completedAt: string | null, actor: { actorId: string, name: string }, integration:
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
     | null } };

export type RetryFailedDeliveriesMutationVariables = Exact<{
  input: RetryFailedDeliveriesInput;
}>;


export type RetryFailedDeliveriesMutation = { retryFailedDeliveries:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RetryFailedDeliveriesPayload', count: number, recovery: { id: string, kind: RecoveryKind, status: RecoveryStatus, total: number, queued: number, skipped: number, waiting: number, delivered: number, failed: number, cancelled: number, createdAt: string, completedAt: string | null, actor: { actorId: string, name: string }, integration:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null } | null }
   };

export type CountFailedDeliveriesMutationVariables = Exact<{
  input: RetryFailedDeliveriesInput;
}>;


export type CountFailedDeliveriesMutation = { retryFailedDeliveries:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RetryFailedDeliveriesPayload', count: number }
   };

export type CountReplayMutationVariables = Exact<{
  input: ReplayEventsInput;
}>;


export type CountReplayMutation = { replayEvents:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ReplayEventsPayload', count: number }
   };

export type ReplayEventsMutationVariables = Exact<{
  input: ReplayEventsInput;
}>;


export type ReplayEventsMutation = { replayEvents:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ReplayEventsPayload', count: number, recovery: { id: string, kind: RecoveryKind, status: RecoveryStatus, total: number, queued: number, skipped: number, waiting: number, delivered: number, failed: number, cancelled: number, createdAt: string, completedAt: string | null, actor: { actorId: string, name: string }, integration:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null } | null }
   };

export type CancelRecoveryMutationVariables = Exact<{
  input: CancelRecoveryInput;
}>;


export type CancelRecoveryMutation = { cancelRecovery:
    | { __typename: 'CancelRecoveryPayload', recovery: { id: string, kind: RecoveryKind, status: RecoveryStatus, total: number, queued: number, skipped: number, waiting: number, delivered: number, failed: number, cancelled: number, createdAt: string, completedAt: string | null, actor: { actorId: string, name: string }, integration:
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
          | { id: string, name: string }
         | null } }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type LogDeliveryFragment = { id: string, status: DeliveryStatus, target: string, integration:
    | { id: string, name: string, provider: IntegrationProvider }
    | { id: string, name: string, provider: IntegrationProvider }
    | { id: string, name: string, provider: IntegrationProvider }
    | { id: string, name: string, provider: IntegrationProvider }
    | { id: string, name: string, provider: IntegrationProvider }
    | { id: string, name: string, provider: IntegrationProvider }
    | { id: string, name: string, provider: IntegrationProvider }
   };

type LogChange_FlagConditionChanged_Fragment = { __typename: 'FlagConditionChanged', summary: string };

type LogChange_FlagConditionCreated_Fragment = { __typename: 'FlagConditionCreated', summary: string };

type LogChange_FlagConditionDeleted_Fragment = { __typename: 'FlagConditionDeleted', summary: string };

type LogChange_FlagConditionsReordered_Fragment = { __typename: 'FlagConditionsReordered', summary: string };

type LogChange_FlagCreated_Fragment = { __typename: 'FlagCreated', summary: string };

type LogChange_FlagDeleted_Fragment = { __typename: 'FlagDeleted', summary: string };

type LogChange_FlagDescriptionChanged_Fragment = { __typename: 'FlagDescriptionChanged', summary: string };

type LogChange_FlagEnabledChanged_Fragment = { __typename: 'FlagEnabledChanged', summary: string };

type LogChange_FlagFallthroughChanged_Fragment = { __typename: 'FlagFallthroughChanged', summary: string };

type LogChange_FlagIssueLinked_Fragment = { __typename: 'FlagIssueLinked', summary: string };

type LogChange_FlagIssueUnlinked_Fragment = { __typename: 'FlagIssueUnlinked', summary: string };

type LogChange_FlagLifecycleChanged_Fragment = { __typename: 'FlagLifecycleChanged', summary: string };

type LogChange_FlagNameChanged_Fragment = { __typename: 'FlagNameChanged', summary: string };

type LogChange_FlagOffVariationChanged_Fragment = { __typename: 'FlagOffVariationChanged', summary: string };

type LogChange_FlagOwnerChanged_Fragment = { __typename: 'FlagOwnerChanged', summary: string };

type LogChange_FlagTagsChanged_Fragment = { __typename: 'FlagTagsChanged', summary: string };

type LogChange_FlagVariationChanged_Fragment = { __typename: 'FlagVariationChanged', summary: string };

type LogChange_FlagVariationCreated_Fragment = { __typename: 'FlagVariationCreated', summary: string };

type LogChange_FlagVariationDeleted_Fragment = { __typename: 'FlagVariationDeleted', summary: string };

type LogChange_FlagVariationsReordered_Fragment = { __typename: 'FlagVariationsReordered', summary: string };

export type LogChangeFragment =
  | LogChange_FlagConditionChanged_Fragment
  | LogChange_FlagConditionCreated_Fragment
  | LogChange_FlagConditionDeleted_Fragment
  | LogChange_FlagConditionsReordered_Fragment
  | LogChange_FlagCreated_Fragment
  | LogChange_FlagDeleted_Fragment
  | LogChange_FlagDescriptionChanged_Fragment
  | LogChange_FlagEnabledChanged_Fragment
  | LogChange_FlagFallthroughChanged_Fragment
  | LogChange_FlagIssueLinked_Fragment
  | LogChange_FlagIssueUnlinked_Fragment
  | LogChange_FlagLifecycleChanged_Fragment
  | LogChange_FlagNameChanged_Fragment
  | LogChange_FlagOffVariationChanged_Fragment
  | LogChange_FlagOwnerChanged_Fragment
  | LogChange_FlagTagsChanged_Fragment
  | LogChange_FlagVariationChanged_Fragment
  | LogChange_FlagVariationCreated_Fragment
  | LogChange_FlagVariationDeleted_Fragment
  | LogChange_FlagVariationsReordered_Fragment
;

type LogEventWords_ApprovalEvent_Fragment = { flagKey: string, title: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, changes: Array<
    | { __typename: 'FlagConditionChanged', summary: string }
    | { __typename: 'FlagConditionCreated', summary: string }
    | { __typename: 'FlagConditionDeleted', summary: string }
    | { __typename: 'FlagConditionsReordered', summary: string }
    | { __typename: 'FlagCreated', summary: string }
    | { __typename: 'FlagDeleted', summary: string }
    | { __typename: 'FlagDescriptionChanged', summary: string }
    | { __typename: 'FlagEnabledChanged', summary: string }
    | { __typename: 'FlagFallthroughChanged', summary: string }
    | { __typename: 'FlagIssueLinked', summary: string }
    | { __typename: 'FlagIssueUnlinked', summary: string }
    | { __typename: 'FlagLifecycleChanged', summary: string }
    | { __typename: 'FlagNameChanged', summary: string }
    | { __typename: 'FlagOffVariationChanged', summary: string }
    | { __typename: 'FlagOwnerChanged', summary: string }
    | { __typename: 'FlagTagsChanged', summary: string }
    | { __typename: 'FlagVariationChanged', summary: string }
    | { __typename: 'FlagVariationCreated', summary: string }
    | { __typename: 'FlagVariationDeleted', summary: string }
    | { __typename: 'FlagVariationsReordered', summary: string }
  >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null };

type LogEventWords_ExperimentEvent_Fragment = { flagKey: string, experimentName: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null };

type LogEventWords_FlagEvent_Fragment = { flagKey: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, changes: Array<
    | { __typename: 'FlagConditionChanged', summary: string }
    | { __typename: 'FlagConditionCreated', summary: string }
    | { __typename: 'FlagConditionDeleted', summary: string }
    | { __typename: 'FlagConditionsReordered', summary: string }
    | { __typename: 'FlagCreated', summary: string }
    | { __typename: 'FlagDeleted', summary: string }
    | { __typename: 'FlagDescriptionChanged', summary: string }
    | { __typename: 'FlagEnabledChanged', summary: string }
    | { __typename: 'FlagFallthroughChanged', summary: string }
    | { __typename: 'FlagIssueLinked', summary: string }
    | { __typename: 'FlagIssueUnlinked', summary: string }
    | { __typename: 'FlagLifecycleChanged', summary: string }
    | { __typename: 'FlagNameChanged', summary: string }
    | { __typename: 'FlagOffVariationChanged', summary: string }
    | { __typename: 'FlagOwnerChanged', summary: string }
    | { __typename: 'FlagTagsChanged', summary: string }
    | { __typename: 'FlagVariationChanged', summary: string }
    | { __typename: 'FlagVariationCreated', summary: string }
    | { __typename: 'FlagVariationDeleted', summary: string }
    | { __typename: 'FlagVariationsReordered', summary: string }
  >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null };

type LogEventWords_IntegrationEvent_Fragment = { integrationName: string, reason: string | null, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null };

export type LogEventWordsFragment =
  | LogEventWords_ApprovalEvent_Fragment
  | LogEventWords_ExperimentEvent_Fragment
  | LogEventWords_FlagEvent_Fragment
  | LogEventWords_IntegrationEvent_Fragment
;

type LogEvent_ApprovalEvent_Fragment = { flagKey: string, title: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
     }>, changes: Array<
    | { __typename: 'FlagConditionChanged', summary: string }
    | { __typename: 'FlagConditionCreated', summary: string }
    | { __typename: 'FlagConditionDeleted', summary: string }
    | { __typename: 'FlagConditionsReordered', summary: string }
    | { __typename: 'FlagCreated', summary: string }
    | { __typename: 'FlagDeleted', summary: string }
    | { __typename: 'FlagDescriptionChanged', summary: string }
    | { __typename: 'FlagEnabledChanged', summary: string }
    | { __typename: 'FlagFallthroughChanged', summary: string }
    | { __typename: 'FlagIssueLinked', summary: string }
    | { __typename: 'FlagIssueUnlinked', summary: string }
    | { __typename: 'FlagLifecycleChanged', summary: string }
    | { __typename: 'FlagNameChanged', summary: string }
    | { __typename: 'FlagOffVariationChanged', summary: string }
    | { __typename: 'FlagOwnerChanged', summary: string }
    | { __typename: 'FlagTagsChanged', summary: string }
    | { __typename: 'FlagVariationChanged', summary: string }
    | { __typename: 'FlagVariationCreated', summary: string }
    | { __typename: 'FlagVariationDeleted', summary: string }
    | { __typename: 'FlagVariationsReordered', summary: string }
  >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null };

type LogEvent_ExperimentEvent_Fragment = { flagKey: string, experimentName: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
     }>, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null };

type LogEvent_FlagEvent_Fragment = { flagKey: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
     }>, changes: Array<
    | { __typename: 'FlagConditionChanged', summary: string }
    | { __typename: 'FlagConditionCreated', summary: string }
    | { __typename: 'FlagConditionDeleted', summary: string }
    | { __typename: 'FlagConditionsReordered', summary: string }
    | { __typename: 'FlagCreated', summary: string }
    | { __typename: 'FlagDeleted', summary: string }
    | { __typename: 'FlagDescriptionChanged', summary: string }
    | { __typename: 'FlagEnabledChanged', summary: string }
    | { __typename: 'FlagFallthroughChanged', summary: string }
    | { __typename: 'FlagIssueLinked', summary: string }
    | { __typename: 'FlagIssueUnlinked', summary: string }
    | { __typename: 'FlagLifecycleChanged', summary: string }
    | { __typename: 'FlagNameChanged', summary: string }
    | { __typename: 'FlagOffVariationChanged', summary: string }
    | { __typename: 'FlagOwnerChanged', summary: string }
    | { __typename: 'FlagTagsChanged', summary: string }
    | { __typename: 'FlagVariationChanged', summary: string }
    | { __typename: 'FlagVariationCreated', summary: string }
    | { __typename: 'FlagVariationDeleted', summary: string }
    | { __typename: 'FlagVariationsReordered', summary: string }
  >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null };

type LogEvent_IntegrationEvent_Fragment = { integrationName: string, reason: string | null, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
     }>, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null };

export type LogEventFragment =
  | LogEvent_ApprovalEvent_Fragment
  | LogEvent_ExperimentEvent_Fragment
  | LogEvent_FlagEvent_Fragment
  | LogEvent_IntegrationEvent_Fragment
;

export type EventLogQueryVariables = Exact<{
  projectKey: string;
  filter?: EventFilter | null | undefined;
  first: number;
}>;


export type EventLogQuery = { project: { id: string, events: { totalCount: number, edges: Array<{ node:
          | { flagKey: string, title: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
               }>, changes: Array<
              | { __typename: 'FlagConditionChanged', summary: string }
              | { __typename: 'FlagConditionCreated', summary: string }
              | { __typename: 'FlagConditionDeleted', summary: string }
              | { __typename: 'FlagConditionsReordered', summary: string }
              | { __typename: 'FlagCreated', summary: string }
              | { __typename: 'FlagDeleted', summary: string }
              | { __typename: 'FlagDescriptionChanged', summary: string }
              | { __typename: 'FlagEnabledChanged', summary: string }
              | { __typename: 'FlagFallthroughChanged', summary: string }
              | { __typename: 'FlagIssueLinked', summary: string }
              | { __typename: 'FlagIssueUnlinked', summary: string }
              | { __typename: 'FlagLifecycleChanged', summary: string }
              | { __typename: 'FlagNameChanged', summary: string }
              | { __typename: 'FlagOffVariationChanged', summary: string }
              | { __typename: 'FlagOwnerChanged', summary: string }
              | { __typename: 'FlagTagsChanged', summary: string }
              | { __typename: 'FlagVariationChanged', summary: string }
              | { __typename: 'FlagVariationCreated', summary: string }
              | { __typename: 'FlagVariationDeleted', summary: string }
              | { __typename: 'FlagVariationsReordered', summary: string }
            >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
          | { flagKey: string, experimentName: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
               }>, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
          | { flagKey: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
               }>, changes: Array<
              | { __typename: 'FlagConditionChanged', summary: string }
              | { __typename: 'FlagConditionCreated', summary: string }
              | { __typename: 'FlagConditionDeleted', summary: string }
              | { __typename: 'FlagConditionsReordered', summary: string }
              | { __typename: 'FlagCreated', summary: string }
              | { __typename: 'FlagDeleted', summary: string }
              | { __typename: 'FlagDescriptionChanged', summary: string }
              | { __typename: 'FlagEnabledChanged', summary: string }
              | { __typename: 'FlagFallthroughChanged', summary: string }
              | { __typename: 'FlagIssueLinked', summary: string }
              | { __typename: 'FlagIssueUnlinked', summary: string }
              | { __typename: 'FlagLifecycleChanged', summary: string }
              | { __typename: 'FlagNameChanged', summary: string }
              | { __typename: 'FlagOffVariationChanged', summary: string }
              | { __typename: 'FlagOwnerChanged', summary: string }
              | { __typename: 'FlagTagsChanged', summary: string }
              | { __typename: 'FlagVariationChanged', summary: string }
              | { __typename: 'FlagVariationCreated', summary: string }
              | { __typename: 'FlagVariationDeleted', summary: string }
              | { __typename: 'FlagVariationsReordered', summary: string }
            >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
          | { integrationName: string, reason: string | null, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
                | { id: string, name: string, provider: IntegrationProvider }
               }>, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
         }>, pageInfo: { hasNextPage: boolean } } } | null };

export type LogDeliveriesSubscriptionVariables = Exact<{
  projectKey: string;
}>;


export type LogDeliveriesSubscription = { deliveryUpdated: { id: string, status: DeliveryStatus, target: string, event:
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
    , integration:
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
     } };

type LogCode_ApprovalEvent_Fragment = { codeLikeBefore: string | null, codeLikeAfter: string | null, codeLikeDiff: string | null, revision: number, approvalCount: number, minimumApprovals: number, reason: string | null, bypass: boolean, scheduledAt: string | null, id: string, sequence: number, changeRequest: { id: string, title: string } | null };

type LogCode_ExperimentEvent_Fragment = { hypothesis: string, significanceReached: Array<string>, id: string, sequence: number, experiment: { id: string } | null };

type LogCode_FlagEvent_Fragment = { codeLikeBefore: string | null, codeLikeAfter: string | null, codeLikeDiff: string | null, id: string, sequence: number, changeRequest: { id: string, title: string } | null };

type LogCode_IntegrationEvent_Fragment = { id: string, sequence: number, integration:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type LogCodeFragment =
  | LogCode_ApprovalEvent_Fragment
  | LogCode_ExperimentEvent_Fragment
  | LogCode_FlagEvent_Fragment
  | LogCode_IntegrationEvent_Fragment
;

export type EventDetailsQueryVariables = Exact<{
  projectKey: string;
  sequence: number;
}>;


export type EventDetailsQuery = { project: { id: string, event:
      | { codeLikeBefore: string | null, codeLikeAfter: string | null, codeLikeDiff: string | null, revision: number, approvalCount: number, minimumApprovals: number, reason: string | null, bypass: boolean, scheduledAt: string | null, id: string, sequence: number, flagKey: string, title: string, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
           }>, changeRequest: { id: string, title: string } | null, changes: Array<
          | { __typename: 'FlagConditionChanged', summary: string }
          | { __typename: 'FlagConditionCreated', summary: string }
          | { __typename: 'FlagConditionDeleted', summary: string }
          | { __typename: 'FlagConditionsReordered', summary: string }
          | { __typename: 'FlagCreated', summary: string }
          | { __typename: 'FlagDeleted', summary: string }
          | { __typename: 'FlagDescriptionChanged', summary: string }
          | { __typename: 'FlagEnabledChanged', summary: string }
          | { __typename: 'FlagFallthroughChanged', summary: string }
          | { __typename: 'FlagIssueLinked', summary: string }
          | { __typename: 'FlagIssueUnlinked', summary: string }
          | { __typename: 'FlagLifecycleChanged', summary: string }
          | { __typename: 'FlagNameChanged', summary: string }
          | { __typename: 'FlagOffVariationChanged', summary: string }
          | { __typename: 'FlagOwnerChanged', summary: string }
          | { __typename: 'FlagTagsChanged', summary: string }
          | { __typename: 'FlagVariationChanged', summary: string }
          | { __typename: 'FlagVariationCreated', summary: string }
          | { __typename: 'FlagVariationDeleted', summary: string }
          | { __typename: 'FlagVariationsReordered', summary: string }
        >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
      | { hypothesis: string, significanceReached: Array<string>, id: string, sequence: number, flagKey: string, experimentName: string, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
           }>, experiment: { id: string } | null, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
      | { codeLikeBefore: string | null, codeLikeAfter: string | null, codeLikeDiff: string | null, id: string, sequence: number, flagKey: string, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
           }>, changeRequest: { id: string, title: string } | null, changes: Array<
          | { __typename: 'FlagConditionChanged', summary: string }
          | { __typename: 'FlagConditionCreated', summary: string }
          | { __typename: 'FlagConditionDeleted', summary: string }
          | { __typename: 'FlagConditionsReordered', summary: string }
          | { __typename: 'FlagCreated', summary: string }
          | { __typename: 'FlagDeleted', summary: string }
          | { __typename: 'FlagDescriptionChanged', summary: string }
          | { __typename: 'FlagEnabledChanged', summary: string }
          | { __typename: 'FlagFallthroughChanged', summary: string }
          | { __typename: 'FlagIssueLinked', summary: string }
          | { __typename: 'FlagIssueUnlinked', summary: string }
          | { __typename: 'FlagLifecycleChanged', summary: string }
          | { __typename: 'FlagNameChanged', summary: string }
          | { __typename: 'FlagOffVariationChanged', summary: string }
          | { __typename: 'FlagOwnerChanged', summary: string }
          | { __typename: 'FlagTagsChanged', summary: string }
          | { __typename: 'FlagVariationChanged', summary: string }
          | { __typename: 'FlagVariationCreated', summary: string }
          | { __typename: 'FlagVariationDeleted', summary: string }
          | { __typename: 'FlagVariationsReordered', summary: string }
        >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
      | { id: string, sequence: number, integrationName: string, reason: string | null, type: EventType, occurredAt: string, comment: string | null, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, integration:
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
            | { id: string, name: string, provider: IntegrationProvider }
           }>, integration:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         | null, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
     | null } | null };

export type EventCountsQueryVariables = Exact<{
  projectKey: string;
  filter?: EventFilter | null | undefined;
  from: string;
  to: string;
}>;


export type EventCountsQuery = { project: { id: string, eventCounts: { complete: boolean, buckets: Array<{ startsAt: string, count: number }> } } | null };

export type ExperimentFlagSearchQueryVariables = Exact<{
  projectKey: string;
  search?: string | null | undefined;
}>;


export type ExperimentFlagSearchQuery = { project: { id: string, flags: { edges: Array<{ node: { id: string, key: string, name: string } }> } } | null };

export type ExperimentVariationsQueryVariables = Exact<{
  projectKey: string;
  flagKey: string;
}>;


export type ExperimentVariationsQuery = { flag: { id: string, key: string, name: string, variations: Array<{ key: string, name: string }> } | null };

export type CreateExperimentMutationVariables = Exact<{
  input: CreateExperimentInput;
}>;


export type CreateExperimentMutation = { createExperiment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateExperimentPayload', experiment: { id: string } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type UpdateExperimentMutationVariables = Exact<{
  input: UpdateExperimentInput;
}>;


export type UpdateExperimentMutation = { updateExperiment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UpdateExperimentPayload', experiment: { id: string, name: string, hypothesis: string, state: ExperimentState, flagKey: string, control: string, treatments: Array<string>, alpha: number, minimumSample: number, reportEveryMinutes: number, counting: ExperimentCounting, significant: Array<string>, createdAt: string, startedAt: string | null, concludedAt: string | null, url: string, counted: { at: string, units: number, warnings: Array<string> } | null, flag: { id: string, key: string, name: string } | null, environment: { id: string, key: string, name: string, requiresApproval: boolean, confirmChanges: boolean }, metric: { name: string, kind: ExperimentMetricKind, higherIsBetter: boolean }, split: Array<{ variation: string, weight: number }>, conclusion: { winner: string | null, comment: string | null, applied: boolean, notAppliedBecause: string | null } | null, results: { asOf: string, sampleRatio: { pValue: number, mismatch: boolean } | null, variations: Array<{ variation: string, count: number, conversions: number | null, value: number | null, standardDeviation: number | null }>, treatments: Array<{ variation: string, verdict: ExperimentVerdict, pValue: number | null, chanceToBeatControl: number | null, notEnoughData: { reason: NotEnoughDataReason, explanation: string } | null, absoluteLift: { value: number, lower: number, upper: number } | null, relativeLift: { value: number, lower: number, upper: number } | null }> } | null } }
   };

export type EstimatePartsFragment = { value: number, lower: number, upper: number };

export type ExperimentResultPartsFragment = { asOf: string, sampleRatio: { pValue: number, mismatch: boolean } | null, variations: Array<{ variation: string, count: number, conversions: number | null, value: number | null, standardDeviation: number | null }>, treatments: Array<{ variation: string, verdict: ExperimentVerdict, pValue: number | null, chanceToBeatControl: number | null, notEnoughData: { reason: NotEnoughDataReason, explanation: string } | null, absoluteLift: { value: number, lower: number, upper: number } | null, relativeLift: { value: number, lower: number, upper: number } | null }> };

export type ExperimentDetailsFragment = { id: string, name: string, hypothesis: string, state: ExperimentState, flagKey: string, control: string, treatments: Array<string>, alpha: number, minimumSample: number, reportEveryMinutes: number, counting: ExperimentCounting, significant: Array<string>, createdAt: string, startedAt: string | null, concludedAt: string | null, url: string, counted: { at: string, units: number, warnings: Array<string> } | null, flag: { id: string, key: string, name: string } | null, environment: { id: string, key: string, name: string, requiresApproval: boolean, confirmChanges: boolean }, metric: { name: string, kind: ExperimentMetricKind, higherIsBetter: boolean }, split: Array<{ variation: string, weight: number }>, conclusion: { winner: string | null, comment: string | null, applied: boolean, notAppliedBecause: string | null } | null, results: { asOf: string, sampleRatio: { pValue: number, mismatch: boolean } | null, variations: Array<{ variation: string, count: number, conversions: number | null, value: number | null, standardDeviation: number | null }>, treatments: Array<{ variation: string, verdict: ExperimentVerdict, pValue: number | null, chanceToBeatControl: number | null, notEnoughData: { reason: NotEnoughDataReason, explanation: string } | null, absoluteLift: { value: number, lower: number, upper: number } | null, relativeLift: { value: number, lower: number, upper: number } | null }> } | null };

export type ExperimentPageQueryVariables = Exact<{
  id: string | number;
}>;


export type ExperimentPageQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string, name: string, hypothesis: string, state: ExperimentState, flagKey: string, control: string, treatments: Array<string>, alpha: number, minimumSample: number, reportEveryMinutes: number, counting: ExperimentCounting, significant: Array<string>, createdAt: string, startedAt: string | null, concludedAt: string | null, url: string, counted: { at: string, units: number, warnings: Array<string> } | null, flag: { id: string, key: string, name: string } | null, environment: { id: string, key: string, name: string, requiresApproval: boolean, confirmChanges: boolean }, metric: { name: string, kind: ExperimentMetricKind, higherIsBetter: boolean }, split: Array<{ variation: string, weight: number }>, conclusion: { winner: string | null, comment: string | null, applied: boolean, notAppliedBecause: string | null } | null, results: { asOf: string, sampleRatio: { pValue: number, mismatch: boolean } | null, variations: Array<{ variation: string, count: number, conversions: number | null, value: number | null, standardDeviation: number | null }>, treatments: Array<{ variation: string, verdict: ExperimentVerdict, pValue: number | null, chanceToBeatControl: number | null, notEnoughData: { reason: NotEnoughDataReason, explanation: string } | null, absoluteLift: { value: number, lower: number, upper: number } | null, relativeLift: { value: number, lower: number, upper: number } | null }> } | null }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string }
    | { __typename: 'NewRelicIntegration', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string }
    | { __typename: 'TeamsIntegration', id: string }
    | { __typename: 'WebhookIntegration', id: string }
   | null };

export type StartExperimentMutationVariables = Exact<{
  input: StartExperimentInput;
}>;


export type StartExperimentMutation = { startExperiment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'StartExperimentPayload', experiment: { id: string, name: string, hypothesis: string, state: ExperimentState, flagKey: string, control: string, treatments: Array<string>, alpha: number, minimumSample: number, reportEveryMinutes: number, counting: ExperimentCounting, significant: Array<string>, createdAt: string, startedAt: string | null, concludedAt: string | null, url: string, counted: { at: string, units: number, warnings: Array<string> } | null, flag: { id: string, key: string, name: string } | null, environment: { id: string, key: string, name: string, requiresApproval: boolean, confirmChanges: boolean }, metric: { name: string, kind: ExperimentMetricKind, higherIsBetter: boolean }, split: Array<{ variation: string, weight: number }>, conclusion: { winner: string | null, comment: string | null, applied: boolean, notAppliedBecause: string | null } | null, results: { asOf: string, sampleRatio: { pValue: number, mismatch: boolean } | null, variations: Array<{ variation: string, count: number, conversions: number | null, value: number | null, standardDeviation: number | null }>, treatments: Array<{ variation: string, verdict: ExperimentVerdict, pValue: number | null, chanceToBeatControl: number | null, notEnoughData: { reason: NotEnoughDataReason, explanation: string } | null, absoluteLift: { value: number, lower: number, upper: number } | null, relativeLift: { value: number, lower: number, upper: number } | null }> } | null } }
   };

export type RecordExperimentResultsMutationVariables = Exact<{
  input: RecordExperimentResultsInput;
}>;


export type RecordExperimentResultsMutation = { recordExperimentResults:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RecordExperimentResultsPayload', experiment: { id: string, name: string, hypothesis: string, state: ExperimentState, flagKey: string, control: string, treatments: Array<string>, alpha: number, minimumSample: number, reportEveryMinutes: number, counting: ExperimentCounting, significant: Array<string>, createdAt: string, startedAt: string | null, concludedAt: string | null, url: string, counted: { at: string, units: number, warnings: Array<string> } | null, flag: { id: string, key: string, name: string } | null, environment: { id: string, key: string, name: string, requiresApproval: boolean, confirmChanges: boolean }, metric: { name: string, kind: ExperimentMetricKind, higherIsBetter: boolean }, split: Array<{ variation: string, weight: number }>, conclusion: { winner: string | null, comment: string | null, applied: boolean, notAppliedBecause: string | null } | null, results: { asOf: string, sampleRatio: { pValue: number, mismatch: boolean } | null, variations: Array<{ variation: string, count: number, conversions: number | null, value: number | null, standardDeviation: number | null }>, treatments: Array<{ variation: string, verdict: ExperimentVerdict, pValue: number | null, chanceToBeatControl: number | null, notEnoughData: { reason: NotEnoughDataReason, explanation: string } | null, absoluteLift: { value: number, lower: number, upper: number } | null, relativeLift: { value: number, lower: number, upper: number } | null }> } | null } }
   };

export type ConcludeExperimentMutationVariables = Exact<{
  input: ConcludeExperimentInput;
}>;


export type ConcludeExperimentMutation = { concludeExperiment:
    | { __typename: 'ConcludeExperimentPayload', experiment: { id: string, name: string, hypothesis: string, state: ExperimentState, flagKey: string, control: string, treatments: Array<string>, alpha: number, minimumSample: number, reportEveryMinutes: number, counting: ExperimentCounting, significant: Array<string>, createdAt: string, startedAt: string | null, concludedAt: string | null, url: string, counted: { at: string, units: number, warnings: Array<string> } | null, flag: { id: string, key: string, name: string } | null, environment: { id: string, key: string, name: string, requiresApproval: boolean, confirmChanges: boolean }, metric: { name: string, kind: ExperimentMetricKind, higherIsBetter: boolean }, split: Array<{ variation: string, weight: number }>, conclusion: { winner: string | null, comment: string | null, applied: boolean, notAppliedBecause: string | null } | null, results: { asOf: string, sampleRatio: { pValue: number, mismatch: boolean } | null, variations: Array<{ variation: string, count: number, conversions: number | null, value: number | null, standardDeviation: number | null }>, treatments: Array<{ variation: string, verdict: ExperimentVerdict, pValue: number | null, chanceToBeatControl: number | null, notEnoughData: { reason: NotEnoughDataReason, explanation: string } | null, absoluteLift: { value: number, lower: number, upper: number } | null, relativeLift: { value: number, lower: number, upper: number } | null }> } | null }, flagEvent: { id: string, sequence: number } | null }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type ExperimentHistoryQueryVariables = Exact<{
  id: string | number;
}>;


export type ExperimentHistoryQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string, history: Array<{ asOf: string, treatments: Array<{ variation: string, verdict: ExperimentVerdict, absoluteLift: { value: number, lower: number, upper: number } | null, relativeLift: { value: number, lower: number, upper: number } | null }>, variations: Array<{ variation: string, count: number }> }> }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string }
    | { __typename: 'NewRelicIntegration', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string }
    | { __typename: 'TeamsIntegration', id: string }
    | { __typename: 'WebhookIntegration', id: string }
   | null };

export type ExperimentPowerQueryVariables = Exact<{
  id: string | number;
  effect: number;
}>;


export type ExperimentPowerQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string, power: { effect: number, needed: number, counted: number, missing: number, missingDays: number | null, detectableEffect: number | null } | null }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string }
    | { __typename: 'NewRelicIntegration', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string }
    | { __typename: 'TeamsIntegration', id: string }
    | { __typename: 'WebhookIntegration', id: string }
   | null };

export type ExperimentMetricPartsFragment = { name: string, kind: ExperimentMetricKind, higherIsBetter: boolean };

export type ExperimentRowFragment = { id: string, name: string, state: ExperimentState, flagKey: string, createdAt: string, startedAt: string | null, concludedAt: string | null, significant: Array<string>, environment: { id: string, key: string, name: string }, metric: { name: string, kind: ExperimentMetricKind, higherIsBetter: boolean }, conclusion: { winner: string | null } | null, results: { asOf: string, sampleRatio: { mismatch: boolean } | null, treatments: Array<{ variation: string, verdict: ExperimentVerdict }> } | null };

export type ExperimentsQueryVariables = Exact<{
  projectKey: string;
  filter?: ExperimentFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ExperimentsQuery = { project: { id: string, experiments: { edges: Array<{ node: { id: string, name: string, state: ExperimentState, flagKey: string, createdAt: string, startedAt: string | null, concludedAt: string | null, significant: Array<string>, environment: { id: string, key: string, name: string }, metric: { name: string, kind: ExperimentMetricKind, higherIsBetter: boolean }, conclusion: { winner: string | null } | null, results: { asOf: string, sampleRatio: { mismatch: boolean } | null, treatments: Array<{ variation: string, verdict: ExperimentVerdict }> } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

type ServeParts_RolloutServe_Fragment = { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> };

type ServeParts_VariationServe_Fragment = { __typename: 'VariationServe', variation: { key: string } };

export type ServePartsFragment =
  | ServeParts_RolloutServe_Fragment
  | ServeParts_VariationServe_Fragment
;

export type FlagStateFragment = { enabled: boolean, codeLike: string, environment: { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }, offVariation: { key: string }, fallthrough:
    | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
    | { __typename: 'VariationServe', variation: { key: string } }
  , rules: Array<{ id: string, description: string | null, clauses: Array<{ attribute: string, operator: Operator, negate: boolean, values: Array<unknown> }>, serve:
      | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
      | { __typename: 'VariationServe', variation: { key: string } }
     }> };

export type FlagDetailsFragment = { id: string, key: string, name: string, description: string | null, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, jiraIssues: Array<string>, version: number, updatedAt: string, url: string, experiments: { edges: Array<{ node: { id: string, name: string, state: ExperimentState } }> }, variations: Array<{ key: string, name: string, description: string | null, value: unknown }>, environments: Array<{ enabled: boolean, codeLike: string, environment: { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }, offVariation: { key: string }, fallthrough:
      | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
      | { __typename: 'VariationServe', variation: { key: string } }
    , rules: Array<{ id: string, description: string | null, clauses: Array<{ attribute: string, operator: Operator, negate: boolean, values: Array<unknown> }>, serve:
        | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
        | { __typename: 'VariationServe', variation: { key: string } }
       }> }> };

export type FlagPageQueryVariables = Exact<{
  projectKey: string;
  flagKey: string;
}>;


export type FlagPageQuery = { flag: { id: string, key: string, name: string, description: string | null, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, jiraIssues: Array<string>, version: number, updatedAt: string, url: string, experiments: { edges: Array<{ node: { id: string, name: string, state: ExperimentState } }> }, variations: Array<{ key: string, name: string, description: string | null, value: unknown }>, environments: Array<{ enabled: boolean, codeLike: string, environment: { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }, offVariation: { key: string }, fallthrough:
        | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
        | { __typename: 'VariationServe', variation: { key: string } }
      , rules: Array<{ id: string, description: string | null, clauses: Array<{ attribute: string, operator: Operator, negate: boolean, values: Array<unknown> }>, serve:
          | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
          | { __typename: 'VariationServe', variation: { key: string } }
         }> }> } | null };

export type PreviewFlagChangeQueryVariables = Exact<{
  input: ProposeFlagChangeInput;
}>;


export type PreviewFlagChangeQuery = { previewFlagChange: { flagVersion: number, codeLikeDiff: string | null, refusal: string | null, requiresApproval: boolean, minimumApprovals: number | null, isConflict: boolean, changes: Array<
      | { __typename: 'FlagConditionChanged', summary: string }
      | { __typename: 'FlagConditionCreated', summary: string }
      | { __typename: 'FlagConditionDeleted', summary: string }
      | { __typename: 'FlagConditionsReordered', summary: string }
      | { __typename: 'FlagCreated', summary: string }
      | { __typename: 'FlagDeleted', summary: string }
      | { __typename: 'FlagDescriptionChanged', summary: string }
      | { __typename: 'FlagEnabledChanged', summary: string }
      | { __typename: 'FlagFallthroughChanged', summary: string }
      | { __typename: 'FlagIssueLinked', summary: string }
      | { __typename: 'FlagIssueUnlinked', summary: string }
      | { __typename: 'FlagLifecycleChanged', summary: string }
      | { __typename: 'FlagNameChanged', summary: string }
      | { __typename: 'FlagOffVariationChanged', summary: string }
      | { __typename: 'FlagOwnerChanged', summary: string }
      | { __typename: 'FlagTagsChanged', summary: string }
      | { __typename: 'FlagVariationChanged', summary: string }
      | { __typename: 'FlagVariationCreated', summary: string }
      | { __typename: 'FlagVariationDeleted', summary: string }
      | { __typename: 'FlagVariationsReordered', summary: string }
    >, issues: Array<{ path: string, message: string }>, notifies: Array<{ targets: Array<string>, integration:
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
       }> } };

export type PreviewFlagUpdateQueryVariables = Exact<{
  input: UpdateFlagInput;
}>;


export type PreviewFlagUpdateQuery = { previewFlagUpdate: { flagVersion: number, codeLikeDiff: string | null, refusal: string | null, requiresApproval: boolean, minimumApprovals: number | null, isConflict: boolean, changes: Array<
      | { __typename: 'FlagConditionChanged', summary: string }
      | { __typename: 'FlagConditionCreated', summary: string }
      | { __typename: 'FlagConditionDeleted', summary: string }
      | { __typename: 'FlagConditionsReordered', summary: string }
      | { __typename: 'FlagCreated', summary: string }
      | { __typename: 'FlagDeleted', summary: string }
      | { __typename: 'FlagDescriptionChanged', summary: string }
      | { __typename: 'FlagEnabledChanged', summary: string }
      | { __typename: 'FlagFallthroughChanged', summary: string }
      | { __typename: 'FlagIssueLinked', summary: string }
      | { __typename: 'FlagIssueUnlinked', summary: string }
      | { __typename: 'FlagLifecycleChanged', summary: string }
      | { __typename: 'FlagNameChanged', summary: string }
      | { __typename: 'FlagOffVariationChanged', summary: string }
      | { __typename: 'FlagOwnerChanged', summary: string }
      | { __typename: 'FlagTagsChanged', summary: string }
      | { __typename: 'FlagVariationChanged', summary: string }
      | { __typename: 'FlagVariationCreated', summary: string }
      | { __typename: 'FlagVariationDeleted', summary: string }
      | { __typename: 'FlagVariationsReordered', summary: string }
    >, issues: Array<{ path: string, message: string }>, notifies: Array<{ targets: Array<string>, integration:
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
       }> } };

export type PreviewFragment = { flagVersion: number, codeLikeDiff: string | null, refusal: string | null, requiresApproval: boolean, minimumApprovals: number | null, isConflict: boolean, changes: Array<
    | { __typename: 'FlagConditionChanged', summary: string }
    | { __typename: 'FlagConditionCreated', summary: string }
    | { __typename: 'FlagConditionDeleted', summary: string }
    | { __typename: 'FlagConditionsReordered', summary: string }
    | { __typename: 'FlagCreated', summary: string }
    | { __typename: 'FlagDeleted', summary: string }
    | { __typename: 'FlagDescriptionChanged', summary: string }
    | { __typename: 'FlagEnabledChanged', summary: string }
    | { __typename: 'FlagFallthroughChanged', summary: string }
    | { __typename: 'FlagIssueLinked', summary: string }
    | { __typename: 'FlagIssueUnlinked', summary: string }
    | { __typename: 'FlagLifecycleChanged', summary: string }
    | { __typename: 'FlagNameChanged', summary: string }
    | { __typename: 'FlagOffVariationChanged', summary: string }
    | { __typename: 'FlagOwnerChanged', summary: string }
    | { __typename: 'FlagTagsChanged', summary: string }
    | { __typename: 'FlagVariationChanged', summary: string }
    | { __typename: 'FlagVariationCreated', summary: string }
    | { __typename: 'FlagVariationDeleted', summary: string }
    | { __typename: 'FlagVariationsReordered', summary: string }
  >, issues: Array<{ path: string, message: string }>, notifies: Array<{ targets: Array<string>, integration:
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
      | { id: string, name: string, provider: IntegrationProvider }
     }> };

export type UpdateFlagEnvironmentMutationVariables = Exact<{
  input: UpdateFlagEnvironmentInput;
}>;


export type UpdateFlagEnvironmentMutation = { updateFlagEnvironment:
    | { __typename: 'ApprovalRequiredError', message: string }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UpdateFlagEnvironmentPayload', event: { id: string, sequence: number } | null, flag: { id: string, key: string, name: string, description: string | null, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, jiraIssues: Array<string>, version: number, updatedAt: string, url: string, experiments: { edges: Array<{ node: { id: string, name: string, state: ExperimentState } }> }, variations: Array<{ key: string, name: string, description: string | null, value: unknown }>, environments: Array<{ enabled: boolean, codeLike: string, environment: { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }, offVariation: { key: string }, fallthrough:
            | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
            | { __typename: 'VariationServe', variation: { key: string } }
          , rules: Array<{ id: string, description: string | null, clauses: Array<{ attribute: string, operator: Operator, negate: boolean, values: Array<unknown> }>, serve:
              | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
              | { __typename: 'VariationServe', variation: { key: string } }
             }> }> } }
   };

export type ProposeFlagChangeMutationVariables = Exact<{
  input: ProposeFlagChangeInput;
}>;


export type ProposeFlagChangeMutation = { proposeFlagChange:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ProposeFlagChangePayload', changeRequest: { id: string, title: string, url: string } }
   };

export type UpdateFlagMutationVariables = Exact<{
  input: UpdateFlagInput;
}>;


export type UpdateFlagMutation = { updateFlag:
    | { __typename: 'ApprovalRequiredError', message: string }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UpdateFlagPayload', event: { id: string, sequence: number } | null, flag: { id: string, key: string, name: string, description: string | null, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, jiraIssues: Array<string>, version: number, updatedAt: string, url: string, experiments: { edges: Array<{ node: { id: string, name: string, state: ExperimentState } }> }, variations: Array<{ key: string, name: string, description: string | null, value: unknown }>, environments: Array<{ enabled: boolean, codeLike: string, environment: { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }, offVariation: { key: string }, fallthrough:
            | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
            | { __typename: 'VariationServe', variation: { key: string } }
          , rules: Array<{ id: string, description: string | null, clauses: Array<{ attribute: string, operator: Operator, negate: boolean, values: Array<unknown> }>, serve:
              | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
              | { __typename: 'VariationServe', variation: { key: string } }
             }> }> } }
   };

export type FlagHistoryQueryVariables = Exact<{
  projectKey: string;
  flagKey: string;
  after?: string | null | undefined;
}>;


export type FlagHistoryQuery = { flag: { id: string, events: { edges: Array<{ node:
          | { __typename: 'ApprovalEvent', id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
          | { __typename: 'ExperimentEvent', id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
          | { __typename: 'FlagEvent', codeLikeDiff: string | null, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, changes: Array<
              | { __typename: 'FlagConditionChanged', summary: string }
              | { __typename: 'FlagConditionCreated', summary: string }
              | { __typename: 'FlagConditionDeleted', summary: string }
              | { __typename: 'FlagConditionsReordered', summary: string }
              | { __typename: 'FlagCreated', summary: string }
              | { __typename: 'FlagDeleted', summary: string }
              | { __typename: 'FlagDescriptionChanged', summary: string }
              | { __typename: 'FlagEnabledChanged', summary: string }
              | { __typename: 'FlagFallthroughChanged', summary: string }
              | { __typename: 'FlagIssueLinked', summary: string }
              | { __typename: 'FlagIssueUnlinked', summary: string }
              | { __typename: 'FlagLifecycleChanged', summary: string }
              | { __typename: 'FlagNameChanged', summary: string }
              | { __typename: 'FlagOffVariationChanged', summary: string }
              | { __typename: 'FlagOwnerChanged', summary: string }
              | { __typename: 'FlagTagsChanged', summary: string }
              | { __typename: 'FlagVariationChanged', summary: string }
              | { __typename: 'FlagVariationCreated', summary: string }
              | { __typename: 'FlagVariationDeleted', summary: string }
              | { __typename: 'FlagVariationsReordered', summary: string }
            >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
          | { __typename: 'IntegrationEvent', id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
         }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type TriedFragment = { flagKey: string, reason: EvaluationReason, ruleId: string | null, bucket: number | null, variation: { key: string }, trace: Array<{ matched: boolean, rule: { id: string, description: string | null }, clauses: Array<{ matched: boolean, actual: unknown, clause: { attribute: string, operator: Operator, negate: boolean, values: Array<unknown> } }> }> };

export type TryContextQueryVariables = Exact<{
  projectKey: string;
  environmentKey: string;
  flagKey: string;
  context: unknown;
  draft?: FlagDraftInput | null | undefined;
}>;


export type TryContextQuery = { evaluateFlags: Array<{ flagKey: string, reason: EvaluationReason, ruleId: string | null, bucket: number | null, variation: { key: string }, trace: Array<{ matched: boolean, rule: { id: string, description: string | null }, clauses: Array<{ matched: boolean, actual: unknown, clause: { attribute: string, operator: Operator, negate: boolean, values: Array<unknown> } }> }> }> };

export type PreviewRequestsQueryVariables = Exact<{
  input: ProposeFlagChangeInput;
}>;


export type PreviewRequestsQuery = { previewFlagChange: { notifies: Array<{ targets: Array<string>, integration:
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
      , requests: Array<{ target: string, request: { method: string, url: string, body: string, headers: Array<{ name: string, value: string }> } }> }> } };

export type PreviewFlagRestoreQueryVariables = Exact<{
  input: RestoreFlagInput;
}>;


export type PreviewFlagRestoreQuery = { previewFlagRestore: { confirm: Array<string>, flagVersion: number, codeLikeDiff: string | null, refusal: string | null, requiresApproval: boolean, minimumApprovals: number | null, isConflict: boolean, changes: Array<
      | { __typename: 'FlagConditionChanged', summary: string }
      | { __typename: 'FlagConditionCreated', summary: string }
      | { __typename: 'FlagConditionDeleted', summary: string }
      | { __typename: 'FlagConditionsReordered', summary: string }
      | { __typename: 'FlagCreated', summary: string }
      | { __typename: 'FlagDeleted', summary: string }
      | { __typename: 'FlagDescriptionChanged', summary: string }
      | { __typename: 'FlagEnabledChanged', summary: string }
      | { __typename: 'FlagFallthroughChanged', summary: string }
      | { __typename: 'FlagIssueLinked', summary: string }
      | { __typename: 'FlagIssueUnlinked', summary: string }
      | { __typename: 'FlagLifecycleChanged', summary: string }
      | { __typename: 'FlagNameChanged', summary: string }
      | { __typename: 'FlagOffVariationChanged', summary: string }
      | { __typename: 'FlagOwnerChanged', summary: string }
      | { __typename: 'FlagTagsChanged', summary: string }
      | { __typename: 'FlagVariationChanged', summary: string }
      | { __typename: 'FlagVariationCreated', summary: string }
      | { __typename: 'FlagVariationDeleted', summary: string }
      | { __typename: 'FlagVariationsReordered', summary: string }
    >, issues: Array<{ path: string, message: string }>, notifies: Array<{ targets: Array<string>, integration:
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
        | { id: string, name: string, provider: IntegrationProvider }
       }> } };

export type RestoreFlagMutationVariables = Exact<{
  input: RestoreFlagInput;
}>;


export type RestoreFlagMutation = { restoreFlag:
    | { __typename: 'ApprovalRequiredError', message: string }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RestoreFlagPayload', event: { id: string } | null, flag: { id: string, key: string, name: string, description: string | null, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, jiraIssues: Array<string>, version: number, updatedAt: string, url: string, experiments: { edges: Array<{ node: { id: string, name: string, state: ExperimentState } }> }, variations: Array<{ key: string, name: string, description: string | null, value: unknown }>, environments: Array<{ enabled: boolean, codeLike: string, environment: { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }, offVariation: { key: string }, fallthrough:
            | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
            | { __typename: 'VariationServe', variation: { key: string } }
          , rules: Array<{ id: string, description: string | null, clauses: Array<{ attribute: string, operator: Operator, negate: boolean, values: Array<unknown> }>, serve:
              | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
              | { __typename: 'VariationServe', variation: { key: string } }
             }> }> } }
   };

export type ProposeFlagRestoreMutationVariables = Exact<{
  input: ProposeFlagRestoreInput;
}>;


export type ProposeFlagRestoreMutation = { proposeFlagRestore:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ProposeFlagRestorePayload', changeRequest: { id: string, title: string } }
   };

export type LinkJiraIssueMutationVariables = Exact<{
  input: LinkJiraIssueInput;
}>;


export type LinkJiraIssueMutation = { linkJiraIssue:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'LinkJiraIssuePayload', flag: { id: string, key: string, name: string, description: string | null, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, jiraIssues: Array<string>, version: number, updatedAt: string, url: string, experiments: { edges: Array<{ node: { id: string, name: string, state: ExperimentState } }> }, variations: Array<{ key: string, name: string, description: string | null, value: unknown }>, environments: Array<{ enabled: boolean, codeLike: string, environment: { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }, offVariation: { key: string }, fallthrough:
            | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
            | { __typename: 'VariationServe', variation: { key: string } }
          , rules: Array<{ id: string, description: string | null, clauses: Array<{ attribute: string, operator: Operator, negate: boolean, values: Array<unknown> }>, serve:
              | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
              | { __typename: 'VariationServe', variation: { key: string } }
             }> }> } }
    | { __typename: 'NotFoundError', message: string }
   };

export type UnlinkJiraIssueMutationVariables = Exact<{
  input: UnlinkJiraIssueInput;
}>;


export type UnlinkJiraIssueMutation = { unlinkJiraIssue:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UnlinkJiraIssuePayload', flag: { id: string, key: string, name: string, description: string | null, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, jiraIssues: Array<string>, version: number, updatedAt: string, url: string, experiments: { edges: Array<{ node: { id: string, name: string, state: ExperimentState } }> }, variations: Array<{ key: string, name: string, description: string | null, value: unknown }>, environments: Array<{ enabled: boolean, codeLike: string, environment: { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }, offVariation: { key: string }, fallthrough:
            | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
            | { __typename: 'VariationServe', variation: { key: string } }
          , rules: Array<{ id: string, description: string | null, clauses: Array<{ attribute: string, operator: Operator, negate: boolean, values: Array<unknown> }>, serve:
              | { __typename: 'RolloutServe', bucketBy: string, weights: Array<{ weight: number, variation: { key: string } }> }
              | { __typename: 'VariationServe', variation: { key: string } }
             }> }> } }
   };

export type EventDeliveriesQueryVariables = Exact<{
  id: string | number;
}>;


export type EventDeliveriesQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string, deliveries: Array<{ id: string, status: DeliveryStatus, target: string, createdAt: string, completedAt: string | null, integration:
          | { id: string, name: string, provider: IntegrationProvider }
          | { id: string, name: string, provider: IntegrationProvider }
          | { id: string, name: string, provider: IntegrationProvider }
          | { id: string, name: string, provider: IntegrationProvider }
          | { id: string, name: string, provider: IntegrationProvider }
          | { id: string, name: string, provider: IntegrationProvider }
          | { id: string, name: string, provider: IntegrationProvider }
         }> }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string }
    | { __typename: 'NewRelicIntegration', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string }
    | { __typename: 'TeamsIntegration', id: string }
    | { __typename: 'WebhookIntegration', id: string }
   | null };

export type DeliveryStatusSubscriptionVariables = Exact<{
  projectKey: string;
  eventId: string | number;
}>;


export type DeliveryStatusSubscription = { deliveryUpdated: { id: string, status: DeliveryStatus, completedAt: string | null } };

export type EditorQueryVariables = Exact<{
  projectKey: string;
}>;


export type EditorQuery = { operators: Array<{ operator: Operator, label: string, negatedLabel: string, description: string, valueKind: OperatorValueKind, minValues: number, maxValues: number }>, project: { id: string, attributes: Array<{ name: string }> } | null };

export type FlagUsageQueryVariables = Exact<{
  projectKey: string;
  flagKey: string;
  environmentKey: string;
  from: string;
}>;


export type FlagUsageQuery = { flag: { id: string, staleReason: string | null, environment: { lastEvaluatedAt: string | null, usage: Array<{ startsAt: string, evaluations: number, variations: Array<{ variation: string, evaluations: number }> }> } | null } | null };

export type FlagRowFragment = { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, lastEvaluatedAt: string | null, staleReason: string | null, environments: Array<{ enabled: boolean, summary: string, environment: { id: string, key: string } }>, lastEvent: { id: string, occurredAt: string, actor: { actorId: string, name: string } } | null };

export type FlagsQueryVariables = Exact<{
  projectKey: string;
  filter?: FlagFilter | null | undefined;
  orderBy?: FlagOrder | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
}>;


export type FlagsQuery = { project: { id: string, flags: { totalCount: number, edges: Array<{ node: { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, lastEvaluatedAt: string | null, staleReason: string | null, environments: Array<{ enabled: boolean, summary: string, environment: { id: string, key: string } }>, lastEvent: { id: string, occurredAt: string, actor: { actorId: string, name: string } } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type SetFlagEnabledMutationVariables = Exact<{
  input: SetFlagEnabledInput;
}>;


export type SetFlagEnabledMutation = { setFlagEnabled:
    | { __typename: 'ApprovalRequiredError', message: string }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'SetFlagEnabledPayload', flag: { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, lastEvaluatedAt: string | null, staleReason: string | null, environments: Array<{ enabled: boolean, summary: string, environment: { id: string, key: string } }>, lastEvent: { id: string, occurredAt: string, actor: { actorId: string, name: string } } | null } }
   };

export type CreateFlagMutationVariables = Exact<{
  input: CreateFlagInput;
}>;


export type CreateFlagMutation = { createFlag:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateFlagPayload', flag: { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, lastEvaluatedAt: string | null, staleReason: string | null, environments: Array<{ enabled: boolean, summary: string, environment: { id: string, key: string } }>, lastEvent: { id: string, occurredAt: string, actor: { actorId: string, name: string } } | null } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type FlagFiltersQueryVariables = Exact<{
  projectKey: string;
}>;


export type FlagFiltersQuery = { project: { id: string, tags: Array<{ name: string, flagCount: number }>, owners: Array<{ name: string, flagCount: number }> } | null };

export type SavedViewFragment = { id: string, name: string, search: string };

export type FlagViewsQueryVariables = Exact<{
  projectKey: string;
}>;


export type FlagViewsQuery = { project: { id: string, flagViews: Array<{ id: string, name: string, search: string }> } | null };

export type SaveFlagViewMutationVariables = Exact<{
  input: SaveFlagViewInput;
}>;


export type SaveFlagViewMutation = { saveFlagView:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'SaveFlagViewPayload', view: { id: string, name: string, search: string } }
   };

export type DeleteFlagViewMutationVariables = Exact<{
  input: DeleteFlagViewInput;
}>;


export type DeleteFlagViewMutation = { deleteFlagView:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'DeleteFlagViewPayload', name: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type FlagUpdatePreviewFragment = { flagKey: string, refusal: string | null, confirm: Array<string>, changes: Array<
    | { __typename: 'FlagConditionChanged', summary: string }
    | { __typename: 'FlagConditionCreated', summary: string }
    | { __typename: 'FlagConditionDeleted', summary: string }
    | { __typename: 'FlagConditionsReordered', summary: string }
    | { __typename: 'FlagCreated', summary: string }
    | { __typename: 'FlagDeleted', summary: string }
    | { __typename: 'FlagDescriptionChanged', summary: string }
    | { __typename: 'FlagEnabledChanged', summary: string }
    | { __typename: 'FlagFallthroughChanged', summary: string }
    | { __typename: 'FlagIssueLinked', summary: string }
    | { __typename: 'FlagIssueUnlinked', summary: string }
    | { __typename: 'FlagLifecycleChanged', summary: string }
    | { __typename: 'FlagNameChanged', summary: string }
    | { __typename: 'FlagOffVariationChanged', summary: string }
    | { __typename: 'FlagOwnerChanged', summary: string }
    | { __typename: 'FlagTagsChanged', summary: string }
    | { __typename: 'FlagVariationChanged', summary: string }
    | { __typename: 'FlagVariationCreated', summary: string }
    | { __typename: 'FlagVariationDeleted', summary: string }
    | { __typename: 'FlagVariationsReordered', summary: string }
  >, issues: Array<{ path: string, message: string }> };

export type PreviewFlagsUpdateQueryVariables = Exact<{
  input: UpdateFlagsInput;
}>;


export type PreviewFlagsUpdateQuery = { previewFlagsUpdate: Array<{ flagKey: string, refusal: string | null, confirm: Array<string>, changes: Array<
      | { __typename: 'FlagConditionChanged', summary: string }
      | { __typename: 'FlagConditionCreated', summary: string }
      | { __typename: 'FlagConditionDeleted', summary: string }
      | { __typename: 'FlagConditionsReordered', summary: string }
      | { __typename: 'FlagCreated', summary: string }
      | { __typename: 'FlagDeleted', summary: string }
      | { __typename: 'FlagDescriptionChanged', summary: string }
      | { __typename: 'FlagEnabledChanged', summary: string }
      | { __typename: 'FlagFallthroughChanged', summary: string }
      | { __typename: 'FlagIssueLinked', summary: string }
      | { __typename: 'FlagIssueUnlinked', summary: string }
      | { __typename: 'FlagLifecycleChanged', summary: string }
      | { __typename: 'FlagNameChanged', summary: string }
      | { __typename: 'FlagOffVariationChanged', summary: string }
      | { __typename: 'FlagOwnerChanged', summary: string }
      | { __typename: 'FlagTagsChanged', summary: string }
      | { __typename: 'FlagVariationChanged', summary: string }
      | { __typename: 'FlagVariationCreated', summary: string }
      | { __typename: 'FlagVariationDeleted', summary: string }
      | { __typename: 'FlagVariationsReordered', summary: string }
    >, issues: Array<{ path: string, message: string }> }> };

export type UpdateFlagsMutationVariables = Exact<{
  input: UpdateFlagsInput;
}>;


export type UpdateFlagsMutation = { updateFlags:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UpdateFlagsPayload', results: Array<{ flagKey: string, flag: { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, lastEvaluatedAt: string | null, staleReason: string | null, environments: Array<{ enabled: boolean, summary: string, environment: { id: string, key: string } }>, lastEvent: { id: string, occurredAt: string, actor: { actorId: string, name: string } } | null } | null, event: { id: string } | null, refusal: { code: ErrorCode, message: string } | null }> }
   };

export type AttentionQueryVariables = Exact<{ [key: string]: never; }>;


export type AttentionQuery = { viewer: { id: string, attention: Array<{ kind: AttentionKind, subjectId: string, title: string, detail: string, since: string, project: { id: string, key: string, name: string } }> } | null };

export type HomeProjectQueryVariables = Exact<{
  projectKey: string;
}>;


export type HomeProjectQuery = { project: { id: string, key: string, name: string, lastSequence: number, events: { edges: Array<{ node:
          | { flagKey: string, title: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, changes: Array<
              | { __typename: 'FlagConditionChanged', summary: string }
              | { __typename: 'FlagConditionCreated', summary: string }
              | { __typename: 'FlagConditionDeleted', summary: string }
              | { __typename: 'FlagConditionsReordered', summary: string }
              | { __typename: 'FlagCreated', summary: string }
              | { __typename: 'FlagDeleted', summary: string }
              | { __typename: 'FlagDescriptionChanged', summary: string }
              | { __typename: 'FlagEnabledChanged', summary: string }
              | { __typename: 'FlagFallthroughChanged', summary: string }
              | { __typename: 'FlagIssueLinked', summary: string }
              | { __typename: 'FlagIssueUnlinked', summary: string }
              | { __typename: 'FlagLifecycleChanged', summary: string }
              | { __typename: 'FlagNameChanged', summary: string }
              | { __typename: 'FlagOffVariationChanged', summary: string }
              | { __typename: 'FlagOwnerChanged', summary: string }
              | { __typename: 'FlagTagsChanged', summary: string }
              | { __typename: 'FlagVariationChanged', summary: string }
              | { __typename: 'FlagVariationCreated', summary: string }
              | { __typename: 'FlagVariationDeleted', summary: string }
              | { __typename: 'FlagVariationsReordered', summary: string }
            >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
          | { flagKey: string, experimentName: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
          | { flagKey: string, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, changes: Array<
              | { __typename: 'FlagConditionChanged', summary: string }
              | { __typename: 'FlagConditionCreated', summary: string }
              | { __typename: 'FlagConditionDeleted', summary: string }
              | { __typename: 'FlagConditionsReordered', summary: string }
              | { __typename: 'FlagCreated', summary: string }
              | { __typename: 'FlagDeleted', summary: string }
              | { __typename: 'FlagDescriptionChanged', summary: string }
              | { __typename: 'FlagEnabledChanged', summary: string }
              | { __typename: 'FlagFallthroughChanged', summary: string }
              | { __typename: 'FlagIssueLinked', summary: string }
              | { __typename: 'FlagIssueUnlinked', summary: string }
              | { __typename: 'FlagLifecycleChanged', summary: string }
              | { __typename: 'FlagNameChanged', summary: string }
              | { __typename: 'FlagOffVariationChanged', summary: string }
              | { __typename: 'FlagOwnerChanged', summary: string }
              | { __typename: 'FlagTagsChanged', summary: string }
              | { __typename: 'FlagVariationChanged', summary: string }
              | { __typename: 'FlagVariationCreated', summary: string }
              | { __typename: 'FlagVariationDeleted', summary: string }
              | { __typename: 'FlagVariationsReordered', summary: string }
            >, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
          | { integrationName: string, reason: string | null, id: string, sequence: number, type: EventType, occurredAt: string, comment: string | null, actor: { actorId: string, name: string }, environment: { id: string, key: string, name: string } | null }
         }> } } | null };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateProjectPayload', project: { id: string, key: string, name: string } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type TourQueryVariables = Exact<{
  projectKey: string;
}>;


export type TourQuery = { viewer: { id: string, tourClosed: boolean } | null, project: { id: string, key: string, name: string, events: { edges: Array<{ node:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         }> }, integrations: Array<
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
    >, deliveries: { edges: Array<{ node: { id: string } }> } } | null };

export type SetTourClosedMutationVariables = Exact<{
  input: SetTourClosedInput;
}>;


export type SetTourClosedMutation = { setTourClosed:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'SetTourClosedPayload', closed: boolean }
   };

export type TourDeliverySubscriptionVariables = Exact<{
  projectKey: string;
}>;


export type TourDeliverySubscription = { deliveryUpdated: { id: string, status: DeliveryStatus } };

export type InstanceSetupQueryVariables = Exact<{ [key: string]: never; }>;


export type InstanceSetupQuery = { instance: { version: string, publicUrl: string, embedded: boolean, retentionDays: number, time: string, graphiql: boolean, signIn: { token: boolean, oidcLabel: string | null }, setup: { role: string, postgresVersion: string, databasePoolSize: number, redis: boolean, egressAllowed: Array<string>, egressProxy: boolean, oidcIssuer: string | null, operationsPerMinute: number, sessionHours: number, sessionIdleHours: number } | null } };

export type FieldPartsFragment = { path: string, label: string, help: string, kind: ProviderFieldKind, required: boolean, requiredOnCreate: boolean, changeable: boolean, min: number | null, max: number | null, placeholder: string | null, advanced: boolean, exclusiveGroup: string | null, requiredWith: string | null, choices: Array<{ value: string, label: string }> };

export type FormFieldFragment = { path: string, label: string, help: string, kind: ProviderFieldKind, required: boolean, requiredOnCreate: boolean, changeable: boolean, min: number | null, max: number | null, placeholder: string | null, advanced: boolean, exclusiveGroup: string | null, requiredWith: string | null, fields: Array<{ path: string, label: string, help: string, kind: ProviderFieldKind, required: boolean, requiredOnCreate: boolean, changeable: boolean, min: number | null, max: number | null, placeholder: string | null, advanced: boolean, exclusiveGroup: string | null, requiredWith: string | null, choices: Array<{ value: string, label: string }> }>, choices: Array<{ value: string, label: string }> };

export type ProviderFormFragment = { provider: IntegrationProvider, inputField: string, label: string, category: ProviderCategory, description: string, docsUrl: string, defaultEventTypes: Array<EventType>, supports: { check: boolean, rotate: boolean, digest: boolean, targets: boolean, receives: boolean }, fields: Array<{ path: string, label: string, help: string, kind: ProviderFieldKind, required: boolean, requiredOnCreate: boolean, changeable: boolean, min: number | null, max: number | null, placeholder: string | null, advanced: boolean, exclusiveGroup: string | null, requiredWith: string | null, fields: Array<{ path: string, label: string, help: string, kind: ProviderFieldKind, required: boolean, requiredOnCreate: boolean, changeable: boolean, min: number | null, max: number | null, placeholder: string | null, advanced: boolean, exclusiveGroup: string | null, requiredWith: string | null, choices: Array<{ value: string, label: string }> }>, choices: Array<{ value: string, label: string }> }> };

export type ProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type ProvidersQuery = { integrationProviders: Array<{ provider: IntegrationProvider, inputField: string, label: string, category: ProviderCategory, description: string, docsUrl: string, defaultEventTypes: Array<EventType>, supports: { check: boolean, rotate: boolean, digest: boolean, targets: boolean, receives: boolean }, fields: Array<{ path: string, label: string, help: string, kind: ProviderFieldKind, required: boolean, requiredOnCreate: boolean, changeable: boolean, min: number | null, max: number | null, placeholder: string | null, advanced: boolean, exclusiveGroup: string | null, requiredWith: string | null, fields: Array<{ path: string, label: string, help: string, kind: ProviderFieldKind, required: boolean, requiredOnCreate: boolean, changeable: boolean, min: number | null, max: number | null, placeholder: string | null, advanced: boolean, exclusiveGroup: string | null, requiredWith: string | null, choices: Array<{ value: string, label: string }> }>, choices: Array<{ value: string, label: string }> }> }> };

export type TriedRequestFragment = { method: string, url: string, body: string, headers: Array<{ name: string, value: string }> };

export type TriedResponseFragment = { status: number, body: string, truncated: boolean, headers: Array<{ name: string, value: string }> };

type TriedEvent_ApprovalEvent_Fragment = { flagKey: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null };

type TriedEvent_ExperimentEvent_Fragment = { flagKey: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null };

type TriedEvent_FlagEvent_Fragment = { flagKey: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null };

type TriedEvent_IntegrationEvent_Fragment = { integrationName: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null };

export type TriedEventFragment =
  | TriedEvent_ApprovalEvent_Fragment
  | TriedEvent_ExperimentEvent_Fragment
  | TriedEvent_FlagEvent_Fragment
  | TriedEvent_IntegrationEvent_Fragment
;

export type RecentEventsQueryVariables = Exact<{
  projectKey: string;
}>;


export type RecentEventsQuery = { project: { id: string, events: { edges: Array<{ node:
          | { flagKey: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null }
          | { flagKey: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null }
          | { flagKey: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null }
          | { integrationName: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null }
         }> } } | null };

export type PreviewIntegrationMutationVariables = Exact<{
  input: PreviewIntegrationInput;
}>;


export type PreviewIntegrationMutation = { previewIntegration:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'PreviewIntegrationPayload', refusal: string | null, event:
        | { flagKey: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null }
        | { flagKey: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null }
        | { flagKey: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null }
        | { integrationName: string, id: string, sequence: number, type: EventType, environment: { id: string, name: string } | null }
      , previews: Array<{ target: string, bodyBytes: number, request: { method: string, url: string, body: string, headers: Array<{ name: string, value: string }> } }> }
   };

export type TestResultFragment = { target: string, durationMs: number, deliveryId: string | null, error: { class: AttemptErrorClass, message: string } | null, exchanges: Array<{ request: { method: string, url: string, body: string, headers: Array<{ name: string, value: string }> }, response: { status: number, body: string, truncated: boolean, headers: Array<{ name: string, value: string }> } | null }> };

export type TestIntegrationMutationVariables = Exact<{
  input: TestIntegrationInput;
}>;


export type TestIntegrationMutation = { testIntegration:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'TestIntegrationPayload', results: Array<{ target: string, durationMs: number, deliveryId: string | null, error: { class: AttemptErrorClass, message: string } | null, exchanges: Array<{ request: { method: string, url: string, body: string, headers: Array<{ name: string, value: string }> }, response: { status: number, body: string, truncated: boolean, headers: Array<{ name: string, value: string }> } | null }> }> }
   };

export type TestIntegrationDraftMutationVariables = Exact<{
  input: TestIntegrationDraftInput;
}>;


export type TestIntegrationDraftMutation = { testIntegrationDraft:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'TestIntegrationDraftPayload', results: Array<{ target: string, durationMs: number, deliveryId: string | null, error: { class: AttemptErrorClass, message: string } | null, exchanges: Array<{ request: { method: string, url: string, body: string, headers: Array<{ name: string, value: string }> }, response: { status: number, body: string, truncated: boolean, headers: Array<{ name: string, value: string }> } | null }> }> }
   };

export type CheckIntegrationMutationVariables = Exact<{
  input: CheckIntegrationInput;
}>;


export type CheckIntegrationMutation = { checkIntegration:
    | { __typename: 'CheckIntegrationPayload', ok: boolean, reason: string | null, request: { method: string, url: string, body: string, headers: Array<{ name: string, value: string }> }, response: { status: number, body: string, truncated: boolean, headers: Array<{ name: string, value: string }> } | null }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

type IntegrationDetails_DatadogIntegration_Fragment = { site: string, api: DatadogApi | null, services: Array<string>, tags: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationDetails_DynatraceIntegration_Fragment = { environmentUrl: string, entitySelector: string | null, eventType: DynatraceEventType, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, properties: Array<{ name: string, value: string }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationDetails_JiraIntegration_Fragment = { siteUrl: string, email: string, cloudId: string | null, projectKeys: Array<string>, comments: JiraCommentScope, clientId: string | null, apiUrl: string | null, webhookUrl: string, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environmentTypes: Array<{ environmentKey: string, type: JiraEnvironmentType }>, transitions: Array<{ lifecycle: FlagLifecycle, status: string }>, lifecycles: Array<{ status: string, lifecycle: FlagLifecycle }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationDetails_NewRelicIntegration_Fragment = { region: string, entityGuids: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, attributes: Array<{ name: string, value: string }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationDetails_SlackIntegration_Fragment = { channels: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationDetails_TeamsIntegration_Fragment = { createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationDetails_WebhookIntegration_Fragment = { url: string, payloadFormat: WebhookPayloadFormat, headerNames: Array<string>, maxInFlight: number, maxPerSecond: number, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

export type IntegrationDetailsFragment =
  | IntegrationDetails_DatadogIntegration_Fragment
  | IntegrationDetails_DynatraceIntegration_Fragment
  | IntegrationDetails_JiraIntegration_Fragment
  | IntegrationDetails_NewRelicIntegration_Fragment
  | IntegrationDetails_SlackIntegration_Fragment
  | IntegrationDetails_TeamsIntegration_Fragment
  | IntegrationDetails_WebhookIntegration_Fragment
;

export type IntegrationPageQueryVariables = Exact<{
  id: string | number;
}>;


export type IntegrationPageQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string, site: string, api: DatadogApi | null, services: Array<string>, tags: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string, environmentUrl: string, entitySelector: string | null, eventType: DynatraceEventType, createdAt: string, previousSecretValidUntil: string | null, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, properties: Array<{ name: string, value: string }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string, siteUrl: string, email: string, cloudId: string | null, projectKeys: Array<string>, comments: JiraCommentScope, clientId: string | null, apiUrl: string | null, webhookUrl: string, createdAt: string, previousSecretValidUntil: string | null, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environmentTypes: Array<{ environmentKey: string, type: JiraEnvironmentType }>, transitions: Array<{ lifecycle: FlagLifecycle, status: string }>, lifecycles: Array<{ status: string, lifecycle: FlagLifecycle }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { __typename: 'NewRelicIntegration', id: string, region: string, entityGuids: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, attributes: Array<{ name: string, value: string }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string, channels: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { __typename: 'TeamsIntegration', id: string, createdAt: string, previousSecretValidUntil: string | null, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { __typename: 'WebhookIntegration', id: string, url: string, payloadFormat: WebhookPayloadFormat, headerNames: Array<string>, maxInFlight: number, maxPerSecond: number, createdAt: string, previousSecretValidUntil: string | null, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
   | null };

export type LastDeliveriesQueryVariables = Exact<{
  id: string | number;
}>;


export type LastDeliveriesQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string, counts: { pending: number, failed: number }, deliveries: { edges: Array<{ node: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            , event:
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { id: string, sequence: number, type: EventType, test: boolean }
            , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }> } }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string, counts: { pending: number, failed: number }, deliveries: { edges: Array<{ node: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            , event:
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { id: string, sequence: number, type: EventType, test: boolean }
            , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }> } }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string, counts: { pending: number, failed: number }, deliveries: { edges: Array<{ node: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            , event:
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { id: string, sequence: number, type: EventType, test: boolean }
            , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }> } }
    | { __typename: 'NewRelicIntegration', id: string, counts: { pending: number, failed: number }, deliveries: { edges: Array<{ node: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            , event:
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { id: string, sequence: number, type: EventType, test: boolean }
            , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }> } }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string, counts: { pending: number, failed: number }, deliveries: { edges: Array<{ node: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            , event:
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { id: string, sequence: number, type: EventType, test: boolean }
            , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }> } }
    | { __typename: 'TeamsIntegration', id: string, counts: { pending: number, failed: number }, deliveries: { edges: Array<{ node: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            , event:
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { id: string, sequence: number, type: EventType, test: boolean }
            , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }> } }
    | { __typename: 'WebhookIntegration', id: string, counts: { pending: number, failed: number }, deliveries: { edges: Array<{ node: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
              | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
            , event:
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
              | { id: string, sequence: number, type: EventType, test: boolean }
            , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } }> } }
   | null };

export type LastDeliveriesUpdatesSubscriptionVariables = Exact<{
  projectKey: string;
  integrationId: string | number;
}>;


export type LastDeliveriesUpdatesSubscription = { deliveryUpdated: { id: string, status: DeliveryStatus, target: string, attemptCount: number, createdAt: string, completedAt: string | null, nextAttemptAt: string | null, queuedAt: string | null, schedule: Array<string>, integration:
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean }
    , event:
      | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
      | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
      | { flagKey: string, id: string, sequence: number, type: EventType, test: boolean }
      | { id: string, sequence: number, type: EventType, test: boolean }
    , recovery: { id: string } | null, lastAttempt: { id: string, number: number, durationMs: number, error: { class: AttemptErrorClass, message: string } | null, response: { status: number } | null } | null } };

export type ReceivedWebhooksQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ReceivedWebhooksQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string, receivedWebhooks: { edges: Array<{ node: { receivedAt: string, issueKey: string, statusName: string, movedBy: string | null, outcome: JiraWebhookOutcome, detail: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | { __typename: 'NewRelicIntegration', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string }
    | { __typename: 'TeamsIntegration', id: string }
    | { __typename: 'WebhookIntegration', id: string }
   | null };

export type UpdateIntegrationMutationVariables = Exact<{
  input: UpdateIntegrationInput;
}>;


export type UpdateIntegrationMutation = { updateIntegration:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UpdateIntegrationPayload', integration:
        | { site: string, api: DatadogApi | null, services: Array<string>, tags: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { environmentUrl: string, entitySelector: string | null, eventType: DynatraceEventType, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, properties: Array<{ name: string, value: string }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { siteUrl: string, email: string, cloudId: string | null, projectKeys: Array<string>, comments: JiraCommentScope, clientId: string | null, apiUrl: string | null, webhookUrl: string, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environmentTypes: Array<{ environmentKey: string, type: JiraEnvironmentType }>, transitions: Array<{ lifecycle: FlagLifecycle, status: string }>, lifecycles: Array<{ status: string, lifecycle: FlagLifecycle }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { region: string, entityGuids: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, attributes: Array<{ name: string, value: string }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { channels: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { url: string, payloadFormat: WebhookPayloadFormat, headerNames: Array<string>, maxInFlight: number, maxPerSecond: number, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
       }
   };

export type DeleteIntegrationMutationVariables = Exact<{
  input: DeleteIntegrationInput;
}>;


export type DeleteIntegrationMutation = { deleteIntegration:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'DeleteIntegrationPayload', integrationId: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type RotateSigningSecretMutationVariables = Exact<{
  input: RotateSigningSecretInput;
}>;


export type RotateSigningSecretMutation = { rotateSigningSecret:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RotateSigningSecretPayload', signingSecret: string, integration:
        | { site: string, api: DatadogApi | null, services: Array<string>, tags: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { environmentUrl: string, entitySelector: string | null, eventType: DynatraceEventType, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, properties: Array<{ name: string, value: string }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { siteUrl: string, email: string, cloudId: string | null, projectKeys: Array<string>, comments: JiraCommentScope, clientId: string | null, apiUrl: string | null, webhookUrl: string, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environmentTypes: Array<{ environmentKey: string, type: JiraEnvironmentType }>, transitions: Array<{ lifecycle: FlagLifecycle, status: string }>, lifecycles: Array<{ status: string, lifecycle: FlagLifecycle }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { region: string, entityGuids: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, attributes: Array<{ name: string, value: string }>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { channels: Array<string>, apiUrl: string | null, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { url: string, payloadFormat: WebhookPayloadFormat, headerNames: Array<string>, maxInFlight: number, maxPerSecond: number, createdAt: string, previousSecretValidUntil: string | null, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, secrets: Array<{ name: string, hint: string | null }>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
       }
   };

export type HealthPartsFragment = { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null };

type IntegrationRow_DatadogIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationRow_DynatraceIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationRow_JiraIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationRow_NewRelicIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationRow_SlackIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationRow_TeamsIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

type IntegrationRow_WebhookIntegration_Fragment = { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } };

export type IntegrationRowFragment =
  | IntegrationRow_DatadogIntegration_Fragment
  | IntegrationRow_DynatraceIntegration_Fragment
  | IntegrationRow_JiraIntegration_Fragment
  | IntegrationRow_NewRelicIntegration_Fragment
  | IntegrationRow_SlackIntegration_Fragment
  | IntegrationRow_TeamsIntegration_Fragment
  | IntegrationRow_WebhookIntegration_Fragment
;

export type IntegrationsQueryVariables = Exact<{
  projectKey: string;
}>;


export type IntegrationsQuery = { project: { id: string, integrations: Array<
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
      | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    > } | null };

export type IntegrationUpdatesSubscriptionVariables = Exact<{
  projectKey: string;
}>;


export type IntegrationUpdatesSubscription = { integrationUpdated:
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
    | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
   };

export type HourStatsFragment = { startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> };

export type IntegrationsStatsQueryVariables = Exact<{
  projectKey: string;
  from: string;
}>;


export type IntegrationsStatsQuery = { project: { id: string, integrations: Array<
      | { id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
      | { id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
      | { id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
      | { id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
      | { id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
      | { id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
      | { id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
    > } | null };

export type IntegrationStatsQueryVariables = Exact<{
  id: string | number;
  from: string;
}>;


export type IntegrationStatsQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Experiment', id: string }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
    | { __typename: 'NewRelicIntegration', id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
    | { __typename: 'TeamsIntegration', id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
    | { __typename: 'WebhookIntegration', id: string, deliveryStats: Array<{ startsAt: string, attempts: number, delivered: number, failed: number, p50Ms: number | null, p95Ms: number | null, errors: Array<{ class: AttemptErrorClass, attempts: number }> }> }
   | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { viewer: { id: string, name: string, email: string | null, kind: UserKind | null, isOwner: boolean, roles: Array<{ role: ProjectRole, project: { id: string, key: string, name: string } }>, session: { id: string } | null, sessions: Array<{ id: string, via: SignInMethod, createdAt: string, lastUsedAt: string, expiresAt: string, userAgent: string, network: string }>, accessTokens: Array<{ id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } }> } | null };

export type SessionRowFragment = { id: string, via: SignInMethod, createdAt: string, lastUsedAt: string, expiresAt: string, userAgent: string, network: string };

export type RevokeSessionMutationVariables = Exact<{
  input: RevokeSessionInput;
}>;


export type RevokeSessionMutation = { revokeSession:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RevokeSessionPayload', session: { id: string } }
   };

export type CreateIntegrationMutationVariables = Exact<{
  input: CreateIntegrationInput;
}>;


export type CreateIntegrationMutation = { createIntegration:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateIntegrationPayload', signingSecret: string | null, integration:
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { webhookUrl: string, id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
        | { id: string, name: string, provider: IntegrationProvider, enabled: boolean, eventTypes: Array<EventType>, environments: Array<{ id: string, key: string, name: string }>, health: { status: IntegrationHealthStatus, circuitOpen: boolean, consecutiveFailures: number, disabledReason: string | null, failingSince: string | null, lastError: string | null, lastErrorAt: string | null, lastSuccessAt: string | null } }
       }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type ClientKeyRowFragment = { id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } };

export type ServerKeyRowFragment = { id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } };

export type EnvironmentKeysQueryVariables = Exact<{
  projectKey: string;
}>;


export type EnvironmentKeysQuery = { project: { id: string, environments: Array<{ id: string, key: string, name: string, clientKeys: Array<{ id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } }>, serverKeys: Array<{ id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } }> }> } | null };

export type CreateClientKeyMutationVariables = Exact<{
  input: CreateClientKeyInput;
}>;


export type CreateClientKeyMutation = { createClientKey:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateClientKeyPayload', key: string, clientKey: { id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type RevokeClientKeyMutationVariables = Exact<{
  input: RevokeClientKeyInput;
}>;


export type RevokeClientKeyMutation = { revokeClientKey:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RevokeClientKeyPayload', clientKey: { id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } } }
   };

export type CreateServerKeyMutationVariables = Exact<{
  input: CreateServerKeyInput;
}>;


export type CreateServerKeyMutation = { createServerKey:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateServerKeyPayload', key: string, serverKey: { id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type RevokeServerKeyMutationVariables = Exact<{
  input: RevokeServerKeyInput;
}>;


export type RevokeServerKeyMutation = { revokeServerKey:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RevokeServerKeyPayload', serverKey: { id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } } }
   };

export type EnvironmentSettingsFragment = { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean };

export type CreateEnvironmentMutationVariables = Exact<{
  input: CreateEnvironmentInput;
}>;


export type CreateEnvironmentMutation = { createEnvironment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateEnvironmentPayload', project: { id: string, environments: Array<{ id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }> } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type UpdateEnvironmentMutationVariables = Exact<{
  input: UpdateEnvironmentInput;
}>;


export type UpdateEnvironmentMutation = { updateEnvironment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UpdateEnvironmentPayload', environment: { id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean } }
   };

export type MembersQueryVariables = Exact<{
  projectKey: string;
}>;


export type MembersQuery = { project: { id: string, members: Array<{ role: ProjectRole, user: { id: string, name: string, email: string | null } }> } | null };

export type ProjectMembersFragment = { members: Array<{ role: ProjectRole, user: { id: string, name: string, email: string | null } }> };

export type SetProjectRoleMutationVariables = Exact<{
  input: SetProjectRoleInput;
}>;


export type SetProjectRoleMutation = { setProjectRole:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'SetProjectRolePayload', role: ProjectRole | null, user: { id: string, name: string }, project: { id: string, members: Array<{ role: ProjectRole, user: { id: string, name: string, email: string | null } }> } }
   };

export type EnvironmentListFragment = { id: string, environments: Array<{ id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }> };

export type MoveEnvironmentMutationVariables = Exact<{
  input: MoveEnvironmentInput;
}>;


export type MoveEnvironmentMutation = { moveEnvironment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'MoveEnvironmentPayload', project: { id: string, environments: Array<{ id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }> } }
    | { __typename: 'NotFoundError', message: string }
   };

export type EnvironmentContentsQueryVariables = Exact<{
  id: string | number;
}>;


export type EnvironmentContentsQuery = { node:
    | { __typename: 'ApprovalEvent', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'ChangeRequest', id: string }
    | { __typename: 'DatadogIntegration', id: string }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'DynatraceIntegration', id: string }
    | { __typename: 'Environment', id: string, contents: { clientKeys: number, serverKeys: number, changeRequests: number, experiments: number } }
    | { __typename: 'Experiment', id: string }
    | { __typename: 'ExperimentEvent', id: string }
    | { __typename: 'Flag', id: string }
    | { __typename: 'FlagEvent', id: string }
    | { __typename: 'IntegrationEvent', id: string }
    | { __typename: 'JiraIntegration', id: string }
    | { __typename: 'NewRelicIntegration', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'Recovery', id: string }
    | { __typename: 'SlackIntegration', id: string }
    | { __typename: 'TeamsIntegration', id: string }
    | { __typename: 'WebhookIntegration', id: string }
   | null };

export type DeleteEnvironmentMutationVariables = Exact<{
  input: DeleteEnvironmentInput;
}>;


export type DeleteEnvironmentMutation = { deleteEnvironment:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'DeleteEnvironmentPayload', project: { id: string, environments: Array<{ id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }> } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type UpdateProjectMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type UpdateProjectMutation = { updateProject:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UpdateProjectPayload', project: { id: string, name: string } }
   };

export type ProjectContentsQueryVariables = Exact<{
  projectKey: string;
}>;


export type ProjectContentsQuery = { project: { id: string, contents: { flags: number, events: number, integrations: number, deliveries: number, changeRequests: number, experiments: number } } | null };

export type DeleteProjectMutationVariables = Exact<{
  input: DeleteProjectInput;
}>;


export type DeleteProjectMutation = { deleteProject:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'DeleteProjectPayload', deletedKey: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type UserRowFragment = { id: string, name: string, email: string | null, kind: UserKind, isOwner: boolean, createdAt: string, deactivatedAt: string | null, memberships: Array<{ role: ProjectRole, project: { id: string, key: string, name: string } }> };

export type UsersQueryVariables = Exact<{
  filter?: UserFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type UsersQuery = { users: { edges: Array<{ node: { id: string, name: string, email: string | null, kind: UserKind, isOwner: boolean, createdAt: string, deactivatedAt: string | null, memberships: Array<{ role: ProjectRole, project: { id: string, key: string, name: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UserTokensQueryVariables = Exact<{
  filter?: UserFilter | null | undefined;
}>;


export type UserTokensQuery = { users: { edges: Array<{ node: { id: string, accessTokens: Array<{ id: string, name: string, lastFour: string, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, createdBy: { actorId: string, name: string } }> } }> } };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateUserPayload', user: { id: string, name: string, email: string | null, kind: UserKind, isOwner: boolean, createdAt: string, deactivatedAt: string | null, memberships: Array<{ role: ProjectRole, project: { id: string, key: string, name: string } }> } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type CreateServiceAccountMutationVariables = Exact<{
  input: CreateServiceAccountInput;
}>;


export type CreateServiceAccountMutation = { createServiceAccount:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'CreateServiceAccountPayload', user: { id: string, name: string, email: string | null, kind: UserKind, isOwner: boolean, createdAt: string, deactivatedAt: string | null, memberships: Array<{ role: ProjectRole, project: { id: string, key: string, name: string } }> } }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
   };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { updateUser:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string, issues: Array<{ path: string, message: string }> }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'UpdateUserPayload', user: { id: string, name: string, email: string | null, kind: UserKind, isOwner: boolean, createdAt: string, deactivatedAt: string | null, memberships: Array<{ role: ProjectRole, project: { id: string, key: string, name: string } }> } }
   };

export type FailedDeliveryCountQueryVariables = Exact<{
  projectKey: string;
  filter: DeliveryFilter;
}>;


export type FailedDeliveryCountQuery = { project: { id: string, deliveries: { totalCount: number } } | null };

export type DeliveryFailedSubscriptionVariables = Exact<{
  projectKey: string;
  filter: DeliveryFilter;
}>;


export type DeliveryFailedSubscription = { deliveryUpdated: { id: string, status: DeliveryStatus } };

export type PaletteQueryVariables = Exact<{
  projectKey?: string | null | undefined;
  text: string;
}>;


export type PaletteQuery = { search: Array<{ kind: SearchHitKind, id: string, title: string, subtitle: string, project: { id: string, key: string, name: string } }> };

export type ProjectFrameQueryVariables = Exact<{
  projectKey: string;
}>;


export type ProjectFrameQuery = { project: { id: string, key: string, name: string, lastSequence: number, viewerMay: Array<{ name: PermissionName, allowed: boolean, sentence: string }>, environments: Array<{ id: string, key: string, name: string, requiresApproval: boolean, minimumApprovals: number, confirmChanges: boolean }> } | null };

export type ProjectEventsSubscriptionVariables = Exact<{
  projectKey: string;
  afterSequence: number;
}>;


export type ProjectEventsSubscription = { events:
    | { id: string, sequence: number, type: EventType, occurredAt: string, project: { id: string, key: string, lastSequence: number }, actor: { actorId: string, name: string }, environment: { id: string, key: string } | null }
    | { id: string, sequence: number, type: EventType, occurredAt: string, project: { id: string, key: string, lastSequence: number }, actor: { actorId: string, name: string }, environment: { id: string, key: string } | null }
    | { flagKey: string, flagName: string, id: string, sequence: number, type: EventType, occurredAt: string, flag: { id: string, key: string, name: string, kind: FlagKind, lifecycle: FlagLifecycle, owner: string | null, tags: Array<string>, version: number, updatedAt: string, lastEvaluatedAt: string | null, staleReason: string | null, environments: Array<{ enabled: boolean, summary: string, environment: { id: string, key: string } }>, lastEvent: { id: string, occurredAt: string, actor: { actorId: string, name: string } } | null } | null, project: { id: string, key: string, lastSequence: number }, actor: { actorId: string, name: string }, environment: { id: string, key: string } | null }
    | { id: string, sequence: number, type: EventType, occurredAt: string, project: { id: string, key: string, lastSequence: number }, actor: { actorId: string, name: string }, environment: { id: string, key: string } | null }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CommandErrorFragmentDoc = new TypedDocumentString(`
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
    `, {"fragmentName":"CommandError"}) as unknown as TypedDocumentString<CommandErrorFragment, unknown>;
export const AuditRowFragmentDoc = new TypedDocumentString(`
    fragment AuditRow on AuditEntry {
  id
  action
  subject
  subjectId
  subjectName
  occurredAt
  before
  after
  actor {
    actorId
    name
  }
  project {
    id
    key
    name
  }
}
    `, {"fragmentName":"AuditRow"}) as unknown as TypedDocumentString<AuditRowFragment, unknown>;
export const ChangeRowFragmentDoc = new TypedDocumentString(`
    fragment ChangeRow on ChangeRequest {
  id
  title
  state
  flagKey
  createdAt
  updatedAt
  scheduledAt
  author {
    actorId
    name
  }
  environment {
    id
    key
    name
    minimumApprovals
  }
  approvals {
    approvedAt
    approver {
      actorId
      name
    }
    comment
  }
}
    `, {"fragmentName":"ChangeRow"}) as unknown as TypedDocumentString<ChangeRowFragment, unknown>;
export const CommentsFragmentDoc = new TypedDocumentString(`
    fragment Comments on ChangeRequest {
  id
  comments {
    id
    text
    createdAt
    author {
      actorId
      name
    }
  }
}
    `, {"fragmentName":"Comments"}) as unknown as TypedDocumentString<CommentsFragment, unknown>;
export const RightFragmentDoc = new TypedDocumentString(`
    fragment Right on ChangeRequestRight {
  allowed
  because
}
    `, {"fragmentName":"Right"}) as unknown as TypedDocumentString<RightFragment, unknown>;
export const ChangeDetailsFragmentDoc = new TypedDocumentString(`
    fragment ChangeDetails on ChangeRequest {
  ...ChangeRow
  comment
  reason
  revision
  bypassed
  closedAt
  flagVersion
  url
  codeLikeDiff
  ...Comments
  viewerMay {
    approve {
      ...Right
    }
    apply {
      ...Right
    }
    reject {
      ...Right
    }
    cancel {
      ...Right
    }
    bypass {
      ...Right
    }
  }
  events(first: 30) {
    edges {
      node {
        __typename
        id
        type
        occurredAt
        comment
        actor {
          actorId
          name
        }
      }
    }
  }
  flag {
    id
    key
    name
    version
  }
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
}
    fragment ChangeRow on ChangeRequest {
  id
  title
  state
  flagKey
  createdAt
  updatedAt
  scheduledAt
  author {
    actorId
    name
  }
  environment {
    id
    key
    name
    minimumApprovals
  }
  approvals {
    approvedAt
    approver {
      actorId
      name
    }
    comment
  }
}
fragment Right on ChangeRequestRight {
  allowed
  because
}
fragment Comments on ChangeRequest {
  id
  comments {
    id
    text
    createdAt
    author {
      actorId
      name
    }
  }
}`, {"fragmentName":"ChangeDetails"}) as unknown as TypedDocumentString<ChangeDetailsFragment, unknown>;
export const AccessTokenRowFragmentDoc = new TypedDocumentString(`
    fragment AccessTokenRow on AccessToken {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}
    `, {"fragmentName":"AccessTokenRow"}) as unknown as TypedDocumentString<AccessTokenRowFragment, unknown>;
export const DeliveryRowFragmentDoc = new TypedDocumentString(`
    fragment DeliveryRow on Delivery {
  id
  status
  target
  attemptCount
  createdAt
  completedAt
  nextAttemptAt
  queuedAt
  schedule
  integration {
    id
    name
    provider
    enabled
  }
  event {
    id
    sequence
    type
    test
    ... on FlagEvent {
      flagKey
    }
    ... on ApprovalEvent {
      flagKey
    }
    ... on ExperimentEvent {
      flagKey
    }
  }
  recovery {
    id
  }
  lastAttempt {
    id
    number
    durationMs
    error {
      class
      message
    }
    response {
      status
    }
  }
}
    `, {"fragmentName":"DeliveryRow"}) as unknown as TypedDocumentString<DeliveryRowFragment, unknown>;
export const IntegrationStateFragmentDoc = new TypedDocumentString(`
    fragment IntegrationState on Integration {
  id
  name
  provider
  enabled
  health {
    status
    failingSince
    consecutiveFailures
    lastError
    lastErrorAt
    circuitOpen
    disabledReason
  }
}
    `, {"fragmentName":"IntegrationState"}) as unknown as TypedDocumentString<IntegrationStateFragment, unknown>;
export const MessageFragmentDoc = new TypedDocumentString(`
    fragment Message on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
  bodyBytes
  truncated
}
    `, {"fragmentName":"Message"}) as unknown as TypedDocumentString<MessageFragment, unknown>;
export const AnswerFragmentDoc = new TypedDocumentString(`
    fragment Answer on HttpResponse {
  status
  headers {
    name
    value
  }
  body
  bodyBytes
  truncated
}
    `, {"fragmentName":"Answer"}) as unknown as TypedDocumentString<AnswerFragment, unknown>;
export const AttemptDetailsFragmentDoc = new TypedDocumentString(`
    fragment AttemptDetails on Attempt {
  id
  number
  trigger
  startedAt
  durationMs
  nextAttemptAt
  address
  error {
    class
    message
  }
  exchanges {
    durationMs
    request {
      ...Message
    }
    response {
      ...Answer
    }
  }
}
    fragment Message on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
  bodyBytes
  truncated
}
fragment Answer on HttpResponse {
  status
  headers {
    name
    value
  }
  body
  bodyBytes
  truncated
}`, {"fragmentName":"AttemptDetails"}) as unknown as TypedDocumentString<AttemptDetailsFragment, unknown>;
export const RecoveryProgressFragmentDoc = new TypedDocumentString(`
    fragment RecoveryProgress on Recovery {
  id
  kind
  status
  total
  queued
  skipped
  waiting
  delivered
  failed
  cancelled
  createdAt
  completedAt
  actor {
    actorId
    name
  }
  integration {
    id
    name
  }
}
    `, {"fragmentName":"RecoveryProgress"}) as unknown as TypedDocumentString<RecoveryProgressFragment, unknown>;
export const LogChangeFragmentDoc = new TypedDocumentString(`
    fragment LogChange on FlagChange {
  __typename
  ... on FlagChangeSummary {
    summary
  }
}
    `, {"fragmentName":"LogChange"}) as unknown as TypedDocumentString<LogChangeFragment, unknown>;
export const LogEventWordsFragmentDoc = new TypedDocumentString(`
    fragment LogEventWords on Event {
  id
  sequence
  type
  occurredAt
  comment
  actor {
    actorId
    name
  }
  environment {
    id
    key
    name
  }
  ... on FlagEvent {
    flagKey
    changes {
      ...LogChange
    }
  }
  ... on ApprovalEvent {
    flagKey
    title
    changes {
      ...LogChange
    }
  }
  ... on ExperimentEvent {
    flagKey
    experimentName
  }
  ... on IntegrationEvent {
    integrationName
    reason
  }
}
    fragment LogChange on FlagChange {
  __typename
  ... on FlagChangeSummary {
    summary
  }
}`, {"fragmentName":"LogEventWords"}) as unknown as TypedDocumentString<LogEventWordsFragment, unknown>;
export const LogDeliveryFragmentDoc = new TypedDocumentString(`
    fragment LogDelivery on Delivery {
  id
  status
  target
  integration {
    id
    name
    provider
  }
}
    `, {"fragmentName":"LogDelivery"}) as unknown as TypedDocumentString<LogDeliveryFragment, unknown>;
export const LogEventFragmentDoc = new TypedDocumentString(`
    fragment LogEvent on Event {
  ...LogEventWords
  deliveries {
    ...LogDelivery
  }
}
    fragment LogDelivery on Delivery {
  id
  status
  target
  integration {
    id
    name
    provider
  }
}
fragment LogChange on FlagChange {
  __typename
  ... on FlagChangeSummary {
    summary
  }
}
fragment LogEventWords on Event {
  id
  sequence
  type
  occurredAt
  comment
  actor {
    actorId
    name
  }
  environment {
    id
    key
    name
  }
  ... on FlagEvent {
    flagKey
    changes {
      ...LogChange
    }
  }
  ... on ApprovalEvent {
    flagKey
    title
    changes {
      ...LogChange
    }
  }
  ... on ExperimentEvent {
    flagKey
    experimentName
  }
  ... on IntegrationEvent {
    integrationName
    reason
  }
}`, {"fragmentName":"LogEvent"}) as unknown as TypedDocumentString<LogEventFragment, unknown>;
export const LogCodeFragmentDoc = new TypedDocumentString(`
    fragment LogCode on Event {
  id
  sequence
  ... on FlagEvent {
    codeLikeBefore
    codeLikeAfter
    codeLikeDiff
    changeRequest {
      id
      title
    }
  }
  ... on ApprovalEvent {
    codeLikeBefore
    codeLikeAfter
    codeLikeDiff
    changeRequest {
      id
      title
    }
    revision
    approvalCount
    minimumApprovals
    reason
    bypass
    scheduledAt
  }
  ... on ExperimentEvent {
    hypothesis
    significanceReached
    experiment {
      id
    }
  }
  ... on IntegrationEvent {
    integration {
      id
    }
  }
}
    `, {"fragmentName":"LogCode"}) as unknown as TypedDocumentString<LogCodeFragment, unknown>;
export const ExperimentMetricPartsFragmentDoc = new TypedDocumentString(`
    fragment ExperimentMetricParts on ExperimentMetric {
  name
  kind
  higherIsBetter
}
    `, {"fragmentName":"ExperimentMetricParts"}) as unknown as TypedDocumentString<ExperimentMetricPartsFragment, unknown>;
export const EstimatePartsFragmentDoc = new TypedDocumentString(`
    fragment EstimateParts on Estimate {
  value
  lower
  upper
}
    `, {"fragmentName":"EstimateParts"}) as unknown as TypedDocumentString<EstimatePartsFragment, unknown>;
export const ExperimentResultPartsFragmentDoc = new TypedDocumentString(`
    fragment ExperimentResultParts on ExperimentResults {
  asOf
  sampleRatio {
    pValue
    mismatch
  }
  variations {
    variation
    count
    conversions
    value
    standardDeviation
  }
  treatments {
    variation
    verdict
    pValue
    chanceToBeatControl
    notEnoughData {
      reason
      explanation
    }
    absoluteLift {
      ...EstimateParts
    }
    relativeLift {
      ...EstimateParts
    }
  }
}
    fragment EstimateParts on Estimate {
  value
  lower
  upper
}`, {"fragmentName":"ExperimentResultParts"}) as unknown as TypedDocumentString<ExperimentResultPartsFragment, unknown>;
export const ExperimentDetailsFragmentDoc = new TypedDocumentString(`
    fragment ExperimentDetails on Experiment {
  id
  name
  hypothesis
  state
  flagKey
  control
  treatments
  alpha
  minimumSample
  reportEveryMinutes
  counting
  counted {
    at
    units
    warnings
  }
  significant
  createdAt
  startedAt
  concludedAt
  url
  flag {
    id
    key
    name
  }
  environment {
    id
    key
    name
    requiresApproval
    confirmChanges
  }
  metric {
    ...ExperimentMetricParts
  }
  split {
    variation
    weight
  }
  conclusion {
    winner
    comment
    applied
    notAppliedBecause
  }
  results {
    ...ExperimentResultParts
  }
}
    fragment EstimateParts on Estimate {
  value
  lower
  upper
}
fragment ExperimentResultParts on ExperimentResults {
  asOf
  sampleRatio {
    pValue
    mismatch
  }
  variations {
    variation
    count
    conversions
    value
    standardDeviation
  }
  treatments {
    variation
    verdict
    pValue
    chanceToBeatControl
    notEnoughData {
      reason
      explanation
    }
    absoluteLift {
      ...EstimateParts
    }
    relativeLift {
      ...EstimateParts
    }
  }
}
fragment ExperimentMetricParts on ExperimentMetric {
  name
  kind
  higherIsBetter
}`, {"fragmentName":"ExperimentDetails"}) as unknown as TypedDocumentString<ExperimentDetailsFragment, unknown>;
export const ExperimentRowFragmentDoc = new TypedDocumentString(`
    fragment ExperimentRow on Experiment {
  id
  name
  state
  flagKey
  createdAt
  startedAt
  concludedAt
  significant
  environment {
    id
    key
    name
  }
  metric {
    ...ExperimentMetricParts
  }
  conclusion {
    winner
  }
  results {
    asOf
    sampleRatio {
      mismatch
    }
    treatments {
      variation
      verdict
    }
  }
}
    fragment ExperimentMetricParts on ExperimentMetric {
  name
  kind
  higherIsBetter
}`, {"fragmentName":"ExperimentRow"}) as unknown as TypedDocumentString<ExperimentRowFragment, unknown>;
export const ServePartsFragmentDoc = new TypedDocumentString(`
    fragment ServeParts on Serve {
  __typename
  ... on VariationServe {
    variation {
      key
    }
  }
  ... on RolloutServe {
    bucketBy
    weights {
      weight
      variation {
        key
      }
    }
  }
}
    `, {"fragmentName":"ServeParts"}) as unknown as TypedDocumentString<ServePartsFragment, unknown>;
export const FlagStateFragmentDoc = new TypedDocumentString(`
    fragment FlagState on FlagEnvironment {
  environment {
    id
    key
    name
    requiresApproval
    minimumApprovals
    confirmChanges
  }
  enabled
  codeLike
  offVariation {
    key
  }
  fallthrough {
    ...ServeParts
  }
  rules {
    id
    description
    clauses {
      attribute
      operator
      negate
      values
    }
    serve {
      ...ServeParts
    }
  }
}
    fragment ServeParts on Serve {
  __typename
  ... on VariationServe {
    variation {
      key
    }
  }
  ... on RolloutServe {
    bucketBy
    weights {
      weight
      variation {
        key
      }
    }
  }
}`, {"fragmentName":"FlagState"}) as unknown as TypedDocumentString<FlagStateFragment, unknown>;
export const FlagDetailsFragmentDoc = new TypedDocumentString(`
    fragment FlagDetails on Flag {
  id
  key
  name
  description
  kind
  lifecycle
  owner
  tags
  jiraIssues
  version
  updatedAt
  url
  experiments(first: 20) {
    edges {
      node {
        id
        name
        state
      }
    }
  }
  variations {
    key
    name
    description
    value
  }
  environments {
    ...FlagState
  }
}
    fragment ServeParts on Serve {
  __typename
  ... on VariationServe {
    variation {
      key
    }
  }
  ... on RolloutServe {
    bucketBy
    weights {
      weight
      variation {
        key
      }
    }
  }
}
fragment FlagState on FlagEnvironment {
  environment {
    id
    key
    name
    requiresApproval
    minimumApprovals
    confirmChanges
  }
  enabled
  codeLike
  offVariation {
    key
  }
  fallthrough {
    ...ServeParts
  }
  rules {
    id
    description
    clauses {
      attribute
      operator
      negate
      values
    }
    serve {
      ...ServeParts
    }
  }
}`, {"fragmentName":"FlagDetails"}) as unknown as TypedDocumentString<FlagDetailsFragment, unknown>;
export const PreviewFragmentDoc = new TypedDocumentString(`
    fragment Preview on FlagChangePreview {
  flagVersion
  codeLikeDiff
  refusal
  requiresApproval
  minimumApprovals
  isConflict
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
  issues {
    path
    message
  }
  notifies {
    targets
    integration {
      id
      name
      provider
    }
  }
}
    `, {"fragmentName":"Preview"}) as unknown as TypedDocumentString<PreviewFragment, unknown>;
export const TriedFragmentDoc = new TypedDocumentString(`
    fragment Tried on Evaluation {
  flagKey
  reason
  ruleId
  bucket
  variation {
    key
  }
  trace {
    matched
    rule {
      id
      description
    }
    clauses {
      matched
      actual
      clause {
        attribute
        operator
        negate
        values
      }
    }
  }
}
    `, {"fragmentName":"Tried"}) as unknown as TypedDocumentString<TriedFragment, unknown>;
export const FlagRowFragmentDoc = new TypedDocumentString(`
    fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  lastEvaluatedAt
  staleReason
  environments {
    environment {
      id
      key
    }
    enabled
    summary
  }
  lastEvent {
    id
    occurredAt
    actor {
      actorId
      name
    }
  }
}
    `, {"fragmentName":"FlagRow"}) as unknown as TypedDocumentString<FlagRowFragment, unknown>;
export const SavedViewFragmentDoc = new TypedDocumentString(`
    fragment SavedView on FlagView {
  id
  name
  search
}
    `, {"fragmentName":"SavedView"}) as unknown as TypedDocumentString<SavedViewFragment, unknown>;
export const FlagUpdatePreviewFragmentDoc = new TypedDocumentString(`
    fragment FlagUpdatePreview on FlagChangePreview {
  flagKey
  refusal
  confirm
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
  issues {
    path
    message
  }
}
    `, {"fragmentName":"FlagUpdatePreview"}) as unknown as TypedDocumentString<FlagUpdatePreviewFragment, unknown>;
export const FieldPartsFragmentDoc = new TypedDocumentString(`
    fragment FieldParts on ProviderField {
  path
  label
  help
  kind
  required
  requiredOnCreate
  changeable
  choices {
    value
    label
  }
  min
  max
  placeholder
  advanced
  exclusiveGroup
  requiredWith
}
    `, {"fragmentName":"FieldParts"}) as unknown as TypedDocumentString<FieldPartsFragment, unknown>;
export const FormFieldFragmentDoc = new TypedDocumentString(`
    fragment FormField on ProviderField {
  ...FieldParts
  fields {
    ...FieldParts
  }
}
    fragment FieldParts on ProviderField {
  path
  label
  help
  kind
  required
  requiredOnCreate
  changeable
  choices {
    value
    label
  }
  min
  max
  placeholder
  advanced
  exclusiveGroup
  requiredWith
}`, {"fragmentName":"FormField"}) as unknown as TypedDocumentString<FormFieldFragment, unknown>;
export const ProviderFormFragmentDoc = new TypedDocumentString(`
    fragment ProviderForm on ProviderInfo {
  provider
  inputField
  label
  category
  description
  docsUrl
  supports {
    check
    rotate
    digest
    targets
    receives
  }
  fields {
    ...FormField
  }
  defaultEventTypes
}
    fragment FieldParts on ProviderField {
  path
  label
  help
  kind
  required
  requiredOnCreate
  changeable
  choices {
    value
    label
  }
  min
  max
  placeholder
  advanced
  exclusiveGroup
  requiredWith
}
fragment FormField on ProviderField {
  ...FieldParts
  fields {
    ...FieldParts
  }
}`, {"fragmentName":"ProviderForm"}) as unknown as TypedDocumentString<ProviderFormFragment, unknown>;
export const TriedEventFragmentDoc = new TypedDocumentString(`
    fragment TriedEvent on Event {
  id
  sequence
  type
  environment {
    id
    name
  }
  ... on FlagEvent {
    flagKey
  }
  ... on ApprovalEvent {
    flagKey
  }
  ... on ExperimentEvent {
    flagKey
  }
  ... on IntegrationEvent {
    integrationName
  }
}
    `, {"fragmentName":"TriedEvent"}) as unknown as TypedDocumentString<TriedEventFragment, unknown>;
export const TriedRequestFragmentDoc = new TypedDocumentString(`
    fragment TriedRequest on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
}
    `, {"fragmentName":"TriedRequest"}) as unknown as TypedDocumentString<TriedRequestFragment, unknown>;
export const TriedResponseFragmentDoc = new TypedDocumentString(`
    fragment TriedResponse on HttpResponse {
  status
  headers {
    name
    value
  }
  body
  truncated
}
    `, {"fragmentName":"TriedResponse"}) as unknown as TypedDocumentString<TriedResponseFragment, unknown>;
export const TestResultFragmentDoc = new TypedDocumentString(`
    fragment TestResult on IntegrationTestResult {
  target
  durationMs
  deliveryId
  error {
    class
    message
  }
  exchanges {
    request {
      ...TriedRequest
    }
    response {
      ...TriedResponse
    }
  }
}
    fragment TriedRequest on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
}
fragment TriedResponse on HttpResponse {
  status
  headers {
    name
    value
  }
  body
  truncated
}`, {"fragmentName":"TestResult"}) as unknown as TypedDocumentString<TestResultFragment, unknown>;
export const HealthPartsFragmentDoc = new TypedDocumentString(`
    fragment HealthParts on IntegrationHealth {
  status
  circuitOpen
  consecutiveFailures
  disabledReason
  failingSince
  lastError
  lastErrorAt
  lastSuccessAt
}
    `, {"fragmentName":"HealthParts"}) as unknown as TypedDocumentString<HealthPartsFragment, unknown>;
export const IntegrationRowFragmentDoc = new TypedDocumentString(`
    fragment IntegrationRow on Integration {
  id
  name
  provider
  enabled
  eventTypes
  environments {
    id
    key
    name
  }
  health {
    ...HealthParts
  }
}
    fragment HealthParts on IntegrationHealth {
  status
  circuitOpen
  consecutiveFailures
  disabledReason
  failingSince
  lastError
  lastErrorAt
  lastSuccessAt
}`, {"fragmentName":"IntegrationRow"}) as unknown as TypedDocumentString<IntegrationRowFragment, unknown>;
export const IntegrationDetailsFragmentDoc = new TypedDocumentString(`
    fragment IntegrationDetails on Integration {
  ...IntegrationRow
  createdAt
  previousSecretValidUntil
  secrets {
    name
    hint
  }
  ... on WebhookIntegration {
    url
    payloadFormat
    headerNames
    maxInFlight
    maxPerSecond
  }
  ... on SlackIntegration {
    channels
    apiUrl
  }
  ... on JiraIntegration {
    siteUrl
    email
    cloudId
    projectKeys
    comments
    clientId
    apiUrl
    webhookUrl
    environmentTypes {
      environmentKey
      type
    }
    transitions {
      lifecycle
      status
    }
    lifecycles {
      status
      lifecycle
    }
  }
  ... on DatadogIntegration {
    site
    api
    services
    tags
    apiUrl
  }
  ... on NewRelicIntegration {
    region
    entityGuids
    apiUrl
    attributes {
      name
      value
    }
  }
  ... on DynatraceIntegration {
    environmentUrl
    entitySelector
    eventType
    properties {
      name
      value
    }
  }
}
    fragment HealthParts on IntegrationHealth {
  status
  circuitOpen
  consecutiveFailures
  disabledReason
  failingSince
  lastError
  lastErrorAt
  lastSuccessAt
}
fragment IntegrationRow on Integration {
  id
  name
  provider
  enabled
  eventTypes
  environments {
    id
    key
    name
  }
  health {
    ...HealthParts
  }
}`, {"fragmentName":"IntegrationDetails"}) as unknown as TypedDocumentString<IntegrationDetailsFragment, unknown>;
export const HourStatsFragmentDoc = new TypedDocumentString(`
    fragment HourStats on DeliveryStats {
  startsAt
  attempts
  delivered
  failed
  p50Ms
  p95Ms
  errors {
    class
    attempts
  }
}
    `, {"fragmentName":"HourStats"}) as unknown as TypedDocumentString<HourStatsFragment, unknown>;
export const SessionRowFragmentDoc = new TypedDocumentString(`
    fragment SessionRow on Session {
  id
  via
  createdAt
  lastUsedAt
  expiresAt
  userAgent
  network
}
    `, {"fragmentName":"SessionRow"}) as unknown as TypedDocumentString<SessionRowFragment, unknown>;
export const ClientKeyRowFragmentDoc = new TypedDocumentString(`
    fragment ClientKeyRow on ClientKey {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}
    `, {"fragmentName":"ClientKeyRow"}) as unknown as TypedDocumentString<ClientKeyRowFragment, unknown>;
export const ServerKeyRowFragmentDoc = new TypedDocumentString(`
    fragment ServerKeyRow on ServerKey {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}
    `, {"fragmentName":"ServerKeyRow"}) as unknown as TypedDocumentString<ServerKeyRowFragment, unknown>;
export const ProjectMembersFragmentDoc = new TypedDocumentString(`
    fragment ProjectMembers on Project {
  members {
    role
    user {
      id
      name
      email
    }
  }
}
    `, {"fragmentName":"ProjectMembers"}) as unknown as TypedDocumentString<ProjectMembersFragment, unknown>;
export const EnvironmentSettingsFragmentDoc = new TypedDocumentString(`
    fragment EnvironmentSettings on Environment {
  id
  key
  name
  requiresApproval
  minimumApprovals
  confirmChanges
}
    `, {"fragmentName":"EnvironmentSettings"}) as unknown as TypedDocumentString<EnvironmentSettingsFragment, unknown>;
export const EnvironmentListFragmentDoc = new TypedDocumentString(`
    fragment EnvironmentList on Project {
  id
  environments {
    ...EnvironmentSettings
  }
}
    fragment EnvironmentSettings on Environment {
  id
  key
  name
  requiresApproval
  minimumApprovals
  confirmChanges
}`, {"fragmentName":"EnvironmentList"}) as unknown as TypedDocumentString<EnvironmentListFragment, unknown>;
export const UserRowFragmentDoc = new TypedDocumentString(`
    fragment UserRow on User {
  id
  name
  email
  kind
  isOwner
  createdAt
  deactivatedAt
  memberships {
    role
    project {
      id
      key
      name
    }
  }
}
    `, {"fragmentName":"UserRow"}) as unknown as TypedDocumentString<UserRowFragment, unknown>;
export const InstanceDocument = new TypedDocumentString(`
    query Instance {
  instance {
    version
    signedIn
    graphiql
    signIn {
      token
      oidcLabel
    }
  }
}
    `) as unknown as TypedDocumentString<InstanceQuery, InstanceQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    name
    email
    kind
    isOwner
    roles {
      role
      project {
        id
        key
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const ProjectsDocument = new TypedDocumentString(`
    query Projects($after: String) {
  projects(first: 100, after: $after) {
    edges {
      node {
        id
        key
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectsQuery, ProjectsQueryVariables>;
export const ProjectAuditDocument = new TypedDocumentString(`
    query ProjectAudit($projectKey: String!, $filter: AuditFilter, $after: String) {
  project(key: $projectKey) {
    id
    auditLog(first: 50, after: $after, filter: $filter) {
      edges {
        node {
          ...AuditRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment AuditRow on AuditEntry {
  id
  action
  subject
  subjectId
  subjectName
  occurredAt
  before
  after
  actor {
    actorId
    name
  }
  project {
    id
    key
    name
  }
}`) as unknown as TypedDocumentString<ProjectAuditQuery, ProjectAuditQueryVariables>;
export const InstanceAuditDocument = new TypedDocumentString(`
    query InstanceAudit($filter: AuditFilter, $after: String) {
  auditLog(first: 50, after: $after, filter: $filter) {
    edges {
      node {
        ...AuditRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AuditRow on AuditEntry {
  id
  action
  subject
  subjectId
  subjectName
  occurredAt
  before
  after
  actor {
    actorId
    name
  }
  project {
    id
    key
    name
  }
}`) as unknown as TypedDocumentString<InstanceAuditQuery, InstanceAuditQueryVariables>;
export const ProjectAuditExportDocument = new TypedDocumentString(`
    query ProjectAuditExport($projectKey: String!, $filter: AuditFilter, $after: String) {
  project(key: $projectKey) {
    id
    auditLog(first: 100, after: $after, filter: $filter) {
      edges {
        node {
          ...AuditRow
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    fragment AuditRow on AuditEntry {
  id
  action
  subject
  subjectId
  subjectName
  occurredAt
  before
  after
  actor {
    actorId
    name
  }
  project {
    id
    key
    name
  }
}`) as unknown as TypedDocumentString<ProjectAuditExportQuery, ProjectAuditExportQueryVariables>;
export const InstanceAuditExportDocument = new TypedDocumentString(`
    query InstanceAuditExport($filter: AuditFilter, $after: String) {
  auditLog(first: 100, after: $after, filter: $filter) {
    edges {
      node {
        ...AuditRow
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
    fragment AuditRow on AuditEntry {
  id
  action
  subject
  subjectId
  subjectName
  occurredAt
  before
  after
  actor {
    actorId
    name
  }
  project {
    id
    key
    name
  }
}`) as unknown as TypedDocumentString<InstanceAuditExportQuery, InstanceAuditExportQueryVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($projectKey: String!, $filter: ChangeRequestFilter, $after: String) {
  project(key: $projectKey) {
    id
    changeRequests(first: 50, after: $after, filter: $filter) {
      edges {
        node {
          ...ChangeRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ChangeRow on ChangeRequest {
  id
  title
  state
  flagKey
  createdAt
  updatedAt
  scheduledAt
  author {
    actorId
    name
  }
  environment {
    id
    key
    name
    minimumApprovals
  }
  approvals {
    approvedAt
    approver {
      actorId
      name
    }
    comment
  }
}`) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const ChangePageDocument = new TypedDocumentString(`
    query ChangePage($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on ChangeRequest {
      ...ChangeDetails
    }
  }
}
    fragment ChangeRow on ChangeRequest {
  id
  title
  state
  flagKey
  createdAt
  updatedAt
  scheduledAt
  author {
    actorId
    name
  }
  environment {
    id
    key
    name
    minimumApprovals
  }
  approvals {
    approvedAt
    approver {
      actorId
      name
    }
    comment
  }
}
fragment ChangeDetails on ChangeRequest {
  ...ChangeRow
  comment
  reason
  revision
  bypassed
  closedAt
  flagVersion
  url
  codeLikeDiff
  ...Comments
  viewerMay {
    approve {
      ...Right
    }
    apply {
      ...Right
    }
    reject {
      ...Right
    }
    cancel {
      ...Right
    }
    bypass {
      ...Right
    }
  }
  events(first: 30) {
    edges {
      node {
        __typename
        id
        type
        occurredAt
        comment
        actor {
          actorId
          name
        }
      }
    }
  }
  flag {
    id
    key
    name
    version
  }
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
}
fragment Right on ChangeRequestRight {
  allowed
  because
}
fragment Comments on ChangeRequest {
  id
  comments {
    id
    text
    createdAt
    author {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<ChangePageQuery, ChangePageQueryVariables>;
export const ApproveChangeDocument = new TypedDocumentString(`
    mutation ApproveChange($input: ApproveChangeRequestInput!) {
  approveChangeRequest(input: $input) {
    __typename
    ... on ApproveChangeRequestPayload {
      changeRequest {
        ...ChangeDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ChangeRow on ChangeRequest {
  id
  title
  state
  flagKey
  createdAt
  updatedAt
  scheduledAt
  author {
    actorId
    name
  }
  environment {
    id
    key
    name
    minimumApprovals
  }
  approvals {
    approvedAt
    approver {
      actorId
      name
    }
    comment
  }
}
fragment ChangeDetails on ChangeRequest {
  ...ChangeRow
  comment
  reason
  revision
  bypassed
  closedAt
  flagVersion
  url
  codeLikeDiff
  ...Comments
  viewerMay {
    approve {
      ...Right
    }
    apply {
      ...Right
    }
    reject {
      ...Right
    }
    cancel {
      ...Right
    }
    bypass {
      ...Right
    }
  }
  events(first: 30) {
    edges {
      node {
        __typename
        id
        type
        occurredAt
        comment
        actor {
          actorId
          name
        }
      }
    }
  }
  flag {
    id
    key
    name
    version
  }
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
}
fragment Right on ChangeRequestRight {
  allowed
  because
}
fragment Comments on ChangeRequest {
  id
  comments {
    id
    text
    createdAt
    author {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<ApproveChangeMutation, ApproveChangeMutationVariables>;
export const RejectChangeDocument = new TypedDocumentString(`
    mutation RejectChange($input: RejectChangeRequestInput!) {
  rejectChangeRequest(input: $input) {
    __typename
    ... on RejectChangeRequestPayload {
      changeRequest {
        ...ChangeDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ChangeRow on ChangeRequest {
  id
  title
  state
  flagKey
  createdAt
  updatedAt
  scheduledAt
  author {
    actorId
    name
  }
  environment {
    id
    key
    name
    minimumApprovals
  }
  approvals {
    approvedAt
    approver {
      actorId
      name
    }
    comment
  }
}
fragment ChangeDetails on ChangeRequest {
  ...ChangeRow
  comment
  reason
  revision
  bypassed
  closedAt
  flagVersion
  url
  codeLikeDiff
  ...Comments
  viewerMay {
    approve {
      ...Right
    }
    apply {
      ...Right
    }
    reject {
      ...Right
    }
    cancel {
      ...Right
    }
    bypass {
      ...Right
    }
  }
  events(first: 30) {
    edges {
      node {
        __typename
        id
        type
        occurredAt
        comment
        actor {
          actorId
          name
        }
      }
    }
  }
  flag {
    id
    key
    name
    version
  }
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
}
fragment Right on ChangeRequestRight {
  allowed
  because
}
fragment Comments on ChangeRequest {
  id
  comments {
    id
    text
    createdAt
    author {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<RejectChangeMutation, RejectChangeMutationVariables>;
export const ApplyChangeDocument = new TypedDocumentString(`
    mutation ApplyChange($input: ApplyChangeRequestInput!) {
  applyChangeRequest(input: $input) {
    __typename
    ... on ApplyChangeRequestPayload {
      changeRequest {
        ...ChangeDetails
      }
      flagEvent {
        id
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ChangeRow on ChangeRequest {
  id
  title
  state
  flagKey
  createdAt
  updatedAt
  scheduledAt
  author {
    actorId
    name
  }
  environment {
    id
    key
    name
    minimumApprovals
  }
  approvals {
    approvedAt
    approver {
      actorId
      name
    }
    comment
  }
}
fragment ChangeDetails on ChangeRequest {
  ...ChangeRow
  comment
  reason
  revision
  bypassed
  closedAt
  flagVersion
  url
  codeLikeDiff
  ...Comments
  viewerMay {
    approve {
      ...Right
    }
    apply {
      ...Right
    }
    reject {
      ...Right
    }
    cancel {
      ...Right
    }
    bypass {
      ...Right
    }
  }
  events(first: 30) {
    edges {
      node {
        __typename
        id
        type
        occurredAt
        comment
        actor {
          actorId
          name
        }
      }
    }
  }
  flag {
    id
    key
    name
    version
  }
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
}
fragment Right on ChangeRequestRight {
  allowed
  because
}
fragment Comments on ChangeRequest {
  id
  comments {
    id
    text
    createdAt
    author {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<ApplyChangeMutation, ApplyChangeMutationVariables>;
export const CancelChangeDocument = new TypedDocumentString(`
    mutation CancelChange($input: CancelChangeRequestInput!) {
  cancelChangeRequest(input: $input) {
    __typename
    ... on CancelChangeRequestPayload {
      changeRequest {
        ...ChangeDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ChangeRow on ChangeRequest {
  id
  title
  state
  flagKey
  createdAt
  updatedAt
  scheduledAt
  author {
    actorId
    name
  }
  environment {
    id
    key
    name
    minimumApprovals
  }
  approvals {
    approvedAt
    approver {
      actorId
      name
    }
    comment
  }
}
fragment ChangeDetails on ChangeRequest {
  ...ChangeRow
  comment
  reason
  revision
  bypassed
  closedAt
  flagVersion
  url
  codeLikeDiff
  ...Comments
  viewerMay {
    approve {
      ...Right
    }
    apply {
      ...Right
    }
    reject {
      ...Right
    }
    cancel {
      ...Right
    }
    bypass {
      ...Right
    }
  }
  events(first: 30) {
    edges {
      node {
        __typename
        id
        type
        occurredAt
        comment
        actor {
          actorId
          name
        }
      }
    }
  }
  flag {
    id
    key
    name
    version
  }
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
}
fragment Right on ChangeRequestRight {
  allowed
  because
}
fragment Comments on ChangeRequest {
  id
  comments {
    id
    text
    createdAt
    author {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<CancelChangeMutation, CancelChangeMutationVariables>;
export const CommentOnChangeDocument = new TypedDocumentString(`
    mutation CommentOnChange($input: CommentOnChangeRequestInput!) {
  commentOnChangeRequest(input: $input) {
    __typename
    ... on CommentOnChangeRequestPayload {
      changeRequest {
        ...Comments
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment Comments on ChangeRequest {
  id
  comments {
    id
    text
    createdAt
    author {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<CommentOnChangeMutation, CommentOnChangeMutationVariables>;
export const ChangeCommentedDocument = new TypedDocumentString(`
    subscription ChangeCommented($id: ID!) {
  changeRequestCommented(changeRequestId: $id) {
    ...Comments
  }
}
    fragment Comments on ChangeRequest {
  id
  comments {
    id
    text
    createdAt
    author {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<ChangeCommentedSubscription, ChangeCommentedSubscriptionVariables>;
export const CreateAccessTokenDocument = new TypedDocumentString(`
    mutation CreateAccessToken($input: CreateAccessTokenInput!) {
  createAccessToken(input: $input) {
    __typename
    ... on CreateAccessTokenPayload {
      token
      accessToken {
        ...AccessTokenRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment AccessTokenRow on AccessToken {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<CreateAccessTokenMutation, CreateAccessTokenMutationVariables>;
export const RevokeAccessTokenDocument = new TypedDocumentString(`
    mutation RevokeAccessToken($input: RevokeAccessTokenInput!) {
  revokeAccessToken(input: $input) {
    __typename
    ... on RevokeAccessTokenPayload {
      accessToken {
        ...AccessTokenRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment AccessTokenRow on AccessToken {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<RevokeAccessTokenMutation, RevokeAccessTokenMutationVariables>;
export const DeliveriesDocument = new TypedDocumentString(`
    query Deliveries($projectKey: String!, $filter: DeliveryFilter, $after: String) {
  project(key: $projectKey) {
    id
    deliveries(first: 50, after: $after, filter: $filter) {
      totalCount
      edges {
        node {
          ...DeliveryRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment DeliveryRow on Delivery {
  id
  status
  target
  attemptCount
  createdAt
  completedAt
  nextAttemptAt
  queuedAt
  schedule
  integration {
    id
    name
    provider
    enabled
  }
  event {
    id
    sequence
    type
    test
    ... on FlagEvent {
      flagKey
    }
    ... on ApprovalEvent {
      flagKey
    }
    ... on ExperimentEvent {
      flagKey
    }
  }
  recovery {
    id
  }
  lastAttempt {
    id
    number
    durationMs
    error {
      class
      message
    }
    response {
      status
    }
  }
}`) as unknown as TypedDocumentString<DeliveriesQuery, DeliveriesQueryVariables>;
export const DeliveryUpdatedDocument = new TypedDocumentString(`
    subscription DeliveryUpdated($projectKey: String!, $filter: DeliveryFilter) {
  deliveryUpdated(projectKey: $projectKey, filter: $filter) {
    ...DeliveryRow
  }
}
    fragment DeliveryRow on Delivery {
  id
  status
  target
  attemptCount
  createdAt
  completedAt
  nextAttemptAt
  queuedAt
  schedule
  integration {
    id
    name
    provider
    enabled
  }
  event {
    id
    sequence
    type
    test
    ... on FlagEvent {
      flagKey
    }
    ... on ApprovalEvent {
      flagKey
    }
    ... on ExperimentEvent {
      flagKey
    }
  }
  recovery {
    id
  }
  lastAttempt {
    id
    number
    durationMs
    error {
      class
      message
    }
    response {
      status
    }
  }
}`) as unknown as TypedDocumentString<DeliveryUpdatedSubscription, DeliveryUpdatedSubscriptionVariables>;
export const IntegrationStatesDocument = new TypedDocumentString(`
    query IntegrationStates($projectKey: String!) {
  project(key: $projectKey) {
    id
    integrations {
      ...IntegrationState
    }
  }
}
    fragment IntegrationState on Integration {
  id
  name
  provider
  enabled
  health {
    status
    failingSince
    consecutiveFailures
    lastError
    lastErrorAt
    circuitOpen
    disabledReason
  }
}`) as unknown as TypedDocumentString<IntegrationStatesQuery, IntegrationStatesQueryVariables>;
export const IntegrationStateUpdatedDocument = new TypedDocumentString(`
    subscription IntegrationStateUpdated($projectKey: String!) {
  integrationUpdated(projectKey: $projectKey) {
    ...IntegrationState
  }
}
    fragment IntegrationState on Integration {
  id
  name
  provider
  enabled
  health {
    status
    failingSince
    consecutiveFailures
    lastError
    lastErrorAt
    circuitOpen
    disabledReason
  }
}`) as unknown as TypedDocumentString<IntegrationStateUpdatedSubscription, IntegrationStateUpdatedSubscriptionVariables>;
export const DeliveryDocument = new TypedDocumentString(`
    query Delivery($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Delivery {
      ...DeliveryRow
      url
      recovery {
        id
        kind
      }
      event {
        id
        sequence
        occurredAt
        actor {
          actorId
          name
        }
        environment {
          id
          name
        }
        ... on FlagEvent {
          flagName
        }
      }
      attempts {
        ...AttemptDetails
      }
    }
  }
}
    fragment DeliveryRow on Delivery {
  id
  status
  target
  attemptCount
  createdAt
  completedAt
  nextAttemptAt
  queuedAt
  schedule
  integration {
    id
    name
    provider
    enabled
  }
  event {
    id
    sequence
    type
    test
    ... on FlagEvent {
      flagKey
    }
    ... on ApprovalEvent {
      flagKey
    }
    ... on ExperimentEvent {
      flagKey
    }
  }
  recovery {
    id
  }
  lastAttempt {
    id
    number
    durationMs
    error {
      class
      message
    }
    response {
      status
    }
  }
}
fragment Message on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
  bodyBytes
  truncated
}
fragment Answer on HttpResponse {
  status
  headers {
    name
    value
  }
  body
  bodyBytes
  truncated
}
fragment AttemptDetails on Attempt {
  id
  number
  trigger
  startedAt
  durationMs
  nextAttemptAt
  address
  error {
    class
    message
  }
  exchanges {
    durationMs
    request {
      ...Message
    }
    response {
      ...Answer
    }
  }
}`) as unknown as TypedDocumentString<DeliveryQuery, DeliveryQueryVariables>;
export const RetryDeliveryDocument = new TypedDocumentString(`
    mutation RetryDelivery($input: RetryDeliveryInput!) {
  retryDelivery(input: $input) {
    __typename
    ... on RetryDeliveryPayload {
      delivery {
        ...DeliveryRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment DeliveryRow on Delivery {
  id
  status
  target
  attemptCount
  createdAt
  completedAt
  nextAttemptAt
  queuedAt
  schedule
  integration {
    id
    name
    provider
    enabled
  }
  event {
    id
    sequence
    type
    test
    ... on FlagEvent {
      flagKey
    }
    ... on ApprovalEvent {
      flagKey
    }
    ... on ExperimentEvent {
      flagKey
    }
  }
  recovery {
    id
  }
  lastAttempt {
    id
    number
    durationMs
    error {
      class
      message
    }
    response {
      status
    }
  }
}`) as unknown as TypedDocumentString<RetryDeliveryMutation, RetryDeliveryMutationVariables>;
export const CancelDeliveryDocument = new TypedDocumentString(`
    mutation CancelDelivery($input: CancelDeliveryInput!) {
  cancelDelivery(input: $input) {
    __typename
    ... on CancelDeliveryPayload {
      delivery {
        ...DeliveryRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment DeliveryRow on Delivery {
  id
  status
  target
  attemptCount
  createdAt
  completedAt
  nextAttemptAt
  queuedAt
  schedule
  integration {
    id
    name
    provider
    enabled
  }
  event {
    id
    sequence
    type
    test
    ... on FlagEvent {
      flagKey
    }
    ... on ApprovalEvent {
      flagKey
    }
    ... on ExperimentEvent {
      flagKey
    }
  }
  recovery {
    id
  }
  lastAttempt {
    id
    number
    durationMs
    error {
      class
      message
    }
    response {
      status
    }
  }
}`) as unknown as TypedDocumentString<CancelDeliveryMutation, CancelDeliveryMutationVariables>;
export const RecoveriesDocument = new TypedDocumentString(`
    query Recoveries($projectKey: String!) {
  project(key: $projectKey) {
    id
    recoveries(first: 5) {
      edges {
        node {
          ...RecoveryProgress
        }
      }
    }
  }
}
    fragment RecoveryProgress on Recovery {
  id
  kind
  status
  total
  queued
  skipped
  waiting
  delivered
  failed
  cancelled
  createdAt
  completedAt
  actor {
    actorId
    name
  }
  integration {
    id
    name
  }
}`) as unknown as TypedDocumentString<RecoveriesQuery, RecoveriesQueryVariables>;
export const RecoveriesUpdatedDocument = new TypedDocumentString(`
    subscription RecoveriesUpdated($projectKey: String!) {
  recoveries(projectKey: $projectKey) {
    ...RecoveryProgress
  }
}
    fragment RecoveryProgress on Recovery {
  id
  kind
  status
  total
  queued
  skipped
  waiting
  delivered
  failed
  cancelled
  createdAt
  completedAt
  actor {
    actorId
    name
  }
  integration {
    id
    name
  }
}`) as unknown as TypedDocumentString<RecoveriesUpdatedSubscription, RecoveriesUpdatedSubscriptionVariables>;
export const RecoveryUpdatedDocument = new TypedDocumentString(`
    subscription RecoveryUpdated($id: ID!) {
  recoveryUpdated(id: $id) {
    ...RecoveryProgress
  }
}
    fragment RecoveryProgress on Recovery {
  id
  kind
  status
  total
  queued
  skipped
  waiting
  delivered
  failed
  cancelled
  createdAt
  completedAt
  actor {
    actorId
    name
  }
  integration {
    id
    name
  }
}`) as unknown as TypedDocumentString<RecoveryUpdatedSubscription, RecoveryUpdatedSubscriptionVariables>;
export const RetryFailedDeliveriesDocument = new TypedDocumentString(`
    mutation RetryFailedDeliveries($input: RetryFailedDeliveriesInput!) {
  retryFailedDeliveries(input: $input) {
    __typename
    ... on RetryFailedDeliveriesPayload {
      count
      recovery {
        ...RecoveryProgress
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment RecoveryProgress on Recovery {
  id
  kind
  status
  total
  queued
  skipped
  waiting
  delivered
  failed
  cancelled
  createdAt
  completedAt
  actor {
    actorId
    name
  }
  integration {
    id
    name
  }
}`) as unknown as TypedDocumentString<RetryFailedDeliveriesMutation, RetryFailedDeliveriesMutationVariables>;
export const CountFailedDeliveriesDocument = new TypedDocumentString(`
    mutation CountFailedDeliveries($input: RetryFailedDeliveriesInput!) {
  retryFailedDeliveries(input: $input) {
    __typename
    ... on RetryFailedDeliveriesPayload {
      count
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<CountFailedDeliveriesMutation, CountFailedDeliveriesMutationVariables>;
export const CountReplayDocument = new TypedDocumentString(`
    mutation CountReplay($input: ReplayEventsInput!) {
  replayEvents(input: $input) {
    __typename
    ... on ReplayEventsPayload {
      count
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<CountReplayMutation, CountReplayMutationVariables>;
export const ReplayEventsDocument = new TypedDocumentString(`
    mutation ReplayEvents($input: ReplayEventsInput!) {
  replayEvents(input: $input) {
    __typename
    ... on ReplayEventsPayload {
      count
      recovery {
        ...RecoveryProgress
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment RecoveryProgress on Recovery {
  id
  kind
  status
  total
  queued
  skipped
  waiting
  delivered
  failed
  cancelled
  createdAt
  completedAt
  actor {
    actorId
    name
  }
  integration {
    id
    name
  }
}`) as unknown as TypedDocumentString<ReplayEventsMutation, ReplayEventsMutationVariables>;
export const CancelRecoveryDocument = new TypedDocumentString(`
    mutation CancelRecovery($input: CancelRecoveryInput!) {
  cancelRecovery(input: $input) {
    __typename
    ... on CancelRecoveryPayload {
      recovery {
        ...RecoveryProgress
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment RecoveryProgress on Recovery {
  id
  kind
  status
  total
  queued
  skipped
  waiting
  delivered
  failed
  cancelled
  createdAt
  completedAt
  actor {
    actorId
    name
  }
  integration {
    id
    name
  }
}`) as unknown as TypedDocumentString<CancelRecoveryMutation, CancelRecoveryMutationVariables>;
export const EventLogDocument = new TypedDocumentString(`
    query EventLog($projectKey: String!, $filter: EventFilter, $first: Int!) {
  project(key: $projectKey) {
    id
    events(first: $first, filter: $filter) {
      totalCount
      edges {
        node {
          ...LogEvent
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    fragment LogDelivery on Delivery {
  id
  status
  target
  integration {
    id
    name
    provider
  }
}
fragment LogChange on FlagChange {
  __typename
  ... on FlagChangeSummary {
    summary
  }
}
fragment LogEventWords on Event {
  id
  sequence
  type
  occurredAt
  comment
  actor {
    actorId
    name
  }
  environment {
    id
    key
    name
  }
  ... on FlagEvent {
    flagKey
    changes {
      ...LogChange
    }
  }
  ... on ApprovalEvent {
    flagKey
    title
    changes {
      ...LogChange
    }
  }
  ... on ExperimentEvent {
    flagKey
    experimentName
  }
  ... on IntegrationEvent {
    integrationName
    reason
  }
}
fragment LogEvent on Event {
  ...LogEventWords
  deliveries {
    ...LogDelivery
  }
}`) as unknown as TypedDocumentString<EventLogQuery, EventLogQueryVariables>;
export const LogDeliveriesDocument = new TypedDocumentString(`
    subscription LogDeliveries($projectKey: String!) {
  deliveryUpdated(projectKey: $projectKey) {
    ...LogDelivery
    event {
      id
    }
  }
}
    fragment LogDelivery on Delivery {
  id
  status
  target
  integration {
    id
    name
    provider
  }
}`) as unknown as TypedDocumentString<LogDeliveriesSubscription, LogDeliveriesSubscriptionVariables>;
export const EventDetailsDocument = new TypedDocumentString(`
    query EventDetails($projectKey: String!, $sequence: Int!) {
  project(key: $projectKey) {
    id
    event(sequence: $sequence) {
      ...LogEvent
      ...LogCode
    }
  }
}
    fragment LogDelivery on Delivery {
  id
  status
  target
  integration {
    id
    name
    provider
  }
}
fragment LogChange on FlagChange {
  __typename
  ... on FlagChangeSummary {
    summary
  }
}
fragment LogEventWords on Event {
  id
  sequence
  type
  occurredAt
  comment
  actor {
    actorId
    name
  }
  environment {
    id
    key
    name
  }
  ... on FlagEvent {
    flagKey
    changes {
      ...LogChange
    }
  }
  ... on ApprovalEvent {
    flagKey
    title
    changes {
      ...LogChange
    }
  }
  ... on ExperimentEvent {
    flagKey
    experimentName
  }
  ... on IntegrationEvent {
    integrationName
    reason
  }
}
fragment LogEvent on Event {
  ...LogEventWords
  deliveries {
    ...LogDelivery
  }
}
fragment LogCode on Event {
  id
  sequence
  ... on FlagEvent {
    codeLikeBefore
    codeLikeAfter
    codeLikeDiff
    changeRequest {
      id
      title
    }
  }
  ... on ApprovalEvent {
    codeLikeBefore
    codeLikeAfter
    codeLikeDiff
    changeRequest {
      id
      title
    }
    revision
    approvalCount
    minimumApprovals
    reason
    bypass
    scheduledAt
  }
  ... on ExperimentEvent {
    hypothesis
    significanceReached
    experiment {
      id
    }
  }
  ... on IntegrationEvent {
    integration {
      id
    }
  }
}`) as unknown as TypedDocumentString<EventDetailsQuery, EventDetailsQueryVariables>;
export const EventCountsDocument = new TypedDocumentString(`
    query EventCounts($projectKey: String!, $filter: EventFilter, $from: DateTime!, $to: DateTime!) {
  project(key: $projectKey) {
    id
    eventCounts(from: $from, to: $to, bucket: DAY, filter: $filter) {
      complete
      buckets {
        startsAt
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EventCountsQuery, EventCountsQueryVariables>;
export const ExperimentFlagSearchDocument = new TypedDocumentString(`
    query ExperimentFlagSearch($projectKey: String!, $search: String) {
  project(key: $projectKey) {
    id
    flags(first: 20, filter: {search: $search}) {
      edges {
        node {
          id
          key
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExperimentFlagSearchQuery, ExperimentFlagSearchQueryVariables>;
export const ExperimentVariationsDocument = new TypedDocumentString(`
    query ExperimentVariations($projectKey: String!, $flagKey: String!) {
  flag(projectKey: $projectKey, key: $flagKey) {
    id
    key
    name
    variations {
      key
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ExperimentVariationsQuery, ExperimentVariationsQueryVariables>;
export const CreateExperimentDocument = new TypedDocumentString(`
    mutation CreateExperiment($input: CreateExperimentInput!) {
  createExperiment(input: $input) {
    __typename
    ... on CreateExperimentPayload {
      experiment {
        id
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<CreateExperimentMutation, CreateExperimentMutationVariables>;
export const UpdateExperimentDocument = new TypedDocumentString(`
    mutation UpdateExperiment($input: UpdateExperimentInput!) {
  updateExperiment(input: $input) {
    __typename
    ... on UpdateExperimentPayload {
      experiment {
        ...ExperimentDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment EstimateParts on Estimate {
  value
  lower
  upper
}
fragment ExperimentResultParts on ExperimentResults {
  asOf
  sampleRatio {
    pValue
    mismatch
  }
  variations {
    variation
    count
    conversions
    value
    standardDeviation
  }
  treatments {
    variation
    verdict
    pValue
    chanceToBeatControl
    notEnoughData {
      reason
      explanation
    }
    absoluteLift {
      ...EstimateParts
    }
    relativeLift {
      ...EstimateParts
    }
  }
}
fragment ExperimentDetails on Experiment {
  id
  name
  hypothesis
  state
  flagKey
  control
  treatments
  alpha
  minimumSample
  reportEveryMinutes
  counting
  counted {
    at
    units
    warnings
  }
  significant
  createdAt
  startedAt
  concludedAt
  url
  flag {
    id
    key
    name
  }
  environment {
    id
    key
    name
    requiresApproval
    confirmChanges
  }
  metric {
    ...ExperimentMetricParts
  }
  split {
    variation
    weight
  }
  conclusion {
    winner
    comment
    applied
    notAppliedBecause
  }
  results {
    ...ExperimentResultParts
  }
}
fragment ExperimentMetricParts on ExperimentMetric {
  name
  kind
  higherIsBetter
}`) as unknown as TypedDocumentString<UpdateExperimentMutation, UpdateExperimentMutationVariables>;
export const ExperimentPageDocument = new TypedDocumentString(`
    query ExperimentPage($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Experiment {
      ...ExperimentDetails
    }
  }
}
    fragment EstimateParts on Estimate {
  value
  lower
  upper
}
fragment ExperimentResultParts on ExperimentResults {
  asOf
  sampleRatio {
    pValue
    mismatch
  }
  variations {
    variation
    count
    conversions
    value
    standardDeviation
  }
  treatments {
    variation
    verdict
    pValue
    chanceToBeatControl
    notEnoughData {
      reason
      explanation
    }
    absoluteLift {
      ...EstimateParts
    }
    relativeLift {
      ...EstimateParts
    }
  }
}
fragment ExperimentDetails on Experiment {
  id
  name
  hypothesis
  state
  flagKey
  control
  treatments
  alpha
  minimumSample
  reportEveryMinutes
  counting
  counted {
    at
    units
    warnings
  }
  significant
  createdAt
  startedAt
  concludedAt
  url
  flag {
    id
    key
    name
  }
  environment {
    id
    key
    name
    requiresApproval
    confirmChanges
  }
  metric {
    ...ExperimentMetricParts
  }
  split {
    variation
    weight
  }
  conclusion {
    winner
    comment
    applied
    notAppliedBecause
  }
  results {
    ...ExperimentResultParts
  }
}
fragment ExperimentMetricParts on ExperimentMetric {
  name
  kind
  higherIsBetter
}`) as unknown as TypedDocumentString<ExperimentPageQuery, ExperimentPageQueryVariables>;
export const StartExperimentDocument = new TypedDocumentString(`
    mutation StartExperiment($input: StartExperimentInput!) {
  startExperiment(input: $input) {
    __typename
    ... on StartExperimentPayload {
      experiment {
        ...ExperimentDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment EstimateParts on Estimate {
  value
  lower
  upper
}
fragment ExperimentResultParts on ExperimentResults {
  asOf
  sampleRatio {
    pValue
    mismatch
  }
  variations {
    variation
    count
    conversions
    value
    standardDeviation
  }
  treatments {
    variation
    verdict
    pValue
    chanceToBeatControl
    notEnoughData {
      reason
      explanation
    }
    absoluteLift {
      ...EstimateParts
    }
    relativeLift {
      ...EstimateParts
    }
  }
}
fragment ExperimentDetails on Experiment {
  id
  name
  hypothesis
  state
  flagKey
  control
  treatments
  alpha
  minimumSample
  reportEveryMinutes
  counting
  counted {
    at
    units
    warnings
  }
  significant
  createdAt
  startedAt
  concludedAt
  url
  flag {
    id
    key
    name
  }
  environment {
    id
    key
    name
    requiresApproval
    confirmChanges
  }
  metric {
    ...ExperimentMetricParts
  }
  split {
    variation
    weight
  }
  conclusion {
    winner
    comment
    applied
    notAppliedBecause
  }
  results {
    ...ExperimentResultParts
  }
}
fragment ExperimentMetricParts on ExperimentMetric {
  name
  kind
  higherIsBetter
}`) as unknown as TypedDocumentString<StartExperimentMutation, StartExperimentMutationVariables>;
export const RecordExperimentResultsDocument = new TypedDocumentString(`
    mutation RecordExperimentResults($input: RecordExperimentResultsInput!) {
  recordExperimentResults(input: $input) {
    __typename
    ... on RecordExperimentResultsPayload {
      experiment {
        ...ExperimentDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment EstimateParts on Estimate {
  value
  lower
  upper
}
fragment ExperimentResultParts on ExperimentResults {
  asOf
  sampleRatio {
    pValue
    mismatch
  }
  variations {
    variation
    count
    conversions
    value
    standardDeviation
  }
  treatments {
    variation
    verdict
    pValue
    chanceToBeatControl
    notEnoughData {
      reason
      explanation
    }
    absoluteLift {
      ...EstimateParts
    }
    relativeLift {
      ...EstimateParts
    }
  }
}
fragment ExperimentDetails on Experiment {
  id
  name
  hypothesis
  state
  flagKey
  control
  treatments
  alpha
  minimumSample
  reportEveryMinutes
  counting
  counted {
    at
    units
    warnings
  }
  significant
  createdAt
  startedAt
  concludedAt
  url
  flag {
    id
    key
    name
  }
  environment {
    id
    key
    name
    requiresApproval
    confirmChanges
  }
  metric {
    ...ExperimentMetricParts
  }
  split {
    variation
    weight
  }
  conclusion {
    winner
    comment
    applied
    notAppliedBecause
  }
  results {
    ...ExperimentResultParts
  }
}
fragment ExperimentMetricParts on ExperimentMetric {
  name
  kind
  higherIsBetter
}`) as unknown as TypedDocumentString<RecordExperimentResultsMutation, RecordExperimentResultsMutationVariables>;
export const ConcludeExperimentDocument = new TypedDocumentString(`
    mutation ConcludeExperiment($input: ConcludeExperimentInput!) {
  concludeExperiment(input: $input) {
    __typename
    ... on ConcludeExperimentPayload {
      experiment {
        ...ExperimentDetails
      }
      flagEvent {
        id
        sequence
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment EstimateParts on Estimate {
  value
  lower
  upper
}
fragment ExperimentResultParts on ExperimentResults {
  asOf
  sampleRatio {
    pValue
    mismatch
  }
  variations {
    variation
    count
    conversions
    value
    standardDeviation
  }
  treatments {
    variation
    verdict
    pValue
    chanceToBeatControl
    notEnoughData {
      reason
      explanation
    }
    absoluteLift {
      ...EstimateParts
    }
    relativeLift {
      ...EstimateParts
    }
  }
}
fragment ExperimentDetails on Experiment {
  id
  name
  hypothesis
  state
  flagKey
  control
  treatments
  alpha
  minimumSample
  reportEveryMinutes
  counting
  counted {
    at
    units
    warnings
  }
  significant
  createdAt
  startedAt
  concludedAt
  url
  flag {
    id
    key
    name
  }
  environment {
    id
    key
    name
    requiresApproval
    confirmChanges
  }
  metric {
    ...ExperimentMetricParts
  }
  split {
    variation
    weight
  }
  conclusion {
    winner
    comment
    applied
    notAppliedBecause
  }
  results {
    ...ExperimentResultParts
  }
}
fragment ExperimentMetricParts on ExperimentMetric {
  name
  kind
  higherIsBetter
}`) as unknown as TypedDocumentString<ConcludeExperimentMutation, ConcludeExperimentMutationVariables>;
export const ExperimentHistoryDocument = new TypedDocumentString(`
    query ExperimentHistory($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Experiment {
      history(points: 60) {
        asOf
        treatments {
          variation
          verdict
          absoluteLift {
            ...EstimateParts
          }
          relativeLift {
            ...EstimateParts
          }
        }
        variations {
          variation
          count
        }
      }
    }
  }
}
    fragment EstimateParts on Estimate {
  value
  lower
  upper
}`) as unknown as TypedDocumentString<ExperimentHistoryQuery, ExperimentHistoryQueryVariables>;
export const ExperimentPowerDocument = new TypedDocumentString(`
    query ExperimentPower($id: ID!, $effect: Float!) {
  node(id: $id) {
    __typename
    id
    ... on Experiment {
      power(effect: $effect) {
        effect
        needed
        counted
        missing
        missingDays
        detectableEffect
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExperimentPowerQuery, ExperimentPowerQueryVariables>;
export const ExperimentsDocument = new TypedDocumentString(`
    query Experiments($projectKey: String!, $filter: ExperimentFilter, $after: String) {
  project(key: $projectKey) {
    id
    experiments(first: 50, after: $after, filter: $filter) {
      edges {
        node {
          ...ExperimentRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ExperimentMetricParts on ExperimentMetric {
  name
  kind
  higherIsBetter
}
fragment ExperimentRow on Experiment {
  id
  name
  state
  flagKey
  createdAt
  startedAt
  concludedAt
  significant
  environment {
    id
    key
    name
  }
  metric {
    ...ExperimentMetricParts
  }
  conclusion {
    winner
  }
  results {
    asOf
    sampleRatio {
      mismatch
    }
    treatments {
      variation
      verdict
    }
  }
}`) as unknown as TypedDocumentString<ExperimentsQuery, ExperimentsQueryVariables>;
export const FlagPageDocument = new TypedDocumentString(`
    query FlagPage($projectKey: String!, $flagKey: String!) {
  flag(projectKey: $projectKey, key: $flagKey) {
    ...FlagDetails
  }
}
    fragment ServeParts on Serve {
  __typename
  ... on VariationServe {
    variation {
      key
    }
  }
  ... on RolloutServe {
    bucketBy
    weights {
      weight
      variation {
        key
      }
    }
  }
}
fragment FlagState on FlagEnvironment {
  environment {
    id
    key
    name
    requiresApproval
    minimumApprovals
    confirmChanges
  }
  enabled
  codeLike
  offVariation {
    key
  }
  fallthrough {
    ...ServeParts
  }
  rules {
    id
    description
    clauses {
      attribute
      operator
      negate
      values
    }
    serve {
      ...ServeParts
    }
  }
}
fragment FlagDetails on Flag {
  id
  key
  name
  description
  kind
  lifecycle
  owner
  tags
  jiraIssues
  version
  updatedAt
  url
  experiments(first: 20) {
    edges {
      node {
        id
        name
        state
      }
    }
  }
  variations {
    key
    name
    description
    value
  }
  environments {
    ...FlagState
  }
}`) as unknown as TypedDocumentString<FlagPageQuery, FlagPageQueryVariables>;
export const PreviewFlagChangeDocument = new TypedDocumentString(`
    query PreviewFlagChange($input: ProposeFlagChangeInput!) {
  previewFlagChange(input: $input) {
    ...Preview
  }
}
    fragment Preview on FlagChangePreview {
  flagVersion
  codeLikeDiff
  refusal
  requiresApproval
  minimumApprovals
  isConflict
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
  issues {
    path
    message
  }
  notifies {
    targets
    integration {
      id
      name
      provider
    }
  }
}`) as unknown as TypedDocumentString<PreviewFlagChangeQuery, PreviewFlagChangeQueryVariables>;
export const PreviewFlagUpdateDocument = new TypedDocumentString(`
    query PreviewFlagUpdate($input: UpdateFlagInput!) {
  previewFlagUpdate(input: $input) {
    ...Preview
  }
}
    fragment Preview on FlagChangePreview {
  flagVersion
  codeLikeDiff
  refusal
  requiresApproval
  minimumApprovals
  isConflict
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
  issues {
    path
    message
  }
  notifies {
    targets
    integration {
      id
      name
      provider
    }
  }
}`) as unknown as TypedDocumentString<PreviewFlagUpdateQuery, PreviewFlagUpdateQueryVariables>;
export const UpdateFlagEnvironmentDocument = new TypedDocumentString(`
    mutation UpdateFlagEnvironment($input: UpdateFlagEnvironmentInput!) {
  updateFlagEnvironment(input: $input) {
    __typename
    ... on UpdateFlagEnvironmentPayload {
      event {
        id
        sequence
      }
      flag {
        ...FlagDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ServeParts on Serve {
  __typename
  ... on VariationServe {
    variation {
      key
    }
  }
  ... on RolloutServe {
    bucketBy
    weights {
      weight
      variation {
        key
      }
    }
  }
}
fragment FlagState on FlagEnvironment {
  environment {
    id
    key
    name
    requiresApproval
    minimumApprovals
    confirmChanges
  }
  enabled
  codeLike
  offVariation {
    key
  }
  fallthrough {
    ...ServeParts
  }
  rules {
    id
    description
    clauses {
      attribute
      operator
      negate
      values
    }
    serve {
      ...ServeParts
    }
  }
}
fragment FlagDetails on Flag {
  id
  key
  name
  description
  kind
  lifecycle
  owner
  tags
  jiraIssues
  version
  updatedAt
  url
  experiments(first: 20) {
    edges {
      node {
        id
        name
        state
      }
    }
  }
  variations {
    key
    name
    description
    value
  }
  environments {
    ...FlagState
  }
}`) as unknown as TypedDocumentString<UpdateFlagEnvironmentMutation, UpdateFlagEnvironmentMutationVariables>;
export const ProposeFlagChangeDocument = new TypedDocumentString(`
    mutation ProposeFlagChange($input: ProposeFlagChangeInput!) {
  proposeFlagChange(input: $input) {
    __typename
    ... on ProposeFlagChangePayload {
      changeRequest {
        id
        title
        url
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<ProposeFlagChangeMutation, ProposeFlagChangeMutationVariables>;
export const UpdateFlagDocument = new TypedDocumentString(`
    mutation UpdateFlag($input: UpdateFlagInput!) {
  updateFlag(input: $input) {
    __typename
    ... on UpdateFlagPayload {
      event {
        id
        sequence
      }
      flag {
        ...FlagDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ServeParts on Serve {
  __typename
  ... on VariationServe {
    variation {
      key
    }
  }
  ... on RolloutServe {
    bucketBy
    weights {
      weight
      variation {
        key
      }
    }
  }
}
fragment FlagState on FlagEnvironment {
  environment {
    id
    key
    name
    requiresApproval
    minimumApprovals
    confirmChanges
  }
  enabled
  codeLike
  offVariation {
    key
  }
  fallthrough {
    ...ServeParts
  }
  rules {
    id
    description
    clauses {
      attribute
      operator
      negate
      values
    }
    serve {
      ...ServeParts
    }
  }
}
fragment FlagDetails on Flag {
  id
  key
  name
  description
  kind
  lifecycle
  owner
  tags
  jiraIssues
  version
  updatedAt
  url
  experiments(first: 20) {
    edges {
      node {
        id
        name
        state
      }
    }
  }
  variations {
    key
    name
    description
    value
  }
  environments {
    ...FlagState
  }
}`) as unknown as TypedDocumentString<UpdateFlagMutation, UpdateFlagMutationVariables>;
export const FlagHistoryDocument = new TypedDocumentString(`
    query FlagHistory($projectKey: String!, $flagKey: String!, $after: String) {
  flag(projectKey: $projectKey, key: $flagKey) {
    id
    events(first: 20, after: $after) {
      edges {
        node {
          __typename
          id
          sequence
          type
          occurredAt
          comment
          actor {
            actorId
            name
          }
          environment {
            id
            key
            name
          }
          ... on FlagEvent {
            codeLikeDiff
            changes {
              __typename
              ... on FlagChangeSummary {
                summary
              }
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FlagHistoryQuery, FlagHistoryQueryVariables>;
export const TryContextDocument = new TypedDocumentString(`
    query TryContext($projectKey: String!, $environmentKey: String!, $flagKey: String!, $context: JSON!, $draft: FlagDraftInput) {
  evaluateFlags(
    projectKey: $projectKey
    environmentKey: $environmentKey
    flagKeys: [$flagKey]
    context: $context
    draft: $draft
  ) {
    ...Tried
  }
}
    fragment Tried on Evaluation {
  flagKey
  reason
  ruleId
  bucket
  variation {
    key
  }
  trace {
    matched
    rule {
      id
      description
    }
    clauses {
      matched
      actual
      clause {
        attribute
        operator
        negate
        values
      }
    }
  }
}`) as unknown as TypedDocumentString<TryContextQuery, TryContextQueryVariables>;
export const PreviewRequestsDocument = new TypedDocumentString(`
    query PreviewRequests($input: ProposeFlagChangeInput!) {
  previewFlagChange(input: $input) {
    notifies {
      integration {
        id
        name
        provider
      }
      targets
      requests {
        target
        request {
          ...TriedRequest
        }
      }
    }
  }
}
    fragment TriedRequest on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
}`) as unknown as TypedDocumentString<PreviewRequestsQuery, PreviewRequestsQueryVariables>;
export const PreviewFlagRestoreDocument = new TypedDocumentString(`
    query PreviewFlagRestore($input: RestoreFlagInput!) {
  previewFlagRestore(input: $input) {
    ...Preview
    confirm
  }
}
    fragment Preview on FlagChangePreview {
  flagVersion
  codeLikeDiff
  refusal
  requiresApproval
  minimumApprovals
  isConflict
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
  issues {
    path
    message
  }
  notifies {
    targets
    integration {
      id
      name
      provider
    }
  }
}`) as unknown as TypedDocumentString<PreviewFlagRestoreQuery, PreviewFlagRestoreQueryVariables>;
export const RestoreFlagDocument = new TypedDocumentString(`
    mutation RestoreFlag($input: RestoreFlagInput!) {
  restoreFlag(input: $input) {
    __typename
    ... on RestoreFlagPayload {
      event {
        id
      }
      flag {
        ...FlagDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ServeParts on Serve {
  __typename
  ... on VariationServe {
    variation {
      key
    }
  }
  ... on RolloutServe {
    bucketBy
    weights {
      weight
      variation {
        key
      }
    }
  }
}
fragment FlagState on FlagEnvironment {
  environment {
    id
    key
    name
    requiresApproval
    minimumApprovals
    confirmChanges
  }
  enabled
  codeLike
  offVariation {
    key
  }
  fallthrough {
    ...ServeParts
  }
  rules {
    id
    description
    clauses {
      attribute
      operator
      negate
      values
    }
    serve {
      ...ServeParts
    }
  }
}
fragment FlagDetails on Flag {
  id
  key
  name
  description
  kind
  lifecycle
  owner
  tags
  jiraIssues
  version
  updatedAt
  url
  experiments(first: 20) {
    edges {
      node {
        id
        name
        state
      }
    }
  }
  variations {
    key
    name
    description
    value
  }
  environments {
    ...FlagState
  }
}`) as unknown as TypedDocumentString<RestoreFlagMutation, RestoreFlagMutationVariables>;
export const ProposeFlagRestoreDocument = new TypedDocumentString(`
    mutation ProposeFlagRestore($input: ProposeFlagRestoreInput!) {
  proposeFlagRestore(input: $input) {
    __typename
    ... on ProposeFlagRestorePayload {
      changeRequest {
        id
        title
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<ProposeFlagRestoreMutation, ProposeFlagRestoreMutationVariables>;
export const LinkJiraIssueDocument = new TypedDocumentString(`
    mutation LinkJiraIssue($input: LinkJiraIssueInput!) {
  linkJiraIssue(input: $input) {
    __typename
    ... on LinkJiraIssuePayload {
      flag {
        ...FlagDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ServeParts on Serve {
  __typename
  ... on VariationServe {
    variation {
      key
    }
  }
  ... on RolloutServe {
    bucketBy
    weights {
      weight
      variation {
        key
      }
    }
  }
}
fragment FlagState on FlagEnvironment {
  environment {
    id
    key
    name
    requiresApproval
    minimumApprovals
    confirmChanges
  }
  enabled
  codeLike
  offVariation {
    key
  }
  fallthrough {
    ...ServeParts
  }
  rules {
    id
    description
    clauses {
      attribute
      operator
      negate
      values
    }
    serve {
      ...ServeParts
    }
  }
}
fragment FlagDetails on Flag {
  id
  key
  name
  description
  kind
  lifecycle
  owner
  tags
  jiraIssues
  version
  updatedAt
  url
  experiments(first: 20) {
    edges {
      node {
        id
        name
        state
      }
    }
  }
  variations {
    key
    name
    description
    value
  }
  environments {
    ...FlagState
  }
}`) as unknown as TypedDocumentString<LinkJiraIssueMutation, LinkJiraIssueMutationVariables>;
export const UnlinkJiraIssueDocument = new TypedDocumentString(`
    mutation UnlinkJiraIssue($input: UnlinkJiraIssueInput!) {
  unlinkJiraIssue(input: $input) {
    __typename
    ... on UnlinkJiraIssuePayload {
      flag {
        ...FlagDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ServeParts on Serve {
  __typename
  ... on VariationServe {
    variation {
      key
    }
  }
  ... on RolloutServe {
    bucketBy
    weights {
      weight
      variation {
        key
      }
    }
  }
}
fragment FlagState on FlagEnvironment {
  environment {
    id
    key
    name
    requiresApproval
    minimumApprovals
    confirmChanges
  }
  enabled
  codeLike
  offVariation {
    key
  }
  fallthrough {
    ...ServeParts
  }
  rules {
    id
    description
    clauses {
      attribute
      operator
      negate
      values
    }
    serve {
      ...ServeParts
    }
  }
}
fragment FlagDetails on Flag {
  id
  key
  name
  description
  kind
  lifecycle
  owner
  tags
  jiraIssues
  version
  updatedAt
  url
  experiments(first: 20) {
    edges {
      node {
        id
        name
        state
      }
    }
  }
  variations {
    key
    name
    description
    value
  }
  environments {
    ...FlagState
  }
}`) as unknown as TypedDocumentString<UnlinkJiraIssueMutation, UnlinkJiraIssueMutationVariables>;
export const EventDeliveriesDocument = new TypedDocumentString(`
    query EventDeliveries($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on FlagEvent {
      deliveries {
        id
        status
        target
        createdAt
        completedAt
        integration {
          id
          name
          provider
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EventDeliveriesQuery, EventDeliveriesQueryVariables>;
export const DeliveryStatusDocument = new TypedDocumentString(`
    subscription DeliveryStatus($projectKey: String!, $eventId: ID!) {
  deliveryUpdated(projectKey: $projectKey, filter: {eventId: $eventId}) {
    id
    status
    completedAt
  }
}
    `) as unknown as TypedDocumentString<DeliveryStatusSubscription, DeliveryStatusSubscriptionVariables>;
export const EditorDocument = new TypedDocumentString(`
    query Editor($projectKey: String!) {
  operators {
    operator
    label
    negatedLabel
    description
    valueKind
    minValues
    maxValues
  }
  project(key: $projectKey) {
    id
    attributes(first: 100) {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<EditorQuery, EditorQueryVariables>;
export const FlagUsageDocument = new TypedDocumentString(`
    query FlagUsage($projectKey: String!, $flagKey: String!, $environmentKey: String!, $from: DateTime!) {
  flag(projectKey: $projectKey, key: $flagKey) {
    id
    staleReason
    environment(key: $environmentKey) {
      lastEvaluatedAt
      usage(from: $from, bucket: HOUR) {
        startsAt
        evaluations
        variations {
          variation
          evaluations
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FlagUsageQuery, FlagUsageQueryVariables>;
export const FlagsDocument = new TypedDocumentString(`
    query Flags($projectKey: String!, $filter: FlagFilter, $orderBy: FlagOrder, $first: Int, $last: Int, $after: String, $before: String) {
  project(key: $projectKey) {
    id
    flags(
      first: $first
      last: $last
      after: $after
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      edges {
        node {
          ...FlagRow
        }
      }
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
}
    fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  lastEvaluatedAt
  staleReason
  environments {
    environment {
      id
      key
    }
    enabled
    summary
  }
  lastEvent {
    id
    occurredAt
    actor {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<FlagsQuery, FlagsQueryVariables>;
export const SetFlagEnabledDocument = new TypedDocumentString(`
    mutation SetFlagEnabled($input: SetFlagEnabledInput!) {
  setFlagEnabled(input: $input) {
    __typename
    ... on SetFlagEnabledPayload {
      flag {
        ...FlagRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  lastEvaluatedAt
  staleReason
  environments {
    environment {
      id
      key
    }
    enabled
    summary
  }
  lastEvent {
    id
    occurredAt
    actor {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<SetFlagEnabledMutation, SetFlagEnabledMutationVariables>;
export const CreateFlagDocument = new TypedDocumentString(`
    mutation CreateFlag($input: CreateFlagInput!) {
  createFlag(input: $input) {
    __typename
    ... on CreateFlagPayload {
      flag {
        ...FlagRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  lastEvaluatedAt
  staleReason
  environments {
    environment {
      id
      key
    }
    enabled
    summary
  }
  lastEvent {
    id
    occurredAt
    actor {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<CreateFlagMutation, CreateFlagMutationVariables>;
export const FlagFiltersDocument = new TypedDocumentString(`
    query FlagFilters($projectKey: String!) {
  project(key: $projectKey) {
    id
    tags(first: 100) {
      name
      flagCount
    }
    owners(first: 100) {
      name
      flagCount
    }
  }
}
    `) as unknown as TypedDocumentString<FlagFiltersQuery, FlagFiltersQueryVariables>;
export const FlagViewsDocument = new TypedDocumentString(`
    query FlagViews($projectKey: String!) {
  project(key: $projectKey) {
    id
    flagViews {
      ...SavedView
    }
  }
}
    fragment SavedView on FlagView {
  id
  name
  search
}`) as unknown as TypedDocumentString<FlagViewsQuery, FlagViewsQueryVariables>;
export const SaveFlagViewDocument = new TypedDocumentString(`
    mutation SaveFlagView($input: SaveFlagViewInput!) {
  saveFlagView(input: $input) {
    __typename
    ... on SaveFlagViewPayload {
      view {
        ...SavedView
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment SavedView on FlagView {
  id
  name
  search
}`) as unknown as TypedDocumentString<SaveFlagViewMutation, SaveFlagViewMutationVariables>;
export const DeleteFlagViewDocument = new TypedDocumentString(`
    mutation DeleteFlagView($input: DeleteFlagViewInput!) {
  deleteFlagView(input: $input) {
    __typename
    ... on DeleteFlagViewPayload {
      name
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<DeleteFlagViewMutation, DeleteFlagViewMutationVariables>;
export const PreviewFlagsUpdateDocument = new TypedDocumentString(`
    query PreviewFlagsUpdate($input: UpdateFlagsInput!) {
  previewFlagsUpdate(input: $input) {
    ...FlagUpdatePreview
  }
}
    fragment FlagUpdatePreview on FlagChangePreview {
  flagKey
  refusal
  confirm
  changes {
    __typename
    ... on FlagChangeSummary {
      summary
    }
  }
  issues {
    path
    message
  }
}`) as unknown as TypedDocumentString<PreviewFlagsUpdateQuery, PreviewFlagsUpdateQueryVariables>;
export const UpdateFlagsDocument = new TypedDocumentString(`
    mutation UpdateFlags($input: UpdateFlagsInput!) {
  updateFlags(input: $input) {
    __typename
    ... on UpdateFlagsPayload {
      results {
        flagKey
        flag {
          ...FlagRow
        }
        event {
          id
        }
        refusal {
          code
          message
        }
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  lastEvaluatedAt
  staleReason
  environments {
    environment {
      id
      key
    }
    enabled
    summary
  }
  lastEvent {
    id
    occurredAt
    actor {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<UpdateFlagsMutation, UpdateFlagsMutationVariables>;
export const AttentionDocument = new TypedDocumentString(`
    query Attention {
  viewer {
    id
    attention(first: 200) {
      kind
      subjectId
      title
      detail
      since
      project {
        id
        key
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AttentionQuery, AttentionQueryVariables>;
export const HomeProjectDocument = new TypedDocumentString(`
    query HomeProject($projectKey: String!) {
  project(key: $projectKey) {
    id
    key
    name
    lastSequence
    events(first: 10) {
      edges {
        node {
          ...LogEventWords
        }
      }
    }
  }
}
    fragment LogChange on FlagChange {
  __typename
  ... on FlagChangeSummary {
    summary
  }
}
fragment LogEventWords on Event {
  id
  sequence
  type
  occurredAt
  comment
  actor {
    actorId
    name
  }
  environment {
    id
    key
    name
  }
  ... on FlagEvent {
    flagKey
    changes {
      ...LogChange
    }
  }
  ... on ApprovalEvent {
    flagKey
    title
    changes {
      ...LogChange
    }
  }
  ... on ExperimentEvent {
    flagKey
    experimentName
  }
  ... on IntegrationEvent {
    integrationName
    reason
  }
}`) as unknown as TypedDocumentString<HomeProjectQuery, HomeProjectQueryVariables>;
export const CreateProjectDocument = new TypedDocumentString(`
    mutation CreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    __typename
    ... on CreateProjectPayload {
      project {
        id
        key
        name
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<CreateProjectMutation, CreateProjectMutationVariables>;
export const TourDocument = new TypedDocumentString(`
    query Tour($projectKey: String!) {
  viewer {
    id
    tourClosed
  }
  project(key: $projectKey) {
    id
    key
    name
    events(first: 1, filter: {types: [FLAG_UPDATED]}) {
      edges {
        node {
          id
        }
      }
    }
    integrations {
      id
    }
    deliveries(first: 1, filter: {statuses: [DELIVERED]}) {
      edges {
        node {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TourQuery, TourQueryVariables>;
export const SetTourClosedDocument = new TypedDocumentString(`
    mutation SetTourClosed($input: SetTourClosedInput!) {
  setTourClosed(input: $input) {
    __typename
    ... on SetTourClosedPayload {
      closed
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<SetTourClosedMutation, SetTourClosedMutationVariables>;
export const TourDeliveryDocument = new TypedDocumentString(`
    subscription TourDelivery($projectKey: String!) {
  deliveryUpdated(projectKey: $projectKey, filter: {statuses: [DELIVERED]}) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<TourDeliverySubscription, TourDeliverySubscriptionVariables>;
export const InstanceSetupDocument = new TypedDocumentString(`
    query InstanceSetup {
  instance {
    version
    publicUrl
    embedded
    retentionDays
    time
    graphiql
    signIn {
      token
      oidcLabel
    }
    setup {
      role
      postgresVersion
      databasePoolSize
      redis
      egressAllowed
      egressProxy
      oidcIssuer
      operationsPerMinute
      sessionHours
      sessionIdleHours
    }
  }
}
    `) as unknown as TypedDocumentString<InstanceSetupQuery, InstanceSetupQueryVariables>;
export const ProvidersDocument = new TypedDocumentString(`
    query Providers {
  integrationProviders {
    ...ProviderForm
  }
}
    fragment FieldParts on ProviderField {
  path
  label
  help
  kind
  required
  requiredOnCreate
  changeable
  choices {
    value
    label
  }
  min
  max
  placeholder
  advanced
  exclusiveGroup
  requiredWith
}
fragment FormField on ProviderField {
  ...FieldParts
  fields {
    ...FieldParts
  }
}
fragment ProviderForm on ProviderInfo {
  provider
  inputField
  label
  category
  description
  docsUrl
  supports {
    check
    rotate
    digest
    targets
    receives
  }
  fields {
    ...FormField
  }
  defaultEventTypes
}`) as unknown as TypedDocumentString<ProvidersQuery, ProvidersQueryVariables>;
export const RecentEventsDocument = new TypedDocumentString(`
    query RecentEvents($projectKey: String!) {
  project(key: $projectKey) {
    id
    events(first: 30) {
      edges {
        node {
          ...TriedEvent
        }
      }
    }
  }
}
    fragment TriedEvent on Event {
  id
  sequence
  type
  environment {
    id
    name
  }
  ... on FlagEvent {
    flagKey
  }
  ... on ApprovalEvent {
    flagKey
  }
  ... on ExperimentEvent {
    flagKey
  }
  ... on IntegrationEvent {
    integrationName
  }
}`) as unknown as TypedDocumentString<RecentEventsQuery, RecentEventsQueryVariables>;
export const PreviewIntegrationDocument = new TypedDocumentString(`
    mutation PreviewIntegration($input: PreviewIntegrationInput!) {
  previewIntegration(input: $input) {
    __typename
    ... on PreviewIntegrationPayload {
      refusal
      event {
        ...TriedEvent
      }
      previews {
        target
        bodyBytes
        request {
          ...TriedRequest
        }
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment TriedRequest on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
}
fragment TriedEvent on Event {
  id
  sequence
  type
  environment {
    id
    name
  }
  ... on FlagEvent {
    flagKey
  }
  ... on ApprovalEvent {
    flagKey
  }
  ... on ExperimentEvent {
    flagKey
  }
  ... on IntegrationEvent {
    integrationName
  }
}`) as unknown as TypedDocumentString<PreviewIntegrationMutation, PreviewIntegrationMutationVariables>;
export const TestIntegrationDocument = new TypedDocumentString(`
    mutation TestIntegration($input: TestIntegrationInput!) {
  testIntegration(input: $input) {
    __typename
    ... on TestIntegrationPayload {
      results {
        ...TestResult
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment TriedRequest on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
}
fragment TriedResponse on HttpResponse {
  status
  headers {
    name
    value
  }
  body
  truncated
}
fragment TestResult on IntegrationTestResult {
  target
  durationMs
  deliveryId
  error {
    class
    message
  }
  exchanges {
    request {
      ...TriedRequest
    }
    response {
      ...TriedResponse
    }
  }
}`) as unknown as TypedDocumentString<TestIntegrationMutation, TestIntegrationMutationVariables>;
export const TestIntegrationDraftDocument = new TypedDocumentString(`
    mutation TestIntegrationDraft($input: TestIntegrationDraftInput!) {
  testIntegrationDraft(input: $input) {
    __typename
    ... on TestIntegrationDraftPayload {
      results {
        ...TestResult
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment TriedRequest on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
}
fragment TriedResponse on HttpResponse {
  status
  headers {
    name
    value
  }
  body
  truncated
}
fragment TestResult on IntegrationTestResult {
  target
  durationMs
  deliveryId
  error {
    class
    message
  }
  exchanges {
    request {
      ...TriedRequest
    }
    response {
      ...TriedResponse
    }
  }
}`) as unknown as TypedDocumentString<TestIntegrationDraftMutation, TestIntegrationDraftMutationVariables>;
export const CheckIntegrationDocument = new TypedDocumentString(`
    mutation CheckIntegration($input: CheckIntegrationInput!) {
  checkIntegration(input: $input) {
    __typename
    ... on CheckIntegrationPayload {
      ok
      reason
      request {
        ...TriedRequest
      }
      response {
        ...TriedResponse
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment TriedRequest on HttpRequest {
  method
  url
  headers {
    name
    value
  }
  body
}
fragment TriedResponse on HttpResponse {
  status
  headers {
    name
    value
  }
  body
  truncated
}`) as unknown as TypedDocumentString<CheckIntegrationMutation, CheckIntegrationMutationVariables>;
export const IntegrationPageDocument = new TypedDocumentString(`
    query IntegrationPage($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Integration {
      ...IntegrationDetails
    }
  }
}
    fragment IntegrationDetails on Integration {
  ...IntegrationRow
  createdAt
  previousSecretValidUntil
  secrets {
    name
    hint
  }
  ... on WebhookIntegration {
    url
    payloadFormat
    headerNames
    maxInFlight
    maxPerSecond
  }
  ... on SlackIntegration {
    channels
    apiUrl
  }
  ... on JiraIntegration {
    siteUrl
    email
    cloudId
    projectKeys
    comments
    clientId
    apiUrl
    webhookUrl
    environmentTypes {
      environmentKey
      type
    }
    transitions {
      lifecycle
      status
    }
    lifecycles {
      status
      lifecycle
    }
  }
  ... on DatadogIntegration {
    site
    api
    services
    tags
    apiUrl
  }
  ... on NewRelicIntegration {
    region
    entityGuids
    apiUrl
    attributes {
      name
      value
    }
  }
  ... on DynatraceIntegration {
    environmentUrl
    entitySelector
    eventType
    properties {
      name
      value
    }
  }
}
fragment HealthParts on IntegrationHealth {
  status
  circuitOpen
  consecutiveFailures
  disabledReason
  failingSince
  lastError
  lastErrorAt
  lastSuccessAt
}
fragment IntegrationRow on Integration {
  id
  name
  provider
  enabled
  eventTypes
  environments {
    id
    key
    name
  }
  health {
    ...HealthParts
  }
}`) as unknown as TypedDocumentString<IntegrationPageQuery, IntegrationPageQueryVariables>;
export const LastDeliveriesDocument = new TypedDocumentString(`
    query LastDeliveries($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Integration {
      counts {
        pending
        failed
      }
      deliveries(first: 15) {
        edges {
          node {
            ...DeliveryRow
          }
        }
      }
    }
  }
}
    fragment DeliveryRow on Delivery {
  id
  status
  target
  attemptCount
  createdAt
  completedAt
  nextAttemptAt
  queuedAt
  schedule
  integration {
    id
    name
    provider
    enabled
  }
  event {
    id
    sequence
    type
    test
    ... on FlagEvent {
      flagKey
    }
    ... on ApprovalEvent {
      flagKey
    }
    ... on ExperimentEvent {
      flagKey
    }
  }
  recovery {
    id
  }
  lastAttempt {
    id
    number
    durationMs
    error {
      class
      message
    }
    response {
      status
    }
  }
}`) as unknown as TypedDocumentString<LastDeliveriesQuery, LastDeliveriesQueryVariables>;
export const LastDeliveriesUpdatesDocument = new TypedDocumentString(`
    subscription LastDeliveriesUpdates($projectKey: String!, $integrationId: ID!) {
  deliveryUpdated(
    projectKey: $projectKey
    filter: {integrationId: $integrationId}
  ) {
    ...DeliveryRow
  }
}
    fragment DeliveryRow on Delivery {
  id
  status
  target
  attemptCount
  createdAt
  completedAt
  nextAttemptAt
  queuedAt
  schedule
  integration {
    id
    name
    provider
    enabled
  }
  event {
    id
    sequence
    type
    test
    ... on FlagEvent {
      flagKey
    }
    ... on ApprovalEvent {
      flagKey
    }
    ... on ExperimentEvent {
      flagKey
    }
  }
  recovery {
    id
  }
  lastAttempt {
    id
    number
    durationMs
    error {
      class
      message
    }
    response {
      status
    }
  }
}`) as unknown as TypedDocumentString<LastDeliveriesUpdatesSubscription, LastDeliveriesUpdatesSubscriptionVariables>;
export const ReceivedWebhooksDocument = new TypedDocumentString(`
    query ReceivedWebhooks($id: ID!, $after: String) {
  node(id: $id) {
    __typename
    id
    ... on JiraIntegration {
      receivedWebhooks(first: 30, after: $after) {
        edges {
          node {
            receivedAt
            issueKey
            statusName
            movedBy
            outcome
            detail
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReceivedWebhooksQuery, ReceivedWebhooksQueryVariables>;
export const UpdateIntegrationDocument = new TypedDocumentString(`
    mutation UpdateIntegration($input: UpdateIntegrationInput!) {
  updateIntegration(input: $input) {
    __typename
    ... on UpdateIntegrationPayload {
      integration {
        ...IntegrationDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment IntegrationDetails on Integration {
  ...IntegrationRow
  createdAt
  previousSecretValidUntil
  secrets {
    name
    hint
  }
  ... on WebhookIntegration {
    url
    payloadFormat
    headerNames
    maxInFlight
    maxPerSecond
  }
  ... on SlackIntegration {
    channels
    apiUrl
  }
  ... on JiraIntegration {
    siteUrl
    email
    cloudId
    projectKeys
    comments
    clientId
    apiUrl
    webhookUrl
    environmentTypes {
      environmentKey
      type
    }
    transitions {
      lifecycle
      status
    }
    lifecycles {
      status
      lifecycle
    }
  }
  ... on DatadogIntegration {
    site
    api
    services
    tags
    apiUrl
  }
  ... on NewRelicIntegration {
    region
    entityGuids
    apiUrl
    attributes {
      name
      value
    }
  }
  ... on DynatraceIntegration {
    environmentUrl
    entitySelector
    eventType
    properties {
      name
      value
    }
  }
}
fragment HealthParts on IntegrationHealth {
  status
  circuitOpen
  consecutiveFailures
  disabledReason
  failingSince
  lastError
  lastErrorAt
  lastSuccessAt
}
fragment IntegrationRow on Integration {
  id
  name
  provider
  enabled
  eventTypes
  environments {
    id
    key
    name
  }
  health {
    ...HealthParts
  }
}`) as unknown as TypedDocumentString<UpdateIntegrationMutation, UpdateIntegrationMutationVariables>;
export const DeleteIntegrationDocument = new TypedDocumentString(`
    mutation DeleteIntegration($input: DeleteIntegrationInput!) {
  deleteIntegration(input: $input) {
    __typename
    ... on DeleteIntegrationPayload {
      integrationId
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<DeleteIntegrationMutation, DeleteIntegrationMutationVariables>;
export const RotateSigningSecretDocument = new TypedDocumentString(`
    mutation RotateSigningSecret($input: RotateSigningSecretInput!) {
  rotateSigningSecret(input: $input) {
    __typename
    ... on RotateSigningSecretPayload {
      signingSecret
      integration {
        ...IntegrationDetails
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment IntegrationDetails on Integration {
  ...IntegrationRow
  createdAt
  previousSecretValidUntil
  secrets {
    name
    hint
  }
  ... on WebhookIntegration {
    url
    payloadFormat
    headerNames
    maxInFlight
    maxPerSecond
  }
  ... on SlackIntegration {
    channels
    apiUrl
  }
  ... on JiraIntegration {
    siteUrl
    email
    cloudId
    projectKeys
    comments
    clientId
    apiUrl
    webhookUrl
    environmentTypes {
      environmentKey
      type
    }
    transitions {
      lifecycle
      status
    }
    lifecycles {
      status
      lifecycle
    }
  }
  ... on DatadogIntegration {
    site
    api
    services
    tags
    apiUrl
  }
  ... on NewRelicIntegration {
    region
    entityGuids
    apiUrl
    attributes {
      name
      value
    }
  }
  ... on DynatraceIntegration {
    environmentUrl
    entitySelector
    eventType
    properties {
      name
      value
    }
  }
}
fragment HealthParts on IntegrationHealth {
  status
  circuitOpen
  consecutiveFailures
  disabledReason
  failingSince
  lastError
  lastErrorAt
  lastSuccessAt
}
fragment IntegrationRow on Integration {
  id
  name
  provider
  enabled
  eventTypes
  environments {
    id
    key
    name
  }
  health {
    ...HealthParts
  }
}`) as unknown as TypedDocumentString<RotateSigningSecretMutation, RotateSigningSecretMutationVariables>;
export const IntegrationsDocument = new TypedDocumentString(`
    query Integrations($projectKey: String!) {
  project(key: $projectKey) {
    id
    integrations {
      ...IntegrationRow
    }
  }
}
    fragment HealthParts on IntegrationHealth {
  status
  circuitOpen
  consecutiveFailures
  disabledReason
  failingSince
  lastError
  lastErrorAt
  lastSuccessAt
}
fragment IntegrationRow on Integration {
  id
  name
  provider
  enabled
  eventTypes
  environments {
    id
    key
    name
  }
  health {
    ...HealthParts
  }
}`) as unknown as TypedDocumentString<IntegrationsQuery, IntegrationsQueryVariables>;
export const IntegrationUpdatesDocument = new TypedDocumentString(`
    subscription IntegrationUpdates($projectKey: String!) {
  integrationUpdated(projectKey: $projectKey) {
    ...IntegrationRow
  }
}
    fragment HealthParts on IntegrationHealth {
  status
  circuitOpen
  consecutiveFailures
  disabledReason
  failingSince
  lastError
  lastErrorAt
  lastSuccessAt
}
fragment IntegrationRow on Integration {
  id
  name
  provider
  enabled
  eventTypes
  environments {
    id
    key
    name
  }
  health {
    ...HealthParts
  }
}`) as unknown as TypedDocumentString<IntegrationUpdatesSubscription, IntegrationUpdatesSubscriptionVariables>;
export const IntegrationsStatsDocument = new TypedDocumentString(`
    query IntegrationsStats($projectKey: String!, $from: DateTime!) {
  project(key: $projectKey) {
    id
    integrations {
      id
      deliveryStats(from: $from, bucket: HOUR) {
        ...HourStats
      }
    }
  }
}
    fragment HourStats on DeliveryStats {
  startsAt
  attempts
  delivered
  failed
  p50Ms
  p95Ms
  errors {
    class
    attempts
  }
}`) as unknown as TypedDocumentString<IntegrationsStatsQuery, IntegrationsStatsQueryVariables>;
export const IntegrationStatsDocument = new TypedDocumentString(`
    query IntegrationStats($id: ID!, $from: DateTime!) {
  node(id: $id) {
    __typename
    id
    ... on Integration {
      deliveryStats(from: $from, bucket: HOUR) {
        ...HourStats
      }
    }
  }
}
    fragment HourStats on DeliveryStats {
  startsAt
  attempts
  delivered
  failed
  p50Ms
  p95Ms
  errors {
    class
    attempts
  }
}`) as unknown as TypedDocumentString<IntegrationStatsQuery, IntegrationStatsQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  viewer {
    id
    name
    email
    kind
    isOwner
    roles {
      role
      project {
        id
        key
        name
      }
    }
    session {
      id
    }
    sessions {
      ...SessionRow
    }
    accessTokens {
      ...AccessTokenRow
    }
  }
}
    fragment AccessTokenRow on AccessToken {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}
fragment SessionRow on Session {
  id
  via
  createdAt
  lastUsedAt
  expiresAt
  userAgent
  network
}`) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const RevokeSessionDocument = new TypedDocumentString(`
    mutation RevokeSession($input: RevokeSessionInput!) {
  revokeSession(input: $input) {
    __typename
    ... on RevokeSessionPayload {
      session {
        id
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const CreateIntegrationDocument = new TypedDocumentString(`
    mutation CreateIntegration($input: CreateIntegrationInput!) {
  createIntegration(input: $input) {
    __typename
    ... on CreateIntegrationPayload {
      signingSecret
      integration {
        ...IntegrationRow
        ... on JiraIntegration {
          webhookUrl
        }
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment HealthParts on IntegrationHealth {
  status
  circuitOpen
  consecutiveFailures
  disabledReason
  failingSince
  lastError
  lastErrorAt
  lastSuccessAt
}
fragment IntegrationRow on Integration {
  id
  name
  provider
  enabled
  eventTypes
  environments {
    id
    key
    name
  }
  health {
    ...HealthParts
  }
}`) as unknown as TypedDocumentString<CreateIntegrationMutation, CreateIntegrationMutationVariables>;
export const EnvironmentKeysDocument = new TypedDocumentString(`
    query EnvironmentKeys($projectKey: String!) {
  project(key: $projectKey) {
    id
    environments {
      id
      key
      name
      clientKeys {
        ...ClientKeyRow
      }
      serverKeys {
        ...ServerKeyRow
      }
    }
  }
}
    fragment ClientKeyRow on ClientKey {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}
fragment ServerKeyRow on ServerKey {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<EnvironmentKeysQuery, EnvironmentKeysQueryVariables>;
export const CreateClientKeyDocument = new TypedDocumentString(`
    mutation CreateClientKey($input: CreateClientKeyInput!) {
  createClientKey(input: $input) {
    __typename
    ... on CreateClientKeyPayload {
      key
      clientKey {
        ...ClientKeyRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ClientKeyRow on ClientKey {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<CreateClientKeyMutation, CreateClientKeyMutationVariables>;
export const RevokeClientKeyDocument = new TypedDocumentString(`
    mutation RevokeClientKey($input: RevokeClientKeyInput!) {
  revokeClientKey(input: $input) {
    __typename
    ... on RevokeClientKeyPayload {
      clientKey {
        ...ClientKeyRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ClientKeyRow on ClientKey {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<RevokeClientKeyMutation, RevokeClientKeyMutationVariables>;
export const CreateServerKeyDocument = new TypedDocumentString(`
    mutation CreateServerKey($input: CreateServerKeyInput!) {
  createServerKey(input: $input) {
    __typename
    ... on CreateServerKeyPayload {
      key
      serverKey {
        ...ServerKeyRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ServerKeyRow on ServerKey {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<CreateServerKeyMutation, CreateServerKeyMutationVariables>;
export const RevokeServerKeyDocument = new TypedDocumentString(`
    mutation RevokeServerKey($input: RevokeServerKeyInput!) {
  revokeServerKey(input: $input) {
    __typename
    ... on RevokeServerKeyPayload {
      serverKey {
        ...ServerKeyRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ServerKeyRow on ServerKey {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<RevokeServerKeyMutation, RevokeServerKeyMutationVariables>;
export const CreateEnvironmentDocument = new TypedDocumentString(`
    mutation CreateEnvironment($input: CreateEnvironmentInput!) {
  createEnvironment(input: $input) {
    __typename
    ... on CreateEnvironmentPayload {
      project {
        id
        environments {
          ...EnvironmentSettings
        }
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment EnvironmentSettings on Environment {
  id
  key
  name
  requiresApproval
  minimumApprovals
  confirmChanges
}`) as unknown as TypedDocumentString<CreateEnvironmentMutation, CreateEnvironmentMutationVariables>;
export const UpdateEnvironmentDocument = new TypedDocumentString(`
    mutation UpdateEnvironment($input: UpdateEnvironmentInput!) {
  updateEnvironment(input: $input) {
    __typename
    ... on UpdateEnvironmentPayload {
      environment {
        ...EnvironmentSettings
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment EnvironmentSettings on Environment {
  id
  key
  name
  requiresApproval
  minimumApprovals
  confirmChanges
}`) as unknown as TypedDocumentString<UpdateEnvironmentMutation, UpdateEnvironmentMutationVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members($projectKey: String!) {
  project(key: $projectKey) {
    id
    ...ProjectMembers
  }
}
    fragment ProjectMembers on Project {
  members {
    role
    user {
      id
      name
      email
    }
  }
}`) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const SetProjectRoleDocument = new TypedDocumentString(`
    mutation SetProjectRole($input: SetProjectRoleInput!) {
  setProjectRole(input: $input) {
    __typename
    ... on SetProjectRolePayload {
      role
      user {
        id
        name
      }
      project {
        id
        ...ProjectMembers
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment ProjectMembers on Project {
  members {
    role
    user {
      id
      name
      email
    }
  }
}`) as unknown as TypedDocumentString<SetProjectRoleMutation, SetProjectRoleMutationVariables>;
export const MoveEnvironmentDocument = new TypedDocumentString(`
    mutation MoveEnvironment($input: MoveEnvironmentInput!) {
  moveEnvironment(input: $input) {
    __typename
    ... on MoveEnvironmentPayload {
      project {
        ...EnvironmentList
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment EnvironmentSettings on Environment {
  id
  key
  name
  requiresApproval
  minimumApprovals
  confirmChanges
}
fragment EnvironmentList on Project {
  id
  environments {
    ...EnvironmentSettings
  }
}`) as unknown as TypedDocumentString<MoveEnvironmentMutation, MoveEnvironmentMutationVariables>;
export const EnvironmentContentsDocument = new TypedDocumentString(`
    query EnvironmentContents($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Environment {
      contents {
        clientKeys
        serverKeys
        changeRequests
        experiments
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnvironmentContentsQuery, EnvironmentContentsQueryVariables>;
export const DeleteEnvironmentDocument = new TypedDocumentString(`
    mutation DeleteEnvironment($input: DeleteEnvironmentInput!) {
  deleteEnvironment(input: $input) {
    __typename
    ... on DeleteEnvironmentPayload {
      project {
        ...EnvironmentList
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment EnvironmentSettings on Environment {
  id
  key
  name
  requiresApproval
  minimumApprovals
  confirmChanges
}
fragment EnvironmentList on Project {
  id
  environments {
    ...EnvironmentSettings
  }
}`) as unknown as TypedDocumentString<DeleteEnvironmentMutation, DeleteEnvironmentMutationVariables>;
export const UpdateProjectDocument = new TypedDocumentString(`
    mutation UpdateProject($input: UpdateProjectInput!) {
  updateProject(input: $input) {
    __typename
    ... on UpdateProjectPayload {
      project {
        id
        name
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<UpdateProjectMutation, UpdateProjectMutationVariables>;
export const ProjectContentsDocument = new TypedDocumentString(`
    query ProjectContents($projectKey: String!) {
  project(key: $projectKey) {
    id
    contents {
      flags
      events
      integrations
      deliveries
      changeRequests
      experiments
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectContentsQuery, ProjectContentsQueryVariables>;
export const DeleteProjectDocument = new TypedDocumentString(`
    mutation DeleteProject($input: DeleteProjectInput!) {
  deleteProject(input: $input) {
    __typename
    ... on DeleteProjectPayload {
      deletedKey
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}`) as unknown as TypedDocumentString<DeleteProjectMutation, DeleteProjectMutationVariables>;
export const UsersDocument = new TypedDocumentString(`
    query Users($filter: UserFilter, $after: String) {
  users(first: 50, after: $after, filter: $filter) {
    edges {
      node {
        ...UserRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment UserRow on User {
  id
  name
  email
  kind
  isOwner
  createdAt
  deactivatedAt
  memberships {
    role
    project {
      id
      key
      name
    }
  }
}`) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const UserTokensDocument = new TypedDocumentString(`
    query UserTokens($filter: UserFilter) {
  users(first: 100, filter: $filter) {
    edges {
      node {
        id
        accessTokens {
          ...AccessTokenRow
        }
      }
    }
  }
}
    fragment AccessTokenRow on AccessToken {
  id
  name
  lastFour
  createdAt
  createdBy {
    actorId
    name
  }
  lastUsedAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<UserTokensQuery, UserTokensQueryVariables>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    __typename
    ... on CreateUserPayload {
      user {
        ...UserRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment UserRow on User {
  id
  name
  email
  kind
  isOwner
  createdAt
  deactivatedAt
  memberships {
    role
    project {
      id
      key
      name
    }
  }
}`) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const CreateServiceAccountDocument = new TypedDocumentString(`
    mutation CreateServiceAccount($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) {
    __typename
    ... on CreateServiceAccountPayload {
      user {
        ...UserRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment UserRow on User {
  id
  name
  email
  kind
  isOwner
  createdAt
  deactivatedAt
  memberships {
    role
    project {
      id
      key
      name
    }
  }
}`) as unknown as TypedDocumentString<CreateServiceAccountMutation, CreateServiceAccountMutationVariables>;
export const UpdateUserDocument = new TypedDocumentString(`
    mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    __typename
    ... on UpdateUserPayload {
      user {
        ...UserRow
      }
    }
    ...CommandError
  }
}
    fragment CommandError on Error {
  __typename
  message
  ... on InvalidInputError {
    issues {
      path
      message
    }
  }
}
fragment UserRow on User {
  id
  name
  email
  kind
  isOwner
  createdAt
  deactivatedAt
  memberships {
    role
    project {
      id
      key
      name
    }
  }
}`) as unknown as TypedDocumentString<UpdateUserMutation, UpdateUserMutationVariables>;
export const FailedDeliveryCountDocument = new TypedDocumentString(`
    query FailedDeliveryCount($projectKey: String!, $filter: DeliveryFilter!) {
  project(key: $projectKey) {
    id
    deliveries(first: 1, filter: $filter) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<FailedDeliveryCountQuery, FailedDeliveryCountQueryVariables>;
export const DeliveryFailedDocument = new TypedDocumentString(`
    subscription DeliveryFailed($projectKey: String!, $filter: DeliveryFilter!) {
  deliveryUpdated(projectKey: $projectKey, filter: $filter) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<DeliveryFailedSubscription, DeliveryFailedSubscriptionVariables>;
export const PaletteDocument = new TypedDocumentString(`
    query Palette($projectKey: String, $text: String!) {
  search(text: $text, projectKey: $projectKey, first: 12) {
    kind
    id
    title
    subtitle
    project {
      id
      key
      name
    }
  }
}
    `) as unknown as TypedDocumentString<PaletteQuery, PaletteQueryVariables>;
export const ProjectFrameDocument = new TypedDocumentString(`
    query ProjectFrame($projectKey: String!) {
  project(key: $projectKey) {
    id
    key
    name
    lastSequence
    viewerMay {
      name
      allowed
      sentence
    }
    environments {
      id
      key
      name
      requiresApproval
      minimumApprovals
      confirmChanges
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectFrameQuery, ProjectFrameQueryVariables>;
export const ProjectEventsDocument = new TypedDocumentString(`
    subscription ProjectEvents($projectKey: String!, $afterSequence: Int!) {
  events(projectKey: $projectKey, afterSequence: $afterSequence) {
    id
    sequence
    type
    occurredAt
    project {
      id
      key
      lastSequence
    }
    actor {
      actorId
      name
    }
    environment {
      id
      key
    }
    ... on FlagEvent {
      flagKey
      flagName
      flag {
        ...FlagRow
      }
    }
  }
}
    fragment FlagRow on Flag {
  id
  key
  name
  kind
  lifecycle
  owner
  tags
  version
  updatedAt
  lastEvaluatedAt
  staleReason
  environments {
    environment {
      id
      key
    }
    enabled
    summary
  }
  lastEvent {
    id
    occurredAt
    actor {
      actorId
      name
    }
  }
}`) as unknown as TypedDocumentString<ProjectEventsSubscription, ProjectEventsSubscriptionVariables>;