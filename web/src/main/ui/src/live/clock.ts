// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from 'react';

// One tick a second for all that shows time left, by the server's clock: a laptop's own may be minutes off.
let offset = 0;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Takes the clock of an answer's Date header, which is whole seconds. */
export function setServerTime(date: string | null): void {
  const server = date === null ? NaN : Date.parse(date);
  if (!Number.isNaN(server)) {
    const difference = server + 500 - Date.now();
    offset = Math.abs(difference) < 2000 ? 0 : difference;
  }
}

function tick(): void {
  now = Date.now() + offset;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    tick();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The instant of now in milliseconds, once a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
