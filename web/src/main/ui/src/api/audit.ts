// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { answer, api, type AuditBad, type AuditPage } from './client';

/** What an auditor asks. A patient's ID goes into the body, never into the address. */
export interface AuditFilter {
  patientId: string;
  who: string;
  breakGlass: boolean;
}

const PAGE = 100;

/** Each page that is read is itself an event of the trail: nothing is read again by itself. */
export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(
        api.POST('/api/audit/search', {
          body: {
            limit: PAGE,
            ...(pageParam ? { cursor: pageParam } : {}),
            ...(filter.patientId ? { patientId: filter.patientId } : {}),
            ...(filter.who ? { who: filter.who } : {}),
            ...(filter.breakGlass ? { breakGlass: true } : {}),
          },
        }),
      ),
    getNextPageParam: (page: AuditPage) => page.next,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

export function useUnusual() {
  return useQuery({
    queryKey: ['audit', 'unusual'],
    queryFn: () => answer(api.GET('/api/audit/unusual')),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

export interface Checked {
  seals: number;
  events: number;
  anchored: number;
  bad: AuditBad[];
}

/** The whole trail, a stretch at a time. */
export function useCheck() {
  return useMutation({
    mutationFn: async () => {
      const all: Checked = { seals: 0, events: 0, anchored: 0, bad: [] };
      let cursor: string | undefined;
      do {
        const part = await answer(
          api.GET('/api/audit/verify', { params: { query: cursor ? { cursor } : {} } }),
        );
        all.seals += part.seals;
        all.events += part.events;
        all.anchored += part.anchored;
        all.bad.push(...part.bad);
        cursor = part.next;
      } while (cursor && all.bad.length === 0);
      return all;
    },
  });
}
