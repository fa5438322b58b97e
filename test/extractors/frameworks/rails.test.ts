import { describe, expect, test } from 'vitest';
import { inventoryOf, lines } from '../../support/code.ts';

const GEMFILE = "gem 'rails'\ngem 'devise'\ngem 'doorkeeper'\n";

const draw = (routes: string): string => `Rails.application.routes.draw do\n${routes}\nend`;

const controller = (name: string, body: string, above = 'ActionController::API'): string => `class ${name} < ${above}\n${body}\nend`;

const ALL = 'def index; end\ndef show; end\ndef create; end\ndef update; end\ndef destroy; end\ndef preview; end';

const app = (routes: string, files: Readonly<Record<string, string>> = {}) =>
  lines({ Gemfile: GEMFILE, 'config/routes.rb': draw(routes), ...files });

describe('routes', () => {
  const files = Object.fromEntries(
    ['Books', 'Pages', 'Api::Books', 'Api::V1::Books', 'Profiles'].map((name) => [
      `app/controllers/${name.replaceAll('::', '/').toLowerCase()}_controller.rb`,
      controller(`${name}Controller`, ALL),
    ]),
  );
  test.each<[name: string, routes: string, expected: string[]]>([
    ['resources', 'resources :books, only: %i[index show]', ['GET /books', 'GET /books/{id}']],
    [
      'all of them',
      'resources :books',
      ['DELETE /books/{id}', 'GET /books', 'GET /books/{id}', 'PATCH /books/{id}', 'POST /books', 'PUT /books/{id}'],
    ],
    ['a singular one', 'resource :profile, only: [:show, :update]', ['GET /profile', 'PATCH /profile', 'PUT /profile']],
    ['options', "resources :books, only: :show, path: 'b', param: :isbn", ['GET /b/{isbn}']],
    ['a controller', 'resources :novels, only: :index, controller: :books', ['GET /novels']],
    [
      'members and collections',
      'resources :books, only: [] do\n member do get :preview end\n get :show, on: :collection\n end',
      ['GET /books/show', 'GET /books/{id}/preview'],
    ],
    [
      'nested',
      'resources :profiles, only: [], param: :name do\n resources :books, only: :index\n end',
      ['GET /profiles/{profile_name}/books'],
    ],
    [
      'shallow',
      'resources :profiles, only: [], shallow: true do\n resources :books, only: [:index, :show]\n end',
      ['GET /books/{id}', 'GET /profiles/{profile_id}/books'],
    ],
    ['namespaces', 'namespace :api do\n namespace :v1 do resources :books, only: :index end\n end', ['GET /api/v1/books']],
    ['scopes', "scope '/x', module: :api do resources :books, only: :index end", ['GET /x/books']],
    ['a module alone', 'scope module: :api do resources :books, only: :index end', ['GET /books']],
    [
      'methods',
      "get 'a', to: 'books#index'\npost 'a' => 'books#create'\nmatch 'b', to: 'books#show', via: %i[put patch]",
      ['GET /a', 'PATCH /b', 'POST /a', 'PUT /b'],
    ],
    ['a path that names its controller', "get 'books/preview'", ['GET /books/preview']],
    ['root', "root 'books#index'", ['GET /']],
    ['optional parts and formats', "get 'a(/:b)(.:format)', to: 'books#index'", ['GET /a', 'GET /a/{b}']],
    [
      'concerns',
      'concern :previewable do get :preview, on: :member end\nresources :books, only: [], concerns: :previewable',
      ['GET /books/{id}/preview'],
    ],
    ['a loop', "%i[a b].each do |x| get x, to: 'books#index' end", ['GET /a', 'GET /b']],
    ['a block of options', 'with_options only: :index do |on|\n on.resources :books\n end', ['GET /books']],
    ['development alone', "if Rails.env.development?\n get 'a', to: 'books#index'\n end", []],
    ['redirections', "get 'a', to: redirect('/b')", []],
    ['an action that is not there', "get 'a', to: 'books#nothing'", []],
    ['a private method', "get 'a', to: 'books#hidden'", []],
  ])('%s', async (_, routes, expected) => {
    const hidden = { 'app/controllers/books_controller.rb': controller('BooksController', `${ALL}\nprivate\ndef hidden; end`) };
    expect((await app(routes, { ...files, ...hidden })).map((line) => line.replace(/ none$/, '')).sort()).toEqual(expected);
  });

  test.each<[name: string, routes: string, complete: boolean]>([
    ['what is known', '', true],
    ['a mounted engine', "mount Company::Api => '/api'", false],
    ['pages of a gem', "mount Sidekiq::Web => '/jobs'", true],
    ['a macro of a gem', 'use_doorkeeper', false],
    ['a controller that is not there', "get 'b', to: 'absent#index'", false],
  ])('complete: %s', async (_, more, complete) => {
    const { modules } = await inventoryOf({
      Gemfile: GEMFILE,
      'config/routes.rb': draw(`resources :books, only: :index\n${more}`),
      ...files,
    });
    expect(modules.map((each) => each.complete)).toEqual([complete]);
  });

  test('files that are drawn', async () => {
    const more = { ...files, 'config/routes/api.rb': 'namespace :api do\nresources :books, only: :index\nend' };
    expect(await app('draw :api', more)).toEqual(['GET /api/books none']);
  });
});

