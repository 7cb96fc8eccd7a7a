// SPDX-License-Identifier: Apache-2.0
import { Alert, AlertActionLink } from '@patternfly/react-core';
import { ApiError } from '../api/client';

const LOG_IN_AGAIN = 'OVR001925';

/** What went wrong in the server's words, with its code for who has to look it up. */
export function ProblemAlert({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  const again = problem?.code === LOG_IN_AGAIN;
  const here = window.location.pathname.replace(/^\/overread/, '');
  return (
    <Alert
      isInline
      isLiveRegion
      variant={problem?.status === 409 || problem?.status === 412 ? 'warning' : 'danger'}
      title={problem?.title ?? 'Something went wrong in this page.'}
      actionLinks={onRetry ? <AlertActionLink onClick={onRetry}>Try again</AlertActionLink> : undefined}
    >
      {again ? (
        <p>
          <a href={`/overread/again?to=${encodeURIComponent(here)}`}>Log in again</a>
        </p>
      ) : null}
      {problem?.code ? <span className="or-quiet">{problem.code}</span> : null}
    </Alert>
  );
}
