// SPDX-License-Identifier: Apache-2.0
import { EmptyState, EmptyStateBody, PageSection, Skeleton, Tab, Tabs, TabTitleText, Title } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useMe } from '../api/queries';
import { useTransferBoard, useVerified } from '../api/transfers';
import { ProblemAlert } from '../components/ProblemAlert';
import { QuarantineList } from '../components/QuarantineList';
import { TransferList, VerifiedList } from '../components/TransferList';
import { WayCards } from '../components/WayCards';
import { may } from '../roles';

const SHOWN = 50;

/** Studies on their way: what moves, what waits for a person, and how each destination is. */
export function TransfersPage() {
  const [params, setParams] = useSearchParams();
  const board = useTransferBoard();
  const me = useMe();
  const tab = params.get('show') ?? 'moving';
  useEffect(() => {
    document.title = 'Transfers · Overread';
  }, []);
  const all = board.data?.moving ?? [];
  const quarantined = all.filter((each) => each.transfer.state === 'QUARANTINED');
  const moving = all.filter((each) => each.transfer.state !== 'QUARANTINED');
  const waitForPerson = board.data?.ways.reduce((sum, way) => sum + way.quarantined, 0) ?? 0;
  const underWay = board.data?.ways.reduce((sum, way) => sum + way.waiting + way.sending, 0) ?? 0;
  return (
    <>
      <PageSection className="or-head">
        <Title headingLevel="h1" size="2xl">
          Transfers
        </Title>
        <p className="or-summary">Studies on their way to where they are read</p>
      </PageSection>
      <PageSection className="or-body" isFilled>
        {board.error ? <ProblemAlert error={board.error} onRetry={() => void board.refetch()} /> : null}
        {board.isPending ? (
          <div className="or-loading" aria-label="Reading the transfers">
            <Skeleton height="8rem" />
            <Skeleton height="2.5rem" />
            <Skeleton height="2.5rem" />
          </div>
        ) : null}
        {board.data ? (
          <>
            <WayCards ways={board.data.ways} at={Date.parse(board.data.at)} mayOperate={may.operate(me.data)} />
            <Tabs
              activeKey={tab}
              onSelect={(_, key) => setParams({ show: String(key) }, { replace: true })}
              aria-label="Transfers"
              className="or-tabs"
            >
              <Tab eventKey="moving" title={<TabTitleText>Under way{count(underWay)}</TabTitleText>} />
              <Tab eventKey="quarantine" title={<TabTitleText>Needs a person{count(waitForPerson)}</TabTitleText>} />
              <Tab eventKey="verified" title={<TabTitleText>There</TabTitleText>} />
            </Tabs>
            {tab === 'verified' ? <Verified /> : null}
            {tab === 'quarantine' ? (
              quarantined.length > 0 ? (
                <QuarantineList items={quarantined} me={me.data} />
              ) : (
                <Nothing title="Nothing waits for a person" text="What cannot be sent by itself is shown here, with its reason." />
              )
            ) : null}
            {tab === 'moving' ? (
              moving.length > 0 ? (
                <TransferList items={moving} mayOperate={may.operate(me.data)} />
              ) : (
                <Nothing title="Nothing is on its way" text="Studies show here from their routing until they are proved to be there." />
              )
            ) : null}
          </>
        ) : null}
      </PageSection>
    </>
  );
}

function count(value: number): string {
  return value > 0 ? ` (${value})` : '';
}

function Nothing({ title, text }: { title: string; text: string }) {
  return (
    <EmptyState headingLevel="h2" icon={CheckCircleIcon} titleText={title}>
      <EmptyStateBody>{text}</EmptyStateBody>
    </EmptyState>
  );
}

function Verified() {
  const query = useVerified(SHOWN);
  if (query.error) {
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) {
    return <Skeleton height="8rem" />;
  }
  return query.data.items.length > 0 ? (
    <VerifiedList items={query.data.items} />
  ) : (
    <Nothing title="Nothing was sent yet" text="Each transfer that was proved has its receipt here." />
  );
}
