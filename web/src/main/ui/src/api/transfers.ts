// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, ApiError, type Transfer } from './client';

/** What moves changes by the second. */
const EVERY = 3000;

export function useTransferBoard() {
  return useQuery({
    queryKey: ['transfers', 'board'],
    queryFn: () => answer(api.GET('/api/transfers/board')),
    refetchInterval: EVERY,
  });
}

/** What was proved lately, newest first. */
export function useVerified(limit: number) {
  return useQuery({
    queryKey: ['transfers', 'verified', limit],
    queryFn: () => answer(api.GET('/api/transfers', { params: { query: { state: 'VERIFIED', limit } } })),
  });
}

export type TransferAct = 'retry' | 'cancel';

export function useTransferAct() {
  const queries = useQueryClient();
  return useMutation<Transfer, ApiError, { transfer: Transfer; act: TransferAct }>({
    mutationFn: ({ transfer, act }) => {
      const call = {
        params: { path: { id: transfer.id }, header: { 'If-Match': `"${transfer.version}"` } },
      };
      return answer(
        act === 'retry' ? api.POST('/api/transfers/{id}/retry', call) : api.POST('/api/transfers/{id}/cancel', call),
      );
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['transfers'] }),
  });
}

export function useRetryAll() {
  const queries = useQueryClient();
  return useMutation<{ retried: number; more: boolean }, ApiError, string>({
    mutationFn: (destination) =>
      answer(api.POST('/api/transfers/retry', { params: { query: { destination } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['transfers'] }),
  });
}
