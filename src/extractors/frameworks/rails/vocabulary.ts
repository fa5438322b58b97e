/** Names of Rails and its gems that tell who asks or turn somebody away. */

/** Keys of headers, cookies, sessions and parameters that hold a credential. */
export const CREDENTIAL_KEY =
  /auth(?!or(?!i[sz]))|warden|token|api[-_]?key|signature|secret|jwt|bearer|session|hmac|password|credential|user[-_]?id|account[-_]?id|(?:^|_)user$|admin|login|_key$/i;

/** Keys of sessions that hold something else; whoever has no session has none of the others. */
export const PLAIN_SESSION_KEY =
  /locale|lang|theme|return|referr?er|redirect|flash|last|count|utm|time_?zone|cart|filter|page|tab|view|state|nonce|previous|origin|ab_test|variant|layout/i;

/** Keys of parameters, which hold names of users for other reasons. */
export const CREDENTIAL_PARAMETER = /^(?:auth(?!or(?!i[sz]))\w*|\w*token|api_?key|signature|secret|jwt|hmac|access_key)$/i;

/** Methods that gems give a controller, and what they are for a stranger. */
export const READERS =
  /^(?:current_(?!page|path|time|locale|date|url|version|tenant|organization|site|currency|language|theme)\w+|\w*signed_in\?|\w*logged_in\?|authenticated\?|authenticate_with_http_\w+|doorkeeper_token|valid_doorkeeper_token\?|warden|user_session|true_user|pundit_user|token_and_options|bearer_token|auth_token|access_token|auth_header|authorization_header|http_token)$/;

interface Refuser {
  readonly name: RegExp;
  /** Gems that bring it; without one it is Rails' own. */
  readonly gems?: RegExp;
  readonly scheme?: string;
  /** Its arguments are scopes. */
  readonly scopes?: true;
}

/** Methods that gems give a controller, and that turn a stranger away. */
export const REFUSERS: readonly Refuser[] = [
  { name: /^authenticate_or_request_with_http_token$|^request_http_token_authentication$/, scheme: 'bearer' },
  { name: /^authenticate_or_request_with_http_(?:basic|digest)$|^request_http_(?:basic|digest)_authentication$/, scheme: 'basic' },
  { name: /^doorkeeper_authorize!$/, gems: /doorkeeper/, scheme: 'oauth2', scopes: true },
  { name: /^authenticate_\w+!$/, gems: /devise|warden|api_guard|authentication/ },
  { name: /^authenticate_(?:user|admin|member|account)$/, gems: /knock/, scheme: 'jwt' },
  { name: /^require_login$/, gems: /sorcery|clearance/ },
  { name: /^(?:authorize_access_request!|authorize_refresh_request!|authorize_by_\w+!)$/, gems: /jwt_sessions/, scheme: 'jwt' },
  { name: /^authenticate_and_set_\w+$/, gems: /api_guard/, scheme: 'jwt' },
  { name: /^(?:require_authentication|require_account)$/, gems: /rodauth/ },
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
  /auth(?!or(?!i[sz]))|valid|verif|allow|permit|logged|signed|token|api_?key|credential|secure_compare|signature|\bcan\?|admin|owner|member|access|role|jwt|decode|current_user/i;

/** Names that say the opposite: what they give may be true for a stranger. */
export const NEGATIVE_NAME =
  /^(?:in|un|not_|no_|non|is_not|missing|expired|guest|anonymous|blocked|banned|suspended|disabled|rejected)|invalid|unauth|missing|expired|not_/i;

/** Methods that give nil or raise for a key that is not there. */
export const RAISES_FOR_NOTHING = /^(?:find|find_by!|find_by_\w+!|find_signed!|find_sole_by|decode!|verify!|first!|take!|authenticate!)$/;

/** Methods that look something up or check it, and give nothing for what is not there. */
export const LOOKUP =
  /^(?:find\w*[!?]?|where|exists?\?|lookup\w*|decode\w*!?|decrypt\w*|verif\w+[!?]?|authenticat\w*[!?]?|valid\w*\?|secure_compare|fixed_length_secure_compare|include\?|\w*digest|get|fetch|split|match\??|\w*(?:from|by|for)_\w*token\w*)$/;

/** Classes that check credentials, by their names. */
export const CHECKER = /auth(?!or(?!i[sz]))|token|session|jwt|credential|login|api_?key|access|signature|verif/i;

/** Methods that make or tell something, whatever they are given. */
export const MAKES =
  /^(?:new|create!?|build|log|info|debug|warn|error|track|set\w*|notify|perform\w*|deliver\w*|capture\w*|with|tap|add|push|update|touch|increment|enqueue)/;

/** Blocks that run once, and always. */
export const RUNS_BLOCK =
  /^(?:transaction|tap|then|with_lock|instrument|synchronize|with_locale|use_zone|silence|benchmark|with|with_options|measure|trace|handle_errors|cache|Timeout|timeout|wrap|with_writing|with_tenant|with_current)$/;
