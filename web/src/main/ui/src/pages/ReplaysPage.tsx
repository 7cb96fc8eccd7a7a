// SPDX-License-Identifier: Apache-2.0
import {
  Alert,
  Button,
  Card,
  CardBody,
  CardTitle,
  DatePicker,
  Form,
  FormGroup,
  NumberInput,
  PageSection,
  Skeleton,
  TextArea,
  Title,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ConfigurationReplay } from '../api/client';
import { useMe } from '../api/queries';
import { DraftRefused, useAskReplay, useConfigurationText, useReplays } from '../api/replay';
import { ProblemAlert } from '../components/ProblemAlert';
import { instant } from '../format';
import { useNow } from '../live/clock';
import { may } from '../roles';

const DAY = 86_400_000;
const MOST = 100_000;

/** A draft of the configuration, tried on cases of the past; and those that were tried before. */
export function ReplaysPage() {
  const me = useMe();
  useEffect(() => {
    document.title = 'Replay · Overread';
  }, []);
  return (
    <>
      <PageSection className="or-head">
        <Title headingLevel="h1" size="2xl">
          Replay
        </Title>
        <p className="or-summary">What a draft of the configuration would have made of past cases. Nothing is changed by it.</p>
      </PageSection>
      <PageSection className="or-body" isFilled>
        <div className="or-replay">
          {may.configure(me.data) ? <Ask /> : null}
          <Former />
        </div>
      </PageSection>
    </>
  );
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

function Ask() {
  const now = useNow();
  const text = useConfigurationText(true);
  const ask = useAskReplay();
  const navigate = useNavigate();
  const [edited, setEdited] = useState<string>();
  const [from, setFrom] = useState(() => day(now - 7 * DAY));
  const [until, setUntil] = useState(() => day(now));
  const [cases, setCases] = useState(10_000);
  const draft = edited ?? text.data ?? '';

  function send(): void {
    const end = until === day(now) ? now : Date.parse(until) + DAY;
    ask.mutate(
      { draft, from: new Date(from).toISOString(), until: new Date(end).toISOString(), cases },
      { onSuccess: (begun) => void navigate(`/replay/${begun.id}`) },
    );
  }

  return (
    <Card>
      <CardTitle component="h2">Try a draft</CardTitle>
      <CardBody>
        <Form>
          <div className="or-replay-ask">
            <FormGroup label="Cases from" fieldId="replay-from">
              <DatePicker value={from} onChange={(_, value) => setFrom(value)} inputProps={{ id: 'replay-from' }} />
            </FormGroup>
            <FormGroup label="to" fieldId="replay-until">
              <DatePicker value={until} onChange={(_, value) => setUntil(value)} inputProps={{ id: 'replay-until' }} />
            </FormGroup>
            <FormGroup label="at most" fieldId="replay-cases">
              <NumberInput
                id="replay-cases"
                inputAriaLabel="At most so many cases"
                value={cases}
                min={1}
                max={MOST}
                widthChars={7}
                onMinus={() => setCases(Math.max(1, cases - 1000))}
                onPlus={() => setCases(Math.min(MOST, cases + 1000))}
                onChange={(event) => setCases(Number((event.target as HTMLInputElement).value))}
              />
            </FormGroup>
          </div>
          <FormGroup label="The draft, beginning with the configuration in force" fieldId="replay-draft">
            {text.isPending ? (
              <Skeleton height="16rem" />
            ) : (
              <TextArea
                id="replay-draft"
                className="or-edit"
                value={draft}
                rows={16}
                resizeOrientation="vertical"
                spellCheck={false}
                onChange={(_, value) => setEdited(value)}
              />
            )}
          </FormGroup>
          {text.error ? <ProblemAlert error={text.error} onRetry={() => void text.refetch()} /> : null}
          {ask.error instanceof DraftRefused ? (
            <Alert isInline isLiveRegion variant="danger" title="The draft has errors, and was not run">
              <ul>
                {ask.error.findings.map((each) => (
                  <li key={`${each.line} ${each.column} ${each.text}`}>
                    Line {each.line}: {each.text} <span className="or-quiet">{each.code}</span>
                  </li>
                ))}
              </ul>
            </Alert>
          ) : ask.error ? (
            <ProblemAlert error={ask.error} />
          ) : null}
          <div>
            <Button variant="primary" isLoading={ask.isPending} isDisabled={!draft || ask.isPending} onClick={send}>
              Replay
            </Button>
          </div>
        </Form>
      </CardBody>
    </Card>
  );
}

const STATES: Record<ConfigurationReplay['state'], string> = {
  WAITING: 'Waits for its turn',
  RUNNING: 'Runs',
  DONE: 'Done',
  CANCELLED: 'Cancelled',
};

function Former() {
  const query = useReplays();
  const now = useNow();
  const items = query.data?.items ?? [];
  return (
    <Card>
      <CardTitle component="h2">Asked for last</CardTitle>
      <CardBody>
        {query.error ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <Skeleton height="6rem" /> : null}
        {query.isSuccess && items.length === 0 ? <p className="or-quiet">None yet.</p> : null}
        {items.length > 0 ? (
          <Table aria-label="Replays" variant="compact">
            <Thead>
              <Tr>
                <Th>When</Th>
                <Th>By</Th>
                <Th>Cases of</Th>
                <Th>State</Th>
              </Tr>
            </Thead>
            <Tbody>
              {items.map((each) => (
                <Tr key={each.id}>
                  <Td dataLabel="When">
                    <Link to={`/replay/${each.id}`}>{instant(each.askedAt, now)}</Link>
                  </Td>
                  <Td dataLabel="By">{each.askedBy}</Td>
                  <Td dataLabel="Cases of">
                    {each.from.slice(0, 10)} to {each.until.slice(0, 10)}
                  </Td>
                  <Td dataLabel="State">{STATES[each.state]}</Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        ) : null}
      </CardBody>
    </Card>
  );
}
