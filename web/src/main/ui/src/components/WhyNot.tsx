// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import type { Decision } from '../api/client';
import { useWhy } from '../api/queries';
import { instant } from '../format';
import { ProblemAlert } from './ProblemAlert';

/** "Why not her?": what is said of one reader, when the choice was made and now. */
export function WhyNot({ id, decisions, now }: { id: number; decisions: Decision[]; now: number }) {
  const [name, setName] = useState('');
  const [asked, setAsked] = useState('');
  const why = useWhy(id, asked);
  const known = decisions.find((each) => each.ranked ?? each.excluded);
  const names = [...new Set([...(known?.ranked ?? []), ...(known?.excluded ?? [])].map((each) => each.reader))].sort();
  return (
    <form
      className="or-why"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(name.trim());
      }}
    >
      <h3>
        <label htmlFor="why-reader">Why not…</label>
      </h3>
      <div className="or-why-ask">
        <TextInput
          id="why-reader"
          list="why-readers"
          placeholder="Reader's log-in name"
          value={name}
          maxLength={200}
          onChange={(_, text) => setName(text)}
        />
        <datalist id="why-readers">
          {names.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Button type="submit" variant="secondary" isLoading={why.isFetching} isDisabled={!name.trim()}>
          Ask
        </Button>
      </div>
      {why.error ? <ProblemAlert error={why.error} /> : null}
      {why.data ? (
        <dl className="or-why-said" aria-live="polite">
          <dt>{why.data.decidedAt ? `Then, ${instant(why.data.decidedAt, now)}` : 'Then'}</dt>
          <dd>{why.data.then}</dd>
          <dt>Now</dt>
          <dd>{why.data.now}</dd>
        </dl>
      ) : null}
    </form>
  );
}
