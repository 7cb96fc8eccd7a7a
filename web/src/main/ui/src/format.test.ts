// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { age, duration, personName, timeLeft, size } from './format';

const NOON = Date.parse('2026-11-24T12:00:00Z');

describe('a person name', () => {
  it('is turned from DICOM into what a list shows', () => {
    expect(personName('DOE^JOHN^M')).toBe('Doe, John M');
    expect(personName("O'SHEA^BRIDGET")).toBe("O'Shea, Bridget");
    expect(personName('van Dijk^Anna')).toBe('van Dijk, Anna');
  });

  it('shows the alphabetic group of three, and says so when there is none', () => {
    expect(personName('YAMADA^TAROU=山田^太郎=やまだ^たろう')).toBe('Yamada, Tarou');
    expect(personName('')).toBe('No name');
    expect(personName(undefined)).toBe('No name');
  });
});

describe('an age', () => {
  it('counts whole years', () => {
    expect(age('1958-11-24', NOON)).toBe(68);
    expect(age('19581125', NOON)).toBe(67);
  });

  it('is not known for what is no date', () => {
    expect(age('1958', NOON)).toBeUndefined();
    expect(age(undefined, NOON)).toBeUndefined();
  });
});

describe('the time left', () => {
  const due = { state: 'AVAILABLE' as const, clockStartedAt: '2026-11-24T11:50:00Z', dueAt: '2026-11-24T12:10:00Z' };

  it('runs down, and its share runs up', () => {
    expect(timeLeft(due, NOON)).toEqual({ kind: 'running', text: '10:00', overdue: false, share: 0.5 });
  });

  it('says by how much it is over', () => {
    expect(timeLeft(due, NOON + 13 * 60_000)).toMatchObject({ text: '3:00', overdue: true, share: 1 });
  });

  it('does not run before the clock does, nor after the report', () => {
    expect(timeLeft({ state: 'ARRIVING' }, NOON)).toEqual({ kind: 'none' });
    expect(timeLeft({ ...due, state: 'FINAL' }, NOON)).toEqual({ kind: 'done' });
  });

  it('is coarser the longer it is', () => {
    expect(duration(59_000)).toBe('0:59');
    expect(duration(3_600_000)).toBe('1:00:00');
    expect(duration(90_000_000)).toBe('1 d 1 h');
  });
});

describe('size', () => {
  it('is told in powers of ten, with as many digits as count', () => {
    expect(size(0)).toBe('0 B');
    expect(size(999)).toBe('999 B');
    expect(size(1000)).toBe('1.0 kB');
    expect(size(9_949_000)).toBe('9.9 MB');
    expect(size(150_400_000)).toBe('150 MB');
    expect(size(999_900_000)).toBe('1.0 GB');
    expect(size(4e15)).toBe('4000 TB');
  });
});
