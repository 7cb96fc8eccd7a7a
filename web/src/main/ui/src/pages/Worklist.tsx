// SPDX-License-Identifier: Apache-2.0
import { Button, EmptyState, EmptyStateBody, PageSection, Skeleton, Title } from '@patternfly/react-core';
import { ListIcon, SearchIcon } from '@patternfly/react-icons';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Case, Priority } from '../api/client';
import { useCases, useMe, type Filter } from '../api/queries';
import { CaseCards } from '../components/CaseCards';
import { CaseTable } from '../components/CaseTable';
import { Filters } from '../components/Filters';
import { ProblemAlert } from '../components/ProblemAlert';
import { PRIORITIES, timeLeft } from '../format';
import { useNow } from '../live/clock';
import { useNarrow } from '../narrow';

/** What is not done yet: what the list shows unless states are chosen. */
const OPEN = ['ORDERED', 'ARRIVING', 'COMPLETE', 'ROUTED', 'AVAILABLE', 'READING', 'PRELIMINARY'];

export function Worklist() {
  const [params, setParams] = useSearchParams();
  // kept out of the address, since it may name a patient
  const [search, setSearch] = useState('');
  const me = useMe();
  const narrow = useNarrow();

  const filter: Filter = {
    state: list(params.get('state')),
    priority: priorityOf(params.get('priority')),
    group: params.get('group') ?? '',
    reader: params.get('reader') ?? '',
    search,
  };
  const query = useCases({ ...filter, state: filter.state.length > 0 ? filter.state : OPEN });
  const cases = query.data?.pages.flatMap((page) => page.items) ?? [];

  useEffect(() => {
    document.title = 'Cases · Overread';
  }, []);

  function change(part: Partial<Filter>): void {
    if (part.search !== undefined) {
      setSearch(part.search);
    }
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const name of ['state', 'priority', 'group', 'reader'] as const) {
          const value = part[name];
          if (value !== undefined) {
            const text = Array.isArray(value) ? value.join(',') : value;
            if (text) {
              next.set(name, text);
            } else {
              next.delete(name);
            }
          }
        }
        return next;
      },
      { replace: true },
    );
  }

  const groups = [...new Set([...(me.data?.groups ?? []), ...cases.flatMap((item) => item.group ?? [])])].sort();
  return (
    <>
      <PageSection className="or-head">
        <Title headingLevel="h1" size="2xl">
          Cases
        </Title>
        <Summary cases={cases} more={query.hasNextPage} loading={query.isPending} />
      </PageSection>
      <PageSection className="or-body" isFilled>
        <Filters filter={filter} groups={groups} me={me.data?.user} onChange={change} />
        {query.error ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <Loading /> : null}
        {query.isSuccess && cases.length === 0 ? <Empty search={search} /> : null}
        {cases.length > 0 ? narrow ? <CaseCards cases={cases} /> : <CaseTable cases={cases} /> : null}
        {query.hasNextPage ? (
          <div className="or-more">
            <Button variant="secondary" isLoading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
      </PageSection>
    </>
  );
}

function priorityOf(text: string | null): Filter['priority'] {
  return text !== null && text in PRIORITIES ? (text as Priority) : '';
}

function list(text: string | null): string[] {
  return text ? text.split(',') : [];
}

function Summary({ cases, more, loading }: { cases: Case[]; more: boolean; loading: boolean }) {
  const now = useNow();
  if (loading) {
    return null;
  }
  const stat = cases.filter((item) => item.priority === 'STAT').length;
  const over = cases.filter((item) => {
    const left = timeLeft(item, now);
    return left.kind === 'running' && left.overdue;
  }).length;
  return (
    <p className="or-summary">
      <span>
        <b>
          {cases.length}
          {more ? '+' : ''}
        </b>{' '}
        shown
      </span>
      <span>
        <b>{stat}</b> STAT
      </span>
      <span className={over > 0 ? 'or-bad' : ''}>
        <b>{over}</b> over time
      </span>
    </p>
  );
}

function Loading() {
  return (
    <div className="or-loading" aria-label="Reading the cases">
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} height="2.5rem" />
      ))}
    </div>
  );
}

function Empty({ search }: { search: string }) {
  return search ? (
    <EmptyState headingLevel="h2" icon={SearchIcon} titleText="No case found">
      <EmptyStateBody>No case that you may see matches. Try a part of the name, or the whole accession number.</EmptyStateBody>
    </EmptyState>
  ) : (
    <EmptyState headingLevel="h2" icon={ListIcon} titleText="No cases">
      <EmptyStateBody>
        A case appears here by itself as soon as an order arrives, or images do that the archive lets in.
      </EmptyStateBody>
    </EmptyState>
  );
}
