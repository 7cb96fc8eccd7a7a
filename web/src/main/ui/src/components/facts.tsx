// SPDX-License-Identifier: Apache-2.0
import type { Case, Patient } from '../api/client';
import { sexAndAge } from '../format';
import { useNow } from '../live/clock';

export function PatientFacts({ patient }: { patient: Patient | undefined }) {
  const who = sexAndAge(patient, useNow());
  return (
    <span className="or-second">
      {[who, patient?.id].filter(Boolean).join(' · ') || 'No patient known yet'}
    </span>
  );
}

export function Exam({ item }: { item: Case }) {
  return (
    <span className="or-exam">
      <span>
        {item.modality ? <span className="or-modality">{item.modality.replaceAll('\\', ' ')}</span> : null}
        {item.procedure || 'Procedure not named'}
      </span>
      <span className="or-second">{item.accession || 'No accession number'}</span>
    </span>
  );
}

/** Who has the case; with the site where there is no column for it. */
export function Owner({ item, site }: { item: Case; site: 'always' | 'middle' }) {
  const second = item.owner ? item.group : item.tier;
  return (
    <span className="or-owner">
      <span>{item.owner ?? item.group ?? 'Nobody yet'}</span>
      {second ? <span className="or-second">{second}</span> : null}
      {item.site ? <span className={site === 'middle' ? 'or-second or-middle' : 'or-second'}>{item.site}</span> : null}
    </span>
  );
}
