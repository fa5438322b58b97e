/** Engines and applications of Rack that routes mount. */
import type { Argument } from '../../syntax/unit.ts';
import { positional } from './literals.ts';

/** Engines that show pages about an application and are no API of its own. */
const PAGES =
  /^(?:::)?(?:ActionCable|Sidekiq|GoodJob|Flipper|LetterOpenerWeb|Rswag|PgHero|Blazer|Lookbook|RailsAdmin|ActiveAdmin|MissionControl|Resque|Coverband|Rails|Split|Rollout|GraphiQL|MaintenanceTasks|Motor|Avo|Administrate|ExceptionTrack|SolidErrors|Logster|Delayed\w*|OkComputer|Yabeda|Prometheus|Audits1984|RailsPerformance|Mailbin)(?:::|$)/;

/** What `mount` adds routes with that are not read; undefined for pages about an application. */
export function unreadEngine(args: readonly Argument[]): string | undefined {
  const [first] = positional(args);
  const app = first?.kind === 'map' ? first.entries[0]?.computed : first;
  const constant =
    app === undefined
      ? undefined
      : app.kind === 'name'
        ? app.name
        : app.kind === 'member' && app.object.kind === 'name'
          ? app.object.name
          : undefined;
  return constant === undefined || !PAGES.test(constant) ? `\`${constant ?? 'an engine'}\`` : undefined;
}
