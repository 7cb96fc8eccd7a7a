// SPDX-License-Identifier: Apache-2.0
import { Button, Label, Skeleton } from '@patternfly/react-core';
import { lazy, Suspense } from 'react';
import type { TransferWay } from '../api/client';
import { useRetryAll } from '../api/transfers';
import { duration, instant, size } from '../format';
import { useNow } from '../live/clock';
import { ProblemAlert } from './ProblemAlert';

// the chart library is large, and only this page needs it
const RatePlot = lazy(() => import('./RatePlot'));

/** Each destination: whether it answers, what it has to take, and what it took in the last day. */
export function WayCards({ ways, at, mayOperate }: { ways: TransferWay[]; at: number; mayOperate: boolean }) {
  return (
    <ul className="or-ways" aria-label="Destinations">
      {ways.map((way) => (
        <WayCard key={way.destination} way={way} at={at} mayOperate={mayOperate} />
      ))}
    </ul>
  );
}

function WayCard({ way, at, mayOperate }: { way: TransferWay; at: number; mayOperate: boolean }) {
  const retry = useRetryAll();
  const attempts = way.hours.reduce((sum, hour) => sum + hour.attempts, 0);
  const failed = way.hours.reduce((sum, hour) => sum + hour.failed, 0);
  const bytes = way.hours.reduce((sum, hour) => sum + hour.bytes, 0);
  return (
    <li className="or-card or-way">
      <div className="or-card-top">
        <h2 className="or-way-name">{way.destination}</h2>
        <ConditionLabel way={way} />
      </div>
      <dl className="or-way-numbers">
        <Figure name="Waiting" value={way.waiting} />
        <Figure name="Sending" value={way.sending} />
        <Figure name="Needs a person" value={way.quarantined} bad={way.quarantined > 0} />
        <Figure name="There, 24 h" value={way.verified} />
      </dl>
      <Suspense fallback={<Skeleton height="96px" />}>
        <RatePlot name={way.destination} hours={way.hours} now={at} />
      </Suspense>
      <p className="or-second">
        {attempts > 0
          ? `${size(bytes)} in 24 h; ${failed} of ${attempts} attempts failed`
          : 'Nothing was sent in the last 24 hours'}
      </p>
      {mayOperate && way.quarantined > 0 ? (
        <Button variant="secondary" size="sm" isLoading={retry.isPending} onClick={() => retry.mutate(way.destination)}>
          Try all again
        </Button>
      ) : null}
      {retry.error ? <ProblemAlert error={retry.error} /> : null}
    </li>
  );
}

function Figure({ name, value, bad }: { name: string; value: number; bad?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={bad ? 'or-way-bad' : undefined}>{value}</dd>
    </div>
  );
}

function ConditionLabel({ way }: { way: TransferWay }) {
  const now = useNow();
  const until = way.until ? Date.parse(way.until) : undefined;
  if (!way.configured) {
    return <Label color="grey">Not configured</Label>;
  }
  switch (way.condition) {
    case 'OPEN':
      return way.failures > 0 ? (
        <Label color="orange">{way.failures} failures</Label>
      ) : (
        <Label color="green">Well</Label>
      );
    case 'CLOSED':
      return <Label color="blue">{way.until ? `Opens ${instant(way.until, now)}` : 'Closed'}</Label>;
    case 'RESTS':
      return (
        <Label color="red">
          {`Does not answer${until === undefined ? '' : `, tried in ${duration(Math.max(0, until - now))}`}`}
        </Label>
      );
    case 'TRIED':
      return <Label color="orange">Being tried</Label>;
  }
}
