// SPDX-License-Identifier: Apache-2.0
import { Breadcrumb, BreadcrumbItem, Button, PageSection, Skeleton, Title } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { type Case } from '../api/client';
import { useAct, useCase, useDecisions, useMe, useReports, useTimeline } from '../api/queries';
import { ACTS, ActDialog } from '../components/ActDialog';
import { BreakGlass } from '../components/BreakGlass';
import { CaseTalk } from '../components/CaseTalk';
import { DecideDialog } from '../components/DecideDialog';
import { DecisionView } from '../components/DecisionView';
import { ImagesState } from '../components/ImagesState';
import { Flags, PriorityLabel, StateLabel } from '../components/labels';
import { ProblemAlert } from '../components/ProblemAlert';
import { ReportsView } from '../components/ReportsView';
import { TimelineView } from '../components/TimelineView';
import { TimeLeft } from '../components/TimeLeft';
import { WhyNot } from '../components/WhyNot';
import { ByNumber, FactList, OneThing, Part } from '../components/OneThing';
import { instant, personName, sexAndAge } from '../format';
import { useNow } from '../live/clock';
import { may } from '../roles';

export function CasePage() {
  return <ByNumber show={(id) => <OneCase key={id} id={id} />} />;
}

function OneCase({ id }: { id: number }) {
  const me = useMe();
  return (
    <OneThing
      name="Case"
      id={id}
      query={useCase(id)}
      show={(item) => <CaseView item={item} />}
      instead={may.breakGlass(me.data) ? <BreakGlass id={id} /> : null}
    />
  );
}

function CaseView({ item }: { item: Case }) {
  const timeline = useTimeline(item.id);
  const decisions = useDecisions(item.id);
  const readsReports = (item.may ?? []).includes('reports');
  const reports = useReports(item.id, readsReports);
  const me = useMe();
  const now = useNow();
  const act = useAct(item);
  const facts = [sexAndAge(item.patient, now), item.patient?.id, item.patient?.authority].filter(Boolean).join(' · ');
  return (
    <>
      <PageSection className="or-head or-case-head">
        <Breadcrumb>
          <BreadcrumbItem render={() => <Link to="/">Cases</Link>} />
          <BreadcrumbItem isActive>Case {item.id}</BreadcrumbItem>
        </Breadcrumb>
        <div className="or-case-title">
          <div>
            <Title headingLevel="h1" size="2xl">
              {item.patient ? personName(item.patient.name) : `Case ${item.id}`}
            </Title>
            <p className="or-second">{facts || 'No patient known yet'}</p>
            <p className="or-case-exam">
              {item.modality ? <span className="or-modality">{item.modality.replaceAll('\\', ' ')}</span> : null}
              {item.procedure || 'Procedure not named'}
            </p>
            <span className="or-labels">
              <PriorityLabel priority={item.priority} />
              <StateLabel state={item.state} />
              <Flags item={item} />
            </span>
          </div>
          <div className="or-case-side">
            <TimeLeft item={item} />
            <Standing item={item} now={now} />
            <Acts item={item} busy={act.isPending} onAct={(what) => act.mutate(what)} />
          </div>
        </div>
        {act.error ? <ProblemAlert error={act.error} /> : null}
      </PageSection>
      <PageSection className="or-body" isFilled>
        <div className="or-columns">
          <Part title="Timeline" name="timeline">
            {timeline.error ? <ProblemAlert error={timeline.error} /> : null}
            {timeline.data ? <TimelineView steps={timeline.data.items} /> : <Skeleton height="8rem" />}
          </Part>
          {reports.error || (reports.data && reports.data.items.length > 0) ? (
            <Part title="Reports" name="reports">
              {reports.error ? <ProblemAlert error={reports.error} /> : <ReportsView reports={reports.data?.items ?? []} />}
            </Part>
          ) : null}
          <Part title="Why it went there" name="decision">
            {decisions.error ? <ProblemAlert error={decisions.error} /> : null}
            {decisions.data ? (
              <>
                <DecisionView decisions={decisions.data.items} />
                {decisions.data.items.length > 0 ? <WhyNot id={item.id} decisions={decisions.data.items} now={now} /> : null}
              </>
            ) : (
              <Skeleton height="8rem" />
            )}
          </Part>
          <Part title="Facts" name="facts">
            <Facts item={item} now={now} />
            {may.reconcile(me.data) ? <WrongImages item={item} /> : null}
          </Part>
          <Part title="Notes" name="notes">
            <CaseTalk item={item} me={me.data} now={now} />
          </Part>
        </div>
      </PageSection>
    </>
  );
}

