/** The stream that the address names: the last element of /watch/{stream} or /embed/{stream}. */
export function streamName(): string {
  const last = location.pathname.replace(/\/+$/, '').split('/').pop() ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
