// SPDX-License-Identifier: Apache-2.0
import type { Case, CaseState, Patient, Priority } from './api/client';

/** A DICOM person name, `DOE^JOHN^M^^`, as a person writes it in a list: `Doe, John M`. */
export function personName(name: string | undefined): string {
  const alphabetic = name?.split('=')[0] ?? '';
  const [family = '', given = '', middle = ''] = alphabetic.split('^').map((part) => title(part.trim()));
  const rest = [given, middle].filter(Boolean).join(' ');
  return [family, rest].filter(Boolean).join(', ') || 'No name';
}

/** Names that came in capitals only are easier to read otherwise; mixed ones are left as they were written. */
function title(part: string): string {
  return part === part.toUpperCase()
    ? part.toLowerCase().replace(/(^|[\s'-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    : part;
}

/** Whole years from a DICOM date, or undefined when it is none. */
export function age(birthDate: string | undefined, now: number): number | undefined {
  const parts = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(birthDate ?? '');
  if (!parts) {
    return undefined;
  }
  const today = new Date(now);
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const hadBirthday = today.getMonth() + 1 > month || (today.getMonth() + 1 === month && today.getDate() >= day);
  const years = today.getFullYear() - year - (hadBirthday ? 0 : 1);
  return years >= 0 && years < 150 ? years : undefined;
}

/** `F 67`, as far as both are known. */
export function sexAndAge(patient: Patient | undefined, now: number): string {
  const years = age(patient?.birthDate, now);
  return [patient?.sex ?? '', years === undefined ? '' : String(years)].filter(Boolean).join(' ');
}

const UNCLOCKED: CaseState[] = ['PRELIMINARY', 'FINAL', 'DELIVERED', 'CANCELLED'];

export type Left =
  | { kind: 'none' }
  | { kind: 'done' }
  | { kind: 'running'; text: string; overdue: boolean; share: number };

/** How long a case has until it must be read, and which share of its time is used up. */
export function timeLeft(item: Pick<Case, 'state' | 'dueAt' | 'clockStartedAt'>, now: number): Left {
  if (UNCLOCKED.includes(item.state)) {
    return { kind: 'done' };
  }
  if (!item.dueAt) {
    return { kind: 'none' };
  }
  const due = Date.parse(item.dueAt);
  const start = item.clockStartedAt ? Date.parse(item.clockStartedAt) : due;
  const share = due > start ? Math.min(1, Math.max(0, (now - start) / (due - start))) : 1;
  const overdue = now >= due;
  return { kind: 'running', text: duration(Math.abs(due - now)), overdue, share: overdue ? 1 : share };
}

/** `1 d 4 h`, `3:05:09`, `12:40`: coarser the longer, since nobody watches the seconds of tomorrow. */
export function duration(millis: number): string {
  const seconds = Math.floor(millis / 1000);
  const [days, hours, minutes, rest] = [
    Math.floor(seconds / 86400),
    Math.floor((seconds % 86400) / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  const two = (value: number) => String(value).padStart(2, '0');
  if (days > 0) {
    return `${days} d ${hours} h`;
  }
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** `812 kB`, `4.3 MB`, `1.2 GB`: powers of ten, as lines are measured. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 10 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A clock time of today, else with its date, in the reader's own zone. */
export function instant(iso: string, now: number): string {
  const at = new Date(iso);
  const sameDay = at.toDateString() === new Date(now).toDateString();
  return at.toLocaleString(undefined, {
    ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}

export const PRIORITIES: Record<Priority, string> = {
  STAT: 'STAT',
  ASAP: 'ASAP',
  PREOPERATIVE: 'Pre-op',
  CALLBACK: 'Callback',
  TIMING_CRITICAL: 'Timed',
  ROUTINE: 'Routine',
  AS_NEEDED: 'As needed',
};

export const STATES: Record<CaseState, string> = {
  ORDERED: 'Ordered',
  ARRIVING: 'Arriving',
  COMPLETE: 'Complete',
  ROUTED: 'Routed',
  AVAILABLE: 'Available',
  READING: 'Reading',
  PRELIMINARY: 'Preliminary',
  FINAL: 'Final',
  DELIVERED: 'Delivered',
  CANCELLED: 'Cancelled',
};

/** What a state means, for who is new to it. */
export const STATE_MEANINGS: Record<CaseState, string> = {
  ORDERED: 'Ordered, no images yet',
  ARRIVING: 'Images are coming in',
  COMPLETE: 'All images are there; where it is read is decided next',
  ROUTED: 'An owner was chosen, the images are on their way',
  AVAILABLE: 'The images were verified where they are read',
  READING: 'Claimed by a reader',
  PRELIMINARY: 'A preliminary report is there',
  FINAL: 'The report is signed',
  DELIVERED: 'The report was delivered',
  CANCELLED: 'Cancelled',
};

/** `1 case`, `2 cases`. */
export function count(of: number, one: string, many = `${one}s`): string {
  return `${of.toLocaleString('en')} ${of === 1 ? one : many}`;
}