describe('pages are no operations', () => {
  test.each<[name: string, body: string, files: Readonly<Record<string, string>>, expected: number]>([
    ['a template', 'def index; @books = 1; end', {}, 0],
    ['a redirection', 'def index; redirect_to root_path; end', {}, 0],
    ['JSON', 'def index; render json: 1; end', {}, 1],
    ['JSON of a helper', 'def index; answer; end\nprivate\ndef answer; render json: 1; end', {}, 1],
    ['both', 'def index; respond_to { |format| format.html; format.json { render json: 1 } }; end', {}, 1],
    ['HTML alone', 'def index; respond_to { |format| format.html }; end', {}, 0],
    ['a JSON template', 'def index; end', { 'app/views/books/index.json.jbuilder': 'json.a 1' }, 1],
    ['an HTML template', 'def index; end', { 'app/views/books/index.html.erb': '<p>' }, 0],
  ])('%s', async (_, body, more, expected) => {
    const files = { 'app/controllers/books_controller.rb': controller('BooksController', body, 'ActionController::Base'), ...more };
    expect(await app('resources :books, only: :index', files)).toHaveLength(expected);
  });

  test('routes that ask for JSON', async () => {
    const files = { 'app/controllers/books_controller.rb': controller('BooksController', 'def index; end', 'ActionController::Base') };
    expect(await app('scope defaults: { format: :json } do resources :books, only: :index end', files)).toHaveLength(1);
  });
});

