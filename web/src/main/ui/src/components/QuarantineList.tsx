// SPDX-License-Identifier: Apache-2.0
import { Button, Skeleton } from '@patternfly/react-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Me, MovingTransfer } from '../api/client';
import { useCase } from '../api/queries';
import { useTransferAct } from '../api/transfers';
import { instant } from '../format';
import { useNow } from '../live/clock';
import { may } from '../roles';
import { ActDialog } from './ActDialog';
import { ProblemAlert } from './ProblemAlert';
import { Progress } from './TransferList';

/** What cannot go on by itself: why, and what a person can do about it. */
export function QuarantineList({ items, me }: { items: MovingTransfer[]; me: Me | undefined }) {
  const now = useNow();
  const act = useTransferAct();
  const [redirected, setRedirected] = useState<number>();
  return (
    <>
      {act.error ? <ProblemAlert error={act.error} /> : null}
      <ul className="or-cards" aria-label="Transfers that need a person">
        {items.map(({ transfer, urgent, group }) => (
          <li key={transfer.id} className={urgent ? 'or-card or-stat' : 'or-card'}>
            <div className="or-card-top">
              <span>
                <Link className="or-case-link" to={`/cases/${transfer.caseId}`}>
                  Case {transfer.caseId}
                </Link>
                <span className="or-second">
                  {group ? `${group}, ` : ''}to {transfer.destination}
                </span>
              </span>
              <Progress transfer={transfer} />
            </div>
            <p>{transfer.problem?.text}</p>
            <p className="or-second">
              {transfer.problem?.code}, since {instant(transfer.updatedAt, now)}, {transfer.tries}{' '}
              {transfer.tries === 1 ? 'attempt' : 'attempts'}
            </p>
            <div className="or-acts">
              {may.operate(me) ? (
                <>
                  <Button variant="secondary" size="sm" isDisabled={act.isPending} onClick={() => act.mutate({ transfer, act: 'retry' })}>
                    Try again
                  </Button>
                  <Button variant="link" size="sm" isDisabled={act.isPending} onClick={() => act.mutate({ transfer, act: 'cancel' })}>
                    Cancel
                  </Button>
                </>
              ) : null}
              {may.reconcile(me) ? (
                <Button variant="secondary" size="sm" onClick={() => setRedirected(transfer.caseId)}>
                  Give it to another group…
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {redirected === undefined ? null : <Redirect caseId={redirected} onClose={() => setRedirected(undefined)} />}
    </>
  );
}

/** The other group has a destination of its own: the images go there instead. */
function Redirect({ caseId, onClose }: { caseId: number; onClose: () => void }) {
  const found = useCase(caseId);
  if (found.error) {
    return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data ? <ActDialog item={found.data} act="reroute" onClose={onClose} /> : <Skeleton height="2rem" />;
}
