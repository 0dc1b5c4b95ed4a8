import { get, poll, publishURL, type Server, type Stream } from './api';
import { copyable, el } from './dom';
import { bits, rate, short, since } from './format';
import { head } from './head';
import { signed, streamName, withToken } from './name';
import { player } from './player';

const stream = streamName();
document.title = `${stream} - Millrace`;

const address = el('div');
const element = player(stream, el('div', { slot: 'offline' }, el('p', {}, 'Publish to this address and it starts here by itself:'), address));
const component = `<script type="module" src="${location.origin}/player/millrace-player.js"></script> <millrace-player stream="${stream}"></millrace-player>`;
const badge = el('span', { class: 'badge' });
const facts = el('p', { class: 'facts' });
const problem = el('p', { class: 'notice', role: 'status', hidden: true });
const hlsURL = new URL(`${signed()}/hls/${encodeURIComponent(stream)}/index.m3u8`, location.href).href;
const embedURL = new URL(withToken(`/embed/${encodeURIComponent(stream)}`), location.href).href;

document.body.append(
  head(el('a', { href: '/' }, 'Dashboard')),
  el(
    'main',
    { class: 'watch' },
    element,
    el(
      'section',
      { class: 'about' },
      el('div', { class: 'title' }, el('h1', {}, stream), badge),
      facts,
      problem,
      el(
        'details',
        {},
        el('summary', {}, 'Share'),
        el('p', {}, 'Page'),
        copyable(location.href),
        el('p', {}, 'Any HLS player'),
        copyable(hlsURL),
        el('p', {}, 'Embed'),
        copyable(component),
        el('p', {}, 'Embed, in a frame'),
        copyable(`<iframe src="${embedURL}" width="960" height="540" allow="autoplay; fullscreen; picture-in-picture" style="border:0"></iframe>`),
      ),
      el('p', { class: 'keys' }, el('kbd', {}, 'S'), ' statistics  ', el('kbd', {}, 'K'), ' pause  ', el('kbd', {}, 'M'), ' mute  ', el('kbd', {}, 'F'), ' full screen'),
    ),
  ),
);

function describe(s: Stream | null): void {
  badge.hidden = !s;
  problem.hidden = !s?.problem || s.state !== 'live';
  if (!s) {
    facts.replaceChildren();
    return;
  }
  badge.textContent = s.state;
  badge.className = `badge ${s.state}`;
  problem.textContent = `Source only: ${s.problem ?? ''}`;
  const words = [lasted(s)];
  if (s.source) words.push(`${s.source.width}×${s.source.height} ${rate(s.source.frame_rate)}`, bits(s.source.bitrate));
  const parts: (Node | string)[] = [words.join(' · ')];
  if (s.orchestrator) parts.push(' · transcoded by ', el('code', { title: s.orchestrator }, short(s.orchestrator)));
  facts.replaceChildren(...parts);
}

function lasted(s: Stream): string {
  const began = s.started_at ?? new Date().toISOString();
  switch (s.state) {
    case 'live':
      return `on for ${since(began)}`;
    case 'disconnected':
      return `waits for its publisher, gone for ${since(s.disconnected_at ?? began)}`;
    default:
      return `ended after ${since(began, s.ended_at)}`;
  }
}

const showAddress = (server: Server | null) => address.replaceChildren(copyable(publishURL(server, stream)));
get<Server>('/server').then(showAddress, () => showAddress(null)); // the default port

poll(3000, async () => describe(element.state === 'offline' ? null : await get<Stream>(`/streams/${encodeURIComponent(stream)}`)));
