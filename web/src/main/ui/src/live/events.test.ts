// SPDX-License-Identifier: Apache-2.0
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow, type Liveness } from './events';

/** What the browser has, driven by the test. */
class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeEventSource.opened.push(this);
  }

  say(type: string, lastEventId: string, data: unknown = {}): void {
    this.dispatchEvent(new MessageEvent(type, { lastEventId, data: JSON.stringify(data) }));
  }

  close(): void {
    this.readyState = 2;
  }
}

describe('following', () => {
  const queries = new QueryClient();
  let read: string[];
  let states: Liveness[];
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', FakeEventSource);
    FakeEventSource.opened = [];
    read = [];
    states = [];
    vi.spyOn(queries, 'invalidateQueries').mockImplementation((filter) => {
      read.push((filter?.queryKey ?? []).join('/'));
      return Promise.resolve();
    });
    stop = follow(queries, (state) => states.push(state));
  });

  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const source = () => FakeEventSource.opened.at(-1)!;

  it('reads the list and the case again, once for many steps', () => {
    source().say('step', '7-1', { subject: 'case:12' });
    source().say('step', '7-2', { subject: 'case:12' });
    expect(read).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(read).toEqual(['cases', 'case/12']);
  });

  it('reads every case that is shown after a step of an order or a study', () => {
    source().say('step', '7-1', { subject: 'study:3' });
    vi.advanceTimersByTime(300);
    expect(read).toContain('case');
  });

  it('says nothing of a stream that ended and is back at once, and reads nothing again', () => {
    source().onopen?.();
    source().onerror?.();
    vi.advanceTimersByTime(1000);
    source().onopen?.();
    source().say('resume', '7-9', {});
    vi.advanceTimersByTime(10_000);
    expect(states).toEqual(['live', 'live']);
    expect(read).toEqual([]);
    source().onerror?.();
    vi.advanceTimersByTime(3100);
    expect(states.at(-1)).toBe('away');
  });

  it('opens a refused stream anew, after the last id it saw', () => {
    source().onopen?.();
    source().say('step', '7-2', { subject: 'case:1' });
    source().readyState = FakeEventSource.CLOSED;
    source().onerror?.();
    vi.advanceTimersByTime(3100);
    expect(states).toEqual(['live', 'away']);
    expect(source().url).toBe('/overread/api/events?lastEventId=7-2');
  });
});
