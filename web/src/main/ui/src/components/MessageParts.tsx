// SPDX-License-Identifier: Apache-2.0
import { Label, type LabelProps } from '@patternfly/react-core';
import type { Message, MessageNode, MessageState, Replayed } from '../api/client';
import { MESSAGE_STATES } from '../api/messages';

const COLORS: Record<MessageState, NonNullable<LabelProps['color']>> = {
  ACCEPTED: 'green',
  WARNED: 'orange',
  IGNORED: 'grey',
  REFUSED: 'red',
  FAILED: 'red',
  REPEATED: 'grey',
  NOTICE: 'blue',
  WAITING: 'blue',
  IN_DOUBT: 'orange',
  DELIVERED: 'green',
};

const MEANINGS: Record<MessageState, string> = {
  ACCEPTED: 'It was done',
  WARNED: 'It was taken, and something about it is worth a look',
  IGNORED: 'It was taken and nothing was done',
  REFUSED: 'It was refused: its sender has to mend it',
  FAILED: 'It failed for a reason of ours',
  REPEATED: 'It came again and was answered as the first time',
  NOTICE: "An archive's word that it received something",
  WAITING: 'To be sent, or its receiver cannot be reached',
  IN_DOUBT: 'Sent, and nobody knows whether it was taken',
  DELIVERED: 'Its receiver acknowledged it',
};

export function MessageStateLabel({ state }: { state: MessageState }) {
  return (
    <span title={MEANINGS[state]}>
      <Label isCompact color={COLORS[state]}>
        {MESSAGE_STATES[state]}
      </Label>
    </span>
  );
}

/** The number that a person knows it by: accession, else placer, filler, study, patient. */
export function knownBy(message: Message): string {
  for (const kind of ['ACCESSION', 'PLACER', 'FILLER', 'PATIENT', 'STUDY'] as const) {
    const found = message.identifiers.find((each) => each.kind === kind);
    if (found) {
      return found.value;
    }
  }
  return '';
}

/** A message field by field: its place, what the standard calls it, what it says. */
export function MessageTree({ segments }: { segments: MessageNode[] }) {
  return (
    <div className="or-tree">
      {segments.map((segment, index) => (
        <section key={index}>
          <h3>
            <code>{segment.place || '?'}</code> {segment.name}
          </h3>
          {segment.value ? <p className="or-bad or-tree-line">{segment.value}</p> : null}
          <dl>
            {segment.parts.flatMap((field) => rows(field, 0)).map((row, at) => (
              <div key={at} className={`or-tree-row or-tree-${row.depth}`}>
                <dt>
                  <code>{row.place}</code>
                  {row.name ? <span className="or-tree-name">{row.name}</span> : null}
                </dt>
                <dd>{row.value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

interface Row {
  place: string;
  name: string;
  value: string;
  depth: number;
}

function rows(node: MessageNode, depth: number): Row[] {
  const own = { place: node.place ?? '', name: node.name ?? '', value: node.value ?? '', depth: Math.min(depth, 2) };
  return [own, ...node.parts.flatMap((part) => rows(part, depth + 1))];
}

/** What sending through again came to, or would. */
export function ReplayedView({ result }: { result: Replayed }) {
  return (
    <div className="or-replayed">
      <p>
        <MessageStateLabel state={result.state} />{' '}
        {result.acknowledgement ? <code>{result.acknowledgement}</code> : null}
      </p>
      {result.problem ? (
        <p>
          {result.problem.text} <span className="or-second">{result.problem.code}</span>
        </p>
      ) : null}
      {result.steps.length > 0 ? (
        <ul className="or-steps">
          {result.steps.map((step, index) => (
            <li key={index}>
              {step.text} <span className="or-second">{step.subject.split(':')[0]}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="or-quiet">It changes no order and no case.</p>
      )}
    </div>
  );
}
