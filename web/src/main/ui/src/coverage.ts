// SPDX-License-Identifier: Apache-2.0
const HOUR = 3_600_000;

/** Who is there in an hour, by the letter of the interface. */
export const HOURS: Record<string, { text: string; look: string }> = {
  '2': { text: 'several on duty', look: 'several' },
  '1': { text: 'one on duty', look: 'one' },
  C: { text: 'on call only', look: 'call' },
  G: { text: 'a group that chooses its readers itself', look: 'group' },
  '-': { text: 'nobody', look: 'nobody' },
};

export interface Run {
  from: number;
  hours: number;
  letter: string;
}

/** Hours that are alike, one after the other, as one. */
export function runs(letters: string): Run[] {
  const found: Run[] = [];
  [...letters].forEach((letter, index) => {
    const last = found.at(-1);
    if (last?.letter === letter) {
      last.hours++;
    } else {
      found.push({ from: index, hours: 1, letter });
    }
  });
  return found;
}

/** Where each day begins on the viewer's clock, in hours from the first one. */
export function days(from: string, hours: number): { at: number; text: string }[] {
  const start = Date.parse(from);
  const day = new Date(start);
  day.setHours(0, 0, 0, 0);
  const found: { at: number; text: string }[] = [];
  for (let at = day; at.getTime() < start + hours * HOUR; ) {
    found.push({
      at: Math.max(0, (at.getTime() - start) / HOUR),
      text: at.toLocaleDateString(undefined, { weekday: 'short', day: 'numeric' }),
    });
    at = new Date(at);
    at.setDate(at.getDate() + 1);
  }
  // the rest of a day that is nearly over has no room for its name
  return found.filter((_, index) => index > 0 || (found[1]?.at ?? hours) >= 8);
}

/** `Mon 22:00 to Tue 07:00` on the viewer's clock. */
export function span(from: string, until: string): string {
  const [begins, ends] = [new Date(from), new Date(until)];
  const time = (at: Date) => at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = (at: Date) => at.toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
  const sameDay = begins.toDateString() === ends.toDateString();
  return `${day(begins)} ${time(begins)} to ${sameDay ? '' : `${day(ends)} `}${time(ends)}`;
}

/** `CT neuro`, `every modality`. */
export function kind(of: { modality: string; specialty: string }): string {
  return [of.modality || 'every modality', of.specialty].filter(Boolean).join(' ');
}
