// SPDX-License-Identifier: Apache-2.0
import {
  Button,
  Checkbox,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  SearchInput,
  TextInput,
} from '@patternfly/react-core';
import { useState } from 'react';
import type { Order, StudySide } from '../api/client';
import { useDecide, useOrdersByNumber, type Verdict } from '../api/reconciliation';
import { personName } from '../format';
import { ProblemAlert } from './ProblemAlert';

export interface Pair {
  act: 'accept' | 'refuse' | 'link' | 'unlink';
  studyId: number;
  orderId: number;
}

const WORDS: Record<Pair['act'], { title: string; does: string; button: string }> = {
  accept: {
    title: 'They belong together',
    does: 'Study and order go on as one case, at the more urgent priority of the two.',
    button: 'Bind them',
  },
  link: {
    title: 'They belong together',
    does: 'Study and order go on as one case, at the more urgent priority of the two.',
    button: 'Bind them',
  },
  refuse: {
    title: 'They do not belong together',
    does: 'The order is neither suggested for this study again nor bound to it by itself.',
    button: 'Keep them apart',
  },
  unlink: {
    title: 'Part the two',
    does: 'The images keep their case, the order gets one of its own. Images that were sent already stay where they are.',
    button: 'Part them',
  },
};

/** The code of "the identities do not tell": a person has to compare and say so. */
const UNSURE = 'OVR000811';

export function DecideDialog({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [confirm, setConfirm] = useState(false);
  const decide = useDecide();
  const words = WORDS[pair.act];
  const unsure = decide.error?.problem.code === UNSURE;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="decide-title">
      <ModalHeader title={words.title} labelId="decide-title" description={`${words.does} It can be taken back.`} />
      <ModalBody>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
          }}
        >
          <FormGroup label="Why" fieldId="decide-reason">
            <TextInput
              id="decide-reason"
              value={reason}
              maxLength={500}
              placeholder="Kept with the decision"
              onChange={(_, value) => setReason(value)}
            />
          </FormGroup>
          {unsure ? (
            <Checkbox
              id="decide-confirm"
              label="I compared name and birth date; both are of one patient"
              isChecked={confirm}
              onChange={(_, checked) => setConfirm(checked)}
            />
          ) : null}
        </Form>
        {decide.error ? <ProblemAlert error={decide.error} /> : null}
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          isLoading={decide.isPending}
          isDisabled={decide.isPending || (unsure && !confirm)}
          onClick={() => decide.mutate(verdict(pair, reason, confirm), { onSuccess: onClose })}
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

function verdict({ act, studyId, orderId }: Pair, reason: string, confirm: boolean): Verdict {
  switch (act) {
    case 'unlink':
      return { act, studyId, reason };
    case 'refuse':
      return { act, studyId, orderId, reason };
    default:
      return { act, studyId, orderId, reason, confirm };
  }
}

/** Finds an order by its number for a study that none was suggested for. */
export function LinkDialog({ study, onClose }: { study: StudySide; onClose: () => void }) {
  const [number, setNumber] = useState('');
  const [chosen, setChosen] = useState<Order | undefined>();
  const find = useOrdersByNumber();
  if (chosen) {
    return <DecideDialog pair={{ act: 'link', studyId: study.id, orderId: chosen.id }} onClose={onClose} />;
  }
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="link-title">
      <ModalHeader
        title={`Find the order of ${study.patientName ? personName(study.patientName) : 'these images'}`}
        labelId="link-title"
        description="Orders of another patient cannot be bound."
      />
      <ModalBody>
        <SearchInput
          aria-label="Accession or placer number"
          placeholder="Accession or placer number, whole"
          value={number}
          onChange={(_, value) => setNumber(value)}
          onSearch={() => find.mutate(number.trim())}
          onClear={() => setNumber('')}
        />
        {find.error ? <ProblemAlert error={find.error} /> : null}
        {find.data?.length === 0 ? <p className="or-quiet or-note">No order has this number.</p> : null}
        <ul className="or-found">
          {find.data?.map((order) => (
            <li key={order.id}>
              <span>
                {order.modality ? <span className="or-modality">{order.modality}</span> : null}
                {order.procedure}
                <span className="or-second">
                  {[order.accession, order.patient.id, order.state.toLowerCase()].filter(Boolean).join(' · ')}
                </span>
              </span>
              <Button variant="secondary" size="sm" onClick={() => setChosen(order)}>
                Choose
              </Button>
            </li>
          ))}
        </ul>
      </ModalBody>
      <ModalFooter>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
