import swaggerJsdoc from '../comments/swagger-jsdoc.ts';
import swaggerPhp from '../comments/swagger-php.ts';
import swaggo from '../comments/swaggo.ts';
import type { Extractor } from '../extractor.ts';
import aspnet from './aspnet.ts';
import chi from './chi.ts';
import django from './django.ts';
import echo from './echo.ts';
import express from './express.ts';
import fastapi from './fastapi.ts';
import fastify from './fastify.ts';
import flask from './flask.ts';
import gin from './gin.ts';
import jaxRs from './jax-rs.ts';
import laravel from './laravel.ts';
import micronaut from './micronaut.ts';
import nestjs from './nestjs.ts';
import netHttp from './net-http.ts';
import rails from './rails.ts';
import spring from './spring.ts';
import symfony from './symfony.ts';
import tsoa from './tsoa.ts';

/** Every framework that code is read for. */
export const extractors: readonly Extractor[] = [
  aspnet,
  chi,
  django,
  echo,
  express,
  fastapi,
  fastify,
  flask,
  gin,
  jaxRs,
  laravel,
  micronaut,
  nestjs,
  netHttp,
  rails,
  spring,
  swaggerJsdoc,
  swaggerPhp,
  swaggo,
  symfony,
  tsoa,
];
