import { get, getString } from '../documents/tree.ts';
import { type GitHub, GitHubError } from './port.ts';

/**
 * Tells which comments apiward wrote. Anyone can write our marker into a comment of their own, so it counts only from a bot, or from the
 * very user whose token we have.
 */
export class Authorship {
  readonly #github: GitHub;
  #viewer: Promise<string | undefined> | undefined;

  constructor(github: GitHub) {
    this.#github = github;
  }

  async isOurs(comment: unknown): Promise<boolean> {
    const user = get(comment, 'user');
    // Nobody but an app can write as a bot.
    if (getString(user, 'type') === 'Bot') return true;
    const login = getString(user, 'login');
    return login !== undefined && login === (await this.#login());
  }

  /** The user of a personal token; the workflow's own token belongs to none. */
  #login(): Promise<string | undefined> {
    this.#viewer ??= this.#github.get('/user').then(
      (user) => getString(user, 'login'),
      (error: unknown) => {
        if (error instanceof GitHubError) return undefined;
        throw error;
      },
    );
    return this.#viewer;
  }
}
