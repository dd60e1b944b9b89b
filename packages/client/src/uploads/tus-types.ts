/** The types of tus-js-client, taken from Uppy's plug-in, which is what we depend on. */
import type { Body, Meta } from '@uppy/core';
import type { TusOptions } from '@uppy/tus';

/** Options of the plug-in. */
export type TusSettings = TusOptions<Meta, Body>;
/** Makes requests. */
export type HttpStack = NonNullable<TusSettings['httpStack']>;
/** One request of tus. */
export type HttpRequest = ReturnType<HttpStack['createRequest']>;
/** Its answer. */
export type HttpResponse = Awaited<ReturnType<HttpRequest['send']>>;
/** Reads a file in slices. */
export type FileReader = NonNullable<TusSettings['fileReader']>;
/** Remembers uploads from one visit to the next. */
export type UrlStorage = NonNullable<TusSettings['urlStorage']>;
