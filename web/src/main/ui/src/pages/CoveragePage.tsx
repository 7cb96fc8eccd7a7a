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
  Skeleton,
  Title,
} from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Coverage, CoverageSpan } from '../api/client';
import { useCoverage } from '../api/coverage';
import { Choice } from '../components/Choice';
import { CoverageGrid } from '../components/CoverageGrid';
import { ProblemAlert } from '../components/ProblemAlert';
import { HOURS, kind, span } from '../coverage';

const FIRST = 12;

export function CoveragePage() {
  const [params, setParams] = useSearchParams();
  const site = params.get('site') ?? '';
  const query = useCoverage('');
  useEffect(() => {
    document.title = 'Coverage · Overread';
  }, []);
  const all = query.data;
  const sites = [...new Set(all?.lines.map((line) => line.site) ?? [])];
  const shown = sites.filter((each) => !site || each === site);
  return (
    <>
      <PageSection className="or-head">
        <Title headingLevel="h1" size="2xl">
          Coverage
        </Title>
        <p className="or-summary">{all ? summary(all) : 'Who will be there in the next seven days'}</p>
      </PageSection>
      <PageSection className="or-body" isFilled>
        {query.error ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? (
          <div className="or-loading" aria-label="Counting the shifts">
            <Skeleton height="8rem" />
            <Skeleton height="8rem" />
          </div>
        ) : null}
        {all && sites.length === 0 ? (
          <EmptyState headingLevel="h2" titleText="No sites">
            <EmptyStateBody>The configuration has no site that you may see.</EmptyStateBody>
          </EmptyState>
        ) : null}
        {all && sites.length > 0 ? (
          <>
            <Told notices={all.notices.filter((each) => !site || each.site === site)} />
            <div className="or-cover-top">
              {sites.length > 1 ? (
                <Choice
                  label="Site"
                  single
                  options={Object.fromEntries(sites.map((each) => [each, each]))}
                  chosen={site ? [site] : []}
                  onChange={([chosen]) => setParams(chosen ? { site: chosen } : {}, { replace: true })}
                />
              ) : null}
              <Legend />
            </div>
            <div className="or-cover">
              {shown.map((each) => (
                <CoverageGrid
                  key={each}
                  site={each}
                  from={all.from}
                  lines={all.lines.filter((line) => line.site === each)}
                />
              ))}
              <div className="or-cover-words">
                <Spans title="Gaps" spans={all.gaps.filter((gap) => !site || gap.site === site)} none="Somebody is always there." />
                <Spans
                  title="Hangs on one reader"
                  spans={all.singles.filter((single) => !site || single.site === site)}
                  none="No hour hangs on one reader."
                />
                <Licences licences={all.licences} />
              </div>
            </div>
          </>
        ) : null}
      </PageSection>
    </>
  );
}

const LOOKS = { GAP: 'danger', SINGLE: 'warning', LICENCE: 'info' } as const;

/** What coordinators were told ahead of time, the worst first; the rest on demand. */
function Told({ notices }: { notices: Coverage['notices'] }) {
  const [open, setOpen] = useState(false);
  const sorted = [...notices].sort(
    (one, other) => Object.keys(LOOKS).indexOf(one.what) - Object.keys(LOOKS).indexOf(other.what),
  );
  if (sorted.length === 0) {
    return null;
  }
  return (
    <div className="or-cover-told" aria-label="Told ahead of time">
      {(open ? sorted : sorted.slice(0, 3)).map((each) => (
        <Alert key={`${each.what} ${each.text}`} isInline isPlain variant={LOOKS[each.what]} title={each.text} />
      ))}
      {sorted.length > 3 && !open ? (
        <Button variant="link" isInline onClick={() => setOpen(true)}>
          {sorted.length - 3} more
        </Button>
      ) : null}
    </div>
  );
}

function summary(all: Coverage): string {
  const [first] = all.gaps;
  return first
    ? `${all.gaps.length} ${all.gaps.length === 1 ? 'gap' : 'gaps'} in the next seven days, the first ${span(first.from, first.until)}`
    : 'No gap in the next seven days';
}

function Legend() {
  return (
    <ul className="or-cover-legend" aria-label="What the colours mean">
      {Object.values(HOURS).map((hour) => (
        <li key={hour.look}>
          <svg className="or-cover-key" viewBox="0 0 1 1" aria-hidden="true">
            <rect className={`or-cover-${hour.look}`} width="1" height="1" />
          </svg>
          {hour.text}
        </li>
      ))}
    </ul>
  );
}

function Spans({ title, spans, none }: { title: string; spans: CoverageSpan[]; none: string }) {
  const [all, setAll] = useState(false);
  return (
    <Card isCompact>
      <CardTitle component="h2">
        {title}
        {spans.length > 0 ? ` (${spans.length >= 1000 ? '1000+' : spans.length})` : ''}
      </CardTitle>
      <CardBody>
        {spans.length === 0 ? (
          <p className="or-good">
            <CheckCircleIcon /> {none}
          </p>
        ) : null}
        <ul className="or-cover-spans">
          {(all ? spans : spans.slice(0, FIRST)).map((each) => (
            <li key={`${each.site} ${each.modality} ${each.specialty} ${each.from}`}>
              <b>{kind(each)}</b> of {each.site}
              {each.reader ? <> on {each.reader}</> : null}
              <span className="or-second">{span(each.from, each.until)}</span>
            </li>
          ))}
        </ul>
        {spans.length > FIRST && !all ? (
          <Button variant="link" isInline onClick={() => setAll(true)}>
            Show all {spans.length}
          </Button>
        ) : null}
      </CardBody>
    </Card>
  );
}

function Licences({ licences }: { licences: Coverage['licences'] }) {
  return (
    <Card isCompact>
      <CardTitle component="h2">Licences that end</CardTitle>
      <CardBody>
        {licences.length === 0 ? <p className="or-quiet">None within 60 days.</p> : null}
        <ul className="or-cover-spans">
          {licences.map((each) => (
            <li key={`${each.reader} ${each.jurisdiction} ${each.last}`}>
              <b>{each.reader}</b> for {each.jurisdiction}
              <span className="or-second">holds until {each.last}</span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
