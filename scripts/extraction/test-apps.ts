/**
 * Applications that tests of documentation tools hold, with the documents that they expect of them. Their start stands in a test, which
 * the reader leaves out: here it becomes a file of the application.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One application and the document that its test compares it with. */
export interface TestApp {
  readonly name: string;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Path of the document on disk. */
  readonly expected: string;
}

/** What `--tests` accepts, by name of the repository. */
export const testApps: Readonly<Record<string, (checkout: string) => TestApp[]>> = {
  'nestjs/swagger': swagger,
  'tfranzel/drf-spectacular': spectacular,
};

function swagger(checkout: string): TestApp[] {
  const files: Record<string, string> = {
    'app/package.json': readFileSync(join(checkout, 'package.json'), 'utf8'),
    'app/main.ts': started(readFileSync(join(checkout, 'e2e/validate-schema.e2e-spec.ts'), 'utf8')),
  };
  for (const file of below(join(checkout, 'e2e/src'))) {
    // The package by its name, as applications import it.
    const text = readFileSync(join(checkout, 'e2e/src', file), 'utf8').replaceAll(/'(?:\.\.\/)+lib\/index\.js'/g, "'@nestjs/swagger'");
    files[`app/src/${file}`] = text;
  }
  return [{ name: 'e2e', files, expected: join(checkout, 'e2e/api-spec.json') }];
}

/** The application that the test makes before it looks at the document. */
function started(test: string): string {
  const from = test.indexOf('beforeEach(async () => {');
  const body = test.slice(from).split('\n').slice(1);
  const end = body.indexOf('  });');
  return `${test.slice(0, test.indexOf('describe('))}\nlet app, options, documentOptions;\n${body.slice(0, end).join('\n')}\n`;
}

/** Settings of the tests (`conftest.py`): Django REST framework as it comes. */
const SETTINGS = "ROOT_URLCONF = 'app.urls'\nMIDDLEWARE = []\nREST_FRAMEWORK = {'PAGE_SIZE': 10}\n";

/** Each expected document with the first test that compares with it; the test's body becomes the URL configuration. */
function spectacular(checkout: string): TestApp[] {
  const common: Record<string, string> = { 'app/settings.py': SETTINGS, 'pyproject.toml': '' };
  common['tests/models.py'] = readFileSync(join(checkout, 'tests/models.py'), 'utf8');
  const apps = new Map<string, TestApp>();
  for (const file of below(join(checkout, 'tests'))) {
    if (!/(?:^|\/)test_\w+\.py$/.test(file)) continue;
    const text = readFileSync(join(checkout, 'tests', file), 'utf8');
    const parts = text.split(/^(?=@|def |class |[a-z_]+ = )/m);
    const tests: { head: string; body: string }[] = [];
    const rest: string[] = [];
    let decorators = '';
    for (const part of parts) {
      if (part.startsWith('@')) decorators += part;
      else {
        if (part.startsWith('def test_')) tests.push({ head: decorators, body: part });
        else rest.push(decorators + part);
        decorators = '';
      }
    }
    for (const { head, body } of tests) {
      const given = [...head.matchAll(/parametrize\('(\w+)', \[([^,\]]+)/g)].map(([, name, value]) => `${name} = ${value}`);
      const version = /version = '(\w+)'/.exec(given.join('\n'))?.[1] ?? '';
      const named = /'(tests\/[\w/{}]+\.yml)'/.exec(body)?.[1]?.replace('{version}', version);
      if (named === undefined || apps.has(named)) continue;
      // A helper of several tests, called with classes, stands for its own lines.
      const helper = rest.map((part) => ({ part, call: helperCall(part, body) })).find(({ call }) => call !== undefined);
      const made = helper === undefined ? urlsOf(body) : `${helper.call}\n${inner(helper.part)}\n${urlsOf(helper.part)}`;
      const urls = `${rest.join('')}\n${given.join('\n')}\n${inner(body)}\n${made}`;
      apps.set(named, { name: named, files: { ...common, 'app/urls.py': urls }, expected: join(checkout, named) });
    }
  }
  return [...apps.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The lines inside of a function, as they would stand outside of it. */
function inner(definition: string): string {
  return definition.slice(definition.indexOf(':\n') + 2).replaceAll(/^ {4}/gm, '');
}

/** What a call gives to the parameters of a function that makes a schema; undefined where it is not called. */
function helperCall(definition: string, body: string): string | undefined {
  const [, name, parameters] = /^def (\w+)\(([\w, ]+)\):/.exec(definition) ?? [];
  if (name === undefined || !definition.includes('generate_schema(')) return undefined;
  const [, given] = new RegExp(`\\b${name}\\(([\\w, ]+)\\)`).exec(body) ?? [];
  const values = given?.split(',') ?? [];
  return given === undefined
    ? undefined
    : parameters
        ?.split(',')
        .map((each, index) => `${each.trim()} = ${values[index]}`)
        .join('\n');
}

/** What `generate_schema` of the tests makes of its arguments. */
function urlsOf(body: string): string {
  const imports = 'from django.urls import path\nfrom rest_framework import routers\n';
  const call = /generate_schema\(\s*'([^']+)',\s*(?:(view|view_function|viewset)=)?(\w+)\s*\)/.exec(body);
  if (call !== null) {
    const [, route, kind = 'viewset', name] = call;
    if (kind === 'view') return `${imports}urlpatterns = [path('${route}', ${name}.as_view())]\n`;
    if (kind === 'view_function') return `${imports}urlpatterns = [path('${route}', ${name})]\n`;
    return `${imports}case_router = routers.SimpleRouter()\ncase_router.register('${route}', ${name}, basename='${route}')\nurlpatterns = case_router.urls\n`;
  }
  const patterns = /patterns=(\[(?:[^[\]]|\[(?:[^[\]])*\])*\]|[\w.]+)/.exec(body)?.[1];
  return patterns === undefined || patterns === 'urlpatterns' ? '' : `urlpatterns = ${patterns}\n`;
}

function below(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile());
}
