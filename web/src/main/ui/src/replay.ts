// SPDX-License-Identifier: Apache-2.0
import type { ReplayFate, ReplayLine, ReplayOutcomes } from './api/client';

/** Minutes as a person says them: `12 min`, `3 h 20`, `2 d 4 h`. */
export function minutes(of: number): string {
  const whole = Math.round(of);
  if (whole < 120) {
    return of < 10 ? `${Math.round(of * 10) / 10} min` : `${whole} min`;
  }
  const hours = Math.floor(whole / 60);
  return hours < 48
    ? `${hours} h ${String(whole % 60).padStart(2, '0')}`
    : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A part of all, in a hundred. */
export function share(part: number, all: number): string {
  return all === 0 ? '–' : `${(Math.round((1000 * part) / all) / 10).toFixed(1)} %`;
}

/** Who had a case at last, and how it went. */
export function fate(of: ReplayFate | null | undefined): string {
  if (!of) {
    return 'not known';
  }
  const who = of.reader ?? of.group ?? 'triage';
  return of.minutes === null || of.minutes === undefined ? `${who}, unread` : `${who}, ${minutes(of.minutes)}`;
}

export interface Measure {
  name: string;
  hint?: string;
  of: (side: ReplayOutcomes) => string;
}

const read = (line: ReplayLine, value: number) => (line.cases > line.unread ? minutes(value) : '–');

export const MEASURES: Measure[] = [
  { name: 'Late', of: ({ all }) => `${all.breaches.toLocaleString('en')} (${share(all.breaches, all.cases)})` },
  { name: 'Half were read within', of: ({ all }) => read(all, all.p50) },
  { name: 'Nine of ten within', of: ({ all }) => read(all, all.p90) },
  { name: '99 of 100 within', of: ({ all }) => read(all, all.p99) },
  { name: 'Not read', of: ({ all }) => all.unread.toLocaleString('en') },
  { name: 'Changed hands', of: ({ moved }) => moved.toLocaleString('en') },
  { name: 'Cost', of: ({ cost }) => Math.round(cost).toLocaleString('en') },
  {
    name: 'Unevenness of work',
    hint: 'Gini: 0 = all readers did the same, towards 1 = one did all',
    of: ({ gini }) => gini.toFixed(2),
  },
];

export interface Work {
  reader: string;
  happened: number;
  live: number;
  draft: number;
  /** Units by hour of the reader's day, by the draft. */
  hours: number[];
}

/** Who read how much, those with most by the draft first. */
export function work(happened: ReplayOutcomes, live: ReplayOutcomes, draft: ReplayOutcomes): Work[] {
  const names = new Set([happened, live, draft].flatMap((side) => Object.keys(side.rvuByReader)));
  return [...names]
    .map((reader) => ({
      reader,
      happened: happened.rvuByReader[reader] ?? 0,
      live: live.rvuByReader[reader] ?? 0,
      draft: draft.rvuByReader[reader] ?? 0,
      hours: draft.hoursByReader[reader] ?? [],
    }))
    .sort((one, other) => other.draft - one.draft || one.reader.localeCompare(other.reader));
}
