// SPDX-License-Identifier: Apache-2.0
import type { MovingTransfer, Transfer, TransferWay } from '../src/api/client';

const HOUR = 3_600_000;

/** Destinations in each condition, and transfers in each state. */
export function board(now: number): { at: string; ways: TransferWay[]; moving: MovingTransfer[] } {
  const iso = (at: number) => new Date(at).toISOString();
  const hours = Array.from({ length: 24 }, (_, back) => ({
    from: iso(Math.floor(now / HOUR) * HOUR - (23 - back) * HOUR),
    bytes: Math.round(2e9 * (1 + Math.sin(back / 3))),
    attempts: 5 + (back % 7),
    failed: back % 3,
  }));
  const way = (destination: string, more: Partial<TransferWay>): TransferWay => ({
    destination,
    configured: true,
    condition: 'OPEN',
    failures: 0,
    waiting: 0,
    sending: 0,
    quarantined: 0,
    verified: 0,
    hours: [],
    ...more,
  });
  const moving = (id: number, state: Transfer['state'], more: Partial<MovingTransfer>, there = 0): MovingTransfer => ({
    transfer: {
      id,
      caseId: id,
      studyId: id,
      archive: 'hospital',
      studyUid: `1.2.3.${id}`,
      site: 'mercy',
      destination: 'radgroup',
      state,
      round: 1,
      instances: 290,
      sent: there,
      there,
      bytes: 0,
      tries: 1,
      createdAt: iso(now - HOUR),
      updatedAt: iso(now - 60_000),
      version: 3,
    },
    urgent: false,
    group: 'radgroup',
    bytesPerSecond: 0,
    ...more,
  });
  return {
    at: iso(now),
    ways: [
      way('radgroup', { waiting: 12, sending: 3, verified: 212, hours }),
      way('nightreaders', { condition: 'CLOSED', until: iso(now + 5 * HOUR), waiting: 4, verified: 31, hours: hours.slice(0, 9) }),
      way('far-north', { condition: 'RESTS', until: iso(now + 41_000), failures: 7, waiting: 9, quarantined: 2 }),
      way('closed-last-year', { configured: false, quarantined: 1 }),
    ],
    moving: [
      moving(1, 'SENDING', { urgent: true, dueAt: iso(now + 12 * 60_000), bytesPerSecond: 81e6, secondsLeft: 4 }, 130),
      moving(2, 'SENDING', { dueAt: iso(now + HOUR), bytesPerSecond: 24e6, secondsLeft: 190 }, 20),
      moving(3, 'WAITING', { dueAt: iso(now - 60_000) }),
    ],
  };
}
