// SPDX-License-Identifier: Apache-2.0
import {
  Alert,
  Button,
  Card,
  CardBody,
  CardTitle,
  EmptyState,
  EmptyStateBody,
  PageSection,
  SearchInput,
  Skeleton,
  Switch,
  Title,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useAudit, useCheck, useUnusual, type AuditFilter } from '../api/audit';
import type { AuditEntry, UnusualAccess } from '../api/client';
import { ProblemAlert } from '../components/ProblemAlert';
import { count, instant } from '../format';
import { useNow } from '../live/clock';

const EVENTS: Record<string, string> = {
  '110100': 'Application',
  '110101': 'Audit trail read',
  '110103': 'Images or case',
  '110104': 'Images sent',
  '110109': 'Order',
  '110110': 'Patient record',
  '110112': 'Search or list',
  '110113': 'Security alert',
  '110114': 'Log-in',
};
const ACTIONS: Record<string, string> = { C: 'created', R: 'read', U: 'changed', D: 'deleted', E: '' };
const RULES: Record<UnusualAccess['rule'], string> = {
  MANY_IN_AN_HOUR: 'Many records in an hour',
  OWN_NAME: "A patient with the user's own name",
};

export function AuditTrailPage() {
  const [filter, setFilter] = useState<AuditFilter>({ patientId: '', who: '', breakGlass: false });
  const query = useAudit(filter);
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  useEffect(() => {
    document.title = 'Audit trail · Overread';
  }, []);
  return (
    <>
      <PageSection className="or-head">
        <Title headingLevel="h1" size="2xl">
          Audit trail
        </Title>
        <p className="or-summary">Who saw what, who did what. Reading it is written to it.</p>
      </PageSection>
      <PageSection className="or-body" isFilled>
        <Toolbar className="or-filters" aria-label="Filters">
          <ToolbarContent>
            <ToolbarItem>
              <Find label="Patient ID" onSearch={(patientId) => setFilter({ ...filter, patientId })} />
            </ToolbarItem>
            <ToolbarItem>
              <Find label="User or sender" onSearch={(who) => setFilter({ ...filter, who })} />
            </ToolbarItem>
            <ToolbarItem alignSelf="center">
              <Switch
                id="breakglass"
                label="Broken glass only"
                isChecked={filter.breakGlass}
                onChange={(_, breakGlass) => setFilter({ ...filter, breakGlass })}
              />
            </ToolbarItem>
          </ToolbarContent>
        </Toolbar>
        <div className="or-audit-cards">
          <Check />
          <Unusual />
        </div>
        {query.error ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? (
          <div className="or-loading" aria-label="Reading the trail">
            {Array.from({ length: 8 }, (_, row) => (
              <Skeleton key={row} height="2.5rem" />
            ))}
          </div>
        ) : null}
        {query.isSuccess && entries.length === 0 ? (
          <EmptyState headingLevel="h2" titleText="Nothing">
            <EmptyStateBody>No event fits. Names and IDs are looked for whole.</EmptyStateBody>
          </EmptyState>
        ) : null}
        {entries.length > 0 ? <List entries={entries} /> : null}
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

function Find({ label, onSearch }: { label: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <SearchInput
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(_, value) => setText(value)}
      onSearch={() => onSearch(text.trim())}
      onClear={() => {
        setText('');
        onSearch('');
      }}
    />
  );
}

/** Whether the trail is what was written. */
function Check() {
  const check = useCheck();
  const done = check.data;
  return (
    <Card isCompact>
      <CardTitle component="h2">Is it whole?</CardTitle>
      <CardBody>
        <p>Checks each event, its place in the chain, the signatures and what was told outside.</p>
        <Button variant="secondary" isLoading={check.isPending} onClick={() => check.mutate()}>
          Check the trail
        </Button>
        {check.error ? <ProblemAlert error={check.error} onRetry={() => check.mutate()} /> : null}
        {done ? (
          <Alert
            isInline
            variant={done.bad.length > 0 ? 'danger' : 'success'}
            title={
              done.bad.length > 0
                ? 'It is not what was written'
                : `Whole: ${count(done.events, 'event')} in ${count(done.seals, 'seal')}, ${done.anchored} of them told outside`
            }
          >
            {done.bad.length > 0 ? (
              <ul>
                {done.bad.map((each) => (
                  <li key={`${each.seal} ${each.event ?? ''} ${each.problem}`}>{each.text}</li>
                ))}
              </ul>
            ) : null}
          </Alert>
        ) : null}
      </CardBody>
    </Card>
  );
}

function Unusual() {
  const query = useUnusual();
  const now = useNow();
  const found = query.data?.items ?? [];
  return (
    <Card isCompact>
      <CardTitle component="h2">Unusual in the last seven days</CardTitle>
      <CardBody>
        {query.isSuccess && found.length === 0 ? <p className="or-quiet">Nothing by the rules.</p> : null}
        <ul className="or-cover-spans">
          {found.slice(0, 6).map((each) => (
            <li key={`${each.rule} ${each.who} ${each.at}`}>
              <b>{each.who}</b> {RULES[each.rule]}
              <span className="or-second">
                {instant(each.at, now)}, {each.count}
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

function List({ entries }: { entries: AuditEntry[] }) {
  const now = useNow();
  return (
    <Table aria-label="Events" variant="compact" className="or-table">
      <Thead>
        <Tr>
          <Th>When</Th>
          <Th>Who</Th>
          <Th>What</Th>
          <Th>Of</Th>
        </Tr>
      </Thead>
      <Tbody>
        {entries.map((each) => (
          <Tr key={each.id}>
            <Td dataLabel="When">{instant(each.at, now)}</Td>
            <Td dataLabel="Who">{each.who}</Td>
            <Td dataLabel="What">
              {EVENTS[each.event] ?? each.event} {each.outcome === 0 ? ACTIONS[each.action] : 'refused'}
            </Td>
            <Td dataLabel="Of">
              <Subject subject={each.subject} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Subject({ subject }: { subject: string | undefined }) {
  const [kind, id] = (subject ?? '').split(':');
  return kind === 'case' && id ? <Link to={`/cases/${id}`}>case {id}</Link> : <>{id ? `${kind} ${id}` : ''}</>;
}
