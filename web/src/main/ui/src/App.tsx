// SPDX-License-Identifier: Apache-2.0
import {
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  Page,
  SkipToContent,
} from '@patternfly/react-core';
import { Link, Route, Routes } from 'react-router';
import { useMe } from './api/queries';
import { NotHere } from './components/NotHere';
import { useLive, type Liveness } from './live/events';
import { CasePage } from './pages/CasePage';
import { Worklist } from './pages/Worklist';

const LIVENESS: Record<Liveness, { text: string; hint: string }> = {
  connecting: { text: 'Connecting', hint: 'Connecting to the live updates' },
  live: { text: 'Live', hint: 'What happens shows here by itself' },
  away: { text: 'Reconnecting', hint: 'The live updates are interrupted; what you see may be old' },
};

export function App() {
  const liveness = useLive();
  const me = useMe();
  const masthead = (
    <Masthead display={{ default: 'inline' }}>
      <MastheadMain>
        <MastheadBrand>
          <MastheadLogo component={(props) => <Link {...props} to="/" aria-label="Overread, to the worklist" />}>
            <span className="or-brand">
              <img src="/overread/logo.svg" alt="" width="30" height="30" />
              <span>Overread</span>
            </span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <div className="or-masthead-end">
          <span className={`or-live or-live-${liveness}`} role="status" title={LIVENESS[liveness].hint}>
            <span className="or-dot" aria-hidden="true" />
            {LIVENESS[liveness].text}
          </span>
          <span className="or-user" title={me.data?.roles.join(', ')}>
            {me.data?.user ?? ''}
          </span>
        </div>
      </MastheadContent>
    </Masthead>
  );
  return (
    <Page
      masthead={masthead}
      mainContainerId="main"
      skipToContent={<SkipToContent href="#main">Skip to the cases</SkipToContent>}
    >
      <Routes>
        <Route index element={<Worklist />} />
        <Route path="cases/:id" element={<CasePage />} />
        <Route path="*" element={<NotHere />} />
      </Routes>
    </Page>
  );
}
