// SPDX-License-Identifier: Apache-2.0
import { Button, Skeleton } from '@patternfly/react-core';
import { useState } from 'react';
import { type Report } from '../api/client';
import { useReport } from '../api/queries';
import { instant, personName } from '../format';
import { useNow } from '../live/clock';
import { ProblemAlert } from './ProblemAlert';

const STATUS: Record<Report['status'], string> = {
  PRELIMINARY: 'Preliminary',
  FINAL: 'Final',
  CORRECTED: 'Corrected',
};

const STANDING: Record<Report['standing'], string> = {
  CURRENT: '',
  SUPERSEDED: 'replaced by a later one',
  LATE: 'came when the case was not the group’s any more',
};

/** The reports that the group's own system sent, newest first. What one says is read when it is opened. */
export function ReportsView({ reports }: { reports: Report[] }) {
  if (reports.length === 0) {
    return <p className="or-quiet">None was received yet.</p>;
  }
  return (
    <ul className="or-reports">
      {reports.map((report) => (
        <OneReport key={report.id} report={report} />
      ))}
    </ul>
  );
}

function OneReport({ report }: { report: Report }) {
  const now = useNow();
  const [opened, setOpened] = useState(false);
  const [, family = '', given = ''] = (report.radiologist ?? '').split('^');
  const by = family ? personName(`${family}^${given}`) : report.sender;
  return (
    <li className={report.standing === 'CURRENT' ? 'or-report' : 'or-report or-report-past'}>
      <p>
        <strong>{STATUS[report.status]}</strong>{' '}
        <span className="or-second">
          {[by, report.group, instant(report.reportedAt, now), STANDING[report.standing]].filter(Boolean).join(' · ')}
        </span>
      </p>
      <p className="or-report-acts">
        <Button variant="link" isInline aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {opened ? 'Close' : 'Read'}
        </Button>
        {report.pdf ? (
          <a href={`/overread/api/reports/${report.id}/pdf`} target="_blank" rel="noreferrer">
            PDF
          </a>
        ) : null}
      </p>
      {opened ? <Text id={report.id} /> : null}
    </li>
  );
}

function Text({ id }: { id: number }) {
  const report = useReport(id, true);
  if (report.error) {
    return <ProblemAlert error={report.error} />;
  }
  if (!report.data) {
    return <Skeleton height="4rem" />;
  }
  return report.data.text ? <div className="or-report-text">{report.data.text}</div> : <p className="or-quiet">It has no text.</p>;
}
