import { signIn } from './access';
import { get, poll, publishServer, publishURL, reason, send, type Chain, type Orchestrator, type Payments, type Rendition, type Selection, type Server, type Session, type Stream, type StreamKey } from './api';
import { chart } from './chart';
import { createForm, publishSettings } from './create';
import { copyable, el } from './dom';
import { bits, dollars, percent, rate, seconds, short, since, span, tokens } from './format';
import { head } from './head';
import { History } from './history';
import { recordingRows, recordings } from './recordings';

const maxSessions = 8;
const maxSelections = 8;
const posterEvery = 10_000; // ms
const rarely = 5; // polls: how often is asked for what may be much, and seldom changes

const chain = el('span', { class: 'chain' });
const down = el('p', { class: 'notice', role: 'alert', hidden: true }, 'The broadcaster does not answer. Trying again every 2 seconds; what is shown is the last that was known.');
const access = el('div', { class: 'access' });
const creating = el('div');
const published = el('div'); // what the publisher of a stream with a new key needs
const streams = el('div');
const recorded = el('div');
const recording = el('section', { id: 'recordings', 'aria-labelledby': 'recordings-head', hidden: true }, el('h2', { id: 'recordings-head' }, 'Recordings'), recorded);
const orchestrators = el('div');
const selections = el('div');
const sessions = el('div');
const payments = el('div');
const paying = el('section', { 'aria-labelledby': 'payments', hidden: true }, el('h2', { id: 'payments' }, 'Payments'), payments);
const foot = el('footer', {});

document.title = 'Millrace';
document.body.append(
  head(
    el('span', { class: 'places' }, el('a', { href: '#streams' }, 'Streams'), el('a', { href: '#recordings' }, 'Recordings'), el('a', { href: '#network' }, 'Network')),
    chain,
  ),
  el(
    'main',
    { class: 'dashboard' },
    down,
    access,
    el('section', { id: 'streams', 'aria-labelledby': 'streams-head' }, el('h2', { id: 'streams-head' }, 'Streams'), creating, published, streams),
    recording,
    el('section', { id: 'network', 'aria-labelledby': 'orchestrators' }, el('h2', { id: 'orchestrators' }, 'Orchestrators'), orchestrators),
    el('section', { 'aria-labelledby': 'selections' }, el('h2', { id: 'selections' }, 'Who was chosen'), selections),
    paying,
    el('section', { 'aria-labelledby': 'sessions' }, el('h2', { id: 'sessions' }, 'Sessions'), sessions),
  ),
  foot,
);

let server: Server | null = null;
let polls = 0;
let created: Stream[] = []; // also those that are not live
const history = new History();
const open = new Set<string>(); // streams whose details are shown

/** Asks anew who the reader is, and shows what that person may do. */
function identify(): void {
  server = null;
  polls = 0;
  created = [];
  published.replaceChildren();
}

function may(scope: string): boolean {
  return server?.scopes.includes(scope) ?? false;
}

poll(2000, async () => {
  try {
    if (!server) {
      server = await get<Server>('/server');
      access.replaceChildren(...(server ? [signIn(server, identify)].filter((n) => n !== null) : []));
      creating.replaceChildren(...(server && may('streams') ? [createForm(server, () => (polls = 0))] : []));
    }
    const seldom = may('read') && polls % rarely === 0;
    polls++;
    const [s, o, e, c, p, d, all, r] = await Promise.all([
      get<{ streams: Stream[] }>('/streams'),
      get<{ orchestrators: Orchestrator[] }>('/orchestrators'),
      get<{ sessions: Session[] }>('/sessions'),
      get<Chain>('/chain'),
      server?.payments ? get<Payments>('/payments') : null,
      get<{ selections: Selection[] }>('/selections'),
      seldom ? get<{ streams: Stream[] }>('/streams?created=true') : null,
      seldom ? recordings() : null,
    ]);
    if (all) created = all.streams;
    const list = withCreated(s?.streams ?? []);
    history.note(list);
    keepingFocus(() => {
      put(streams, showStreams(list, o?.orchestrators ?? [], p));
      recording.hidden = !may('read');
      if (r) put(recorded, r.length > 0 ? table('Recordings', ['Stream', 'State', 'Began', 'Length', 'Size', ''], recordingRows(r, server?.scopes ?? [], () => (polls = 0))) : el('p', { class: 'quiet' }, 'Nothing was recorded.'));
      put(selections, showSelections(d?.selections ?? []));
      put(orchestrators, showOrchestrators(o?.orchestrators ?? []));
      put(sessions, showSessions(e?.sessions ?? []));
      paying.hidden = !p || (p.orchestrators.length === 0 && Number(p.deposit) + Number(p.reserve) === 0);
      put(payments, ...(p ? showPayments(p) : []));
      put(chain, ...(c ? showChain(c) : []));
      put(foot, ...showFoot());
    });
    down.hidden = true;
  } catch {
    down.hidden = false;
  }
});

