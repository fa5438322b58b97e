import { describe } from 'vitest';
import oauthImplicitFlow from '../../../src/rules/oauth/oauth-implicit-flow.ts';
import oauthUrlHttps from '../../../src/rules/oauth/oauth-url-https.ts';
import { editCases } from '../../support/edits.ts';

const scheme = (body: string) =>
  `openapi: 3.1.0\npaths: {}\ncomponents:\n  securitySchemes:\n    login:\n${body.replace(/^/gm, '      ').trimEnd()}\n`;

describe('oauth-url-https', () => {
  editCases(oauthUrlHttps, [
    {
      name: 'every URL',
      document: scheme(
        'type: oauth2\nflows: {authorizationCode: {authorizationUrl: \'http://id.acme.com/a?b#c\', tokenUrl: "http://id.acme.com/t", scopes: {}}}',
      ),
      diff: [
        '-      flows: {authorizationCode: {authorizationUrl: \'http://id.acme.com/a?b#c\', tokenUrl: "http://id.acme.com/t", scopes: {}}}',
        '+      flows: {authorizationCode: {authorizationUrl: \'https://id.acme.com/a?b#c\', tokenUrl: "https://id.acme.com/t", scopes: {}}}',
      ],
    },
    {
      name: 'a port',
      document: scheme('type: openIdConnect\nopenIdConnectUrl: http://id.acme.com:8080/.well-known/openid-configuration'),
      diff: [],
    },
    {
      name: 'a name inside a network',
      document: scheme('type: openIdConnect\nopenIdConnectUrl: http://keycloak/.well-known/openid-configuration'),
      diff: [],
    },
  ]);
});

describe('oauth-implicit-flow', () => {
  const flows = (code: string) =>
    scheme(`type: oauth2
flows:
  implicit:
    authorizationUrl: https://id.acme.com/a
    scopes: {read: Reads}
  authorizationCode:
${code}`);
  const whole = '    authorizationUrl: https://id.acme.com/a\n    tokenUrl: https://id.acme.com/t\n';
  editCases(oauthImplicitFlow, [
    {
      name: 'beside the authorization code flow',
      document: flows(`${whole}    scopes: {read: Reads, write: Writes}`),
      diff: ['-        implicit:', '-          authorizationUrl: https://id.acme.com/a', '-          scopes: {read: Reads}'],
    },
    { name: 'with a scope of its own', document: flows(`${whole}    scopes: {write: Writes}`), diff: [] },
    {
      name: 'beside a flow that is not whole',
      document: flows('    authorizationUrl: https://id.acme.com/a\n    scopes: {read: Reads}'),
      diff: [],
    },
    { name: 'alone', document: scheme('type: oauth2\nflows: {implicit: {authorizationUrl: https://id.acme.com/a, scopes: {}}}'), diff: [] },
    {
      name: 'beside a flow for machines',
      document: scheme(
        'type: oauth2\nflows: {implicit: {authorizationUrl: https://id.acme.com/a, scopes: {}}, clientCredentials: {tokenUrl: https://id.acme.com/t, scopes: {}}}',
      ),
      diff: [],
    },
    {
      name: '2.0, which has one flow a scheme',
      document:
        "swagger: '2.0'\npaths: {}\nsecurityDefinitions:\n  implicit: {type: oauth2, flow: implicit, authorizationUrl: https://id.acme.com/a, scopes: {}}\n",
      diff: [],
    },
  ]);
});
