// SPDX-License-Identifier: Apache-2.0
import { Button, Form, FormGroup, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useBreakGlass } from '../api/acts';
import { ProblemAlert } from './ProblemAlert';

/** A way to a case that is not the caller's, in an emergency. Who has no case of that number learns no more than before. */
export function BreakGlass({ id }: { id: number }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const glass = useBreakGlass(id);
  return (
    <>
      <Button variant="link" onClick={() => setOpen(true)}>
        An emergency? Break the glass…
      </Button>
      {open ? (
        <Modal isOpen variant="small" onClose={() => setOpen(false)} aria-labelledby="glass-title">
          <ModalHeader
            title="Break the glass"
            labelId="glass-title"
            description="You see the case for an hour and can claim it. The coordinator is told at once, and it is kept in the audit trail."
          />
          <ModalBody>
            <Form onSubmit={(event) => event.preventDefault()}>
              <FormGroup label="Why" fieldId="glass-reason" isRequired>
                <TextInput id="glass-reason" value={reason} maxLength={500} onChange={(_, text) => setReason(text)} />
              </FormGroup>
            </Form>
            {glass.error ? <ProblemAlert error={glass.error} /> : null}
          </ModalBody>
          <ModalFooter>
            <Button
              variant="danger"
              isLoading={glass.isPending}
              isDisabled={glass.isPending || !reason.trim()}
              onClick={() => glass.mutate(reason.trim())}
            >
              Break the glass
            </Button>
            <Button variant="link" onClick={() => setOpen(false)}>
              Cancel
            </Button>
          </ModalFooter>
        </Modal>
      ) : null}
    </>
  );
}