describe('security', () => {
  /** What is said of `GET /books` when the controller holds this. */
  const guarded = async (
    body: string,
    more: Readonly<Record<string, string>> = {},
    routes = 'resources :books, only: :index',
  ): Promise<string> => {
    const files = {
      'app/controllers/books_controller.rb': controller(
        'BooksController',
        `${body}\ndef index; render json: 1; end`,
        more['above'] ?? 'ActionController::API',
      ),
    };
    const { above: _, ...rest } = more;
    return ((await app(routes, { ...rest, ...files }))[0] ?? '').replace(/^\w+ \S+ /, '');
  };
  const callback = (method: string): string => `before_action :check\ndef check\n${method}\nend`;

  test.each<[name: string, body: string, expected: string]>([
    ['nothing', '', 'none'],
    ['Devise', 'before_action :authenticate_user!', 'required'],
    ['Devise for another action', 'before_action :authenticate_user!, only: [:show]', 'none'],
    ['Devise except for it', 'before_action :authenticate_user!, except: :index', 'none'],
    ['a list that is not literal', 'before_action :authenticate_user!, only: actions_of(:x)', 'unknown'],
    ['a constant list', 'OPEN = %i[index].freeze\nbefore_action :authenticate_user!, except: OPEN', 'none'],
    ['skipped', 'before_action :authenticate_user!\nskip_before_action :authenticate_user!, only: :index', 'public'],
    ['skipped elsewhere', 'before_action :authenticate_user!\nskip_before_action :authenticate_user!, only: :show', 'required'],
    ['skipped under a condition', 'before_action :authenticate_user!\nskip_before_action :authenticate_user!, if: :somehow?', 'unknown'],
    ['registered again for another action', 'before_action :authenticate_user!\nbefore_action :authenticate_user!, only: :show', 'none'],
    ['under a condition', 'before_action :authenticate_user!, if: :somehow?', 'unknown'],
    ['not in tests', 'before_action :authenticate_user! unless Rails.env.test?', 'required'],
    ['Doorkeeper with scopes', 'before_action -> { doorkeeper_authorize! :read }', 'required oauth2 (read)'],
    ['HTTP Basic', "http_basic_authenticate_with name: 'a', password: ENV['P']", 'required basic'],
    ['a callback that is nowhere', 'before_action :company_gate', 'unknown'],
    ['a macro that is nowhere', 'restrict_access_to :staff', 'unknown'],
    ['a module that is nowhere', 'include Company::Perimeter', 'unknown'],
    ['a module of Rails', 'include ActionController::HttpAuthentication::Token::ControllerMethods', 'none'],
    ['an object', 'before_action Gate.new', 'unknown'],
    ['CSRF', 'skip_before_action :verify_authenticity_token\nprotect_from_forgery with: :null_session', 'none'],
    ['a callback that loads', callback('@book = Book.find(params[:id])'), 'none'],
    ['one that answers otherwise', callback('render json: {}, status: :not_found unless Book.exists?(params[:id])'), 'none'],
    ['one that refuses', callback("head :unauthorized unless request.headers['X-Api-Key'] == ENV['KEY']"), 'required apiKey'],
    ['one that refuses by a number', callback('render json: {}, status: 401 unless current_user'), 'required'],
    ['one that raises', callback('raise NotAuthorized unless current_user'), 'required'],
    [
      'one that refuses in a helper',
      `${callback('deny unless session[:user_id]')}\ndef deny; render_error(:forbidden); end\ndef render_error(status); render json: {}, status: status; end`,
      'required session',
    ],
    ['one that sends to the sign-in page', callback('redirect_to new_session_path unless current_user'), 'required'],
    ['or', callback('current_user || head(:unauthorized)'), 'required'],
    ['early return', callback('return if current_user\nhead :unauthorized'), 'required'],
    ['a token of HTTP', callback('authenticate_or_request_with_http_token { |token| token == 1 }'), 'required bearer'],
    ['a token that may be there', callback('authenticate_with_http_token { |token| @user = token }'), 'optional'],
    [
      'a header that may be there',
      callback("head :unauthorized if request.headers['Authorization'].present? && !valid?"),
      'optional bearer',
    ],
    ['who asks, for the log', callback('logger.info(current_user&.id)'), 'optional'],
    ['an open door in development', callback('return if Rails.env.development?\nhead :unauthorized unless current_user'), 'required'],
    ['an open door by a setting', callback("return if ENV['OPEN']\nhead :unauthorized unless current_user"), 'unknown'],
    ['some addresses', callback("head :forbidden unless request.ip == '10.0.0.1'"), 'unknown'],
    ['a negative of a stranger', callback('head :forbidden if current_user'), 'optional'],
    ['a policy', 'def policy_check; end\nbefore_action { authorize Book }', 'unknown'],
    [
      'a decoded token',
      callback("JWT.decode(request.headers['Authorization'], 'k')\nrescue JWT::DecodeError\nhead :unauthorized"),
      'required bearer,jwt',
    ],
    [
      'a decoded token that may fail',
      callback("JWT.decode(request.headers['Authorization'], 'k')\nrescue JWT::DecodeError\nnil"),
      'optional bearer,jwt',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await guarded(body)).toBe(expected);
  });

  test.each<[name: string, files: Readonly<Record<string, string>>, body: string, expected: string]>([
    [
      'of the parent',
      { above: 'BaseController', 'app/controllers/base_controller.rb': controller('BaseController', 'before_action :authenticate_user!') },
      '',
      'required',
    ],
    ['a parent of a gem', { above: 'Company::BaseController' }, '', 'unknown'],
    [
      'of a concern',
      {
        'app/controllers/concerns/gate.rb':
          'module Gate\n extend ActiveSupport::Concern\n included do\n before_action :enter\n end\n def enter; head :unauthorized unless current_user; end\nend',
      },
      'include Gate',
      'required',
    ],
    [
      'opened by a macro of a concern',
      {
        'app/controllers/concerns/gate.rb':
          'module Gate\n extend ActiveSupport::Concern\n included { before_action :enter }\n class_methods do\n def open_door(**options) = skip_before_action(:enter, **options)\n end\n def enter; head :unauthorized unless current_user; end\nend',
      },
      'include Gate\nopen_door only: :index',
      'public',
    ],
    [
      'a callback that the class overrides',
      {
        above: 'BaseController',
        'app/controllers/base_controller.rb': controller(
          'BaseController',
          'before_action :enter\ndef enter; head :unauthorized unless current_user; end',
        ),
      },
      'def enter; end',
      'none',
    ],
    [
      'an own current_user that is a guest',
      {},
      'before_action :enter\ndef enter; head :unauthorized unless current_user; end\ndef current_user; User.find_by(id: session[:user_id]) || Guest.build; end',
      'unknown',
    ],
    [
      'constants are looked up where they stand',
      {
        above: 'Api::BaseController',
        'app/controllers/base_controller.rb': controller('BaseController', 'before_action :authenticate_user!'),
        'app/controllers/api/base_controller.rb': 'module Api\n class BaseController < ActionController::API\n end\nend',
      },
      '',
      'none',
    ],
  ])('%s', async (_, files, body, expected) => {
    expect(await guarded(body, files)).toBe(expected);
  });

  test.each<[name: string, action: string, expected: string]>([
    ['reads nobody', 'render json: Book.all', 'none'],
    ['reads who asks', 'render json: current_user.books', 'unknown'],
    ['refuses', 'return head(:unauthorized) unless current_user\nrender json: 1', 'required'],
    ['refuses some', 'return head(:forbidden) if Book.closed?\nrender json: 1', 'unknown'],
    ['asks a policy', 'authorize Book\nrender json: 1', 'unknown'],
    ['checks a signature', 'return head(:bad_request) unless Webhook.check(params[:signature])\nrender json: 1', 'unknown'],
  ])('an action that %s', async (_, action, expected) => {
    const files = { 'app/controllers/books_controller.rb': controller('BooksController', `def index\n${action}\nend`) };
    expect((await app('resources :books, only: :index', files))[0]).toBe(`GET /books ${expected}`.replace(/ $/, ''));
  });

  test('signing in is no guard', async () => {
    const body =
      'def create\nuser = User.find_by(email: params[:email])\nif user&.authenticate(params[:password])\nrender json: 1\nelse\nhead :unauthorized\nend\nend';
    expect(
      await app('resource :session, only: :create', { 'app/controllers/sessions_controller.rb': controller('SessionsController', body) }),
    ).toEqual(['POST /session none']);
  });

  test.each<[name: string, routes: string, expected: string]>([
    ['authenticate of Devise', 'authenticate :user do resources :books, only: :index end', 'required session'],
    [
      'a condition that asks',
      'constraints ->(request) { request.session[:user_id].present? } do resources :books, only: :index end',
      'required session',
    ],
    ['a condition that does not', 'constraints ->(request) { request.path.size > 1 } do resources :books, only: :index end', 'none'],
    ['a subdomain', "constraints subdomain: 'api' do resources :books, only: :index end", 'none'],
    ['a condition that is nowhere', 'constraints Company::Staff do resources :books, only: :index end', 'unknown'],
    ['a condition on routes', "if ENV['X']\nresources :books, only: :index\nend", 'unknown'],
  ])('%s', async (_, routes, expected) => {
    expect(await guarded('', {}, routes)).toBe(expected);
  });

  test('middleware that may guard', async () => {
    const use = (name: string) => ({ 'config/application.rb': `config.middleware.use ${name}` });
    expect(await guarded('', use('Company::TokenAuth'))).toBe('unknown');
    expect(await guarded('', use('Rack::Deflater'))).toBe('none');
  });
});

