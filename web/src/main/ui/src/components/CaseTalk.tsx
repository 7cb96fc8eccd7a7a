// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useAnswerOpinion, useNotes, useOpinions } from '../api/acts';
import type { Case, Me, Opinion } from '../api/client';
import { instant } from '../format';
import { ProblemAlert } from './ProblemAlert';

/** What people said about the case: notes, the reasons of their acts, and second opinions. */
export function CaseTalk({ item, me, now }: { item: Case; me: Me | undefined; now: number }) {
  const notes = useNotes(item.id);
  const opinions = useOpinions(item.id);
  const nothing = notes.data?.items.length === 0 && opinions.data?.items.length === 0;
  return (
    <>
      {notes.error ? <ProblemAlert error={notes.error} /> : null}
      {opinions.error ? <ProblemAlert error={opinions.error} /> : null}
      {nothing ? <p className="or-quiet">Nothing was noted.</p> : null}
      {notes.data?.items.map((note) => (
        <p key={note.id} className="or-note">
          <strong>
            {note.by}
            {note.act ? `, ${note.act.toLowerCase()}` : ''}
          </strong>{' '}
          <span className="or-quiet">{instant(note.at, now)}</span>
          <br />
          {note.text}
        </p>
      ))}
      {opinions.data?.items.map((opinion) => (
        <OneOpinion key={opinion.id} item={item} opinion={opinion} me={me} now={now} />
      ))}
    </>
  );
}

function OneOpinion(props: { item: Case; opinion: Opinion; me: Me | undefined; now: number }) {
  const { item, opinion, me, now } = props;
  const [text, setText] = useState('');
  const answer = useAnswerOpinion(item.id);
  const asked =
    opinion.reader === me?.user || (opinion.group !== undefined && (me?.groups.includes(opinion.group) ?? false));
  return (
    <div className="or-note">
      <strong>
        {opinion.askedBy} asked {opinion.reader ?? opinion.group}
      </strong>{' '}
      <span className="or-quiet">{instant(opinion.askedAt, now)}</span>
      <br />
      {opinion.question}
      {opinion.answer ? (
        <>
          <br />
          <strong>{opinion.answeredBy}:</strong> {opinion.answer}
        </>
      ) : null}
      {!opinion.answer && asked ? (
        <>
          <TextInput
            aria-label="Your opinion"
            value={text}
            maxLength={4000}
            onChange={(_, value) => setText(value)}
          />
          <Button
            variant="secondary"
            size="sm"
            isDisabled={answer.isPending || !text.trim()}
            onClick={() => answer.mutate({ opinion: opinion.id, text: text.trim() })}
          >
            Answer
          </Button>
          {answer.error ? <ProblemAlert error={answer.error} /> : null}
        </>
      ) : null}
    </div>
  );
}
