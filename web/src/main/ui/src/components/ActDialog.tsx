// SPDX-License-Identifier: Apache-2.0
import {
  Button,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextArea,
  TextInput,
} from '@patternfly/react-core';
import { useState } from 'react';
import { useSay, type Said } from '../api/acts';
import type { Case, CaseAct, Priority } from '../api/client';
import { ProblemAlert } from './ProblemAlert';

type Field = 'group' | 'reader' | 'until' | 'priority' | 'reason' | 'text';

interface Words {
  label: string;
  title: string;
  does: string;
  button: string;
  fields: Field[];
  /** Those of the fields that must be filled. */
  needs: Field[];
}

export const ACTS: Record<Said['act'], Words> = {
  decline: {
    label: 'Decline…',
    title: 'Decline this case',
    does: 'It stays with your group. You are not chosen for it again.',
    button: 'Decline',
    fields: ['reason'],
    needs: ['reason'],
  },
  escalate: {
    label: 'Escalate…',
    title: 'Give it further out',
    does: 'Your group loses it. Without a group named it goes to the next tier.',
    button: 'Escalate',
    fields: ['group', 'reason'],
    needs: ['reason'],
  },
  reroute: {
    label: 'Reroute…',
    title: 'Give it to another group',
    does: 'It is taken from the group that has it, and its images go where the new one reads.',
    button: 'Reroute',
    fields: ['group', 'reason'],
    needs: ['group'],
  },
  transfer: {
    label: 'Hand over…',
    title: 'Hand it to a colleague',
    does: 'A reader of the same group goes on with it.',
    button: 'Hand over',
    fields: ['reader', 'reason'],
    needs: ['reader'],
  },
  hold: {
    label: 'Hold…',
    title: 'Hold this case',
    does: 'Its clock stands still and nobody can claim it.',
    button: 'Hold',
    fields: ['reason', 'until'],
    needs: ['reason'],
  },
  resume: {
    label: 'Resume…',
    title: 'Resume this case',
    does: 'Its clock goes on; it is due later by as long as it was held.',
    button: 'Resume',
    fields: [],
    needs: [],
  },
  priority: {
    label: 'Priority…',
    title: 'Change how soon it is wanted',
    does: 'A more urgent priority shortens the clock, a less urgent one gives more time.',
    button: 'Change',
    fields: ['priority', 'reason'],
    needs: ['priority'],
  },
  opinions: {
    label: 'Second opinion…',
    title: 'Ask for a second opinion',
    does: 'Who is asked sees the case while it is open. It stays whose it is.',
    button: 'Ask',
    fields: ['reader', 'group', 'text'],
    needs: ['text'],
  },
  notes: {
    label: 'Note…',
    title: 'Write a note',
    does: 'Shown to all who see the case.',
    button: 'Add',
    fields: ['text'],
    needs: ['text'],
  },
};

const PRIORITIES: Priority[] = ['STAT', 'ASAP', 'PREOPERATIVE', 'CALLBACK', 'TIMING_CRITICAL', 'ROUTINE', 'AS_NEEDED'];

const LABELS: Record<Field, string> = {
  group: 'Group',
  reader: 'Reader',
  until: 'Until',
  priority: 'Priority',
  reason: 'Why',
  text: 'Text',
};

export function ActDialog({ item, act, onClose }: { item: Case; act: Said['act']; onClose: () => void }) {
  const [said, setSaid] = useState<Partial<Record<Field, string>>>({});
  const say = useSay(item);
  const words = ACTS[act];
  const missing = words.needs.some((field) => !said[field]?.trim());
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="act-title">
      <ModalHeader title={words.title} labelId="act-title" description={words.does} />
      <ModalBody>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
          }}
        >
          {words.fields.map((field) => (
            <FormGroup
              key={field}
              label={LABELS[field]}
              fieldId={`act-${field}`}
              isRequired={words.needs.includes(field)}
            >
              <Input
                field={field}
                value={said[field] ?? ''}
                onChange={(value) => setSaid({ ...said, [field]: value })}
              />
            </FormGroup>
          ))}
        </Form>
        {say.error ? <ProblemAlert error={say.error} /> : null}
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          isLoading={say.isPending}
          isDisabled={say.isPending || missing}
          onClick={() => say.mutate({ act, body: bodyOf(said) }, { onSuccess: onClose })}
        >
          {words.button}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function Input({ field, value, onChange }: { field: Field; value: string; onChange: (value: string) => void }) {
  const id = `act-${field}`;
  switch (field) {
    case 'priority':
      return (
        <FormSelect id={id} value={value} onChange={(_, chosen) => onChange(chosen)}>
          <FormSelectOption value="" label="Choose…" isPlaceholder />
          {PRIORITIES.map((one) => (
            <FormSelectOption key={one} value={one} label={one} />
          ))}
        </FormSelect>
      );
    case 'text':
      return <TextArea id={id} value={value} maxLength={4000} rows={4} onChange={(_, text) => onChange(text)} />;
    case 'until':
      return <TextInput id={id} type="datetime-local" value={value} onChange={(_, text) => onChange(text)} />;
    default:
      return (
        <TextInput
          id={id}
          value={value}
          maxLength={field === 'reason' ? 500 : 200}
          onChange={(_, text) => onChange(text)}
        />
      );
  }
}

function bodyOf(said: Partial<Record<Field, string>>): CaseAct {
  const { until, priority, ...rest } = Object.fromEntries(
    Object.entries(said)
      .map(([field, value]) => [field, value.trim()])
      .filter(([, value]) => value),
  ) as Partial<Record<Field, string>>;
  return {
    ...rest,
    ...(until ? { until: new Date(until).toISOString() } : {}),
    ...(priority ? { priority: priority as Priority } : {}),
  };
}
