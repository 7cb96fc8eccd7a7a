// SPDX-License-Identifier: Apache-2.0
import createClient, { type Middleware } from 'openapi-fetch';
import { setServerTime } from '../live/clock';
import type { components, paths } from './schema';

export type AuditEntry = components['schemas']['AuditEntry'];
export type AuditBad = components['schemas']['AuditVerification']['bad'][number];
export type AuditPage = components['schemas']['AuditPage'];
export type Case = components['schemas']['Case'];
export type CaseAct = components['schemas']['CaseAct'];
export type CasePage = components['schemas']['CasePage'];
export type CaseState = components['schemas']['CaseState'];
export type ConfigurationReplay = components['schemas']['ConfigurationReplay'];
export type Coverage = components['schemas']['Coverage'];
export type CoverageSpan = components['schemas']['CoverageSpan'];
export type Decision = components['schemas']['Decision'];
export type Finding = components['schemas']['Finding'];
export type Images = components['schemas']['Images'];
export type MatchDecision = components['schemas']['MatchDecision'];
export type Me = components['schemas']['Me'];
export type Message = components['schemas']['Message'];
export type MessageDetail = components['schemas']['MessageDetail'];
export type MessageNode = components['schemas']['MessageNode'];
export type MessageState = components['schemas']['MessageState'];
export type Opinion = components['schemas']['Opinion'];
export type Order = components['schemas']['Order'];
export type OrderSide = components['schemas']['OrderSide'];
export type Patient = components['schemas']['Patient'];
export type Priority = components['schemas']['Priority'];
export type Problem = components['schemas']['Problem'];
export type Replayed = components['schemas']['Replayed'];
export type ReplayChanged = components['schemas']['ReplayChanged'];
export type ReplayFate = components['schemas']['ReplayFate'];
export type ReplayLine = components['schemas']['ReplayLine'];
export type ReplayOutcomes = components['schemas']['ReplayOutcomes'];
export type ReplayResult = components['schemas']['ReplayResult'];
export type Report = components['schemas']['Report'];
export type Step = components['schemas']['Step'];
export type StudySide = components['schemas']['StudySide'];
export type MovingTransfer = components['schemas']['MovingTransfer'];
export type Transfer = components['schemas']['Transfer'];
export type TransferWay = components['schemas']['TransferWay'];
export type UnusualAccess = components['schemas']['UnusualAccess'];
export type Unreconciled = components['schemas']['Unreconciled'];

/** An answer that is no success, in the server's own words. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** The header keeps a log-in page from being sent in place of an answer, and foreign pages from sending changes. */
const ours: Middleware = {
  onRequest({ request }) {
    request.headers.set('X-Requested-With', 'XMLHttpRequest');
    return request;
  },
  onResponse({ response }) {
    setServerTime(response.headers.get('Date'));
    return undefined;
  },
};

export const api = createClient<paths>({
  baseUrl: '/overread',
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});
api.use(ours);

/** The data of an answer, or its problem thrown. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let result;
  try {
    result = await call;
  } catch {
    throw new ApiError({ title: 'The server cannot be reached.', status: 0, code: '' });
  }
  if (result.response.ok && result.data !== undefined) {
    return result.data;
  }
  const problem = result.error as Partial<Problem> | undefined;
  throw new ApiError({
    title: problem?.title ?? `The server answered ${result.response.status}.`,
    status: result.response.status,
    code: problem?.code ?? '',
    ...(problem?.winner ? { winner: problem.winner } : {}),
  });
}
