// SPDX-License-Identifier: Apache-2.0
import { ExpandableSection } from '@patternfly/react-core';
import { CheckIcon, ExclamationTriangleIcon, TimesIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';
import type { Decision } from '../api/client';
import { instant, PRIORITIES } from '../format';
import { useNow } from '../live/clock';

/** Why them, why not the others: each decision with the rules tried, what they looked at, and who was left out. */
export function DecisionView({ decisions }: { decisions: Decision[] }) {
  const [newest, ...older] = decisions;
  if (!newest) {
    return <p className="or-quiet">Not decided yet. Rules are tried once all images are there.</p>;
  }
  return (
    <>
      <OneDecision decision={newest} />
      {older.length > 0 ? (
        <ExpandableSection toggleText={`${older.length} earlier`}>
          {older.map((decision) => (
            <OneDecision key={decision.at} decision={decision} />
          ))}
        </ExpandableSection>
      ) : null}
    </>
  );
}

function OneDecision({ decision }: { decision: Decision }) {
  const now = useNow();
  return (
    <div className="or-decision">
      <p className="or-decision-what">{sentence(decision, now)}</p>
      <p className="or-second">
        {instant(decision.at, now)} · configuration {decision.configuration}
      </p>
      {decision.tried.length > 0 ? <h3>Rules tried</h3> : null}
      <ol className="or-trials">
        {decision.tried.map((trial) => (
          <li key={trial.rule} className={trial.result === 'MATCHED' ? 'or-matched' : ''}>
            <span className="or-trial-mark">{MARKS[trial.result]}</span>
            <span className="or-trial">
              <span className="or-trial-name">{trial.rule}</span>
              {trial.reason ? <span className="or-warn">{trial.reason}</span> : null}
              <Values values={trial.values} />
            </span>
          </li>
        ))}
      </ol>
      <Readers decision={decision} />
      {decision.explanation.length > 0 ? (
        <>
          <h3>In words</h3>
          <ol className="or-explanation">
            {decision.explanation.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </>
      ) : null}
    </div>
  );
}

const PARTS: Record<string, string> = {
  load: 'work that waits',
  stat: 'STAT that wait',
  late: 'past its time',
  earlierReader: 'knows the patient',
  cost: 'cost',
  fairness: 'read today',
  named: 'asked for',
};

/** Who could have it, with what the score is made of, and who could not. */
function Readers({ decision }: { decision: Decision }) {
  const { ranked = [], excluded = [] } = decision;
  if (ranked.length + excluded.length === 0) {
    return null;
  }
  return (
    <ExpandableSection toggleText={`Readers looked at: ${ranked.length} could have it, ${excluded.length} could not`}>
      {ranked.length > 0 ? (
        <ol className="or-ranked">
          {ranked.map((one) => (
            <li key={`${one.group} ${one.reader}`}>
              <b>{one.reader}</b> <span className="or-quiet">of {one.group}{one.onCall ? ', on call' : ''}</span>
              <span className="or-score">{one.score.toFixed(1)}</span>
              <span className="or-second">
                {Object.entries(one.parts)
                  .map(([part, value]) => `${PARTS[part] ?? part} ${value.toFixed(1)}`)
                  .join(' · ') || 'nothing speaks against it'}
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      {excluded.length > 0 ? (
        <ul className="or-excluded">
          {excluded.map((one) => (
            <li key={`${one.group} ${one.reader}`}>
              <b>{one.reader}</b> <span className="or-quiet">of {one.group}</span> {one.text}
              {one.detail ? ` (${one.detail})` : ''}
            </li>
          ))}
        </ul>
      ) : null}
    </ExpandableSection>
  );
}

/** Stands for the rule when only the reader was chosen anew. */
const OFFERED_AGAIN = '(offered again)';

const MARKS: Record<Decision['tried'][number]['result'], ReactNode> = {
  MATCHED: <CheckIcon className="or-good" aria-label="matched" />,
  NOT_MATCHED: <TimesIcon className="or-quiet" aria-label="did not match" />,
  FAILED: <ExclamationTriangleIcon className="or-warn" aria-label="passed over" />,
};

function Values({ values }: { values: Record<string, unknown> | undefined }) {
  const entries = Object.entries(values ?? {});
  return entries.length === 0 ? null : (
    <dl className="or-values">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function sentence(decision: Decision, now: number): string {
  const by = decision.rule === OFFERED_AGAIN ? 'Offered again' : decision.rule ? `Rule ${decision.rule}` : 'No rule matched';
  if (decision.triage) {
    return `${by}: a coordinator has to say where it goes${decision.dueAt ? `, by ${instant(decision.dueAt, now)}` : ''}.`;
  }
  const parts = [
    decision.group ? `to ${decision.group}` : 'to no group',
    decision.destination ? `images to ${decision.destination}` : 'images stay in the archive',
    `priority ${PRIORITIES[decision.priority]}`,
    decision.clock ? `to be read within ${period(decision.clock)}` : '',
    decision.dueAt ? `due ${instant(decision.dueAt, now)}` : '',
  ];
  return `${by}: ${parts.filter(Boolean).join(', ')}.`;
}

/** An ISO 8601 duration of hours and minutes in words. */
function period(iso: string): string {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(iso);
  if (!parts) {
    return iso;
  }
  const words = [
    [parts[1], 'd'],
    [parts[2], 'h'],
    [parts[3], 'min'],
    [parts[4], 's'],
  ];
  return words.flatMap(([count, unit]) => (count ? [`${count} ${unit}`] : [])).join(' ');
}