/** Streams that are here, with what was said when they were created; and those that were created and are not. */
function withCreated(here: Stream[]): Stream[] {
  const rest = new Map(created.map((c) => [c.name, c]));
  const both = here.map((s) => {
    const settings = rest.get(s.name)?.settings;
    rest.delete(s.name);
    return { ...s, settings };
  });
  return [...both, ...rest.values()];
}

function showStreams(list: Stream[], network: Orchestrator[], paid: Payments | null): Node {
  const live = list.some((s) => s.state === 'live');
  const help = !live && publishHelp();
  if (list.length === 0) return help || el('p');
  const rows = list.flatMap((s) => {
    const problem = s.state === 'live' && s.problem;
    const advice = (s.health?.advice ?? []).map((a) => a.text);
    const notices = [...(problem ? [`Source only: ${problem}`] : []), ...advice];
    const time = s.disconnected_at ?? s.ended_at ?? s.started_at;
    const row = el(
      'tr',
      { class: 'joined' },
      el('th', { scope: 'row' }, el('a', { href: s.watch_url, 'data-focus': `stream ${s.name}` }, showPoster(s), s.name), s.settings?.playback?.private ? el('small', {}, 'private') : null),
      el('td', {}, badge(s.state), time ? el('small', {}, s.state === 'live' ? since(s.started_at!) : `${since(time)} ago`) : null),
      el('td', {}, ...showSource(s)),
      el('td', {}, el('ul', { class: 'rungs' }, ...s.renditions.map(showRung))),
      el('td', {}, s.orchestrator ? address(s.orchestrator) : el('span', { class: 'quiet' }, 'none')),
      el('td', { class: 'number' }, String(s.viewers)),
      el('td', { class: 'number' }, String(s.failovers)),
    );
    const more = el('tr', {}, el('td', { colspan: 7 }, ...notices.map((text) => el('p', { class: 'notice' }, text)), showDetails(s, network, paid)));
    return [row, more];
  });
  const wrap = el('div', {}, table('Streams', ['Stream', 'State', 'Source', 'Rungs, and how far behind the source', 'Orchestrator', 'Viewers', 'Failovers'], rows));
  if (help) wrap.append(help);
  return wrap;
}

/** What is behind a stream's line: charts, who serves it, and what can be done with it. */
function showDetails(s: Stream, network: Orchestrator[], paid: Payments | null): Node {
  const toggle = (event: Event) => ((event.target as HTMLDetailsElement).open ? open.add(s.name) : open.delete(s.name));
  const details = el('details', { open: open.has(s.name), toggle }, el('summary', { 'data-focus': `details ${s.name}` }, 'Health, orchestrator and settings'));
  if (!open.has(s.name)) return details;
  if (s.state === 'live' || s.state === 'disconnected') details.append(el('dl', { class: 'charts' }, ...history.of(s.name).map(chart)));
  const h = s.health;
  if (h) details.append(el('p', { class: 'quiet' }, `By ${h.protocol.toUpperCase()} for ${since(h.since)}; ${h.missing_frames} pictures did not come, ${h.dropped_units} units were dropped.`));
  const o = network.find((o) => o.address === s.orchestrator);
  if (o) {
    const cost = paid?.streams.find((p) => p.stream === s.name);
    const figure = (name: string, value: string) => el('div', {}, el('dt', {}, name), el('dd', {}, value));
    details.append(
      el(
        'dl',
        { class: 'figures' },
        figure('Orchestrator', short(o.address)),
        figure('Stake', `${tokens(o.stake)} (${percent(o.share)})`),
        figure('Price per 10¹² pixels', o.price_per_terapixel ? Number(o.price_per_terapixel).toLocaleString('en') : '-'),
        figure('Parts in', o.part_latency_p50_ms ? seconds(o.part_latency_p50_ms / 1000) : '-'),
        ...(cost ? [figure('Cost today', dollars(cost.today)), figure('Cost an hour', dollars(cost.per_hour))] : []),
      ),
    );
  }
  if (s.settings && may('streams')) details.append(showActions(s));
  return details;
}

