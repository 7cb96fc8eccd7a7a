// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../api/client';
import { instant } from '../format';
import { useNow } from '../live/clock';

/** What happened, newest first: the last step is what somebody comes to see. */
export function TimelineView({ steps }: { steps: Step[] }) {
  const now = useNow();
  if (steps.length === 0) {
    return <p className="or-quiet">Nothing happened yet.</p>;
  }
  const today = new Date(now).toDateString();
  const allToday = steps.every((step) => new Date(step.at).toDateString() === today);
  return (
    <ol className={allToday ? 'or-timeline or-timeline-today' : 'or-timeline'}>
      {[...steps].reverse().map((step, index) => (
        <li key={`${step.at} ${step.kind} ${index}`} className={`or-step or-step-${step.subject.split(':')[0]}`}>
          <time dateTime={step.at} title={step.at}>
            {instant(step.at, now)}
          </time>
          <span className="or-step-text">{step.text}</span>
          <span className="or-second">{step.subject.replace(':', ' ')}</span>
        </li>
      ))}
    </ol>
  );
}
