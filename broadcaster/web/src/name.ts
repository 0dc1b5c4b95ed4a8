/** The stream that the address names: the last element of /watch/{stream} or /embed/{stream}. */
export function streamName(): string {
  const last = location.pathname.replace(/\/+$/, '').split('/').pop() ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** The token that a private stream is watched with: ?token= of the page; empty if there is none. */
export function token(): string {
  return new URLSearchParams(location.search).get('token') ?? '';
}

/** A path on this server, with the token in its query if there is one. */
export function withToken(path: string): string {
  return token() ? `${path}?token=${encodeURIComponent(token())}` : path;
}

/** What comes before the paths of media: /signed/TOKEN if there is a token. */
export function signed(): string {
  return token() ? `/signed/${encodeURIComponent(token())}` : '';
}
