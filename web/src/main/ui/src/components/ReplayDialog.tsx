// SPDX-License-Identifier: Apache-2.0
import { Button, Modal, ModalBody, ModalFooter, ModalHeader, Skeleton, TextArea } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useReplay, useReplayAll } from '../api/messages';
import { ReplayedView } from './MessageParts';
import { ProblemAlert } from './ProblemAlert';

interface Props {
  id: number;
  /** The message's text, when it is to be edited. */
  text?: string;
  onClose: () => void;
}

/** Shows what sending a message through again would do, and does it when told to. */
export function ReplayDialog({ id, text, onClose }: Props) {
  const [edited, setEdited] = useState(text);
  const preview = useReplay(id);
  const send = useReplay(id);
  const navigate = useNavigate();
  const { mutate: tryIt } = preview;
  useEffect(() => {
    if (text === undefined) {
      tryIt({ preview: true });
    }
  }, [text, tryIt]);

  function change(value: string): void {
    setEdited(value);
    preview.reset();
  }

  const what = edited === undefined ? {} : { edited };
  return (
    <Modal isOpen variant={text === undefined ? 'small' : 'medium'} onClose={onClose} aria-labelledby="replay-title">
      <ModalHeader
        title={text === undefined ? 'Send it through again' : 'Edit and send'}
        labelId="replay-title"
        description="By the profiles as they are now. The original stays as it came; this becomes a message of its own, in your name."
      />
      <ModalBody>
        {edited !== undefined ? (
          <TextArea
            className="or-edit"
            aria-label="The message"
            value={edited}
            rows={12}
            resizeOrientation="vertical"
            spellCheck={false}
            onChange={(_, value) => change(value)}
          />
        ) : null}
        {preview.isPending ? <Skeleton height="5rem" /> : null}
        {preview.error ? <ProblemAlert error={preview.error} /> : null}
        {preview.data ? (
          <>
            <h3 className="or-part-title">What it would do</h3>
            <ReplayedView result={preview.data} />
          </>
        ) : null}
        {send.error ? <ProblemAlert error={send.error} /> : null}
      </ModalBody>
      <ModalFooter>
        {preview.data ? (
          <Button
            variant="primary"
            isLoading={send.isPending}
            isDisabled={send.isPending}
            onClick={() =>
              send.mutate(
                { ...what, preview: false },
                {
                  onSuccess: (done) => {
                    onClose();
                    if (done.as !== undefined) {
                      void navigate(`/messages/${done.as}`);
                    }
                  },
                },
              )
            }
          >
            Send it
          </Button>
        ) : (
          <Button variant="primary" isDisabled={preview.isPending} onClick={() => tryIt({ ...what, preview: true })}>
            Preview
          </Button>
        )}
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

/** The same for all that were refused or failed for one reason. */
export function ReplayAllDialog({ problem, onClose }: { problem: string; onClose: () => void }) {
  const preview = useReplayAll(problem);
  const send = useReplayAll(problem);
  const { mutate: tryIt } = preview;
  useEffect(() => tryIt({ preview: true }), [tryIt]);
  const shown = send.data ?? preview.data;
  const taken = shown?.items.filter((each) => !['REFUSED', 'FAILED'].includes(each.state)).length ?? 0;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="replay-all-title">
      <ModalHeader
        title={`Send all with ${problem} through again`}
        labelId="replay-all-title"
        description="Oldest first, at most 100 at once. The preview tries each for itself and keeps nothing."
      />
      <ModalBody>
        {preview.isPending || send.isPending ? <Skeleton height="6rem" /> : null}
        {preview.error ? <ProblemAlert error={preview.error} /> : null}
        {send.error ? <ProblemAlert error={send.error} /> : null}
        {shown && !send.isPending ? (
          <>
            <p className="or-part-title">
              {send.data ? '' : 'Would be: '}
              <b>{taken}</b> taken, <b>{shown.items.length - taken}</b> refused again
              {shown.left > 0 ? `, ${shown.left} left for the next time` : ''}
            </p>
            <ul className="or-batch">
              {shown.items.map((each) => (
                <li key={each.original}>
                  <span className="or-second">Message {each.original}</span>
                  <ReplayedView result={each} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </ModalBody>
      <ModalFooter>
        {send.data ? null : (
          <Button
            variant="primary"
            isDisabled={!preview.data || preview.data.items.length === 0 || send.isPending}
            isLoading={send.isPending}
            onClick={() => send.mutate({ preview: false })}
          >
            Send them
          </Button>
        )}
        <Button variant="link" onClick={onClose}>
          {send.data ? 'Close' : 'Cancel'}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
