// SPDX-License-Identifier: Apache-2.0
import type { Case } from '../api/client';
import { timeLeft } from '../format';
import { useNow } from '../live/clock';

/** The clock of a case, ticking, with a bar that fills as its time is used up. */
export function TimeLeft({ item }: { item: Pick<Case, 'state' | 'dueAt' | 'clockStartedAt'> }) {
  const left = timeLeft(item, useNow());
  if (left.kind === 'done') {
    return <span className="or-quiet">Read</span>;
  }
  if (left.kind === 'none') {
    return (
      <span className="or-quiet" title="The clock starts when all images are there">
        Not running
      </span>
    );
  }
  const level = left.overdue ? 'over' : left.share > 0.75 ? 'late' : 'good';
  return (
    <span className={`or-left or-left-${level}`}>
      <span className="or-left-time">
        {left.overdue ? <span className="or-left-word">over by </span> : null}
        {left.text}
      </span>
      <svg className="or-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className="or-bar-all" width="100" height="4" rx="2" />
        <rect className="or-bar-part" width={Math.round(left.share * 100)} height="4" rx="2" />
      </svg>
    </span>
  );
}
