// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, ApiError, type ConfigurationReplay, type Finding } from './client';

export const ENDED: ConfigurationReplay['state'][] = ['DONE', 'CANCELLED'];
const EVERY = 1_000;

/** Those asked for last; looked at again while one of them waits or runs. */
export function useReplays() {
  return useQuery({
    queryKey: ['replays'],
    queryFn: () => answer(api.GET('/api/configuration/replay', { params: { query: { limit: 20 } } })),
    refetchInterval: ({ state }) => (state.data?.items.some((each) => !ENDED.includes(each.state)) ? EVERY : false),
  });
}

export function useReplayOf(id: number) {
  return useQuery({
    queryKey: ['replays', id],
    queryFn: () => answer(api.GET('/api/configuration/replay/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && !ENDED.includes(state.data.state) ? EVERY : false),
  });
}

/** The document in force, to begin a draft with. */
export function useConfigurationText(wanted: boolean) {
  return useQuery({
    queryKey: ['configuration', 'text'],
    queryFn: () => answer(api.GET('/api/configuration', { parseAs: 'text', headers: { Accept: 'application/yaml' } })),
    enabled: wanted,
    staleTime: Infinity,
  });
}

export interface Asked {
  draft: string;
  from: string;
  until: string;
  cases: number;
}

/** What is wrong with a draft that was not run. */
export class DraftRefused extends Error {
  readonly findings: Finding[];

  constructor(findings: Finding[]) {
    super('The draft has errors.');
    this.findings = findings;
  }
}

export function useAskReplay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ draft, ...query }: Asked) => {
      const { data, error, response } = await api.POST('/api/configuration/replay', {
        params: { query },
        body: draft,
        bodySerializer: (body) => body as string,
        headers: { 'Content-Type': 'application/yaml' },
      });
      if (data) {
        return data;
      }
      if (response.status === 422 && error && 'findings' in error) {
        throw new DraftRefused(error.findings as Finding[]);
      }
      const title = error && 'title' in error ? String(error.title) : `The server answered ${response.status}.`;
      throw new ApiError({ title, status: response.status, code: error && 'code' in error ? String(error.code) : '' });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['replays'] }),
  });
}

export function useCancelReplay(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/configuration/replay/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['replays'] }),
  });
}
