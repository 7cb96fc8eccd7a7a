// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';

/** Who will be there in the next seven days; read again each minute, since the configuration may change. */
export function useCoverage(site: string) {
  return useQuery({
    queryKey: ['coverage', site],
    queryFn: () => answer(api.GET('/api/coverage', { params: { query: site ? { site } : {} } })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}
