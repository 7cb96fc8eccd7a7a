// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from 'react';

const phone = window.matchMedia('(max-width: 719px)');

/** Whether the window is a phone's, where a table would have to be scrolled sideways. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      phone.addEventListener('change', listener);
      return () => phone.removeEventListener('change', listener);
    },
    () => phone.matches,
  );
}
