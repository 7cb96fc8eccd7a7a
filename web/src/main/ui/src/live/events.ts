// SPDX-License-Identifier: Apache-2.0
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export type Liveness = 'connecting' | 'live' | 'away';

const URL = '/overread/api/events';
const GATHER_MILLIS = 250;
const AGAIN_MILLIS = 3000;
/** A stream ends every half minute by itself and is back at once: only a longer silence is worth a word. */
const AWAY_MILLIS = 3000;

interface StepEvent {
  subject: string;
}

/**
 * Follows what happens and has the queries that show it read again. Several steps in a moment are one reading. The
 * browser resumes a broken stream by itself, from the last id; a refused one is opened anew here.
 */
export function follow(queries: QueryClient, onChange: (state: Liveness) => void): () => void {
  let source: EventSource | undefined;
  let lastId = '';
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let away: ReturnType<typeof setTimeout> | undefined;
  const cases = new Set<string>();

  function readAgain(): void {
    gathering = undefined;
    void queries.invalidateQueries({ queryKey: ['cases'] });
    for (const subject of cases) {
      void queries.invalidateQueries({ queryKey: ['case', subject] });
    }
    if (cases.has('all')) {
      for (const queryKey of [['case'], ['messages'], ['reconciliation'], ['coverage']]) {
        void queries.invalidateQueries({ queryKey });
      }
    }
    cases.clear();
  }

  function gather(subject: string): void {
    // a step of an order or a study can show on any case's page
    cases.add(subject.startsWith('case:') ? subject.slice('case:'.length) : 'all');
    gathering ??= setTimeout(readAgain, GATHER_MILLIS);
  }

  function open(): void {
    again = undefined;
    source = new EventSource(lastId === '' ? URL : `${URL}?lastEventId=${encodeURIComponent(lastId)}`);
    source.onopen = () => {
      clearTimeout(away);
      away = undefined;
      onChange('live');
    };
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) {
        onChange('away');
        again ??= setTimeout(open, AGAIN_MILLIS);
      } else {
        away ??= setTimeout(() => onChange('away'), AWAY_MILLIS);
      }
    };
    const remember = (event: Event) => {
      lastId = (event as MessageEvent).lastEventId || lastId;
    };
    source.addEventListener('begin', (event) => {
      // what was read before the stream began may be older than its beginning
      remember(event);
      gather('all');
    });
    source.addEventListener('reset', (event) => {
      remember(event);
      gather('all');
    });
    source.addEventListener('step', (event) => {
      remember(event);
      gather((JSON.parse((event as MessageEvent<string>).data) as StepEvent).subject);
    });
  }

  open();
  return () => {
    source?.close();
    clearTimeout(gathering);
    clearTimeout(again);
    clearTimeout(away);
  };
}

/** @param wanted whether the caller may follow at all: who may not is not connected again and again */
export function useLive(wanted: boolean): Liveness {
  const queries = useQueryClient();
  const [state, setState] = useState<Liveness>('connecting');
  useEffect(() => (wanted ? follow(queries, setState) : undefined), [queries, wanted]);
  return state;
}
