// SPDX-License-Identifier: Apache-2.0
import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import type { Coverage } from '../api/client';
import { days, HOURS, kind, runs } from '../coverage';
import { count } from '../format';

interface Props {
  site: string;
  /** Beginning of the first hour. */
  from: string;
  lines: Coverage['lines'];
}

/** Hours that a day's name needs; one that begins later than that before the end has none. */
const LABEL = 9;

/** One site's kinds of case, a row each, over the hours to come. */
export function CoverageGrid({ site, from, lines }: Props) {
  const hours = lines[0]?.hours.length ?? 0;
  const marks = days(from, hours);
  return (
    <Card isCompact className="or-cover-site">
      <CardTitle component="h2">{site}</CardTitle>
      <CardBody>
        <div className="or-cover-days" aria-hidden="true">
          <svg viewBox={`0 0 ${hours * 6} 20`}>
            {marks
              .filter((mark) => hours - mark.at >= LABEL)
              .map((mark) => (
                <text key={mark.at} x={mark.at * 6 + 2} y="14">
                  {mark.text}
                </text>
              ))}
          </svg>
        </div>
        <ul className="or-cover-lines">
          {lines.map((line) => (
            <li key={`${line.modality} ${line.specialty}`}>
              <span className="or-cover-kind">{kind(line)}</span>
              <svg viewBox={`0 0 ${hours} 1`} preserveAspectRatio="none" role="img" aria-label={told(line.hours)}>
                {runs(line.hours).map((run) => (
                  <rect key={run.from} className={`or-cover-${HOURS[run.letter]?.look}`} x={run.from} width={run.hours} height="1">
                    <title>{`${HOURS[run.letter]?.text}, ${run.hours} h`}</title>
                  </rect>
                ))}
                {marks.map((mark) => (
                  <rect key={`day ${mark.at}`} className="or-cover-midnight" x={mark.at} width="0.15" height="1" />
                ))}
              </svg>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

/** The row in words, for who cannot see it: how many hours of each. */
function told(hours: string): string {
  return Object.entries(HOURS)
    .map(([letter, hour]) => ({ text: hour.text, count: [...hours].filter((each) => each === letter).length }))
    .filter((each) => each.count > 0)
    .map((each) => `${each.text} in ${count(each.count, 'hour')}`)
    .join(', ');
}
