import { useState } from 'react';
import { Button } from '../../../design/controls/button.tsx';
import { Dialog } from '../../../design/dialogs/dialog.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { newId } from '../../../design/new-id.ts';
import type { FlagDetailsFragment, PreviewFragment } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { copied, type Draft, type DraftRule, same, toDraft } from '../draft/draft.ts';
import type { DraftState } from '../draft/use-draft.ts';
import styles from '../flag-page.module.css';
import { useEditor } from './operators.ts';
import { EMPTY_CLAUSE, RuleEditor } from './rule-editor.tsx';
import rules from './rules.module.css';
import { ServeEditor } from './serve-editor.tsx';
import { VariationOptions } from './variation-options.tsx';

interface RulesCardProps {
  flag: FlagDetailsFragment;
  state: FlagDetailsFragment['environments'][number];
  draft: DraftState;
  stored: Draft;
  issues: PreviewFragment['issues'];
}

export function RulesCard({ flag, state, draft, stored, issues }: RulesCardProps) {
  const { operators, attributes } = useEditor(useProject().key);
  const [copying, setCopying] = useState(false);
  const { draft: present, edit } = draft;
  const { name } = state.environment;
  const setRules = (next: DraftRule[]) => edit({ rules: next });
  const issueUnder = (path: string) =>
    issues.find((issue) => issue.path === path || issue.path.startsWith(`${path}.`))?.message;
  const addRule = () => setRules([...present.rules, newRule({ variation: lastVariation(flag) })]);

  return (
    <Card
      title={`Rules in ${name}`}
      note="the first that matches decides"
      actions={
        <>
          {flag.environments.length > 1 && (
            <Button
              small
              unavailable={
                // Nobody's draft is thrown away by the way.
                draft.isChanged ? `You have a draft in ${name}: save or discard it first` : undefined
              }
              onClick={() => setCopying(true)}
            >
              Copy from…
            </Button>
          )}
          <Button small onClick={addRule}>
            Add rule
          </Button>
        </>
      }
    >
      <datalist id="attributes">
        {attributes.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <ol className={rules.rules}>
        {present.rules.map((rule, index) => (
          <RuleEditor
            key={rule.id}
            rule={rule}
            index={index}
            count={present.rules.length}
            isChanged={!stored.rules.some((each) => same(each, rule))}
            variations={flag.variations}
            operators={operators}
            issueBelow={(path) => issueUnder(`rules.${index}.${path}`)}
            onChange={(next) => setRules(present.rules.map((each) => (each.id === rule.id ? next : each)))}
            onMove={(by) => setRules(moved(present.rules, index, index + by))}
            onDuplicate={() =>
              setRules(
                present.rules.toSpliced(index + 1, 0, { ...newRule(rule.serve), clauses: rule.clauses }),
              )
            }
            onRemove={() => setRules(present.rules.filter((each) => each.id !== rule.id))}
          />
        ))}
      </ol>
      <div className={styles.otherwise}>
        <ServeEditor
          serve={present.fallthrough}
          word={present.rules.length > 0 ? 'OTHERWISE SERVE' : 'SERVE'}
          label="everybody else"
          variations={flag.variations}
          issue={issueUnder('fallthrough')}
          onChange={(fallthrough) => edit({ fallthrough })}
        />
        <div className={rules.serve}>
          <label className={rules.word} htmlFor="off-variation">
            WHILE OFF SERVE
          </label>
          <select
            id="off-variation"
            className={rules.select}
            value={present.offVariation}
            onChange={(event) => edit({ offVariation: event.target.value })}
          >
            <VariationOptions variations={flag.variations} chosen={present.offVariation} />
          </select>
        </div>
      </div>
      {copying && (
        <Dialog title={`Copy to ${name}`} onClose={() => setCopying(false)}>
          <p>
            The draft gets the rules of the other environment. Nothing is saved before you have seen the diff.
          </p>
          <div className={styles.copies}>
            {flag.environments
              .filter(({ environment }) => environment.id !== state.environment.id)
              .map((other) => (
                <Button
                  key={other.environment.id}
                  onClick={() => {
                    edit(copied(toDraft(other)));
                    setCopying(false);
                  }}
                >
                  From {other.environment.name}
                </Button>
              ))}
          </div>
        </Dialog>
      )}
    </Card>
  );
}

/** A flag that is switched on serves what comes last by convention: off, on. */
function lastVariation(flag: FlagDetailsFragment): string {
  return flag.variations.find(({ key }) => key === 'on')?.key ?? flag.variations.at(-1)?.key ?? '';
}

function newRule(serve: DraftRule['serve']): DraftRule {
  return { id: `new-${newId()}`, isNew: true, description: null, clauses: [EMPTY_CLAUSE], serve };
}

function moved(all: DraftRule[], from: number, to: number): DraftRule[] {
  const rule = all[from];
  if (rule === undefined || to < 0 || to >= all.length) return all;
  return all.toSpliced(from, 1).toSpliced(to, 0, rule);
}
