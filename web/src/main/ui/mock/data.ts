// SPDX-License-Identifier: Apache-2.0
// Nobody in here exists.
import type { Case, Decision, Me, Step } from '../src/api/client';

export const me: Me = {
  user: 'dr.okafor',
  roles: ['overread-radiologist', 'overread-coordinator'],
  sites: ['st-anne'],
  groups: ['neuro-on-call', 'local-day'],
  allSites: false,
};

const start = Date.now();
const ago = (minutes: number) => new Date(start - minutes * 60_000).toISOString();

type Draft = Partial<Case> & Pick<Case, 'state' | 'priority'> & { who: [string, string, string, string] };

let nextId = 4100;

function make(draft: Draft): Case {
  const { who, ...rest } = draft;
  const id = nextId++;
  return {
    id,
    version: 3,
    site: 'st-anne',
    held: false,
    triage: false,
    escalated: false,
    createdAt: ago(95),
    accession: `SA26${112_000 + id}`,
    archive: 'hospital',
    studyUid: `1.2.826.0.1.3680043.8.498.10.${id}.20261124`,
    patient: { name: who[0], id: who[1], sex: who[2], birthDate: who[3], authority: 'ST-ANNE' },
    images: { state: 'NONE', instances: 0, changed: false },
    ...rest,
  };
}

const verified = (instances: number, verification: 'instances' | 'counted' | 'source', destination?: string) => ({
  state: 'VERIFIED' as const,
  instances,
  there: instances,
  verification,
  changed: false,
  ...(destination ? { destination } : {}),
});

export const cases: Case[] = [
  make({
    state: 'AVAILABLE', priority: 'STAT', modality: 'CT', procedure: 'CT head without contrast, stroke',
    group: 'neuro-on-call', tier: 'regional', clockStartedAt: ago(9), dueAt: ago(-6),
    images: verified(212, 'instances', 'neuro-pacs'), who: ['LINDQVIST^MAJA', 'A-20418', 'F', '19580311'],
  }),
  make({
    state: 'READING', priority: 'STAT', modality: 'CT', procedure: 'CT angiography, aorta', owner: 'dr.okafor',
    group: 'local-day', tier: 'local', clockStartedAt: ago(33), dueAt: ago(3),
    images: { ...verified(640, 'instances', 'local-pacs'), changed: true }, who: ['BRANDT^OTTO', 'A-19077', 'M', '19490922'],
  }),
  make({
    state: 'ROUTED', priority: 'STAT', modality: 'CT', procedure: 'CT trauma whole body', site: 'riverside',
    group: 'local-day', tier: 'local', clockStartedAt: ago(4), dueAt: ago(-16),
    images: { state: 'SENDING', instances: 1180, there: 402, destination: 'local-pacs', changed: false },
    who: ['NGUYEN^THI^LAN', 'R-7731', 'F', '19920706'],
  }),
  make({
    state: 'COMPLETE', priority: 'ASAP', modality: 'MR', procedure: 'MR spine, cord compression?', triage: true,
    clockStartedAt: ago(21), dueAt: ago(-39), images: { state: 'COMPLETE', instances: 318, changed: false },
    who: ['OYELARAN^TUNDE', 'A-20533', 'M', '19710130'],
  }),
  make({
    state: 'AVAILABLE', priority: 'ASAP', modality: 'CX', procedure: 'Chest X-ray, two views', group: 'local-day', tier: 'local',
    clockStartedAt: ago(40), dueAt: ago(-20), images: verified(2, 'counted', 'local-dimse'),
    who: ["O'SHEA^BRIDGET", 'A-18840', 'F', '19660815'],
  }),
  make({
    state: 'ROUTED', priority: 'ASAP', modality: 'MR', procedure: 'MR brain with contrast', group: 'neuro-on-call',
    tier: 'regional', site: 'riverside', clockStartedAt: ago(55), dueAt: ago(-5),
    images: { state: 'QUARANTINED', instances: 410, there: 388, destination: 'neuro-pacs', changed: false },
    who: ['HADDAD^SAMIR', 'R-7702', 'M', '19831211'],
  }),
  make({
    state: 'ARRIVING', priority: 'ROUTINE', modality: 'CT', procedure: 'CT abdomen and pelvis',
    images: { state: 'ARRIVING', instances: 96, changed: false }, who: ['FERREIRA^INES', 'A-20540', 'F', '19770504'],
  }),
  make({
    state: 'AVAILABLE', priority: 'ROUTINE', modality: 'MR', procedure: 'MR knee left', group: 'local-day', tier: 'local',
    clockStartedAt: ago(180), dueAt: ago(-1260), images: verified(176, 'source'), who: ['KOWALSKI^PIOTR', 'A-20011', 'M', '20010219'],
  }),
  make({
    state: 'READING', priority: 'ROUTINE', modality: 'US', procedure: 'Ultrasound abdomen', owner: 'dr.meier', group: 'local-day',
    tier: 'local', clockStartedAt: ago(300), dueAt: ago(-1140), images: verified(48, 'instances', 'local-pacs'),
    who: ['ANDERSSON^KARIN', 'A-17754', 'F', '19890128'],
  }),
  make({
    state: 'ORDERED', priority: 'ROUTINE', modality: 'MR', procedure: 'MR shoulder right', who: ['SATO^HARUKI', 'A-20551', 'M', '19950630'],
  }),
  make({
    state: 'ORDERED', priority: 'PREOPERATIVE', modality: 'CT', procedure: 'CT planning hip', site: 'riverside',
    who: ['DUBOIS^CLAIRE^MARIE', 'R-7740', 'F', '19520417'],
  }),
];

