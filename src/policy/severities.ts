import { UserError } from '../errors.ts';
import type { Severity } from '../findings/finding.ts';
import { nearest } from '../nearest.ts';

/** `id=severity` pairs; `source` names where they stand. */
export function parseSeverities(pairs: readonly string[], source: string): Record<string, Severity | 'off'> {
  const severities = new Map<string, Severity | 'off'>();
  for (const pair of pairs) {
    const [id = '', severity = '', ...rest] = pair.split('=').map((part) => part.trim());
    const known = (['error', 'warn', 'info', 'off'] as const).find((name) => name === severity);
    if (id === '' || known === undefined || rest.length > 0) {
      throw new UserError(
        `${source} \`${pair}\` is not \`id=severity\`: write for example \`auth-read-secured=error\`; severity is error, warn, info or off`,
      );
    }
    severities.set(id, known);
  }
  return Object.fromEntries(severities);
}

/** A UserError for a rule id that does not exist, with the nearest one. */
export function unknownRule(id: string, known: Iterable<string>): UserError {
  const meant = nearest(id, known);
  return new UserError(`no rule \`${id}\`: ${meant === undefined ? '`apiward rules` lists them' : `did you mean \`${meant}\`?`}`);
}
