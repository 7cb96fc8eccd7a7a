// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, ApiError, type MatchDecision } from './client';

export type Kind = 'study' | 'order' | 'conflict';

const PAGE = 50;

export function useUnreconciled(kind: Kind) {
  return useInfiniteQuery({
    queryKey: ['reconciliation', kind],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/reconciliation', {
          params: { query: { kind, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}

export function useCounts() {
  return useQuery({
    queryKey: ['reconciliation', 'counts'],
    queryFn: () => answer(api.GET('/api/reconciliation/counts')),
  });
}

export function useDecisionsMade() {
  return useQuery({
    queryKey: ['reconciliation', 'decisions'],
    queryFn: () => answer(api.GET('/api/reconciliation/decisions', { params: { query: { limit: 50 } } })),
  });
}

export type Verdict =
  | { act: 'accept' | 'link'; studyId: number; orderId: number; reason: string; confirm: boolean }
  | { act: 'refuse'; studyId: number; orderId: number; reason: string }
  | { act: 'unlink'; studyId: number; reason: string }
  | { act: 'undo'; decision: number };

export function useDecide() {
  const queries = useQueryClient();
  return useMutation<MatchDecision, ApiError, Verdict>({
    mutationFn: (verdict) => {
      switch (verdict.act) {
        case 'undo':
          return answer(
            api.POST('/api/reconciliation/decisions/{id}/undo', { params: { path: { id: verdict.decision } } }),
          );
        case 'unlink':
          return answer(
            api.POST('/api/reconciliation/unlink', { body: { studyId: verdict.studyId, reason: verdict.reason } }),
          );
        default: {
          const { act, ...body } = verdict;
          return answer(
            act === 'accept'
              ? api.POST('/api/reconciliation/accept', { body })
              : act === 'link'
                ? api.POST('/api/reconciliation/link', { body })
                : api.POST('/api/reconciliation/refuse', { body }),
          );
        }
      }
    },
    onSettled: () => {
      for (const queryKey of [['reconciliation'], ['cases'], ['case']]) {
        void queries.invalidateQueries({ queryKey });
      }
    },
  });
}

/** Orders by a number that a person typed: accession, else placer. */
export function useOrdersByNumber() {
  return useMutation({
    mutationFn: async (number: string) => {
      const byAccession = await answer(api.POST('/api/orders/search', { body: { accession: number, limit: 10 } }));
      return byAccession.items.length > 0
        ? byAccession.items
        : (await answer(api.POST('/api/orders/search', { body: { placerNumber: number, limit: 10 } }))).items;
    },
  });
}
