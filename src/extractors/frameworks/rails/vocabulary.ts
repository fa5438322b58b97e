/** Names of Rails and its gems that tell who asks or turn somebody away. */

/** Keys of headers and cookies that are known to hold a credential; a key of anything else is none. */
const CREDENTIAL_KEY =
  /^(?:http[-_])?(?:proxy[-_])?(?:authorization|auth)$|^(?:http[-_])?(?:\w*_)?(?:(?:api|access|auth|secret|subscription)[-_]?key|(?:auth|authentication|authorization|access|api|bearer|user|id|jwt|session|remember|private|service|internal|job|gitlab|vault)[-_]?token|(?:x[-_])?token|jwt|bearer|api[-_]?secret|shared[-_]?secret|hmac|signature(?:[-_](?:sha)?256)?|warden|password|(?:current[-_])?(?:user|account|admin)(?:[-_]?id)?|session(?:[-_]?id)?)$/i;

/** Tokens of something else than who asks. */
const OTHER_KEY = /idempoten|csrf|xsrf|captcha|turnstile|confirm|page|cursor|device|push|terms|invit/i;

/** Keys of sessions that hold who is signed in. */
const SESSION_KEY =
  /^(?:warden\.\S+|(?:current_?)?(?:user|account|admin|member|customer|staff|employee|person|operator|login)(?:_?id)?|(?:access|auth|user|session|api|jwt|id|remember)_token|token|jwt|uid|userinfo|credentials|user_session_id|logged_in|signed_in|authenticated)$/i;

/** Keys of parameters, which hold names of users and tokens for other reasons. */
const CREDENTIAL_PARAMETER = /^(?:(?:auth|authentication|access|api|user|private|jwt)_?token|api_?key|access_?key|jwt)$/i;

/** Whether a part of the request holds a credential at a key. */
export function holdsCredential(from: 'header' | 'session' | 'cookie' | 'params', key: string): boolean {
  const keys = from === 'session' ? SESSION_KEY : from === 'params' ? CREDENTIAL_PARAMETER : CREDENTIAL_KEY;
  return key.length < 100 && keys.test(key.replaceAll('-', '_')) && !OTHER_KEY.test(key);
}

/** Who asks, by the names that Devise, Sorcery, Doorkeeper and their like give it. */
export const CURRENT =
  'current_(?:user|account|admin|member|api_user|admin_user|resource_owner|api_key|token|session|staff|customer|employee)(?:_(?:id|session))?';

/** Methods that gems give a controller, and what they are for a stranger. */
export const READERS = new RegExp(
  `^(?:${CURRENT}|(?:user_|admin_|member_|account_)?(?:signed_in|logged_in)\\?|authenticated\\?|authenticate_with_http_\\w+|doorkeeper_token|valid_doorkeeper_token\\?|warden|user_session|true_user|pundit_user|token_and_options|bearer_token|auth_token|access_token|auth_header|authorization_header|http_token)$`,
);

interface Refuser {
  readonly name: RegExp;
  /** Gems that bring it; without one it is Rails' own. */
  readonly gems?: RegExp;
  readonly scheme?: string;
  /** It raises, which ends an action too; the others answer and come back. */
  readonly throws?: true;
  /** Its arguments are scopes. */
  readonly scopes?: true;
}

/** Methods that gems give a controller, and that turn a stranger away. */
export const REFUSERS: readonly Refuser[] = [
  { name: /^authenticate_or_request_with_http_token$|^request_http_token_authentication$/, scheme: 'bearer' },
  { name: /^authenticate_or_request_with_http_(?:basic|digest)$|^request_http_(?:basic|digest)_authentication$/, scheme: 'basic' },
  { name: /^doorkeeper_authorize!$/, gems: /doorkeeper/, scheme: 'oauth2', scopes: true },
  { name: /^authenticate_\w+!$/, gems: /devise|warden|api_guard|authentication/, throws: true },
  { name: /^authenticate_(?:user|admin|member|account)$/, gems: /knock/, scheme: 'jwt' },
  { name: /^require_login$/, gems: /sorcery|clearance/ },
  {
    name: /^(?:authorize_access_request!|authorize_refresh_request!|authorize_by_\w+!)$/,
    gems: /jwt_sessions/,
    scheme: 'jwt',
    throws: true,
  },
  { name: /^authenticate_and_set_\w+$/, gems: /api_guard/, scheme: 'jwt' },
  { name: /^(?:require_authentication|require_account)$/, gems: /rodauth/, throws: true },
];