test('Devise’s own controllers', async () => {
  const files = {
    'app/controllers/application_controller.rb': controller(
      'ApplicationController',
      'before_action :authenticate_user!',
      'ActionController::Base',
    ),
    'app/models/user.rb': 'class User < ApplicationRecord\n devise :database_authenticatable, :registerable\nend',
  };
  expect((await app('devise_for :users, defaults: { format: :json }', files)).sort()).toEqual([
    'DELETE /users required session',
    'DELETE /users/sign_out public',
    'PATCH /users required session',
    'POST /users public',
    'POST /users/sign_in public',
    'PUT /users required session',
  ]);
  expect(await app('devise_for :users', files)).toEqual([]);
});

test('limits', async () => {
  const limits = async (body: string, attack = '') => {
    const { routes } = await inventoryOf({
      Gemfile: GEMFILE,
      'config/routes.rb': draw('resources :books, only: %i[index create]'),
      'config/initializers/rack_attack.rb': attack,
      'app/controllers/books_controller.rb': controller('BooksController', `${body}\ndef index; end\ndef create; end`),
    });
    return routes.map(({ rateLimit }) => rateLimit.kind);
  };
  expect(await limits('')).toEqual(['none', 'none']);
  expect(await limits('rate_limit to: 1, within: 1.minute, only: :create')).toEqual(['none', 'limited']);
  expect(await limits('', "Rack::Attack.throttle('a', limit: 1, period: 1) { |req| req.ip }")).toEqual(['limited', 'limited']);
  expect(await limits('', "Rack::Attack.throttle('a', limit: 1, period: 1) { |req| req.ip if req.path == '/other' }")).toEqual([
    'none',
    'none',
  ]);
  expect(await limits('', "Rack::Attack.throttle('a', limit: 1, period: 1) { |req| key(req) if odd?(req) }")).toEqual([
    'unknown',
    'unknown',
  ]);
});

