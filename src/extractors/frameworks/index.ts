import swaggerJsdoc from '../comments/swagger-jsdoc.ts';
import swaggerPhp from '../comments/swagger-php.ts';
import swaggo from '../comments/swaggo.ts';
import type { Extractor } from '../extractor.ts';
import aspnet from './aspnet.ts';
import django from './django.ts';
import express from './express.ts';
import fastapi from './fastapi.ts';
import fastify from './fastify.ts';
import flask from './flask.ts';
import gin from './gin.ts';
import jaxRs from './jax-rs.ts';
import micronaut from './micronaut.ts';
import nestjs from './nestjs.ts';
import spring from './spring.ts';

/** Every framework that code is read for. */
export const extractors: readonly Extractor[] = [aspnet, django, express, fastapi, fastify, gin, flask, jaxRs, micronaut, nestjs, spring, swaggerJsdoc, swaggerPhp, swaggo];
