// SPDX-License-Identifier: Apache-2.0
import { Label, type LabelProps } from '@patternfly/react-core';
import type { Case, CaseState, Priority } from '../api/client';
import { PRIORITIES, STATES, STATE_MEANINGS } from '../format';

const PRIORITY_COLORS: Record<Priority, NonNullable<LabelProps['color']>> = {
  STAT: 'red',
  ASAP: 'orange',
  PREOPERATIVE: 'yellow',
  CALLBACK: 'yellow',
  TIMING_CRITICAL: 'yellow',
  ROUTINE: 'grey',
  AS_NEEDED: 'grey',
};

const STATE_COLORS: Record<CaseState, NonNullable<LabelProps['color']>> = {
  ORDERED: 'grey',
  ARRIVING: 'blue',
  COMPLETE: 'blue',
  ROUTED: 'blue',
  AVAILABLE: 'teal',
  READING: 'purple',
  PRELIMINARY: 'purple',
  FINAL: 'green',
  DELIVERED: 'green',
  CANCELLED: 'grey',
};

export function PriorityLabel({ priority }: { priority: Priority }) {
  return (
    <Label isCompact color={PRIORITY_COLORS[priority]} variant={priority === 'STAT' ? 'filled' : 'outline'}>
      {PRIORITIES[priority]}
    </Label>
  );
}

export function StateLabel({ state }: { state: CaseState }) {
  return (
    <span title={STATE_MEANINGS[state]}>
      <Label isCompact color={STATE_COLORS[state]}>
        {STATES[state]}
      </Label>
    </span>
  );
}

/** What a person has to know beside the state. */
export function Flags({ item }: { item: Case }) {
  return (
    <>
      {item.triage ? <Flag text="Triage" hint="Waits for a coordinator to say where it goes" color="orange" /> : null}
      {item.held ? <Flag text="On hold" hint="Held by a coordinator" color="orange" /> : null}
      {item.escalated ? <Flag text="Escalated" hint="Its clock ran out at a nearer tier" color="orangered" /> : null}
      {item.images.changed ? <Flag text="New images" hint="Images came after the case was claimed" color="orange" /> : null}
    </>
  );
}

function Flag({ text, hint, color }: { text: string; hint: string; color: NonNullable<LabelProps['color']> }) {
  return (
    <span title={hint}>
      <Label isCompact color={color} variant="outline">
        {text}
      </Label>
    </span>
  );
}