test('what is read of a request', async () => {
  const { routes } = await inventoryOf({
    Gemfile: GEMFILE,
    'config/routes.rb': draw('resources :books, only: %i[index create], constraints: { id: /\\d+/ }'),
    'app/models/book.rb':
      'class Book < ApplicationRecord\n validates :title, length: { in: 2..9 }\n validates :year, numericality: { greater_than: 0 }, if: :dated?\nend',
    'app/controllers/books_controller.rb': controller(
      'BooksController',
      'def index; render json: Book.page(params[:page]); end\ndef create; render json: Book.create!(book_params); end\nprivate\ndef book_params = params.require(:book).permit(:title, :year, tags: [])',
    ),
  });
  expect(routes[0]?.parameters.map(({ name, in: where }) => `${where} ${name}`)).toEqual(['query page']);
  const book = routes[1]?.body?.schema.properties?.get('book');
  const keywords = (name: string) =>
    [...(book?.schema.properties?.get(name)?.schema.keywords ?? [])].map(([key, { value }]) => [key, value]);
  expect(book?.required).toBe(true);
  expect(keywords('title')).toEqual([
    ['minLength', 2],
    ['maxLength', 9],
  ]);
  // A validation under a condition bounds nothing for certain.
  expect(keywords('year')).toEqual([]);
  expect(keywords('tags')).toEqual([['type', 'array']]);
});

