// Numbers for people.

export function bits(perSecond: number): string {
  if (!(perSecond > 0)) return '-';
  if (perSecond < 1e6) return `${Math.round(perSecond / 1e3)} kbit/s`;
  return `${(perSecond / 1e6).toFixed(perSecond < 10e6 ? 1 : 0)} Mbit/s`;
}

export function seconds(s: number, digits = 1): string {
  return Number.isFinite(s) ? `${s.toFixed(digits)} s` : '-';
}
