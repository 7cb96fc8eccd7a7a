// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, ApiError, type Case, type CasePage, type Priority } from './client';

/** Which cases to show. A search replaces the filters: it looks among all cases. */
export interface Filter {
  state: string[];
  priority: Priority | '';
  group: string;
  reader: string;
  search: string;
}

const PAGE = 100;

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: () => answer(api.GET('/api/me')), staleTime: Infinity });
}

export function useCases(filter: Filter) {
  return useInfiniteQuery({
    queryKey: ['cases', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) => readCases(filter, pageParam),
    getNextPageParam: (page: CasePage) => page.next,
    placeholderData: keepPreviousData,
  });
}

function readCases(filter: Filter, cursor: string): Promise<CasePage> {
  const paging = { limit: PAGE, ...(cursor ? { cursor } : {}) };
  if (filter.search) {
    return answer(api.POST('/api/cases/search', { body: { text: filter.search, ...paging } }));
  }
  return answer(
    api.GET('/api/cases', {
      params: {
        query: {
          ...paging,
          ...(filter.state.length > 0 ? { state: filter.state.join(',') } : {}),
          ...(filter.priority ? { priority: filter.priority } : {}),
          ...(filter.group ? { group: filter.group } : {}),
          ...(filter.reader ? { reader: filter.reader } : {}),
        },
      },
    }),
  );
}

export function useCase(id: number) {
  return useQuery({
    queryKey: ['case', String(id)],
    queryFn: () => answer(api.GET('/api/cases/{id}', { params: { path: { id } } })),
  });
}

export function useTimeline(id: number) {
  return useQuery({
    queryKey: ['case', String(id), 'timeline'],
    queryFn: () => answer(api.GET('/api/cases/{id}/timeline', { params: { path: { id } } })),
  });
}

export function useDecisions(id: number) {
  return useQuery({
    queryKey: ['case', String(id), 'decisions'],
    queryFn: () => answer(api.GET('/api/cases/{id}/decisions', { params: { path: { id } } })),
  });
}

/** What is said of one reader; nothing is asked as long as none is named. */
export function useWhy(id: number, reader: string) {
  return useQuery({
    queryKey: ['case', String(id), 'why', reader],
    queryFn: () => answer(api.GET('/api/cases/{id}/decisions/why', { params: { path: { id }, query: { reader } } })),
    enabled: reader !== '',
    retry: false,
  });
}

export function useReports(id: number, allowed: boolean) {
  return useQuery({
    enabled: allowed,
    queryKey: ['case', String(id), 'reports'],
    queryFn: () => answer(api.GET('/api/cases/{id}/reports', { params: { path: { id } } })),
  });
}

/** One report with its text. Each reading is in the audit trail: it is asked for when somebody opens it, and once. */
export function useReport(id: number, opened: boolean) {
  return useQuery({
    queryKey: ['report', id],
    queryFn: () => answer(api.GET('/api/reports/{id}', { params: { path: { id } } })),
    enabled: opened,
    staleTime: Infinity,
  });
}

export type Act = 'claim' | 'release';

/** Claims or releases the version that is on the screen; a lost race is told, and what is true now is read. */
export function useAct(item: Case) {
  const queries = useQueryClient();
  return useMutation<Case, ApiError, Act>({
    mutationFn: (act) => {
      const params = { path: { id: item.id }, header: { 'If-Match': `"${item.version}"` } };
      return answer(
        act === 'claim' ? api.POST('/api/cases/{id}/claim', { params }) : api.POST('/api/cases/{id}/release', { params }),
      );
    },
    onSuccess: (changed) => queries.setQueryData(['case', String(item.id)], changed),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['case', String(item.id)] });
      void queries.invalidateQueries({ queryKey: ['cases'] });
    },
  });
}
