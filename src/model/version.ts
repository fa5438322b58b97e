import { get } from '../documents/tree.ts';
import type { OasVersion } from './api.ts';

/** The OAS version that a document's root names; undefined when it names none that we read. */
export function oasVersion(root: unknown): { version: OasVersion; text: string } | undefined {
  const swagger = get(root, 'swagger');
  // `swagger: 2.0` without quotes is a number in YAML; it is widespread and unambiguous.
  if (swagger === '2.0' || swagger === 2) return { version: '2.0', text: '2.0' };
  const openapi = get(root, 'openapi');
  const text = typeof openapi === 'number' ? String(openapi) : openapi;
  if (typeof text !== 'string') return undefined;
  const minor = /^3\.([0-2])(?:\.\d+)?(?:-[\w.]+)?$/.exec(text)?.[1];
  return minor === undefined ? undefined : { version: `3.${minor}` as OasVersion, text };
}
