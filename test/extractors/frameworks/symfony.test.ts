import { describe, expect, test } from 'vitest';
import { lines } from '../../support/code.ts';

const HEAD =
  '<?php\nnamespace App\\Controller;\nuse Symfony\\Component\\Routing\\Attribute\\Route;\nuse Symfony\\Component\\Security\\Http\\Attribute\\IsGranted;\n';

const app = (code: string, security = '', more: Readonly<Record<string, string>> = {}) =>
  lines({
    'composer.json': '{ "require": { "symfony/security-bundle": "^7" } }',
    'config/packages/security.yaml': `security:\n  firewalls: { main: { pattern: ^/ } }\n${security}`,
    'src/Controller/ThingController.php': HEAD + code,
    ...more,
  });

const thing = (members: string, attributes = '') => `${attributes} class ThingController { ${members} }`;
const one = "#[Route('/a', methods: ['GET'])] public function a() { return 1; }";

describe('routes', () => {
  test.each<[name: string, code: string, expected: string[]]>([
    [
      'class and method',
      thing("#[Route('/{id<\\d+>?1}', methods: ['GET', 'PUT'])] public function a() {}", "#[Route('/things')]"),
      ['GET /things/{id} none', 'PUT /things/{id} none'],
    ],
    ['methods of the class', thing("#[Route('/a')] public function a() {}", "#[Route('/x', methods: 'POST')]"), ['POST /x/a none']],
    ['every method', thing("#[Route('/a')] public function a() {}"), ['* /a none']],
    ['constants', thing("const A = '/a'; #[Route(self::A, methods: ['GET'])] public function a() {}"), ['GET /a none']],
    ['a class that is called itself', thing('public function __invoke() {}', "#[Route('/a', methods: ['GET'])]"), ['GET /a none']],
    [
      'several routes',
      thing("#[Route('/a', methods: ['GET'])] #[Route('/b', methods: ['GET'])] public function a() {}"),
      ['GET /a none', 'GET /b none'],
    ],
    [
      'a path for each language',
      thing("#[Route(['en' => '/a', 'de' => '/b'], methods: ['GET'])] public function a() {}"),
      ['GET /a none', 'GET /b none'],
    ],
    [
      'annotations',
      `use Symfony\\Component\\Routing\\Annotation\\Route as R;\nclass ThingController {\n/**\n * @Route("/a", methods={"GET", "POST"})\n */\npublic function a() {} }`,
      ['GET /a none', 'POST /a none'],
    ],
    ['no route', thing('public function a() {}'), []],
  ])('%s', async (_, code, expected) => {
    expect((await app(code)).sort()).toEqual(expected);
  });
});

describe('security', () => {
  test.each<[name: string, code: string, security: string, expected: string]>([
    ['an attribute', thing(`#[IsGranted('ROLE_X')] ${one}`), '', 'required (ROLE_X)'],
    ['of the class', thing(one, "#[IsGranted('ROLE_X')]"), '', 'required (ROLE_X)'],
    [
      'denied in the handler',
      thing("#[Route('/a', methods: ['GET'])] public function a() { $this->denyAccessUnlessGranted('ROLE_X'); }"),
      '',
      'required (ROLE_X)',
    ],
    [
      'a handler that reads who asks',
      thing("#[Route('/a', methods: ['GET'])] public function a() { return $this->getUser(); }"),
      '',
      'unknown',
    ],
    ['a rule', thing(one), '  access_control: [{ path: ^/a, roles: ROLE_X }]', 'required (ROLE_X)'],
    [
      'the first rule that fits',
      thing(one),
      '  access_control: [{ path: ^/a$, roles: PUBLIC_ACCESS }, { path: ^/, roles: ROLE_X }]',
      'public',
    ],
    ['a rule for another path', thing(one), '  access_control: [{ path: ^/b, roles: ROLE_X }]', 'none'],
    ['a rule for other methods', thing(one), '  access_control: [{ path: ^/, methods: [POST], roles: ROLE_X }]', 'none'],
    ['a rule that may fit', thing(one), "  access_control: [{ path: '^/[ab]', roles: ROLE_X }]", 'unknown'],
    ['a rule for some addresses', thing(one), '  access_control: [{ path: ^/, ips: [127.0.0.1], roles: ROLE_X }]', 'unknown'],
    [
      'public by rule, and an attribute',
      thing(`#[IsGranted('ROLE_X')] ${one}`),
      '  access_control: [{ path: ^/, roles: PUBLIC_ACCESS }]',
      'required (ROLE_X)',
    ],
    ['a parent of a package', thing(one).replace('ThingController {', 'ThingController extends \\Company\\Base {'), '', 'unknown'],
  ])('%s', async (_, code, security, expected) => {
    expect((await app(code, security))[0]?.replace(/^\w+ \S+ /, '')).toBe(expected);
  });

  test('a listener of every request', async () => {
    const listener = (body: string) => ({
      'src/Listener.php': `<?php\nnamespace App;\nuse Symfony\\Component\\HttpKernel\\Event\\RequestEvent;\nclass Listener { public function onRequest(RequestEvent $event) { ${body} } }`,
    });
    expect(await app(thing(one), '', listener('if (!$this->isAuthorized()) throw new UnauthorizedException();'))).toEqual([
      'GET /a unknown',
    ]);
    expect(await app(thing(one), '', listener('$this->clock->start();'))).toEqual(['GET /a none']);
  });

  test('without the configuration of security nothing is claimed', async () => {
    const files = {
      'composer.json': '{ "require": { "symfony/security-bundle": "^7" } }',
      'src/Controller/ThingController.php': HEAD + thing(one),
    };
    expect(await lines(files)).toEqual(['GET /a unknown']);
    expect(await lines({ ...files, 'composer.json': '{}' })).toEqual(['GET /a none']);
  });
});
