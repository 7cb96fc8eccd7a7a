// SPDX-License-Identifier: Apache-2.0
import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  PageSection,
  Skeleton,
} from '@patternfly/react-core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { ApiError } from '../api/client';
import { NotHere } from './NotHere';
import { ProblemAlert } from './ProblemAlert';

/** The page of the one thing that the address names by its number; an address that names none is a page that is not here. */
export function ByNumber({ show }: { show: (id: number) => ReactNode }) {
  const id = Number(useParams()['id']);
  return Number.isSafeInteger(id) && id > 0 ? show(id) : <NotHere />;
}

/** One thing once it was read. What one may not see is not here either: nobody learns that it exists. */
export function OneThing<T>({ name, id, query, show, instead }: {
  name: string;
  id: number;
  query: UseQueryResult<T>;
  show: (thing: T) => ReactNode;
  /** What is offered where it is not here. */
  instead?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${name} ${id} · Overread`;
  }, [name, id]);
  // while it is asked for again it stays "not here", so that a dialog opened there stays open
  const [notHere, setNotHere] = useState(false);
  const refused = query.error instanceof ApiError && query.error.problem.status === 404;
  const now = refused || (notHere && query.isPending);
  if (now !== notHere) {
    setNotHere(now);
  }
  if (now) {
    return <NotHere instead={instead} />;
  }
  if (query.data !== undefined) {
    return show(query.data);
  }
  if (query.error) {
    return (
      <PageSection>
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      </PageSection>
    );
  }
  return (
    <PageSection className="or-loading" aria-label={`Reading the ${name.toLowerCase()}`}>
      <Skeleton height="2.5rem" width="40%" />
      <Skeleton height="12rem" />
    </PageSection>
  );
}

/** A part of such a page. */
export function Part({ title, name, children }: { title: string; name?: string; children: ReactNode }) {
  return (
    <Card component="section" className={name ? `or-part-${name}` : ''}>
      <CardTitle component="h2">{title}</CardTitle>
      <CardBody>{children}</CardBody>
    </Card>
  );
}

/** What is known of it, without what is not. */
export function FactList({ rows, termWidth }: { rows: [string, ReactNode][]; termWidth: string }) {
  return (
    <DescriptionList isCompact isHorizontal isFluid termWidth={termWidth} className="or-facts">
      {rows
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([term, value], index) => (
          <DescriptionListGroup key={index}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
    </DescriptionList>
  );
}
