// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { days, kind, runs, span } from './coverage';

test('hours that are alike are one', () => {
  expect(runs('--1CC')).toEqual([
    { from: 0, hours: 2, letter: '-' },
    { from: 2, hours: 1, letter: '1' },
    { from: 3, hours: 2, letter: 'C' },
  ]);
  expect(runs('')).toEqual([]);
});

test('days begin at midnight of the viewer, the first where the hours do', () => {
  const from = new Date(2026, 5, 1, 10).toISOString();
  expect(days(from, 48).map((day) => day.at)).toEqual([0, 14, 38]);
  const late = new Date(2026, 5, 1, 20).toISOString();
  expect(days(late, 48).map((day) => day.at)).toEqual([4, 28]);
});

test('a span within a day names it once', () => {
  const at = (hour: number) => new Date(2026, 5, 1, hour).toISOString();
  expect(span(at(8), at(10)).match(/Mon/g)).toHaveLength(1);
  expect(span(at(22), at(31)).match(/Mon|Tue/g)).toHaveLength(2);
});

test('a kind of case is told by what it has', () => {
  expect(kind({ modality: 'CT', specialty: 'neuro' })).toBe('CT neuro');
  expect(kind({ modality: '', specialty: '' })).toBe('every modality');
});
