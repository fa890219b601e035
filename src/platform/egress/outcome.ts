export interface OutboundRequest {
  method: 'POST' | 'GET' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/**
 * What kept a request from being answered. `too_large` and `too_old` are for bodies above a provider's limit and events
 * beyond its age limit, which are never sent; `skipped` for what was not to be or could not be done; `internal` for what
 * goes wrong on our side before or after the exchange.
 */
export const outboundErrorClasses = [
  'dns',
  'refused',
  'tls',
  'timeout',
  'blocked',
  'proxy',
  'too_large',
  'too_old',
  'http',
  'aborted',
  'skipped',
  'internal',
] as const;
export type OutboundErrorClass = (typeof outboundErrorClasses)[number];

/** The classes that say nothing about the receiver: the request was never sent, or there was none to send. */
export const localErrorClasses = [
  'proxy',
  'too_large',
  'too_old',
  'skipped',
] as const satisfies OutboundErrorClass[];

export interface OutboundResponse {
  kind: 'response';
  status: number;
  /** In the order and spelling of the wire. */
  headers: [name: string, value: string][];
  /** Read as UTF-8 with U+FFFD for whatever is not; U+0000, which Postgres cannot store, becomes U+FFFD as well. */
  body: string;
  /** The body went on beyond what is read, or broke off, or was not framed as HTTP asks. */
  truncated: boolean;
  address: string;
  durationMs: number;
}

export interface OutboundError {
  kind: 'error';
  class: OutboundErrorClass;
  /** For people. Names hosts and addresses, never paths, queries or headers: those may hold secrets. */
  message: string;
  address: string | null;
  durationMs: number;
}

/** The end of one exchange. Faults of the network are outcomes too, not exceptions. */
export type Outcome = OutboundResponse | OutboundError;

/** An expected end without a response. */
export class OutboundFault extends Error {
  readonly class: OutboundErrorClass;
  readonly address: string | null;

  constructor(errorClass: OutboundErrorClass, message: string, address: string | null = null) {
    super(message);
    this.class = errorClass;
    this.address = address;
  }
}

/** Sorts whatever Node and undici's connector throw into the classes, by code and never by message. */
export function toFault(error: unknown): OutboundFault {
  if (error instanceof OutboundFault) return error;
  const { code, detail, address } = readError(error);
  const errorClass = classOf(code);
  return new OutboundFault(errorClass, `${openings[errorClass]}: ${detail}`, address);
}

const openings: Record<OutboundErrorClass, string> = {
  dns: 'The host could not be resolved',
  refused: 'The connection was refused or broken off',
  tls: 'No trusted TLS connection came about',
  timeout: 'The time ran out',
  proxy: 'The egress proxy made no connection',
  blocked: 'The destination is not called',
  too_large: 'The body is too large',
  too_old: 'The event is too old',
  http: 'The exchange was not valid HTTP',
  aborted: 'The request was cancelled',
  skipped: 'Nothing was to be done',
  internal: 'The request could not be made',
};

function classOf(code: string): OutboundErrorClass {
  if (dnsCodes.has(code)) return 'dns';
  if (timeoutCodes.has(code)) return 'timeout';
  // Before the rest of E…: a server that does not speak TLS shows as EPROTO.
  if (code === 'EPROTO' || tlsCode.test(code)) return 'tls';
  if (/^E[A-Z0-9]+$/.test(code)) return 'refused';
  return 'http';
}

const dnsCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENODATA',
  'ESERVFAIL',
]);
const timeoutCodes = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);
/** Node's own TLS errors and the names that OpenSSL gives to what is wrong with a certificate. */
const tlsCode =
  /^ERR_(TLS|SSL)_|CERT|CRL|SELF_SIGNED|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$/;

function readError(error: unknown): { code: string; detail: string; address: string | null } {
  // Trying several addresses in vain gives an AggregateError without a message of its own.
  const cause = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  if (!(cause instanceof Error)) return { code: '', detail: String(cause), address: null };
  const { code, address } = cause as NodeJS.ErrnoException & { address?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    detail: cause.message,
    address: typeof address === 'string' ? address : null,
  };
}
