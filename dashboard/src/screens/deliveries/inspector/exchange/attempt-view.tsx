import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../../design/controls/button.tsx';
import { CopyButton } from '../../../../design/controls/copy-button.tsx';
import { State } from '../../../../design/text/chip.tsx';
import { duration } from '../../../../design/text/time.tsx';
import { visible } from '../../../../design/text/visible.ts';
import type { AttemptDetailsFragment } from '../../../../gql/graphql.ts';
import { count } from '../../words.ts';
import { curlOf } from '../curl.ts';
import styles from '../http.module.css';
import { signatureOf } from '../signature/signature.ts';
import { checkIssue, SignatureForm, useVerdict, VerdictState } from '../signature/signature-check.tsx';
import { statusText } from '../status-text.ts';
import { AnswerComparison } from './answer-comparison.tsx';
import { HttpMessage } from './http-message.tsx';

type Exchange = AttemptDetailsFragment['exchanges'][number];

interface AttemptViewProps {
  attempts: AttemptDetailsFragment[];
  attempt: AttemptDetailsFragment;
  /** Number of the exchange that is shown, from 1; the last one if there is no such. */
  exchangeNumber: number | undefined;
  raw: boolean;
  secret: string;
  onSecret: (secret: string) => void;
}

/** What was sent and what came back in one attempt. */
export function AttemptView({ attempts, attempt, exchangeNumber, raw, secret, onSecret }: AttemptViewProps) {
  const { exchanges } = attempt;
  const index = exchangeNumber === undefined ? exchanges.length - 1 : exchangeNumber - 1;
  const at = exchanges[index] === undefined ? exchanges.length - 1 : index;
  const exchange = exchanges[at];
  if (exchange === undefined) return <p className={styles.exchanges}>No request was sent in this attempt.</p>;
  return (
    <>
      {exchanges.length > 1 && <Exchanges exchanges={exchanges} shown={at} />}
      <Request request={exchange.request} raw={raw} secret={secret} onSecret={onSecret} />
      {exchange.response === null ? (
        <p className={styles.exchanges}>There was no response.</p>
      ) : (
        <HttpMessage
          title="Response"
          note={
            <State tone={exchange.response.status < 400 ? 'ok' : 'bad'}>
              {statusText(exchange.response.status)}
            </State>
          }
          {...exchange.response}
          raw={raw}
        >
          {at === exchanges.length - 1 && <AnswerComparison attempts={attempts} attempt={attempt} />}
        </HttpMessage>
      )}
    </>
  );
}

function Exchanges({ exchanges, shown }: { exchanges: Exchange[]; shown: number }) {
  return (
    <nav className={styles.exchanges} aria-label={`${count(exchanges.length, 'request')} of this attempt`}>
      {exchanges.map(({ request, response, durationMs }, index) => (
        <Link
          key={index}
          to="."
          search={(present) => ({ ...present, exchange: index + 1 })}
          replace
          resetScroll={false}
          preload={false}
          className={styles.exchange}
          aria-current={index === shown ? 'true' : undefined}
          title={`${visible(request.url)}, ${duration(durationMs)}`}
        >
          <span className="dim">{index + 1}</span> {request.method} {visible(pathOf(request.url))}{' '}
          <b>{response?.status ?? 'no response'}</b>
        </Link>
      ))}
    </nav>
  );
}

interface RequestProps {
  request: Exchange['request'];
  raw: boolean;
  secret: string;
  onSecret: (secret: string) => void;
}

function Request({ request, raw, secret, onSecret }: RequestProps) {
  const [checking, setChecking] = useState(false);
  const verdict = useVerdict(request, secret);
  const isSigned = signatureOf(request) !== null;
  return (
    <HttpMessage
      title="Request"
      firstLine={`${request.method} ${request.url}`}
      {...request}
      raw={raw}
      note={!checking && verdict !== undefined && <VerdictState verdict={verdict} />}
      actions={
        <>
          {isSigned && !checking && (
            <Button small unavailable={checkIssue(request)} onClick={() => setChecking(true)}>
              Check signature
            </Button>
          )}
          <CopyButton text={() => curlOf(request)}>Copy as curl</CopyButton>
        </>
      }
    >
      {checking && (
        <SignatureForm
          secret={secret}
          onSecret={onSecret}
          verdict={verdict}
          onClose={() => setChecking(false)}
        />
      )}
    </HttpMessage>
  );
}

function pathOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? url : `${parsed.pathname}${parsed.search}`;
}
