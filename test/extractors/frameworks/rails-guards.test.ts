import { describe, expect, test } from 'vitest';
import { lines } from '../../support/code.ts';

const GEMFILE = "gem 'rails'\ngem 'devise'\ngem 'doorkeeper'\n";

const BASE =
  'class ApplicationController < ActionController::API\ndef enter; head :unauthorized unless current_user; end\ndef noop; end\nend';

/** What is said of `GET /books` when its controller holds this. */
const guarded = async (body: string, files: Readonly<Record<string, string>> = {}, action = 'render json: 1'): Promise<string> => {
  const found = await lines({
    Gemfile: GEMFILE,
    'config/routes.rb': 'Rails.application.routes.draw do\nresources :books, only: :index\nend',
    'app/controllers/application_controller.rb': BASE,
    'app/controllers/books_controller.rb': `class BooksController < ApplicationController\n${body}\ndef index\n${action}\nend\nend`,
    ...files,
  });
  return (found[0] ?? '').replace(/^\w+ \S+ /, '');
};

const callback = (method: string, registered = 'before_action :check'): string => `${registered}\ndef check\n${method}\nend`;

describe('credentials', () => {
  test.each<[name: string, method: string, expected: string]>([
    ['a captcha', 'head :forbidden unless verify_recaptcha', 'unknown'],
    ['a form of the site', 'head :forbidden unless verified_request?', 'unknown'],
    ['a limit', 'head :forbidden unless Throttle.allow?(request.remote_ip)', 'unknown'],
    ['a key that makes calls idempotent', "head :bad_request unless request.headers['HTTP_IDEMPOTENCY_KEY']", 'none'],
    ['terms', 'head :forbidden unless session[:terms_accepted]', 'unknown'],
    ['a token that confirms', 'head :forbidden unless params[:confirm_token]', 'unknown'],
    ['a token of a form', "head :forbidden unless request.headers['X-CSRF-Token']", 'unknown'],
    ['a shop', 'head :not_found unless current_store', 'unknown'],
    ['an ability', 'head :forbidden unless current_ability.can?(:read, Book)', 'unknown'],
    ['who is signed in', 'head :forbidden unless session[:user_id]', 'required session'],
    ['an account', 'head :not_found unless current_account', 'required'],
    ['a key', "head :unauthorized unless request.headers['HTTP_X_API_KEY']", 'required apiKey'],
    ['a key of the company', "head :unauthorized unless request.headers['X-Company-Api-Key']", 'required apiKey'],
    ['a bearer', "head :unauthorized if request.headers['Authorization'].blank?", 'required bearer'],
    ['what is checked of it', "head :unauthorized unless Keys.valid?(request.headers['X-Api-Key'])", 'required apiKey'],
    ['a token of a query', 'head :unauthorized unless User.find_by(key: params[:api_key])', 'required apiKey'],
  ])('%s', async (_, method, expected) => {
    expect(await guarded(callback(method))).toBe(expected);
  });

  test('a model of Devise', async () => {
    const body = callback('head :unauthorized unless current_writer');
    expect(await guarded(body)).toBe('unknown');
    expect(await guarded(body, { 'app/models/writer.rb': 'class Writer < ApplicationRecord\ndevise :database_authenticatable\nend' })).toBe(
      'required',
    );
  });
});

const HEADER = "request.headers['X-Api-Key']";

