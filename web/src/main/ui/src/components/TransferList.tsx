// SPDX-License-Identifier: Apache-2.0
import { Button, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from 'react-router';
import type { MovingTransfer, Transfer } from '../api/client';
import { useTransferAct } from '../api/transfers';
import { duration, instant, size } from '../format';
import { useNow } from '../live/clock';
import { useNarrow } from '../narrow';
import { ProblemAlert } from './ProblemAlert';

const STATES: Record<Transfer['state'], string> = {
  WAITING: 'Waits',
  SENDING: 'Sending',
  VERIFYING: 'Checking',
  VERIFIED: 'There',
  QUARANTINED: 'Needs a person',
  CANCELLED: 'Cancelled',
};

/** What moves, the most urgent first: STAT by its own lane. */
export function TransferList({ items, mayOperate }: { items: MovingTransfer[]; mayOperate: boolean }) {
  const narrow = useNarrow();
  const act = useTransferAct();
  const stop = mayOperate ? (transfer: Transfer) => act.mutate({ transfer, act: 'cancel' }) : undefined;
  return (
    <>
      {act.error ? <ProblemAlert error={act.error} /> : null}
      {narrow ? <Cards items={items} stop={stop} /> : <Rows items={items} stop={stop} />}
    </>
  );
}

interface Props {
  items: MovingTransfer[];
  stop: ((transfer: Transfer) => void) | undefined;
}

function Rows({ items, stop }: Props) {
  return (
    <Table aria-label="Transfers under way" variant="compact" gridBreakPoint="" className="or-table">
      <Thead>
        <Tr>
          <Th>Case</Th>
          <Th>To</Th>
          <Th>Lane</Th>
          <Th>State</Th>
          <Th>Images</Th>
          <Th>Rate</Th>
          <Th>Time left</Th>
          {stop ? <Th screenReaderText="Acts" /> : null}
        </Tr>
      </Thead>
      <Tbody>
        {items.map((item) => (
          <Tr key={item.transfer.id} className={item.urgent ? 'or-stat' : ''}>
            <Td>
              <CaseLink item={item} />
            </Td>
            <Td>{item.transfer.destination}</Td>
            <Td>
              <Lane item={item} />
            </Td>
            <Td>
              {STATES[item.transfer.state]}
              {item.transfer.problem ? <span className="or-second">{item.transfer.problem.text}</span> : null}
            </Td>
            <Td>
              <Progress transfer={item.transfer} />
            </Td>
            <Td>{rate(item)}</Td>
            <Td>
              <Left item={item} />
            </Td>
            {stop ? (
              <Td isActionCell>
                <Button variant="link" isInline onClick={() => stop(item.transfer)}>
                  Cancel
                </Button>
              </Td>
            ) : null}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Cards({ items, stop }: Props) {
  return (
    <ul className="or-cards" aria-label="Transfers under way">
      {items.map((item) => (
        <li key={item.transfer.id} className={item.urgent ? 'or-card or-stat' : 'or-card'}>
          <div className="or-card-top">
            <CaseLink item={item} />
            <Lane item={item} />
          </div>
          <p>
            {STATES[item.transfer.state]} to {item.transfer.destination}
          </p>
          {item.transfer.problem ? <p className="or-second">{item.transfer.problem.text}</p> : null}
          <div className="or-card-end">
            <Progress transfer={item.transfer} />
            <span>
              <Left item={item} /> {item.bytesPerSecond > 0 ? <span className="or-second">{rate(item)}</span> : null}
            </span>
          </div>
          {stop ? (
            <Button variant="link" isInline onClick={() => stop(item.transfer)}>
              Cancel
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function CaseLink({ item }: { item: MovingTransfer }) {
  return (
    <>
      <Link className="or-case-link" to={`/cases/${item.transfer.caseId}`}>
        Case {item.transfer.caseId}
      </Link>
      {item.group ? <span className="or-second">{item.group}</span> : null}
    </>
  );
}

function Lane({ item }: { item: MovingTransfer }) {
  return item.urgent ? <Label color="red">STAT</Label> : <Label variant="outline">Routine</Label>;
}

/** How many are there by now, or on their way. What was handed over in vain is not counted. */
export function Progress({ transfer }: { transfer: Transfer }) {
  const moves = transfer.state === 'SENDING' || transfer.state === 'VERIFYING';
  const done = Math.min(transfer.instances, moves ? Math.max(transfer.there, transfer.sent) : transfer.there);
  const share = transfer.instances > 0 ? Math.round((100 * done) / transfer.instances) : 0;
  return (
    <span className="or-images or-progress">
      {transfer.instances > 0 ? `${done} of ${transfer.instances}${moves ? '' : ' there'}` : 'Not counted yet'}
      <svg className="or-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className="or-bar-all" width="100" height="4" rx="2" />
        <rect className="or-bar-part" width={share} height="4" rx="2" />
      </svg>
    </span>
  );
}

function rate(item: MovingTransfer): string {
  return item.bytesPerSecond > 0 ? `${size(item.bytesPerSecond)}/s` : '–';
}

/** Until the images are there; below it, until the case is due. */
function Left({ item }: { item: MovingTransfer }) {
  const now = useNow();
  const due = item.dueAt === undefined ? undefined : Date.parse(item.dueAt) - now;
  return (
    <>
      {item.secondsLeft === undefined ? <span className="or-quiet">–</span> : duration(item.secondsLeft * 1000)}
      {due === undefined ? null : (
        <span className="or-second">{due < 0 ? `case over by ${duration(-due)}` : `case due in ${duration(due)}`}</span>
      )}
    </>
  );
}

/** What was proved, with its receipts. */
export function VerifiedList({ items }: { items: Transfer[] }) {
  const now = useNow();
  return (
    <ul className="or-cards" aria-label="Transfers that are there">
      {items.map((transfer) => (
        <li key={transfer.id} className="or-card or-proved">
          <span>
            <Link className="or-case-link" to={`/cases/${transfer.caseId}`}>
              Case {transfer.caseId}
            </Link>
            <span className="or-second">
              {transfer.instances} images at {transfer.destination}
              {transfer.verifiedAt ? `, ${instant(transfer.verifiedAt, now)}` : ''}
            </span>
          </span>
          <span className="or-second">proved by {transfer.verification}</span>
          <a href={`/overread/api/transfers/${transfer.id}/receipt?as=pdf`} target="_blank" rel="noreferrer">
            Receipt
          </a>
        </li>
      ))}
    </ul>
  );
}