/** Callbacks of gems and Rails that have nothing to do with who asks. */
export const HARMLESS =
  /^(?:verify_authenticity_token|verify_same_origin_request|protect_from_forgery|set_paper_trail_whodunnit|configure_permitted_parameters|set_locale|set_csrf_cookie|force_ssl|allow_browser|set_current_tenant\w*|underscore_params!|transform_params|check_pagination|set_sentry_context|set_raven_context|verify_requested_format!|miniprofiler|load_resource|skip_authorization|skip_policy_scope|skip_session_storage|store_location|store_user_location!?|require_no_authentication|set_cache_headers|allow_cors|cors_\w+|set_default_format|set_default_response_format|switch_locale|track_ahoy_visit|set_ahoy_\w+|set_device_type|set_request_variant|etag\w*|bullet\w*)$/;

/** Modules of Rails and gems that give a controller methods, and no callback that guards. */
export const HARMLESS_MODULES =
  /^(?:::)?(?:Action(?:Controller|View|Dispatch)::.+|ActiveSupport::.+|AbstractController::.+|Pundit|Pundit::Authorization|ActiveStorage::Set\w+|Doorkeeper::Rails::Helpers|CanCan::ControllerAdditions|Pagy::\w+|Rails\.application\.\w+\.\w+|Devise::Controllers::\w+|Rodauth::Rails::\w+|DeviseTokenAuth::Concerns::SetUserByToken|Doorkeeper::\w+::Helper|JSONAPI::\w+|JSONAPI::ActsAsResourceController|Rails::Pagination|Kaminari::\w+|WillPaginate::\w+|Knock::Authenticable|JWTSessions::RailsAuthorization|Clearance::(?:Authentication|Controller)|Sorcery::Controller|GraphQL::\w+|Turbo::\w+|Sentry::\w+|InertiaRails::\w+|Response|Hotwire\w*::\w+|Singleton|Comparable|Enumerable|FastJsonapi::\w+|Ransack::\w+|Memery|MemoWise|Dry::\w+(?:::\w+)*|ReactOnRails::\w+|SimpleCaptcha::\w+|Localized)$/;

/** Macros of a class body that may guard, by their names, where nothing is known of them. */
export const SUSPECT_MACRO =
  /auth(?!or(?!i[sz]))|access|secur|permi|require|ensure|verif|protect|guard|login|token|before|filter|restrict|role|ability|allow|deny|power|policy|acts_as/i;

/** Macros of Rails that look like one. */
export const HARMLESS_MACRO =
  /^(?:require|require_relative|require_dependency|protect_from_forgery|after_action|after_filter|append_after_action|skip_after_action|skip_forgery_protection|allow_browser|allow_cors|verify_authorized|verify_policy_scoped|private_constant|private_class_method|protected|permits?|attr_\w+|load_resource|helper_method|rescue_from|wrap_parameters|before_render|filter_parameter_logging|delegate|cache_sweeper|protect_from_\w+|check_authorization|content_security_policy\w*|permissions_policy|after_\w+|skip_authorization_check|filterrific|authorizes?_\w*scope|alias_method|delegate_missing_to|devise_group|allow_iframe_requests)$/;

/** Exceptions about access. */
export const ACCESS_ERROR =
  /unauth|forbid|access_?denied|not_?auth|authentic|authoriz|invalid_?(?:token|credential|signature|api_?key)|missing_?token|token_?(?:missing|expired|invalid)|permission|jwt|credential|not_?allowed|login_?required|not_?permitted|access_?error|access_?rights|bad_?token/i;

