// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, ApiError, type Case, type CaseAct } from './client';

/** The acts that change a case and need its version. */
export type ActName = 'decline' | 'escalate' | 'reroute' | 'transfer' | 'hold' | 'resume' | 'priority';

export interface Said {
  act: ActName | 'opinions' | 'notes';
  body: CaseAct;
}

function changing(item: Case, act: ActName, body: CaseAct): Promise<Case> {
  const params = { path: { id: item.id }, header: { 'If-Match': `"${item.version}"` } };
  switch (act) {
    case 'decline':
      return answer(api.POST('/api/cases/{id}/decline', { params, body }));
    case 'escalate':
      return answer(api.POST('/api/cases/{id}/escalate', { params, body }));
    case 'reroute':
      return answer(api.POST('/api/cases/{id}/reroute', { params, body }));
    case 'transfer':
      return answer(api.POST('/api/cases/{id}/transfer', { params, body }));
    case 'hold':
      return answer(api.POST('/api/cases/{id}/hold', { params, body }));
    case 'resume':
      return answer(api.POST('/api/cases/{id}/resume', { params }));
    case 'priority':
      return answer(api.POST('/api/cases/{id}/priority', { params, body }));
  }
}

/** Does an act on the version that is on the screen; what is true afterwards is read again. */
export function useSay(item: Case) {
  const queries = useQueryClient();
  return useMutation<unknown, ApiError, Said>({
    mutationFn: ({ act, body }) => {
      const params = { path: { id: item.id } };
      if (act === 'notes') {
        return answer(api.POST('/api/cases/{id}/notes', { params, body }));
      }
      if (act === 'opinions') {
        return answer(api.POST('/api/cases/{id}/opinions', { params, body }));
      }
      return changing(item, act, body);
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['case', String(item.id)] });
      void queries.invalidateQueries({ queryKey: ['cases'] });
    },
  });
}

/** Lets a radiologist see a case out of scope; it is read again at once. */
export function useBreakGlass(id: number) {
  const queries = useQueryClient();
  return useMutation<Case, ApiError, string>({
    mutationFn: (reason) =>
      answer(api.POST('/api/cases/{id}/breakglass', { params: { path: { id } }, body: { reason } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['case', String(id)] }),
  });
}

export function useAnswerOpinion(id: number) {
  const queries = useQueryClient();
  return useMutation<unknown, ApiError, { opinion: number; text: string }>({
    mutationFn: ({ opinion, text }) =>
      answer(
        api.POST('/api/cases/{id}/opinions/{opinion}/answer', { params: { path: { id, opinion } }, body: { text } }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['case', String(id)] }),
  });
}

export function useNotes(id: number) {
  return useQuery({
    queryKey: ['case', String(id), 'notes'],
    queryFn: () => answer(api.GET('/api/cases/{id}/notes', { params: { path: { id } } })),
  });
}

export function useOpinions(id: number) {
  return useQuery({
    queryKey: ['case', String(id), 'opinions'],
    queryFn: () => answer(api.GET('/api/cases/{id}/opinions', { params: { path: { id } } })),
  });
}