test.each<[name: string, method: string, expected: string]>([
  ['text is never nil', `key = ${HEADER}.to_s\nhead :unauthorized unless key`, 'optional apiKey'],
  ['text may be blank', `key = ${HEADER}.to_s\nhead :unauthorized if key.blank?`, 'required apiKey'],
  ['a part of text is nil', "_, key = request.headers['Authorization'].to_s.split(' ')\nhead :unauthorized unless key", 'required bearer'],
  ['a digest is never nil', `head :unauthorized unless Digest::SHA256.hexdigest(${HEADER}.to_s)`, 'optional apiKey'],
  ['a digest finds nobody', `head :unauthorized unless User.find_by(key: Digest::SHA256.hexdigest(${HEADER}.to_s))`, 'required apiKey'],
  ['a relation is never nil', `head :unauthorized unless User.where(key: ${HEADER})`, 'optional apiKey'],
  ['the first of a relation', `head :unauthorized unless User.where(key: ${HEADER}).first`, 'required apiKey'],
  ['what is made where it is not there', `head :unauthorized unless User.find_or_create_by(key: ${HEADER})`, 'unknown'],
  ['a key that a default stands for', "head :unauthorized unless request.headers.fetch('X-Api-Key', 'demo')", 'unknown'],
  ['a key that nil stands for', "head :unauthorized unless request.headers.fetch('X-Api-Key', nil)", 'required apiKey'],
])('values: %s', async (_, method, expected) => {
  expect(await guarded(callback(method))).toBe(expected);
});

describe('skips that are not followed', () => {
  test.each<[name: string, body: string, expected: string]>([
    ['no skip', '', 'required'],
    ['one that is followed', 'skip_before_action :enter, only: :show', 'required'],
    ['a comment', '# skip_before_action :enter and reset_callbacks', 'required'],
    ['CSRF alone', 'tap { skip_before_action :verify_authenticity_token }', 'required'],
    ['all', 'reset_callbacks :process_action', 'unknown'],
    ['a cleared list', '_process_action_callbacks.clear', 'unknown'],
    ['a loop', '%i[enter].each { |c| skip_before_action c }', 'unknown'],
    ['and', "ENV['A'] and skip_before_action :enter", 'unknown'],
    ['a ternary', "ENV['A'] ? skip_before_action(:enter) : nil", 'unknown'],
    ['rescue', 'skip_before_action :enter rescue nil', 'unknown'],
    ['a constant', 'X = skip_before_action :enter', 'unknown'],
    ['tap', 'tap { |c| c.skip_before_action :enter }', 'unknown'],
    ['text', 'class_eval <<~RUBY\n  skip_before_action :enter\nRUBY', 'unknown'],
    ['a lambda', 'open = -> { skip_before_action :enter }\nopen.call', 'unknown'],
    ['a method object', 'method(:skip_before_action).call(:enter)', 'unknown'],
    ['given away', 'Extra.apply(self)', 'unknown'],
    ['a macro', 'def self.open_up; skip_before_action :enter; end\nopen_up', 'public'],
    ['a macro that is not called', 'def self.open_up; skip_before_action :enter; end', 'required'],
    ['a macro under rescue', 'def self.open_up; skip_before_action :enter; end\nopen_up rescue nil', 'unknown'],
    ['define_method', 'define_method(:enter) { true }', 'unknown'],
    ['another define_method', 'define_method(:summary) { true }', 'required'],
    ['alias_method', 'alias_method :enter, :noop', 'unknown'],
    ['alias', 'alias enter noop', 'unknown'],
    ['another alias', 'alias summary index', 'required'],
    ['both only and if', 'skip_before_action :enter, only: :show, if: :odd?', 'unknown'],
    ['both except and if', 'skip_before_action :enter, except: :index, if: :odd?', 'unknown'],
  ])('%s', async (_, body, expected) => {
    expect(await guarded(`before_action :enter\n${body}`)).toBe(expected);
  });

  test.each<[name: string, file: string, text: string, expected: string]>([
    ['an override', 'app/overrides/a.rb', 'BooksController.class_eval do\nskip_before_action :enter\nend', 'unknown'],
    ['an initializer', 'config/initializers/a.rb', 'x.to_prepare do\nBooksController.skip_before_action :enter\nend', 'unknown'],
    ['every controller', 'config/initializers/a.rb', 'x.on_load(:action_controller) { skip_before_action :enter }', 'unknown'],
    ['another controller', 'config/initializers/a.rb', 'x.to_prepare do\nPensController.skip_before_action :enter\nend', 'required'],
    ['a test', 'spec/a_spec.rb', 'BooksController.skip_before_action :enter', 'required'],
    ['callbacks of a model', 'lib/a.rb', 'Book.skip_callback(:create, :after, :notify)', 'required'],
  ])('%s', async (_, file, text, expected) => {
    expect(await guarded('before_action :enter', { [file]: text })).toBe(expected);
  });

  test('what a parent does to those below it', async () => {
    const parent = `${BASE.slice(0, -3)}def self.inherited(sub)\nsuper\nsub.skip_before_action :enter\nend\nend`;
    expect(await guarded('before_action :enter', { 'app/controllers/application_controller.rb': parent })).toBe('unknown');
  });
});

