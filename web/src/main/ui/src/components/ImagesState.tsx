// SPDX-License-Identifier: Apache-2.0
import { CheckCircleIcon, ExclamationCircleIcon, ExclamationTriangleIcon } from '@patternfly/react-icons';
import type { Case, Images } from '../api/client';

const VERIFICATIONS: Record<NonNullable<Images['verification']>, { text: string; hint: string }> = {
  instances: { text: 'verified', hint: 'Each instance was seen where the case is read' },
  committed: { text: 'committed', hint: 'The destination committed to keep each instance' },
  counted: { text: 'counted', hint: 'Only the number of instances was compared' },
  source: { text: 'at the source', hint: 'Read from the archive itself, counted again there' },
};

/** How far the images are: coming in, on their way with progress, or proved to be there, and how. */
export function ImagesState({ item }: { item: Case }) {
  const { instances, there = 0, state, verification } = item.images;
  if (state === 'QUARANTINED') {
    return (
      <span className="or-images or-bad" title="The transfer was given up, a person has to look">
        <ExclamationCircleIcon aria-hidden="true" /> {there} of {instances}, stopped
      </span>
    );
  }
  if (verification && state === 'VERIFIED') {
    const proof = VERIFICATIONS[verification];
    const Icon = verification === 'counted' ? ExclamationTriangleIcon : CheckCircleIcon;
    return (
      <span className={`or-images ${verification === 'counted' ? 'or-warn' : 'or-good'}`} title={proof.hint}>
        <Icon aria-hidden="true" /> {instances} {proof.text}
      </span>
    );
  }
  if (state === 'SENDING') {
    const share = instances > 0 ? Math.round((there / instances) * 100) : 0;
    return (
      <span className="or-images">
        <span className="or-images-count">
          {there} of {instances} sent
        </span>
        <svg className="or-bar or-bar-blue" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect className="or-bar-all" width="100" height="4" rx="2" />
          <rect className="or-bar-part" width={share} height="4" rx="2" />
        </svg>
      </span>
    );
  }
  if (instances === 0) {
    return <span className="or-quiet">None yet</span>;
  }
  return (
    <span className="or-images">
      {instances} {state === 'ARRIVING' ? 'so far' : 'complete'}
    </span>
  );
}
