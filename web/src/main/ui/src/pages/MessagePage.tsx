// SPDX-License-Identifier: Apache-2.0
import { Breadcrumb, BreadcrumbItem, Button, Card, CardBody, PageSection, Tab, Tabs, TabTitleText, Title } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { type MessageDetail } from '../api/client';
import { replayable, useMessage } from '../api/messages';
import { useMe } from '../api/queries';
import { MessageStateLabel, MessageTree } from '../components/MessageParts';
import { ReplayDialog } from '../components/ReplayDialog';
import { ByNumber, FactList, OneThing, Part } from '../components/OneThing';
import { instant, STATES } from '../format';
import { useNow } from '../live/clock';
import { may } from '../roles';

export function MessagePage() {
  return <ByNumber show={(id) => <OneMessage key={id} id={id} />} />;
}

function OneMessage({ id }: { id: number }) {
  return <OneThing name="Message" id={id} query={useMessage(id)} show={(message) => <View message={message} />} />;
}

function View({ message }: { message: MessageDetail }) {
  const me = useMe();
  const now = useNow();
  const [dialog, setDialog] = useState<'again' | 'edit' | undefined>();
  const operator = may.resend(me.data);
  return (
    <>
      <PageSection className="or-head">
        <Breadcrumb>
          <BreadcrumbItem render={() => <Link to="/messages">Messages</Link>} />
          <BreadcrumbItem isActive>Message {message.id}</BreadcrumbItem>
        </Breadcrumb>
        <div className="or-case-title">
          <div>
            <Title headingLevel="h1" size="2xl">
              {message.type || 'Message without a type'}
            </Title>
            <p className="or-second">
              {message.direction === 'out' ? 'Sent' : 'Received'} {instant(message.receivedAt, now)} · {message.sender}
              {message.controlId ? ` · ${message.controlId}` : ''}
            </p>
            <p className="or-case-exam">
              <MessageStateLabel state={message.state} />{' '}
              {message.acknowledgement ? <code>{message.acknowledgement}</code> : <span>not answered</span>}
            </p>
            {message.problem ? (
              <p>
                {message.problem.text}{' '}
                <Link className="or-second" to={`/messages?problem=${message.problem.code}&state=REFUSED,FAILED`}>
                  {message.problem.code}, all of these
                </Link>
              </p>
            ) : null}
          </div>
          {operator && message.direction === 'in' ? (
            <div className="or-acts">
              {replayable(message) ? (
                <Button variant="primary" onClick={() => setDialog('again')}>
                  Send through again…
                </Button>
              ) : null}
              {message.content && !message.content.cut && message.content.readable ? (
                <Button variant="secondary" onClick={() => setDialog('edit')}>
                  Edit and send…
                </Button>
              ) : null}
            </div>
          ) : null}
        </div>
      </PageSection>
      <PageSection className="or-body" isFilled>
        <div className="or-message">
          <Content message={message} />
          <div className="or-message-side">
            <Part title="What it did">
              <Did message={message} />
            </Part>
            <Part title="Facts">
              <Facts message={message} />
            </Part>
          </div>
        </div>
      </PageSection>
      {dialog === 'again' ? <ReplayDialog id={message.id} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'edit' && message.content ? (
        <ReplayDialog id={message.id} text={message.content.text ?? ''} onClose={() => setDialog(undefined)} />
      ) : null}
    </>
  );
}