describe('routes by options, loops and names of their own', () => {
  const files = Object.fromEntries(
    ['Books', 'Likes'].map((name) => [
      `app/controllers/${name.toLowerCase()}_controller.rb`,
      controller(`${name}Controller`, 'def index; end\ndef show; end\ndef create; end\ndef new; render json: 1; end'),
    ]),
  );
  const LIKES = 'concern :likeable do |options|\n resources :likes, options\n end\n';
  test.each<[name: string, routes: string, expected: string[], complete: boolean]>([
    [
      'options of a concern',
      `${LIKES}resources :posts, only: [] do concerns :likeable, only: [:create] end`,
      ['POST /posts/{post_id}/likes'],
      true,
    ],
    [
      'a concern without options',
      `${LIKES}resources :posts, only: [], concerns: :likeable`,
      ['GET /posts/{post_id}/likes', 'GET /posts/{post_id}/likes/new', 'GET /posts/{post_id}/likes/{id}', 'POST /posts/{post_id}/likes'],
      true,
    ],
    [
      'merged options',
      'concern :likeable do |o|\n resources :likes, o.merge(only: :create)\n end\nresources :posts, only: [] do concerns :likeable, only: :index end',
      ['POST /posts/{post_id}/likes'],
      true,
    ],
    [
      'options of a macro',
      'def some(name, **options)\n resources name, **options.except(:x)\n end\nsome :likes, only: :index, x: 1',
      ['GET /likes'],
      true,
    ],
    ['options that are not known', 'resources :likes, Company.options.merge(x: 1), only: :index', ['GET /likes'], false],
    ['a number of times', '2.times { |i| get "t#{i}", to: \'books#show\' }', ['GET /t0', 'GET /t1'], true],
    ['a range', '(1...3).each { |i| get "t#{i}", to: \'books#show\' }', ['GET /t1', 'GET /t2'], true],
    ['rows', "[['a', 'show'], ['b', 'index']].each { |path, to| get path, to: \"books##{to}\" }", ['GET /a', 'GET /b'], true],
    ['too many times', "get 'a', to: 'books#show'\n9999.times { |i| get \"t#{i}\", to: 'books#show' }", ['GET /a', 'GET /t{*}'], false],
    ['a loop of something else', "get 'a', to: 'books#show'\nCompany.paths.map { |x| get x, to: 'books#show' }", ['GET /a'], false],
    ['a block without routes', "get 'a', to: 'books#show'\nCompany.configure { |x| x.name = 1 }", ['GET /a'], true],
    ['given away', "get 'a', to: 'books#show'\nCompany::Docs.routes(self)", ['GET /a'], false],
    ['given to pages', "get 'a', to: 'books#show'\nActiveAdmin.routes(self)", ['GET /a'], true],
    ['names of paths', "resources :books, only: [:new, :show], path_names: { new: 'neu' }", ['GET /books/neu', 'GET /books/{id}'], true],
    ['names of other paths', "resources :books, only: :new, path_names: { edit: 'neu' }", ['GET /books/new'], true],
    [
      'a shallow path',
      "resources :books, only: [], shallow_path: 'sek', shallow: true do\n resources :likes, only: %i[index show]\n end",
      ['GET /sek/books/{book_id}/likes', 'GET /sek/likes/{id}'],
      true,
    ],
    [
      'a shallow path of what is not shallow',
      "resources :books, only: [], shallow_path: 'sek' do\n resources :likes, only: :show\n end",
      ['GET /books/{book_id}/likes/{id}'],
      true,
    ],
    ['parts in parts', "get 'o(/:a(/:b))', to: 'books#show'", ['GET /o', 'GET /o/{a}', 'GET /o/{a}/{b}'], true],
    ['an optional scope', "scope '(:locale)' do resources :books, only: :index end", ['GET /books', 'GET /{locale}/books'], true],
    ['a part that is no option', "get 'o/:a', to: 'books#show'", ['GET /o/{a}'], true],
    ['an action as an application', "namespace :x do get 'a', to: BooksController.action(:show) end", ['GET /x/a'], true],
    ['an application', "get 'a', to: 'books#show'\nget 'b', to: ->(env) { [200, {}, []] }", ['GET /a'], false],
    ['a method of elsewhere', "get 'a', to: 'books#show'\nextra :one", ['GET /a'], false],
  ])('%s', async (_, routes, expected, complete) => {
    const inventory = await inventoryOf({ Gemfile: GEMFILE, 'config/routes.rb': draw(routes), ...files });
    expect(
      inventory.routes
        .map(({ method, path }) => `${method} ${path}`)
        .filter((line) => !/^(?:PATCH|PUT|DELETE)|edit$/.test(line))
        .sort(),
    ).toEqual(expected);
    expect(inventory.modules.map((each) => each.complete)).toEqual([complete]);
    expect(inventory.notes.some(({ message }) => message.startsWith('rails: there may be more routes'))).toBe(!complete);
  });

  test('concerns that use themselves end', async () => {
    const routes = "concern :a do\n concerns :a\n concerns :a\n end\nget 'a', to: 'books#show'\nconcerns :a";
    const { modules } = await inventoryOf({ Gemfile: GEMFILE, 'config/routes.rb': draw(routes), ...files });
    expect(modules.map((each) => each.complete)).toEqual([false]);
  });
});

