// SPDX-License-Identifier: Apache-2.0
import type { Me } from './api/client';

function any(me: Me | undefined, ...roles: string[]): boolean {
  return roles.some((role) => me?.roles.includes(`overread-${role}`) ?? false);
}

/** What the page offers; the server decides all the same. */
export const may = {
  follow: (me: Me | undefined) => any(me, 'admin', 'coordinator', 'radiologist', 'technologist', 'integrator'),
  seeMessages: (me: Me | undefined) => any(me, 'integrator', 'admin', 'coordinator'),
  resend: (me: Me | undefined) => any(me, 'integrator', 'admin'),
  seeTransfers: (me: Me | undefined) => any(me, 'integrator', 'admin', 'coordinator'),
  operate: (me: Me | undefined) => any(me, 'integrator', 'admin'),
  seeReconciliation: (me: Me | undefined) => any(me, 'coordinator', 'integrator', 'admin'),
  seeCoverage: (me: Me | undefined) => any(me, 'coordinator', 'admin'),
  seeReplays: (me: Me | undefined) => any(me, 'coordinator', 'admin'),
  configure: (me: Me | undefined) => any(me, 'admin'),
  breakGlass: (me: Me | undefined) => any(me, 'radiologist'),
  seeAudit: (me: Me | undefined) => any(me, 'auditor'),
  reconcile: (me: Me | undefined) => any(me, 'coordinator'),
};