test.each<[name: string, action: string, expected: string]>([
  ['goes on after it', 'head :unauthorized unless current_user\nBook.destroy_all', 'unknown'],
  ['returns', 'return head(:unauthorized) unless current_user\nBook.destroy_all', 'required'],
  ['and return', 'head :unauthorized and return unless current_user\nBook.destroy_all', 'required'],
  ['has it last', 'if current_user\nrender json: 1\nelse\nhead :unauthorized\nend', 'required'],
  ['asks Doorkeeper', 'doorkeeper_authorize! :write\nBook.destroy_all', 'unknown'],
  ['asks Devise, which raises', 'authenticate_user!\nBook.destroy_all', 'required'],
  ['asks a helper', 'enter\nBook.destroy_all', 'unknown'],
  ['asks a helper and looks', 'enter\nreturn if performed?\nBook.destroy_all', 'required'],
])('an action that %s', async (_, action, expected) => {
  expect(await guarded('', {}, action)).toBe(expected);
});

test.each<[name: string, body: string, expected: string]>([
  ['around, after the action', callback('yield\nhead :unauthorized unless current_user', 'around_action :check'), 'unknown'],
  ['around, before the action', callback('return head(:unauthorized) unless current_user\nyield', 'around_action :check'), 'required'],
  ['set_callback', 'set_callback :process_action, :before, :enter', 'required'],
  ['set_callback after', 'set_callback :process_action, :after, :enter', 'none'],
  ['JSON alone', 'before_action :enter, if: -> { request.format.json? }', 'unknown'],
  ['one format of two', callback('respond_to do |f|\nf.json { head :unauthorized unless current_user }\nf.any { }\nend'), 'unknown'],
  [
    'every format',
    callback('return if current_user\nrespond_to do |f|\nf.json { head :unauthorized }\nf.any { head :forbidden }\nend'),
    'required',
  ],
])('%s', async (_, body, expected) => {
  expect(await guarded(body)).toBe(expected);
});

test('a policy with a constructor of its own', async () => {
  const files = {
    'app/policies/application_policy.rb':
      'class ApplicationPolicy\ndef initialize(user, record)\nraise Pundit::NotAuthorizedError unless user\nend\nend',
  };
  const action = 'authorize Book\nrender json: 1';
  expect(await guarded('', files, action)).toBe('required');
  const own = 'class BookPolicy < ApplicationPolicy\ndef initialize(user, record); end\nend';
  expect(await guarded('', { ...files, 'app/policies/book_policy.rb': own }, action)).toBe('unknown');
});

describe('roles', () => {
  const admin =
    'before_action :enter\nbefore_action :require_admin, ONLY\ndef require_admin\nhead :forbidden unless current_user.admin?\nend';
  test.each<[name: string, body: string, action: string, expected: string]>([
    ['a callback', admin.replace('ONLY', 'only: :index'), 'render json: 1', 'required (require_admin)'],
    ['one of another action', admin.replace('ONLY', 'only: :show'), 'render json: 1', 'required'],
    ['being there', 'before_action :enter', 'render json: 1', 'required'],
    ['an action', 'before_action :enter', 'return head(:forbidden) unless current_user.owner?\nrender json: 1', 'required (owner?)'],
    ['an action that does not refuse', 'before_action :enter', 'render json: 1 if current_user.owner?', 'required'],
  ])('%s', async (_, body, action, expected) => {
    expect(await guarded(body, {}, action)).toBe(expected);
  });
});
