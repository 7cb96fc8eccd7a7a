// SPDX-License-Identifier: Apache-2.0
import {
  Dropdown,
  DropdownItem,
  DropdownList,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MenuToggle,
  Page,
  SkipToContent,
} from '@patternfly/react-core';
import { useState } from 'react';
import { Link, NavLink, Route, Routes } from 'react-router';
import { api, type Me } from './api/client';
import { useMe } from './api/queries';
import { NotHere } from './components/NotHere';
import { useLive, type Liveness } from './live/events';
import { AuditTrailPage } from './pages/AuditTrailPage';
import { CasePage } from './pages/CasePage';
import { CoveragePage } from './pages/CoveragePage';
import { LoggedOut } from './pages/LoggedOut';
import { MessagePage } from './pages/MessagePage';
import { Messages } from './pages/Messages';
import { ReconciliationPage } from './pages/ReconciliationPage';
import { TransfersPage } from './pages/TransfersPage';
import { ReplayPage } from './pages/ReplayPage';
import { ReplaysPage } from './pages/ReplaysPage';
import { Worklist } from './pages/Worklist';
import { may } from './roles';

const LIVENESS: Record<Liveness, { text: string; hint: string }> = {
  connecting: { text: 'Connecting', hint: 'Connecting to the live updates' },
  live: { text: 'Live', hint: 'What happens shows here by itself' },
  away: { text: 'Reconnecting', hint: 'The live updates are interrupted; what you see may be old' },
};

/** Logged out, nothing may ask the server any more: a browser would ask for the password at once. */
export function App() {
  const [out, setOut] = useState(false);
  return out ? <LoggedOut /> : <Workspace onOut={() => setOut(true)} />;
}

function Workspace({ onOut }: { onOut: () => void }) {
  const me = useMe();
  const follows = may.follow(me.data);
  const liveness = useLive(follows);
  const masthead = (
    <Masthead display={{ default: 'inline' }} className="or-masthead">
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
          <Places me={me.data} />
          {follows ? (
            <span className={`or-live or-live-${liveness}`} role="status" title={LIVENESS[liveness].hint}>
              <span className="or-dot" aria-hidden="true" />
              <span className="or-live-text">{LIVENESS[liveness].text}</span>
            </span>
          ) : null}
          <UserMenu me={me.data} onOut={onOut} />
        </div>
      </MastheadContent>
    </Masthead>
  );
  return (
    <Page
      masthead={masthead}
      mainContainerId="main"
      skipToContent={<SkipToContent href="#main">Skip to the content</SkipToContent>}
    >
      <Routes>
        <Route index element={<Worklist />} />
        <Route path="cases/:id" element={<CasePage />} />
        <Route path="messages" element={<Messages />} />
        <Route path="messages/:id" element={<MessagePage />} />
        <Route path="reconciliation" element={<ReconciliationPage />} />
        <Route path="transfers" element={<TransfersPage />} />
        <Route path="coverage" element={<CoveragePage />} />
        <Route path="replay" element={<ReplaysPage />} />
        <Route path="replay/:id" element={<ReplayPage />} />
        <Route path="audit" element={<AuditTrailPage />} />
        <Route path="*" element={<NotHere />} />
      </Routes>
    </Page>
  );
}

/** Where this person can go; nothing for who has the worklist alone. */
function Places({ me }: { me: Me | undefined }) {
  const places = [
    { to: '/', text: 'Worklist', shown: true },
    { to: '/messages', text: 'Messages', shown: may.seeMessages(me) },
    { to: '/transfers', text: 'Transfers', shown: may.seeTransfers(me) },
    { to: '/reconciliation', text: 'Reconciliation', shown: may.seeReconciliation(me) },
    { to: '/coverage', text: 'Coverage', shown: may.seeCoverage(me) },
    { to: '/replay', text: 'Replay', shown: may.seeReplays(me) },
    { to: '/audit', text: 'Audit', shown: may.seeAudit(me) },
  ].filter((place) => place.shown);
  if (places.length < 2) {
    return null;
  }
  return (
    <nav className="or-places" aria-label="Pages">
      {places.map((place) => (
        <NavLink key={place.to} to={place.to} end={place.to === '/'}>
          {place.text}
        </NavLink>
      ))}
    </nav>
  );
}

function UserMenu({ me, onOut }: { me: Me | undefined; onOut: () => void }) {
  const [open, setOpen] = useState(false);
  if (!me) {
    return null;
  }
  async function logOut(): Promise<void> {
    const { response } = await api.POST('/api/logout');
    if (response.ok) {
      onOut();
    }
  }
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right' }}
      toggle={(ref) => (
        <MenuToggle ref={ref} variant="plainText" isExpanded={open} onClick={() => setOpen(!open)} className="or-user">
          {me.user}
        </MenuToggle>
      )}
    >
      <DropdownList>
        <DropdownItem key="roles" isDisabled description={me.roles.map((role) => role.replace('overread-', '')).join(', ')}>
          {me.user}
        </DropdownItem>
        <DropdownItem key="out" onClick={() => void logOut()}>
          Log out
        </DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
