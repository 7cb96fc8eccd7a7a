// SPDX-License-Identifier: Apache-2.0
import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons';
import { useEffect } from 'react';

export function LoggedOut() {
  useEffect(() => {
    document.title = 'Logged out · Overread';
  }, []);
  return (
    <main className="or-logged-out">
      <EmptyState headingLevel="h1" icon={CheckCircleIcon} status="success" titleText="You are logged out">
        <EmptyStateBody>
          {window.isSecureContext
            ? 'Whoever comes next has to log in.'
            : 'Close the browser as well: without TLS it may keep the password until then.'}
        </EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="primary" onClick={() => window.location.assign('/overread/')}>
              Log in again
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </main>
  );
}
