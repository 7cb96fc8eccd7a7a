// SPDX-License-Identifier: Apache-2.0
import { Chart, ChartAxis, ChartBar, ChartGroup, ChartThemeColor, ChartVoronoiContainer } from '@patternfly/react-charts/victory';
import type { TransferWay } from '../api/client';
import { size } from '../format';

const HOUR = 3_600_000;

interface Point {
  x: number;
  y: number;
  said: string;
}

/** Each of the last 24 hours, also those in which nothing was done. */
export function points(hours: TransferWay['hours'], now: number): Point[] {
  const last = Math.floor(now / HOUR) * HOUR;
  return Array.from({ length: 24 }, (_, back) => {
    const from = last - (23 - back) * HOUR;
    const hour = hours.find((each) => Date.parse(each.from) === from);
    const at = new Date(from).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return {
      x: back,
      y: hour?.bytes ?? 0,
      said: hour ? `${at}: ${size(hour.bytes)}, ${hour.attempts} attempts, ${hour.failed} failed` : `${at}: nothing`,
    };
  });
}

/** What went to a destination in each of the last 24 hours. */
export default function RatePlot({ name, hours, now }: { name: string; hours: TransferWay['hours']; now: number }) {
  const data = points(hours, now);
  const total = hours.reduce((sum, hour) => sum + hour.bytes, 0);
  return (
    <div className="or-rate">
      <Chart
        ariaTitle={`Sent to ${name} in the last 24 hours`}
        ariaDesc={`${size(total)} in all`}
        height={96}
        width={320}
        padding={{ top: 8, bottom: 28, left: 20, right: 20 }}
        domain={{ x: [-0.5, 23.5], y: [0, Math.max(1, ...data.map((each) => each.y))] }}
        themeColor={ChartThemeColor.blue}
        containerComponent={<ChartVoronoiContainer labels={({ datum }) => (datum as Point).said} constrainToVisibleArea />}
      >
        <ChartAxis tickValues={[0, 6, 12, 18, 23]} tickFormat={(x: number) => (x === 23 ? 'now' : `-${23 - x} h`)} fixLabelOverlap />
        <ChartGroup>
          <ChartBar data={data} barRatio={0.8} />
        </ChartGroup>
      </Chart>
    </div>
  );
}
