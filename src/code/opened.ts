import type { Bundle } from '../documents/bundle.ts';
import { codeName } from '../documents/code-name.ts';
import type { Inspection } from '../inspection.ts';
import type { Api } from '../model/api.ts';
import type { CodeApi, Counterpart } from '../model/counterpart.ts';
import type { Code, CodeSource } from './read.ts';

/** An API that code stands for, ready to be judged. */
interface JudgedCode {
  readonly bundle: Bundle;
  readonly api: Api;
  readonly holds: CodeSource['holds'];
}

/** Code with its models, and how it stands to the documents that are judged with it. */
export class OpenedCode {
  readonly #documents: Api[] = [];
  readonly #code: CodeApi[] = [];
  readonly #opened: JudgedCode[] = [];

  /** @param inspection is told what could not be read */
  constructor({ sources, notes: unread, failures }: Code, inspection: Inspection) {
    for (const { framework, folder, error } of failures) inspection.failed(codeName(folder, 'code'), framework, error);
    for (const [index, { bundle, holds, readers, notes, complete, specFirst }] of sources.entries()) {
      const api = inspection.open(bundle, { readers, notes: index === 0 ? [...unread, ...notes] : notes });
      if (api === undefined) continue;
      this.#opened.push({ bundle, api, holds });
      if (holds === 'code') this.#code.push({ api, complete, specFirst });
    }
    if (sources.length === 0 && unread.length > 0) inspection.unreadCode(codeName('', 'code'), unread);
  }

  /** Names of what was opened. */
  get names(): string[] {
    return this.#opened.map(({ bundle }) => bundle.root.file);
  }

  /** Whether any of it is routes, which documents are compared with. */
  get hasRoutes(): boolean {
    return this.#code.length > 0;
  }

  /** Source files that any of it stands in. */
  get files(): string[] {
    return this.#opened.flatMap(({ bundle }) => bundle.documents.slice(1).map(({ file }) => file));
  }

  /** The model of one of them. */
  find(name: string): Api | undefined {
    return this.#opened.find(({ bundle }) => bundle.root.file === name)?.api;
  }

  /** A document together with the code that may serve it. */
  beside(document: Api): Api {
    if (this.#code.length === 0) return document;
    this.#documents.push(document);
    return { ...document, counterpart: this.#counterpart(document, 'document') };
  }

  /** What is judged, once {@link beside} was given every document. */
  ready(): JudgedCode[] {
    const comments = this.#opened.filter(({ holds }) => holds === 'document').map((item) => ({ ...item, api: this.beside(item.api) }));
    const routes = this.#opened.filter(({ holds }) => holds === 'code');
    return [...comments, ...routes.map((item) => ({ ...item, api: { ...item.api, counterpart: this.#counterpart(item.api, 'code') } }))];
  }

  #counterpart({ place }: Api, side: Counterpart['side']): Counterpart {
    return { kind: 'counterpart', place, raw: {}, side, code: this.#code, documents: this.#documents };
  }
}