test.each<[validation: string, expected: [string, unknown][]]>([
  ['format: { with: /\\A[0-9]{4}\\z/ }', [['pattern', '^[0-9]{4}$']]],
  ['format: { with: /[0-9]{4}/ }', [['pattern', '[0-9]{4}']]],
  ['format: { with: /\\A[^$]+/ }', [['pattern', '^[^$]+']]],
  ['format: { with: /^[0-9]{13}$/, multiline: true }', []],
  ['format: { with: /\\A[0-9]+$/, multiline: true }', []],
  ['format: { with: /\\A[0-9]{4}\\Z/ }', []],
  ['format: { with: /\\A[a-z]+\\z/i }', []],
  ['format: { with: FORM }', [['pattern', '^a+$']]],
  ['format: { with: LOOSE }', []],
  [
    'length: { within: 2..10 }',
    [
      ['minLength', 2],
      ['maxLength', 10],
    ],
  ],
  [
    'length: { within: 2...10 }',
    [
      ['minLength', 2],
      ['maxLength', 9],
    ],
  ],
  ['length: { in: ..10 }', [['maxLength', 10]]],
  ['length: { in: 2.. }', [['minLength', 2]]],
  [
    'numericality: { in: 1..10 }',
    [
      ['minimum', 1],
      ['maximum', 10],
    ],
  ],
  [
    'inclusion: { in: 1..5 }',
    [
      ['minimum', 1],
      ['maximum', 5],
    ],
  ],
  [
    'inclusion: { in: 1...5 }',
    [
      ['minimum', 1],
      ['exclusiveMaximum', 5],
    ],
  ],
  ["inclusion: { in: 'a'..'e' }", []],
  ['exclusion: { in: 1..5 }', []],
  ['inclusion: { in: %w[a b] }', [['enum', ['a', 'b']]]],
])('validates :a, %s', async (validation, expected) => {
  const { routes } = await inventoryOf({
    Gemfile: GEMFILE,
    'config/routes.rb': draw('resources :books, only: :create'),
    'app/models/book.rb': `class Book < ApplicationRecord\n FORM = /\\Aa+\\z/\n LOOSE = /\\Aa+\\z/i\n validates :a, ${validation}\nend`,
    'app/controllers/books_controller.rb': controller('BooksController', 'def create; Book.create!(params.require(:book).permit(:a)); end'),
  });
  const a = routes[0]?.body?.schema.properties?.get('book')?.schema.properties?.get('a');
  expect([...(a?.schema.keywords ?? [])].map(([key, { value }]) => [key, value])).toEqual(expected);
});
