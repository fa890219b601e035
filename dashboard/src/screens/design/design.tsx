import { type ReactNode, useState } from 'react';
import { Button } from '../../design/controls/button.tsx';
import { CopyButton } from '../../design/controls/copy-button.tsx';
import { Field } from '../../design/controls/field.tsx';
import { Switch } from '../../design/controls/switch.tsx';
import { Tabs } from '../../design/controls/tabs.tsx';
import { Dialog } from '../../design/dialogs/dialog.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { Card } from '../../design/layout/card.tsx';
import { Empty, Loading, Notice } from '../../design/layout/notice.tsx';
import { PageHead } from '../../design/layout/page-head.tsx';
import table from '../../design/layout/table.module.css';
import { Chip, Key, State, Tag } from '../../design/text/chip.tsx';
import { Diff } from '../../design/text/diff.tsx';
import { ProviderMark } from '../../design/text/provider-mark.tsx';
import { Time } from '../../design/text/time.tsx';
import styles from './design.module.css';

const COLOURS = [
  'ground',
  'surface',
  'raised',
  'sunken',
  'hover',
  'selected',
  'green',
  'red',
  'amber',
  'blue',
  'violet',
];

const DIFF =
  ' IF country IN ("FR", "DE")\n THEN "on"\n-ELSE ROLLOUT BY userId ("on" 10%, "off" 90%)\n+ELSE ROLLOUT BY userId ("on" 50%, "off" 50%)';

/** Every part that pages are made of, on one page: to see what a change of one does to all. */
export function Design() {
  const toast = useToast();
  const [on, setOn] = useState(true);
  const [tab, setTab] = useState('one');
  const [open, setOpen] = useState(false);
  return (
    <main className={styles.page}>
      <PageHead
        title="Design"
        aside={<Chip mono>design/</Chip>}
        actions={
          <Button onClick={() => toast('This is a toast.', { label: 'Undo', run: () => {} })}>
            Show a toast
          </Button>
        }
      >
        The parts that pages are made of.
      </PageHead>
      <Part name="Colours">
        {COLOURS.map((name) => (
          <span key={name} className={styles.colour}>
            <i style={{ background: `var(--${name})` }} /> {name}
          </span>
        ))}
      </Part>
      <Part name="Buttons">
        <Button look="main">
          Save <Key>S</Key>
        </Button>
        <Button>Plain</Button>
        <Button look="quiet">Quiet</Button>
        <Button look="danger">Delete…</Button>
        <Button unavailable="You are a viewer of this project">Unavailable</Button>
        <Button busy>Busy</Button>
        <Button small>Small</Button>
        <CopyButton text={() => 'text'}>Copy</CopyButton>
        <Switch on={on} label="An example" onChange={setOn} />
      </Part>
      <Part name="States, chips and tags">
        <State tone="ok">delivered</State>
        <State tone="bad">failed</State>
        <State tone="wait">waiting</State>
        <State tone="info">approved</State>
        <State tone="dim">cancelled</State>
        <Chip>boolean</Chip>
        <Chip mono>new-checkout</Chip>
        <Tag>checkout</Tag>
        <ProviderMark provider="SLACK" />
        <Time at="2026-01-01T00:00:00Z" />
      </Part>
      <Part name="Fields">
        <Field label="Key" help="What applications ask for.">
          {(control) => <input {...control} defaultValue="new-checkout" />}
        </Field>
        <Field label="Key" issue="must be lowercase letters, digits and hyphens">
          {(control) => <input {...control} defaultValue="New Checkout" />}
        </Field>
      </Part>
      <Part name="Notices">
        <Notice tone="bad" title="Deliveries fail">
          The receiver answered 503.
        </Notice>
        <Notice tone="wait" title="The flag has changed since this was proposed" />
        <Notice tone="info" title="Somebody else has saved here" />
      </Part>
      <Card title="A card" note="with a note" actions={<Button small>Action</Button>}>
        <Tabs label="Examples" tabs={{ one: 'One', two: 'Two' }} chosen={tab} onChoose={setTab} />
        <Diff text={DIFF} />
        <table className={`${table.table} ${table.cards}`}>
          <thead>
            <tr>
              <th scope="col">Flag</th>
              <th scope="col" className={table.number}>
                Attempts
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>new-checkout</td>
              <td className={table.number} data-label="Attempts">
                2
              </td>
            </tr>
          </tbody>
        </table>
        <Loading rows={2} />
        <Empty
          title="There is nothing yet"
          action={<Button onClick={() => setOpen(true)}>Open a dialog</Button>}
        >
          The next step is a sentence away.
        </Empty>
      </Card>
      {open && (
        <Dialog
          title="A dialog"
          onClose={() => setOpen(false)}
          actions={<Button look="main">Main action</Button>}
        >
          Its content.
        </Dialog>
      )}
    </main>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Card title={name} padded>
      <div className={styles.part}>{children}</div>
    </Card>
  );
}
