// SPDX-License-Identifier: Apache-2.0
import {
  Button,
  EmptyState,
  EmptyStateBody,
  PageSection,
  SearchInput,
  Skeleton,
  Title,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { EnvelopeIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Message } from '../api/client';
import { MESSAGE_STATES, useMessages, type MessageFilter } from '../api/messages';
import { useMe } from '../api/queries';
import { Choice } from '../components/Choice';
import { knownBy, MessageStateLabel } from '../components/MessageParts';
import { ProblemAlert } from '../components/ProblemAlert';
import { ReplayAllDialog } from '../components/ReplayDialog';
import { instant } from '../format';
import { useNow } from '../live/clock';
import { useNarrow } from '../narrow';
import { may } from '../roles';

const TYPES: Record<string, string> = {
  ORM: 'ORM, order',
  OMG: 'OMG, order',
  OMI: 'OMI, imaging order',
  ORU: 'ORU, result',
  ADT: 'ADT, patient',
  SIU: 'SIU, appointment',
};
const DIRECTIONS: Record<string, string> = { in: 'Received', out: 'Sent' };

export function Messages() {
  const [params, setParams] = useSearchParams();
  // an identifier may be a patient's: kept out of the address
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const me = useMe();
  const narrow = useNarrow();
  const filter: MessageFilter = {
    state: params.get('state')?.split(',') ?? [],
    type: params.get('type') ?? '',
    direction: params.get('direction') ?? '',
    sender: params.get('sender') ?? '',
    problem: params.get('problem') ?? '',
    search,
  };
  const query = useMessages(filter);
  const messages = query.data?.pages.flatMap((page) => page.items) ?? [];

  useEffect(() => {
    document.title = 'Messages · Overread';
  }, []);

  function change(name: string, value: string): void {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) {
          next.set(name, value);
        } else {
          next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  }

  const senders = Object.fromEntries(
    [...new Set([...messages.map((each) => each.sender ?? ''), filter.sender])].filter(Boolean).map((each) => [each, each]),
  );
  return (
    <>
      <PageSection className="or-head">
        <Title headingLevel="h1" size="2xl">
          Messages
        </Title>
        <p className="or-summary">HL7, as it came and how it was answered</p>
      </PageSection>
      <PageSection className="or-body" isFilled>
        <Toolbar className="or-filters" aria-label="Filters">
          <ToolbarContent>
            <ToolbarItem className="or-search">
              <Find onSearch={setSearch} />
            </ToolbarItem>
            <ToolbarItem>
              <Choice
                label="Result"
                options={MESSAGE_STATES}
                chosen={filter.state}
                onChange={(state) => change('state', state.join(','))}
              />
            </ToolbarItem>
            <ToolbarItem>
              <One label="Type" options={TYPES} chosen={filter.type} onChange={(type) => change('type', type)} />
            </ToolbarItem>
            <ToolbarItem>
              <One label="Sender" options={senders} chosen={filter.sender} onChange={(each) => change('sender', each)} />
            </ToolbarItem>
            <ToolbarItem>
              <One
                label="Way"
                options={DIRECTIONS}
                chosen={filter.direction}
                onChange={(direction) => change('direction', direction)}
              />
            </ToolbarItem>
            {params.size > 0 ? (
              <ToolbarItem>
                <Button variant="link" isInline onClick={() => setParams({}, { replace: true })}>
                  Clear filters
                </Button>
              </ToolbarItem>
            ) : null}
          </ToolbarContent>
        </Toolbar>
        {filter.problem ? (
          <div className="or-reason">
            <span>
              Only <code>{filter.problem}</code>
              {messages[0]?.problem ? <>: {messages[0].problem.text}</> : null}
            </span>
            {may.resend(me.data) ? (
              <Button variant="secondary" size="sm" onClick={() => setAll(true)}>
                Send all of these through again…
              </Button>
            ) : null}
          </div>
        ) : null}
        {query.error ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? (
          <div className="or-loading" aria-label="Reading the messages">
            {Array.from({ length: 8 }, (_, row) => (
              <Skeleton key={row} height="2.5rem" />
            ))}
          </div>
        ) : null}
        {query.isSuccess && messages.length === 0 ? (
          <EmptyState headingLevel="h2" icon={EnvelopeIcon} titleText="No messages">
            <EmptyStateBody>Nothing came that fits. Identifiers are looked for whole.</EmptyStateBody>
          </EmptyState>
        ) : null}
        {messages.length > 0 ? narrow ? <Cards messages={messages} /> : <List messages={messages} /> : null}
        {query.hasNextPage ? (
          <div className="or-more">
            <Button variant="secondary" isLoading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
        {all ? <ReplayAllDialog problem={filter.problem} onClose={() => setAll(false)} /> : null}
      </PageSection>
    </>
  );
}

function Find({ onSearch }: { onSearch: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <SearchInput
      aria-label="Find by an identifier: patient, accession, order number, study"
      placeholder="Patient ID, accession, order number"
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

function One(props: { label: string; options: Record<string, string>; chosen: string; onChange: (value: string) => void }) {
  return (
    <Choice
      label={props.label}
      single
      options={props.options}
      chosen={props.chosen ? [props.chosen] : []}
      onChange={([value]) => props.onChange(value ?? '')}
    />
  );
}

function List({ messages }: { messages: Message[] }) {
  const navigate = useNavigate();
  const now = useNow();
  return (
    <Table aria-label="Messages" variant="compact" gridBreakPoint="" className="or-table or-messages">
      <Thead>
        <Tr>
          <Th>Received</Th>
          <Th>Type</Th>
          <Th>Sender</Th>
          <Th>Known by</Th>
          <Th>Result</Th>
          <Th>What was said about it</Th>
        </Tr>
      </Thead>
      <Tbody>
        {messages.map((message) => (
          <Tr
            key={message.id}
            className="or-row"
            onClick={(event) => {
              if (!(event.target as Element).closest('a') && window.getSelection()?.isCollapsed !== false) {
                void navigate(`/messages/${message.id}`);
              }
            }}
          >
            <Td className="or-when">{instant(message.receivedAt, now)}</Td>
            <Td>
              <Link className="or-case-link" to={`/messages/${message.id}`}>
                {message.type || 'No type'}
              </Link>
              <span className="or-second">{message.direction === 'out' ? 'sent' : message.controlId}</span>
            </Td>
            <Td>
              {message.sender}
              <span className="or-second">
                {[message.sendingApplication, message.sendingFacility].filter(Boolean).join(' · ')}
              </span>
            </Td>
            <Td>{knownBy(message) || <span className="or-quiet">–</span>}</Td>
            <Td>
              <span className="or-labels">
                <MessageStateLabel state={message.state} />
              </span>
              {message.resendOf ? <span className="or-second">{message.edited ? 'edited' : 'again'}</span> : null}
            </Td>
            <Td className="or-said">
              <Said message={message} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Said({ message }: { message: Message }) {
  return message.problem ? (
    <>
      <span>{message.problem.text}</span>{' '}
      <Link className="or-second" to={`/messages?problem=${message.problem.code}&state=REFUSED,FAILED`}>
        {message.problem.code}
      </Link>
    </>
  ) : (
    <span className="or-quiet">–</span>
  );
}

function Cards({ messages }: { messages: Message[] }) {
  const now = useNow();
  return (
    <ul className="or-cards" aria-label="Messages">
      {messages.map((message) => (
        <li key={message.id} className="or-card">
          <div className="or-card-top">
            <MessageStateLabel state={message.state} />
            <span className="or-second">{instant(message.receivedAt, now)}</span>
          </div>
          <Link className="or-case-link or-card-link" to={`/messages/${message.id}`}>
            {message.type || 'No type'} {knownBy(message)}
          </Link>
          <span className="or-second">{message.sender}</span>
          {message.problem ? <p className="or-card-said">{message.problem.text}</p> : null}
        </li>
      ))}
    </ul>
  );
}
