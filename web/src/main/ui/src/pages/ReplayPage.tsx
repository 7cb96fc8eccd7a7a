// SPDX-License-Identifier: Apache-2.0
import { Button, Card, CardBody, CardTitle, PageSection, Progress, Skeleton, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ConfigurationReplay, Priority, ReplayChanged, ReplayOutcomes, ReplayResult } from '../api/client';
import { useMe } from '../api/queries';
import { ENDED, useCancelReplay, useReplayOf } from '../api/replay';
import { PriorityLabel } from '../components/labels';
import { NotHere } from '../components/NotHere';
import { ProblemAlert } from '../components/ProblemAlert';
import { count, instant } from '../format';
import { useNow } from '../live/clock';
import { fate, MEASURES, minutes, share, work, type Work } from '../replay';
import { may } from '../roles';

const FIRST = 20;

/** What came of one replay: what happened, the configuration in force and the draft, side by side. */
export function ReplayPage() {
  const id = Number(useParams().id);
  return Number.isSafeInteger(id) ? <One id={id} /> : <NotHere />;
}

function One({ id }: { id: number }) {
  const query = useReplayOf(id);
  const now = useNow();
  const found = query.data;
  useEffect(() => {
    document.title = `Replay ${id} · Overread`;
  }, [id]);
  return (
    <>
      <PageSection className="or-head">
        <Title headingLevel="h1" size="2xl">
          Replay {id}
        </Title>
        {found ? (
          <p className="or-summary">
            Cases of {found.from.slice(0, 10)} to {found.until.slice(0, 10)}, asked for by {found.askedBy} at{' '}
            {instant(found.askedAt, now)}. In force was version {found.liveVersion}. <Link to="/replay">All replays</Link>
          </p>
        ) : null}
      </PageSection>
      <PageSection className="or-body" isFilled>
        {query.error ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <Skeleton height="14rem" /> : null}
        {found && found.state !== 'DONE' ? <Under found={found} /> : null}
        {found?.result ? <Result result={found.result} /> : null}
      </PageSection>
    </>
  );
}

