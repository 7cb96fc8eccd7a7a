// SPDX-License-Identifier: Apache-2.0
import { Link } from 'react-router';
import type { Case } from '../api/client';
import { personName } from '../format';
import { Exam, Owner, PatientFacts } from './facts';
import { ImagesState } from './ImagesState';
import { Flags, PriorityLabel, StateLabel } from './labels';
import { TimeLeft } from './TimeLeft';

/** The list on a phone: one card a case, the whole of it to be tapped. */
export function CaseCards({ cases }: { cases: Case[] }) {
  return (
    <ul className="or-cards" aria-label="Cases">
      {cases.map((item) => (
        <li key={item.id} className={item.priority === 'STAT' ? 'or-card or-stat' : 'or-card'}>
          <div className="or-card-top">
            <span className="or-labels">
              <PriorityLabel priority={item.priority} />
              <StateLabel state={item.state} />
              <Flags item={item} />
            </span>
            <TimeLeft item={item} />
          </div>
          <Link className="or-case-link or-card-link" to={`/cases/${item.id}`}>
            {item.patient ? personName(item.patient.name) : `Case ${item.id}`}
          </Link>
          <PatientFacts patient={item.patient} />
          <Exam item={item} />
          <div className="or-card-end">
            <Owner item={item} site="always" />
            <ImagesState item={item} />
          </div>
        </li>
      ))}
    </ul>
  );
}
