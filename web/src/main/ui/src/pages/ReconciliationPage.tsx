// SPDX-License-Identifier: Apache-2.0
import {
  Button,
  EmptyState,
  EmptyStateBody,
  PageSection,
  Skeleton,
  Tab,
  Tabs,
  TabTitleText,
  Title,
} from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { MatchDecision } from '../api/client';
import { useMe } from '../api/queries';
import { useCounts, useDecide, useDecisionsMade, useUnreconciled, type Kind } from '../api/reconciliation';
import { ProblemAlert } from '../components/ProblemAlert';
import { UnreconciledCard } from '../components/UnreconciledCard';
import { instant } from '../format';
import { useNow } from '../live/clock';
import { may } from '../roles';

const NOTHING: Record<Kind, string> = {
  study: 'Every study that was let in has its order.',
  order: 'No order is past its time without images.',
  conflict: 'No study contradicts its order.',
};

export function ReconciliationPage() {
  const [params, setParams] = useSearchParams();
  const counts = useCounts();
  const tab = params.get('show') ?? 'study';
  useEffect(() => {
    document.title = 'Reconciliation · Overread';
  }, []);
  const number = (value: number | undefined) => (value ? ` (${value >= 1000 ? '1000+' : value})` : '');
  return (
    <>
      <PageSection className="or-head">
        <Title headingLevel="h1" size="2xl">
          Reconciliation
        </Title>
        <p className="or-summary">What did not find its other half</p>
      </PageSection>
      <PageSection className="or-body" isFilled>
        <Tabs
          activeKey={tab}
          onSelect={(_, key) => setParams({ show: String(key) }, { replace: true })}
          aria-label="What does not fit"
          className="or-tabs"
        >
          <Tab eventKey="study" title={<TabTitleText>Studies without order{number(counts.data?.studies)}</TabTitleText>} />
          <Tab eventKey="order" title={<TabTitleText>Orders without images{number(counts.data?.orders)}</TabTitleText>} />
          <Tab eventKey="conflict" title={<TabTitleText>Conflicts{number(counts.data?.conflicts)}</TabTitleText>} />
          <Tab eventKey="decisions" title={<TabTitleText>Decisions</TabTitleText>} />
        </Tabs>
        {tab === 'decisions' ? <Decisions /> : <Items kind={kindOf(tab)} />}
      </PageSection>
    </>
  );
}

function kindOf(tab: string): Kind {
  return tab === 'order' || tab === 'conflict' ? tab : 'study';
}

function Items({ kind }: { kind: Kind }) {
  const query = useUnreconciled(kind);
  const me = useMe();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) {
    return (
      <div className="or-loading" aria-label="Reading the list">
        <Skeleton height="8rem" />
        <Skeleton height="8rem" />
      </div>
    );
  }
  return (
    <>
      {query.error ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isSuccess && items.length === 0 ? (
        <EmptyState headingLevel="h2" icon={CheckCircleIcon} titleText="Nothing to decide">
          <EmptyStateBody>{NOTHING[kind]}</EmptyStateBody>
        </EmptyState>
      ) : null}
      <ul className="or-pairs" aria-label="What to decide">
        {items.map((item) => (
          <UnreconciledCard key={`${item.kind} ${item.study?.id ?? item.order?.id}`} item={item} mayDecide={may.reconcile(me.data)} />
        ))}
      </ul>
      {query.hasNextPage ? (
        <div className="or-more">
          <Button variant="secondary" isLoading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}

const ACTS: Record<MatchDecision['act'], string> = {
  ACCEPT: 'accepted the suggestion that they belong together',
  LINK: 'linked the two',
  REFUSE: 'said that they do not belong together',
  UNLINK: 'parted the two',
};

function Decisions() {
  const query = useDecisionsMade();
  const me = useMe();
  const decide = useDecide();
  const now = useNow();
  const items = query.data?.items ?? [];
  return (
    <>
      {query.error ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : null}
      {decide.error ? <ProblemAlert error={decide.error} /> : null}
      {query.isSuccess && items.length === 0 ? <p className="or-quiet or-note">Nobody decided anything yet.</p> : null}
      <ul className="or-decided">
        {items.map((each) => (
          <li key={each.id} className={each.undoneAt ? 'or-undone' : ''}>
            <div>
              <b>{each.decidedBy}</b> {ACTS[each.act]}: study {each.studyId}, order {each.orderId}
              {each.reason ? <span className="or-said-why">“{each.reason}”</span> : null}
              <span className="or-second">
                {instant(each.decidedAt, now)}
                {each.undoneAt ? ` · taken back by ${each.undoneBy}, ${instant(each.undoneAt, now)}` : ''}
              </span>
            </div>
            {!each.undoneAt && may.reconcile(me.data) ? (
              <Button
                variant="secondary"
                size="sm"
                isDisabled={decide.isPending}
                onClick={() => decide.mutate({ act: 'undo', decision: each.id })}
              >
                Take back
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