export function timeline(item: Case): Step[] {
  const line = (minutes: number, subject: string, kind: string, text: string): Step => ({ at: ago(minutes), subject, kind, text });
  return [
    line(95, 'order:871', 'order.placed', 'Order placed by the RIS of St. Anne, priority STAT.'),
    line(31, 'study:402', 'study.seen', 'First images seen in the archive: 40 instances.'),
    line(12, 'study:402', 'study.grew', '212 instances so far.'),
    line(9.2, 'study:402', 'study.complete', 'Complete: 212 instances, unchanged for 2 minutes.'),
    line(9.1, `case:${item.id}`, 'case.matched', 'Study and order belong together by Study Instance UID.'),
    line(9, `case:${item.id}`, 'case.routed', 'Routed to neuro-on-call by rule stroke-head-ct; to be read within 15 minutes.'),
    line(8.4, `case:${item.id}`, 'transfer.started', 'Sending 212 instances to neuro-pacs.'),
    line(7.8, `case:${item.id}`, 'transfer.verified', 'Verified: each of 212 instances is at neuro-pacs.'),
  ];
}

export function decisions(item: Case): Decision[] {
  if (!item.group) {
    return [];
  }
  return [
    {
      at: ago(9),
      configuration: 14,
      rule: 'stroke-head-ct',
      group: item.group,
      ...(item.images.destination ? { destination: item.images.destination } : {}),
      tier: 'regional',
      priority: item.priority,
      clock: 'PT15M',
      triage: false,
      tried: [
        { rule: 'paediatric', result: 'NOT_MATCHED', values: { 'patient.age': 68 } },
        { rule: 'mammography', result: 'NOT_MATCHED', values: { 'study.modalities': ['CT'] } },
        {
          rule: 'cardiac',
          result: 'FAILED',
          reason: 'Its group cardio-net does not read CT at st-anne; passed over.',
          values: { 'order.procedureCode': 'CTHEAD' },
        },
        {
          rule: 'stroke-head-ct',
          result: 'MATCHED',
          values: { 'case.priority': 'STAT', 'study.modalities': ['CT'], 'order.reason': 'stroke?' },
        },
      ],
      explanation: [
        'stroke-head-ct is the first rule that fits.',
        'neuro-on-call is the nearest group that reads CT for st-anne; local-day is not privileged for neuro CT there.',
        'The clock of STAT at st-anne is 15 minutes from completion.',
      ],
    },
  ];
}
