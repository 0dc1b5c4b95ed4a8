// Where a stream is played from, and where what else there is of it can be had.

/** What to play. Addresses are absolute. */
export interface Source {
  name: string; // for people
  playlist: string; // the multivariant playlist
  state?: string; // the stream's state, by the API
  recording?: string; // the folder of a recording, where its pictures are
  signed?: string; // what comes before the paths of its pictures
}

/** What the element's attributes say. */
export interface Named {
  src: string | null;
  stream: string | null;
  token: string | null;
  server: string;
}

/** The source that is meant; null where none is. An address that looks like one of Millrace's is taken for it. */
export function locate({ src, stream, token, server }: Named): Source | null {
  if (stream) return live(server.replace(/\/+$/, ''), stream, token ?? '');
  if (!src) return null;
  const url = URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI) : null;
  if (!url) return { name: src, playlist: src };
  const [, before, given, name] = /^(.*?)(?:\/signed\/([^/]+))?\/hls\/([^/]+)\/index\.m3u8$/.exec(url.pathname) ?? [];
  if (name) {
    const source = live(url.origin + before, decode(name), given ? decode(given) : (token ?? ''));
    return url.search ? { ...source, playlist: url.href } : source; // a CDN may want what is in it
  }
  const folder = /^.*\/recordings\/[^/]+\/(?=index\.m3u8$)/.exec(url.pathname)?.[0];
  return { name: folder ? 'The recording' : url.hostname, playlist: url.href, recording: folder && url.origin + folder };
}

function live(server: string, stream: string, token: string): Source {
  const signed = token ? `${server}/signed/${encodeURIComponent(token)}` : server;
  const name = encodeURIComponent(stream);
  return {
    name: stream,
    playlist: `${signed}/hls/${name}/index.m3u8`,
    state: `${server}/api/v1/streams/${name}${token ? `?token=${encodeURIComponent(token)}` : ''}`,
    signed,
  };
}

function decode(element: string): string {
  try {
    return decodeURIComponent(element);
  } catch {
    return element;
  }
}

/** Whether a stream goes on, by its playlists: they are there, and say nothing of an end. */
export async function goesOn(playlist: string): Promise<boolean> {
  try {
    const response = await read(playlist);
    let text = await response.text();
    const variant = /^#EXT-X-STREAM-INF.*\s+(\S+)/m.exec(text)?.[1];
    if (variant) text = await (await read(new URL(variant, response.url).href)).text();
    return !/^#EXT-X-ENDLIST/m.test(text);
  } catch {
    return false; // nothing that could be played
  }
}

async function read(url: string): Promise<Response> {
  const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** What the API says of a stream, as far as the player asks. */
interface StreamState {
  poster_url?: string;
  storyboard_url?: string;
}

/** Asks the API; null when it does not say, or there is none. */
async function stateOf(source: Source): Promise<StreamState | null> {
  if (!source.state) return null;
  try {
    return (await (await read(source.state)).json()) as StreamState;
  } catch {
    return null;
  }
}

/** The pictures of a source; each is absent where there is none. */
export async function picturesOf(source: Source): Promise<{ poster?: string; storyboard?: string }> {
  if (source.recording) return { poster: `${source.recording}poster.jpg`, storyboard: `${source.recording}storyboard.vtt` };
  const known = await stateOf(source);
  const at = (path?: string) => (path ? source.signed + path : undefined);
  return { poster: at(known?.poster_url), storyboard: at(known?.storyboard_url) };
}
