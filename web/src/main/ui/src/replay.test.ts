// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { ReplayOutcomes } from './api/client';
import { count } from './format';
import { fate, minutes, share, work } from './replay';

test('one is one and none are many', () => {
  expect([count(0, 'case'), count(1, 'case'), count(2, 'case'), count(1200, 'case')]).toEqual([
    '0 cases',
    '1 case',
    '2 cases',
    '1,200 cases',
  ]);
});

test('minutes are coarser the longer they are', () => {
  expect([0.5, 9.96, 12.3, 119.6, 125, 48 * 60 + 61].map(minutes)).toEqual([
    '0.5 min',
    '10 min',
    '12 min',
    '2 h 00',
    '2 h 05',
    '2 d 1 h',
  ]);
});

test('a part of nothing is none', () => {
  expect(share(0, 0)).toBe('–');
  expect(share(1, 3)).toBe('33.3 %');
});

test('a fate names the reader, else the group, else triage', () => {
  expect(fate({ group: 'far', reader: 'rita', minutes: 4, late: false })).toBe('rita, 4 min');
  expect(fate({ group: 'far', late: true })).toBe('far, unread');
  expect(fate({ late: true, minutes: null })).toBe('triage, unread');
  expect(fate(null)).toBe('not known');
});

test('work names everybody of any side, the most by the draft first', () => {
  const side = (rvuByReader: Record<string, number>) => ({ rvuByReader, hoursByReader: {} }) as unknown as ReplayOutcomes;
  expect(work(side({ ann: 1 }), side({ bob: 2 }), side({ bob: 3, cid: 5 })).map((each) => [each.reader, each.draft])).toEqual([
    ['cid', 5],
    ['bob', 3],
    ['ann', 0],
  ]);
});
