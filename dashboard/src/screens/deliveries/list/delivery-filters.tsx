import { type ReactNode, useEffect, useState } from 'react';
import { Choices, Filter, OneOf } from '../../../design/controls/filter.tsx';
import { visible } from '../../../design/text/visible.ts';
import { EVENT_TYPES, eventWord } from '../../../shell/event-words.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import type { IntegrationState } from '../integration-states.ts';
import { route, useSetSearch } from '../use-search.ts';
import { ERROR_CLASSES, ERROR_WORDS, lower, STATUSES } from '../words.ts';
import { AnswerForm } from './answer-form.tsx';
import styles from './delivery-filters.module.css';
import { OtherFilters } from './other-filters.tsx';
import { TextForm } from './text-form.tsx';
import { TimeFilter } from './time-filter.tsx';

const TYPING_MS = 200;

/** What is shown, and what of all: every condition is in the address. */
export function DeliveryFilters({
  integrations,
  children,
}: {
  integrations: IntegrationState[];
  /** At the end: the total. */
  children: ReactNode;
}) {
  const project = useProject();
  const search = route.useSearch();
  const set = useSetSearch();
  const integration = integrations.find(({ id }) => id === search.integration);
  const environmentName = (key: string) =>
    project.environments.find((environment) => environment.key === key)?.name ?? key;
  return (
    <search className={styles.filters} aria-label="Filter deliveries">
      <TextSearch />
      <Filter
        label="Status"
        value={search.status?.map(lower).join(', ')}
        onRemove={() => set({ status: undefined })}
      >
        {() => (
          <Choices
            legend="Status"
            options={STATUSES.map((value) => ({ value, label: lower(value) }))}
            chosen={search.status}
            onChoose={(status) => set({ status })}
          />
        )}
      </Filter>
      <Filter
        label="Integration"
        value={search.integration && visible(integration?.name ?? search.integration)}
        onRemove={() => set({ integration: undefined })}
      >
        {() => (
          <OneOf
            legend="Integration"
            options={integrations.map(({ id, name }) => ({ value: id, label: visible(name) }))}
            chosen={search.integration}
            onChoose={(id) => set({ integration: id })}
          />
        )}
      </Filter>
      <Filter
        label="Event type"
        value={search.type?.map(lower).join(', ')}
        onRemove={() => set({ type: undefined })}
      >
        {() => (
          <Choices
            legend="Event type"
            options={EVENT_TYPES.map((value) => ({ value, label: eventWord(value) }))}
            chosen={search.type}
            onChoose={(type) => set({ type })}
          />
        )}
      </Filter>
      <Filter
        label="Flag"
        value={search.flag && visible(search.flag)}
        onRemove={() => set({ flag: undefined })}
      >
        {(close) => (
          <TextForm
            label="Key of the flag"
            value={search.flag}
            onApply={(flag) => {
              set({ flag });
              close();
            }}
          />
        )}
      </Filter>
      <Filter
        label="Environment"
        value={search.environments && visible(search.environments.map(environmentName).join(', '))}
        onRemove={() => set({ environments: undefined })}
      >
        {() => (
          <Choices
            legend="Environment"
            options={project.environments.map(({ key, name }) => ({ value: key, label: visible(name) }))}
            chosen={search.environments}
            onChoose={(environments) => set({ environments })}
          />
        )}
      </Filter>
      <Filter label="Answer" value={search.answer} onRemove={() => set({ answer: undefined })}>
        {(close) => <AnswerForm value={search.answer} onApply={(answer) => set({ answer })} close={close} />}
      </Filter>
      <Filter
        label="Failure"
        value={search.error?.map((name) => ERROR_WORDS[name as keyof typeof ERROR_WORDS] ?? name).join(', ')}
        onRemove={() => set({ error: undefined })}
      >
        {() => (
          <Choices
            legend="Why the last attempt failed"
            options={ERROR_CLASSES.map((value) => ({ value, label: ERROR_WORDS[value] }))}
            chosen={search.error}
            onChoose={(error) => set({ error })}
          />
        )}
      </Filter>
      <TimeFilter />
      <OtherFilters />
      {children}
    </search>
  );
}

function TextSearch() {
  const { q } = route.useSearch();
  const set = useSetSearch();
  const [text, setText] = useState(q ?? '');
  // Removed or changed elsewhere, as by the way back.
  const [known, setKnown] = useState(q);
  if (known !== q) {
    setKnown(q);
    if ((q ?? '') !== text.trim()) setText(q ?? '');
  }
  useEffect(() => {
    if (text.trim() === (q ?? '')) return;
    const timer = setTimeout(() => set({ q: text.trim() || undefined }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, q, set]);
  return (
    <input
      type="search"
      className={styles.search}
      aria-label="Search by flag, integration or error"
      placeholder="Flag, integration or error"
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
