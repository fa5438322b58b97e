import type { Place } from '../../documents/place.ts';
import type { Operation } from '../../model/api.ts';
import type { Words } from '../../model/words.ts';

/** A field of an outgoing request. */
export interface Field {
  readonly name: string;
  readonly words: Words;
  readonly place: Place;
  readonly description: string;
  /** Names of the fields beside it. */
  readonly siblings: readonly Words[];
}

const PROOF = new Set(['signature', 'sig', 'sign', 'hmac', 'digest', 'jws', 'verification', 'mac']);
const CREDENTIAL = new Set(['authorization', 'token', 'secret', 'apikey', 'password', 'jwt']);

/** Parameters, and the fields at the top of the body or in the object that is signed on its own (`signature: {timestamp, token, signature}`). */
function sentFields(operation: Operation): Field[] {
  const names = operation.parameters.map(({ words }) => words);
  const parameters = operation.parameters
    .filter(({ location }) => location !== 'path')
    .map(({ name, words, place, description }) => ({ name, words, place, description, siblings: names }));
  const bodies = (operation.body?.content ?? []).flatMap(({ schema }) => [...(schema?.properties.values() ?? [])]);
  const top = bodies.map(({ words }) => words);
  const fields = bodies.map(({ name, words, place, schema }) => {
    const inner = [...schema.properties.values()].map((property) => property.words);
    return { name, words, place, description: '', siblings: [...names, ...top, ...inner] };
  });
  return [...parameters, ...fields];
}

/** The field that proves who sent the request and that nobody changed it. */
export function signatureOf(operation: Operation): Field | undefined {
  return sentFields(operation).find(({ words }) => words.some((word) => PROOF.has(word) || word.startsWith('hmac')));
}

/** A header or query parameter that holds a shared secret. */
export function credentialOf({ parameters }: Operation): boolean {
  return parameters.some(
    ({ words, location }) => location !== 'path' && (words.some((word) => CREDENTIAL.has(word)) || words.join(' ').includes('api key')),
  );
}
