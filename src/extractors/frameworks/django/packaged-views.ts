/** Views that packages bring, by the names of their classes and functions. */
import { externalName, type Value } from '../../interpret/value.ts';

/** Pages of packages, which are no operations. */
const PAGES = /^(?:Spectacular(?:Swagger|Redoc)\w*View|TemplateView|RedirectView|\w*Login(?:View|_view)?Page)$/;

/** Where a token is asked for: who comes has none yet, and the views let everybody through themselves. */
const SIGN_INS =
  /^(?:Token(?:ObtainPair|ObtainSliding|Refresh|RefreshSliding|Verify|Blacklist)View|obtain_auth_token|ObtainAuthToken|(?:obtain|refresh|verify)_jwt_token|(?:Obtain|Refresh|Verify)JSONWebToken)$/;

const PACKAGES = /^(?:rest_framework|drf_spectacular)/;

/** What a packaged view is; undefined for one that is not known. */
export function packagedView(view: Value): { readonly kind: 'page' | 'sign-in'; readonly name: string } | undefined {
  const made = view.kind === 'result' && view.callee.kind === 'property' && view.callee.name === 'as_view' ? view.callee.object : view;
  const called = externalName(made);
  if (called === undefined || !PACKAGES.test(called.module)) return undefined;
  const name = called.name.replace(/\.as_view$/, '');
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (PAGES.test(last)) return { kind: 'page', name: last };
  return SIGN_INS.test(last) ? { kind: 'sign-in', name: last } : undefined;
}