/** Statuses that turn somebody away. */
export const REFUSING_STATUS = /^(?:401|403|unauthorized|forbidden|proxy_authentication_required|407)$/;

/** Where somebody is sent who must sign in first. */
export const SIGN_IN = /log_?in|sign_?in|session|sso|auth/i;

/** Helpers of gems that can only turn somebody away. */
export const REFUSAL_HELPER =
  /unauthor|forbidden|access_denied|not_authorized|not_authenticated|deny_access|require_login$|render_401|render_403/i;

/** Functions whose answer is nothing for a stranger, by their names. */
export const IDENTITY_NAME =
  /^(?:logged_in|signed_in|authenticated|user_signed_in|authenticate(?:_(?:user|request|token|api_key|by_token|with_token|client|account|admin|member))?|valid_(?:api_key|access_token|auth_token|credentials|jwt)|current_user)[!?]?$/;

/** Functions that may ask who it is, by their names. */
export const GUARDING_NAME =
  /auth(?!or(?!i[sz]))|valid|verif|allow|permit|logged|signed|token|api_?key|credential|secure_compare|signature|\bcan\?|admin|owner|member|access|role|jwt|decode|current_/i;

/** Names that say the opposite: what they give may be true for a stranger. */
export const NEGATIVE_NAME =
  /^(?:in|un|not_|no_|non|is_not|missing|expired|guest|anonymous|blocked|banned|suspended|disabled|rejected)|invalid|unauth|missing|expired|not_/i;

/** Methods that give nil or raise for a key that is not there. */
export const RAISES_FOR_NOTHING = /^(?:find|find_by!|find_by_\w+!|find_signed!|find_sole_by|decode!|verify!|first!|take!|authenticate!)$/;

/** Methods that look something up or check it, and give nothing for what is not there. */
export const LOOKUP =
  /^(?:find(?!_or_|_each|_in_)\w*[!?]?|exists?\?|lookup\w*|decode\w*!?|decrypt\w*|verif\w+[!?]?|authenticat\w*[!?]?|valid\w*\?|secure_compare|fixed_length_secure_compare|include\?|get|fetch|match\??|\w*(?:from|by|for)_\w*token\w*)$/;

/** Classes that check credentials, by their names. */
export const CHECKER = /auth(?!or(?!i[sz]))|token|session|jwt|credential|login|api_?key|access|signature|verif/i;

/** Methods that make or tell something, whatever they are given. */
export const MAKES =
  /^(?:new|create!?|build|log|info|debug|warn|error|track|set\w*|notify|perform\w*|deliver\w*|capture\w*|with|tap|add|push|update|touch|increment|enqueue)/;

/** Blocks that run once, and always. */
export const RUNS_BLOCK =
  /^(?:transaction|tap|then|with_lock|instrument|synchronize|with_locale|use_zone|silence|benchmark|with|with_options|measure|trace|handle_errors|cache|Timeout|timeout|wrap|with_writing|with_tenant|with_current)$/;

/** Methods that make text of a value, or a relation, which is there even where nothing is in it. */
export const BLANK_MAKERS =
  /^(?:to_s|to_str|strip|lstrip|rstrip|squish|downcase|upcase|sub|gsub|sub!|gsub!|delete|delete_prefix|delete_suffix|remove|chomp|tr|split|force_encoding|encode|unpack|scan|to_a|where|order|limit|includes|joins|eager_load|preload|select|reorder|not|merge|rewhere)$/;

/** Methods whose answer is nothing for text or a relation that holds nothing. */
export const NOTHING_OF_BLANK =
  /^(?:present\?|any\?|exists?\?|presence|first|last|second|take|find_by|find|pop|shift|match\??|slice|at|pluck|pick|sole|start_with\?|end_with\?|include\?|one\?)$/;

/** Methods that make other text of a value. */
export const DIGESTS = /digest$|^(?:hash|crypt|encode64|strict_encode64|urlsafe_encode64|to_json|inspect)$/;