function Content({ message }: { message: MessageDetail }) {
  const [tab, setTab] = useState<string | number>('fields');
  const content = message.content;
  if (!content) {
    return (
      <Part title="What it says">
        <p className="or-quiet">Only integrators and administrators see what a message says, as long as its site keeps it.</p>
      </Part>
    );
  }
  return (
    <Card component="section" className="or-message-text">
      <CardBody>
        <Tabs activeKey={tab} onSelect={(_, key) => setTab(key)} aria-label="How the message is shown">
          <Tab eventKey="fields" title={<TabTitleText>Fields</TabTitleText>}>
            {content.readable ? null : (
              <p className="or-warn or-note">Its bytes are no text in the set that it names; names are damaged here.</p>
            )}
            {content.cut ? <p className="or-warn or-note">It is too long to be shown whole.</p> : null}
            {(content.atArchive ?? []).map((each) => (
              <p key={each.code} className="or-note or-second">
                {each.text} <code>{each.code}</code>
              </p>
            ))}
            <MessageTree segments={content.segments} />
          </Tab>
          <Tab eventKey="raw" title={<TabTitleText>As it came</TabTitleText>}>
            <pre className="or-raw">{content.text}</pre>
            <p className="or-second">
              Read as {content.charset}.{' '}
              <a href={`/overread/api/messages/${message.id}/raw`} download={`message-${message.id}.hl7`}>
                Byte for byte
              </a>
            </p>
          </Tab>
          <Tab eventKey="answer" title={<TabTitleText>Answer</TabTitleText>}>
            {content.answer ? <pre className="or-raw">{content.answer}</pre> : <p className="or-note">None was given.</p>}
          </Tab>
        </Tabs>
      </CardBody>
    </Card>
  );
}

function Did({ message }: { message: MessageDetail }) {
  const now = useNow();
  const { steps, orders, cases, audit, resends } = message.did;
  if (steps.length + orders.length + cases.length + audit.length + resends.length === 0) {
    return <p className="or-quiet">It touched no order and no case.</p>;
  }
  return (
    <div className="or-did">
      {steps.length > 0 ? (
        <ul className="or-steps">
          {steps.map((step, index) => (
            <li key={index}>{step.text}</li>
          ))}
        </ul>
      ) : null}
      {cases.map((each) => (
        <p key={`case ${each.id}`}>
          <Link to={`/cases/${each.id}`}>Case {each.id}</Link>{' '}
          <span className="or-second">
            {STATES[each.state]}
            {each.group ? `, ${each.group}` : ''}
          </span>
        </p>
      ))}
      {orders.map((each) => (
        <p key={`order ${each.id}`}>
          Order {each.id} {each.accession ? <code>{each.accession}</code> : null}{' '}
          <span className="or-second">
            {each.state.toLowerCase().replace('_', ' ')}
            {each.changed ? '' : ', named only'}
          </span>
        </p>
      ))}
      {resends.map((each) => (
        <p key={`resend ${each.id}`}>
          <Link to={`/messages/${each.id}`}>Message {each.id}</Link>{' '}
          <span className="or-second">
            sent through again{each.edited ? ', edited,' : ''} by {each.by}, {instant(each.at, now)}
          </span>
        </p>
      ))}
      {audit.length > 0 ? (
        <details>
          <summary>{audit.length} audit events</summary>
          <ul className="or-steps">
            {audit.map((each) => (
              <li key={each.id}>
                {each.event} {each.action} <span className="or-second">{[each.who, each.subject].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

const KINDS: Record<string, string> = {
  PATIENT: 'Patient',
  ACCESSION: 'Accession',
  PLACER: 'Placer',
  FILLER: 'Filler',
  STUDY: 'Study',
};

function Facts({ message }: { message: MessageDetail }) {
  const rows: [string, ReactNode][] = [
    ...message.identifiers.map((each): [string, ReactNode] => [
      KINDS[each.kind] ?? each.kind,
      <span key={each.value}>
        <code className="or-uid">{each.value}</code>{' '}
        {each.authority ? <span className="or-second">{each.authority}</span> : null}
      </span>,
    ]),
    ['From', [message.sendingApplication, message.sendingFacility].filter(Boolean).join(' · ')],
    ['Address', message.peer],
    ['Site', message.site],
    [
      'Stands for',
      message.resendOf ? (
        <Link key="original" to={`/messages/${message.resendOf}`}>
          Message {message.resendOf}
          {message.edited ? ', edited' : ''}
        </Link>
      ) : undefined,
    ],
    ['Sent by', message.resentBy],
  ];
  return <FactList rows={rows} termWidth="5.5rem" />;
}
