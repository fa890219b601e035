import { OneOf } from '../../../design/controls/filter.tsx';
import { readAnswer } from '../delivery-search.ts';
import { TextForm } from './text-form.tsx';

const CLASSES = [
  { value: '2xx', label: '2xx, success' },
  { value: '3xx', label: '3xx, redirect' },
  { value: '4xx', label: '4xx, refused by the receiver' },
  { value: '5xx', label: '5xx, fault of the receiver' },
];

interface AnswerFormProps {
  value: string | undefined;
  onApply: (answer: string) => void;
  close: () => void;
}

/** The status code of the last answer: a class, one code, or a range. */
export function AnswerForm({ value, onApply, close }: AnswerFormProps) {
  return (
    <>
      <OneOf legend="Status code of the last answer" options={CLASSES} chosen={value} onChoose={onApply} />
      <TextForm
        label="Status code"
        help="One, such as 503, or a range, such as 500-503."
        value={CLASSES.some((each) => each.value === value) ? undefined : value}
        check={(text) =>
          readAnswer(text) === undefined
            ? 'Status codes are from 100 to 599, such as 503 or 500-503.'
            : undefined
        }
        onApply={(text) => {
          onApply(readAnswer(text) ?? text);
          close();
        }}
      />
    </>
  );
}
