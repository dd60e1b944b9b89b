import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind, type Call } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { type Sender, Uploads } from './service.js';
import * as tus from './tus.js';

export const routes = (deps: Deps) => {
  const uploads = new Uploads(deps);
  const { maxUploadBytes } = deps.config;
  return bind(features.uploads, {
    uploadOptions: () => Promise.resolve(tus.optionsAnswer(maxUploadBytes)),

    createUpload: (call) =>
      speak(call.request, async () => {
        const sender = senderOf(call);
        const wanted = tus.readCreation(call.request);
        const first = tus.readFirstBytes(call.request, call.stream());
        let stands = await uploads.create(sender, wanted);
        if (first) stands = await uploads.send(sender, stands.id, first);
        const location = `${call.place.baseUrl}/v1/uploads/${stands.id}`;
        return new Response(null, { status: 201, headers: { ...tus.progressHeaders(stands), location } });
      }),

    getUploadOffset: (call) =>
      speak(call.request, async () => {
        const stands = await uploads.head(senderOf(call), call.params.id);
        return new Response(null, { status: 200, headers: tus.headHeaders(stands) });
      }),

    sendUpload: (call) =>
      speak(call.request, async () => {
        const sending = tus.readSending(call.request, call.stream());
        const stands = await uploads.send(senderOf(call), call.params.id, sending);
        return new Response(null, { status: 204, headers: tus.progressHeaders(stands) });
      }),

    cancelUpload: (call) =>
      speak(call.request, async () => {
        await uploads.cancel(senderOf(call), call.params.id);
        return new Response(null, { status: 204 });
      }),
  });
};

type UploadCall = Call<(typeof features.uploads)['createUpload' | 'sendUpload']>;

function senderOf({ caller, actor }: Pick<UploadCall, 'caller' | 'actor'>): Sender {
  return { viewer: { ...viewerOf(caller), contactId: caller.contactId }, actor };
}

/** Nothing is done for a client of another version. */
async function speak(request: Request, run: () => Promise<Response>): Promise<Response> {
  tus.checkVersion(request);
  return run();
}
