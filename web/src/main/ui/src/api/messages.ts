// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, ApiError, type Message, type MessageDetail, type MessageState, type Replayed } from './client';

/** Which messages to show; `search` is any identifier, whole. */
export interface MessageFilter {
  state: string[];
  type: string;
  direction: string;
  sender: string;
  problem: string;
  search: string;
}

const PAGE = 50;

export function useMessages(filter: MessageFilter) {
  return useInfiniteQuery({
    queryKey: ['messages', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(
        api.POST('/api/messages/search', {
          body: {
            limit: PAGE,
            ...(pageParam ? { cursor: pageParam } : {}),
            ...(filter.search ? { text: filter.search } : {}),
            ...(filter.state.length > 0 ? { state: filter.state.join(',') } : {}),
            ...(filter.type ? { type: filter.type } : {}),
            ...(filter.direction ? { direction: filter.direction as 'in' | 'out' } : {}),
            ...(filter.sender ? { sender: filter.sender } : {}),
            ...(filter.problem ? { problem: filter.problem } : {}),
          },
        }),
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useMessage(id: number) {
  return useQuery({
    queryKey: ['message', id],
    queryFn: () => answer(api.GET('/api/messages/{id}', { params: { path: { id } } })),
    // each reading of what a message says is in the audit trail: once is enough
    staleTime: Infinity,
    // but the case of a new order is opened a moment after the order
    refetchInterval: ({ state }) => (state.data && awaitsCase(state.data) && state.dataUpdateCount < 5 ? 1000 : false),
  });
}

function awaitsCase(message: MessageDetail): boolean {
  const { orders, cases } = message.did;
  return orders.length > 0 && cases.length === 0 && Date.now() - Date.parse(message.receivedAt) < 60_000;
}

export interface Sending {
  /** The text to send in place of the message; none for the message as it came. */
  edited?: string;
  preview: boolean;
}

export function useReplay(id: number) {
  const queries = useQueryClient();
  return useMutation<Replayed, ApiError, Sending>({
    mutationFn: ({ edited, preview }) => {
      const call = { params: { path: { id } }, body: edited === undefined ? {} : { message: edited } };
      return answer(
        preview ? api.POST('/api/messages/{id}/replay/preview', call) : api.POST('/api/messages/{id}/replay', call),
      );
    },
    onSuccess: (_, { preview }) => {
      if (!preview) {
        void queries.invalidateQueries({ queryKey: ['messages'] });
        void queries.invalidateQueries({ queryKey: ['message', id] });
      }
    },
  });
}

export function useReplayAll(problem: string) {
  const queries = useQueryClient();
  return useMutation<{ items: Replayed[]; left: number }, ApiError, { preview: boolean }>({
    mutationFn: ({ preview }) => {
      const call = { body: { problem, limit: 100 } };
      return answer(preview ? api.POST('/api/messages/replay/preview', call) : api.POST('/api/messages/replay', call));
    },
    onSuccess: (_, { preview }) => {
      if (!preview) {
        void queries.invalidateQueries({ queryKey: ['messages'] });
      }
    },
  });
}

export const MESSAGE_STATES: Record<MessageState, string> = {
  ACCEPTED: 'Accepted',
  WARNED: 'Warned',
  IGNORED: 'Ignored',
  REFUSED: 'Refused',
  FAILED: 'Failed',
  REPEATED: 'Repeated',
  NOTICE: 'Notice',
  WAITING: 'Waiting',
  IN_DOUBT: 'In doubt',
  DELIVERED: 'Delivered',
};

/** What can be sent through again as it came. */
export function replayable(message: Message): boolean {
  return message.direction === 'in' && ['REFUSED', 'FAILED', 'IGNORED'].includes(message.state);
}
