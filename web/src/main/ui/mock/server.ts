// SPDX-License-Identifier: Apache-2.0
// A server of made-up cases for `npm run mock`: what the page looks like before there is an archive.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { Case } from '../src/api/client';
import { cases, decisions, me, timeline } from './data';
import { board } from './transfers';

const followers = new Set<ServerResponse>();

export function mockApi(): Plugin {
  return {
    name: 'mock-api',
    configureServer(server) {
      server.middlewares.use('/overread/api', (request, response) => answer(request, response));
      const timer = setInterval(advance, 2000);
      server.httpServer?.on('close', () => clearInterval(timer));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://mock');
  const part = url.pathname.split('/').filter(Boolean);
  if (part[0] === 'me') {
    send(response, 200, me);
  } else if (part[0] === 'events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('id: 1-1\nevent: begin\ndata: {}\n\n');
    followers.add(response);
    request.on('close', () => followers.delete(response));
  } else if (part[0] === 'transfers' && part[1] === 'board') {
    send(response, 200, board(Date.now()));
  } else if (part[0] === 'cases' && part.length === 1) {
    const wanted = (name: string) => url.searchParams.get(name)?.split(',');
    const items = cases.filter(
      (item) =>
        (wanted('state')?.includes(item.state) ?? true) &&
        (wanted('priority')?.includes(item.priority) ?? true) &&
        (wanted('group')?.includes(item.group ?? '') ?? true) &&
        (wanted('reader')?.includes(item.owner ?? '') ?? true),
    );
    send(response, 200, { items });
  } else if (part[0] === 'cases' && part[1] === 'search') {
    send(response, 200, { items: cases.slice(0, 2) });
  } else if (part[0] === 'cases') {
    one(part, cases.find((item) => item.id === Number(part[1])), response);
  } else {
    problem(response, 404, 'OVR000003', 'There is nothing here that you may see.');
  }
}

function one(part: string[], item: Case | undefined, response: ServerResponse): void {
  if (!item) {
    problem(response, 404, 'OVR000003', 'There is nothing here that you may see.');
  } else if (part[2] === 'timeline') {
    send(response, 200, { items: timeline(item) });
  } else if (part[2] === 'decisions') {
    send(response, 200, { items: decisions(item) });
  } else if (part[2] === 'claim') {
    Object.assign(item, { state: 'READING', owner: me.user, version: item.version + 1 });
    send(response, 200, item);
    tell(item);
  } else if (part[2] === 'release') {
    Object.assign(item, { state: 'AVAILABLE', owner: undefined, version: item.version + 1 });
    send(response, 200, item);
    tell(item);
  } else {
    send(response, 200, item);
  }
}

/** Moves a transfer on now and then, so that there is something to see. */
function advance(): void {
  const moving = cases.find((item) => item.images.state === 'SENDING' && (item.images.there ?? 0) < item.images.instances);
  if (moving) {
    moving.images.there = Math.min(moving.images.instances, (moving.images.there ?? 0) + 4);
    tell(moving);
  }
}

function tell(item: Case): void {
  const data = JSON.stringify({ at: new Date().toISOString(), subject: `case:${item.id}`, kind: 'mock', text: 'Moved' });
  followers.forEach((follower) => follower.write(`id: 1-${Date.now()}\nevent: step\ndata: ${data}\n\n`));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', Date: new Date().toUTCString() });
  response.end(JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, code: string, title: string): void {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' });
  response.end(JSON.stringify({ title, status, code }));
}