function Under({ found }: { found: ConfigurationReplay }) {
  const me = useMe();
  const cancel = useCancelReplay(found.id);
  if (found.state === 'CANCELLED') {
    return <p className="or-quiet">It was cancelled, and nothing of it is kept.</p>;
  }
  const all = 2 * found.total;
  return (
    <div className="or-replay-under">
      <Progress
        title={found.state === 'WAITING' ? 'Waits for its turn' : `Runs ${count(found.total, 'case')} by both configurations`}
        value={all > 0 ? (100 * found.done) / all : 0}
        label={all > 0 ? `${Math.floor((100 * found.done) / all)} %` : ''}
      />
      {may.configure(me.data) && !ENDED.includes(found.state) ? (
        <Button variant="secondary" isDisabled={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel
        </Button>
      ) : null}
      {cancel.error ? <ProblemAlert error={cancel.error} /> : null}
    </div>
  );
}

function Result({ result }: { result: ReplayResult }) {
  const { changes } = result;
  const told: [number, string][] = [
    [result.changed, 'the rules give to another group'],
    [changes.group, 'end with another group'],
    [changes.tier, 'end in another tier'],
    [changes.reader, 'are read by somebody else'],
    [changes.late, 'become late'],
    [changes.inTime, 'are no longer late'],
  ];
  return (
    <div className="or-replay">
      <Card>
        <CardTitle component="h2">What the draft changes</CardTitle>
        <CardBody>
          {result.cases === 0 ? (
            <p className="or-quiet">No case was decided in that time.</p>
          ) : (
            <ul className="or-replay-told">
              {told.map(([cases, text]) => (
                <li key={text}>
                  <b>{cases.toLocaleString('en')}</b>
                  <span>{text}</span>
                </li>
              ))}
            </ul>
          )}
          <p className="or-second">
            Of {count(result.cases, 'case')}. Both configurations are run: nobody is ill, and everybody reads at their usual
            pace.
          </p>
        </CardBody>
      </Card>
      <Card>
        <CardTitle component="h2">Side by side</CardTitle>
        <CardBody>
          <Table aria-label="Side by side" variant="compact" className="or-replay-sides">
            <Thead>
              <Tr>
                <Th aria-label="Measure" />
                <Th>Happened</Th>
                <Th>In force</Th>
                <Th>Draft</Th>
              </Tr>
            </Thead>
            <Tbody>
              {MEASURES.map((measure) => (
                <Tr key={measure.name}>
                  <Td title={measure.hint}>{measure.name}</Td>
                  <Td dataLabel="Happened">{measure.of(result.happened)}</Td>
                  <Td dataLabel="In force">{measure.of(result.live)}</Td>
                  <Td dataLabel="Draft">{measure.of(result.draft)}</Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        </CardBody>
      </Card>
      <ByPriority result={result} />
      <Listed result={result} />
      <Readers all={work(result.happened, result.live, result.draft)} />
    </div>
  );
}

function ByPriority({ result }: { result: ReplayResult }) {
  const names = Object.keys(result.draft.byPriority) as Priority[];
  const cell = (side: ReplayOutcomes, name: string) => {
    const line = side.byPriority[name];
    if (!line) {
      return '–';
    }
    const late = `${share(line.breaches, line.cases)} late`;
    return line.cases > line.unread
      ? `${late}, half in ${minutes(line.p50)}, 90 % in ${minutes(line.p90)}`
      : `${late}, none read`;
  };
  return (
    <Card>
      <CardTitle component="h2">By priority</CardTitle>
      <CardBody>
        <Table aria-label="By priority" variant="compact">
          <Thead>
            <Tr>
              <Th>Priority</Th>
              <Th>Cases</Th>
              <Th>Happened</Th>
              <Th>In force</Th>
              <Th>Draft</Th>
            </Tr>
          </Thead>
          <Tbody>
            {names.map((name) => (
              <Tr key={name}>
                <Td dataLabel="Priority">
                  <PriorityLabel priority={name} />
                </Td>
                <Td dataLabel="Cases">{result.draft.byPriority[name]?.cases.toLocaleString('en')}</Td>
                <Td dataLabel="Happened">{cell(result.happened, name)}</Td>
                <Td dataLabel="In force">{cell(result.live, name)}</Td>
                <Td dataLabel="Draft">{cell(result.draft, name)}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
}

function Listed({ result }: { result: ReplayResult }) {
  const [all, setAll] = useState(false);
  const listed = result.listed;
  return (
    <Card>
      <CardTitle component="h2">Cases that would go elsewhere, or be late otherwise</CardTitle>
      <CardBody>
        {listed.length === 0 ? <p className="or-quiet">None.</p> : null}
        {listed.length > 0 ? (
          <Table aria-label="Changed cases" variant="compact">
            <Thead>
              <Tr>
                <Th>Case</Th>
                <Th>Given to, in force and by the draft</Th>
                <Th>Happened</Th>
                <Th>In force</Th>
                <Th>Draft</Th>
              </Tr>
            </Thead>
            <Tbody>
              {(all ? listed : listed.slice(0, FIRST)).map((each) => (
                <Changed key={each.id} changed={each} />
              ))}
            </Tbody>
          </Table>
        ) : null}
        {listed.length > FIRST && !all ? (
          <Button variant="link" isInline onClick={() => setAll(true)}>
            Show all {listed.length}
          </Button>
        ) : null}
      </CardBody>
    </Card>
  );
}

function Changed({ changed }: { changed: ReplayChanged }) {
  const live = changed.live ?? 'triage';
  const draft = changed.draft ?? 'triage';
  return (
    <Tr>
      <Td dataLabel="Case">
        <Link to={`/cases/${changed.id}`}>{changed.id}</Link>
      </Td>
      <Td dataLabel="Given to">{live === draft ? live : `${live} → ${draft}`}</Td>
      <Td dataLabel="Happened">
        <Fate of={changed.happenedFate} />
      </Td>
      <Td dataLabel="In force">
        <Fate of={changed.liveFate} />
      </Td>
      <Td dataLabel="Draft">
        <Fate of={changed.draftFate} />
      </Td>
    </Tr>
  );
}

function Fate({ of }: { of: ReplayChanged['draftFate'] }) {
  return (
    <>
      {fate(of)}
      {of?.late ? <span className="or-replay-late"> late</span> : null}
    </>
  );
}

function Readers({ all }: { all: Work[] }) {
  const [shown, setShown] = useState(FIRST);
  const most = Math.max(1, ...all.flatMap((each) => each.hours));
  return (
    <Card>
      <CardTitle component="h2">Work of each reader, in relative value units</CardTitle>
      <CardBody>
        {all.length === 0 ? <p className="or-quiet">The configuration lists no readers.</p> : null}
        {all.length > 0 ? (
          <Table aria-label="Work of each reader" variant="compact">
            <Thead>
              <Tr>
                <Th>Reader</Th>
                <Th>Happened</Th>
                <Th>In force</Th>
                <Th>Draft</Th>
                <Th>Draft by hour of the reader's day, 0 to 24</Th>
              </Tr>
            </Thead>
            <Tbody>
              {all.slice(0, shown).map((each) => (
                <Tr key={each.reader}>
                  <Td dataLabel="Reader">{each.reader}</Td>
                  <Td dataLabel="Happened">{each.happened.toFixed(1)}</Td>
                  <Td dataLabel="In force">{each.live.toFixed(1)}</Td>
                  <Td dataLabel="Draft">{each.draft.toFixed(1)}</Td>
                  <Td dataLabel="By hour">
                    <Hours of={each.hours} most={most} />
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        ) : null}
        {all.length > shown ? (
          <Button variant="link" isInline onClick={() => setShown(all.length)}>
            Show all {all.length}
          </Button>
        ) : null}
      </CardBody>
    </Card>
  );
}

/** 24 bars. */
function Hours({ of, most }: { of: number[]; most: number }) {
  if (of.length === 0) {
    return <span className="or-quiet">nothing</span>;
  }
  const busiest = of.indexOf(Math.max(...of));
  return (
    <svg
      className="or-replay-hours"
      viewBox="0 0 24 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={`Most at ${busiest} to ${busiest + 1} o'clock: ${of[busiest]} relative value units`}
    >
      {of.map((units, hour) => (
        <rect key={hour} x={hour + 0.1} width={0.8} y={10 - (10 * units) / most} height={(10 * units) / most}>
          <title>{`${hour} to ${hour + 1}: ${units}`}</title>
        </rect>
      ))}
    </svg>
  );
}