/** What can be done with a stream that was created. */
function showActions(s: Stream): Node {
  const act = (question: string, what: () => Promise<void>) => () => {
    if (!confirm(question)) return;
    what().catch((e: unknown) => alert(reason(e)));
  };
  const newKey = act(`Make a new key for ${s.name}? Whoever publishes with the old one is disconnected.`, async () => {
    const made = await send<StreamKey>('POST', `/streams/${encodeURIComponent(s.name)}/key`);
    published.replaceChildren(publishSettings(server, s.name, made!.key));
    published.scrollIntoView({ block: 'nearest' });
  });
  const remove = act(`Delete ${s.name}? Its publisher is disconnected. Recordings remain.`, async () => {
    await send('DELETE', `/streams/${encodeURIComponent(s.name)}`);
    polls = 0;
  });
  return el(
    'p',
    { class: 'actions' },
    el('button', { type: 'button', class: 'button', 'data-focus': `key ${s.name}`, click: newKey }, 'New key, and OBS settings'),
    el('button', { type: 'button', class: 'button', 'data-focus': `delete ${s.name}`, click: remove }, 'Delete'),
  );
}

/** Who was drawn by stake, who of them was asked, and who was chosen. */
function showSelections(list: Selection[]): Node {
  if (list.length === 0) return el('p', { class: 'quiet' }, 'Nobody was chosen yet.');
  return table(
    'Selections',
    ['When', 'Stream', 'Drawn by stake', 'Answered', 'Chosen', 'Price per 10¹² pixels'],
    list.slice(0, maxSelections).map((s) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, new Date(s.time_ms).toLocaleTimeString(), el('small', {}, `round ${s.snapshot.round}`)),
        el('td', {}, s.stream),
        el('td', { class: 'number' }, String(s.drawn.length)),
        el('td', { class: 'number' }, String(s.quotes.length)),
        el('td', {}, s.chosen ? address(s.chosen) : el('span', { class: 'quiet' }, 'nobody')),
        el('td', { class: 'number' }, s.chosen ? Number(s.price).toLocaleString('en') : '-'),
      ),
    ),
  );
}

/** The newest picture of a stream, which the browser asks for again once it is old. */
function showPoster(s: Stream): Node | null {
  if (!s.poster_url || s.state === 'ended' || s.state === 'idle') return null;
  const age = Math.floor(Date.now() / posterEvery);
  return el('img', { class: 'poster', src: `${s.poster_url}?${age}`, alt: '', width: 96, height: 54, loading: 'lazy' });
}

function showSource(s: Stream): Node[] {
  const lines: Node[] = [];
  if (s.source) lines.push(el('div', {}, `${s.source.width}×${s.source.height} ${rate(s.source.frame_rate)}`), el('small', {}, `${s.source.codec} ${bits(s.source.bitrate)}`));
  else lines.push(el('div', { class: 'quiet' }, s.audio ? 'sound only' : 'nothing yet'));
  if (s.audio) lines.push(el('small', {}, `${s.audio.codec} ${Math.round(s.audio.sample_rate / 100) / 10} kHz`));
  return lines;
}