/** What ends by itself: an offer, a look through broken glass; and a forecast that is too late. */
function Standing({ item, now }: { item: Case; now: number }) {
  const { offeredTo, offerEndsAt, glassUntil } = item.standing ?? {};
  const forecast = item.clock?.forecastAt;
  const until = offerEndsAt ? ` until ${instant(offerEndsAt, now)}` : '';
  return (
    <>
      {offeredTo ? (
        <span className="or-second">
          Given to {offeredTo}
          {until}
        </span>
      ) : null}
      {!offeredTo && until ? <span className="or-second">Offered to {item.group ?? 'its group'}{until}</span> : null}
      {forecast ? <span className="or-warn">By the forecast read at {instant(forecast, now)}, too late</span> : null}
      {glassUntil ? <span className="or-warn">Glass broken: you see it until {instant(glassUntil, now)}</span> : null}
    </>
  );
}

const OFFERED = ['resume', 'decline', 'escalate', 'reroute', 'transfer', 'hold', 'priority', 'opinions', 'notes'] as const;

/** What the server says that the caller may do with it now. */
function Acts(props: { item: Case; busy: boolean; onAct: (act: 'claim' | 'release') => void }) {
  const { item, busy, onAct } = props;
  const [open, setOpen] = useState<(typeof OFFERED)[number] | undefined>();
  const may = item.may ?? [];
  return (
    <div className="or-acts">
      {may.includes('release') ? (
        <Button variant="secondary" isDisabled={busy} isLoading={busy} onClick={() => onAct('release')}>
          Release
        </Button>
      ) : null}
      {may.includes('claim') ? (
        <Button variant="primary" isDisabled={busy} isLoading={busy} onClick={() => onAct('claim')}>
          Claim to read
        </Button>
      ) : null}
      {OFFERED.filter((act) => may.includes(act)).map((act) => (
        <Button key={act} variant="link" size="sm" onClick={() => setOpen(act)}>
          {ACTS[act].label}
        </Button>
      ))}
      {open ? <ActDialog item={item} act={open} onClose={() => setOpen(undefined)} /> : null}
    </div>
  );
}

/** A match that turned out wrong is parted while nobody reads it. */
function WrongImages({ item }: { item: Case }) {
  const [asked, setAsked] = useState(false);
  const { orderId, studyId } = item;
  if (orderId === undefined || studyId === undefined || !['ARRIVING', 'COMPLETE', 'ROUTED', 'AVAILABLE'].includes(item.state)) {
    return null;
  }
  return (
    <p className="or-note">
      <Button variant="link" isInline onClick={() => setAsked(true)}>
        Wrong images? Part them from the order…
      </Button>
      {asked ? <DecideDialog pair={{ act: 'unlink', studyId, orderId }} onClose={() => setAsked(false)} /> : null}
    </p>
  );
}

function Facts({ item, now }: { item: Case; now: number }) {
  const rows: [string, ReactNode][] = [
    ['Owner', item.owner ? `${item.owner}${item.group ? `, ${item.group}` : ''}` : (item.group ?? 'Nobody yet')],
    ['Tier', item.tier],
    ['Site', item.site],
    ['Images', <ImagesState key="images" item={item} />],
    ['Read at', item.images.destination],
    ['Due', item.dueAt ? instant(item.dueAt, now) : undefined],
    ['Warned at', item.clock?.warnAt ? instant(item.clock.warnAt, now) : undefined],
    ['Next step', item.clock?.nextStepAt ? instant(item.clock.nextStepAt, now) : undefined],
    ['Breached', item.breachedAt ? instant(item.breachedAt, now) : undefined],
    ['Held', item.hold ? held(item.hold, now) : undefined],
    ['Clock since', item.clockStartedAt ? `${instant(item.clockStartedAt, now)}${hours(item)}` : undefined],
    ['Here since', instant(item.createdAt, now)],
    ['Accession', item.accession],
    ['Archive', item.archive],
    ['Study', item.studyUid ? <code className="or-uid">{item.studyUid}</code> : undefined],
  ];
  return <FactList rows={rows} termWidth="6.5rem" />;
}

/** How its clock is other than usual. */
function hours(item: Case): string {
  return [
    item.clock?.businessHours ? ', in business hours' : '',
    item.clock?.until === 'PRELIMINARY' ? ', until a preliminary report' : '',
  ].join('');
}

function held(hold: NonNullable<Case['hold']>, now: number): string {
  return [
    hold.by ? `by ${hold.by}` : 'by a rule',
    hold.until ? `until ${instant(hold.until, now)}` : '',
    hold.reason ?? '',
  ]
    .filter(Boolean)
    .join(', ');
}
