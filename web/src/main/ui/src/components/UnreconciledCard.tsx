// SPDX-License-Identifier: Apache-2.0
import { Button } from '@patternfly/react-core';
import { CheckIcon, TimesIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OrderSide, StudySide, Unreconciled } from '../api/client';
import { count, instant, personName, sexAndAge } from '../format';
import { useNow } from '../live/clock';
import { DecideDialog, LinkDialog, type Pair } from './DecideDialog';
import { PriorityLabel } from './labels';

/** One study or order that waits, beside what could be its other half. */
export function UnreconciledCard({ item, mayDecide }: { item: Unreconciled; mayDecide: boolean }) {
  const [pair, setPair] = useState<Pair | undefined>();
  const [linking, setLinking] = useState(false);
  const now = useNow();
  const own = item.kind === 'ORDER' ? <OrderFacts order={item.order!} /> : <StudyFacts study={item.study!} />;
  const bound = item.kind === 'CONFLICT' && item.order ? item.order : undefined;
  return (
    <li className="or-pair">
      <div className="or-pair-own">
        <p className="or-pair-what">
          {item.kind === 'ORDER' ? 'Order without images, due ' : 'Images, first seen '}
          {instant(item.since, now)}
          {item.caseId ? (
            <>
              {' · '}
              <Link to={`/cases/${item.caseId}`}>Case {item.caseId}</Link>
            </>
          ) : null}
        </p>
        {own}
        {item.conflict ? <p className="or-pair-conflict">{item.conflict}</p> : null}
        {mayDecide && item.kind === 'STUDY' ? (
          <Button variant="link" isInline onClick={() => setLinking(true)}>
            Find another order…
          </Button>
        ) : null}
      </div>
      <div className="or-pair-others">
        {bound ? (
          <div className="or-candidate">
            <p className="or-pair-what">The order that it is bound to</p>
            <OrderFacts order={bound} />
            {mayDecide ? (
              <div className="or-acts">
                <Button
                  variant="secondary"
                  size="sm"
                  onClick={() => setPair({ act: 'unlink', studyId: item.study!.id, orderId: bound.id })}
                >
                  Part the two…
                </Button>
              </div>
            ) : null}
          </div>
        ) : null}
        {!bound && item.candidates.length === 0 ? (
          <p className="or-quiet or-candidate">
            {item.kind === 'ORDER' ? 'No images fit so far.' : 'No order fits so far.'}
          </p>
        ) : null}
        {item.candidates.map((candidate) => {
          const studyId = item.study?.id ?? candidate.study!.id;
          const orderId = item.kind === 'ORDER' ? item.order!.id : candidate.order!.id;
          return (
            <div key={`${studyId} ${orderId}`} className="or-candidate">
              {candidate.order ? <OrderFacts order={candidate.order} /> : <StudyFacts study={candidate.study!} />}
              <ul className="or-reasons">
                {candidate.speaksFor.map((reason) => (
                  <li key={reason}>
                    <CheckIcon className="or-good" aria-label="For it" /> {reason}
                  </li>
                ))}
                {candidate.speaksAgainst.map((reason) => (
                  <li key={reason}>
                    <TimesIcon className="or-bad" aria-label="Against it" /> {reason}
                  </li>
                ))}
              </ul>
              {mayDecide ? (
                <div className="or-acts">
                  {candidate.kind === 'CONFLICT' ? (
                    <span className="or-second">Two patients: merge them, or correct the images at the archive.</span>
                  ) : (
                    <Button variant="primary" size="sm" onClick={() => setPair({ act: 'accept', studyId, orderId })}>
                      They belong together…
                    </Button>
                  )}
                  <Button variant="secondary" size="sm" onClick={() => setPair({ act: 'refuse', studyId, orderId })}>
                    They do not…
                  </Button>
                </div>
              ) : null}
            </div>
          );
        })}
      </div>
      {pair ? <DecideDialog pair={pair} onClose={() => setPair(undefined)} /> : null}
      {linking && item.study ? <LinkDialog study={item.study} onClose={() => setLinking(false)} /> : null}
    </li>
  );
}

function Person({ side }: { side: StudySide | OrderSide }) {
  const now = useNow();
  return (
    <>
      <p className="or-pair-name">{side.patientName ? personName(side.patientName) : 'No name'}</p>
      <p className="or-second">
        {[
          sexAndAge({ name: '', birthDate: side.birthDate ?? '', sex: side.sex ?? '' }, now),
          side.birthDate,
          side.patientId,
          side.patientAuthority,
        ]
          .filter(Boolean)
          .join(' · ') || 'No identity'}
      </p>
    </>
  );
}

export function StudyFacts({ study }: { study: StudySide }) {
  return (
    <div className="or-side">
      <Person side={study} />
      <p>
        {study.modalities.map((modality) => (
          <span key={modality} className="or-modality">
            {modality}
          </span>
        ))}
        {study.description || 'No description'}
      </p>
      <p className="or-second">
        {[study.accession || 'No accession number', study.studyDate, count(study.instances, 'image'), study.archive]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}

export function OrderFacts({ order }: { order: OrderSide }) {
  const now = useNow();
  return (
    <div className="or-side">
      <Person side={order} />
      <p>
        {order.modality ? <span className="or-modality">{order.modality}</span> : null}
        {order.procedure || 'Procedure not named'} <PriorityLabel priority={order.priority} />
      </p>
      <p className="or-second">
        {[order.accession || 'No accession number', order.placerNumber, `planned ${instant(order.plannedAt, now)}`]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}
