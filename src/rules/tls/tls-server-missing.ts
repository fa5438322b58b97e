import { get, getArray, getString } from '../../documents/tree.ts';
import type { TreeEdit } from '../../documents/tree-edit.ts';
import { defineRule } from '../../engine/define-rule.ts';
import type { Api } from '../../model/api.ts';
import { isLoopback, urlHost } from '../../model/transport.ts';
import { securedUrl } from './secured.ts';

export default defineRule({
  id: 'tls-server-missing',
  title: 'No server, so the transport is unknown',
  severity: 'warn',
  owasp: 'API8:2023',
  cwe: 319,
  why: 'Where a document names no server, clients take the transport that they fetched the document with, and nobody can check that it is TLS.',
  fix: 'Add `servers` with an `https://` URL, or a relative one on purpose (`url: /v1`); in 2.0 add `schemes: [https]`.',
  examples: {
    bad: "paths:\n  /pets:\n    get:\n      responses: {'200': {description: ok}}\n",
    good: "servers:\n  - url: /v1\npaths:\n  /pets:\n    get:\n      responses: {'200': {description: ok}}\n",
  },
  edit: '`schemes: [https]` in a 2.0 document whose `host` is a public name without a port and that names no schemes at all.',
  visit: 'api',
  *check(api) {
    const operations = api.operations.filter((operation) => operation.origin === 'path');
    if (operations.length === 0) return;
    const named = (holder: unknown) => (getArray(holder, 'schemes') ?? []).some((scheme) => typeof scheme === 'string');
    if (api.version === '2.0' && !named(api.raw) && !operations.every(({ raw }) => named(raw))) {
      const message = 'no `schemes` are named, so calls use whatever the document was fetched with: add `schemes: [https]`';
      const host = getString(api.raw, 'host');
      yield host === undefined ? { message } : { message, at: ['host'], edits: addSchemes(api, host) };
    } else if (api.version !== '2.0' && operations.some(({ servers }) => servers.length === 0)) {
      yield {
        message: 'no server is named, so nothing says that calls travel over TLS: add `servers` with an `https://` or a relative URL',
      };
    } else if (operations.every(({ servers }) => servers.every(({ url }) => isLoopback(urlHost(url))))) {
      yield {
        message:
          'only servers on this machine are named, so nothing says how the deployed API travels: add its `https://` URL or a relative one',
        at: [api.version === '2.0' ? 'host' : 'servers'],
      };
    }
  },
});

function addSchemes(api: Api, host: string): TreeEdit[] {
  if (get(api.raw, 'schemes') !== undefined || securedUrl(`http://${host}`, ['https']) === undefined) return [];
  return [{ kind: 'set', place: api.place.at('schemes'), value: ['https'], before: 'paths' }];
}