function showRung(r: Rendition): Node {
  if (r.missing) return el('li', { class: 'missing', title: r.missing_reason || 'no parts come' }, el('b', {}, r.name), ' missing');
  const late = r.lag_seconds > 2;
  return el(
    'li',
    { class: late ? 'late' : null, title: `${r.width}×${r.height}, ${bits(r.bitrate)}, last part ${r.last_part ?? '-'}${r.latency_ms ? ` after ${r.latency_ms} ms` : ''}` },
    el('b', {}, r.name),
    r.name === 'source' ? null : ` ${seconds(r.lag_seconds)}`,
  );
}

function publishHelp(): HTMLElement {
  const url = publishURL(server, 'mystream');
  return el(
    'div',
    { class: 'help' },
    el('h3', {}, 'Nothing is live'),
    el('p', {}, 'In OBS: Settings, Stream, service "Custom", with this server and a stream key that you choose:'),
    copyable(publishServer(server)),
    el('p', {}, 'Or send a file with FFmpeg:'),
    copyable(`ffmpeg -re -i FILE -c copy -f flv ${url}`),
  );
}

function showOrchestrators(list: Orchestrator[]): Node {
  if (list.length === 0) return el('p', { class: 'quiet' }, 'No orchestrator is staked in this round. Streams are served as their source only.');
  return table(
    'Orchestrators',
    ['Address', 'Service', 'Stake', 'Share of stake', 'Price per 10¹² pixels', 'Performance', 'State'],
    list.map((o) => {
      const fill = el('span');
      fill.style.width = percent(o.share).replace(' ', '');
      return el(
        'tr',
        {},
        el('th', { scope: 'row' }, address(o.address)),
        el('td', {}, el('code', {}, o.uri)),
        el('td', { class: 'number' }, tokens(o.stake)),
        el('td', {}, el('span', { class: 'share' }, el('span', { class: 'bar', 'aria-hidden': 'true' }, fill), percent(o.share))),
        el('td', { class: 'number' }, o.price_per_terapixel ? Number(o.price_per_terapixel).toLocaleString('en') : '-'),
        el('td', { class: 'number' }, `${o.performance} %`, showLatency(o)),
        el('td', {}, badge(o.state), o.problem ? el('small', {}, o.problem) : null),
      );
    }),
  );
}

/** How long its parts took lately: of most, and of all but the slowest. */
function showLatency(o: Orchestrator): Node | null {
  if (!o.part_latency_p50_ms || !o.part_latency_p95_ms) return null;
  return el('small', { title: 'time for half of its parts, and for 95 % of them' }, `parts in ${seconds(o.part_latency_p50_ms / 1000)}, ${seconds(o.part_latency_p95_ms / 1000)}`);
}

function showPayments(p: Payments): Node[] {
  const figure = (name: string, value: string, more: string) => el('div', {}, el('dt', {}, name), el('dd', {}, value), el('small', {}, more));
  const lasts = p.lasts_hours === undefined ? 'nothing was spent in the last hour' : `lasts ${span(Math.min(p.lasts_hours, 24 * 365 * 10) * 3600)} at this pace`;
  const redeemed = p.orchestrators.reduce((sum, o) => sum + o.redeemed_tickets, 0);
  const tickets = p.orchestrators.reduce((sum, o) => sum + o.tickets, 0);
  const nodes: Node[] = [];
  if (p.low) nodes.push(el('p', { class: 'notice', role: 'alert' }, 'The deposit runs low: fund it with millrace wallet deposit.'));
  if (p.unlocking) nodes.push(el('p', { class: 'notice', role: 'alert' }, 'The deposit is being taken out: orchestrators take no tickets.'));
  if (p.chain_error) nodes.push(el('p', { class: 'notice' }, `The deposit cannot be read now: ${p.chain_error}`));
  nodes.push(
    el(
      'dl',
      { class: 'figures' },
      figure('Deposit', dollars(p.deposit), `and ${dollars(p.reserve)} in reserve; ${lasts}`),
      figure('Spent today', dollars(p.today), p.day_budget ? `of ${dollars(p.day_budget)}` : 'no budget is set'),
      figure('Last hour', dollars(p.last_hour), p.streams.map((s) => `${s.stream} ${dollars(s.per_hour)} an hour`).join(', ') || 'no stream'),
      figure('Tickets', tickets.toLocaleString('en'), `${redeemed.toLocaleString('en')} won and were redeemed`),
      ...(p.token_usd ? [figure('Settlement token', `${p.token_usd} USD`, 'by the price feed; amounts here are in the token')] : []),
    ),
  );
  if (p.orchestrators.length > 0)
    nodes.push(
      table(
        'Payments',
        ['Orchestrator', 'Tickets', 'Worth on average', 'Delivered for', 'Redeemed tickets', 'Redeemed'],
        p.orchestrators.map((o) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, address(o.orchestrator)),
            el('td', { class: 'number' }, o.tickets.toLocaleString('en')),
            el('td', { class: 'number' }, dollars(o.value), el('small', { title: 'what they win is within that of it two times out of three' }, `± ${dollars(o.spread)}`)),
            el('td', { class: 'number' }, dollars(o.delivered)),
            el('td', { class: 'number' }, o.redeemed_tickets.toLocaleString('en')),
            el('td', { class: 'number' }, dollars(o.redeemed)),
          ),
        ),
      ),
    );
  return nodes;
}

