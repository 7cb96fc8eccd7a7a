// SPDX-License-Identifier: Apache-2.0
import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, PageSection } from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export function NotHere({ instead }: { instead?: ReactNode }) {
  return (
    <PageSection isFilled>
      <EmptyState headingLevel="h1" icon={SearchIcon} titleText="Nothing here that you may see">
        <EmptyStateBody>The address may be mistyped, or the case belongs to a site or group that is not yours.</EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="primary" component={(props) => <Link {...props} to="/" />}>
              To the worklist
            </Button>
          </EmptyStateActions>
          {instead ? <EmptyStateActions>{instead}</EmptyStateActions> : null}
        </EmptyStateFooter>
      </EmptyState>
    </PageSection>
  );
}