function showSessions(list: Session[]): Node {
  if (list.length === 0) return el('p', { class: 'quiet' }, 'No session yet.');
  return table(
    'Sessions',
    ['Session', 'Stream', 'Orchestrator', 'State', 'For', 'Parts', 'Last part after'],
    list.slice(0, maxSessions).map((s) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, el('code', { title: s.id }, s.id.length > 14 ? `${s.id.slice(0, 12)}…` : s.id)),
        el('td', {}, s.stream),
        el('td', {}, address(s.orchestrator)),
        el('td', {}, badge(s.state), s.problem ? el('small', {}, s.problem) : s.encoder ? el('small', {}, s.encoder) : null),
        el('td', {}, since(s.started_at, s.ended_at)),
        el('td', { class: 'number' }, s.parts.toLocaleString('en')),
        el('td', { class: 'number' }, s.last_part_latency_ms > 0 ? `${Math.round(s.last_part_latency_ms)} ms` : '-'),
      ),
    ),
  );
}

function showChain(c: Chain): (Node | string)[] {
  return [
    el('span', {}, 'Chain ', el('b', {}, String(c.chain_id))),
    el('span', {}, 'Round ', el('b', {}, String(c.round))),
    c.rpc_error
      ? el('span', { class: 'bad', title: c.rpc_error }, `RPC down, snapshot ${span(c.snapshot_age_seconds)} old`)
      : el('span', {}, 'Snapshot ', el('b', {}, `${span(c.snapshot_age_seconds)} old`)),
  ];
}

function showFoot(): Node[] {
  return [
    el('span', {}, `Millrace ${server?.version ?? ''}`),
    el('a', { href: '/api/v1/openapi.yaml', 'data-focus': 'openapi' }, 'API'),
    el('a', { href: '/licenses.txt', 'data-focus': 'licenses' }, 'Licences'),
  ];
}

function table(label: string, columns: string[], rows: Node[]): HTMLElement {
  return el(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': label, tabindex: 0, 'data-focus': `table ${label}` },
    el('table', {}, el('thead', {}, el('tr', {}, ...columns.map((c) => el('th', { scope: 'col' }, c)))), el('tbody', {}, ...rows)),
  );
}

function badge(state: string): HTMLElement {
  return el('span', { class: `badge ${state}` }, state);
}

function address(a: string): HTMLElement {
  return el('code', { title: a }, short(a));
}

/** Puts other content in place; what is the same already stays, and with it what the reader has selected. */
function put(place: HTMLElement, ...content: (Node | string)[]): void {
  const fresh = place.cloneNode() as HTMLElement;
  fresh.append(...content);
  if (!place.isEqualNode(fresh)) place.replaceChildren(...fresh.childNodes);
}

/** Renders, and puts the keyboard focus back on the element that stands where it was. */
function keepingFocus(render: () => void): void {
  const key = document.activeElement?.getAttribute('data-focus');
  render();
  if (key) document.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
